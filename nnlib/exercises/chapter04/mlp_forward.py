"""Forward through any number of layers, keeping inputs and scores."""

import numpy as np

from nnlib.by_hand import mlp
from nnlib.exercises._helpers import pairs_of, spelled
from nnlib.exercises.chapter04._mlp_mistakes import (
    Forward,
    first_and_last,
    scores_of_the_samples,
    shifted_by_biases,
)
from nnlib.exercises.chapter04._shared import AGAIN, PROMISES, entries, networks
from nnlib.functions.activations import sigmoid, softmax
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="04-mlp-forward",
    title="Forward through any number of layers",
    minutes=10,
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
    promises=PROMISES,
    survivors={
        "tuple(As) -> As": "it is a tuple already",
        "tuple(Zs) -> Zs": "it is a tuple already",
    },
    distractors=("    A = Zs[-1]",),
)


def _how_many(activation):
    """A use that asks how many lists come back; to None the next case has a sentence."""

    def use(mlp_forward, X, *arrays):
        result = mlp_forward(X, pairs_of(arrays), activation)
        return np.array(len(result) if isinstance(result, tuple | list) else 2)

    return use


def _entry(activation, which, i):
    """A use that looks at entry i of one of the two lists, or at how many there are."""

    def use(mlp_forward, X, *arrays):
        result = mlp_forward(X, pairs_of(arrays), activation)
        if result is None:
            return None
        found = result[which]
        return np.array(len(found)) if i is None else found[i]

    return use


def _added_by_a_second_call(mlp_forward, X, *arrays):
    before, after = (entries(mlp_forward(X, pairs_of(arrays), np.tanh)) for _ in range(2))
    return np.array(after - before)


@exercise.cases
def _(rng):
    label, args, *_ = networks(rng)[0]
    what = "The number of arrays that a second call adds"
    yield Case(label, args, _added_by_a_second_call, what, "Zs", AGAIN)
    for label, args, activation, _ in networks(rng):
        n = (len(args) - 1) // 2
        yield Case(label, args, _how_many(activation), "The number of results", "Zs")
        # How many come first: a list that is too short would raise where an entry is read.
        yield Case(label, args, _entry(activation, 1, None), "len(Zs)", "Zs")
        for i in range(n):
            yield Case(label, args, _entry(activation, 1, i), f"Zs[{i}]", "Zs")
        yield Case(label, args, _entry(activation, 0, None), "len(As)", "As")
        for i in range(n):
            yield Case(label, args, _entry(activation, 0, i), f"As[{i}]", "As")


def _forward(X, params, activation, *, score=None, into_scores=lambda Z: Z):
    """The answer and the last activation, with one thing changed."""
    A, As, Zs = X, [], []
    for W, b in params:
        As.append(A)
        Z = score(A, W, b) if score else A @ W + b
        Zs.append(into_scores(Z))
        A = activation(Z)
    return As, Zs, A


exercise.wrong(Forward)


