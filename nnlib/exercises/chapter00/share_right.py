"""The share of right guesses: argmax, and the mean of a mask."""

import numpy as np

from nnlib.by_hand import rows
from nnlib.judge.exercise import Case, Exercise

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
    why="""`np.argmax(Z, axis=1)` walks along each row and gives the column of its largest score:
N guesses. Comparing them with the N labels gives a mask, and the mean of a mask is the share of
its True entries, since True counts as 1 and False as 0.""",
)


@exercise.cases
def _(rng):
    Z = np.array([[0.1, 0.9, 0.3], [2.0, 1.0, 0.0], [0.0, 1.0, 5.0], [3.0, 2.0, 1.0]])
    yield Case("4 samples, 3 classes, one wrong", {"Z": Z, "y": np.array([1, 0, 2, 2])})
    Z = rng.normal(size=(6, 4)).round(2)
    y = Z.argmax(axis=1)
    y[:2] = (y[:2] + 1) % 4
    yield Case("6 samples, 4 classes", {"Z": Z, "y": y})
    Z = np.array([[1.0, 5.0, 2.0], [9.0, 1.0, 1.0], [4.0, 2.0, 3.0]])
    yield Case("a square: 3 samples, 3 classes", {"Z": Z, "y": np.array([1, 0, 2])})
    yield Case("a batch of one", {"Z": np.array([[-3.0, -1.0, -2.0]]), "y": np.array([1])})
    yield Case("all wrong", {"Z": np.array([[1.0, 0.0], [0.5, 2.0]]), "y": np.array([1, 0])})
    Z = np.array([[1.0, 4], [3, 2], [0, 7], [2, 1], [5, 6]])
    yield Case("whole numbers", {"Z": Z, "y": np.array([1, 1, 1, 0, 0])})
    Z32 = rng.normal(size=(5, 3)).astype(np.float32)
    yield Case("float32", {"Z": Z32, "y": np.array([0, 1, 2, 0, 1])})


@exercise.wrong
class Mistakes:
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


@exercise.right
class Variants:
    def in_a_loop(Z, y):
        right = 0
        for z, label in zip(Z, y, strict=True):
            right += int(z.argmax() == label)
        return right / len(y)

    def by_counting(Z, y):
        return np.count_nonzero(Z.argmax(-1) == y) / len(Z)

    def by_the_right_score(Z, y):
        return float((Z[np.arange(len(y)), y] == Z.max(axis=1)).mean())
