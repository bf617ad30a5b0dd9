"""What groups of answers say, and how often they are right."""

import numpy as np

from nnlib.by_hand import calibration
from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where
from nnlib.exercises.chapter01._calibration_groups_slips import Slips, columns, in_order, means
from nnlib.judge.exercise import Case, Exercise


def _rows(case):
    return calibration.calibration_groups(**case.args)


exercise = Exercise(
    id="01-calibration-groups",
    title="Does it keep its word?",
    minutes=10,
    difficulty=2,
    points=2,
    reference=calibration.calibration_groups,
    hints=(
        "If you sort the confidences alone, nobody knows any more which answer was right. Sort "
        "*places* instead, and look them up in both arrays. Chapter 00 has a function for that.",
        "`argsort` puts the places into order, and NumPy has a function that splits an array into "
        "parts of which the first may be one longer: `np.array_split`.",
        "Each part is an array of places, with which you can look up both arrays. Two means make "
        "its row, and `np.array` around a list of such rows is the table.",
    ),
    promises={
        "confidences in no order": array_where(
            "confidence", lambda c: (np.diff(c) > 0).any() and (np.diff(c) < 0).any()
        ),
        "one group": lambda case: case.args["n_groups"] == 1,
        "as many groups as answers": lambda case: (
            case.args["n_groups"] == len(case.args["confidence"])
        ),
        "groups of unequal size": lambda case: (
            len(case.args["confidence"]) % case.args["n_groups"] > 0
        ),
        "confidences that lie close together": array_where("confidence", lambda c: np.ptp(c) < 0.1),
        "a group that is always right, and one that never is": lambda case: (
            _rows(case)[:, 1].min() == 0 and _rows(case)[:, 1].max() == 1
        ),
    },
    why="""A single answer can't show whether a confidence of 0.9 was honest: it's right or wrong,
and 0.9 allows both. Many answers can, since nine in ten of them should be right. So the answers
are sorted by what they say, and neighbours are judged together. The sorting is done on *places*,
because two arrays have to stay in step, and a mean of True and False is a fraction, as in
chapter 00. Groups of equal size are all equally exposed to chance; groups of equal *width*, which
other books draw, leave some with next to no answers.""",
)


def _case(label, confidence, right, n_groups):
    args = {"confidence": np.array(confidence, float), "right": np.array(right, bool)}
    return Case(label, {**args, "n_groups": n_groups})


@exercise.cases
def _(rng):
    four = [0.9, 0.5, 0.8, 0.6]
    yield _case("4 answers, 2 groups", four, [1, 0, 1, 0], 2)
    seven = [0.95, 0.4, 0.7, 0.99, 0.55, 0.85, 0.6]
    yield _case("7 answers, 3 groups", seven, [1, 0, 0, 1, 1, 1, 0], 3)
    yield _case("one group", seven, [1, 1, 0, 1, 0, 1, 0], 1)
    yield _case("5 answers, each a group", [0.7, 0.3, 0.9, 0.5, 0.8], [1, 0, 0, 1, 1], 5)
    close = [0.997, 0.991, 0.999, 0.994, 0.998, 0.992]
    yield _case("6 answers, all of them sure", close, [1, 0, 1, 1, 1, 0], 3)
    yield _drawn("30 answers, 4 groups", rng, 30, 4)
    yield _drawn("40 answers, ten groups", rng, 40, 10)


def _drawn(label, rng, N, n_groups):
    """Answers of different confidence in no order, about as often right as they say."""
    confidence = rng.permutation(np.linspace(0.35, 0.98, N).round(3))
    return _case(label, confidence, rng.random(N) < confidence, n_groups)


exercise.wrong(Slips)