@exercise.wrong
class Mistakes:
    def last_activation_kept(X, params, activation):
        """As has one entry too many: it holds the network's output as well, which is nobody's
        input. Keep the *input* of each layer."""
        As, Zs, A = _forward(X, params, activation)
        return [*As, A], Zs

    def outputs_for_inputs(X, params, activation):
        """As holds what each layer gives. Keep what each layer *gets*: the first entry is X."""
        As, Zs, A = _forward(X, params, activation)
        return [*As[1:], A], Zs

    def outputs_and_scores_for_inputs(X, params, activation):
        """As begins with what the first layer gives and ends with the last scores. Keep what
        each layer *gets*: X comes first, and the last scores have their place in Zs."""
        As, Zs, _ = _forward(X, params, activation)
        return [*As[1:], Zs[-1]], Zs

    def without_the_first_input(X, params, activation):
        """X is missing in As: it is the input of the first layer, and its gradient will need
        it."""
        As, Zs, _ = _forward(X, params, activation)
        return As[1:], Zs

    def activations_for_scores(X, params, activation):
        """Zs holds activations. Keep the scores, before the activation: in the backward
        pass the slope is taken there."""
        As, Zs, _ = _forward(X, params, activation, into_scores=activation)
        return As, Zs

    def without_biases(X, params, activation):
        """The biases are missing in the scores."""
        return _forward(X, params, activation, score=lambda A, W, b: A @ W)[:2]

    def without_activation(X, params, activation):
        """There is no activation between the layers, so they merge into a single one. The next
        layer's input is the activation of the scores."""
        return _forward(X, params, lambda Z: Z)[:2]

    def always_a_sigmoid(X, params, activation):
        """The activation is fixed inside the function, as a sigmoid. Use the argument
        `activation`: it may be any."""
        return _forward(X, params, sigmoid)[:2]

    def always_tanh(X, params, activation):
        """The activation is fixed inside the function, as tanh. Use the argument `activation`:
        it may be any."""
        return _forward(X, params, np.tanh)[:2]

    def activation_of_the_samples(X, params, activation):
        """X went through the activation before the first layer. The activation stands *between*
        layers: X enters as it is."""
        return _forward(activation(X), params, activation)[:2]

    def activation_at_the_end(X, params, activation):
        """The activation was applied to the last scores as well. The network ends with plain
        scores."""
        As, Zs, A = _forward(X, params, activation)
        return As, [*Zs[:-1], A]

    def every_layer_gets_the_samples(X, params, activation):
        """Every layer gets X. From the second on, a layer's input is what the one before it
        gave."""
        As, Zs = [], []
        for W, b in params:
            As.append(X)
            Zs.append(X @ W + b)
        return As, Zs

    every_layer_gets_the_samples = spelled(every_layer_gets_the_samples, scores_of_the_samples)

    def scores_first(X, params, activation):
        """The two lists come in the wrong order: first As, then Zs."""
        return mlp.mlp_forward(X, params, activation)[::-1]

    def only_the_last_layer(X, params, activation):
        """Only the last layer's arrays come back. Return two lists with an entry for each
        layer."""
        As, Zs, _ = _forward(X, params, activation)
        return As[-1], Zs[-1]

    def only_the_first_layer(X, params, activation):
        """The lists end after the first layer. Does the loop go on to the next one? A `return`
        inside it ends it in its first round."""
        As, Zs, _ = _forward(X, params, activation)
        return As[:1], Zs[:1]

    def only_the_last_scores(X, params, activation):
        """Only the last scores come back. Return two lists, As and Zs: the backward pass
        needs every layer's."""
        return _forward(X, params, activation)[1][-1]

    def only_the_scores(X, params, activation):
        """Only Zs comes back. Return both lists, As and Zs."""
        return _forward(X, params, activation)[1]

    def only_the_last_activation(X, params, activation):
        """Only the last activation comes back. Return two lists, As and Zs; nobody needs that
        one."""
        return _forward(X, params, activation)[2]

    def three_things(X, params, activation):
        """Three things come back. `As, Zs = mlp_forward(...)` has room for two: the lists As and
        Zs, and nobody needs the last activation."""
        return _forward(X, params, activation)

    def a_pair_for_each_layer(X, params, activation):
        """This is one list, with a pair for each layer. Return two lists: As, with each layer's
        input, and Zs, with its scores."""
        return list(zip(*mlp.mlp_forward(X, params, activation), strict=True))

    def only_the_inputs(X, params, activation):
        """Only As comes back. Return both lists, As and Zs."""
        return mlp.mlp_forward(X, params, activation)[0]

    def one_list_under_two_names(X, params, activation):
        """As and Zs are one and the same list: `As = Zs = []` gives one list two names, and
        everything lands in it. Make two, `As, Zs = [], []`."""
        mixed = [
            one
            for pair in zip(*mlp.mlp_forward(X, params, activation), strict=True)
            for one in pair
        ]
        return mixed, mixed

    def rows_for_arrays(X, params, activation):
        """The lists hold single *rows*: `+=` with an array, or `extend`, puts in each of its rows.
        `append` puts in the array as a whole, one for each layer."""
        As, Zs = mlp.mlp_forward(X, params, activation)
        return [row for A in As for row in A], [row for Z in Zs for row in Z]

    def the_last_layer_first(X, params, activation):
        """The lists stand the wrong way round, the last layer first. `append` puts each new
        entry at the end."""
        As, Zs = mlp.mlp_forward(X, params, activation)
        return As[::-1], Zs[::-1]

    def only_the_last_layer_in_lists(X, params, activation):
        """Only the last layer is in the lists: they are made anew in each round. Make them once,
        before the loop."""
        As, Zs = mlp.mlp_forward(X, params, activation)
        return As[-1:], Zs[-1:]

    def without_the_last_layer(X, params, activation):
        """The last layer's scores are missing. It has no activation, but scores as all the others
        do, and they are the network's own; its input has its place in As."""
        As, Zs = mlp.mlp_forward(X, params, activation)
        return As[:-1], Zs[:-1]

    def two_layers_whatever_the_network(X, params, activation):
        """This is written for two layers. A network has as many as `params` has pairs: go through
        them in a loop."""
        (_, _), (_, _) = params
        return mlp.mlp_forward(X, params, activation)

    def always_a_relu(X, params, activation):
        """The activation is fixed inside the function, as ReLU. Use the argument `activation`:
        it may be any."""
        return _forward(X, params, lambda Z: np.maximum(Z, 0))[:2]

    def softmax_at_the_end(X, params, activation):
        """The last scores went through softmax. The network ends with plain scores: what to make
        of them is the loss's business."""
        As, Zs, _ = _forward(X, params, activation)
        return As, [*Zs[:-1], softmax(Zs[-1])]

    def biases_after_the_scores(X, params, activation):
        """The biases are not in the scores that you keep: they were added afterwards. They belong
        to the scores."""
        As, Zs, A = [], [], X
        for W, b in params:
            As.append(A)
            Zs.append(A @ W)
            A = activation(Zs[-1] + b)
        return As, Zs

    def biases_after_the_activation(X, params, activation):
        """The biases are added after the activation. They belong to the scores."""
        As, Zs, A = [], [], X
        for W, b in params:
            As.append(A)
            Zs.append(A @ W + b)
            A = activation(A @ W) + b
        return As, Zs

    biases_after_the_activation = spelled(biases_after_the_activation, shifted_by_biases)

    def biases_subtracted(X, params, activation):
        """The biases are subtracted. In this course a bias is added to the score."""
        return _forward(X, params, activation, score=lambda A, W, b: A @ W - b)[:2]

    def last_bias_forgotten(X, params, activation):
        """The last layer's biases are missing. It has no activation, but biases as all the
        others do."""
        As, Zs = mlp.mlp_forward(X, params, activation)
        return As, [*Zs[:-1], As[-1] @ params[-1][0]]

    def weights_before_the_input(X, params, activation):
        """The shapes do not meet: the input is (N, D) and W is (D, H), so the input comes first."""
        return _forward(X, params, activation, score=lambda A, W, b: W @ A + b)[:2]

    def weights_transposed(X, params, activation):
        """The shapes do not meet: the input is (N, D) and W is (D, H), so W is used as it is."""
        return _forward(X, params, activation, score=lambda A, W, b: A @ W.T + b)[:2]

    def entry_by_entry(X, params, activation):
        """The product is the entry-by-entry one. A layer's scores are a matrix product."""
        return _forward(X, params, activation, score=lambda A, W, b: A * W + b)[:2]

    def only_the_samples_activated(X, params, activation):
        """The activation stands before the layers, not between them. X enters as it is, and from
        the second layer on the input is the *activation* of the scores."""
        As, Zs, A = [], [], X
        for W, b in params:
            As.append(A)
            A = activation(A) @ W + b
            Zs.append(A)
        return As, Zs

    def last_scores_for_the_list(X, params, activation):
        """The second result is the last scores alone. Keep the scores of every layer, in a list."""
        As, Zs, _ = _forward(X, params, activation)
        return As, Zs[-1]

    def first_two_layers(X, params, activation):
        """This is written for two layers. A network has as many as `params` has pairs: go through
        them in a loop."""
        (W_1, b_1), (W_2, b_2) = params[0], params[1]
        Z = X @ W_1 + b_1
        return [X, activation(Z)], [Z, activation(Z) @ W_2 + b_2]

    first_two_layers = spelled(first_two_layers, first_and_last)

    def first_and_last_layer_apart(X, params, activation):
        """A network of a single layer goes wrong: its layer is the first and the last, and passed
        twice. One loop over all of `params` has no such exception."""
        return _forward(X, params if len(params) > 1 else params * 2, activation)[:2]

    def one_dimension_gone(X, params, activation):
        """`squeeze` takes axes of size one away, so a batch of one is no batch any more. The scores
        have a row for each sample, also if it is one."""
        return _forward(X, params, activation, score=lambda A, W, b: np.squeeze(A @ W) + b)[:2]

    def scores_overwritten(X, params, activation):
        """Below the last layer Zs holds activations. Either each was put in after the activation,
        or the activation was written into the array that you had kept: give it one of its own."""
        As, Zs, _ = _forward(X, params, activation)
        return As, [*As[1:], Zs[-1]]

    def rounded(X, params, activation):
        """Only the rounded scores are there. Keep all digits: the backward pass needs them."""
        return _forward(X, params, activation, into_scores=lambda Z: np.round(Z, 2))[:2]


