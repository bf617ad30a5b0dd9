"""How many weights and biases the chapter's network has."""

import numpy as np

from nnlib.judge.exercise import Exercise, Lines

exercise = Exercise(
    id="06-count-parameters",
    title="Count the parameters",
    minutes=3,
    difficulty=1,
    points=1,
    rtol=1e-9,
    reference=Lines(
        name="n_parameters",
        code="sizes = [784, 100, 200, 10]\n"
        "n_parameters = sum(n_in * n_out + n_out for n_in, n_out in zip(sizes, sizes[1:]))",
    ),
    hints=(
        "Each dense layer has one weight for every pair of input and unit.",
        "And one bias for every unit: n_in * n_out + n_out for each of the three layers.",
        "784 inputs to 100 units, 100 to 200, 200 to 10: add up three such terms.",
    ),
    why="""A dense layer from `n_in` inputs to `n_out` units has a weight matrix of `n_in * n_out`
numbers and `n_out` biases. Five sixths of the network's numbers sit in its first layer, which
meets all the pixels.""",
)


@exercise.wrong
class Mistakes:
    def forgot_the_biases():
        """The biases are missing: each unit has one besides its weights."""
        return 784 * 100 + 100 * 200 + 200 * 10

    def biases_for_the_inputs():
        """One bias a unit, and the input pixels are not units: they have none."""
        return 784 * 100 + 784 + 100 * 200 + 100 + 200 * 10 + 200 + 10

    def biases_by_input():
        """There is one bias for each input of a layer in this sum. A bias belongs to a unit:
        one for each output."""
        return 784 * 100 + 784 + 100 * 200 + 100 + 200 * 10 + 200

    def counted_units():
        """These are the units. Count the numbers on the connections between them."""
        return 784 + 100 + 200 + 10

    def multiplied_all():
        """The sizes multiply layer by layer: each pair of neighbours gives one weight matrix,
        and the matrices are added up."""
        return 784 * 100 * 200 * 10


@exercise.right
class Variants:
    def one_by_one():
        return 784 * 100 + 100 + 100 * 200 + 200 + 200 * 10 + 10

    def with_numpy():
        return np.sum([785 * 100, 101 * 200, 201 * 10])
