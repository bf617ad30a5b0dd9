"""Forward through any number of layers, keeping inputs and scores."""

import numpy as np

from nnlib.by_hand import mlp
from nnlib.exercises._helpers import pairs_of
from nnlib.exercises.chapter04._shared import networks
from nnlib.functions.activations import sigmoid
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
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


def _entry(activation, which, i):
    """A use that looks at entry i of one of the two lists, or at how many there are."""

    def use(mlp_forward, X, *arrays):
        result = mlp_forward(X, pairs_of(arrays), activation)
        if result is None:
            return None
        found = result[which]
        return np.array(len(found)) if i is None else found[i]

    return use


@exercise.cases
def _(rng):
    for label, args, activation, _ in networks(rng):
        n = (len(args) - 1) // 2
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
        """Zs holds activations. Keep the scores, before the activation: on the way back the
        slope is taken there."""
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
        """Only the last scores come back. Return two lists, As and Zs: the way back needs every
        layer's."""
        return _forward(X, params, activation)[1][-1]

    def only_the_scores(X, params, activation):
        """Only Zs comes back. Return both lists, As and Zs."""
        return _forward(X, params, activation)[1]

    def only_the_last_activation(X, params, activation):
        """Only the last activation comes back. Return two lists, As and Zs; nobody needs that
        one."""
        return _forward(X, params, activation)[2]


@exercise.right
class Variants:
    def by_index(X, params, activation):
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
        As, Zs = [X], []
        for W, b in params:
            Zs.append(As[-1] @ W + b)
            As.append(activation(Zs[-1]))
        As.pop()
        return As, Zs
