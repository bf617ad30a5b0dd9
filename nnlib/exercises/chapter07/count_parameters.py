"""How many weights and biases a network of any sizes has."""

import itertools

import numpy as np

from nnlib.by_hand import keras_layout
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="07-count-parameters",
    title="Count from the sizes",
    minutes=3,
    difficulty=1,
    points=1,
    reference=keras_layout.count_parameters,
    hints=(
        "Take the sizes in neighbouring pairs: each pair, inputs and units, is one dense layer.",
        "A layer from D inputs to H units has D * H weights and H biases.",
        "Add up over the layers, in a loop: `for i in range(...)`, with sizes[i] inputs and "
        "sizes[i + 1] units. There is one layer fewer than there are sizes.",
    ),
    why="""Each unit has one weight for each input and one bias, so a layer from D inputs to H units
holds `(D + 1) * H` numbers. Neighbouring sizes are one layer. The inputs themselves are not
units: they have neither weights nor biases.""",
    survivors={
        "total += (sizes[i] + 1) * sizes[i + 1] -> total = total + (sizes[i] + 1) * sizes[i + 1]": (
            "the same in other words"
        ),
    },
)


def _count(answer, sizes):
    return answer([int(size) for size in sizes])


@exercise.cases
def _(rng):
    rows = [
        ("one layer", [3, 2]),
        ("two layers", [5, 4, 3]),
        ("three layers", [7, 2, 6, 4]),
        ("two layers that are alike", [4, 4, 4]),
        ("sizes of 1", [1, 1, 5]),
        ("sizes drawn at random", rng.integers(2, 90, size=5)),
    ]
    for label, sizes in rows:
        yield Case(label, {"sizes": np.array(sizes)}, _count, "count_parameters(sizes)")


@exercise.wrong
class Mistakes:
    def forgot_the_biases(sizes):
        """The biases are missing: every unit has one besides its weights."""
        return sum(a * b for a, b in itertools.pairwise(sizes))

    def biases_for_the_inputs(sizes):
        """There is one bias for every number of the list, the inputs too. Inputs are not units
        and have no bias."""
        return Mistakes.forgot_the_biases(sizes) + sum(sizes)

    def biases_by_input(sizes):
        """The biases are counted by the inputs of each layer. A bias belongs to a unit: one for
        each output of the layer."""
        return Mistakes.forgot_the_biases(sizes) + sum(sizes[:-1])

    def one_bias_a_layer(sizes):
        """Each layer has a single bias here. It has one for each of its units."""
        return Mistakes.forgot_the_biases(sizes) + len(sizes) - 1

    def counted_units(sizes):
        """These are the units. Count the numbers that they hold."""
        return sum(sizes[1:])

    def multiplied_all(sizes):
        """All sizes are multiplied with each other. Multiply neighbours only, and add up the
        layers."""
        return int(np.prod(sizes))

    def first_layer_only(sizes):
        """One layer only is counted. Add up all of them."""
        return (sizes[0] + 1) * sizes[1]

    def last_layer_missing(sizes):
        """The last layer is missing. There is one layer fewer than there are sizes; do not
        leave out one more."""
        return keras_layout.count_parameters(sizes[:-1])


@exercise.right
class Variants:
    def in_a_loop(sizes):
        total, n_in = 0, sizes[0]
        for n_out in sizes[1:]:
            total += n_in * n_out + n_out
            n_in = n_out
        return total

    def with_arrays(sizes):
        sizes = np.array(sizes)
        return np.sum(sizes[:-1] * sizes[1:]) + np.sum(sizes[1:])

    def by_making_them(sizes):
        return sum(np.zeros((a + 1, b)).size for a, b in itertools.pairwise(sizes))
