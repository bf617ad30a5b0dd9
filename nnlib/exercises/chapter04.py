"""Exercises of chapter 04: the chain rule, a judge for it, and a network of any depth."""

import itertools

import numpy as np

from nnlib.by_hand import mlp, two_layers
from nnlib.functions import activations
from nnlib.functions.activations import relu, relu_prime, sigmoid, sigmoid_prime, tanh, tanh_prime
from nnlib.judge.exercise import Case, Exercise, Lines
from nnlib.networks import gradient_check

# --- the chain rule, one number at a time

_x, _w = 3.0, 0.5
_h = _w * _x
_u, _v = sigmoid(_h), _h**2
_u_slope = sigmoid_prime(_h)


def _given():
    return {"sigmoid": sigmoid, "sigmoid_prime": sigmoid_prime, "w": _w, "x": _x}


chain = Exercise(
    id="04-chain",
    title="Back through a graph",
    minutes=5,
    difficulty=2,
    points=1,
    reference=Lines(
        name="dw",
        code="""h = w * x
u, v = sigmoid(h), h**2
du, dv = v, u
dh = du * sigmoid_prime(h) + dv * 2 * h
dw = dh * x""",
        given=_given,
    ),
    hints=(
        "Forward first: compute h, u and v. Then from the end: what is dL/du when L = u v?",
        "On each way multiply what comes in by the slope of that box. The slope of the sigmoid "
        "you know; that of a square is twice the number.",
        "`du = ...` (the other factor), `dv = ...`, `dh = ... + ...` (one term a way), and at last "
        "the box `w * x`: by how much does h change if w does?",
    ),
    rtol=1e-3,  # 8.365 and 8.36 are right too: the chapter prints no more digits
    why="""Through a product each factor gets the other one: `du = v` and `dv = u`. On the way
through the sigmoid the gradient is multiplied by its slope at `h`, on the way through the square
by `2 * h`. Both ways start at the same `h`, so their gradients are added. The last box multiplies
`w` by `x`, so `w` gets what arrives times `x`.""",
)


@chain.mistake(
    "Only the way through the sigmoid is counted. `h` also reaches the loss through the square: "
    "add the gradient of that way."
)
def only_the_upper_way():
    return _v * _u_slope * _x


@chain.mistake(
    "Only the way through the square is counted. `h` also reaches the loss through the sigmoid: "
    "add the gradient of that way."
)
def only_the_lower_way():
    return _u * 2 * _h * _x


@chain.mistake(
    "Along one way slopes are multiplied, but two ways that meet are *added*. You multiplied the "
    "two ways."
)
def ways_multiplied():
    return _v * _u_slope * _u * 2 * _h * _x


@chain.mistake(
    "This is the gradient of `h`. One box is left on the way to `w`: it multiplies `w` by `x`."
)
def stopped_at_h():
    return _v * _u_slope + _u * 2 * _h


@chain.mistake(
    "This is the gradient of `x`: at the last box each factor gets the *other* factor. You want "
    "that of `w`."
)
def gradient_of_the_input():
    return (_v * _u_slope + _u * 2 * _h) * _w


@chain.mistake(
    "The two slopes are added without what comes in from above. A product hands each factor the "
    "*other* factor: what are `du` and `dv`?"
)
def only_the_slopes():
    return (_u_slope + 2 * _h) * _x


@chain.mistake(
    "The gradients of the two factors are exchanged. If L = u v, how much does L grow when u grows "
    "by a little?"
)
def factors_exchanged():
    return (_u * _u_slope + _v * 2 * _h) * _x


@chain.mistake(
    "The slope of the sigmoid is taken at its result `u`. It belongs to what went *into* the box: "
    "`h`."
)
def slope_at_the_result():
    return (_v * sigmoid_prime(_u) + _u * 2 * _h) * _x


@chain.mistake(
    "On the upper way you multiplied by the sigmoid itself. Going back, a box multiplies by its "
    "*slope*."
)
def sigmoid_for_its_slope():
    return (_v * _u + _u * 2 * _h) * _x


@chain.mistake(
    "The slope of the square is missing its factor: a square grows by *twice* the number."
)
def square_without_its_two():
    return (_v * _u_slope + _u * _h) * _x


@chain.mistake(
    "The slope of the square is taken for 2, the same everywhere. It is twice the *number* that "
    "went in, and the box squares `h`."
)
def square_with_its_two_alone():
    return (_v * _u_slope + _u * 2) * _x


@chain.mistake("This is the loss itself. How fast does it change when `w` does?")
def the_loss_itself():
    return _u * _v


@chain.variant
def chain_in_one_line():
    return _x * (_v * _u * (1 - _u) + 2 * _u * _h)


@chain.variant
def chain_rounded_to_three_digits():
    return 8.365


@chain.variant
def chain_rounded_to_two_digits():
    return 8.36


@chain.variant
def chain_by_measuring():
    def loss(w):
        return sigmoid(w * _x) * (w * _x) ** 2

    return np.float64((loss(_w + 1e-5) - loss(_w - 1e-5)) / 2e-5)


# --- the judge


def _measured(numerical_gradient, x, weights, step):
    return numerical_gradient(lambda: float(np.sum(weights * x**3)), x, step)


def _measured_product(numerical_gradient, x, step):
    return numerical_gradient(lambda: float(np.prod(x)), x, step)


def _measured_by_default(numerical_gradient, x):
    return numerical_gradient(lambda: float(np.sum(np.sin(x)) + x.ravel()[0] * np.sum(x)), x)


numerical_gradient = Exercise(
    id="04-numerical-gradient",
    title="The judge",
    minutes=9,
    difficulty=3,
    points=3,
    reference=gradient_check.numerical_gradient,
    hints=(
        "One entry at a time: keep its value, move it up, ask for the loss, move it down, ask "
        "again, put it back. Then the formula.",
        "`for index in np.ndindex(x.shape)` visits every entry of an array of any shape; "
        "`x[index]` reads it and `x[index] = ...` sets it. The loss needs no argument: `f()` looks "
        "at what x holds now.",
        "Before the loop make room with `np.zeros_like(x)`. In the loop seven short lines: keep, "
        "set, `above = f()`, set, `below = f()`, put back, and the quotient into its place.",
    ),
    why="""Each entry is moved by itself, since a gradient asks what *one* number does while the
others stay; so each must be put back before the next one moves. Putting the kept value back is
exact, while adding and subtracting the step would leave rounding behind. From one step below to
one step above are two steps: hence the 2. The measurement asks for the loss twice an entry, which
is why it is a judge and no way to train: a network with 100 000 weights would need 200 000 losses
for one step.""",
    rtol=1e-6,
)


