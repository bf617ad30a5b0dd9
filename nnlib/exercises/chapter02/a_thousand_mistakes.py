"""A thousand mistakes of Rosenblatt's rule, without close neighbours: the answer is data."""

import numpy as np

from nnlib.by_hand import perceptron
from nnlib.exercises._helpers import spelled
from nnlib.exercises.chapter02._a_thousand_mistakes_faults import has, shapes
from nnlib.exercises.chapter02._hard import NEVER
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="02-a-thousand-mistakes",
    title="Make Rosenblatt's rule work",
    minutes=40,
    difficulty=5,
    points=4,
    reference=perceptron.hard_for_rosenblatt,
    hints=(
        "The bound has to allow a thousand mistakes, so R²/γ² ≥ 1000. With |x| ≤ 1 and the 1 "
        "behind each sample, R² is at most 2, so γ is at most 0.045.",
        "It's the *line* that must have hardly any room, and that needs no two samples that are "
        "close. Begin with one sample and the straight line through two others, far from each "
        "other. On which side of it does the one lie, and what if it comes nearer?",
        "Of such threes some cost four mistakes and some thousands. Go through a few rounds on "
        "paper. What do four mistakes in a row leave of w, and of b? And which w does the line "
        "need in the end?",
    ),
    why="""Three samples are enough: two of one class, and one of the other almost exactly between
them. All are far apart, but a line has to pass through the narrow gap between the one and the
straight line through the two. Four mistakes in a row nearly cancel, one for each of the two and two
for the one between them: of w only twice the small height of the gap is left, and b is where it
was. With a gap of 0.02, w has to grow to 50 in steps of 0.04, at four mistakes a step. Half the gap
means twice as far in steps half as long, so four times as many mistakes.""",
    survivors={
        **{
            f"np.array({labels}) -> {other}": "labels, however they're held"
            for labels in ("[1, 1, 0]", "[0, 0, 1]", "[1, 1, 1, 0]")
            for other in (labels, f"np.array({labels}, dtype=int)")
        },
        **{
            f"np.array({rows}) -> {rows}": "samples in rows, however they're held"
            for rows in (
                "[[-0.5, 0.0], [0.5, 0.0], [0.0, 0.02]]",
                "[[0.8, 0.0], [0.0, 0.6], [0.396, 0.297]]",
                "[[0.8, 0, 0], [-0.4, 0.7, 0], [-0.4, -0.7, 0], [0, 0, 0.02]]",
            )
        },
        "-0.4 -> 0.4": "another triangle, with the one sample as close to it",
    },
)


@exercise.cases
def _(rng):
    early = (
        "The rule stops before it has made 1000 mistakes. How much room does a line have between "
        "your classes, and how far does it have to come from w = 0 and b = 0?"
    )
    for use, result, sentence in [
        (
            shapes,
            "the form of X and y",
            "X has to be a table, one row a sample, and y has to hold one label a row.",
        ),
        (has("many"), "the number of samples", "At most ten samples are allowed."),
        (
            has("long"),
            "the length of the samples",
            "Some samples are longer than 1: the squares of a sample's features may add up to 1 "
            "at most.",
        ),
        (has("labels"), "the labels", "Every label has to be 0 or 1."),
        (
            has("close"),
            "the distances",
            "Two samples of different labels are closer to each other than 0.1.",
        ),
        (has("never"), "the end of the training", NEVER),
        *((has(word), "the mistakes", early) for word in ("one class", "two", "at once", "soon")),
        (has("late"), "the mistakes", early),
    ]:
        yield Case("your data set", {}, use, result, otherwise=sentence, numbers=False)


def _three(half, height, labels, *, middle=0.0):
    """Two samples of one class, and one so far above the middle between them."""
    return lambda: (
        np.array([[middle - half, 0.0], [middle + half, 0.0], [middle, height]]),
        np.array(labels),
    )


