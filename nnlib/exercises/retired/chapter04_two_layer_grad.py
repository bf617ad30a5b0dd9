"""The gradients of a network with one hidden layer."""

import numpy as np

from nnlib.by_hand import two_layers
from nnlib.exercises._helpers import draw_arrays
from nnlib.exercises._kinds import array_where, batch, batch_of_one, float32, reaches
from nnlib.functions.activations import sigmoid, sigmoid_prime, softmax
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="04-two-layer-grad",
    title="Back through a hidden layer",
    minutes=9,
    difficulty=4,
    points=3,
    reference=two_layers.two_layer_grad,
    hints=(
        "Forward in three lines, and keep everything: `Z_h`, `A_h`, the outputs. Then back from "
        "the end: the gradient of half a square is the error itself.",
        "Write the shapes down: dZ_o (N, K), W_o (H, K), A_h (N, H), X (N, D). For dA_h (N, H) "
        "there is only one product; for dW_o (H, K) and dW_h (D, H) as well. Between dA_h and dZ_h "
        "stands the slope of the sigmoid.",
        "`dZ_o = ... - Y`, `dZ_h = (dZ_o @ ...) * sigmoid_prime(...)`, and return two products of "
        "a transposed input with a gradient of scores: for the hidden layer first.",
    ),
    why="""The loss is half a sum of squares, so the gradient of the outputs is the error,
`Z_o - Y`. From there each line is one of the rules: input transposed times gradient of the scores
gives the weights' gradient, gradient times transposed weights goes one layer down, and the slope
of the sigmoid, taken at the *scores* `Z_h`, leads through it. `A_h * (1 - A_h)` is that same
slope; `sigmoid_prime(A_h)` is not. The inputs of the first layer have a gradient too, but nobody
needs it.""",
    promises={
        "a batch": batch("X"),
        "a batch of one": batch_of_one("X"),
        "one output": array_where("Y", lambda Y: Y.shape[1] == 1),
        "several outputs": array_where("Y", lambda Y: Y.shape[1] > 1),
        "float32": float32("X"),
        "hidden scores far from 0": reaches("W_h", 1000),
    },
    distractors=(
        "dZ_h = (dZ_o @ W_o.T) * sigmoid_prime(A_h)",
        "dZ_o = Y - A_h @ W_o",
    ),
)


def _one_of_two(place):
    """A use that calls the answer and looks at one of the two arrays that it returns."""

    def use(answer, *args):
        result = answer(*args)
        if result is None:
            return None
        count = _count(result)
        return result[place] if count == 2 else np.array(count)

    return use


def _how_many(answer, *args):
    """A use that asks how many arrays come back; to None the next case has a sentence.

    It hands over copies: what is said of a changed argument belongs to the next case.
    """
    result = answer(*[arg.copy() for arg in args])
    return np.array(2 if result is None else _count(result))


def _count(result):
    return len(result) if isinstance(result, tuple | list) else 1


@exercise.cases
def _(rng):
    def draw(N, D, H, K, dtype=np.float64):
        return draw_arrays(rng, dtype, X=(N, D), Y=(N, K), W_h=(D, H), W_o=(H, K))

    table = {"X": [[0, 0], [0, 1], [1, 0], [9, 1]], "Y": [[0], [1], [1], [0]]}
    table |= {"W_h": [[2, -1, 0], [1, 1, 3]], "W_o": [[1], [-2], [1]]}
    whole = {name: np.array(value, dtype=float) for name, value in table.items()}
    far = {"X": np.array([[1.0, -1]]), "Y": np.ones((1, 1)), "W_h": 1000 * np.eye(2)}
    far["W_o"] = np.array([[1.0], [2]])
    for label, args in [
        ("whole numbers", whole),
        ("4 samples, 2 inputs, 3 hidden units, 1 output", draw(4, 2, 3, 1)),
        ("5 samples, 3 inputs, 4 hidden units, 2 outputs", draw(5, 3, 4, 2)),
        ("a batch of one", draw(1, 2, 5, 3)),
        ("float32", draw(6, 2, 4, 3, np.float32)),
        ("hidden scores far from 0", far),
    ]:
        yield Case(label, args, _how_many, "The number of results", "dW_h")
        yield Case(label, args, _one_of_two(0), "dW_h", "dW_h")
        yield Case(label, args, _one_of_two(1), "dW_o", "dW_o")