@numerical_gradient.cases
def _(rng):
    def draw(*shape):
        # Multiples of 1/8: with the steps below nothing is rounded.
        return rng.integers(3, 20, size=shape) / 8.0

    after = "numerical_gradient(f, x, step)"
    for label, shape, step in [
        ("a loss of three numbers", (3,), 0.5),
        ("a loss of a table, 2 rows of 3", (2, 3), 0.25),
        ("a loss of a table, a row of 4", (1, 4), 1.0),
        ("a loss of an array (2, 3, 2)", (2, 3, 2), 0.5),
    ]:
        args = {"x": draw(*shape), "weights": draw(*shape), "step": step}
        yield Case(label, args, _measured, after, "sum")
    for label, shape, step in [
        ("a loss where the numbers are multiplied", (3,), 0.5),
        ("the same for a table, 2 rows of 2", (2, 2), 0.25),
    ]:
        args = {"x": draw(*shape), "step": step}
        yield Case(label, args, _measured_product, after, "product")
    x = rng.normal(size=(3, 2)) * 10.0 ** np.arange(-3, 3).reshape(3, 2)
    label = "called without a step, so with its default"
    yield Case(label, {"x": x}, _measured_by_default, "numerical_gradient(f, x)", "default")
    args = {"x": np.array(1.5), "weights": np.array(2.0), "step": 0.5}
    yield Case("an array of a single number, shape ()", args, _measured, after, "single")


def _by_entries(quotient):
    """A wrong answer that differs in the formula alone; it puts every entry back."""

    def wrong(f, x, step=1e-5):
        gradient = np.zeros_like(x)
        for index in np.ndindex(x.shape):
            kept = x[index]
            here = f()
            x[index] = kept + step
            above = f()
            x[index] = kept - step
            below = f()
            x[index] = kept
            gradient[index] = quotient(below, here, above, step)
        return gradient

    return wrong


@numerical_gradient.mistake(
    "This difference has one side only: from here to one step up. Look one step down as well and "
    "take the difference of the two, which is far more exact."
)
def one_sided(f, x, step=1e-5):
    return _by_entries(lambda below, here, above, step: (above - here) / step)(f, x, step)


@numerical_gradient.mistake(
    "This difference has one side only: from one step down to here. Look one step up as well."
)
def one_sided_below(f, x, step=1e-5):
    return _by_entries(lambda below, here, above, step: (here - below) / step)(f, x, step)


@numerical_gradient.mistake(
    "The second loss is taken back at the start, not one step *below* it. From above, below is two "
    "steps away."
)
def down_to_the_start(f, x, step=1e-5):
    return _by_entries(lambda below, here, above, step: (above - here) / (2 * step))(f, x, step)


@numerical_gradient.mistake(
    "Every entry is twice too large. How far is it from one step below to one step above?"
)
def divided_by_one_step(f, x, step=1e-5):
    return _by_entries(lambda below, here, above, step: (above - below) / step)(f, x, step)


@numerical_gradient.mistake(
    "The division is done before the multiplication: `/ 2 * step` divides by 2 and multiplies by "
    "the step. Parentheses help."
)
def multiplied_by_the_step(f, x, step=1e-5):
    return _by_entries(lambda below, here, above, step: (above - below) / 2 * step)(f, x, step)


@numerical_gradient.mistake("This is the difference of the losses. Divide by how far x has moved.")
def not_divided(f, x, step=1e-5):
    return _by_entries(lambda below, here, above, step: above - below)(f, x, step)


@numerical_gradient.mistake("The sign is wrong: the loss above minus the loss below.")
def below_minus_above(f, x, step=1e-5):
    return _by_entries(lambda below, here, above, step: (below - above) / (2 * step))(f, x, step)


@numerical_gradient.mistake(
    "All entries move at once, so every place gets the same number: their sum. Move one entry at "
    "a time."
)
def all_at_once(f, x, step=1e-5):
    kept = x.copy()
    x += step
    above = f()
    x -= 2 * step
    below = f()
    x[...] = kept
    return np.full_like(x, (above - below) / (2 * step))


@numerical_gradient.mistake(
    "Only the first entry is measured, and the others stay 0. Does the loop go on to the next one? "
    "A `return` inside it ends it in its first round."
)
def only_the_first_entry(f, x, step=1e-5):
    measured = gradient_check.numerical_gradient(f, x, step)
    gradient = np.zeros_like(measured)
    gradient.flat[0] = measured.flat[0]
    return gradient


@numerical_gradient.mistake(
    "An entry stays moved when the next one is measured. Put each one back before you go on."
)
def not_put_back(f, x, step=1e-5):
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        kept = x[index]
        x[index] = kept + step
        above = f()
        x[index] = kept - step
        gradient[index] = (above - f()) / (2 * step)
    return gradient


@numerical_gradient.mistake(
    "The numbers come back a hair off: adding the step and taking it away again leaves rounding. "
    "Keep the old value in a variable, and assign it at the end."
)
def put_back_by_adding(f, x, step=1e-5):
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        x[index] += step
        above = f()
        x[index] -= 2 * step
        gradient[index] = (above - f()) / (2 * step)
        x[index] += step
    return gradient


@numerical_gradient.mistake(
    "Everything is zero: the loss never noticed a change. It looks at `x` itself; if you move a "
    "copy, or take one and move the original only afterwards, nothing happens."
)
def moved_a_copy(f, x, step=1e-5):
    return np.zeros_like(x)


@numerical_gradient.mistake(
    "The loss takes no argument. It knows `x` and looks at what `x` holds now: change an entry of "
    "`x`, then call it with empty parentheses."
)
def loss_with_an_argument(f, x, step=1e-5):
    return f(x)


