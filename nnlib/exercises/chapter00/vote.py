"""The nearest known digits vote: argsort along an axis, and an index array of two axes."""

import numpy as np

from nnlib.by_hand import neighbours
from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where, batch_of_one, float32, square
from nnlib.exercises.chapter00._vote import a_tie, most, of_ten, votes, weighed
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="00-vote",
    title="The nearest vote",
    minutes=20,
    difficulty=4,
    points=3,
    reference=neighbours.vote,
    hints=(
        "Three steps for each sample: which known digits are nearest, which labels do these have, "
        "and which label is the most frequent among them?",
        "`argsort` takes an axis as a sum does, and puts the nearest first. What it gives are "
        "places, so a slice of its columns can stand in the square brackets of `labels`: an index "
        "array of the shape (N, k) picks N times k labels.",
        "The first two steps are a line each, for all samples at once. For the third, loop over "
        "the rows: `np.bincount` counts the labels of one, and the place of the largest count is "
        "the label.",
    ),
    distractors=(
        "nearest = np.argsort(distances, axis=0)[:, :k]",
        "votes = labels[:k]",
    ),
    why="""`argsort` along axis 1 gives for each sample the places of the known ones, nearest first,
and the slice keeps k of them: (N, k). An index array gives as many entries as it has itself, so
`labels[nearest]` is (N, k) as well: the labels of just these neighbours. Of each row `np.bincount`
counts the labels, and `argmax` says which count is the largest, the first one if there are several,
which is the smallest label.""",
    promises={
        "a single vote": lambda case: case.args["k"] == 1,
        "several votes": lambda case: 1 < case.args["k"] < len(case.args["labels"]),
        "a vote for every known digit": lambda case: case.args["k"] == len(case.args["labels"]),
        "as many votes for one label as for another": a_tie,
        "more samples than known ones": array_where("distances", lambda d: d.shape[0] > d.shape[1]),
        "as many samples as known ones": square("distances"),
        "a batch of one": batch_of_one("distances"),
        "numbers below 0": array_where("distances", lambda d: (d < 0).any()),
        "labels with gaps": array_where("labels", lambda y: y.max() >= len({*y.tolist()})),
        "labels above 9": array_where("labels", lambda y: y.max() > 9),
        "float32": float32("distances"),
    },
    survivors={
        "1 -> 2": "a class more, for which nobody votes",
        "np.max(labels) -> np.sum(labels)": "more classes, for which nobody votes",
        "np.argsort(distances, axis=1) -> np.argsort(distances)": "the last axis is the default",
        "np.sum(votes == label, axis=1) -> np.mean(votes == label, axis=1)": (
            "each count is divided by the same k"
        ),
        "np.array(counts) -> counts": "`np.argmax` takes a list of arrays",
        "np.zeros(len(distances), dtype=int) -> np.zeros(len(distances))": "2.0 is as good as 2",
        **{
            f"np.array({counts}) -> np.array({counts}, dtype=int)": "they are whole already"
            for counts in ["counts", "[np.argmax(np.bincount(row)) for row in votes]"]
        },
    },
)


@exercise.cases
def _(rng):
    one = np.array([[3.0, 1.0, 2.0, 5.0, 4.0]])
    labels = np.array([0, 2, 1, 1, 1])
    yield Case("one sample, the nearest", {"distances": one, "labels": labels, "k": 1})
    yield Case("one sample, every known one votes", {"distances": one, "labels": labels, "k": 5})
    two = np.array([[4.0, 1.0, 2.0, 3.0, 9.0], [2.0, 8.0, 7.0, 1.0, 0.5]])
    tie = np.array([0, 7, 7, 4, 4])
    yield Case("two samples, three votes", {"distances": two, "labels": tie, "k": 3})
    yield Case("as many votes for two labels", {"distances": two, "labels": tie, "k": 4})
    near = np.array([[1.0, 1.1, 1.2, 3.0], [2.0, 0.25, 4.0, 2.1]])
    yield Case("distances that differ little", {"distances": near, "labels": tie[:4], "k": 3})
    dozens = {"distances": two, "labels": np.array([3, 12, 30, 12, 3]), "k": 3}
    yield Case("labels above 9", dozens)
    table = rng.permutation(24).reshape(8, 3) / 2
    yield Case(
        "eight samples, three known ones",
        {"distances": table, "labels": np.array([3, 0, 3]), "k": 2},
    )
    below = rng.permutation(36).reshape(6, 6) - 40.0
    below_labels = np.array([1, 0, 1, 2, 0, 1])
    yield Case("numbers below 0", {"distances": below, "labels": below_labels, "k": 3})
    many = rng.permutation(48).reshape(4, 12).astype(np.float32)
    yield Case("float32", {"distances": many, "labels": rng.integers(0, 4, size=12), "k": 5})