def _two_layers(X, Y, W_h, W_o, *, slope=None, error=None, factor=1.0):
    """The answer with one thing changed."""
    Z_h = X @ W_h
    A_h = sigmoid(Z_h)
    dZ_o = factor * (error or np.subtract)(A_h @ W_o, Y)
    dA_h = dZ_o @ W_o.T
    dZ_h = dA_h * (slope(Z_h, A_h) if slope else sigmoid_prime(Z_h))
    return X.T @ dZ_h, A_h.T @ dZ_o


def _back(X, Y, W_h, W_o, through):
    """The answer with another way from the outputs to the hidden units."""
    Z_h = X @ W_h
    dZ_o = sigmoid(Z_h) @ W_o - Y
    return X.T @ (through(dZ_o) * sigmoid_prime(Z_h)), sigmoid(Z_h).T @ dZ_o


@exercise.wrong
class Mistakes:
    def scores_for_activations(X, Y, W_h, W_o):
        """dW_h is right. For dW_o the output layer's input is needed, and that is what the
        hidden units *give*, not their scores."""
        dW_h, _ = two_layers.two_layer_grad(X, Y, W_h, W_o)
        return dW_h, (X @ W_h).T @ (sigmoid(X @ W_h) @ W_o - Y)

    def output_gradient_transposed(X, Y, W_h, W_o):
        """dW_h is right, and dW_o is transposed: it should have the shape of W_o, (H, K)."""
        dW_h, dW_o = two_layers.two_layer_grad(X, Y, W_h, W_o)
        return dW_h, dW_o.T

    def one_gradient_alone(X, Y, W_h, W_o):
        """Only one thing comes back. There are two gradients: return both, first dW_h, then
        dW_o."""
        return two_layers.two_layer_grad(X, Y, W_h, W_o)[0]

    def slope_at_the_activation(X, Y, W_h, W_o):
        """The slope of the sigmoid is taken at the activation. It belongs to the *score*:
        `sigmoid_prime` wants Z_h. Nothing crashes, and the result is of the right size: that is
        what makes this one so common."""
        return _two_layers(X, Y, W_h, W_o, slope=lambda Z, A: sigmoid_prime(A))

    def no_slope(X, Y, W_h, W_o):
        """The slope of the sigmoid is missing: the gradient of the activations was taken for
        that of the scores. Between the two stands a box, and it multiplies by its slope."""
        return _two_layers(X, Y, W_h, W_o, slope=lambda Z, A: np.ones_like(A))

    def activation_for_slope(X, Y, W_h, W_o):
        """On the way back you multiplied by the sigmoid itself, where its *slope* is wanted."""
        return _two_layers(X, Y, W_h, W_o, slope=lambda Z, A: A)

    def target_minus_output(X, Y, W_h, W_o):
        """The sign is wrong: the gradient points uphill, so it is output minus target. The
        minus of the descent comes later, in the step."""
        return _two_layers(X, Y, W_h, W_o, factor=-1.0)

    def forgot_the_half(X, Y, W_h, W_o):
        """Every gradient is twice too large. The loss is *half* the sum of squares: what is the
        derivative of half a square?"""
        return _two_layers(X, Y, W_h, W_o, factor=2.0)

    def loss_for_its_slope(X, Y, W_h, W_o):
        """Your way back starts with the loss itself, half a square. Start with its *slope*: by
        how much does half a square grow when the output does?"""
        return _two_layers(X, Y, W_h, W_o, error=lambda Z, Y: (Z - Y) ** 2 / 2)

    def mean_for_sum(X, Y, W_h, W_o):
        """There is a division by the number of samples in it. In this course that is the rule,
        but this loss is a sum over the samples, not a mean."""
        return _two_layers(X, Y, W_h, W_o, factor=1 / len(X))

    def sigmoid_at_the_output(X, Y, W_h, W_o):
        """The outputs went through a sigmoid. In this network only the hidden units have one;
        the outputs are the scores."""
        return _two_layers(X, Y, W_h, W_o, error=lambda Z, Y: sigmoid(Z) - Y)

    def slope_at_the_output_too(X, Y, W_h, W_o):
        """The error is multiplied by a slope of the sigmoid at the output too. The outputs have
        no sigmoid: their slope is 1."""
        return _two_layers(X, Y, W_h, W_o, error=lambda Z, Y: (Z - Y) * sigmoid_prime(Z))

    def output_layer_first(X, Y, W_h, W_o):
        """The two results come in the wrong order: first dW_h, then dW_o."""
        return two_layers.two_layer_grad(X, Y, W_h, W_o)[::-1]

    def forward_without_sigmoid(X, Y, W_h, W_o):
        """The hidden layer's sigmoid is missing on the way forward, so all that follows is
        computed from scores."""
        Z_h = X @ W_h
        dZ_o = Z_h @ W_o - Y
        return X.T @ ((dZ_o @ W_o.T) * sigmoid_prime(Z_h)), Z_h.T @ dZ_o

    def hidden_gradient_transposed(X, Y, W_h, W_o):
        """dW_h is transposed: it should have the shape of W_h, (D, H). Which of the two factors
        has to be turned for that?"""
        dW_h, dW_o = two_layers.two_layer_grad(X, Y, W_h, W_o)
        return dW_h.T, dW_o

    def weights_not_transposed(X, Y, W_h, W_o):
        """The shapes do not meet on the way down to the hidden units: dZ_o is (N, K), W_o is
        (H, K), and the result should be (N, H). One of the two has to be transposed."""
        A_h = sigmoid(X @ W_h)
        dZ_o = A_h @ W_o - Y
        return X.T @ ((dZ_o @ W_o) * A_h), A_h.T @ dZ_o

    def mean_of_all_errors(X, Y, W_h, W_o):
        """There is a division by the number of all outputs in it. This loss is a sum, not a
        mean."""
        return _two_layers(X, Y, W_h, W_o, factor=1 / np.size(Y))

    def half_of_the_error(X, Y, W_h, W_o):
        """Every gradient is half of what it should be. The loss is half the square of the error;
        its *slope* is the error itself."""
        return _two_layers(X, Y, W_h, W_o, factor=0.5)

    def square_of_the_error(X, Y, W_h, W_o):
        """Your way back starts with the square of the error. Start with the *slope* of the loss:
        by how much does half a square grow when the output does?"""
        return _two_layers(X, Y, W_h, W_o, error=lambda Z, Y: (Z - Y) ** 2)

    def size_of_the_error(X, Y, W_h, W_o):
        """The error has lost its sign. Half a square has the slope output minus target: below 0
        where the output is too small."""
        return _two_layers(X, Y, W_h, W_o, error=lambda Z, Y: np.abs(Z - Y))

    def sigmoid_and_slope_at_the_output(X, Y, W_h, W_o):
        """The outputs are treated like sigmoid units, forward and backward. In this network only
        the hidden units have a sigmoid; the outputs are the scores."""

        def error(Z, Y):
            return (sigmoid(Z) - Y) * sigmoid_prime(Z)

        return _two_layers(X, Y, W_h, W_o, error=error)

    def softmax_at_the_output(X, Y, W_h, W_o):
        """The outputs went through softmax. In this network they are the scores as they are."""
        return _two_layers(X, Y, W_h, W_o, error=lambda Z, Y: softmax(Z) - Y)

    def half_of_the_slope(X, Y, W_h, W_o):
        """The slope of the sigmoid has lost a factor: it is `A_h * (1 - A_h)`, both of them."""
        return _two_layers(X, Y, W_h, W_o, slope=lambda Z, A: 1 - A)

    def slope_of_scores_and_activations(X, Y, W_h, W_o):
        """The slope of the sigmoid is `A_h * (1 - A_h)`, with the *activation* in both places.
        In one of them you have the score."""
        return _two_layers(X, Y, W_h, W_o, slope=lambda Z, A: A * (1 - Z))

    def slope_of_the_scores(X, Y, W_h, W_o):
        """The slope of the sigmoid is `A_h * (1 - A_h)`, with the *activation* in both places.
        You have the score in both."""
        return _two_layers(X, Y, W_h, W_o, slope=lambda Z, A: Z * (1 - Z))

    def slope_of_tanh(X, Y, W_h, W_o):
        """`1 - A_h**2` is the slope of tanh. The sigmoid's is `A_h * (1 - A_h)`."""
        return _two_layers(X, Y, W_h, W_o, slope=lambda Z, A: 1 - A**2)

    def tanh_for_the_sigmoid(X, Y, W_h, W_o):
        """The hidden units have tanh here, forward and backward. In this network they have the
        sigmoid."""
        A_h = np.tanh(X @ W_h)
        dZ_o = A_h @ W_o - Y
        return X.T @ ((dZ_o @ W_o.T) * (1 - A_h**2)), A_h.T @ dZ_o

    def outputs_for_activations(X, Y, W_h, W_o):
        """dW_h is right. For dW_o the *input* of the output layer is needed, what the hidden
        units give. You have taken its outputs."""
        dW_h, _ = two_layers.two_layer_grad(X, Y, W_h, W_o)
        outputs = sigmoid(X @ W_h) @ W_o
        return dW_h, outputs.T @ (outputs - Y)

    def weights_moved_on_the_way(X, Y, W_h, W_o):
        """The output layer's weights are moved before the gradient has passed through them, and
        they are the caller's. Compute both gradients first; the step comes later, elsewhere."""
        A_h = sigmoid(X @ W_h)
        dZ_o = A_h @ W_o - Y
        dW_o = A_h.T @ dZ_o
        W_o -= 0.1 * dW_o
        return X.T @ ((dZ_o @ W_o.T) * A_h * (1 - A_h)), dW_o

    def weights_moved_by_all_of_it(X, Y, W_h, W_o):
        """The output layer's weights are moved, by the whole gradient, before it has passed
        through them. Compute both gradients first; the step comes later, elsewhere."""
        A_h = sigmoid(X @ W_h)
        dZ_o = A_h @ W_o - Y
        dW_o = A_h.T @ dZ_o
        W_o -= dW_o
        return X.T @ ((dZ_o @ W_o.T) * A_h * (1 - A_h)), dW_o

    def activations_not_transposed(X, Y, W_h, W_o):
        """Two arrays with a row for each *sample* meet in a matrix product. At dW_o the samples
        have to meet, so A_h is transposed; and the slope of the sigmoid multiplies entry by
        entry, with `*`."""
        A_h = sigmoid(X @ W_h)
        return two_layers.two_layer_grad(X, Y, W_h, W_o)[0], A_h @ (A_h @ W_o - Y)

    def samples_not_transposed(X, Y, W_h, W_o):
        """The shapes do not meet at dW_h: X is (N, D), dZ_h is (N, H), and dW_h should be
        (D, H). The samples have to meet, so one of the two is transposed."""
        A_h = sigmoid(X @ W_h)
        return X @ (((A_h @ W_o - Y) @ W_o.T) * A_h * (1 - A_h)), None

    def both_transposed(X, Y, W_h, W_o):
        """Both gradients are transposed: each should have the shape of its weights."""
        dW_h, dW_o = two_layers.two_layer_grad(X, Y, W_h, W_o)
        return dW_h.T, dW_o.T

    def divided_by_the_outputs(X, Y, W_h, W_o):
        """There is a division by the number of outputs in it. This loss is a sum, over the samples
        and over the outputs."""
        return _two_layers(X, Y, W_h, W_o, factor=1 / Y.shape[1])

    def reshaped_for_transposed(X, Y, W_h, W_o):
        """dW_o is right. On the way back the output layer's weights were given another shape, which
        leaves the numbers in their order; a transpose, `.T`, turns rows into columns."""
        return _back(X, Y, W_h, W_o, lambda dZ_o: dZ_o @ W_o.reshape(W_o.shape[::-1]))

    def only_the_first_output(X, Y, W_h, W_o):
        """dW_o is right. Only the first output sends something back to the hidden units. Each
        hidden unit feeds *all* outputs, so it hears from all of them."""
        return _back(X, Y, W_h, W_o, lambda dZ_o: dZ_o[:, :1] @ W_o.T[:1])

    def errors_added_up(X, Y, W_h, W_o):
        """dW_o is right. On the way back the outputs' errors are added up, without the weights that
        they come through."""
        return _back(X, Y, W_h, W_o, lambda dZ_o: dZ_o.sum(axis=1, keepdims=True))

    def weights_added_up(X, Y, W_h, W_o):
        """dW_o is right. On the way back the errors meet the sum of a hidden unit's weights. Each
        error goes back through its own weight; then they are added."""
        return _back(X, Y, W_h, W_o, lambda dZ_o: dZ_o.sum(axis=1, keepdims=True) * W_o.sum(axis=1))

    def product_of_sums(X, Y, W_h, W_o):
        """The samples were added up before the product. Each sample's input meets its *own*
        gradient, and then the samples are added: `X.T @ ...` does both."""
        Z_h = X @ W_h
        dZ_o = sigmoid(Z_h) @ W_o - Y
        dZ_h = (dZ_o @ W_o.T) * sigmoid_prime(Z_h)
        return np.outer(X.sum(0), dZ_h.sum(0)), np.outer(sigmoid(Z_h).sum(0), dZ_o.sum(0))

    def flattened(X, Y, W_h, W_o):
        """This is written for one output. There may be several: leave errors and weights as tables,
        without `ravel`."""
        Z_h = X @ W_h
        A_h = sigmoid(Z_h)
        error = (A_h @ W_o).ravel() - Y.ravel()
        dZ_h = error[:, None] * W_o.T * sigmoid_prime(Z_h)
        return X.T @ dZ_h, (A_h.T @ error)[:, None]