@numerical_gradient.mistake(
    "A whole row moves at once. That is right for a list of numbers, but a table has entries "
    "within its rows: visit each of them."
)
def rows_at_once(f, x, step=1e-5):
    gradient = np.zeros_like(x)
    for i in range(len(x)):
        kept = np.copy(x[i])
        x[i] = kept + step
        above = f()
        x[i] = kept - step
        below = f()
        x[i] = kept
        gradient[i] = (above - below) / (2 * step)
    return gradient


@numerical_gradient.mistake(
    "A whole row moves at once, and what was kept of it moves along: a row taken out of a table is "
    "no copy. Visit each *entry* of the table; a single number can be kept."
)
def rows_that_move_along(f, x, step=1e-5):
    gradient = np.zeros_like(x)
    for i in range(len(x)):
        kept = x[i]
        x[i] = kept + step
        above = f()
        x[i] = kept - step
        below = f()
        x[i] = kept
        gradient[i] = (above - below) / (2 * step)
    return gradient


@numerical_gradient.mistake(
    "The second loss is taken at the start, and the entry ends one step too high. From one step "
    "above to one step below are two steps."
)
def moved_by_one_step_thrice(f, x, step=1e-5):
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        x[index] += step
        above = f()
        x[index] -= step
        gradient[index] = (above - f()) / (2 * step)
        x[index] += step
    return gradient


@numerical_gradient.mistake(
    "The step is fixed inside the function. Use the argument `step`: it may be any number."
)
def step_ignored(f, x, step=1e-5):
    return gradient_check.numerical_gradient(f, x, 1e-5)


@numerical_gradient.variant
def measured_flat(f, x, step=1e-5):
    slopes = []
    for i in range(x.size):
        kept = x.flat[i]
        losses = []
        for value in (kept + step, kept - step):
            x.flat[i] = value
            losses.append(f())
        x.flat[i] = kept
        slopes.append((losses[0] - losses[1]) / (2 * step))
    return np.reshape(slopes, x.shape)


@numerical_gradient.variant
def measured_with_nditer(f, x, step=1e-5):
    start, gradient = x.copy(), np.zeros(x.shape)
    for index, value in np.ndenumerate(start):
        x[index] = value + step
        gradient[index] += f() / (2 * step)
        x[index] = value - step
        gradient[index] -= f() / (2 * step)
        x[...] = start
    return gradient


# --- one hidden layer


def _pick(place):
    """A use that calls the answer and looks at one of the two arrays that it returns."""

    def use(answer, *args):
        result = answer(*args)
        if result is None:
            return None
        count = _count(result)
        return result[place] if count == 2 else np.array(count)

    return use


def _how_many(answer, *args):
    """A use that asks how many arrays come back; to None the next case has a sentence."""
    result = answer(*args)
    return np.array(2 if result is None else _count(result))


def _count(result):
    return len(result) if isinstance(result, tuple | list) else 1


two_layer_grad = Exercise(
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
)


@two_layer_grad.cases
def _(rng):
    def draw(N, D, H, K, dtype=np.float64):
        sizes = {"X": (N, D), "Y": (N, K), "W_h": (D, H), "W_o": (H, K)}
        return {name: rng.normal(size=s).round(1).astype(dtype) for name, s in sizes.items()}

    table = {"X": [[0, 0], [0, 1], [1, 0], [1, 1]], "Y": [[0], [1], [1], [0]]}
    table |= {"W_h": [[2, -1, 0], [1, 1, 3]], "W_o": [[1], [-2], [1]]}
    whole = {name: np.array(value, dtype=float) for name, value in table.items()}
    for label, args in [
        ("4 samples, 2 inputs, 3 hidden units, 1 output", draw(4, 2, 3, 1)),
        ("5 samples, 3 inputs, 4 hidden units, 2 outputs", draw(5, 3, 4, 2)),
        ("a batch of one", draw(1, 2, 5, 3)),
        ("whole numbers", whole),
        ("float32", draw(6, 2, 4, 3, np.float32)),
    ]:
        yield Case(label, args, _how_many, "The number of results", "dW_h")
        yield Case(label, args, _pick(0), "dW_h", "dW_h")
        yield Case(label, args, _pick(1), "dW_o", "dW_o")


def _two_layers(X, Y, W_h, W_o, *, slope=None, error=None, factor=1.0):
    """The answer with one thing changed."""
    Z_h = X @ W_h
    A_h = sigmoid(Z_h)
    dZ_o = factor * (error or np.subtract)(A_h @ W_o, Y)
    dA_h = dZ_o @ W_o.T
    dZ_h = dA_h * (slope(Z_h, A_h) if slope else sigmoid_prime(Z_h))
    return X.T @ dZ_h, A_h.T @ dZ_o


# These differ in dW_o alone and stand first: once dW_h is right they fit better than the rest.


@two_layer_grad.mistake(
    "dW_h is right. For dW_o the output layer's input is needed, and that is what the hidden units "
    "*give*, not their scores."
)
def scores_for_activations(X, Y, W_h, W_o):
    dW_h, _ = two_layers.two_layer_grad(X, Y, W_h, W_o)
    return dW_h, (X @ W_h).T @ (sigmoid(X @ W_h) @ W_o - Y)


@two_layer_grad.mistake(
    "dW_h is right, and dW_o is transposed: it should have the shape of W_o, (H, K)."
)
def output_gradient_transposed(X, Y, W_h, W_o):
    dW_h, dW_o = two_layers.two_layer_grad(X, Y, W_h, W_o)
    return dW_h, dW_o.T


@two_layer_grad.mistake(
    "Only one thing comes back. There are two gradients: return both, first dW_h, then dW_o."
)
def one_gradient_alone(X, Y, W_h, W_o):
    return two_layers.two_layer_grad(X, Y, W_h, W_o)[0]


@two_layer_grad.mistake(
    "The slope of the sigmoid is taken at the activation. It belongs to the *score*: "
    "`sigmoid_prime` wants Z_h. Nothing crashes, and the result is of the right size: that is what "
    "makes this one so common."
)
def slope_at_the_activation(X, Y, W_h, W_o):
    return _two_layers(X, Y, W_h, W_o, slope=lambda Z, A: sigmoid_prime(A))


