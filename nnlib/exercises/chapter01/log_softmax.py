"""The logarithm of softmax, without ever taking that of 0."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where
from nnlib.exercises.chapter01._log_softmax_slips import Slips
from nnlib.exercises.chapter01._shared import KINDS_OF_ROWS, row_cases
from nnlib.functions import activations
from nnlib.judge.exercise import Case, Exercise


def _one_is_shifted(Z):
    """Whether two rows differ by the same number everywhere."""
    return Z.ndim == 2 and len(Z) > 1 and Z[0, 0] != Z[1, 0] and np.ptp(Z[1] - Z[0]) == 0


exercise = Exercise(
    id="01-log-softmax",
    title="The logarithm, straight from the scores",
    minutes=8,
    difficulty=3,
    points=2,
    reference=activations.log_softmax,
    hints=(
        "Formula (1.5) is a quotient, and the logarithm of a quotient is a difference. What does "
        "the logarithm make of the exponential above the fraction bar? Is there a rule that takes "
        "it into the sum below?",
        "What's left is `z_k - log(e^(z_1) + ... + e^(z_K))`, and its exponentials still overflow. "
        "Which number may you subtract from all scores of a row without changing a probability? "
        "Do it once, before you begin, so that *both* terms get the shifted scores.",
        "Two lines: `S` is `Z` minus each row's largest score. The result is S minus the "
        "logarithm of the row sums of `np.exp(S)`. Keep both, maxima and sums, as columns.",
    ),
    promises={
        **KINDS_OF_ROWS,
        "scores of hundreds": array_where("Z", lambda Z: Z.min() > 300 and Z.max() < 1500),
        "a row that is another one shifted": array_where("Z", _one_is_shifted),
        "a class that softmax rounds to 0": lambda case: (
            activations.softmax(case.args["Z"]) == 0
        ).any(),
    },
    survivors={
        **dict.fromkeys(
            [
                f"np.log({total}) -> np.maximum(np.log({total}), -10)"
                for total in (
                    "np.exp(L).sum(axis=-1, keepdims=True)",
                    "np.exp(S).sum(axis=-1, keepdims=True)",
                    "np.exp(Z - m).sum(axis=-1, keepdims=True)",
                )
            ],
            "the sum is at least 1, so its logarithm is never below 0",
        ),
        "1.0 * Z.max(axis=-1, keepdims=True) -> 1.0 + Z.max(axis=-1, keepdims=True)": (
            "the same number taken off all scores of a row changes nothing"
        ),
    },
    why="""Softmax rounds a very improbable class to exactly 0, and the logarithm of 0 is
