"""The mean image of one digit: a mask, and an axis."""

import functools

import numpy as np

from nnlib.judge.exercise import Exercise, Lines


@functools.cache
def _digits():
    """The chapter's X and y."""
    from nnlib.datasets import load_digits

    digits = load_digits()
    return {"X": digits.X_train, "y": digits.y_train}


exercise = Exercise(
    id="00-average-three",
    title="The average three",
    minutes=4,
    difficulty=2,
    points=1,
    reference=Lines(
        name="average_three",
        code="average_three = X[y == 3].mean(axis=0)",
        given=_digits,
    ),
    hints=(
        "Two steps: first the rows of X whose label is 3, then their mean.",
        "A mask in the place of the row number keeps the rows where it is True. For the mean, "
        "which axis should disappear, so that 64 pixels are left?",
        "`average_three = X[...].mean(...)`: a mask made from y, and an axis.",
    ),
    why="""The mask `y == 3` has one entry for each sample, so it stands in the place of the row
number and keeps the rows of the threes: an array of shape (number of threes, 64). The axis of the
samples, `axis=0`, is the one to average away; the 64 pixels are left.""",
)


@exercise.wrong
class Mistakes:
    def all_digits():
        """This is the average of all digits. Keep only the threes first."""
        return _digits()["X"].mean(axis=0)

    def one_number_an_image():
        """This is one number for each three, the mean of its pixels. Average over the threes
        instead, so that one number for each pixel is left."""
        X, y = _digits().values()
        return X[y == 3].mean(axis=1)

    def one_number_for_all():
        """This is a single number, the mean of all pixels of all threes. Give the mean an axis."""
        X, y = _digits().values()
        return X[y == 3].mean()

    def sum_of_the_threes():
        """This is the sum of all threes. The average divides by how many there are."""
        X, y = _digits().values()
        return X[y == 3].sum(axis=0)

    def row_number_3():
        """This is row 3 of X, whatever digit that is. The threes are the rows where y is 3."""
        return _digits()["X"][3]

    def forgot_the_mean():
        """These are all the threes, unaveraged. Take the mean over them."""
        X, y = _digits().values()
        return X[y == 3]

    def labels_as_row_numbers():
        """The labels are used as row numbers here: that picks some of the first ten rows again
        and again. Compare y with 3 to get a mask."""
        X, y = _digits().values()
        return X[y].mean(axis=0)

    def zeros_for_the_others():
        """The images that are not threes have been set to 0, and still count in the mean. Leave
        their rows out instead."""
        X, y = _digits().values()
        return (X * (y == 3)[:, None]).mean(axis=0)


@exercise.right
class Variants:
    def with_nonzero():
        X, y = _digits().values()
        return np.mean(X[np.nonzero(y == 3)[0]], axis=0)

    def by_a_product():
        X, y = _digits().values()
        return (y == 3) @ X / np.sum(y == 3)