@two_layer_grad.mistake(
    "The slope of the sigmoid is missing: the gradient of the activations was taken for that of "
    "the scores. Between the two stands a box, and it multiplies by its slope."
)
def no_slope(X, Y, W_h, W_o):
    return _two_layers(X, Y, W_h, W_o, slope=lambda Z, A: np.ones_like(A))


@two_layer_grad.mistake(
    "On the way back you multiplied by the sigmoid itself, where its *slope* is wanted."
)
def activation_for_slope(X, Y, W_h, W_o):
    return _two_layers(X, Y, W_h, W_o, slope=lambda Z, A: A)


@two_layer_grad.mistake(
    "The sign is wrong: the gradient points uphill, so it is output minus target. The minus of the "
    "descent comes later, in the step."
)
def target_minus_output(X, Y, W_h, W_o):
    return _two_layers(X, Y, W_h, W_o, factor=-1.0)


@two_layer_grad.mistake(
    "Every gradient is twice too large. The loss is *half* the sum of squares: what is the "
    "derivative of half a square?"
)
def forgot_the_half(X, Y, W_h, W_o):
    return _two_layers(X, Y, W_h, W_o, factor=2.0)


@two_layer_grad.mistake(
    "Your way back starts with the loss itself, half a square. Start with its *slope*: by how much "
    "does half a square grow when the output does?"
)
def loss_for_its_slope(X, Y, W_h, W_o):
    return _two_layers(X, Y, W_h, W_o, error=lambda Z, Y: (Z - Y) ** 2 / 2)


@two_layer_grad.mistake(
    "The gradients are divided by the number of samples. In this course that is the rule, but this "
    "loss is a sum over the samples, not a mean."
)
def mean_for_sum(X, Y, W_h, W_o):
    return _two_layers(X, Y, W_h, W_o, factor=1 / len(X))


@two_layer_grad.mistake(
    "The outputs went through a sigmoid. In this network only the hidden units have one; the "
    "outputs are the scores."
)
def sigmoid_at_the_output(X, Y, W_h, W_o):
    return _two_layers(X, Y, W_h, W_o, error=lambda Z, Y: sigmoid(Z) - Y)


@two_layer_grad.mistake(
    "The error is multiplied by a slope of the sigmoid at the output too. The outputs have no "
    "sigmoid: their slope is 1."
)
def slope_at_the_output_too(X, Y, W_h, W_o):
    return _two_layers(X, Y, W_h, W_o, error=lambda Z, Y: (Z - Y) * sigmoid_prime(Z))


@two_layer_grad.mistake("The two results come in the wrong order: first dW_h, then dW_o.")
def output_layer_first(X, Y, W_h, W_o):
    return two_layers.two_layer_grad(X, Y, W_h, W_o)[::-1]


@two_layer_grad.mistake(
    "The hidden layer's sigmoid is missing on the way forward, so all that follows is computed "
    "from scores."
)
def forward_without_sigmoid(X, Y, W_h, W_o):
    Z_h = X @ W_h
    dZ_o = Z_h @ W_o - Y
    return X.T @ ((dZ_o @ W_o.T) * sigmoid_prime(Z_h)), Z_h.T @ dZ_o


@two_layer_grad.mistake(
    "dW_h is transposed: it should have the shape of W_h, (D, H). Which of the two factors has to "
    "be turned for that?"
)
def hidden_gradient_transposed(X, Y, W_h, W_o):
    dW_h, dW_o = two_layers.two_layer_grad(X, Y, W_h, W_o)
    return dW_h.T, dW_o


@two_layer_grad.mistake(
    "The shapes do not meet on the way down to the hidden units: dZ_o is (N, K), W_o is (H, K), "
    "and the result should be (N, H). One of the two has to be transposed."
)
def weights_not_transposed(X, Y, W_h, W_o):
    A_h = sigmoid(X @ W_h)
    dZ_o = A_h @ W_o - Y
    return X.T @ ((dZ_o @ W_o) * A_h), A_h.T @ dZ_o


@two_layer_grad.variant
def two_layers_by_activations(X, Y, W_h, W_o):
    A = 1 / (1 + np.exp(-np.dot(X, W_h)))
    error = np.dot(A, W_o) - Y
    dZ = np.dot(error, W_o.T) * A * (1 - A)
    return np.dot(X.T, dZ), np.dot(A.T, error)


@two_layer_grad.variant
def two_layers_into_zeros(X, Y, W_h, W_o):
    dW_h, dW_o = np.zeros_like(W_h), np.zeros_like(W_o)
    for x, y in zip(X, Y, strict=True):
        z = x @ W_h
        error = sigmoid(z) @ W_o - y
        dW_o += np.outer(sigmoid(z), error)
        dW_h += np.outer(x, (W_o @ error) * sigmoid_prime(z))
    return dW_h, dW_o


@two_layer_grad.variant
def two_layers_sample_by_sample(X, Y, W_h, W_o):
    dW_h, dW_o = np.zeros(W_h.shape), np.zeros(W_o.shape)
    for x, y in zip(X, Y, strict=True):
        a = sigmoid(x @ W_h)
        error = a @ W_o - y
        dW_o += np.outer(a, error)
        dW_h += np.outer(x, (W_o @ error) * a * (1 - a))
    return [dW_h, dW_o]


# --- slopes

tanh_slope = Exercise(
    id="04-tanh-prime",
    title="The slope of tanh",
    minutes=3,
    difficulty=2,
    points=1,
    reference=activations.tanh_prime,
    hints=(
        "The derivative needs no quotient rule: it is a short expression in tanh itself, and it "
        "stands in the text.",
        "Take `np.tanh` of the scores once, then square it.",
        "`return 1 - ...`; at a score of 0 the result must be 1, and far out nearly 0.",
    ),
    why="""With `a = tanh(z)` the slope is `1 - a**2`: 1 at the score 0, where tanh is steepest,
and nearly 0 where it saturates. It takes the *score* and computes `a` itself, so that nobody has
to ask which of the two to hand over. `np.tanh` holds for scores of any size; the quotient of
exponentials would overflow.""",
)


