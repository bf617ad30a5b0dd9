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

    def one_bias_a_layer():
        """Each layer has a single bias in this sum. It has one for each of its units."""
        return 784 * 100 + 1 + 100 * 200 + 1 + 200 * 10 + 1

    def no_biases_for_the_outputs():
        """The biases of the last layer are missing. The ten outputs are units like the others."""
        return 784 * 100 + 100 + 100 * 200 + 200 + 200 * 10

    def bias_for_both_sides():
        """In each layer both sizes have been made larger by 1. The bias is one more input to every
        unit, but it adds no unit: (D + 1) * H."""
        return 785 * 101 + 101 * 201 + 201 * 11

    def last_layer_missing():
        """The last layer is missing: 200 inputs to 10 units have weights and biases too."""
        return 785 * 100 + 101 * 200

    def first_layer_only():
        """This is the first layer alone. Add those of the other two."""
        return 785 * 100

    def units_without_the_inputs():
        """These are the units. Each of them holds many numbers, a weight for each of its inputs and
        a bias: count those."""
        return 100 + 200 + 10

    def sizes_added_in_pairs():
        """The neighbouring sizes are added. Every input meets every unit, so multiply them."""
        return (784 + 100) + (100 + 200) + (200 + 10)

    def one_number_a_layer():
        """This is one number for each layer. The network's number is their sum."""
        return np.array([785 * 100, 101 * 200, 201 * 10])

    def a_list():
        """This is a list. One number is wanted, for the whole network."""
        return [785 * 100, 101 * 200, 201 * 10]


@exercise.right
class Variants:
    def one_by_one():
        """Written out like this it is right for this network only: each size stands there two or
        three times, and a change has to find all of them."""
        return 784 * 100 + 100 + 100 * 200 + 200 + 200 * 10 + 10

    def with_numpy():
        """The bias is counted as one more input of each layer, always 1: hence 785, 101 and 201."""
        return np.sum([785 * 100, 101 * 200, 201 * 10])
