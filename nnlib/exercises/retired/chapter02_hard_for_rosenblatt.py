"""A data set on which Rosenblatt's rule makes a thousand mistakes: the answer is data."""

import numpy as np

from nnlib.by_hand import perceptron
from nnlib.exercises._helpers import spelled
from nnlib.exercises.chapter02._hard import (
    NEVER,
    beyond_ten,
    mistakes,
    no_labels,
    shapes,
    stops,
    too_long,
)
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="02-hard-for-rosenblatt",
    title="Make Rosenblatt's rule work",
    minutes=20,
    difficulty=5,
    points=4,
    reference=perceptron.hard_for_rosenblatt,
    hints=(
        "The bound has to allow a thousand mistakes, so R²/γ² ≥ 1000. With |x| ≤ 1 and the 1 "
        "behind each sample, R² is at most 2. What does that say about γ, and about the room "
        "between your classes?",
        "A γ of at most 0.045: the classes nearly touch. But the bound only *allows* many "
        "mistakes. Try two close neighbours at several places of the plane, and look at how many "
        "mistakes each pair costs.",
        "Follow two mistakes in a row on paper, one at each neighbour: what is left of them in w, "
        "and what in b? And which w and b does the line between them need in the end?",
    ),
    why="""Two neighbours of different classes, 0.002 apart, half a unit away from the origin. One
mistake at each of them adds the one and subtracts the other, so w grows by their tiny difference,
and b is where it was. But the line has to pass between them, which needs w to be about twice as
large as -b, and b is a whole number all the time: at -1, w has to grow to about 2, in steps of
0.002, with two mistakes a step. At equal distances from the origin the right line has b = 0, so
one round is enough. Points near the origin do it too: there w has to become huge.""",
    survivors={
        "np.array([0, 1]) -> [0, 1]": "labels in a row, however they're held",
        "np.array([0, 1]) -> np.array([0, 1], dtype=int)": "they are whole already",
        **{
            f"np.array({rows}) -> {rows}": "samples in rows, however they're held"
            for rows in ("[[0.499, 0.0], [0.501, 0.0]]", "[[0.03, 0.0], [0.06, 0.0]]")
        },
    },
)


@exercise.cases
def _(rng):
    for use, result, sentence in [
        (
            shapes,
            "the form of X and y",
            "X has to be a table, one row a sample, and y has to hold one label a row.",
        ),
        (beyond_ten, "the number of samples", "At most ten samples are allowed."),
        (
            too_long,
            "the length of the samples",
            "Some samples are longer than 1: the squares of a sample's features may add up to 1 "
            "at most.",
        ),
        (no_labels, "the labels", "Every label has to be 0 or 1."),
        (stops, "the end of the training", NEVER),
        (
            mistakes,
            "the mistakes up to 1000",
            "The rule stops before it has made 1000 mistakes. How much room does a line have "
            "between your classes, and how far does it have to come from w = 0 and b = 0?",
        ),
    ]:
        yield Case("your data set", {}, use, result, otherwise=sentence)


@exercise.wrong
class Mistakes:
    def around_the_origin():
        """The rule stops after two mistakes: with the classes on either side of the origin it soon
        finds a line between them, however close they are."""
        return np.array([[-0.001, 0.0], [0.001, 0.0]]), np.array([0, 1])

    def no_line():
        """The rule hasn't stopped within 100 000 mistakes. Does any line separate your two classes?
        If one does, they're closer than they need be: move them a little apart."""
        square = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
        return square / np.sqrt(2), np.array([0, 1, 1, 0])

    no_line = spelled(
        no_line,
        lambda: (np.array([[0.5, 0.5], [0.5, 0.5]]), np.array([0, 1])),
        lambda: (np.array([[0.4999999, 0.0], [0.5000001, 0.0]]), np.array([0, 1])),
    )

    def one_class():
        """All samples have the same label, so one mistake is enough: the bias alone answers them
        all."""
        return np.array([[0.5, 0.0], [0.501, 0.0]]), np.array([1, 1])

    one_class = spelled(one_class, lambda: (np.array([[0.5, 0.0], [0.501, 0.0]]), np.array([0, 0])))

    def labels_of_minus_1():
        """The labels are 1 and -1. In this course they're 1 and 0."""
        return np.array([[0.499, 0.0], [0.501, 0.0]]), np.array([-1, 1])

    def too_far_out():
        """Your samples lie too far from the origin: their distance from it may be 1 at most."""
        return np.array([[4.99, 0.0], [5.01, 0.0]]), np.array([0, 1])

    def more_than_ten():
        """There are more than ten samples. Two are enough."""
        X = np.column_stack([np.linspace(0.1, 0.9, 1000), np.zeros(1000)])
        return X, (X[:, 0] > 0.5).astype(int)

    def labels_in_a_column():
        """The labels stand in a column. They're one number a sample, an array of shape (N,)."""
        return np.array([[0.499, 0.0], [0.501, 0.0]]), np.array([[0], [1]])

    def numbers_for_samples():
        """X has one axis, but samples stand in rows: a single feature makes X (N, 1)."""
        return np.array([0.499, 0.501]), np.array([0, 1])

    def samples_alone():
        """Only one thing comes back. Return two: the samples X and their labels y."""
        return np.array([[0.499, 0.0], [0.501, 0.0]])


@exercise.right
class Variants:
    def near_the_origin():
        """The classes need not touch: here both lie near the origin, one twice as far as the
        other. The line has to pass there with a bias of -1, so w has to become very long."""
        return np.array([[0.03, 0.0], [0.06, 0.0]]), np.array([0, 1])

    def on_a_slant():
        """Ten samples on a line, of which only the two in the middle matter: the others are soon
        right, and cost no mistakes afterwards."""
        along = np.array([0.1, 0.2, 0.3, 0.4, 0.4995, 0.5005, 0.6, 0.7, 0.8, 0.9])
        return np.column_stack([0.6 * along, 0.8 * along]), np.repeat([0, 1], 5)
