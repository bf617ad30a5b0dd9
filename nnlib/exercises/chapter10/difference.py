"""A difference of two ways, and how uncertain it is."""

import numpy as np

from nnlib.exercises._helpers import first, second, spelled
from nnlib.functions import differences
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="10-difference",
    title="What a difference is worth",
    minutes=8,
    difficulty=2,
    points=3,
    reference=differences.difference,
    hints=(
        "Two numbers: the mean with it minus the mean without, and a standard error. For a single "
        "mean, what is the variance of the mean of n numbers?",
        "A mean's variance is the numbers' variance divided by n. For a difference the variances "
        "of the two means *add up*, since either may be off; the root comes at the end.",
        "`with_it.var(ddof=1)` divides by n - 1, which is right when the mean comes from the same "
        "numbers. Divide it by `len(with_it)`, and add what the other one gives.",
    ),
    why="""The variance of a mean is the variance of its numbers divided by how many there are:
that's what repeating is good for. Two independent means are off independently, so their variances
add up, in a difference too, and the root of the sum is on the scale of the accuracies again.
`ddof=1` makes up for the fact that the numbers lie closer to their own mean than to the true one;
with three seeds it lifts the variance by half.""",
    distractors=("squares = with_it.var(ddof=1) + without.var(ddof=1)",),
    survivors={"x - mean -> mean - x": "it is squared"},
    promises={
        "two numbers each": lambda case: len(case.args["with_it"]) == 2,
        "more numbers on one side": lambda case: (
            len(case.args["with_it"]) != len(case.args["without"])
        ),
        "a difference below 0": lambda case: (
            np.mean(case.args["with_it"]) < np.mean(case.args["without"])
        ),
        "one side without any spread": lambda case: np.ptp(case.args["without"]) == 0,
        "percentages": lambda case: np.max(case.args["with_it"]) > 1,
    },
)


@exercise.cases
def _(rng):
    def entry(label, with_it, without):
        args = {"with_it": np.array(with_it), "without": np.array(without)}
        yield Case(label, args, first, "how_much", "difference")
        yield Case(label, args, second, "uncertainty", "uncertainty")

    yield from entry("three seeds each", [0.95, 0.96, 0.97], [0.91, 0.95, 0.93])
    yield from entry("two seeds each", [0.5, 0.7], [0.2, 0.3])
    yield from entry("five with it, three without", [0.8, 0.82, 0.81, 0.85, 0.79], [0.7, 0.75, 0.8])
    yield from entry("it is worse", [0.6, 0.65, 0.7, 0.61], [0.9, 0.92, 0.88, 0.95])
    yield from entry("one side without any spread", [0.5, 0.6, 0.4], [0.4, 0.4, 0.4])
    drawn = (rng.normal(95, 1, 6).round(1), rng.normal(93, 2, 4).round(1))
    yield from entry("percentages of six and four seeds", *drawn)


def _squares(with_it, without, ddof=1):
    return [a.var(ddof=ddof) / len(a) for a in (with_it, without)]


def _error(with_it, without):
    return np.sqrt(sum(_squares(with_it, without)))


def _gap(with_it, without):
    return with_it.mean() - without.mean()


