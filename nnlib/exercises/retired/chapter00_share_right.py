"""The share of right guesses: argmax, and the mean of a mask."""

import numpy as np

from nnlib.by_hand import rows
from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where, batch, batch_of_one, float32, square
from nnlib.judge.exercise import Case, Exercise


def _above_the_mean(Z, y):
    """Rows whose right class is not guessed, though its score is above the row's mean."""
    return (Z.argmax(axis=1) != y) & (Z[np.arange(len(y)), y] > Z.mean(axis=1))


exercise = Exercise(
    id="00-share-right",
    title="How many guesses are right?",
    minutes=5,
    difficulty=2,
    points=1,
    reference=rows.share_right,
    hints=(
        "Two steps: each row's guess, then how often the guesses agree with y.",
        "The guess is the *place* of the largest score in its row: `np.argmax`, along the row.",
        "`guesses = np.argmax(Z, axis=...)`; then the mean of a mask.",
    ),
    promises={
        "a batch": batch("Z"),
        "a square": square("Z"),
        "a batch of one": batch_of_one("Z"),
        "scores below 0 only": array_where("Z", lambda Z: (Z < 0).all()),
        "every guess wrong": lambda case: (case.args["Z"].argmax(axis=1) != case.args["y"]).all(),
        "every guess right": lambda case: (case.args["Z"].argmax(axis=1) == case.args["y"]).all(),
        "a right class above the mean of its row, but not the largest": lambda case: (
            _above_the_mean(**case.args).any()
        ),
        "float32": float32("Z"),
    },
    survivors={"-1 -> 1": "the last axis of a table is axis 1"},
    why="""`np.argmax(Z, axis=1)` walks along each row and gives the column of its largest score:
N guesses. Comparing them with the N labels gives a mask, and the mean of a mask is the share of
its True entries, since True counts as 1 and False as 0.""",
)


@exercise.cases
def _(rng):
    Z = np.array([[0.6, 0.9, 0.3], [2.0, 1.0, 0.0], [0.0, 1.0, 5.0], [2.5, 1.0, 3.0]])
    yield Case("4 samples, 3 classes, one wrong", {"Z": Z, "y": np.array([1, 0, 2, 0])})
    Z = rng.permutation(24).reshape(6, 4) / 10 - 1.2  # no two are equal: nobody says who wins
    y = Z.argmax(axis=1)
    y[:2] = (y[:2] + 1) % 4
    yield Case("6 samples, 4 classes", {"Z": Z, "y": y})
    Z = np.array([[1.0, 5.0, 2.0], [9.0, 1.0, 1.0], [1.0, 0.0, 2.0]])
    yield Case("a square: 3 samples, 3 classes", {"Z": Z, "y": np.array([1, 0, 2])})
    yield Case("a batch of one", {"Z": np.array([[-3.0, -1.0, -2.0]]), "y": np.array([1])})
    yield Case(
        "all wrong", {"Z": np.array([[3.0, 0.0, 1.0], [0.5, 2.0, 1.0]]), "y": np.array([2, 2])}
    )
    Z = np.array([[1.0, 9], [3, 2], [0, 7], [2, 1], [5, 6]])
    yield Case("scores without decimals", {"Z": Z, "y": np.array([1, 0, 0, 0, 0])})
    Z = [[3.0, 1, 2, -9], [1, 4, 3, 0], [2, 0, 1, 5], [-1, -8, -2, -4], [0.5, 2, 1, 3]]
    pair = {"Z": np.array(Z), "y": np.array([0, 2, 1, 2, 0])}
    yield Case("5 samples, 4 classes, one right", pair)
    Z32 = rng.permutation(15).reshape(5, 3).astype(np.float32) / 4
    yield Case("float32", {"Z": Z32, "y": np.array([0, 1, 2, 0, 1])})


