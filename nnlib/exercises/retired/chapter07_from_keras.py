"""Pairs of weights and biases out of Keras's flat list."""

import itertools

import numpy as np

from nnlib.by_hand import keras_layout
from nnlib.exercises._kinds import array_where, float32
from nnlib.exercises.retired._chapter07_shared import AGAIN, added_by_a_second_call, networks
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="07-from-keras",
    title="And back again",
    minutes=4,
    difficulty=2,
    points=1,
    reference=keras_layout.from_keras,
    hints=(
        "The flat list holds two arrays for each layer: at the places 0 and 1 those of the first, "
        "at 2 and 3 those of the second.",
        "The even places hold the weights, the odd places the biases. `range` can go in steps, "
        "and so can a slice: `weights[::2]`.",
        "Go through the even places i, and for each of them make the pair of the arrays at i and "
        "one place further.",
    ),
    why="""The weights of layer i lie at place 2i, its biases at the next one. `range` with a step
of 2 goes to the first of each pair. `zip(weights[::2], weights[1::2])` says the same: all even
places beside all odd ones.""",
    promises={
        "one layer": lambda case: len(case.args) == 2,
        "two layers": lambda case: len(case.args) == 4,
        "more layers": lambda case: len(case.args) > 4,
        "float32": float32("W_1"),
        "a square layer": array_where("W_1", lambda W: W.shape[0] == W.shape[1]),
    },
    survivors={
        "np.array(weights[2 * i + 1]) -> weights[2 * i + 1]": "a copy is not needed",
    },
)


def _listed(pairs):
    """What came back, if it is a list; anything else is refused by its name, which is the same
    where it lives in another process."""
    if isinstance(pairs, list | tuple | np.ndarray):
        return pairs
    raise TypeError(f"{type(pairs).__name__} for a list")


def _pairs_given(answer, *arrays):
    return None if answer(list(arrays)) is None else 1


def _number_of_pairs(answer, *arrays):
    return len(_listed(answer(list(arrays))))


def _size_of_first_pair(answer, *arrays):
    return len(_listed(answer(list(arrays)))[0])


def _pair_entry(layer, place):
    """A use that makes pairs of a flat list and looks at one array of one pair."""

    def use(answer, *arrays):
        return _listed(answer(list(arrays)))[layer][place]

    return use


