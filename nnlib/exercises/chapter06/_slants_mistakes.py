"""Wrong answers to "Which way does it lean?"."""

import warnings

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.functions import preprocessing


def _parts(images, middle=True):
    """Ink, and how far each pixel stands from the middle, down and to the right."""
    place = np.arange(images.shape[1], dtype=float)
    ink = np.maximum(images.sum(axis=(1, 2)), 1e-6)
    if middle:
        rows = images.sum(axis=2) @ place / ink
        columns = images.sum(axis=1) @ place / ink
    else:
        rows = columns = np.zeros(len(images))
    down = place[None, :, None] - rows[:, None, None]
    right = place[None, None, :] - columns[:, None, None]
    return images, down, right


def _sum(a):
    return a.sum(axis=(1, 2))


def _both(images):
    _, down, right = _parts(images)
    return down * right


def _over(above, below):
    return above / np.maximum(below, 1e-6)


def _unguarded(images):
    ink, down, right = _parts(images)
    with np.errstate(all="ignore"):
        return _sum(ink * down * right) / _sum(ink * down**2)


def _of_the_middles(images, slope):
    """A slope for each image from its rows with ink: their numbers, their middles and their ink."""
    result, place = np.zeros(len(images)), np.arange(images.shape[1])
    for k, image in enumerate(images):
        ink = image.sum(axis=1)
        n = np.nonzero(ink)[0]
        if len(n) > 1:
            result[k] = slope(n, image[n] @ place / ink[n], ink[n])
    return result


def _from(images, rows, columns, power=lambda down: down**2):
    """The slopes with rows and columns counted from there, one number for each image."""
    place = np.arange(images.shape[1])
    down = (place - np.reshape(rows, (-1, 1)))[:, :, None]
    right = (place - np.reshape(columns, (-1, 1)))[:, None, :]
    below = _sum(images * power(down))
    is_tiny = np.abs(below) < 1e-9
    return np.where(is_tiny, 0.0, _sum(images * down * right) / np.where(is_tiny, 1, below))


def _centres(images):
    """The mean row and the mean column of the ink, image by image."""
    _, down, right = _parts(images)
    return -down[:, 0, 0], -right[:, 0, 0]


def _together(images, tiny):
    """The slope of all the ink together, from its common centre; with a guard if ``tiny``."""
    place, ink = np.arange(images.shape[1]), images.sum()
    with np.errstate(all="ignore"):
        down = place[:, None] - images.sum(axis=(0, 2)) @ place / (np.maximum(ink, tiny or 0))
        right = place - images.sum(axis=(0, 1)) @ place / (np.maximum(ink, tiny or 0))
        above, below = np.sum(images * down * right), np.sum(images * down**2)
        return 0.0 if tiny and below < tiny else above / below


