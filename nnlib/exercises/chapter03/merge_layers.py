"""The one linear layer that does what two in a row do."""

import numpy as np

from nnlib.by_hand import stacking
from nnlib.exercises._helpers import draw_arrays, first, second
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
        "Write the two layers as one expression, the first in parentheses, and multiply the "
        "parentheses out.",
        "Matrices keep their order: (X W1) W2 is X (W1 W2). And the first biases go through the "
        "second layer too.",
        "Return two things: a product of two matrices for X, and for the bias `... @ W2 + ...`.",
    ),
    why="""(X W1 + b1) W2 + b2 is X (W1 W2) + (b1 W2 + b2): a matrix product may be multiplied out
and regrouped, as long as the order stays. However many linear layers you stack, they collapse
pair by pair into a single one, with a single straight boundary for each output.""",
)


@exercise.cases
def _(rng):
    def draw(D, H, K, dtype=np.float64):
        return draw_arrays(rng, dtype, W1=(D, H), b1=H, W2=(H, K), b2=K)

    def whole():
        sizes = {"W1": (2, 3), "b1": 3, "W2": (3, 2), "b2": 2}
        return {name: rng.integers(1, 5, size=size) * 1.0 for name, size in sizes.items()}

    rows = [
        ("2 inputs, 4 units, 3 outputs", draw(2, 4, 3)),
        ("a single unit between", draw(3, 1, 2)),
        ("one output", draw(2, 3, 1)),
        ("square matrices", draw(3, 3, 3)),
        ("float32", draw(3, 2, 4, np.float32)),
        ("whole numbers", whole()),
    ]
    for label, args in rows:
        yield Case(label, args, first, "the merged W", "W")
        yield Case(label, args, second, "the merged b", "b")


@exercise.wrong
class Mistakes:
    def biases_added(W1, b1, W2, b2):
        """The weights are right. The biases of the first layer go through the second layer as
        well: they cannot just be added."""
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

    def matrices_added(W1, b1, W2, b2):
        """The matrices are added. Two layers in a row multiply."""
        return W1 + W2, b1 @ W2 + b2

    def matrices_entry_by_entry(W1, b1, W2, b2):
        """The product is the entry-by-entry one. A layer is a matrix product, and so are two."""
        return W1 * W2, b1 @ W2 + b2

    def sigmoid_between(W1, b1, W2, b2):
        """There is a sigmoid in it. These layers are linear: nothing stands between them."""
        return sigmoid(W1) @ W2, sigmoid(b1) @ W2 + b2

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


@exercise.right
class Variants:
    def by_questions(W1, b1, W2, b2):
        def both(X):
            return np.dot(np.dot(X, W1) + b1, W2) + b2

        zero = both(np.zeros(len(W1)))
        return both(np.eye(len(W1))) - zero, zero

    def with_einsum(W1, b1, W2, b2):
        return np.einsum("dh,hk->dk", W1, W2), b2 + (b1[:, None] * W2).sum(axis=0)
