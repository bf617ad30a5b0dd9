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
    promises={
        "one layer": lambda case: len(case.args["sizes"]) == 2,
        "several layers": lambda case: len(case.args["sizes"]) > 3,
        "the card's example": lambda case: list(case.args["sizes"]) == [3, 4, 2],
        "sizes of 1": lambda case: 1 in case.args["sizes"],
        "sizes as of images": lambda case: max(case.args["sizes"]) > 700,
    },
    survivors={
        "np.array(sizes) -> np.array(sizes, dtype=int)": "sizes are integers",
        "np.zeros((a + 1, b)) -> np.zeros((a + 1, b), dtype=int)": "only its size is asked for",
    },
    distractors=(
        "    total += sizes[i] * sizes[i + 1]",
        "for i in range(len(sizes)):",
    ),
)


def _count(answer, sizes):
    return answer([int(size) for size in sizes])


@exercise.cases
def _(rng):
    rows = [
        ("one layer", [3, 2]),
        ("the task's own example", [3, 4, 2]),
        ("two layers", [5, 4, 3]),
        ("three layers", [7, 2, 6, 4]),
        ("two layers that are alike", [4, 4, 4]),
        ("sizes of 1", [1, 1, 5]),
        ("the network of chapter 06", [784, 100, 200, 10]),
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

    def last_layer_only(sizes):
        """Only the last layer is counted. Does the sum start anew with each layer, instead of being
        added to?"""
        return (sizes[-2] + 1) * sizes[-1]

    def first_layer_missing(sizes):
        """The first layer is missing, from the inputs to the first hidden units."""
        return keras_layout.count_parameters(sizes[1:])

    def no_biases_for_the_outputs(sizes):
        """The biases of the last layer are missing. The outputs are units like the others."""
        return keras_layout.count_parameters(sizes) - sizes[-1]

    def bias_for_both_sides(sizes):
        """In each layer both sizes are made larger by 1. The bias is one more input to every unit,
        but it adds no unit."""
        return sum((a + 1) * (b + 1) for a, b in itertools.pairwise(sizes))

    def sizes_added(sizes):
        """Neighbouring sizes are added. Every input meets every unit, so multiply them."""
        return sum(a + b for a, b in itertools.pairwise(sizes))

    def counted_everything(sizes):
        """These are the sizes added up, the inputs among them. Count the numbers between them: a
        weight for each pair of neighbours, and a bias for each unit."""
        return sum(sizes)

    def inputs_meet_every_layer(sizes):
        """Every layer is given the inputs of the first. What goes into a layer is the layer before
        it."""
        return sum((sizes[0] + 1) * n for n in sizes[1:])

    def one_number_a_layer(sizes):
        """This is a list, one number for each layer. Add them up."""
        return [(a + 1) * b for a, b in itertools.pairwise(sizes)]

    def one_place_too_far(sizes):
        """The loop goes one place too far: the last size has no neighbour after it (IndexError).
        There is one layer fewer than there are sizes."""
        return sum((sizes[i] + 1) * sizes[i + 1] for i in range(len(sizes)))

    def two_layers_only(sizes):
        """This is right for two layers, and for no other number of them. Go through the list in a
        loop."""
        return (sizes[0] + 1) * sizes[1] + (sizes[1] + 1) * sizes[2]

    def lists_multiplied(sizes):
        """Two lists cannot be multiplied (TypeError). Take neighbours one pair at a time, or make
        an array of the sizes first."""
        return sum(sizes[:-1] * sizes[1:])


@exercise.right
class Variants:
    def in_a_loop(sizes):
        """The loop remembers the size before, so that no index can go one place too far."""
        total, n_in = 0, sizes[0]
        for n_out in sizes[1:]:
            total += n_in * n_out + n_out
            n_in = n_out
        return total

    def with_arrays(sizes):
        """Two slices of one array, shifted against each other by one place, multiply every size by
        its neighbour at once."""
        sizes = np.array(sizes)
        return np.sum(sizes[:-1] * sizes[1:]) + np.sum(sizes[1:])

    def by_making_them(sizes):
        return sum(np.zeros((a + 1, b)).size for a, b in itertools.pairwise(sizes))