@exercise.cases
def _(rng):
    added = "The number of pairs that a second call adds"
    for label, args in networks(rng):
        if label == "one layer":
            yield Case(label, args, added_by_a_second_call(list), added, "pairs", AGAIN)
        yield Case(label, args, _pairs_given, "from_keras(weights)", "pairs")
        yield Case(label, args, _number_of_pairs, "len(from_keras(weights))", "pairs")
        yield Case(label, args, _size_of_first_pair, "len(from_keras(weights)[0])", "pairs")
        for i in range(len(args)):
            result = f"from_keras(weights)[{i // 2}][{i % 2}]"
            yield Case(label, args, _pair_entry(i // 2, i % 2), result, "pairs")


@exercise.wrong
class Mistakes:
    def overlapping(weights):
        """Every array is paired with its neighbour, so most of them stand in two pairs. Go in
        steps of two."""
        return list(itertools.pairwise(weights))

    def halves(weights):
        """The first half of the list is paired with the second. That fits a list with all
        weights before all biases; Keras has each bias right after its weights."""
        n = len(weights) // 2
        return list(zip(weights[:n], weights[n:], strict=True))

    def pairs_exchanged(weights):
        """The bias comes first in these pairs. Ours are (W, b): weights, then bias."""
        return [(b, W) for W, b in keras_layout.from_keras(weights)]

    def still_flat(weights):
        """The list is still flat. Put the two arrays of a layer into a pair."""
        return list(weights)

    def last_layer_first(weights):
        """The layers are in the wrong order: the first of the network comes first."""
        return keras_layout.from_keras(weights)[::-1]

    def transposed(weights):
        """The weights are transposed. Both libraries use the shape (D, H): leave it."""
        return [(W.T, b) for W, b in keras_layout.from_keras(weights)]

    def two_lists(weights):
        """These are two lists, of weights and of biases. Make one pair for each layer."""
        return weights[::2], weights[1::2]

    def bare_zip(weights):
        """This is a bare `zip`: it can be walked through once, and has neither length nor
        places. Make a list of it."""
        return zip(weights[::2], weights[1::2], strict=True)

    def first_layer(weights):
        """Only the first layer is there. Go through the whole list."""
        return [(weights[0], weights[1])]

    def a_generator(weights):
        """This is a generator: it can be walked through once, and has neither length nor places.
        Make a list of it."""
        for i in range(0, len(weights), 2):
            yield weights[i], weights[i + 1]

    def a_dictionary(weights):
        """This is a dictionary. Wanted is a list, with the layers' pairs in their order."""
        return dict(enumerate(keras_layout.from_keras(weights)))

    def one_place_too_far(weights):
        """It goes through every place of the list, and behind the last there is none (IndexError).
        Only every second place begins a pair."""
        return [(weights[i], weights[i + 1]) for i in range(len(weights))]

    def half_of_the_neighbours(weights):
        """The number of pairs is right, but they overlap: each begins one place after the one
        before. Where does the second layer begin?"""
        return [(weights[i], weights[i + 1]) for i in range(len(weights) // 2)]

    def last_layer_missing(weights):
        """The last layer is missing. `range` stops before its end already; do not take off more."""
        return keras_layout.from_keras(weights)[:-1]

    def every_weight_with_every_bias(weights):
        """Every W is paired with every b. Walk through both at the same time, as `zip` does."""
        return [(W, b) for W in weights[::2] for b in weights[1::2]]

    def from_the_end(weights):
        """The arrays are taken from the end of the list: `pop()` gives the last one. The first
        layer comes first, and in it W before b."""
        params = []
        while weights:
            params.append((weights.pop(), weights.pop()))
        return params

    def weights_only(weights):
        """These are the weights alone. A pair has the layer's bias too."""
        return weights[::2]

    def slices_of_one(weights):
        """Each layer has one array here: a slice stops before its end, so `weights[i : i + 1]`
        holds a single one."""
        return [weights[i : i + 1] for i in range(0, len(weights), 2)]

    def append_of_two(weights):
        """`append` takes one thing (TypeError). Make a pair of the two first, in parentheses of its
        own: `append((W, b))`."""
        params = []
        for i in range(0, len(weights), 2):
            params.append(weights[i], weights[i + 1])
        return params

    def half_of_the_list(weights):
        """`range(0, len(weights) // 2, 2)` halves twice, by its end and by its step. The step alone
        goes to every second place; the end is that of the list."""
        return [(weights[i], weights[i + 1]) for i in range(0, len(weights) // 2, 2)]

    def two_layers_only(weights):
        """This is written for two layers. A network has any number of them: go through the list in
        steps of two."""
        W_1, b_1, W_2, b_2 = weights
        return [(W_1, b_1), (W_2, b_2)]

    def looked_up_by_value(weights):
        """`index` and `in` compare arrays with each other, and the answer is an array of True and
        False. Go by places: `range` in steps of two."""
        return [(W, weights[weights.index(W) + 1]) for W in weights[::2]]

    def an_array_of_objects(weights):
        """`np.array` tries to make one array of all, and that depends on their shapes. Leave the
        list a list."""
        return [tuple(pair) for pair in np.array(weights, dtype=object).reshape(-1, 2)]

    def found_by_length(weights):
        """The bias is looked up by its length, and two layers may have as many units. It stands
        right after its weights: go by places."""
        biases = weights[1::2]
        return [(W, next(b for b in biases if len(b) == W.shape[1])) for W in weights[::2]]

    def singles(weights):
        """Each array stands alone, in a tuple of its own. Put the two of a layer into one pair."""
        return [(array,) for array in weights]

    def second_slice_too_late(weights):
        """The weights are paired with the *weights* of the next layer. The biases stand at the odd
        places: the second slice starts at 1."""
        return list(zip(weights[::2], weights[2::2], strict=False))

    def biases_as_rows(weights):
        """The biases have become tables of one row, (1, H). In Keras as here their shape is
        (H,)."""
        return [(W, b[np.newaxis]) for W, b in keras_layout.from_keras(weights)]

    def bias_below_the_weights(weights):
        """W and b have become one array, with the bias for its last row. Leave them two arrays, in
        a pair."""
        return [np.vstack(pair) for pair in keras_layout.from_keras(weights)]

    def pair_for_the_list(weights):
        """This is the first layer's pair itself, not a list of pairs. Does a `return` inside the
        loop end it in its first round?"""
        return weights[0], weights[1]

    def last_pair_for_the_list(weights):
        """This is the last layer's pair itself, not a list of pairs. Put each round's pair into the
        list."""
        return weights[-2], weights[-1]

    def one_pair_many_times(weights):
        """Every entry is the last layer's pair: it is one and the same list, which is filled again
        and again. Make a new pair in each round."""
        return keras_layout.from_keras(weights)[-1:] * (len(weights) // 2)

    def always_the_first(weights):
        """Every entry is the first layer's pair. The places have to move on with the loop."""
        return keras_layout.from_keras(weights)[:1] * (len(weights) // 2)


@exercise.right
class Variants:
    def by_zip(weights):
        """Every second array from place 0, and every second one from place 1, side by side.
        `strict=True` complains where one is left over."""
        return list(zip(weights[::2], weights[1::2], strict=True))

    def by_an_iterator(weights):
        """The loop and `next` draw from the same iterator, so each turn takes two arrays from the
        list."""
        arrays = iter(weights)
        return [[W, next(arrays)] for W in arrays]

    def in_a_loop(weights):
        params = []
        for i in range(len(weights) // 2):
            params.append((weights[2 * i], np.array(weights[2 * i + 1])))
        return params
