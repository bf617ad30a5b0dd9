"""The mean image of one digit: a mask, and an axis."""

import functools

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.judge.exercise import Exercise, Lines


@functools.cache
def _digits():
    """The chapter's X and y."""
    from nnlib.datasets import load_digits

    digits = load_digits()
    return {"X": digits.X_train, "y": digits.y_train}


@functools.cache
def _test_threes():
    """The threes among the digits that are kept for testing."""
    from nnlib.datasets import load_digits

    digits = load_digits()
    return digits.X_test[digits.y_test == 3]


def _threes():
    """The rows of X that are threes."""
    X, y = _digits().values()
    return X[y == 3]


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
    survivors={"0 -> -1": "`nonzero` of a vector gives one array: the first is the last"},
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
        """The threes are added up rightly, but their sum is divided by the number of *all*
        images, as if every other image counted as an empty one. Divide by the number of threes.
        """
        X, y = _digits().values()
        return (X * (y == 3)[:, None]).mean(axis=0)

    def as_an_image():
        """The average is right, but it has been folded into 8 rows of 8. Leave the 64 pixels in
        one row, as in X: the drawing folds them."""
        X, y = _digits().values()
        return X[y == 3].mean(axis=0).reshape(8, 8)

    def a_table_of_one_row():
        """The average is right, but it is a table with one row, of shape (1, 64). Leave
        `keepdims` out, or take the row out of the table, to get the 64 pixels alone."""
        X, y = _digits().values()
        return X[y == 3].mean(axis=0, keepdims=True)

    def all_but_the_threes():
        """This is the average of everything that is *not* a three. Keep the rows where y is
        equal to 3, with `==`."""
        X, y = _digits().values()
        return X[y != 3].mean(axis=0)

    def the_first_three_found():
        """This is one single three, the first in X. Keep all the rows where y is 3, and average
        them."""
        X, y = _digits().values()
        return X[np.argmax(y == 3)]

    def the_first_three_rows():
        """The slice `:3` takes the first three rows of X, whatever digits they are. The threes
        are the rows where y is 3."""
        return _digits()["X"][:3].mean(axis=0)

    def pixels_of_value_3():
        """The mean is 3, so *numbers* that are 3 have been picked and averaged. What is to be
        picked are whole rows of X, those whose label is 3: the mask is made from y and stands in
        the brackets behind X."""
        X, _ = _digits().values()
        return X[X == 3].mean()

    def mean_of_row_3():
        """This is a single number, the mean of the pixels of row 3. Keep the rows where y is 3,
        and average over these rows with `axis=0`."""
        return _digits()["X"][3].mean()

    def median_of_the_threes():
        """This is the median of the threes, pixel by pixel. The average is their mean."""
        X, y = _digits().values()
        return np.median(X[y == 3], axis=0)

    def cut_to_whole_numbers():
        """The average has been cut to whole numbers. Leave it as it is, decimals included."""
        X, y = _digits().values()
        return X[y == 3].mean(axis=0).astype(int)

    def rounded():
        """The average has been rounded. Leave it as it is, with all its decimals."""
        X, y = _digits().values()
        return X[y == 3].mean(axis=0).round()

    def scaled_to_1():
        """The average is divided by 16, the value of the darkest ink. The task asks for the
        average of the pixels as they stand in X."""
        X, y = _digits().values()
        return X[y == 3].mean(axis=0) / 16

    def a_list():
        """This is a Python list. `X[...].mean(axis=0)` is an array already, so leave it one."""
        X, y = _digits().values()
        return list(X[y == 3].mean(axis=0))

    def darkest_of_each_pixel():
        """This is the darkest value that each pixel has in any three. The average is the mean,
        not the maximum."""
        X, y = _digits().values()
        return X[y == 3].max(axis=0)

    def as_a_column():
        """The average is right, but it stands in a column of shape (64, 1). Leave the 64 pixels
        in one plain row, of shape (64,)."""
        X, y = _digits().values()
        return X[y == 3].mean(axis=0)[:, np.newaxis]

    rounded = spelled(rounded, *[lambda n=n: _threes().mean(axis=0).round(n) for n in (1, 2, 3)])

    def mask_as_0_and_1():
        """The mask has been turned into 0 and 1. These are row numbers then, and pick the first
        two rows of X again and again. Use the mask as it is, True and False."""
        X, y = _digits().values()
        return X[(y == 3).astype(int)].mean(axis=0)

    def another_digit():
        """This is the average of another digit. The threes are the rows whose label is 3: the
        labels are the digits themselves."""
        X, y = _digits().values()
        return X[y == 2].mean(axis=0)

    another_digit = spelled(another_digit, lambda: _digits()["X"][_digits()["y"] == 4].mean(axis=0))

    def other_digits_too():
        """Other digits than the threes are in this average. Only rows whose label *equals* 3
        belong in it: compare with `==`."""
        X, y = _digits().values()
        return X[y >= 3].mean(axis=0)

    other_digits_too = spelled(
        other_digits_too,
        lambda: _digits()["X"][_digits()["y"] <= 3].mean(axis=0),
        lambda: _digits()["X"][_digits()["y"] > 3].mean(axis=0),
        lambda: _digits()["X"][_digits()["y"] < 3].mean(axis=0),
    )

    def only_where_there_is_ink():
        """Each pixel is averaged over those threes only that have ink there. A blank pixel
        counts as 0: divide by the number of all threes."""
        return _threes().sum(axis=0) / np.maximum((_threes() > 0).sum(axis=0), 1)

    def divided_by_one_too_few():
        """The sum is that of the threes, but it is divided by one more or one less than there
        are."""
        return _threes().sum(axis=0) / (len(_threes()) - 1)

    divided_by_one_too_few = spelled(
        divided_by_one_too_few, lambda: _threes().sum(axis=0) / (len(_threes()) + 1)
    )

    def a_row_too_many():
        """A row that is no three is in the sum: the total started with a row of X. Start with
        zeros."""
        return (_digits()["X"][0] + _threes().sum(axis=0)) / len(_threes())

    def halving_in_a_loop():
        """The mean of the old average and the next three is taken again and again, so the last
        threes count most. Add all of them up, and divide once."""
        average = _threes()[0]
        for x in _threes()[1:]:
            average = (average + x) / 2
        return average

    halving_in_a_loop = spelled(
        halving_in_a_loop, lambda: functools.reduce(lambda a, x: (a + x) / 2, _threes(), 0)
    )

    def a_three_left_out():
        """One of the threes is missing, the first or the last. Average over all of them."""
        return _threes()[:-1].mean(axis=0)

    a_three_left_out = spelled(a_three_left_out, lambda: _threes()[1:].mean(axis=0))

    def spread_of_the_threes():
        """This says how much each pixel varies among the threes. The average is their mean."""
        return _threes().std(axis=0)

    spread_of_the_threes = spelled(spread_of_the_threes, lambda: _threes().var(axis=0))

    def palest_of_each_pixel():
        """This is the palest value that each pixel has in any three. The average is the mean,
        not the minimum."""
        return _threes().min(axis=0)

    def a_pixel_missing():
        """A pixel is missing: there are 64, and `range(64)` counts from 0 to 63."""
        return _threes().mean(axis=0)[:-1]

    a_pixel_missing = spelled(a_pixel_missing, lambda: _threes().mean(axis=0)[1:])

    def share_of_threes():
        """This is the share of threes among the labels. The average is one of *images*: use the
        mask to pick rows of X."""
        return np.mean(_digits()["y"] == 3)

    def how_many_threes():
        """This is how many threes there are. Use the mask to pick rows of X, and average these."""
        return np.sum(_digits()["y"] == 3)

    def threes_kept_for_testing():
        """The threes of the *test* digits are in this average. It's to be made of X and y, the
        digits for training."""
        return _test_threes().mean(axis=0)

    threes_kept_for_testing = spelled(
        threes_kept_for_testing,
        lambda: np.concatenate([_threes(), _test_threes()]).mean(axis=0),
    )

    def a_few_of_the_threes():
        """Only some of the threes are in this average. Keep all the rows where y is 3."""
        return _threes()[:3].mean(axis=0)

    a_few_of_the_threes = spelled(
        a_few_of_the_threes, *[lambda n=n: _threes()[:n].mean(axis=0) for n in (2, 5, 10, 64, 100)]
    )


@exercise.right
class Variants:
    def with_nonzero():
        """`np.nonzero` turns the mask into row numbers, which square brackets take as well (the
        second half has more of that). Both ways pick the same rows."""
        X, y = _digits().values()
        return np.mean(X[np.nonzero(y == 3)[0]], axis=0)

    def by_a_product():
        """`@` multiplies and adds up, and comes in the second half. True counts as 1 in it, so
        the mask adds up the threes by itself; no row is copied."""
        X, y = _digits().values()
        return (y == 3) @ X / np.sum(y == 3)