@tanh_slope.cases
def _(rng):
    yield Case("a table, 2 rows of 3", {"Z": np.array([[0.0, 0.5, -2.0], [1.0, -0.3, 3.0]])})
    yield Case("one score", {"Z": np.array(0.7)})
    yield Case("a batch of one", {"Z": rng.normal(size=(1, 4)).round(2)})
    yield Case("whole numbers", {"Z": np.array([-2.0, -1, 0, 1, 2])})
    yield Case("float32", {"Z": rng.normal(size=(3, 2)).astype(np.float32)})
    yield Case("very large scores", {"Z": np.array([-1000.0, 0.0, 1000.0])})


@tanh_slope.mistake(
    "The scores are squared, not their tanh: this would be right if Z held activations. It holds "
    "scores."
)
def scores_squared(Z):
    return 1 - np.multiply(Z, Z)


@tanh_slope.mistake(
    "The scores are squared *before* tanh. Take tanh of the scores, and square what it gives."
)
def squared_too_early(Z):
    return 1 - np.tanh(np.multiply(Z, Z))


@tanh_slope.mistake("The square is missing: one minus tanh *squared*.")
def not_squared(Z):
    return 1 - np.tanh(Z)


@tanh_slope.mistake(
    "This is the rule of the sigmoid, a (1 - a). Tanh has its own, since it goes from -1 to 1."
)
def rule_of_the_sigmoid(Z):
    return np.tanh(Z) * (1 - np.tanh(Z))


@tanh_slope.mistake("This is the slope of the sigmoid. At the score 0 tanh is four times as steep.")
def slope_of_the_sigmoid(Z):
    return sigmoid_prime(Z)


@tanh_slope.mistake("The sign is wrong: tanh rises everywhere, so its slope is never negative.")
def upside_down(Z):
    return np.tanh(Z) ** 2 - 1


@tanh_slope.mistake(
    "A plus for a minus: the slope is largest at the score 0 and fades on both sides. Yours grows."
)
def plus_for_minus(Z):
    return 1 + np.tanh(Z) ** 2


@tanh_slope.mistake("This is tanh itself. How steep is it there?")
def tanh_itself(Z):
    return np.tanh(Z)


@tanh_slope.mistake(
    "The slope is taken at the activation: tanh was applied twice. Square tanh of the score."
)
def tanh_of_tanh(Z):
    return 1 - np.tanh(np.tanh(Z)) ** 2


@tanh_slope.mistake(
    "For very large scores the exponentials overflow, and infinity over infinity is not a number. "
    "`np.tanh` holds for every score."
)
def tanh_by_exponentials(Z):
    with np.errstate(all="ignore"):
        return 1 - ((np.exp(Z) - np.exp(-Z)) / (np.exp(Z) + np.exp(-Z))) ** 2


@tanh_slope.variant
def slope_by_factors(Z):
    A = np.tanh(Z)
    return (1 + A) * (1 - A)


@tanh_slope.variant
def slope_taken_from_ones(Z):
    slope = np.ones_like(Z)
    slope -= np.tanh(Z) ** 2
    return slope


@tanh_slope.variant
def slope_by_the_sigmoid(Z):
    return 4 * sigmoid_prime(2 * np.asarray(Z))


@tanh_slope.variant
def slope_by_square(Z):
    return np.subtract(1.0, np.square(np.tanh(Z)))


# --- a network of any depth


def _params(arrays):
    """Pairs (W, b) of a flat list W_1, b_1, W_2, b_2, …"""
    return list(zip(arrays[::2], arrays[1::2], strict=True))


def _draw_network(rng, N, sizes, dtype=np.float64):
    """X and the parameters W_1, b_1, … of a network, by name."""
    args = {"X": rng.normal(size=(N, sizes[0])).round(1).astype(dtype)}
    for i, (D, H) in enumerate(itertools.pairwise(sizes), 1):
        args[f"W_{i}"] = rng.normal(size=(D, H)).round(1).astype(dtype)
        args[f"b_{i}"] = rng.normal(size=H).round(1).astype(dtype)
    return args


def _networks(rng):
    """(label, arguments, activation, slope) of the networks that both exercises try."""
    whole = {
        "X": np.array([[0.0, 1], [2, -1], [1, 1]]),
        "W_1": np.array([[1.0, -2, 0], [2, 1, -1]]),
        "b_1": np.array([0.0, 1, 1]),
        "W_2": np.array([[1.0, 0], [-1, 2], [3, 1]]),
        "b_2": np.array([-1.0, 2]),
    }
    net = _draw_network
    return [
        ("4 samples, layers 3 → 2 → 5, tanh", net(rng, 4, (3, 2, 5)), tanh, tanh_prime),
        ("3 samples, layers 2 → 4 → 3 → 2, sigmoid", net(rng, 3, (2, 4, 3, 2)), sigmoid,
         sigmoid_prime),
        ("a batch of one, layers 3 → 4 → 2, ReLU", net(rng, 1, (3, 4, 2)), relu, relu_prime),
        ("a single layer 3 → 2", net(rng, 5, (3, 2)), tanh, tanh_prime),
        ("layers of equal size, 3 → 3 → 3", net(rng, 3, (3, 3, 3)), sigmoid, sigmoid_prime),
        ("whole numbers, tanh", whole, tanh, tanh_prime),
        ("float32, layers 4 → 3 → 2, tanh", net(rng, 6, (4, 3, 2), np.float32), tanh, tanh_prime),
    ]  # fmt: skip


def _forward_use(activation, which, i):
    def use(mlp_forward, X, *arrays):
        result = mlp_forward(X, _params(arrays), activation)
        if result is None:
            return None
        found = result[which]
        return np.array(len(found)) if i is None else found[i]

    return use


mlp_forward = Exercise(
    id="04-mlp-forward",
    title="Forward through any number of layers",
    minutes=6,
    difficulty=3,
    points=2,
    reference=mlp.mlp_forward,
    hints=(
        "One loop over the layers, `for W, b in params`. What changes from one round to the next "
        "is the layer's input A.",
        "Start with A = X and two empty lists. In each round: keep A, compute the scores and keep "
        "them, then make the next layer's input out of the scores.",
        "`As.append(...)`, `Zs.append(... @ W + b)`, `A = activation(...)`; after the loop return "
        "both lists. The last A is computed and simply not used.",
    ),
    why="""Each round does what one layer does: its input is kept, its scores are kept, and the
activation of the scores is the next layer's input. `As` begins with X and ends with the input of
the last layer, so both lists have one entry a layer. The activation of the last scores is thrown
away: what to make of them is the loss's business.""",
)