@exercise.right
class Variants:
    def by_index(X, params, activation):
        """With an index you can leave the activation out after the last layer, so nothing is
        computed that nobody asked for."""
        As, Zs = [X], []
        for i in range(len(params)):
            Zs.append(np.dot(As[i], params[i][0]) + params[i][1])
            if i < len(params) - 1:
                As.append(activation(Zs[i]))
        return As, Zs

    def as_tuples(X, params, activation):
        As, Zs = (), ()
        for W, b in params:
            As += (activation(Zs[-1]),) if Zs else (X,)
            Zs += (b + As[-1] @ W,)
        return [tuple(As), tuple(Zs)]

    def dropping_the_last(X, params, activation):
        """Every layer is treated alike, and the last activation, which nobody asked for, is taken
        off the list again. That saves an `if` and costs one activation."""
        As, Zs = [X], []
        for W, b in params:
            Zs.append(As[-1] @ W + b)
            As.append(activation(Zs[-1]))
        As.pop()
        return As, Zs

    def layer_after_layer(X, params, activation):
        if not params:
            return [], []
        (W, b), *rest = params
        Z = np.einsum("nd,dh->nh", X, W) + b
        As, Zs = mlp.mlp_forward(activation(Z), rest, activation)
        return [X, *As], [Z, *Zs]
