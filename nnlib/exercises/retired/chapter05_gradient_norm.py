"""The length of all gradients of a network, as one arrow."""

import itertools

import numpy as np

from nnlib.by_hand import mlp
from nnlib.exercises._helpers import pairs_of
from nnlib.exercises._kinds import array_where, float32
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="05-gradient-norm",
    title="How long is the gradient?",
    minutes=5,
    difficulty=2,
    points=2,
    reference=mlp.gradient_norm,
    hints=(
        "Think of all the gradients, weights and biases of all layers, as one long arrow. How long "
        "is it, by Pythagoras?",
        "Square every entry, add up *everything*, and take one root at the very end.",
        "Go through the pairs of the list in a loop; for each pair add `np.sum(...)` of both "
        "squared arrays to a total.",
    ),
    why="""All entries of all gradients together are one arrow with hundreds of components, and
its length is the root of the sum of their squares. The root comes once: the lengths of the parts do
not add up to the length of the whole, as little as the two short sides of a triangle add up to
the long one.""",
    promises={
        "one layer": lambda case: "dW2" not in case.args,
        "two layers": lambda case: "dW2" in case.args and "dW3" not in case.args,
        "three layers": lambda case: "dW3" in case.args,
        "entries below 0": array_where("dW1", lambda dW: (dW < 0).any()),
        "all zeros": array_where("dW1", lambda dW: not dW.any()),
        "float32": float32("dW1"),
    },
    survivors={
        "np.hypot(length, np.linalg.norm(part)) -> np.hypot(np.linalg.norm(part), length)": (
            "the order of the two does not matter"
        ),
    },
)


def _of_layers(answer, *arrays):
    """Pack arrays into the list of pairs that a network's gradients are."""
    return answer(pairs_of(arrays))


KEPT = (
    "The first call is right, and a second one still has the squares of the first in it. Start "
    "from 0 in every call: a list after the `=` of an argument is made once, for all calls."
)


def _second_call(answer, *arrays):
    answer(pairs_of([array.copy() for array in arrays]))
    return answer(pairs_of(arrays))


