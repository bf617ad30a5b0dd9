"""A repair: the log-softmax overflows."""

import numpy as np

from nnlib.exercises._kinds import array_where, batch, float32, reaches, single
from nnlib.functions import activations
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="08-log-softmax",
    title="Repair the log-softmax",
    minutes=4,
    difficulty=3,
    points=2,
    reference=activations.log_softmax,
    hints=(
        "Which step fails first for a score of 1000? Run the function's one line piece by piece, "
        "from the inside out.",
        "Use the law itself: the result does not change when the same number is taken off every "
        "score of a row. Which number makes all the exponentials harmless?",
        "Take the row's largest score off first, and go on with the shifted scores in *both* "
        "places. `keepdims=True` keeps the maxima a column.",
    ),
    why="""`exp(1000)` is infinite in floating point, although the logarithm that is taken
afterwards would be 1000. With the largest score of each row taken off, every exponent is at
most 0 and one of them is 0, so the sum lies between 1 and K: it can neither overflow nor
vanish. The law that was broken, that a common shift changes nothing, is also the cure. In
float32 the first infinity comes at a score of 89 already.""",
    promises={
        "a row": single("Z", ndim=1),
        "a batch": batch("Z"),
        "nothing but scores far below 0": array_where("Z", lambda Z: Z.max() < -745),
        "float32": float32("Z"),
        "scores of any size": reaches("Z", 1e6),
        "float32 scores that overflow": lambda case: float32("Z")(case) and reaches("Z", 95)(case),
    },
    survivors={
        "np.asarray(Z, dtype=float) -> np.asarray(Z)": "scores are floats",
        "np.log(np.exp(L).sum(axis=-1, keepdims=True)) -> "
        "np.maximum(np.log(np.exp(L).sum(axis=-1, keepdims=True)), -10)": (
            "a 1 is in the sum, so its logarithm is at least 0"
        ),
        "np.log(np.exp(S).sum(axis=-1, keepdims=True)) -> "
        "np.maximum(np.log(np.exp(S).sum(axis=-1, keepdims=True)), -10)": (
            "a 1 is in the sum, so its logarithm is at least 0"
        ),
        "np.log(np.sum(np.exp(Z - largest), axis=-1, keepdims=True)) -> "
        "np.maximum(np.log(np.sum(np.exp(Z - largest), axis=-1, keepdims=True)), -10)": (
            "a 1 is in the sum, so its logarithm is at least 0"
        ),
    },
)


@exercise.cases
def _(rng):
    yield Case("2 rows of 3", {"Z": np.array([[1.0, 2.0, 3.0], [0.5, 0.0, -0.5]])})
    yield Case("5 rows of 4", {"Z": rng.normal(size=(5, 4)).round(1)})
    yield Case("large scores", {"Z": np.array([[1000.0, 1001.0], [-1000.0, -1001.0]])})
    yield Case("sure", {"Z": np.array([[3000.0, -2000.0, 0.0]])})
    yield Case("far below 0", {"Z": np.array([[-1000.0, -1001.0, -999.0]])})
    yield Case("one row", {"Z": np.array([0.0, 800.0, 799.0, 10.0])})
    yield Case("whole numbers", {"Z": np.array([[0.0, 1, 2], [900, 0, 1]])})
    yield Case("a difference of 720", {"Z": np.array([[720.0, 0.0, 1.0]])})
    yield Case("scores of any size", {"Z": np.array([[1e6, 0.0, 1e6 - 1], [-1e6, -1e6, 1e6]])})
    Z = rng.normal(size=(3, 5)).astype(np.float32)
    yield Case("float32", {"Z": Z + np.float32(100)})


@exercise.broken(
    "Small scores are right. Large ones give infinity or NaN, although the right answer is an "
    "ordinary number."
)
def log_softmax(Z):
    """Logarithm of softmax: ``z_k - log(sum_j exp(z_j))``.

    Parameters
    ----------
    Z : array (K,) or (N, K)
        Scores, one row a sample.

    Returns
    -------
    array of Z's shape
        Numbers of at most 0.
    """
    return Z - np.log(np.exp(Z).sum(axis=-1, keepdims=True))


TINY = (1e-12, 1e-7, 1e-8, 1e-9, 1e-10, 1e-15, 1e-16, 1e-300)
BOUNDS = (500, 50, 80, 88, 100, 700, 709)


def _tiny_number(tiny):
    """The mistake of that size."""

    def tiny_number(Z):
        return np.log(activations.softmax(Z) + tiny)

    tiny_number.__doc__ = f"""Your result never falls below the logarithm of {tiny:g}: a tiny
        number, or a bound, hides the infinity and changes the answer. No such help is needed."""
    return tiny_number