@exercise.wrong
class Mistakes:
    def cut_to_a_whole_number(Z, y):
        """This is 1 if *all* guesses are right and 0 if a single one is wrong. The share lies
        between: count the right guesses and divide by the number of rows, with `/`, which keeps
        what stands behind the point."""
        return np.sum(np.argmax(Z, axis=1) == y) // len(y)

    def only_if_all_are_right(Z, y):
        """This says whether *all* guesses are right, True or False. The share is a number: how
        many of them are right, divided by how many there are."""
        return (np.argmax(Z, axis=1) == y).all()

    def count_for_share(Z, y):
        """This counts the right guesses. Their share divides by the number of rows."""
        return np.sum(np.argmax(Z, axis=1) == y)

    def divided_by_the_classes(Z, y):
        """The right guesses are counted, and divided by the number of classes. Divide by the
        number of rows."""
        return np.sum(np.argmax(Z, axis=1) == y) / Z.shape[1]

    def share_wrong(Z, y):
        """This is the share of the wrong guesses. Ask where guess and label agree."""
        return np.mean(np.argmax(Z, axis=1) != y)

    def best_sample_of_each_class(Z, y):
        """The largest score is looked for down the columns: that finds a sample for each class.
        Find a class for each sample."""
        return np.mean(np.argmax(Z, axis=0) == y)

    def one_guess_for_all(Z, y):
        """The largest score of the whole table is looked for, and its place is one single
        number. Each row needs a guess of its own."""
        return np.mean(np.argmax(Z) == y)

    def scores_for_places(Z, y):
        """The largest scores themselves are compared with the labels. A label says in which
        column a score stands, not how large it is."""
        return np.mean(np.max(Z, axis=1) == y)

    def one_answer_a_row(Z, y):
        """This says for each row whether it is right. The share is one number: take their mean."""
        return np.argmax(Z, axis=1) == y

    def labels_divided(Z, y):
        """The labels are divided by the number of rows before they are compared: a division
        comes before a comparison. Put the comparison in parentheses, or take the mean of it."""
        return np.argmax(Z, axis=1) == y / len(y)

    def percent(Z, y):
        """This is a percentage. A share runs from 0 to 1."""
        return 100 * np.mean(np.argmax(Z, axis=1) == y)

    def smallest_score_wins(Z, y):
        """The class with the smallest score is guessed; the largest should win."""
        return np.mean(np.argmin(Z, axis=1) == y)

    def divided_by_all_entries(Z, y):
        """The right guesses are counted, and divided by the number of entries of Z. There is
        one guess for each row: divide by the number of rows."""
        return np.sum(np.argmax(Z, axis=1) == y) / Z.size

    def classes_from_one(Z, y):
        """The guesses count the classes from 1, the labels from 0. `np.argmax` counts from 0
        already, so nothing is to be added."""
        return np.mean(np.argmax(Z, axis=1) + 1 == y)

    def only_the_guesses(Z, y):
        """These are the guesses, one for each row. Two steps are left: compare them with y, and
        take the mean of the mask."""
        return np.argmax(Z, axis=1)

    def if_for_all_rows(Z, y):
        """`if` asks about one single guess, but here many are compared at once. Leave the `if`
        out: the mean of the mask counts the right ones."""
        return 1 if np.argmax(Z, axis=1) == y else 0

    def table_against_labels(Z, y):
        """The scores themselves are compared with the labels. First find in each row the
        *place* of its largest score, with `np.argmax`; that is the guess."""
        return np.mean(np.equal(Z, y))

    def stopped_after_one_row(Z, y):
        """Only the first row was looked at. A `return` inside a loop ends it in the first
        round: move it behind the loop."""
        return int(np.argmax(Z[0]) == y[0]) / len(y)

    def mean_right_score(Z, y):
        """This is the mean score of the right classes. The share counts the rows in which that
        score is the largest."""
        return np.mean(Z[np.arange(len(y)), y])

    def mean_distance(Z, y):
        """This is how far the guesses lie from the labels, on the average. Labels are names: a
        guess is right or wrong, and class 2 is no nearer to 3 than to 0."""
        return np.mean(np.abs(np.argmax(Z, axis=1) - y))

    def one_minus_the_distance(Z, y):
        """The distance of guess and label is subtracted from 1, so that a wrong guess can count
        more than once. Count with `==` how often they agree."""
        return 1 - np.mean(np.abs(np.argmax(Z, axis=1) - y))

    def mean_difference(Z, y):
        """This is the mean of guess minus label. Ask where they are *equal*, with `==`, and
        take the mean of that."""
        return np.mean(np.argmax(Z, axis=1) - y)

    def mean_guess(Z, y):
        """This is the mean of the guesses, and y plays no part in it. Compare the guesses with
        y first."""
        return np.mean(np.argmax(Z, axis=1))

    def rounded(Z, y):
        """The share is rounded. Return it as it is: rounding is for printing."""
        return np.round(np.mean(np.argmax(Z, axis=1) == y), 2)

    def a_text(Z, y):
        """This is a text. Return the number itself: how it is printed is decided outside the
        function."""
        return f"{np.mean(np.argmax(Z, axis=1) == y):.1%}"

    def one_number_a_row(Z, y):
        """This says for each row whether it is right, 1 or 0. The share is one number: take
        their mean."""
        return (np.argmax(Z, axis=1) == y).astype(float)

    def length_of_the_mask(Z, y):
        """This is always 1: the *length* of the mask counts the wrong guesses as well. Its mean
        is the share that is True."""
        return len(np.argmax(Z, axis=1) == y) / len(y)

    cut_to_a_whole_number = spelled(
        cut_to_a_whole_number, lambda Z, y: float(np.all(np.argmax(Z, axis=1) == y))
    )
    rounded = spelled(
        rounded,
        lambda Z, y: np.round(np.mean(np.argmax(Z, axis=1) == y)),
        lambda Z, y: np.round(np.mean(np.argmax(Z, axis=1) == y), 1),
        lambda Z, y: np.round(np.mean(np.argmax(Z, axis=1) == y), 3),
        lambda Z, y: np.round(np.mean(np.argmax(Z, axis=1) == y), 4),
    )
    stopped_after_one_row = spelled(
        stopped_after_one_row, lambda Z, y: float(np.argmax(Z[0]) == y[0])
    )

    def stopped_after_the_last_row(Z, y):
        """Only the last row counts: the loop starts its count anew in each round. Start it once,
        before the loop."""
        return float(np.argmax(Z[-1]) == y[-1])

    stopped_after_the_last_row = spelled(
        stopped_after_the_last_row, lambda Z, y: int(np.argmax(Z[-1]) == y[-1]) / len(y)
    )

    def every_guess_with_every_label(Z, y):
        """Every guess is compared with *every* label, which makes a table of N x N answers.
        Compare each guess with the label of its own row: both have the shape (N,), without
        `keepdims` or a colon."""
        return np.mean(np.argmax(Z, axis=1, keepdims=True) == y)

    every_guess_with_every_label = spelled(
        every_guess_with_every_label,
        lambda Z, y: np.mean(Z[:, y] == np.max(Z, axis=1, keepdims=True)),
    )

    def among_the_two_largest(Z, y):
        """A row counts as right if the right class is among the two best. Only the largest score
        is the guess."""
        return np.mean(np.any(np.argsort(Z, axis=1)[:, -2:] == y[:, None], axis=1))

    def above_a_threshold(Z, y):
        """A row counts as right if the score of its class is above some number. It has to be the
        largest of its row, whatever its size."""
        return np.mean(Z[np.arange(len(y)), y] > 0.5)

    above_a_threshold = spelled(
        above_a_threshold,
        lambda Z, y: np.mean(Z[np.arange(len(y)), y] > 0),
        lambda Z, y: np.mean(Z[np.arange(len(y)), y] >= 0.5),
    )

    def above_the_mean(Z, y):
        """A row counts as right if the score of its class is above the row's mean. It has to be
        the largest of its row."""
        return np.mean(Z[np.arange(len(y)), y] > np.mean(Z, axis=1))

    def largest_without_the_sign(Z, y):
        """The sign of the scores has been dropped, so a very negative score can win. The largest
        is wanted, with its sign: -1 is larger than -3."""
        return np.mean(np.argmax(np.abs(Z), axis=1) == y)

    largest_without_the_sign = spelled(
        largest_without_the_sign, lambda Z, y: np.mean(np.argmax(Z**2, axis=1) == y)
    )

    def scores_cut_to_whole_numbers(Z, y):
        """The scores are cut or rounded to whole numbers first, so 0.9 and 0.3 become equal.
        Compare them as they are."""
        return np.mean(np.argmax(Z.astype(int), axis=1) == y)

    scores_cut_to_whole_numbers = spelled(
        scores_cut_to_whole_numbers, lambda Z, y: np.mean(np.argmax(np.round(Z), axis=1) == y)
    )

    def label_of_any_row(Z, y):
        """A guess counts as right if it is the label of *any* row. Compare each guess with the
        label of its own row, with `==`."""
        return np.mean(np.isin(np.argmax(Z, axis=1), y))

    def mean_over_the_classes(Z, y):
        """The share is taken for each class by itself and then averaged, so rare classes count
        as much as frequent ones. Every row counts the same here."""
        right = np.argmax(Z, axis=1) == y
        return np.mean([np.mean(right[y == k]) for k in np.unique(y)])

    def largest_above_0(Z, y):
        """Right unless all scores of a row are negative: the search for the largest starts at 0,
        and none is above it. Start with the row's first score."""
        return np.mean(np.where(np.max(Z, axis=1) > 0, np.argmax(Z, axis=1), 0) == y)

    def columns_for_pairs(Z, y):
        """`Z[:, y]` takes whole columns, N of them for every row. One score of each row is
        wanted, so the rows have to be counted as well."""
        return np.mean(Z[:, y] == np.max(Z, axis=1))

    def a_class_left_out(Z, y):
        """A class is left out of the search, the first or the last, so it can never be guessed.
        Look for the largest score in the whole row."""
        return np.mean(np.argmax(Z[:, :-1], axis=1) == y)

    a_class_left_out = spelled(
        a_class_left_out, lambda Z, y: np.mean(np.argmax(Z[:, 1:], axis=1) + 1 == y)
    )

    def row_numbers_for_labels(Z, y):
        """The guesses are compared with the row numbers. The labels say which class is right:
        compare with y."""
        return np.mean(np.argmax(Z, axis=1) == np.arange(len(y)))

    def set_of_guesses(Z, y):
        """It is counted how many *different* numbers there are. Each row counts by itself, also
        if several have the same guess."""
        return len(np.unique(np.argmax(Z, axis=1)[np.argmax(Z, axis=1) == y])) / len(y)

    def count_of_the_wrong(Z, y):
        """This counts the *wrong* guesses. The share counts the right ones, and divides by the
        number of rows."""
        return np.sum(np.argmax(Z, axis=1) != y)

    def second_best(Z, y):
        """The class with the second largest score is guessed. The largest should win."""
        return np.mean(np.argsort(Z, axis=1)[:, -2] == y)

    def at_least_the_label(Z, y):
        """A guess counts as right if it is larger or smaller than the label. It has to be
        *equal* to it: compare with `==`."""
        return np.mean(np.argmax(Z, axis=1) >= y)

    at_least_the_label = spelled(
        at_least_the_label,
        lambda Z, y: np.mean(np.argmax(Z, axis=1) <= y),
        lambda Z, y: np.mean(np.argmax(Z, axis=1) > y),
    )

    def a_row_left_out(Z, y):
        """One row is left out, the first or the last. All of them count."""
        right = np.argmax(Z, axis=1) == y
        return np.sum(right[:-1]) / len(y)

    a_row_left_out = spelled(
        a_row_left_out, lambda Z, y: np.sum((np.argmax(Z, axis=1) == y)[1:]) / len(y)
    )

    def divided_by_one_more(Z, y):
        """The right guesses are counted, but divided by one more than there are rows."""
        return np.sum(np.argmax(Z, axis=1) == y) / (len(y) + 1)


@exercise.right
class Variants:
    def in_a_loop(Z, y):
        """A loop looks at one row after another. With thousands of rows it takes many times
        longer."""
        right = 0
        for z, label in zip(Z, y, strict=True):
            right += int(z.argmax() == label)
        return right / len(y)

    def by_counting(Z, y):
        return np.count_nonzero(Z.argmax(-1) == y) / len(Z)

    def by_the_right_score(Z, y):
        """Asks whether the right class's score is the largest one. Where two are equally large,
        `argmax` decides for the first of them, and this one counts both."""
        return float((Z[np.arange(len(y)), y] == Z.max(axis=1)).mean())
