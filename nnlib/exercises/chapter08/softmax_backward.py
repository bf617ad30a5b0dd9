"""A repair: the way back through softmax is that of a sigmoid."""

import numpy as np

from nnlib.exercises._kinds import batch, batch_of_one, float32, single
from nnlib.exercises.chapter08._softmax_backward_mistakes import Mistakes
from nnlib.functions import activations
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="08-softmax-backward",
    title="Repair the way back through softmax",
    minutes=14,
    difficulty=4,
    points=3,
    reference=activations.softmax_backward,
    hints=(
        "The found code has the terms with j = k of formula (8.2) and none of the others. "
        "Each score changes all the probabilities of its row.",
        "By the chain rule the gradient of score k is the sum over j of dA_j times formula (8.2). "
        "Split it: the part with [j = k] is a single term, and in the other part A_k can be taken "
        "out of the sum.",
        "What is left is A times a difference: dA itself, minus one number for each row, which is "
        "the sum of a product. `axis=-1` and `keepdims=True` serve a row and a batch.",
    ),
    why="""The chain rule sums over all paths: score k reaches the loss through every
probability of its row. With formula (8.2), `sum_j dA_j A_j ([j = k] - A_k)` is `A_k (dA_k -
sum_j dA_j A_j)`. The number that is subtracted is the mean of dA, weighted with the
probabilities, and it makes each row sum to 0: to push all scores up together changes nothing.
The element-wise slope `A * (1 - A)` is the diagonal of that matrix, right for the sigmoid,
where each output has a score of its own.""",
    promises={
        "a row": single("A", ndim=1),
        "a batch": batch("A"),
        "a batch of one": batch_of_one("A"),
        "float32": float32("A"),
    },
    survivors={
        "A[..., None] -> A[:, None]": "the table of slopes is symmetric",
        "A[tuple(row)] @ dA[tuple(row)] -> dA[tuple(row)] @ A[tuple(row)]": (
            "the order of the two does not matter"
        ),
        "a @ d -> d @ a": "the order of the two does not matter",
    },
)


@exercise.cases
def _(rng):
    def draw(*shape, dtype=np.float64):
        dA = rng.normal(size=shape).round(1).astype(dtype)
        return {"dA": dA, "A": activations.softmax(rng.normal(size=shape)).astype(dtype)}

    whole = {"dA": np.array([[0.0, -1, 0], [2, 0, 1]]), "A": np.array([[0.2, 0.5, 0.3]] * 2)}
    yield Case("a dA of whole numbers", whole)
    yield Case("2 rows of 3", draw(2, 3))
    yield Case("5 rows of 4", draw(5, 4))
    yield Case("one row", draw(3))
    yield Case("a batch of one", draw(1, 4))
    yield Case("float32", draw(4, 2, dtype=np.float32))


@exercise.broken(
    "Each row of the result should sum to 0, since adding the same number to all scores changes no "
    "probability. Here the sums are not 0."
)
def softmax_backward(dA, A):
    """Carry a gradient back through softmax.

    Parameters
    ----------
    dA : float array (K,) or (N, K)
        Gradient of the loss with respect to the probabilities.
    A : float array of dA's shape
        The probabilities, ``softmax(Z)``.

    Returns
    -------
    float array of dA's shape
        Gradient of the loss with respect to the scores.
    """
    slope = A * (1 - A)
    return dA * slope


exercise.wrong(Mistakes)


@exercise.right
class Variants:
    def by_matrices(dA, A):
        """Here the whole table of derivatives is made for each row, K × K numbers, and multiplied
        by the gradient. It is the derivation as it stands on paper; the short form never makes the
        table."""
        J = np.eye(A.shape[-1]) * A[..., None] - A[..., :, None] * A[..., None, :]
        return np.einsum("...jk,...j->...k", J, dA)

    def into_zeros(dA, A):
        dZ = np.zeros_like(dA)
        for index in np.ndindex(dA.shape):
            *row, _ = index
            dZ[index] = A[index] * (dA[index] - A[tuple(row)] @ dA[tuple(row)])
        return dZ

    def with_the_diagonal_apart(dA, A):
        others = np.sum(dA * A, axis=-1, keepdims=True) - dA * A
        return dA * A * (1 - A) - A * others

    def in_a_loop(dA, A):
        """One row after the other: each row's gradient needs that row of A and of dA and no
        other."""
        rows = [
            a * d - a * (a @ d) for a, d in zip(np.atleast_2d(A), np.atleast_2d(dA), strict=True)
        ]
        return np.reshape(rows, A.shape)