def _clipped(bound):
    """The mistake with that bound."""

    def clipped(Z):
        Z = np.clip(Z, -bound, bound)
        return Z - np.log(np.exp(Z).sum(axis=-1, keepdims=True))

    clipped.__doc__ = f"""Scores are cut off at {bound}. Two large scores then look alike, and
        their difference, which is the answer, is gone."""
    return clipped


def _tiny_in_the_sum(tiny):
    """The mistake of that size."""

    def tiny_in_the_sum(Z):
        return Z - np.log(np.exp(Z).sum(axis=-1, keepdims=True) + tiny)

    tiny_in_the_sum.__doc__ = f"""A tiny number, {tiny:g}, in the sum keeps its logarithm from
        minus infinity, but the exponentials of large scores still overflow, and a sum that is
        small by right is changed."""
    return tiny_in_the_sum


_right = activations.log_softmax


def _shifted_by_a_number(number):
    def shifted_by_a_number(Z):
        S = Z - number
        return S - np.log(np.exp(S).sum(axis=-1, keepdims=True))

    shifted_by_a_number.__doc__ = """The same number is taken off every score. That
    helps at one size and harms at another. Each row has a number that always fits: its largest
    score."""
    return shifted_by_a_number


def _shifted_only_above(bound):
    def shifted_only_above(Z):
        if np.max(Z) > bound:
            return _right(Z)
        return Z - np.log(np.exp(Z).sum(axis=-1, keepdims=True))

    shifted_only_above.__doc__ = """The largest score is taken off only where it is large. Scores
    far *below* 0 need it as well, and it is right for all: leave the `if` away."""
    return shifted_only_above


def _cut_off_below(bound):
    def cut_off_below(Z):
        S = np.maximum(Z - Z.max(axis=-1, keepdims=True), bound)
        return S - np.log(np.exp(S).sum(axis=-1, keepdims=True))

    cut_off_below.__doc__ = f"""Differences beyond {bound} are cut off, and so is the result. An
    exponential of 0 does no harm in the sum: leave them as they are."""
    return cut_off_below


