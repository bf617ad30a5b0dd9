"""Pairs of weights and biases as Keras's flat list."""

import numpy as np

from nnlib.by_hand import keras_layout
from nnlib.exercises._helpers import pairs_of
from nnlib.exercises.chapter07._shared import networks
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="07-to-keras",
    title="Weights for Keras",
    minutes=4,
    difficulty=2,
    points=1,
    reference=keras_layout.to_keras,
    hints=(
        "The arrays stay as they are. Only the list changes: the pairs are opened, one after "
        "the other.",
        "Start with an empty list, go through the layers, and put two arrays at its end for each.",
        "`weights = []`, then `for W, b in params:` with one line that adds both, then return it.",
    ),
    why="""Keras keeps the arrays of all layers in one flat list, kernel and bias in turn, in the
order of the layers. The shapes are ours, `(D, H)` and `(H,)`, so nothing is transposed. A nested
comprehension does it in one line: `[array for pair in params for array in pair]`.""",
    survivors={"weights += [W, b] -> weights = weights + [W, b]": "the same in other words"},
)


def _flat_given(answer, *arrays):
    return None if answer(pairs_of(arrays)) is None else 1


def _flat_length(answer, *arrays):
    return len(answer(pairs_of(arrays)))


def _flat_entry(place):
    """A use that flattens pairs and looks at one array of the list."""
    return lambda answer, *arrays: answer(pairs_of(arrays))[place]


@exercise.cases
def _(rng):
    for label, args in networks(rng):
        yield Case(label, args, _flat_given, "to_keras(params)", "list")
        yield Case(label, args, _flat_length, "len(to_keras(params))", "list")
        for place in range(len(args)):
            result = f"to_keras(params)[{place}]"
            yield Case(label, args, _flat_entry(place), result, "list")


@exercise.wrong
class Mistakes:
    def weights_then_biases(params):
        """All weights come first and all biases after them. Keras goes layer by layer: W and b
        of the first, then W and b of the second."""
        return [W for W, _ in params] + [b for _, b in params]

    def bias_first(params):
        """The bias comes before the weights of its layer. Keras has the kernel first."""
        return [array for W, b in params for array in (b, W)]

    def transposed(params):
        """The weights are transposed. Keras's kernel has the shape (D, H), as yours has: leave
        it."""
        return [array for W, b in params for array in (W.T, b)]

    def weights_only(params):
        """The biases are missing: each layer has two arrays."""
        return [W for W, _ in params]

    def still_pairs(params):
        """These are still pairs, one for each layer. Open them: one flat list of arrays."""
        return list(params)

    def lists_of_two(params):
        """This is a list of lists, one for each layer. Open them: one flat list of arrays."""
        return [[W, b] for W, b in params]

    def last_layer_first(params):
        """The layers are in the wrong order: the first of the network comes first."""
        return keras_layout.to_keras(params[::-1])

    def first_layer(params):
        """Only one layer is in the list. Does the list start anew with each layer, or is it
        returned before the loop has ended?"""
        return list(params[0])

    def last_layer(params):
        """Only the last layer is in the list. It should keep what the layers before have put
        there."""
        return list(params[-1])


@exercise.right
class Variants:
    def by_a_comprehension(params):
        return [array for pair in params for array in pair]

    def by_append(params):
        weights = []
        for layer in params:
            weights.append(layer[0])
            weights.append(np.array(layer[1]))
        return weights

    def by_sum(params):
        return sum((tuple(pair) for pair in params), ())