@exercise.cases
def _(rng):
    def draw(*sizes, dtype=np.float64):
        names = ("dW1", "db1", "dW2", "db2", "dW3", "db3")
        arrays = []
        for D, H in itertools.pairwise(sizes):
            arrays += [rng.normal(size=(D, H)).astype(dtype), rng.normal(size=H).astype(dtype)]
        return dict(zip(names, arrays, strict=False))

    def case(label, arrays):
        pairs = ", ".join(f"(dW{i + 1}, db{i + 1})" for i in range(len(arrays) // 2))
        return Case(label, arrays, _of_layers, f"gradient_norm([{pairs}])")

    small = {"dW1": np.array([[2.0], [1.0]]), "db1": np.array([2.0])}
    yield case("one small layer", small)
    yield Case("one small layer", small, _second_call, "A second call's result", otherwise=KEPT)
    whole = {"dW1": np.array([[1.0, -4], [0, 3]]), "db1": np.array([-1.0, 3])}
    yield case("whole numbers", whole)
    layers = {"dW1": [[1.0, -1], [2, 0]], "db1": [0.0, 3], "dW2": [[-2.0], [2]], "db2": [1.0]}
    yield case("whole numbers, two layers", {k: np.array(v) for k, v in layers.items()})
    yield case("two layers", draw(4, 3, 2))
    yield case("three layers", draw(3, 5, 2, 4))
    yield case("float32", draw(5, 4, 3, dtype=np.float32))
    zeros = {"dW1": np.zeros((2, 3)), "db1": np.zeros(3)}
    yield case("all zeros", zeros)


def _parts(grads):
    return [part for pair in grads for part in pair]


TOO_LONG = """A tiny number is added, so that even a gradient of zeros has a length. A root takes 0
as well: leave the tiny number away."""


def _epsilon(tiny):
    def epsilon(grads):
        return np.sqrt(sum(np.sum(part**2) for part in _parts(grads)) + tiny)

    epsilon.__doc__ = TOO_LONG
    return epsilon


def _epsilon_outside(tiny):
    def epsilon_outside(grads):
        return np.sqrt(sum(np.sum(part**2) for part in _parts(grads))) + tiny

    epsilon_outside.__doc__ = TOO_LONG
    return epsilon_outside


@exercise.wrong
class Mistakes:
    def weights_alone(grads):
        """The biases are missing: each pair holds two gradients."""
        return np.sqrt(sum(np.sum(dW**2) for dW, _ in grads))

    def biases_alone(grads):
        """The weights are missing: each pair holds two gradients."""
        return np.sqrt(sum(np.sum(db**2) for _, db in grads))

    def without_the_root(grads):
        """The root is missing: this is the square of the length."""
        return sum(np.sum(part**2) for part in _parts(grads))

    def sum_of_lengths(grads):
        """The lengths of the parts are added up. Add up the *squares* of everything first, and
        take one root at the end."""
        return sum(np.sqrt(np.sum(part**2)) for part in _parts(grads))

    def sum_of_layer_lengths(grads):
        """The lengths of the layers are added up. Add up the squares of *all* layers, and take
        one root at the end."""
        return sum(np.sqrt(np.sum(dW**2) + np.sum(db**2)) for dW, db in grads)

    def root_of_the_sum_of_lengths(grads):
        """The lengths of the parts are added up, and then comes another root. What adds up are
        the *squares* of the lengths."""
        return np.sqrt(sum(np.sqrt(np.sum(part**2)) for part in _parts(grads)))

    def the_largest_size(grads):
        """This is the largest entry, its sign aside. Every entry makes the arrow longer: take
        them all."""
        return max(np.max(np.abs(part)) for part in _parts(grads))

    def the_largest_entry(grads):
        """This is the largest entry. Every entry makes the arrow longer, negative ones too:
        take them all."""
        return max(np.max(part) for part in _parts(grads))

    def first_layer_alone(grads):
        """Only the first layer is measured. Go through the whole list."""
        return mlp.gradient_norm(grads[:1])

    def last_layer_alone(grads):
        """Only the last layer is measured: earlier ones must stay in the total."""
        return mlp.gradient_norm(grads[-1:])

    def root_of_the_mean(grads):
        """This is the root of the *mean* square. The length takes the sum: more entries, longer
        arrow."""
        return mlp.gradient_norm(grads) / np.sqrt(sum(part.size for part in _parts(grads)))

    def biases_spread_over_the_rows(grads):
        """The biases are counted once for each *row* of the weights: adding the two arrays has
        spread them. Sum up each of the two on its own."""
        return np.sqrt(sum(np.sum(dW**2 + db**2) for dW, db in grads))

    def squares_of_sums(grads):
        """Each array is summed up before it is squared, so that signs cancel. Square every
        entry first."""
        return np.sqrt(sum(np.sum(part) ** 2 for part in _parts(grads)))

    def means_of_parts(grads):
        """These are *means* of squares, one of each array. The length takes sums: more entries,
        longer arrow."""
        return np.sqrt(sum(np.mean(part**2) for part in _parts(grads)))

    def the_list_as_an_array(grads):
        """NumPy cannot make one array of this list: its parts have different shapes. Square and
        add up each part on its own."""
        return np.linalg.norm(grads)

    def sum_of_entries(grads):
        """The entries are added without being squared, so that signs cancel."""
        return sum(np.sum(part) for part in _parts(grads))

    def sum_of_sizes(grads):
        """Absolute values are added up. That is a length too, but walked along the axes: use
        squares and a root."""
        return sum(np.sum(np.abs(part)) for part in _parts(grads))

    def root_in_every_round(grads):
        """The root is taken in every round of the loop, and its result goes into the next. Add up
        all squares first; the root comes once, after the loop."""
        total = 0
        for dW, db in grads:
            total = np.sqrt(total + np.sum(dW**2) + np.sum(db**2))
        return total

    def half_for_the_root(grads):
        """`** 1 / 2` is the power 1, divided by 2. The root is `** 0.5`, or `** (1 / 2)`."""
        return sum(np.sum(part**2) for part in _parts(grads)) ** 1 / 2

    def root_of_the_sum(grads):
        """The entries are added without being squared, and then comes the root. Square every
        entry first."""
        with np.errstate(invalid="ignore"):
            return np.sqrt(sum(np.sum(part) for part in _parts(grads)))

    def root_of_the_sizes(grads):
        """Absolute values are added up, and then comes the root. It belongs to a sum of
        *squares*."""
        return np.sqrt(sum(np.sum(np.abs(part)) for part in _parts(grads)))

    def doubled_for_squared(grads):
        """Every entry is doubled, where it should be squared: `** 2`."""
        with np.errstate(invalid="ignore"):
            return np.sqrt(sum(np.sum(part * 2) for part in _parts(grads)))

    def biases_not_squared(grads):
        """The biases are added without being squared."""
        with np.errstate(invalid="ignore"):
            return np.sqrt(sum(np.sum(dW**2) + np.sum(db) for dW, db in grads))

    def biases_added_to_the_weights(grads):
        """Weights and biases are added to each other before they are squared. Square and sum up
        each of the two arrays on its own."""
        return np.sqrt(sum(np.sum((dW + db) ** 2) for dW, db in grads))

    def largest_stretch_of_the_matrix(grads):
        """`np.linalg.norm(dW, 2)` of a matrix is how far it stretches an arrow. The length of all
        its entries is `np.linalg.norm(dW)`, without the 2."""
        squares = [np.linalg.norm(dW, 2) ** 2 + np.linalg.norm(db) ** 2 for dW, db in grads]
        return np.sqrt(sum(squares))

    def matrix_with_itself(grads):
        """`dW @ dW.T` multiplies every row with every other one too. Only the squares of the
        entries are wanted: `dW**2`."""
        with np.errstate(invalid="ignore"):
            return np.sqrt(sum(np.sum(dW @ dW.T) + db @ db for dW, db in grads))

    def mean_of_the_lengths(grads):
        """This is the mean length of the parts. Add up the squares of everything, and take one
        root at the end."""
        return np.mean([np.linalg.norm(part) for part in _parts(grads)])

    def mean_of_the_layers(grads):
        """This is the mean length of the layers. Add up the squares of *all* layers, and take one
        root at the end."""
        return np.mean([np.sqrt(np.sum(dW**2) + np.sum(db**2)) for dW, db in grads])

    def divided_by_the_layers(grads):
        """The length is divided by the number of layers. More layers, longer arrow: leave that
        out."""
        return mlp.gradient_norm(grads) / len(grads)

    def product_of_the_lengths(grads):
        """The lengths of the parts are multiplied. What adds up are their *squares*."""
        return np.sqrt(np.prod([np.linalg.norm(part) for part in _parts(grads)]))

    def a_length_for_every_layer(grads):
        """There is a length for every layer. All layers together are one arrow: add up the
        squares of all, and take one root."""
        return np.array([np.sqrt(np.sum(dW**2) + np.sum(db**2)) for dW, db in grads])

    def a_list_of_lengths(grads):
        """This is a list, with a length for every layer. All layers together are one arrow: add
        up the squares of all, and take one root."""
        return [np.sqrt(np.sum(dW**2) + np.sum(db**2)) for dW, db in grads]

    def a_length_for_every_unit(grads):
        """The squares of each column are added up on their own, which gives a length for every
        unit. All entries together are one arrow: leave out `axis=0`."""
        return np.sqrt(sum(np.sum(dW**2, axis=0) + db**2 for dW, db in grads))

    def units_lengths_added_up(grads):
        """The squares of each column are added up on their own, and then come many roots. All
        entries together are one arrow: leave out `axis=0`, and take one root at the end."""
        return sum(np.sqrt(np.sum(dW**2, axis=0) + db**2) for dW, db in grads)

    def two_layers_only(grads):
        """This is written for two layers. A network has as many as the list has pairs: go through
        them in a loop."""
        (dW1, db1), (dW2, db2) = grads
        return np.sqrt(sum(np.sum(part**2) for part in (dW1, db1, dW2, db2)))

    def lengths_of_weights_and_biases(grads):
        """The length of the weights' part and that of the biases' part are added. Lengths do not
        add up; their squares do."""
        weights, biases = (
            sum(np.sum(part**2) for part in parts) for parts in zip(*grads, strict=True)
        )
        return np.sqrt(weights) + np.sqrt(biases)

    def columns_with_each_other(grads):
        """`dW.T @ dW` multiplies every column with every other one, and only the diagonal holds
        squares of entries. Square each entry by itself."""
        return np.sqrt(sum(np.sum(dW.T @ dW) + db @ db for dW, db in grads))

    def an_array_of_one_number(grads):
        """This is an array with one number in it. The length is a plain number: start with `0.0`,
        not with an array."""
        return np.array([mlp.gradient_norm(grads)])

    def only_the_first_bias(grads):
        """Of each layer only the first bias counts. There is one for every unit, and all of them
        are entries of the gradient."""
        return np.sqrt(sum(np.sum(dW**2) + db[0] ** 2 for dW, db in grads))

    def equal_entries_once(grads):
        """Entries that are equal count only once: a set keeps one of each. Each of them counts."""
        return np.sqrt(
            sum(x**2 for x in {float(x) for part in _parts(grads) for x in part.ravel()})
        )

    def without_the_first_biases(grads):
        """The first layer's biases are missing. Every array of every pair belongs to the
        gradient."""
        return np.sqrt(sum(np.sum(part**2) for i, part in enumerate(_parts(grads)) if i != 1))

    def without_the_last_biases(grads):
        """The last layer's biases are missing. Every array of every pair belongs to the
        gradient."""
        return np.sqrt(sum(np.sum(part**2) for part in _parts(grads)[:-1]))

    epsilon = tuple(map(_epsilon, (1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12)))
    epsilon_outside = tuple(map(_epsilon_outside, (1e-2, 1e-3, 1e-4)))


@exercise.right
class Variants:
    def of_one_long_arrow(grads):
        """All gradients are laid end to end into one long vector, whose length is what was asked
        for: the norm doesn't care where one layer ends. The price is a copy of every number."""
        return np.linalg.norm(np.concatenate([np.ravel(part) for pair in grads for part in pair]))

    def in_a_loop(grads):
        """Each layer's squares are added to a running total, so there is never more than one
        layer's worth of them in memory."""
        total = 0.0
        for dW, db in grads:
            total += float((dW * dW).sum()) + float(db @ db)
        return total**0.5

    def of_norms(grads):
        return np.linalg.norm([np.linalg.norm(part) for part in _parts(grads)])

    def number_by_number(grads):
        total = 0.0
        for dW, db in grads:
            for row in [*dW, db]:
                for number in row:
                    total += float(number) ** 2
        return np.sqrt(total)

    def by_pythagoras(grads):
        length = 0.0
        for part in _parts(grads):
            length = np.hypot(length, np.linalg.norm(part))
        return length