@exercise.wrong
class Mistakes:
    def a_pair_of_neighbours():
        """Two samples of different labels are closer to each other than 0.1. Neighbours are the
        easy way. How can a line be squeezed by samples that are far apart?"""
        return np.array([[0.499, 0.0], [0.501, 0.0]]), np.array([0, 1])

    def two_samples():
        """Two samples that keep their distance cost a few hundred mistakes at most. Take at least
        three: what can the third do to the room that a line has between the others?"""
        return np.array([[0.45, 0.0], [0.55, 0.0]]), np.array([0, 1])

    def settled_at_once():
        """A few mistakes, and the rule is done. Is there hardly any room for a line already? Then
        exchange the labels, or move the data: how far w has to come matters as well, and how little
        each round of mistakes adds to it."""
        return _three(0.5, 0.02, [0, 0, 1])()

    def far_too_much_room():
        """The rule stops before it has made a hundred mistakes. How much room does a line have
        between your classes, and how far does it have to come from w = 0 and b = 0?"""
        return _three(0.5, 0.2, [1, 1, 0])()

    def too_much_room():
        """The rule makes some hundred mistakes, so you're on the way. It makes more of them where a
        line has less room between the classes: half the room costs about four times as many."""
        return _three(0.5, 0.1, [1, 1, 0])()

    def no_line():
        """The rule hasn't stopped within 100 000 mistakes. Does any line separate your two classes?
        If one does, it has less room than it need have: give it a little more."""
        square = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
        return square / np.sqrt(2), np.array([0, 1, 1, 0])

    def one_class():
        """All samples have the same label, so one mistake at most is enough: the bias alone answers
        them all."""
        return np.array([[0.5, 0.0], [0.7, 0.0]]), np.array([1, 1])

    def labels_of_minus_1():
        """Some of the labels are other numbers than 1 and 0, the two labels of this course."""
        return _three(0.5, 0.02, [1, 1, -1])()

    def too_far_out():
        """Some of your samples lie too far from the origin: the distance from it may be 1 at most,
        so the squares of a sample's features add up to 1 at most."""
        return _three(5.0, 0.02, [1, 1, 0])()

    def more_than_ten():
        """There are more than ten samples. Three are enough."""
        X = np.column_stack([np.linspace(-0.9, 0.9, 101), np.zeros(101)])
        return X, np.arange(101) % 2

    def labels_in_a_table():
        """The labels stand in a table. They're one number a sample, an array of shape (N,)."""
        X, y = _three(0.5, 0.02, [1, 1, 0])()
        return X, y[:, np.newaxis]

    labels_in_a_table = spelled(
        labels_in_a_table, lambda: (_three(0.5, 0.02, [1, 1, 0])()[0], np.array([[1, 1, 0]]))
    )

    def numbers_for_samples():
        """X has one axis, but samples stand in rows: a single feature makes X (N, 1)."""
        return np.array([0.2, 0.8]), np.array([0, 1])

    def another_number_of_labels():
        """X has another number of rows than y has labels. Each sample is a *row* of X, with its
        features in the columns, and has one label in y."""
        X, y = _three(0.5, 0.02, [1, 1, 0])()
        return X.T, y

    def labels_first():
        """What comes first has one axis, and what comes second is a table. First the samples X,
        then their labels y."""
        return _three(0.5, 0.02, [1, 1, 0])()[::-1]

    labels_first = spelled(labels_first, lambda: (np.array([1, 0]), np.zeros((3, 2))))

    def not_two_things():
        """Return two things, the samples X and their labels y: in the form `X, y`, both as
        arrays."""
        return _three(0.5, 0.02, [1, 1, 0])()[0]


@exercise.right
class Variants:
    def on_a_slant():
        """The two need not lie on an axis, nor the one in the middle between them. All that counts
        is how little room there is between the one and the straight line through the two."""
        return np.array([[0.8, 0.0], [0.0, 0.6], [0.396, 0.297]]), np.array([0, 0, 1])

    def in_three_dimensions():
        """With three features it takes three samples of one class, and one of the other close to
        the triangle that they make."""
        X = np.array([[0.8, 0, 0], [-0.4, 0.7, 0], [-0.4, -0.7, 0], [0, 0, 0.02]])
        return X, np.array([1, 1, 1, 0])
