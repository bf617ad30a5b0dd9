"""Wrong answers to "XOR, with weights from paper" whose form is another."""

import numpy as np

from nnlib.by_hand import stacking


class Forms:
    """What comes back is not six things: two weights and a bias, three times."""

    def three_pairs():
        """These are three pairs, of weights and a bias each. Return six things in a row: w1, b1,
        w2, b2, w3, b3."""
        w1, b1, w2, b2, w3, b3 = stacking.xor_weights()
        return (w1, b1), (w2, b2), (w3, b3)

    def a_matrix_for_the_first_two():
        """These are four things: the first two units have been put into one matrix. That comes
        later in the chapter; return six things here, w1, b1, w2, b2, w3, b3."""
        w1, b1, w2, b2, w3, b3 = stacking.xor_weights()
        return np.column_stack([w1, w2]), np.array([b1, b2]), w3, b3

    def weights_first():
        """The six come in another order: all weights first. Each unit's bias follows its weights:
        w1, b1, w2, b2, w3, b3."""
        w1, b1, w2, b2, w3, b3 = stacking.xor_weights()
        return w1, w2, w3, b1, b2, b3

    def single_weights():
        """Each unit looks at *two* numbers, so it has two weights: w1, w2 and w3 are arrays of two
        numbers, `np.array([…, …])`."""
        return 1, -0.5, -1, 1.5, 1, -1.5

    def nine_numbers():
        """These are nine numbers. Put the two weights of each unit into one array: `np.array([…,
        …])`, and then its bias."""
        w1, b1, w2, b2, w3, b3 = stacking.xor_weights()
        return *w1, b1, *w2, b2, *w3, b3

    def units_1_and_2_alone():
        """These are two units. Unit 3, which looks at their answers, has weights and a bias
        too."""
        return stacking.xor_weights()[:4]

    def an_answer_for_each_pair():
        """These are the answers. What is asked for is the weights and the biases with which three
        units find them: w1, b1, w2, b2, w3, b3."""
        return np.array([0, 1, 1, 0])

    def three_weights_for_unit_3():
        """Unit 3 has three weights here. It looks at two numbers, the answers of units 1 and 2;
        its bias stands by itself."""
        w1, b1, w2, b2, w3, b3 = stacking.xor_weights()
        return w1, b1, w2, b2, np.append(w3, b3), b3