@exercise.wrong
class Mistakes:
    def farthest(distances, labels, k):
        """The k *farthest* vote here. `argsort` puts the smallest first, so the nearest are at the
        beginning of each row."""
        return most(labels[np.argsort(distances, axis=1)[:, -k:]])

    def along_the_samples(distances, labels, k):
        """The sorting runs along the samples. Each *sample* wants its known digits in order: sort
        along the other axis."""
        return most(labels[np.argsort(distances, axis=0)[:, :k] % len(labels)])

    along_the_samples = spelled(
        along_the_samples,
        lambda distances, labels, k: most(labels[np.argsort(distances, axis=0)[:, :k]]),
    )

    def only_the_nearest(distances, labels, k):
        """Only the nearest one has a say, whatever k is. Ask the k nearest."""
        return labels[np.argmin(distances, axis=1)]

    def nearer_votes_count_more(distances, labels, k):
        """Nearer ones have a larger vote here. Each of the k nearest has one vote, whatever its
        distance."""
        return weighed(lambda d: np.exp(d.min() - d))(distances, labels, k)

    nearer_votes_count_more = spelled(
        nearer_votes_count_more,
        *map(weighed, (lambda d: 1 / d, lambda d: 1 / (d + 1e-9), lambda d: 1 / (d + 1e-8))),
        *map(weighed, (lambda d: 1 / (d + 1), lambda d: np.exp(-d), lambda d: 1 / d**2)),
        *[weighed(lambda d, n=n: 1 / (np.abs(d) + n)) for n in (0, 1e-12, 1e-9, 1e-8, 1e-6, 1)],
        weighed(lambda d: np.arange(len(d), 0, -1)),
    )

    def everybody_votes(distances, labels, k):
        """All the known digits of these small tables vote, so every sample gets the same answer.
        Only the k nearest should: the k that is given, and no fixed number."""
        return most(np.tile(labels, (len(distances), 1)))

    def the_first_in_the_list(distances, labels, k):
        """The first k of the list vote, whatever the sample is. Use the places that `argsort` has
        found to pick the labels."""
        return most(np.tile(labels[:k], (len(distances), 1)))

    def places_for_labels(distances, labels, k):
        """The *places* of the nearest are counted, not their labels. Look the labels up first:
        `labels[...]` with the places in the brackets."""
        return most(np.argsort(distances, axis=1)[:, :k])

    def nearest_place(distances, labels, k):
        """This is the place of the nearest one in the list. Its label is wanted."""
        return np.argmin(distances, axis=1)

    def one_answer_for_all(distances, labels, k):
        """The votes of all samples are counted together. Each sample has neighbours and an answer
        of its own: count row by row."""
        return np.bincount(votes(distances, labels, k).ravel()).argmax()

    one_answer_for_all = spelled(
        one_answer_for_all,
        lambda distances, labels, k: np.full(
            len(distances), np.bincount(votes(distances, labels, k).ravel()).argmax()
        ),
    )

    def mean_label(distances, labels, k):
        """This is the mean of the labels. Labels are names: between a 2 and an 8 there's no 5.
        Take the most frequent one."""
        return votes(distances, labels, k).mean(axis=1)

    mean_label = spelled(
        mean_label,
        lambda distances, labels, k: np.round(votes(distances, labels, k).mean(axis=1)),
        lambda distances, labels, k: np.round(votes(distances, labels, k).mean(axis=1)).astype(int),
    )

    def median_label(distances, labels, k):
        """This is the label in the middle. Labels are names, and their order means nothing: take
        the most frequent one."""
        return np.median(votes(distances, labels, k), axis=1)

    median_label = spelled(
        median_label,
        lambda distances, labels, k: np.sort(votes(distances, labels, k), axis=1)[:, k // 2],
        lambda distances, labels, k: np.median(votes(distances, labels, k), axis=1).astype(int),
    )

    def smallest_label(distances, labels, k):
        """This is the smallest label among the nearest. The most *frequent* one is wanted."""
        return votes(distances, labels, k).min(axis=1)

    def largest_label(distances, labels, k):
        """This is the largest label among the nearest. The most *frequent* one is wanted."""
        return votes(distances, labels, k).max(axis=1)

    def number_of_votes(distances, labels, k):
        """This is how *many* votes the winner has. Which label they are for is the place of that
        count: `argmax`."""
        return np.array([np.bincount(row).max() for row in votes(distances, labels, k)])

    def the_votes(distances, labels, k):
        """These are the votes, k of them for each sample. One step is left: which label is the
        most frequent in each row?"""
        return votes(distances, labels, k)

    def the_nearer_in_a_tie(distances, labels, k):
        """Where two labels have as many votes, the one whose digit is nearer wins here. The
        smaller label was asked for, which is what `argmax` of the counts gives."""
        answers = []
        for row in votes(distances, labels, k):
            counts = np.bincount(row)
            answers.append(next(label for label in row if counts[label] == counts.max()))
        return np.array(answers)

    def the_larger_in_a_tie(distances, labels, k):
        """Where two labels have as many votes, the larger one wins here. The smaller one was asked
        for."""
        return np.array(
            [
                len(counts) - 1 - counts[::-1].argmax()
                for counts in map(np.bincount, votes(distances, labels, k))
            ]
        )

    def one_vote_too_many(distances, labels, k):
        """There's one vote too many. A slice stops before its end, so `:k` has k entries."""
        return most(votes(distances, labels, k + 1))

    def one_vote_too_few(distances, labels, k):
        """There's one vote too few. A slice stops before its end, so `:k` has k entries."""
        return most(votes(distances, labels, max(k - 1, 1)))

    def without_the_nearest(distances, labels, k):
        """The nearest one has no vote. Places are counted from 0, so the slice begins there."""
        return most(labels[np.argsort(distances, axis=1)[:, 1 : k + 1]])

    def always_three(distances, labels, k):
        """The number of votes is fixed. Take the k that is given."""
        return most(votes(distances, labels, min(3, len(labels))))

    always_three = spelled(
        always_three,
        *[lambda D, labels, k, n=n: most(votes(D, labels, n)) for n in (2, 4, 5, 6, 7, 9, 10)],
    )

    def a_single_vote(distances, labels, k):
        """A single one has a say, the last of the k nearest or the one behind it. All k of them
        vote: a slice, which has a colon, takes several."""
        return votes(distances, labels, k)[:, -1]

    a_single_vote = spelled(
        a_single_vote, lambda distances, labels, k: labels[np.argsort(distances, axis=1)[:, k]]
    )

    def the_first_samples(distances, labels, k):
        """Rows have been cut off and not columns: the first k *samples* are left, each with all the
        known digits. Each sample keeps its row, and of that the first k places."""
        return most(labels[np.argsort(distances, axis=1)[:k]])

    def place_among_the_found(distances, labels, k):
        """This is the winner's *place* among the labels that occur in its row, which `np.unique`
        gives in order. Look up which label stands there."""
        rows = votes(distances, labels, k)
        return np.array([np.unique(row, return_counts=True)[1].argmax() for row in rows])

    def distances_for_places(distances, labels, k):
        """The *distances* stand in the brackets of `labels`. Places belong there, and `argsort`
        says where in a row the smallest distances stand."""
        return most(labels[np.sort(distances, axis=1)[:, :k].astype(int)])

    distances_for_places = spelled(
        distances_for_places,
        lambda distances, labels, k: most(labels[np.sort(distances, axis=1)[:, :k]]),
    )

    def all_the_counts(distances, labels, k):
        """These are the counts, one for each label. Which label has the largest? `argmax` gives its
        place in each row."""
        return np.array([np.bincount(row) for row in votes(distances, labels, k)])

    all_the_counts = spelled(
        all_the_counts,
        lambda distances, labels, k: np.array(
            [np.bincount(r, minlength=labels.max() + 1) for r in votes(distances, labels, k)]
        ),
        lambda distances, labels, k: np.array(
            [np.bincount(r, minlength=10) for r in votes(distances, labels, k)]
        ),
    )

    def labels_below_k(distances, labels, k):
        """Votes are counted for the labels below k alone. How many vote is said by k, not which
        labels there are: the labels may be larger."""
        rows = votes(distances, labels, k)
        return np.array([np.sum(rows == label, axis=1) for label in range(k)]).argmax(axis=0)

    def sorted_labels(distances, labels, k):
        """The labels have been sorted, so they no longer stand in the order of the known digits."""
        return most(votes(distances, np.sort(labels), k))

    def a_single_sample(distances, labels, k):
        """Only the first sample has been answered. (A `return` inside a loop ends it in the first
        round: collect the answers, and return them after the loop.)"""
        return most(votes(distances, labels, k))[:1]

    a_single_sample = spelled(
        a_single_sample, lambda distances, labels, k: most(votes(distances, labels, k))[0]
    )

    def the_last_sample(distances, labels, k):
        """Only the last sample's answer came back: each round of the loop has replaced the one
        before. Collect them."""
        return most(votes(distances, labels, k))[-1]

    def a_list(distances, labels, k):
        """This is a Python list. An array (N,) is wanted, which `np.array` makes of a list of N
        labels."""
        return list(most(votes(distances, labels, k)))

    def sorted_distances(distances, labels, k):
        """The sorted *distances* came back, or their smallest. Wanted are the places, which
        `argsort` gives, then the labels there."""
        return np.sort(distances, axis=1)[:, :k]

    def least_frequent(distances, labels, k):
        """The label with the *fewest* votes wins here. The place of the largest count is
        `argmax`."""
        return np.array([np.bincount(row).argmin() for row in votes(distances, labels, k)])

    least_frequent = spelled(
        least_frequent,
        lambda distances, labels, k: np.array(
            [min(sorted(row), key=list(row).count) for row in votes(distances, labels, k)]
        ),
    )

    def without_their_signs(distances, labels, k):
        """The distances have lost their signs, by `np.abs` or a square. Here some are below 0 (a
        table may leave out what is the same in a whole row), and the smallest is still the nearest:
        sort them as they are."""
        return most(votes(np.abs(distances), labels, k))

    def a_partition_behind_the_end(distances, labels, k):
        """Right, but where every known digit votes: `argpartition(..., k)` asks for place k, and
        there's none, since places are counted from 0. Which place has the last of the k votes?"""
        return most(labels[np.argpartition(distances, k, axis=1)[:, :k]])

    def sorted_in_place(distances, labels, k):
        """The answers are right, but the caller's distances have been sorted, which is what
        `.sort()` does. `np.argsort` leaves them as they are."""
        answers = most(votes(distances, labels, k))
        distances.sort(axis=1)
        return answers

    def ten_labels_at_most(distances, labels, k):
        """Votes are counted for the labels 0 to 9 alone, and there may be larger ones. Let the
        labels say how many counts there have to be: `np.bincount` does so by itself."""
        return of_ten(distances, labels, k).argmax(axis=1)

    ten_labels_at_most = spelled(
        ten_labels_at_most,
        lambda distances, labels, k: np.array(
            [np.eye(10)[row].sum(axis=0).argmax() for row in votes(distances, labels, k)]
        ),
    )


@exercise.right
class Variants:
    def class_by_class(distances, labels, k):
        """Each class's votes are counted for all samples at once, so the loop runs over the
        classes and not over the samples. With thousands of samples that's much faster."""
        votes = labels[np.argsort(distances, axis=1)[:, :k]]
        counts = [np.sum(votes == label, axis=1) for label in range(np.max(labels) + 1)]
        return np.argmax(np.array(counts), axis=0)

    def sample_by_sample(distances, labels, k):
        """One sample after the other: three short steps, each on a line of numbers."""
        answers = np.zeros(len(distances), dtype=int)
        for n in range(len(distances)):
            nearest = distances[n].argsort()[:k]
            answers[n] = np.bincount(labels[nearest]).argmax()
        return answers
