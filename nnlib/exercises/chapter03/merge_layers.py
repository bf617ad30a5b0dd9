"""The one linear layer that does what two in a row do."""

import numpy as np

from nnlib.by_hand import stacking
from nnlib.exercises._helpers import draw_arrays, first, second, spelled
from nnlib.exercises._kinds import array_where, float32
from nnlib.functions.activations import sigmoid
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="03-merge-layers",
    title="Two layers, or one?",
    minutes=6,
    difficulty=3,
    points=2,
    reference=stacking.merge_layers,
    hints=(
        "What is (A + c) W2, multiplied out? Then put X W1 in the place of A, and b1 in that of c.",
        "Matrices keep their order: (X W1) W2 is X (W1 W2). And the first biases go through the "
        "second layer too.",
        "Return two things: a product of two matrices for X, and for the bias `... @ W2 + ...`.",
    ),
    why="""(X W1 + b1) W2 + b2 is X (W1 W2) + (b1 W2 + b2): a matrix product may be multiplied out
and regrouped, as long as the order stays. However many linear layers you stack, they collapse
pair by pair into a single one, with a single straight boundary for each output.""",
    promises={
        "sizes that all differ": lambda case: (
            len({*case.args["W1"].shape, len(case.args["b2"])}) == 3
        ),
        "square matrices": array_where("W1", lambda W: W.shape[0] == W.shape[1]),
        "one unit between": array_where("b1", lambda b: len(b) == 1),
        "one output": array_where("b2", lambda b: len(b) == 1),
        "float32": float32("W1"),
    },
    survivors={"np.zeros(len(W1)) -> np.zeros(len(W1), dtype=int)": "0 is a 0"},
)


@exercise.cases
def _(rng):
    def draw(D, H, K, dtype=np.float64):
        return draw_arrays(rng, dtype, W1=(D, H), b1=H, W2=(H, K), b2=K)

    whole = {"W1": [[1, 2, 0], [3, -1, 1]], "b1": [1, 0, 2]}
    whole |= {"W2": [[1, 0], [2, 1], [0, -1]], "b2": [5, -2]}
    rows = [
        ("whole numbers", {k: np.array(values, dtype=float) for k, values in whole.items()}),
        ("2 inputs, 4 units, 3 outputs", draw(2, 4, 3)),
        ("a single unit between", draw(3, 1, 2)),
        ("one output", draw(2, 3, 1)),
        ("square matrices", draw(3, 3, 3)),
        ("float32", draw(3, 2, 4, np.float32)),
    ]
    for label, args in rows:
        yield Case(label, args, first, "the merged W", "W")
        yield Case(label, args, second, "the merged b", "b")


def _both(W1, b1, W2, b2, X):
    return (X @ W1 + b1) @ W2 + b2


def _outer_products(W1, b1, W2, b2):
    return np.outer(W1[:, 0], W2[0]) + np.outer(W1[:, 1], W2[1]), b1 @ W2 + b2