@exercise.right
class Variants:
    def by_activations(X, Y, W_h, W_o):
        """The slope is taken from the activations, `A * (1 - A)`, which are there already, so no
        exponential is computed a second time."""
        A = 1 / (1 + np.exp(-np.dot(X, W_h)))
        error = np.dot(A, W_o) - Y
        dZ = np.dot(error, W_o.T) * A * (1 - A)
        return np.dot(X.T, dZ), np.dot(A.T, error)

    def into_zeros(X, Y, W_h, W_o):
        """Each sample adds its own outer products to the sums. This is what `X.T @ dZ_h` does for
        all of them at once, spelled out, and it is much slower, because Python runs the loop and
        not NumPy."""
        dW_h, dW_o = np.zeros_like(W_h), np.zeros_like(W_o)
        for x, y in zip(X, Y, strict=True):
            z = x @ W_h
            error = sigmoid(z) @ W_o - y
            dW_o += np.outer(sigmoid(z), error)
            dW_h += np.outer(x, (W_o @ error) * sigmoid_prime(z))
        return dW_h, dW_o

    def as_a_list(X, Y, W_h, W_o):
        dW_h, dW_o = np.zeros(W_h.shape), np.zeros(W_o.shape)
        for x, y in zip(X, Y, strict=True):
            a = sigmoid(x @ W_h)
            error = a @ W_o - y
            dW_o += np.outer(a, error)
            dW_h += np.outer(x, (W_o @ error) * a * (1 - a))
        return [dW_h, dW_o]

    def with_einsum(X, Y, W_h, W_o):
        A = sigmoid(X @ W_h)
        error = 2 * (A @ W_o - Y) / 2
        dW_h = np.einsum("nd,nk,hk,nh->dh", X, error, W_o, A - A**2)
        return dW_h, (error.T @ A).T