@mlp_forward.cases
def _(rng):
    for label, args, activation, _ in _networks(rng):
        n = (len(args) - 1) // 2
        # How many come first: a list that is too short would raise where an entry is read.
        yield Case(label, args, _forward_use(activation, 1, None), "len(Zs)", "Zs")
        for i in range(n):
            yield Case(label, args, _forward_use(activation, 1, i), f"Zs[{i}]", "Zs")
        yield Case(label, args, _forward_use(activation, 0, None), "len(As)", "As")
        for i in range(n):
            yield Case(label, args, _forward_use(activation, 0, i), f"As[{i}]", "As")


def _forward(X, params, activation, *, score=None, into_scores=lambda Z: Z):
    A, As, Zs = X, [], []
    for W, b in params:
        As.append(A)
        Z = score(A, W, b) if score else A @ W + b
        Zs.append(into_scores(Z))
        A = activation(Z)
    return As, Zs, A


# These differ in As alone and stand first.


@mlp_forward.mistake(
    "As has one entry too many: it holds the network's output as well, which is nobody's input. "
    "Keep the *input* of each layer."
)
def last_activation_kept(X, params, activation):
    As, Zs, A = _forward(X, params, activation)
    return [*As, A], Zs


@mlp_forward.mistake(
    "As holds what each layer gives. Keep what each layer *gets*: the first entry is X."
)
def outputs_for_inputs(X, params, activation):
    As, Zs, A = _forward(X, params, activation)
    return [*As[1:], A], Zs


@mlp_forward.mistake(
    "As begins with what the first layer gives and ends with the last scores. Keep what each layer "
    "*gets*: X comes first, and the last scores have their place in Zs."
)
def outputs_and_scores_for_inputs(X, params, activation):
    As, Zs, _ = _forward(X, params, activation)
    return [*As[1:], Zs[-1]], Zs


@mlp_forward.mistake(
    "X is missing in As: it is the input of the first layer, and its gradient will need it."
)
def without_the_first_input(X, params, activation):
    As, Zs, _ = _forward(X, params, activation)
    return As[1:], Zs


@mlp_forward.mistake(
    "Zs holds activations. Keep the scores, before the activation: on the way back the slope is "
    "taken there."
)
def activations_for_scores(X, params, activation):
    As, Zs, _ = _forward(X, params, activation, into_scores=activation)
    return As, Zs


@mlp_forward.mistake("The biases are missing in the scores.")
def forward_without_biases(X, params, activation):
    return _forward(X, params, activation, score=lambda A, W, b: A @ W)[:2]


@mlp_forward.mistake(
    "There is no activation between the layers, so they merge into a single one. The next layer's "
    "input is the activation of the scores."
)
def forward_without_activation(X, params, activation):
    return _forward(X, params, lambda Z: Z)[:2]


@mlp_forward.mistake(
    "The activation is fixed inside the function, as a sigmoid. Use the argument `activation`: it "
    "may be any."
)
def always_a_sigmoid(X, params, activation):
    return _forward(X, params, sigmoid)[:2]


@mlp_forward.mistake(
    "The activation is fixed inside the function, as tanh. Use the argument `activation`: it may "
    "be any."
)
def always_tanh(X, params, activation):
    return _forward(X, params, np.tanh)[:2]


@mlp_forward.mistake(
    "X went through the activation before the first layer. The activation stands *between* "
    "layers: X enters as it is."
)
def activation_of_the_samples(X, params, activation):
    return _forward(activation(X), params, activation)[:2]


@mlp_forward.mistake(
    "The activation was applied to the last scores as well. The network ends with plain scores."
)
def activation_at_the_end(X, params, activation):
    As, Zs, A = _forward(X, params, activation)
    return As, [*Zs[:-1], A]


@mlp_forward.mistake(
    "Every layer gets X. From the second on, a layer's input is what the one before it gave."
)
def every_layer_gets_the_samples(X, params, activation):
    As, Zs = [], []
    for W, b in params:
        As.append(X)
        Zs.append(X @ W + b)
    return As, Zs


@mlp_forward.mistake("The two lists come in the wrong order: first As, then Zs.")
def scores_first(X, params, activation):
    return mlp.mlp_forward(X, params, activation)[::-1]


@mlp_forward.mistake(
    "Only the last layer's arrays come back. Return two lists with an entry for each layer."
)
def only_the_last_layer(X, params, activation):
    As, Zs, _ = _forward(X, params, activation)
    return As[-1], Zs[-1]


@mlp_forward.mistake(
    "The lists end after the first layer. Does the loop go on to the next one? A `return` inside "
    "it ends it in its first round."
)
def only_the_first_layer(X, params, activation):
    As, Zs, _ = _forward(X, params, activation)
    return As[:1], Zs[:1]


@mlp_forward.mistake(
    "Only the last scores come back. Return two lists, As and Zs: the way back needs every layer's."
)
def only_the_last_scores(X, params, activation):
    return _forward(X, params, activation)[1][-1]


@mlp_forward.mistake("Only Zs comes back. Return both lists, As and Zs.")
def only_the_scores(X, params, activation):
    return _forward(X, params, activation)[1]


@mlp_forward.mistake(
    "Only the last activation comes back. Return two lists, As and Zs; nobody needs that one."
)
def only_the_last_activation(X, params, activation):
    return _forward(X, params, activation)[2]


@mlp_forward.variant
def forward_by_index(X, params, activation):
    As, Zs = [X], []
    for i in range(len(params)):
        Zs.append(np.dot(As[i], params[i][0]) + params[i][1])
        if i < len(params) - 1:
            As.append(activation(Zs[i]))
    return As, Zs


