"""Wrong answers to "Which way does it lean?" about guards, sizes and what comes back."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.exercises.chapter06._slants_mistakes import (
    _centres,
    _from,
    _over,
    _parts,
    _sum,
)
from nnlib.functions import preprocessing


class Guards:
    def no_ink_not_guarded(images):
        """Where there's no ink, the centre of mass is 0 / 0, before your guard is asked. Guard that
        division, too."""
        return np.where(images.any(axis=(1, 2)), preprocessing.slants(images), np.nan)

    def large_where_it_lies(images):
        """Where all the ink stands in one row, the slant is very large here. Such an image has
        none, so 0 is wanted."""
        below = _sum(images * _parts(images)[1] ** 2)
        lies = images.any(axis=(1, 2)) & (below < 1e-9)
        return np.where(lies, 1e9, preprocessing.slants(images))

    def _infinite(images):
        below = _sum(images * _parts(images)[1] ** 2)
        lies = images.any(axis=(1, 2)) & (below < 1e-9)
        return np.where(lies, np.inf, preprocessing.slants(images))

    large_where_it_lies = spelled(large_where_it_lies, _infinite)
    del _infinite

    def mean_of_all(images):
        """All the images have got one slant, the mean of theirs. Wanted is that of each."""
        return np.full(len(images), preprocessing.slants(images).mean())

    def a_column(images):
        """The slants come back as a column, (N, 1). Wanted is one row of numbers, (N,)."""
        return preprocessing.slants(images)[:, None]

    def not_beyond_one(images):
        """No slant goes beyond 1 or -1. Writing may lean more than that: one column for each row
        is only half a right angle."""
        return np.clip(preprocessing.slants(images), -1, 1)

    def down_from_the_middle(images):
        """In the sum below, rows are counted from the middle of the image, and only columns from
        the centre of mass. The writing may stand elsewhere: count `down` from the ink's mean row.
        """
        ink, down, right = _parts(images)
        rows = np.arange(images.shape[1])[:, None] - (images.shape[1] - 1) / 2
        return _over(_sum(ink * down * right), _sum(ink * rows**2))

    def size_in_the_code(images):
        """The size 28 stands in the code. The images may have any size, which is
        `images.shape[1]`."""
        rows = np.mgrid[:28, :28][0]
        return np.array([np.sum(image * rows) if image.any() else 0.0 for image in images])

    size_in_the_code = spelled(
        size_in_the_code,
        lambda images: np.array([np.sum(image * np.mgrid[:28, :28][0]) for image in images]),
        lambda images: images.sum(axis=2) @ np.arange(28),
    )

    def centre_rounded(images):
        """The centre of mass is rounded to a whole row and a whole column. It may lie between two
        pixels: leave it as it is."""
        return _from(images, *map(np.round, _centres(images)))

    centre_rounded = spelled(
        centre_rounded, lambda images: _from(images, *map(np.floor, _centres(images)))
    )

    def down_without_its_square(images):
        """Below, the *size* of `down` is added up. It's the square of it that stands there, times
        the ink."""
        return _from(images, *_centres(images), np.abs)

    def centre_not_over_the_ink(images):
        """The centre isn't a centre of mass: its sums of ink times row, and ink times column, have
        to be divided by the ink of that image."""
        return _from(images, *(n * _sum(images) / images[0].size for n in _centres(images)))

    centre_not_over_the_ink = spelled(
        centre_not_over_the_ink,
        lambda images: _from(
            images, *(n * _sum(images) / images.shape[1] for n in _centres(images))
        ),
        lambda images: _from(images, *(n * _sum(images) for n in _centres(images))),
        lambda images: _from(
            images,
            *(n * _sum(images) / np.maximum(_sum(images > 0), 1) for n in _centres(images)),
        ),
    )

    def no_ink_passed_over(images):
        """Images without ink are passed over, and what `np.empty` has left in their places is what
        stood in the memory. Begin with zeros, or put a 0 in."""
        found = np.empty(len(images))
        some = images.any(axis=(1, 2))
        found[some] = preprocessing.slants(images)[some]
        return found

    def no_slant_passed_over(images):
        """Images without a slant are passed over, and what `np.empty` has left in their places is
        what stood in the memory. Begin with zeros, or put a 0 in."""
        found = np.empty(len(images))
        some = _sum(images * _parts(images)[1] ** 2) > 1e-9
        found[some] = preprocessing.slants(images)[some]
        return found