@exercise.wrong
class Mistakes:
    def biases_added(W1, b1, W2, b2):
        """The weights are right. The biases of the two layers cannot be put together as they
        are: what the first one adds still goes through the second layer's weights."""
        return W1 @ W2, b1 + b2

    def second_biases_only(W1, b1, W2, b2):
        """The weights are right, but the first layer's biases are lost. What does the second
        layer make of them?"""
        return W1 @ W2, b2

    def first_biases_only(W1, b1, W2, b2):
        """The weights are right, but the second layer's own biases are missing."""
        return W1 @ W2, b1 @ W2

    def both_biases_weighed(W1, b1, W2, b2):
        """The weights are right. Only the first biases go through the second layer; its own
        come last, and no weights touch them."""
        return W1 @ W2, (b1 + b2) @ W2

    def the_second_layer_first(W1, b1, W2, b2):
        """The matrices are in the wrong order. X meets the first layer first, so its matrix is
        on the left."""
        return W2 @ W1, b1 @ W2 + b2

    the_second_layer_first = spelled(
        the_second_layer_first, lambda W1, b1, W2, b2: (W2 @ W1, W2 @ b1 + b2)
    )

    def matrices_added(W1, b1, W2, b2):
        """The matrices are added. Two layers in a row multiply."""
        return W1 + W2, b1 @ W2 + b2

    matrices_added = spelled(matrices_added, lambda W1, b1, W2, b2: (W1 + W2, b1 + b2))

    def matrices_entry_by_entry(W1, b1, W2, b2):
        """The product is the entry-by-entry one. A layer is a matrix product, and so are two."""
        return W1 * W2, b1 @ W2 + b2

    def sigmoid_between(W1, b1, W2, b2):
        """There is a sigmoid in it. These layers are linear: nothing stands between them."""
        return sigmoid(W1) @ W2, sigmoid(b1) @ W2 + b2

    def _asked_through_a_sigmoid(W1, b1, W2, b2):
        b = sigmoid(b1) @ W2 + b2
        return sigmoid(W1 + b1) @ W2 + b2 - b, b

    sigmoid_between = spelled(sigmoid_between, _asked_through_a_sigmoid)
    _asked_through_a_sigmoid = ()

    def biases_added_to_the_weights(W1, b1, W2, b2):
        """X was left out before the parentheses were multiplied out: the first biases are added
        to the weights. They belong to the scores. Keep the X, and sort by what it stands in
        front of."""
        return (W1 + b1) @ W2, b2

    def weights_alone(W1, b1, W2, b2):
        """This is one array, and it begins with the merged weights. Return two things: all of
        W, a comma, b."""
        return W1 @ W2

    def weights_plus_biases(W1, b1, W2, b2):
        """This is one array, in which what belongs to X and what does not are added up. Return
        two things: W, a comma, b."""
        return W1 @ W2 + (b1 @ W2 + b2)

    def bias_first(W1, b1, W2, b2):
        """The two results come in the wrong order: first W, then b."""
        return stacking.merge_layers(W1, b1, W2, b2)[::-1]

    def bias_not_summed(W1, b1, W2, b2):
        """The weights are right. The bias has become a table: each first bias is multiplied by
        its row of weights, and what reaches one output still has to be added up. A matrix
        product does both."""
        return W1 @ W2, b1[:, np.newaxis] * W2 + b2

    def bias_in_a_row(W1, b1, W2, b2):
        """The weights are right. The bias is a table with a single row, (1, K); it should have
        the shape of b2, (K,)."""
        return W1 @ W2, (b1 @ W2 + b2)[np.newaxis]

    def one_number_for_the_first_biases(W1, b1, W2, b2):
        """The weights are right. Of the first biases one number is left, the same for every
        output. Each output has its own weights for them."""
        return W1 @ W2, np.sum(b1 @ W2) + b2

    def first_biases_subtracted(W1, b1, W2, b2):
        """The weights are right. The part of the first biases is subtracted; both layers *add*
        theirs."""
        return W1 @ W2, b2 - b1 @ W2

    def first_biases_by_the_first_weights(W1, b1, W2, b2):
        """The biases of the first layer are multiplied by the first layer's own weights. They
        come after those: only the *second* layer's weights are still ahead of them."""
        return W1 @ W2, b1 @ W1 + b2

    def first_weights_by_the_first_biases(W1, b1, W2, b2):
        """The weights and the biases of the first layer are multiplied with each other. The
        biases come after these weights: only the *second* layer's are still ahead of them."""
        return W1 @ W2, W1 @ b1 + b2

    def second_weights_first(W1, b1, W2, b2):
        """The shapes do not meet at the bias. What the first layer adds goes through the second one
        as X does: b1 is like one more row of scores. On which side of W2 does it stand?"""
        return W1 @ W2, W2 @ b1 + b2

    def biases_entry_by_entry(W1, b1, W2, b2):
        """The first biases meet the second layer's weights in an entry-by-entry product. For
        each output the products have to be added up: a matrix product."""
        return W1 @ W2, b1 * W2 + b2

    def biases_in_a_dot_product(W1, b1, W2, b2):
        """The biases of the two layers are multiplied with each other. The first ones meet the
        second layer's *weights*; its biases are added."""
        return W1 @ W2, np.dot(b1, b2)

    def second_weights_transposed(W1, b1, W2, b2):
        """The shapes do not meet: W1 is (D, H) and W2 (H, K), so they multiply as they are. No
        transposing is needed."""
        return W1 @ W2.T, b1 @ W2.T + b2

    def the_matrix_transposed(W1, b1, W2, b2):
        """W is transposed: a row for each input and a column for each output is wanted, (D, K)."""
        return (W1 @ W2).T, b1 @ W2 + b2

    def layers_side_by_side(W1, b1, W2, b2):
        """The layers are put side by side. They come one after the other: what the first makes
        of X is multiplied by W2."""
        return np.hstack([W1, W2]), np.hstack([b1, b2])

    matrices_entry_by_entry = spelled(
        matrices_entry_by_entry,
        lambda W1, b1, W2, b2: (W1 * W2, b1 * b2),
        lambda W1, b1, W2, b2: (W1 * W2, b1 * W2 + b2),
        lambda W1, b1, W2, b2: (W1 * W2, b1 + b2),
    )

    def biases_exchanged(W1, b1, W2, b2):
        """In the bias b1 and b2 have changed places. Which of them is added by the first layer, so
        that the second layer's weights are still ahead of it?"""
        return W1 @ W2, b1 + b2 @ W2

    biases_exchanged = spelled(biases_exchanged, lambda W1, b1, W2, b2: (W1 @ W2, b2 @ W2 + b1))

    def b2_overwritten(W1, b1, W2, b2):
        """The result is right, but the caller's b2 has been changed, which is what `b2 += …`
        does. Write the sum as a new array."""
        b2 += b1 @ W2
        return W1 @ W2, b2

    def unit_vectors_with_the_bias(W1, b1, W2, b2):
        """The merged b is right. W was read off by sending the unit vectors through both layers,
        but what comes out has the bias in it. Subtract b from each row."""
        zero = _both(W1, b1, W2, b2, np.zeros(len(W1)))
        return _both(W1, b1, W2, b2, np.eye(len(W1))), zero

    def first_biases_added_up(W1, b1, W2, b2):
        """The weights are right. The first biases are added up, or averaged, as they are. They
        go through the second layer's weights, which weigh them for each output."""
        return W1 @ W2, np.sum(b1) + b2

    first_biases_added_up = spelled(
        first_biases_added_up, lambda W1, b1, W2, b2: (W1 @ W2, np.mean(b1) + b2)
    )

    def mean_over_the_units(W1, b1, W2, b2):
        """What the units between pass on is averaged. The second layer adds it up: do not divide
        by their number."""
        return W1 @ W2 / len(b1), b1 @ W2 / len(b1) + b2

    mean_over_the_units = spelled(
        mean_over_the_units, lambda W1, b1, W2, b2: (W1 @ W2 / len(b1), b1 @ W2 + b2)
    )

    def squeezed(W1, b1, W2, b2):
        """Right for several outputs, but a single one has lost its axis to `squeeze`. W is
        always (D, K) and b (K,)."""
        return np.squeeze(W1 @ W2), np.squeeze(b1 @ W2 + b2)

    squeezed = spelled(squeezed, lambda W1, b1, W2, b2: (np.squeeze(W1 @ W2), b1 @ W2 + b2))

    def two_units_only(W1, b1, W2, b2):
        """Only two units between are looked at, named one by one. There may be any number: the
        matrix product adds up over all of them."""
        return W1[:, :2] @ W2[:2], b1 @ W2 + b2

    two_units_only = spelled(
        two_units_only,
        _outer_products,
        lambda W1, b1, W2, b2: (W1[:, :2] @ W2[:2], b1[:2] @ W2[:2] + b2),
    )

    def second_biases_multiplied(W1, b1, W2, b2):
        """The weights are right. The second layer's biases are multiplied with the rest; they
        are added."""
        return W1 @ W2, (b1 @ W2) * b2

    def second_biases_once_a_unit(W1, b1, W2, b2):
        """The weights are right. The second layer's biases are added once for each unit between.
        Add them once, to the finished sum."""
        return W1 @ W2, b1 @ W2 + len(b1) * b2

    def cut_to_whole_numbers(W1, b1, W2, b2):
        """What stands behind the point has been lost on the way: there is an array of whole
        numbers. Make it one of floats."""
        return (W1 @ W2).astype(int), b1 @ W2 + b2

    cut_to_whole_numbers = spelled(
        cut_to_whole_numbers,
        lambda W1, b1, W2, b2: ((W1 @ W2).astype(int), (b1 @ W2 + b2).astype(int)),
    )

    def bias_alone(W1, b1, W2, b2):
        """Only the biases came back. Return two things: W, a comma, b."""
        return b1 @ W2 + b2

    def second_matrix_alone(W1, b1, W2, b2):
        """W is that of one layer alone. What X meets are both, one after the other: a product of
        two matrices."""
        return W2, b1 @ W2 + b2

    second_matrix_alone = spelled(second_matrix_alone, lambda W1, b1, W2, b2: (W1, b1 @ W2 + b2))

    def four_things(W1, b1, W2, b2):
        """The layers came back as they were. One layer is wanted, which does what the two do:
        two things, W and b."""
        return W1, b1, W2, b2

    four_things = spelled(four_things, lambda W1, b1, W2, b2: (W1, b1))

    def second_biases_subtracted(W1, b1, W2, b2):
        """The weights are right. The second layer's biases are subtracted; both layers *add*
        theirs."""
        return W1 @ W2, b1 @ W2 - b2

    def a_relu_between(W1, b1, W2, b2):
        """There is something between the layers that sets negative numbers to 0. These layers
        are linear: nothing stands between them."""
        return np.maximum(W1, 0) @ W2, np.maximum(b1, 0) @ W2 + b2

    a_relu_between = spelled(
        a_relu_between, lambda W1, b1, W2, b2: (W1 @ W2, np.maximum(b1, 0) @ W2 + b2)
    )

    def ones_for_the_first_biases(W1, b1, W2, b2):
        """The weights are right. In the bias stands 1 for each of the first biases, as if b1 made
        no difference. The second layer's weights are multiplied by b1 before they are added up."""
        return W1 @ W2, W2.sum(axis=0) + b2

    def one_bias_for_all_outputs(W1, b1, W2, b2):
        """The weights are right. The bias is one number, added up over the outputs too. Each output
        has a bias of its own: (K,)."""
        return W1 @ W2, np.sum(b1 @ W2 + b2)

    def sums_multiplied(W1, b1, W2, b2):
        """The weights are right. In the bias the first biases are added up, or averaged, before
        they meet the second layer's weights. Multiply each by its own weights first, then add
        up."""
        return W1 @ W2, b1.sum() * W2.sum(axis=0) + b2

    sums_multiplied = spelled(
        sums_multiplied, lambda W1, b1, W2, b2: (W1 @ W2, b1.mean() * W2.sum(axis=0) + b2)
    )

    def second_biases_before_the_weights(W1, b1, W2, b2):
        """The weights are right. The second layer's biases are added to its weights before the
        product. They come last, after it."""
        return W1 @ W2, b1 @ (W2 + b2)

    def terms_averaged(W1, b1, W2, b2):
        """The weights are right. What the first biases bring to an output is averaged over the
        units between; it is added up."""
        return W1 @ W2, np.mean(b1[:, np.newaxis] * W2, axis=0) + b2


@exercise.right
class Variants:
    def by_questions(W1, b1, W2, b2):
        """Two linear layers are asked what they make of zero and of each single input: their bias,
        and the rows of their weights. It would work for any number of such layers."""

        def both(X):
            return np.dot(np.dot(X, W1) + b1, W2) + b2

        zero = both(np.zeros(len(W1)))
        return both(np.eye(len(W1))) - zero, zero

    def with_einsum(W1, b1, W2, b2):
        return np.einsum("dh,hk->dk", W1, W2), b2 + (b1[:, None] * W2).sum(axis=0)

    def with_the_bias_as_a_row(W1, b1, W2, b2):
        """The first bias is one more row under W1, so a single product carries weights and bias
        through the second layer."""
        both = np.vstack([W1, b1]) @ W2
        return both[:-1], both[-1] + b2

    def number_by_number(W1, b1, W2, b2):
        W, b = np.zeros((len(W1), len(b2))), b2.copy()
        for h in range(len(b1)):
            W += np.outer(W1[:, h], W2[h])
            b += b1[h] * W2[h]
        return [W, b]