class Mistakes:
    def from_the_corner(images):
        """Rows and columns are counted from the corner of the image. Count them from the ink's
        centre of mass, or the line has to go through the corner."""
        ink, down, right = _parts(images, middle=False)
        return _over(_sum(ink * down * right), _sum(ink * down**2))

    def from_the_middle_of_the_paper(images):
        """Rows and columns are counted from the middle of the image. The writing may stand
        elsewhere: count them from the ink's centre of mass."""
        place = np.arange(images.shape[1]) - (images.shape[1] - 1) / 2
        down, right = place[:, None], place
        return _over(_sum(images * down * right), _sum(images * down**2))

    def sideways(images):
        """This is the slope the other way: how many rows it goes down for each column. The squares
        below the line are those of `down`."""
        ink, down, right = _parts(images)
        return _over(_sum(ink * down * right), _sum(ink * right**2))

    def to_the_left(images):
        """The sign is wrong: where the writing moves to the right on its way down, the slant is
        positive."""
        return -preprocessing.slants(images)

    def correlation(images):
        """This is the correlation between the two, never beyond 1. The slope has only the squares
        of `down` below."""
        ink, down, right = _parts(images)
        size = np.sqrt(_sum(ink * down**2) * _sum(ink * right**2))
        return _over(_sum(ink * down * right), size)

    def covariance(images):
        """This is the sum of ink times down times right alone. Divide it by that of ink times down
        squared."""
        ink, down, right = _parts(images)
        return _sum(ink * down * right)

    def covariance_per_ink(images):
        """The sum is divided by the ink. The slope has the ink times down squared below."""
        ink, down, right = _parts(images)
        return _over(_sum(ink * down * right), _sum(ink))

    def every_pixel_alike(images):
        """Below, every pixel counts alike. There, too, a pixel counts as much as it has ink."""
        ink, down, right = _parts(images)
        return _over(_sum(ink * down * right), _sum(down**2 + 0 * ink))

    every_pixel_alike = spelled(
        every_pixel_alike,
        lambda images: _over(_sum(images * _both(images)), _sum(_parts(images)[1] ** 2)),
    )

    def ink_or_not(images):
        """All pixels with ink count alike. A dark one counts more than a pale one."""
        return preprocessing.slants((images > 0).astype(float))

    def ink_squared(images):
        """The ink is squared as well. Only `down` is. (What `np.polyfit` takes as weights it
        squares by itself.)"""
        return preprocessing.slants(images**2)

    def ink_squared_in_the_sums(images):
        ink, down, right = _parts(images)
        return _over(_sum(ink**2 * down * right), _sum(ink**2 * down**2))

    ink_squared = spelled(
        ink_squared,
        ink_squared_in_the_sums,
        lambda images: _over(_sum(images * _both(images)), _sum((images * _parts(images)[1]) ** 2)),
    )
    del ink_squared_in_the_sums

    def one_for_all(images):
        """All the images together have got one slant. Take the sums of each image by itself, over
        its two axes."""
        ink, down, right = _parts(images)
        both, below = np.sum(ink * down * right), np.sum(ink * down**2)
        return np.full(len(images), both / max(below, 1e-6))

    one_for_all = spelled(
        one_for_all,
        lambda images: np.full(len(images), _together(images, 1e-9)),
        lambda images: np.full(len(images), _together(images, None)),
    )

    def first_alone(images):
        """There is one number, for the first image. Wanted is one for each."""
        return preprocessing.slants(images)[:1]

    def nothing_guarded(images):
        """Where there is no ink, or all of it in one row, this is 0 / 0. The slant is 0 then."""
        ink, down, right = _parts(images)
        with np.errstate(all="ignore"):
            return _sum(ink * down * right) / _sum(ink * down**2)

    def guarded_at_exactly_0(images):
        """Where all the ink stands in one row, the sum below should be 0, but the mean row is
        rounded, and then 1e-31 over 1e-31 can be anything. Ask whether the sum is tiny, not whether
        it's 0."""
        ink, down, right = _parts(images)
        below = _sum(ink * down**2)
        return np.where(below == 0, 0.0, _sum(ink * down * right) / np.where(below == 0, 1, below))

    def one_row_not_guarded(images):
        """Where all the ink stands in one row, this is 0 / 0. The slant is 0 there, as it is where
        there's no ink at all."""
        with np.errstate(all="ignore"):
            return np.where(images.any(axis=(1, 2)), _unguarded(images), 0.0)

    def a_line_of_least_squares(images):
        """Where all the ink stands in one row, many lines fit equally well, and `polyfit` takes one
        of them (with a warning). The slant is 0 there."""
        found = []
        for image in images:
            i, j = np.nonzero(image)
            if len(i) == 0:
                found.append(0.0)
                continue
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                found.append(np.polyfit(i, j, 1, w=np.sqrt(image[i, j]))[0])
        return np.array(found)

    def some_left_out(images):
        """Images without a slant are left out, so that there are fewer slants than images. Each has
        one, and theirs is 0."""
        ink, down, _ = _parts(images)
        return preprocessing.slants(images)[_sum(ink * down**2) > 1e-9]

    some_left_out = spelled(
        some_left_out, lambda images: preprocessing.slants(images[images.any(axis=(1, 2))])
    )

    def centre_of_the_pixels(images):
        """The centre is the mean of the rows that have ink, where each pixel counts alike. It's a
        centre of *mass*: a pixel counts as much as it has ink."""
        place, some = np.arange(images.shape[1]), images > 0
        n = np.maximum(_sum(some), 1)
        down = place - (some.sum(axis=2) @ place / n)[:, None]
        right = place - (some.sum(axis=1) @ place / n)[:, None]
        down, right = down[:, :, None], right[:, None, :]
        return _over(_sum(images * down * right), _sum(images * down**2))

    def centres_exchanged(images):
        """Rows are counted from the mean column, and columns from the mean row. The ink in each row
        is `images.sum(axis=2)`, a sum over the columns."""
        ink, down, right = _parts(images)
        middle = down[:, :, 0] - right[:, 0, :]  # how far the two centres lie apart
        down, right = down - middle[:, :1, None], right + middle[:, None, :1]
        return _over(_sum(ink * down * right), _sum(ink * down**2))

    def below_from_the_corner(images):
        """The squares below the line are those of rows counted from the corner. Count `down` from
        the centre of mass, in both sums."""
        ink, down, right = _parts(images)
        rows = np.arange(images.shape[1])[:, None]
        return _over(_sum(ink * down * right), _sum(ink * rows**2))

    def root_below(images):
        """Below stands the root of the sum, as in a standard deviation. The slope is a covariance
        over a variance: no root."""
        ink, down, right = _parts(images)
        return _over(_sum(ink * down * right), np.sqrt(_sum(ink * down**2)))

    def ones_added(images):
        """Something is added below to keep 0 / 0 away, and it makes every slant smaller. Change
        the divisor only where it would be 0."""
        ink, down, right = _parts(images)
        return _sum(ink * down * right) / (_sum(ink * down**2) + 1)

    def degrees(images):
        """This is an angle. Wanted is the slope itself: columns to the right for each row down."""
        return np.arctan(preprocessing.slants(images))

    def guarded_for_all_alone(images):
        """Only a batch without any ink is guarded. One empty image among others, or one with all
        its ink in one row, still gives 0 / 0: look at each image by itself."""
        ink, down, right = _parts(images)
        below = _sum(ink * down**2)
        if below.sum() == 0:
            return np.zeros(len(images))
        with np.errstate(all="ignore"):
            return _sum(ink * down * right) / np.where(below > 1e-9, below, 0)

    guarded_for_all_alone = spelled(
        guarded_for_all_alone,
        lambda images: (
            _unguarded(images) if (images.any(axis=(1, 2)).any()) else np.zeros(len(images))
        ),
    )

    def through_the_middles_of_the_rows(images):
        """The middles of the rows all count alike. A row counts as much as it has ink: a single
        grey pixel mustn't pull like a whole stroke."""
        return _of_the_middles(images, lambda n, m, ink: np.polyfit(n, m, 1)[0])

    def from_the_first_row_to_the_last(images):
        """This goes from the middle of the first row with ink to that of the last. All the rows
        between count as well."""
        return _of_the_middles(images, lambda n, m, ink: (m[-1] - m[0]) / (n[-1] - n[0]))

    def one_number_for_all(images):
        """The sums run over all the images, so one number comes out. Sum over the axes 1 and 2
        only."""
        ink, down, right = _parts(images)
        return _over(np.sum(ink * down * right), np.sum(ink * down**2))

    one_number_for_all = spelled(
        one_number_for_all,
        lambda images: _together(images, 1e-9),
        lambda images: _together(images, None),
    )

    def sums_that_are_zero(images):
        """Above and below stand the sums of `right` and of `down` alone. Counted from the centre of
        mass these are 0; the squares and products are needed."""
        ink, down, right = _parts(images)
        below = _sum(ink * down)
        return np.where(np.abs(below) > 1e-6, _sum(ink * right), 0.0)

    def twice_the_slope(images):
        """Every slant is twice too large: the 2 of the derivative stands above and below, so it
        cancels."""
        return 2 * preprocessing.slants(images)

    def at_least_one_below(images):
        """The divisor is never smaller than 1, so pale writing gets too small a slant. Change the
        divisor only where it's 0."""
        ink, down, right = _parts(images)
        return _sum(ink * down * right) / np.maximum(_sum(ink * down**2), 1)

    def at_least_one_for_the_centre(images):
        """The ink that the centre of mass is divided by is never smaller than 1, so pale writing
        gets its centre in the wrong place. Change the divisor only where it's 0."""
        place = np.arange(images.shape[1])
        ink = np.maximum(_sum(images), 1)
        rows, columns = images.sum(axis=2) @ place / ink, images.sum(axis=1) @ place / ink
        down = (place - rows[:, None])[:, :, None]
        right = (place - columns[:, None])[:, None, :]
        return _over(_sum(images * down * right), _sum(images * down**2))

    def across_the_line(images):
        """This is the line with the smallest distances *across* it. The distances that count here
        are those to the right or left, in the row."""
        ink, down, right = _parts(images)
        both, rows, columns = (_sum(ink * a) for a in (down * right, down**2, right**2))
        return np.tan(0.5 * np.arctan2(2 * both, rows - columns))

    def _across_unless_it_lies(images):
        ink, down, right = _parts(images)
        both, rows, columns = (_sum(ink * a) for a in (down * right, down**2, right**2))
        return np.where(rows > 1e-9, np.tan(0.5 * np.arctan2(2 * both, rows - columns)), 0.0)

    across_the_line = spelled(across_the_line, _across_unless_it_lies)
    del _across_unless_it_lies

    def one_centre_for_all(images):
        """All the images have got one common centre. Each has a centre of its own: take the mean
        row and the mean column image by image."""
        place, ink = np.arange(images.shape[1]), max(images.sum(), 1e-6)
        down = (place - images.sum(axis=(0, 2)) @ place / ink)[:, None]
        right = place - images.sum(axis=(0, 1)) @ place / ink
        below = _sum(images * down**2)
        return np.where(below > 1e-9, _over(_sum(images * down * right), below), 0.0)

    one_centre_for_all = spelled(
        one_centre_for_all, lambda images: _from(images, *(n.mean() for n in _centres(images)))
    )

    def tiny_is_too_large(images):
        """Pale or small writing gets the slant 0: its sum below is taken for tiny, and it's only
        small. What rounding leaves of a 0 is 1e-15 or less."""
        ink, down, right = _parts(images)
        below = _sum(ink * down**2)
        return np.where(below < 1, 0.0, _sum(ink * down * right) / np.maximum(below, 1))

    def tiny_is_a_tenth(images):
        ink, down, right = _parts(images)
        below = _sum(ink * down**2)
        return np.where(below < 0.1, 0.0, _sum(ink * down * right) / np.maximum(below, 0.1))

    tiny_is_too_large = spelled(tiny_is_too_large, tiny_is_a_tenth)
    del tiny_is_a_tenth

    def mean_over_sum(images):
        """The sum above is divided by the ink, and the one below isn't. Take sums in both, or means
        in both: then the ink cancels."""
        ink, down, right = _parts(images)
        above = _over(_sum(ink * down * right), _sum(ink))
        return _over(above, _sum(ink * down**2))

    def sum_over_mean(images):
        """The sum below is divided by the ink, and the one above isn't. Take sums in both, or means
        in both: then the ink cancels."""
        ink, down, right = _parts(images)
        return _over(_sum(ink * down * right), _over(_sum(ink * down**2), _sum(ink)))

    def ink_of_the_columns(images):
        """Below, the squares of `down` are weighted by the ink of the *columns*. The ink in each
        row is `images.sum(axis=2)`."""
        ink, down, right = _parts(images)
        below = np.sum(ink.sum(axis=1) * down[:, :, 0] ** 2, axis=1)
        return np.where(below > 1e-9, _over(_sum(ink * down * right), below), 0.0)