@mlp_forward.variant
def forward_as_tuples(X, params, activation):
    As, Zs = (), ()
    for W, b in params:
        As += (activation(Zs[-1]),) if Zs else (X,)
        Zs += (b + As[-1] @ W,)
    return [tuple(As), tuple(Zs)]


@mlp_forward.variant
def forward_and_drop(X, params, activation):
    As, Zs = [X], []
    for W, b in params:
        Zs.append(As[-1] @ W + b)
        As.append(activation(Zs[-1]))
    As.pop()
    return As, Zs


def _backward_use(activation, slope, i, which):
    """Run the library's forward, then the answer, and look at one gradient (or at how many)."""

    def use(mlp_backward, dZ, X, *arrays):
        params = _params(arrays)
        As, Zs = mlp.mlp_forward(X, params, activation)
        grads = mlp_backward(dZ, As, Zs, params, slope)
        if grads is None:
            return None
        return np.array(len(grads)) if i is None else grads[i][which]

    return use


mlp_backward = Exercise(
    id="04-mlp-backward",
    title="Back through any number of layers",
    minutes=12,
    difficulty=5,
    points=4,
    reference=mlp.mlp_backward,
    hints=(
        "The same three rules at every layer, from the last to the first. What changes from one "
        "round to the next is dZ.",
        "Loop with `for i in reversed(range(len(params)))`. First the layer's own two gradients, "
        "from its input `As[i]` and dZ. Then dZ for the layer below: through this layer's weights, "
        "and through the activation that lies between, whose scores are `Zs[i - 1]`.",
        "`grads.append((..., ...))`, then `if i > 0:` and one line `dZ = (dZ @ ...) * slope(...)`. "
        "The gradients were gathered from the back: turn the list round at the end.",
    ),
    why="""A layer's weights meet its input, so `As[i].T @ dZ`; its bias is added to every sample,
so the sum down the columns. To go below, the gradient passes the weights (`dZ @ W.T`) and the
activation of the layer below, whose slope is taken at that layer's own scores, `Zs[i - 1]`. At
the first layer there is nothing below: its input is X, which does not learn. Nothing here knows
N: the 1/N came in with the first dZ.""",
)


@mlp_backward.cases
def _(rng):
    for label, args, activation, slope in _networks(rng):
        n = (len(args) - 1) // 2
        K = args[f"W_{n}"].shape[1]
        dZ = rng.normal(size=(len(args["X"]), K)).round(2).astype(args["X"].dtype)
        given = {"dZ": dZ, **args}
        # How many comes first: a list that is too short would raise where an entry is read.
        use = _backward_use(activation, slope, None, 0)
        yield Case(label, given, use, "len(mlp_backward(dZ, …))", "dW")
        for i in reversed(range(n)):
            for which, name in [(0, "dW"), (1, "db")]:
                use = _backward_use(activation, slope, i, which)
                yield Case(label, given, use, f"{name} of layer {i + 1}", name)


def _backward(dZ, As, Zs, params, slope, *, weights=None, bias=None, down=None, turn=True):
    """The answer with one thing changed."""
    grads = []
    for i in reversed(range(len(params))):
        dW = weights(As[i], dZ) if weights else As[i].T @ dZ
        grads.append((dW, bias(dZ) if bias else dZ.sum(axis=0)))
        if i > 0:
            W = params[i][0]
            dZ = down(dZ, W, As, Zs, i) if down else (dZ @ W.T) * slope(Zs[i - 1])
    return grads[::-1] if turn else grads


# These differ in db alone and stand first.


@mlp_backward.mistake(
    "db is a mean over the samples. The 1/N is in dZ already, once and for all: take the sum."
)
def mean_of_the_scores_gradient(dZ, As, Zs, params, slope):
    return _backward(dZ, As, Zs, params, slope, bias=lambda dZ: dZ.mean(axis=0))


@mlp_backward.mistake(
    "db has a row for every sample. All samples share one bias: add up over the rows."
)
def bias_not_summed(dZ, As, Zs, params, slope):
    return _backward(dZ, As, Zs, params, slope, bias=lambda dZ: dZ)


@mlp_backward.mistake(
    "db is a table with a single row, (1, H). The bias has the shape (H,), and so must its "
    "gradient."
)
def bias_as_a_row(dZ, As, Zs, params, slope):
    return _backward(dZ, As, Zs, params, slope, bias=lambda dZ: dZ.sum(axis=0, keepdims=True))


@mlp_backward.mistake(
    "db is summed along the wrong axis: it has an entry for each sample, where each *unit* should "
    "have one."
)
def bias_summed_across(dZ, As, Zs, params, slope):
    return _backward(dZ, As, Zs, params, slope, bias=lambda dZ: dZ.sum(axis=1))


@mlp_backward.mistake(
    "db is one number for the whole layer. Every unit has a bias of its own: sum over the samples "
    "only."
)
def one_bias_for_all(dZ, As, Zs, params, slope):
    return _backward(dZ, As, Zs, params, slope, bias=lambda dZ: dZ.sum())


@mlp_backward.mistake(
    "The slope is taken at the activations. It belongs to the scores, Zs: what went *into* the "
    "activation."
)
def slope_at_activations(dZ, As, Zs, params, slope):
    def down(dZ, W, As, Zs, i):
        return (dZ @ W.T) * slope(As[i])

    return _backward(dZ, As, Zs, params, slope, down=down)


@mlp_backward.mistake(
    "The slope of the activation is missing: the gradient of a layer's input was taken for that of "
    "the scores below."
)
def backward_without_slope(dZ, As, Zs, params, slope):
    return _backward(dZ, As, Zs, params, slope, down=lambda dZ, W, As, Zs, i: dZ @ W.T)


@mlp_backward.mistake(
    "The slope is taken at the scores of the wrong layer. The activation that lies *below* this "
    "layer saw the scores of the layer before."
)
def slope_of_the_same_layer(dZ, As, Zs, params, slope):
    return _backward(
        dZ, As, Zs, params, slope, down=lambda dZ, W, As, Zs, i: (dZ @ W.T) * slope(Zs[i])
    )


@mlp_backward.mistake(
    "dZ is multiplied by the slope at the last scores, before anything else. No activation follows "
    "them: the dZ that you are given belongs to the scores already."
)
def slope_at_the_end_too(dZ, As, Zs, params, slope):
    return _backward(dZ * slope(Zs[-1]), As, Zs, params, slope)