minus infinity. Working with the logarithm from the start never goes through that 0: after
the shift the sum holds at least one `exp(0) = 1`, so its logarithm is between 0 and log(K),
and the result is simply the shifted score minus that.""",
)


@exercise.cases
def _(rng):
    yield from row_cases(rng)
    hundreds = np.array([[1317.0, 704.0, 1301.5], [820.0, 815.0, 331.0]])
    yield Case("scores of hundreds, as the reader's", {"Z": hundreds})
    yield Case(
        "two rows, the second shifted by 500", {"Z": np.array([[1.0, 2, 4], [501, 502, 504]])}
    )
    yield Case("one row far below 0", {"Z": np.array([-1000.0, -1001.0, -999.0])})


def _shifted(Z):
    return Z - np.max(Z, axis=-1, keepdims=True)


def _plus(tiny):
    return lambda Z: np.log(activations.softmax(Z) + tiny)


def _clipped(least):
    return lambda Z: np.log(np.clip(activations.softmax(Z), least, 1))


def _bounded(least):
    return lambda Z: np.maximum(np.log(activations.softmax(Z)), least)


def _kept_above(least):
    def at_least(Z):
        S = np.maximum(_shifted(Z), least)
        return S - np.log(np.sum(np.exp(S), axis=-1, keepdims=True))

    return at_least


exercise.wrong(Slips)


@exercise.wrong
class Mistakes:
    def log_of_softmax(Z):
        """Softmax, or an exponential, has rounded a small number to 0 before you take the
        logarithm, so the result is minus infinity. Take the logarithm of the formula on paper
        first: what becomes of the quotient, and of an exponential?"""
        return np.log(activations.softmax(Z))

    def without_max(Z):
        """Right for small scores, but exp(1000) is infinite. Subtract each row's maximum first."""
        return Z - np.log(np.sum(np.exp(Z), axis=-1, keepdims=True))

    def shifted_only_once(Z):
        """The maximum is subtracted inside the sum only; the score in front keeps it. Shift the
        scores once, and use the shifted ones in both places."""
        S = Z - np.max(Z, axis=-1, keepdims=True)
        return Z - np.log(np.sum(np.exp(S), axis=-1, keepdims=True))

    def unshifted_sum(Z):
        """The shifted scores stand in front, but the sum takes the exponentials of the
        unshifted ones. Use the shifted scores in both places."""
        S = Z - np.max(Z, axis=-1, keepdims=True)
        return S - np.log(np.sum(np.exp(Z), axis=-1, keepdims=True))

    def one_max_for_the_batch(Z):
        """The maximum is taken over the whole batch. Next to a row with scores near 1000, a row
        of small scores then has the sum 0, whose logarithm is infinite. Each row needs its own
        maximum."""
        S = Z - np.max(Z)
        return S - np.log(np.sum(np.exp(S), axis=-1, keepdims=True))

    def only_for_batches(Z):
        """`axis=1` works for a batch, but a single vector has only axis 0. Count from the end:
        `axis=-1` is the last one of either."""
        S = Z - np.max(Z, axis=1, keepdims=True)
        return S - np.log(np.sum(np.exp(S), axis=1, keepdims=True))

    def forgot_the_log(Z):
        """The logarithm of the sum is missing: you subtract the sum itself."""
        S = Z - np.max(Z, axis=-1, keepdims=True)
        return S - np.sum(np.exp(S), axis=-1, keepdims=True)

    def one_sum_for_the_batch(Z):
        """One sum serves the whole batch. Each row needs a sum of its own: along the last axis,
        with keepdims."""
        S = Z - np.max(Z, axis=-1, keepdims=True)
        return S - np.log(np.sum(np.exp(S)))

    def one_max_and_one_sum(Z):
        """One maximum and one sum serve the whole batch. Each row needs its own: along the last
        axis, with keepdims."""
        S = Z - np.max(Z)
        return S - np.log(np.sum(np.exp(S)))

    def one_sum_without_max(Z):
        """Two things: one sum serves the whole batch, where each row needs its own; and
        exp(1000) is infinite, so subtract each row's maximum first."""
        return Z - np.log(np.sum(np.exp(Z)))

    def log_sum_added(Z):
        """The logarithm of the sum is added. The logarithm of a quotient is a difference."""
        S = Z - np.max(Z, axis=-1, keepdims=True)
        return S + np.log(np.sum(np.exp(S), axis=-1, keepdims=True))

    def softmax_itself(Z):
        """These are the probabilities, not their logarithms."""
        return activations.softmax(Z)

    def minus_log_softmax(Z):
        """The sign is wrong: logarithms of probabilities are at most 0."""
        return -activations.log_softmax(Z)

    def without_keepdims(Z):
        """The row maxima or the row sums have lost their axis: they have the shape (N,), which
        does not line up with (N, K). Keep them as a column of shape (N, 1)."""
        S = Z - np.max(Z, axis=-1, keepdims=True)
        return S - np.log(np.sum(np.exp(S), axis=-1))

    def down_the_columns(Z):
        """Maxima and sums run down the columns, over different samples. A sample's scores stand
        in a row: go along the last axis."""
        S = Z - np.max(Z, axis=0)
        return S - np.log(np.sum(np.exp(S), axis=0))

    def tiny_number_added(Z):
        """The probabilities are kept away from 0, by a small number that is added or by a bound,
        and the logarithm is finite, but wrong: a class 1000 below the best should have about
        -1000. Take the logarithm of the formula on paper first."""
        return np.log(activations.softmax(Z) + 1e-12)

    def infinity_painted_over(Z):
        """Minus infinity is painted over with one number, however far behind a class lies: 1000
        below the best it should have about -1000, and 2000 below about -2000. Take the logarithm of
        the formula on paper first."""
        return np.nan_to_num(np.log(activations.softmax(Z)))

    infinity_painted_over = spelled(
        infinity_painted_over,
        *map(_bounded, (-750, -800, -999, -1000, -1e4, -1e5, -1e6, -1e8, -1e9, -1e10)),
        lambda Z: np.nan_to_num(np.log(activations.softmax(Z)), neginf=0),
    )

    def log_of_a_quotient_without_max(Z):
        """Right for small scores, but exp(1000) is infinite, and infinity by infinity is NaN.
        Take the logarithm on paper first, and subtract each row's maximum."""
        E = np.exp(Z)
        return np.log(E / np.sum(E, axis=-1, keepdims=True))

    def mean_for_max(Z):
        """The row's mean is subtracted, not its maximum. A score far above the mean still
        overflows."""
        S = Z - np.mean(Z, axis=-1, keepdims=True)
        return S - np.log(np.sum(np.exp(S), axis=-1, keepdims=True))

    def log_to_base_10(Z):
        """The logarithm has another base than e. Take the natural one, `np.log`, which undoes
        `np.exp`."""
        S = Z - np.max(Z, axis=-1, keepdims=True)
        return S - np.log10(np.sum(np.exp(S), axis=-1, keepdims=True))

    def one_added(Z):
        """There is a 1 too many inside the logarithm. The sum of the exponentials is at least 1
        by itself."""
        S = Z - np.max(Z, axis=-1, keepdims=True)
        return S - np.log(1 + np.sum(np.exp(S), axis=-1, keepdims=True))

    def only_the_log_of_the_sum(Z):
        """This is the logarithm of the row's sum alone. Subtract it from the shifted scores."""
        S = Z - np.max(Z, axis=-1, keepdims=True)
        return np.log(np.sum(np.exp(S), axis=-1, keepdims=True))

    def only_the_shift(Z):
        """These are the shifted scores. One step is left: subtract the logarithm of each row's
        sum of exponentials."""
        return Z - np.max(Z, axis=-1, keepdims=True)

    def divided_by_the_log(Z):
        """The shifted scores are divided by the logarithm of the sum. The logarithm of a
        quotient is a *difference*."""
        S = Z - np.max(Z, axis=-1, keepdims=True)
        return S / np.log(np.sum(np.exp(S), axis=-1, keepdims=True))

    def changed_in_place(Z):
        """The result is right, but the caller's scores were overwritten, which is what `Z -= …`
        does. Give the difference a name of its own."""
        Z -= np.max(Z, axis=-1, keepdims=True)
        return Z - np.log(np.sum(np.exp(Z), axis=-1, keepdims=True))

    def without_keepdims_nor_max(Z):
        """Two things: the row sums have lost their axis, so they do not line up with the rows
        (keep them as a column of shape (N, 1)); and exp(1000) is infinite."""
        return Z - np.log(np.sum(np.exp(Z), axis=-1))

    tiny_number_added = spelled(
        tiny_number_added,
        *map(_plus, (1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-15, 1e-16, 1e-20, 1e-300)),
        *map(_clipped, (1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15, 1e-16, 1e-20, 1e-300)),
    )
    log_to_base_10 = spelled(
        log_to_base_10,
        lambda Z: _shifted(Z) - np.log2(np.sum(np.exp(_shifted(Z)), axis=-1, keepdims=True)),
    )

    def scores_cut_off(Z):
        """Low scores, or the results, are cut off at a limit. A class 1000 below the best should
        have about -1000: nothing overflows there."""
        return _kept_above(-500)(Z)

    scores_cut_off = spelled(
        scores_cut_off,
        *map(_kept_above, (-10, -20, -30, -50, -100, -700, -709)),
        lambda Z: np.maximum(activations.log_softmax(Z), -100),
        lambda Z: np.maximum(activations.log_softmax(Z), -500),
    )

    def sum_down_the_columns(Z):
        """The sum runs down the columns, over different samples. A sample's scores stand in a
        row: sum along the last axis."""
        return _shifted(Z) - np.log(np.sum(np.exp(_shifted(Z)), axis=0))

    def shifted_twice(Z):
        """The row's maximum is subtracted twice, so the result is too small by it. Once the
        scores are shifted, only the logarithm of the sum is to be subtracted."""
        S = _shifted(Z)
        m = np.max(Z, axis=-1, keepdims=True)
        return S - (m + np.log(np.sum(np.exp(S), axis=-1, keepdims=True)))

    def sum_forgotten(Z):
        """All zeros: the sum is missing, and `np.log(np.exp(s))` is s again. Add up the
        exponentials of the row before you take the logarithm."""
        return _shifted(Z) - np.log(np.exp(_shifted(Z)))

    sum_forgotten = spelled(sum_forgotten, lambda Z: np.zeros_like(Z))

    def mean_for_sum(Z):
        """The logarithm is that of the row's *mean* exponential, so the result is too large by
        log(K). Add the exponentials up."""
        return _shifted(Z) - np.log(np.mean(np.exp(_shifted(Z)), axis=-1, keepdims=True))

    def shifted_by_the_smallest(Z):
        """The row's *smallest* score is subtracted, so a large one stays large, and its
        exponential overflows. Subtract the largest."""
        S = Z - np.min(Z, axis=-1, keepdims=True)
        return S - np.log(np.sum(np.exp(S), axis=-1, keepdims=True))

    def always_a_table(Z):
        """One vector comes back as a table with one row. The result has the shape of Z: with
        `axis=-1` a vector and a batch need no difference."""
        return activations.log_softmax(np.atleast_2d(Z))

    def squeezed(Z):
        """Right for several rows, but a batch of one has lost an axis to `squeeze`. The result
        has the shape of Z."""
        return np.squeeze(activations.log_softmax(Z))

    def log_of_the_unshifted_sum(Z):
        """This is the logarithm of the row's sum of exponentials alone. It is to be subtracted
        from the scores."""
        m = np.max(Z, axis=-1, keepdims=True)
        return m + np.log(np.sum(np.exp(Z - m), axis=-1, keepdims=True))

    log_of_the_unshifted_sum = spelled(
        log_of_the_unshifted_sum,
        lambda Z: np.log(np.sum(np.exp(Z), axis=-1, keepdims=True)),
        lambda Z: np.logaddexp.reduce(Z, axis=-1),
    )

    def maximum_of_each_column(Z):
        """The maximum is taken down the columns, over different samples, so the scores of one
        row are not all shifted alike. Take that of each row, along the last axis."""
        S = Z - np.max(Z, axis=0)
        return S - np.log(np.sum(np.exp(S), axis=-1, keepdims=True))

    def shifted_by_1000(Z):
        """The same number is subtracted from all rows, and in a row of small scores all
        exponentials are then 0, with a logarithm of minus infinity. Subtract from each row its
        own maximum."""
        S = Z - 1000
        return S - np.log(np.sum(np.exp(S), axis=-1, keepdims=True))

    def scores_clipped(Z):
        """Large scores are all made equal to a limit. Subtract each row's maximum instead: that
        changes nothing in the result."""
        return activations.log_softmax(np.clip(Z, -500, 500))

    scores_clipped = spelled(
        scores_clipped,
        lambda Z: activations.log_softmax(np.clip(Z, -100, 100)),
        lambda Z: activations.log_softmax(np.clip(Z, -700, 700)),
        lambda Z: activations.log_softmax(np.clip(Z, -709, 709)),
    )

    def logarithms_of_the_scores(Z):
        """The logarithm is taken of the scores themselves, and many of them are negative. Take
        it of the sum of the exponentials."""
        return np.log(Z / np.sum(Z, axis=-1, keepdims=True))

    logarithms_of_the_scores = spelled(
        logarithms_of_the_scores,
        lambda Z: np.log(Z),
        lambda Z: np.log(Z) - np.log(np.sum(np.exp(Z), axis=-1, keepdims=True)),
        lambda Z: np.log(Z) - np.log(np.sum(Z, axis=-1, keepdims=True)),
    )


@exercise.right
class Variants:
    def with_logaddexp(Z):
        """`np.logaddexp` adds numbers whose logarithms it is given, and takes the larger one out by
        itself, so overflow is NumPy's business here."""
        return Z - np.logaddexp.reduce(Z, axis=-1, keepdims=True)

    def of_a_copy(Z):
        """The second subtraction is done inside the result of the first, so there is one new array
        less. The scores that were given stay as they are."""
        L = Z - 1.0 * Z.max(axis=-1, keepdims=True)  # floats, even for whole numbers
        L -= np.log(np.exp(L).sum(axis=-1, keepdims=True))
        return L

    def by_log_sum_exp(Z):
        m = np.max(Z, axis=-1, keepdims=True)
        return Z - (m + np.log(np.exp(Z - m).sum(axis=-1, keepdims=True)))