@exercise.wrong
class Mistakes:
    def as_they_come(confidence, right, n_groups):
        """The groups are cut from the answers as they came. Sort by confidence first: a group
        should hold answers that say nearly the same."""
        return in_order(np.arange(len(confidence)), confidence, right, n_groups)

    def only_the_confidence_is_sorted(confidence, right, n_groups):
        """The confidences are sorted, and `right` has stayed as it was, so the two no longer speak
        of the same answers. Sort the *places*, with `np.argsort`, and look them up in both."""
        return columns(means(np.sort(confidence), n_groups), means(right, n_groups))

    def each_is_sorted(confidence, right, n_groups):
        """Both arrays are sorted, each by itself, so the answers that are right have all moved to
        the most confident group. Sort the *places* by confidence, and look them up in both."""
        return columns(means(np.sort(confidence), n_groups), means(np.sort(right), n_groups))

    def only_right_is_put_in_order(confidence, right, n_groups):
        """The second column is right, and the first is that of the answers as they came. Both
        arrays have to be looked up at the sorted places."""
        return columns(means(confidence, n_groups), means(right[np.argsort(confidence)], n_groups))

    def most_confident_first(confidence, right, n_groups):
        """The groups begin with the most confident answers. They should begin with the least
        confident ones."""
        return in_order(np.argsort(-confidence), confidence, right, n_groups)

    most_confident_first = spelled(
        most_confident_first,
        lambda confidence, right, n_groups: in_order(
            np.argsort(confidence), confidence, right, n_groups
        )[::-1],
    )

    def sorted_by_right(confidence, right, n_groups):
        """The answers are sorted by whether they're right. Sort them by their confidence: the
        question is what those with a certain confidence turn out to be."""
        return in_order(np.argsort(right, kind="stable"), confidence, right, n_groups)

    sorted_by_right = spelled(
        sorted_by_right,
        lambda confidence, right, n: in_order(np.argsort(right), confidence, right, n),
    )

    def ranks_for_places(confidence, right, n_groups):
        """`argsort` twice gives each answer's rank. What's wanted is the other way round: the
        place at which the least confident answer stands, then the next."""
        return in_order(np.argsort(np.argsort(confidence)), confidence, right, n_groups)

    def dealt_out(confidence, right, n_groups):
        """The sorted answers are dealt out in turns, as cards are, so every group has some of each
        kind. A group should hold neighbours."""
        order = np.argsort(confidence)
        groups = [order[k::n_groups] for k in range(n_groups)]
        return np.array([[confidence[g].mean(), right[g].mean()] for g in groups])

    def rest_left_out(confidence, right, n_groups):
        """Where the answers can't be divided evenly, some are left out. Every answer belongs to a
        group, and the first groups have one more."""
        size = len(confidence) // n_groups
        order = np.argsort(confidence)
        return in_order(order[: size * n_groups], confidence, right, n_groups)

    def rest_in_the_last_group(confidence, right, n_groups):
        """Where the answers can't be divided evenly, the last group gets all that's left. The sizes
        should differ by 1 at most, and the first groups have one more."""
        size = len(confidence) // n_groups
        cuts = [size * k for k in range(1, n_groups)]
        groups = np.split(np.argsort(confidence), cuts)
        return np.array([[confidence[g].mean(), right[g].mean()] for g in groups])

    def larger_groups_last(confidence, right, n_groups):
        """Where the answers can't be divided evenly, the *last* groups have one more here. It
        should be the first."""
        groups = [g[::-1] for g in np.array_split(np.argsort(-confidence), n_groups)][::-1]
        return np.array([[confidence[g].mean(), right[g].mean()] for g in groups])

    def columns_exchanged(confidence, right, n_groups):
        """The two columns have changed places: first what a group says, then how often it's
        right."""
        return in_order(np.argsort(confidence), confidence, right, n_groups)[:, ::-1]

    def lying_down(confidence, right, n_groups):
        """There's one *column* for each group. There should be one row for each, so the table has
        the shape (n_groups, 2)."""
        return in_order(np.argsort(confidence), confidence, right, n_groups).T

    lying_down = spelled(
        lying_down,
        lambda confidence, right, n_groups: tuple(
            in_order(np.argsort(confidence), confidence, right, n_groups).T
        ),
    )

    def only_what_they_say(confidence, right, n_groups):
        """This is what the groups say. How often they're right should stand beside it, as a second
        column."""
        return in_order(np.argsort(confidence), confidence, right, n_groups)[:, 0]

    def only_how_often_right(confidence, right, n_groups):
        """This is how often the groups are right. What they say should stand before it, as a first
        column."""
        return in_order(np.argsort(confidence), confidence, right, n_groups)[:, 1]

    def counted(confidence, right, n_groups):
        """The second column *counts* the right answers of a group. Asked for is the fraction of
        them, which a mean gives."""
        rows = in_order(np.argsort(confidence), confidence, right, n_groups)
        sizes = [len(g) for g in np.array_split(confidence, n_groups)]
        return rows * np.array([np.ones(n_groups), sizes]).T

    def sums(confidence, right, n_groups):
        """These are sums. What a group says is the *mean* of its confidences, and how often it's
        right is a mean, too."""
        rows = in_order(np.argsort(confidence), confidence, right, n_groups)
        return rows * np.array([[len(g)] for g in np.array_split(confidence, n_groups)])

    def divided_by_all(confidence, right, n_groups):
        """The sum of each group is divided by the number of *all* answers. Divide by how many the
        group has."""
        rows = in_order(np.argsort(confidence), confidence, right, n_groups)
        sizes = np.array([[len(g)] for g in np.array_split(confidence, n_groups)])
        return rows * sizes / len(confidence)

    divided_by_all = spelled(
        divided_by_all,
        lambda confidence, right, n_groups: (
            in_order(np.argsort(confidence), confidence, right, n_groups)
            * np.array([[1, len(g) / len(right)] for g in np.array_split(right, n_groups)])
        ),
    )

    def shares_of_the_right_ones(confidence, right, n_groups):
        """The second column says how the right answers are spread over the groups. Asked for is
        which fraction of a *group* is right."""
        rows = in_order(np.argsort(confidence), confidence, right, n_groups)
        sizes = [len(g) for g in np.array_split(confidence, n_groups)]
        rows[:, 1] *= sizes / max(right.sum(), 1)
        return rows

    def how_often_wrong(confidence, right, n_groups):
        """The second column says how often a group is *wrong*."""
        rows = in_order(np.argsort(confidence), confidence, right, n_groups)
        return columns(rows[:, 0], 1 - rows[:, 1])

    def the_middle_one(confidence, right, n_groups):
        """What a group says is the *mean* of its confidences, not the one in the middle or at an
        end."""
        rows = in_order(np.argsort(confidence), confidence, right, n_groups)
        says = [np.median(part) for part in np.array_split(np.sort(confidence), n_groups)]
        return columns(says, rows[:, 1])

    the_middle_one = spelled(
        the_middle_one,
        *(
            lambda confidence, right, n_groups, end=end: columns(
                [end(part) for part in np.array_split(np.sort(confidence), n_groups)],
                in_order(np.argsort(confidence), confidence, right, n_groups)[:, 1],
            )
            for end in (np.min, np.max, lambda part: (part[0] + part[-1]) / 2)
        ),
    )

    def the_gap(confidence, right, n_groups):
        """This is the gap between the two. Return both, side by side: where they lie matters."""
        rows = in_order(np.argsort(confidence), confidence, right, n_groups)
        return rows[:, 0] - rows[:, 1]

    the_gap = spelled(
        the_gap,
        lambda confidence, right, n_groups: np.diff(
            in_order(np.argsort(confidence), confidence, right, n_groups)
        )[:, 0],
        lambda confidence, right, n_groups: np.abs(
            np.diff(in_order(np.argsort(confidence), confidence, right, n_groups))[:, 0]
        ),
    )

    def always_ten(confidence, right, n_groups):
        """The number of groups is fixed at 10. Take the one that is given."""
        return in_order(np.argsort(confidence), confidence, right, min(10, len(confidence)))

    always_ten = spelled(
        always_ten, lambda c, right, n_groups: in_order(np.argsort(c), c, right, 10)
    )

    def groups_of_that_size(confidence, right, n_groups):
        """`n_groups` is taken for the *size* of a group. It's the number of groups."""
        order = np.argsort(confidence)
        groups = [order[k : k + n_groups] for k in range(0, len(order), n_groups)]
        return np.array([[confidence[g].mean(), right[g].mean()] for g in groups])

    def only_the_first_group(confidence, right, n_groups):
        """Only the first group came back. A `return` inside a loop ends it in the first round:
        collect the rows, and return them after the loop."""
        return in_order(np.argsort(confidence), confidence, right, n_groups)[0]

    only_the_first_group = spelled(
        only_the_first_group,
        lambda confidence, right, n_groups: in_order(
            np.argsort(confidence), confidence, right, n_groups
        )[:1],
    )

    def only_the_last_group(confidence, right, n_groups):
        """Only the last group came back: each round of the loop has replaced the one before.
        Collect the rows in a list."""
        return in_order(np.argsort(confidence), confidence, right, n_groups)[-1]

    def all_answers(confidence, right, n_groups):
        """Every row is the mean over *all* the answers. Look up the places of one group at a
        time."""
        return np.tile([confidence.mean(), right.mean()], (n_groups, 1))

    def sorted_in_place(confidence, right, n_groups):
        """The caller's confidences have been changed, which is what `.sort()` does. `np.argsort`
        leaves them as they are."""
        order = np.argsort(confidence)
        result = in_order(order, confidence, right, n_groups)
        confidence.sort()
        return result

    def rounded(confidence, right, n_groups):
        """The numbers are rounded. Return them as they are: rounding is for printing."""
        return in_order(np.argsort(confidence), confidence, right, n_groups).round(2)

    rounded = spelled(
        rounded,
        lambda confidence, right, n_groups: in_order(
            np.argsort(confidence), confidence, right, n_groups
        ).round(3),
    )

    def cuts_rounded_down(confidence, right, n_groups):
        """Where the answers can't be divided evenly, the larger groups stand anywhere: the cuts are
        spread evenly and then rounded. The *first* groups should have one more."""
        cuts = np.linspace(0, len(confidence), n_groups + 1).astype(int)[1:-1]
        groups = np.split(np.argsort(confidence), cuts)
        return np.array([[confidence[g].mean(), right[g].mean()] for g in groups])


@exercise.right
class Variants:
    def both_in_order_first(confidence, right, n_groups):
        """Both arrays are put in order first, by the same places, and then each is cut by
        itself."""
        order = np.argsort(confidence)
        says = [part.mean() for part in np.array_split(confidence[order], n_groups)]
        is_right = [part.mean() for part in np.array_split(right[order], n_groups)]
        return np.column_stack([says, is_right])

    def one_table_cut(confidence, right, n_groups):
        """The two arrays become the columns of one table. Whole rows are sorted, so what belongs
        together can't get apart."""
        table = np.column_stack([confidence, right])
        table = table[table[:, 0].argsort()]
        return np.array([part.mean(axis=0) for part in np.array_split(table, n_groups)])

    def with_a_loop(confidence, right, n_groups):
        pairs = sorted(zip(confidence.tolist(), right.tolist(), strict=True))
        rows, start = [], 0
        for k in range(n_groups):
            size = (len(pairs) + n_groups - 1 - k) // n_groups
            part = pairs[start : start + size]
            rows.append([sum(c for c, _ in part) / size, sum(r for _, r in part) / size])
            start += size
        return np.array(rows)