@exercise.wrong
class Mistakes:
    def one_shift_for_the_batch(Z):
        """One number is taken off the whole batch. A row far below it still loses all its
        exponentials: each row needs a number of its own."""
        S = Z - np.max(Z)
        return S - np.log(np.exp(S).sum(axis=-1, keepdims=True))

    def shifted_in_one_place(Z):
        """It overflows no more, but everything is off by the number that you took off: the
        shift stands in one place and is missing in the other."""
        S = Z - np.max(Z, axis=-1, keepdims=True)
        return Z - np.log(np.exp(S).sum(axis=-1, keepdims=True))

    def one_shift_in_one_place(Z):
        """The largest score is taken off in one place and is missing in the other. It is also
        that of the whole batch: each row needs a number of its own."""
        return Z - np.log(np.exp(Z - np.max(Z)).sum(axis=-1, keepdims=True))

    def log_after_softmax(Z):
        """A probability that is too small for floating point is rounded to 0 before its
        logarithm is taken. Take the logarithm of the *sum*, which cannot vanish."""
        return np.log(activations.softmax(Z))

    tiny_number = tuple(map(_tiny_number, TINY))
    clipped = tuple(map(_clipped, BOUNDS))

    def shifted_by_the_mean(Z):
        """It is a mean that you take off. In a row with one very large score that one is still
        far above it, and its exponential still overflows."""
        S = Z - np.mean(Z, axis=-1, keepdims=True)
        return S - np.log(np.exp(S).sum(axis=-1, keepdims=True))

    def maximum_of_the_columns(Z):
        """The maxima are taken down the columns. The law is about the scores of one *row*."""
        S = Z - np.max(Z, axis=0, keepdims=True)
        return S - np.log(np.exp(S).sum(axis=-1, keepdims=True))

    def shifted_by_the_minimum(Z):
        """The smallest score is taken off. That makes all the others larger than 0, not
        smaller."""
        S = Z - np.min(Z, axis=-1, keepdims=True)
        return S - np.log(np.exp(S).sum(axis=-1, keepdims=True))

    tiny_in_the_sum = tuple(map(_tiny_in_the_sum, TINY))

    def pairwise_differences(Z):
        """The differences are taken in pairs, and the exponential of a large difference overflows
        as that of a large score did. Make sure that no exponent is above 0."""
        return -np.log(np.sum(np.exp(Z[..., None, :] - Z[..., :, None]), axis=-1))

    def without_keepdims(Z):
        """The shapes do not fit: maxima and sums of the rows have to stay a column to be subtracted
        from rows."""
        S = Z - np.max(Z, axis=-1, keepdims=True)
        return S - np.log(np.exp(S).sum(axis=-1))

    def batches_only(Z):
        """`axis=1` works for a batch, but a single row has only axis 0. Which axis number means
        "the last one", whatever their number?"""
        S = Z - np.max(Z, axis=1, keepdims=True)
        return S - np.log(np.exp(S).sum(axis=1, keepdims=True))

    def shifted_outside_only(Z):
        """The shift stands outside the logarithm and is missing inside, so the exponentials
        overflow as before."""
        S = Z - np.max(Z, axis=-1, keepdims=True)
        return S - np.log(np.exp(Z).sum(axis=-1, keepdims=True))

    def one_sum_for_the_batch(Z):
        """One sum is taken over the whole batch. Each row has a sum of its own."""
        S = Z - np.max(Z, axis=-1, keepdims=True)
        return S - np.log(np.exp(S).sum())

    def forgot_the_logarithm(Z):
        """The logarithm of the sum is gone: what is subtracted is the sum itself."""
        S = Z - np.max(Z, axis=-1, keepdims=True)
        return S - np.exp(S).sum(axis=-1, keepdims=True)

    def logarithm_before_the_sum(Z):
        """The logarithm is taken of each exponential, which gives the scores back. First the sum,
        then its logarithm."""
        S = Z - np.max(Z, axis=-1, keepdims=True)
        return S - np.log(np.exp(S)).sum(axis=-1, keepdims=True)

    def only_shifted(Z):
        """These are the shifted scores alone. The logarithm of the sum is still to be taken off."""
        return Z - np.max(Z, axis=-1, keepdims=True)

    def softmax_itself(Z):
        """These are the probabilities. Their logarithms are wanted, and not by way of the
        probabilities."""
        return activations.softmax(Z)

    def scaled_down(Z):
        """The scores are divided to make them small, and that changes their differences. Only a
        common *shift* changes nothing."""
        S = Z / np.max(np.abs(Z), axis=-1, keepdims=True)
        return S - np.log(np.exp(S).sum(axis=-1, keepdims=True))

    def infinities_replaced(Z):
        """The infinities are replaced in the end by some finite numbers, and those are not the
        answer. Keep them from arising."""
        return np.nan_to_num(Z - np.log(np.exp(Z).sum(axis=-1, keepdims=True)))

    def maxima_without_keepdims(Z):
        """The shapes do not fit: the maxima of the rows have to stay a column to be subtracted from
        rows."""
        S = Z - np.max(Z, axis=-1)
        return S - np.log(np.exp(S).sum(axis=-1, keepdims=True))

    def shifted_by_the_largest_size(Z):
        """The largest number *without its sign* is taken off. Scores of -1000 become -2000 then,
        and all their exponentials are 0. Take off the largest score itself."""
        S = Z - np.abs(Z).max(axis=-1, keepdims=True)
        return S - np.log(np.exp(S).sum(axis=-1, keepdims=True))

    def shifted_by_the_first(Z):
        """The first score of each row is taken off. Another one may lie far above it, and then its
        exponential overflows."""
        S = Z - Z[..., :1]
        return S - np.log(np.exp(S).sum(axis=-1, keepdims=True))

    def longer_floats(Z):
        """Longer floats overflow as well, only later. With the largest score of each row taken off,
        nothing overflows at all."""
        L = np.asarray(Z, dtype=np.longdouble)
        return (L - np.log(np.exp(L).sum(axis=-1, keepdims=True))).astype(float)

    def minus_left_out(Z):
        """The sign is turned round: these are -log p, at least 0. The logarithm of a probability is
        at most 0."""
        return -_right(Z)

    def only_the_logarithm_of_the_sum(Z):
        """This is the logarithm of the sum alone, one number for each row. It is taken off each
        score."""
        m = Z.max(axis=-1, keepdims=True)
        return m + np.log(np.exp(Z - m).sum(axis=-1, keepdims=True))

    shifted_by_a_number = tuple(map(_shifted_by_a_number, (100, 500, 700, 709, 1000)))
    shifted_only_above = tuple(map(_shifted_only_above, (0, 10, 50, 80, 100, 500, 700, 709)))
    cut_off_below = tuple(map(_cut_off_below, (-20, -30, -50, -80, -100, -500, -700, -745)))


@exercise.right
class Variants:
    def with_logaddexp(Z):
        """`np.logaddexp` adds numbers whose logarithms it is given, and takes the larger one out by
        itself, so overflow is NumPy's business here."""
        return Z - np.logaddexp.reduce(np.asarray(Z, dtype=float), axis=-1, keepdims=True)

    def of_a_copy(Z):
        """Both subtractions are done inside a copy, so there is one new array and not three.
        Without the copy the scores that were given would be changed."""
        L = Z.copy()
        L -= L.max(axis=-1, keepdims=True)
        L -= np.log(np.exp(L).sum(axis=-1, keepdims=True))
        return L

    def by_log_sum_exp(Z):
        largest = Z.max(axis=-1, keepdims=True)
        return Z - (largest + np.log(np.sum(np.exp(Z - largest), axis=-1, keepdims=True)))