@exercise.wrong
class Mistakes:
    def spread_of_the_numbers(with_it, without):
        """The variances aren't divided by the number of seeds. This is how far single numbers
        spread; the *mean* of several is less uncertain."""
        squares = with_it.var(ddof=1) + without.var(ddof=1)
        return _gap(with_it, without), np.sqrt(squares)

    def divided_by_n(with_it, without):
        """The variance divides by n instead of n - 1: `ddof=1` is missing. With three seeds that
        makes the uncertainty too small by a fifth."""
        return _gap(with_it, without), np.sqrt(sum(_squares(with_it, without, 0)))

    def errors_added(with_it, without):
        """The two standard errors are added. It's their *squares* that add up: both means are
        rarely off in opposite directions at once."""
        return _gap(with_it, without), np.sqrt(_squares(with_it, without)).sum()

    def errors_averaged(with_it, without):
        """The uncertainty is the mean of the two standard errors. A difference is *less* certain
        than either of its means: the squares of both errors add up."""
        return _gap(with_it, without), np.sqrt(_squares(with_it, without)).mean()

    def root_of_one_alone(with_it, without):
        """The root goes over one of the two squares, and the other is added as it is. First they
        add up, and the root comes last: over the whole sum."""
        a, b = _squares(with_it, without)
        return _gap(with_it, without), np.sqrt(a) + b

    def root_of_the_other_alone(with_it, without):
        a, b = _squares(with_it, without)
        return _gap(with_it, without), a + np.sqrt(b)

    root_of_one_alone = spelled(root_of_one_alone, root_of_the_other_alone)
    del root_of_the_other_alone

    def in_one_table(with_it, without):
        """Right for as many seeds on one side as on the other. Else the two don't fit into one
        array, whose rows all have the same length: take each side by itself."""
        both = np.array([with_it, without])
        squares = both.var(axis=1, ddof=1) / both.shape[1]
        return both[0].mean() - both[1].mean(), np.sqrt(squares.sum())

    def in_one_stack(with_it, without):
        both = np.stack([with_it, without])
        squares = both.var(axis=1, ddof=1) / both.shape[1]
        return both[0].mean() - both[1].mean(), np.sqrt(squares.sum())

    in_one_table = spelled(in_one_table, in_one_stack)
    del in_one_stack

    def rounded(with_it, without):
        """Digits have been cut off by rounding. Return the numbers as they come out; whoever writes
        them down may round."""
        return tuple(round(n, 2) for n in (_gap(with_it, without), _error(with_it, without)))

    rounded = spelled(
        rounded,
        lambda with_it, without: (
            round(_gap(with_it, without), 3),
            round(_error(with_it, without), 3),
        ),
        lambda with_it, without: (_gap(with_it, without), round(_error(with_it, without), 2)),
        lambda with_it, without: (_gap(with_it, without), round(_error(with_it, without), 3)),
    )

    def no_root(with_it, without):
        """This is the square of the uncertainty. Take the root, so that it can be compared with
        the difference."""
        return _gap(with_it, without), sum(_squares(with_it, without))

    def squares_subtracted(with_it, without):
        """The squared errors are subtracted, as the means are. A second uncertain number never
        makes the first one more certain: they add up."""
        a, b = _squares(with_it, without)
        return _gap(with_it, without), np.sqrt(abs(a - b))

    def squares_subtracted_below_0(with_it, without):
        a, b = _squares(with_it, without)
        with np.errstate(all="ignore"):
            return _gap(with_it, without), np.sqrt(a - b)

    squares_subtracted = spelled(squares_subtracted, squares_subtracted_below_0)
    del squares_subtracted_below_0

    def the_other_way_round(with_it, without):
        """The difference has the wrong sign: it's the mean *with* it minus the mean without."""
        return -_gap(with_it, without), np.sqrt(sum(_squares(with_it, without)))

    def of_the_first_alone(with_it, without):
        """Only the uncertainty of the mean with it is there. The other mean is uncertain too."""
        return _gap(with_it, without), np.sqrt(_squares(with_it, without)[0])

    def half_the_range(with_it, without):
        """The uncertainty is taken from the largest and the smallest number. These lie the further
        apart the more seeds there are, while the mean becomes more certain."""
        return _gap(with_it, without), (np.ptp(with_it) + np.ptp(without)) / 2

    def best_of_each(with_it, without):
        """The best seeds are compared. Whoever tries more seeds has a better best one; compare
        the means."""
        gap = with_it.max() - without.max()
        return gap, np.sqrt(sum(_squares(with_it, without)))

    def standard_deviations_over_n(with_it, without):
        """The standard deviations are divided by n. A mean's standard error is the standard
        deviation over the *root* of n."""
        squares = [a.var(ddof=1) / len(a) ** 2 for a in (with_it, without)]
        return _gap(with_it, without), np.sqrt(sum(squares))

    def all_in_one(with_it, without):
        """The spread is taken over all numbers together, so the difference itself counts as
        uncertainty. Take the variance on each side by itself."""
        both = np.concatenate([with_it, without])
        return _gap(with_it, without), np.sqrt(both.var(ddof=1) / len(both))

    def median(with_it, without):
        """The medians are compared. Here it's the means, whose uncertainty you compute."""
        gap = np.median(with_it) - np.median(without)
        return gap, np.sqrt(sum(_squares(with_it, without)))

    def pairs(with_it, without):
        """The numbers are taken in pairs, one of each side. Nothing says that they belong together,
        and there may be more of one kind than of the other: each side has its own mean and its own
        variance."""
        gaps = with_it - without
        return gaps.mean(), np.sqrt(gaps.var(ddof=1) / len(gaps))

    def as_many_pairs_as_there_are(with_it, without):
        n = min(len(with_it), len(without))
        gaps = with_it[:n] - without[:n]
        return _gap(with_it, without), np.sqrt(gaps.var(ddof=1) / n)

    def means_of_pairs_too(with_it, without):
        n = min(len(with_it), len(without))
        gaps = with_it[:n] - without[:n]
        return gaps.mean(), np.sqrt(gaps.var(ddof=1) / n)

    pairs = spelled(pairs, as_many_pairs_as_there_are, means_of_pairs_too)
    del as_many_pairs_as_there_are, means_of_pairs_too

    def cut_to_the_shorter(with_it, without):
        """Where one side has more seeds than the other, some of its numbers are left out. Nothing
        asks for equal numbers: use all, each side with an n of its own."""
        n = min(len(with_it), len(without))
        with_it, without = with_it[:n], without[:n]
        return _gap(with_it, without), np.sqrt(sum(_squares(with_it, without)))

    def variances_over_the_root(with_it, without):
        """The variances are divided by the root of n. The root belongs to the standard deviation;
        its square, the variance, is divided by n itself."""
        squares = [a.var(ddof=1) / np.sqrt(len(a)) for a in (with_it, without)]
        return _gap(with_it, without), np.sqrt(sum(squares))

    def both_divided_by_all(with_it, without):
        """Both variances are divided by how many numbers there are *altogether*. Each mean was made
        from its own side's numbers alone."""
        squares = with_it.var(ddof=1) + without.var(ddof=1)
        return _gap(with_it, without), np.sqrt(squares / (len(with_it) + len(without)))

    def divided_by_n_minus_1_twice(with_it, without):
        """n - 1 is for the variance of the numbers. That of their mean is this variance divided by
        n."""
        squares = [a.var(ddof=1) / (len(a) - 1) for a in (with_it, without)]
        return _gap(with_it, without), np.sqrt(sum(squares))

    def deviations_for_variances(with_it, without):
        """Standard deviations stand where (10.6) has their squares, the variances."""
        total = sum(a.std(ddof=1) / len(a) for a in (with_it, without))
        return _gap(with_it, without), np.sqrt(total)

    def exchanged(with_it, without):
        """The two results have changed places: the difference comes first."""
        return np.sqrt(sum(_squares(with_it, without))), _gap(with_it, without)

    def in_uncertainties(with_it, without):
        """The difference has already been divided by its uncertainty. Return both numbers as they
        are; whoever reads them may divide."""
        u = np.sqrt(sum(_squares(with_it, without)))
        return _gap(with_it, without) / u, u

    def never_below_0(with_it, without):
        """The difference has lost its sign. Where it's worse *with* it, that should be seen."""
        return abs(_gap(with_it, without)), np.sqrt(sum(_squares(with_it, without)))

    def one_n_for_both(with_it, without):
        """Both variances are divided by the same n. There may be more seeds on one side than on the
        other: each side has an n of its own."""
        squares = with_it.var(ddof=1) + without.var(ddof=1)
        return _gap(with_it, without), np.sqrt(squares / len(with_it))

    def the_other_n_for_both(with_it, without):
        squares = with_it.var(ddof=1) + without.var(ddof=1)
        return _gap(with_it, without), np.sqrt(squares / len(without))

    one_n_for_both = spelled(one_n_for_both, the_other_n_for_both)
    del the_other_n_for_both

    def ns_exchanged(with_it, without):
        """Each variance is divided by the *other* side's n. Which numbers went into the mean? Their
        count belongs under their variance."""
        squares = with_it.var(ddof=1) / len(without) + without.var(ddof=1) / len(with_it)
        return _gap(with_it, without), np.sqrt(squares)

    def ddof_once(with_it, without):
        """One of the two variances divides by n - 1 and the other one by n: `ddof=1` belongs into
        both."""
        return _gap(with_it, without), np.sqrt(
            _squares(with_it, without)[0] + _squares(with_it, without, 0)[1]
        )

    def ddof_once_in_the_other(with_it, without):
        return _gap(with_it, without), np.sqrt(
            _squares(with_it, without, 0)[0] + _squares(with_it, without)[1]
        )

    ddof_once = spelled(ddof_once, ddof_once_in_the_other)
    del ddof_once_in_the_other

    def one_variance_for_both(with_it, without):
        """The two sides share one variance, as if both spread alike. Nothing says that they do, so
        (10.6) lets each side have its own."""
        a, b = len(with_it), len(without)
        pooled = ((a - 1) * with_it.var(ddof=1) + (b - 1) * without.var(ddof=1)) / (a + b - 2)
        return _gap(with_it, without), np.sqrt(pooled * (1 / a + 1 / b))

    def twice_the_error(with_it, without):
        """The uncertainty is twice as large, as one takes it for an interval of 95 %. Return the
        standard error itself; whoever reads it may double it."""
        return _gap(with_it, without), 2 * np.sqrt(sum(_squares(with_it, without)))

    twice_the_error = spelled(
        twice_the_error,
        lambda with_it, without: (
            _gap(with_it, without),
            1.96 * np.sqrt(sum(_squares(with_it, without))),
        ),
    )

    def relative(with_it, without):
        """The difference has been divided by one of the means. It's the plain difference of the two
        means that is asked for."""
        gap = _gap(with_it, without) / without.mean()
        return gap, np.sqrt(sum(_squares(with_it, without)))

    relative = spelled(
        relative,
        lambda with_it, without: (
            _gap(with_it, without) / with_it.mean(),
            np.sqrt(sum(_squares(with_it, without))),
        ),
    )

    def one_number_alone(with_it, without):
        """A single number comes back, and two are asked for: the difference, and behind a comma how
        uncertain it is."""
        return _gap(with_it, without)

    def one_plain_number(with_it, without):
        return float(_gap(with_it, without))

    one_number_alone = spelled(one_number_alone, one_plain_number)
    del one_plain_number

    def in_percent(with_it, without):
        """Both numbers are 100 times too large, as if they were percentages. Return them on the
        scale on which the accuracies came."""
        return 100 * _gap(with_it, without), 100 * np.sqrt(sum(_squares(with_it, without)))

    def how_many_uncertainties(with_it, without):
        """The second number is the difference divided by its uncertainty. Return the uncertainty
        itself; whoever reads both may divide."""
        gap = _gap(with_it, without)
        with np.errstate(all="ignore"):
            return gap, gap / np.sqrt(sum(_squares(with_it, without)))

    def three_seeds_only(with_it, without):
        """Right for three seeds on each side: the 3 stands in your code. There may be any number of
        them, and on each side another: `len` says how many."""
        return _gap(with_it, without), np.sqrt((with_it.var(ddof=1) + without.var(ddof=1)) / 3)

    def sums_compared(with_it, without):
        """The difference is one of the *sums*, which grow with the number of seeds. It's the means
        that are compared."""
        gap = with_it.sum() - without.sum()
        return gap, np.sqrt(sum(_squares(with_it, without)))


@exercise.right
class Variants:
    def by_standard_errors(with_it, without):
        """With the two standard errors, each the standard deviation over the root of n. They are
        the sides of a right angle, and the uncertainty is the third side."""
        errors = [np.std(a, ddof=1) / np.sqrt(len(a)) for a in (with_it, without)]
        return np.mean(with_it) - np.mean(without), np.hypot(*errors)

    def by_hand(with_it, without):
        """Without NumPy's `var`: squares of the distances to the mean, added up, over n - 1 and
        over n."""
        total = 0.0
        for numbers in (with_it, without):
            mean, n = sum(numbers) / len(numbers), len(numbers)
            total += sum((x - mean) ** 2 for x in numbers) / (n - 1) / n
        return sum(with_it) / len(with_it) - sum(without) / len(without), total**0.5

    def with_statistics(with_it, without):
        a, b = np.asarray(with_it), np.asarray(without)
        return np.average(a) - np.average(b), (np.cov(a) / a.size + np.cov(b) / b.size) ** 0.5