@mlp_backward.mistake(
    "The gradients stand in the order in which they were found, the last layer first. They should "
    "stand in the order of `params`."
)
def last_layer_first(dZ, As, Zs, params, slope):
    return _backward(dZ, As, Zs, params, slope, turn=False)


@mlp_backward.mistake(
    "dW is divided by the number of samples. The 1/N is in dZ already; from here on only sums."
)
def weights_divided_by_n(dZ, As, Zs, params, slope):
    return _backward(dZ, As, Zs, params, slope, weights=lambda A, dZ: A.T @ dZ / len(A))


@mlp_backward.mistake(
    "dZ is divided by the number of samples again at every layer. The 1/N came in with the first "
    "dZ, once and for all; from here on only sums."
)
def divided_at_every_layer(dZ, As, Zs, params, slope):
    def down(dZ, W, As, Zs, i):
        return (dZ @ W.T) * slope(Zs[i - 1]) / len(dZ)

    return _backward(dZ / len(dZ), As, Zs, params, slope, down=down)


@mlp_backward.mistake(
    "The way back ends at the first layer: no activation lies below it. The index -1 fetches the "
    "*last* scores, and their shape does not fit. Stop after the first layer's own gradients."
)
def below_the_first_layer(dZ, As, Zs, params, slope):
    grads = []
    for i in reversed(range(len(params))):
        grads.append((As[i].T @ dZ, dZ.sum(axis=0)))
        dZ = (dZ @ params[i][0].T) * slope(Zs[i - 1])
    return grads[::-1]


@mlp_backward.mistake("dW is transposed. It should have the shape of W, (D, H).")
def weights_transposed(dZ, As, Zs, params, slope):
    return _backward(dZ, As, Zs, params, slope, weights=lambda A, dZ: dZ.T @ A)


@mlp_backward.mistake(
    "The shapes do not meet at the weights' gradient: the layer's input is (N, D), dZ is (N, H), "
    "and dW should be (D, H). The samples have to meet."
)
def input_not_transposed(dZ, As, Zs, params, slope):
    return _backward(dZ, As, Zs, params, slope, weights=lambda A, dZ: A @ dZ)


@mlp_backward.mistake(
    "The shapes do not meet on the way down: dZ is (N, H), the layer's weights are (D, H), and its "
    "input's gradient should be (N, D)."
)
def weights_not_transposed_back(dZ, As, Zs, params, slope):
    return _backward(
        dZ, As, Zs, params, slope, down=lambda dZ, W, As, Zs, i: (dZ @ W) * slope(Zs[i - 1])
    )


@mlp_backward.mistake(
    "Each pair comes in the wrong order: first dW, then db, as `params` has W and b."
)
def bias_gradient_first(dZ, As, Zs, params, slope):
    return [(db, dW) for dW, db in mlp.mlp_backward(dZ, As, Zs, params, slope)]


@mlp_backward.mistake(
    "Only the last layer has gradients. Go on to the layers below: each one gets its dZ from the "
    "one above."
)
def only_the_last_gradients(dZ, As, Zs, params, slope):
    return _backward(dZ, As, Zs, params, slope)[-1:]


@mlp_backward.mistake(
    "None comes back, not a list. A function without a `return` gives None, and so does what "
    "changes a list in place: `reverse`, `append`, `insert`."
)
def nothing_comes_back(dZ, As, Zs, params, slope):
    return _backward(dZ, As, Zs, params, slope, turn=False).reverse()


@mlp_backward.mistake(
    "`reversed(...)` is no list yet, it only promises one. Make a list of it, or turn the list "
    "round in another way."
)
def reversed_is_no_list(dZ, As, Zs, params, slope):
    return reversed(_backward(dZ, As, Zs, params, slope, turn=False))


@mlp_backward.mistake(
    "The gradients stand one by one. Each layer should have one entry, the pair `(dW, db)`."
)
def no_pairs(dZ, As, Zs, params, slope):
    grads = _backward(dZ, As, Zs, params, slope, turn=False)
    return [one for pair in grads for one in pair][::-1]


@mlp_backward.variant
def backward_with_insert(dZ, As, Zs, params, slope):
    grads = []
    for i in range(len(params) - 1, -1, -1):
        W, _ = params[i]
        grads.insert(0, [np.dot(As[i].T, dZ), np.sum(dZ, axis=0)])
        if i:
            dZ = np.dot(dZ, W.T) * slope(Zs[i - 1])
    return grads


@mlp_backward.variant
def backward_with_a_product_in_place(dZ, As, Zs, params, slope):
    grads = []
    for i in range(len(params))[::-1]:
        grads.append((As[i].T @ dZ, dZ.sum(axis=0)))
        if i > 0:
            dZ = dZ @ params[i][0].T
            dZ *= slope(Zs[i - 1])
    return grads[::-1]


@mlp_backward.variant
def backward_into_zeros(dZ, As, Zs, params, slope):
    grads = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    for i in reversed(range(len(params))):
        dW, db = grads[i]
        dW += As[i].T @ dZ
        db += dZ.sum(axis=0)
        if i > 0:
            dZ = (dZ @ params[i][0].T) * slope(Zs[i - 1])
    return grads


@mlp_backward.variant
def backward_by_einsum(dZ, As, Zs, params, slope):
    grads = [None] * len(params)
    dA = None
    for i in reversed(range(len(params))):
        if dA is not None:
            dZ = slope(Zs[i]) * dA
        grads[i] = (np.einsum("nd,nh->dh", As[i], dZ), np.ones(len(dZ)) @ dZ)
        dA = np.einsum("nh,dh->nd", dZ, params[i][0])
    return tuple(grads)


@mlp_backward.variant
def backward_that_goes_too_far(dZ, As, Zs, params, slope):
    grads = []
    for i in reversed(range(len(params))):
        dW, db = As[i].T @ dZ, dZ.sum(axis=0)
        grads.append((dW, db))
        dZ = (dZ @ params[i][0].T) * slope(Zs[i - 1]) if i > 0 else None
    return list(reversed(grads))
