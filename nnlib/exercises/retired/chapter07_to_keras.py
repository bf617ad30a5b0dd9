"""Pairs of weights and biases as Keras's flat list."""

import itertools

import numpy as np

from nnlib.by_hand import keras_layout
from nnlib.exercises._helpers import pairs_of
from nnlib.exercises._kinds import array_where, float32
from nnlib.exercises.retired._chapter07_shared import AGAIN, added_by_a_second_call, networks
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
    promises={
        "one layer": lambda case: len(case.args) == 2,
        "two layers": lambda case: len(case.args) == 4,
        "more layers": lambda case: len(case.args) > 4,
        "float32": float32("W_1"),
        "a square layer": array_where("W_1", lambda W: W.shape[0] == W.shape[1]),
    },
    survivors={
        "np.array(layer[1]) -> layer[1]": "a copy is not needed",
        "tuple(pair) -> pair": "a list does as well",
    },
    distractors=("    weights += [(W, b)]",),
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
    added = "The number of arrays that a second call adds"
    for label, args in networks(rng):
        if label == "one layer":
            yield Case(label, args, added_by_a_second_call(pairs_of), added, "list", AGAIN)
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

    def a_generator(params):
        """This is a generator: it can be walked through once, and has neither length nor places.
        Make a list of it."""
        for pair in params:
            yield from pair

    def a_chain(params):
        """This is a bare `chain`: it can be walked through once, and has neither length nor places.
        Make a list of it."""
        return itertools.chain(*params)

    def array_added_to_the_list(params):
        """`weights += W` does arithmetic with the array's numbers, as everything with an array
        does. To put the array itself at the end of the list, use `append`, or add a list: `+=
        [W]`."""
        weights = []
        for W, b in params:
            weights += W
            weights += b
        return weights

    def rows_of_the_weights(params):
        """W has been taken apart into its rows: `extend(W)` puts each of them into the list. Append
        the whole array."""
        weights = []
        for W, b in params:
            weights.extend(W)
            weights.append(b)
        return weights

    def rows_and_single_biases(params):
        """The arrays have been taken apart: `extend(W)` puts each row into the list, `extend(b)`
        each number. Append the whole arrays."""
        weights = []
        for W, b in params:
            weights.extend(W)
            weights.extend(b)
        return weights

    def append_of_two(params):
        """`append` takes one thing (TypeError). Call it twice, or add a list of both:
        `+= [W, b]`."""
        weights = []
        for W, b in params:
            weights.append(W, b)
        return weights

    def result_of_append(params):
        """`append` changes the list and returns None, so `weights = weights.append(W)` throws the
        list away. Call it without keeping what it returns."""
        weights = []
        for W, b in params:
            weights = weights.append(W)
            weights = weights.append(b)
        return weights

    def lists_for_arrays(params):
        """The arrays have become lists of numbers. They stay as they are: put them into the
        list."""
        return [array.tolist() for pair in params for array in pair]

    def flattened_arrays(params):
        """Each array has been made flat itself, and its shape is gone. Flat is only the list: the
        arrays stay as they are."""
        return [array.ravel() for pair in params for array in pair]

    def one_long_array(params):
        """This is one long array of all the numbers. Wanted is a list, with each layer's two arrays
        as they are."""
        return np.concatenate([array.ravel() for pair in params for array in pair])

    def array_of_all(params):
        """The arrays have different shapes, so `np.array` cannot make one array of them
        (ValueError). A list may hold anything: leave it a list."""
        return np.array([array for pair in params for array in pair])

    def biases_as_rows(params):
        """The biases have become tables of one row, (1, H). In Keras as here their shape is
        (H,)."""
        return [array for W, b in params for array in (W, b.reshape(1, -1))]

    def two_layers_only(params):
        """This takes exactly two layers, and a network may have any number of them: go through the
        list in a loop."""
        (W_1, b_1), (W_2, b_2) = params[0], params[1]
        return [W_1, b_1, W_2, b_2]

    def two_layers_unpacked(params):
        """This takes exactly two layers, and a network may have any number of them: go through the
        list in a loop."""
        (W_1, b_1), (W_2, b_2) = params
        return [W_1, b_1, W_2, b_2]

    def without_the_last_layer(params):
        """The last layer is missing. `range(len(params))` goes to the last one by itself."""
        return keras_layout.to_keras(params[:-1])

    def without_the_first_layer(params):
        """The first layer is missing: places start at 0."""
        return keras_layout.to_keras(params[1:])

    def sum_of_lists_and_pairs(params):
        """`sum` adds a pair to a list, and a list only takes another list (TypeError). Make lists
        of the pairs, or go through them in a loop."""
        return sum(params, [])  # noqa: RUF017

    def bias_below_the_weights(params):
        """W and b have become one array, with the bias for its last row. Keras takes two arrays for
        each layer."""
        return [np.vstack([W, b]) for W, b in params]

    def always_the_first_layer(params):
        """The first layer comes again and again. Take the pair of the loop's own round."""
        return list(params[0]) * len(params)

    def biases_only(params):
        """The weights are missing: each layer has two arrays, and W comes first."""
        return [b for _, b in params]


@exercise.right
class Variants:
    def by_a_comprehension(params):
        """A comprehension with two `for`s, which stand in the order in which the loops would: for
        each pair, for each of its arrays."""
        return [array for pair in params for array in pair]

    def by_append(params):
        weights = []
        for layer in params:
            weights.append(layer[0])
            weights.append(np.array(layer[1]))
        return weights

    def by_sum(params):
        """`sum` adds tuples as it adds numbers. It makes a new, longer tuple for every layer, which
        is wasteful for long lists."""
        return sum((tuple(pair) for pair in params), ())
