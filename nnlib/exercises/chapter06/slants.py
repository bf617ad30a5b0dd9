"""The slant of handwriting, by the moments of its ink."""

import numpy as np

from nnlib.exercises._kinds import array_where
from nnlib.exercises.chapter06._slants_guard_mistakes import Guards
from nnlib.exercises.chapter06._slants_mistakes import Mistakes
from nnlib.functions import preprocessing
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="06-slants",
    title="Which way does it lean?",
    minutes=18,
    difficulty=4,
    points=4,
    reference=preprocessing.slants,
    hints=(
        "Find the centre of mass of the ink first: the mean row and the mean column, where a pixel "
        "counts as much as it has ink. Count `down` and `right` from there.",
        "With both counted from the centre, the line is `right = s · down`. It's off by "
        "`right - s · down` at each pixel. Weight the squares of that by the ink, add them up, "
        "and set the derivative with respect to $s$ to 0.",
        "Two sums over all pixels of an image remain: that of ink times down times right, and "
        "that of ink times down squared. The slant is the first over the second. "
        "`images.sum(axis=2)` is the ink in each row. Guard both divisions: where there is nothing "
        "to divide by, the slant is 0. Rounding can make 1e-31 of a sum that should be 0, so ask "
        "whether it's tiny, not whether it's 0.",
    ),
    why="""With rows and columns counted from the centre of mass, the ink-weighted sum of squares of
right − s·down has the derivative −2·Σ ink·down·(right − s·down) with respect to s. It is 0 for s =
Σ ink·down·right over Σ ink·down². These sums are called second **moments** of the image. Only
`down` has to be counted from the centre: Σ ink·down is 0 then, so whatever is added to `right` adds
nothing.""",
    promises={
        "a line that leans to the right": lambda case: case.label == "a line that leans",
        "an upright line": lambda case: case.label == "an upright line",
        "several images": array_where("images", lambda a: len(a) > 1),
        "an image without ink": array_where("images", lambda a: (~a.any(axis=(1, 2))).any()),
        "one without ink among others": array_where(
            "images", lambda a: len(a) > 1 and (~a.any(axis=(1, 2))).any()
        ),
        "all ink in one row": lambda case: case.label == "a line that lies",
        "all ink in one row, of grey pixels": lambda case: case.label == "grey lines that lie",
        "pale ink": array_where("images", lambda a: 0 < a[0].sum() < 1),
        "ink away from the middle": lambda case: case.label == "in a corner",
    },
    survivors={
        "1 -> -2": "the images are square",
        "1 -> 2": "the images are square",
        "below > 1e-09 -> below >= 1e-09": "no sum is just that small",
        "np.arange(images.shape[1], dtype=images.dtype) -> np.arange(images.shape[1])": (
            "numbers of rows are whole"
        ),
    },
    distractors=("return both / np.maximum(np.sum(down**2, axis=1), 1e-6)",),
)


ROUNDED = (
    "All the ink of these images stands in one row each, so the slants should be 0. The mean row "
    "is rounded, and so the sum below is 1e-31 and not 0: ask whether it's tiny."
)


def _grey():
    """Lines of grey pixels, each in one row: however the mean row is computed, that of some isn't
    quite a whole number. With few lines, one order of the sums or another gets them all exact."""
    rng = np.random.default_rng(0)
    images = np.zeros((200, 8, 8))
    images[np.arange(200), rng.integers(1, 8, 200)] = rng.random((200, 8)).round(1)
    return images


def _none(slants, images):
    """1 if all the slants are 0, for all practical purposes: which are not is chance, as rounding
    is another in every order of the sums."""
    found = slants(images)
    if type(found) is not np.ndarray or found.dtype.kind != "f" or len(found) != len(images):
        return found
    return int((np.abs(found) < 1e-6).all())


@exercise.cases
def _(rng):
    lean, upright, lies = np.zeros((3, 5, 5))
    lean[[1, 2, 3], [1, 2, 3]] = 1
    upright[:, 2] = 1
    lies[2] = 1
    yield Case("a line that leans", {"images": lean[None]})
    flat = np.zeros((1, 5, 5))
    flat[0, [1, 2, 3], [0, 2, 4]] = 1
    yield Case("a line that leans two columns a row", {"images": flat})
    yield Case("an upright line", {"images": upright[None]})
    yield Case("a line that lies", {"images": lies[None]})
    yield Case("no ink at all", {"images": np.zeros((1, 3, 3))})
    corner = np.zeros((1, 5, 5))
    corner[0, [0, 0, 1], [3, 4, 4]] = [1, 2, 1]
    yield Case("in a corner", {"images": corner})
    some = np.stack([lean, np.zeros((5, 5)), lies, lean.T[::-1]])
    yield Case("one of four without ink, another all in one row", {"images": some})
    yield Case("pale ink", {"images": corner / 16})
    two = rng.integers(0, 4, size=(3, 6, 6)).astype(float)
    two[0, 1, 0] = two[1, 4, 5] = two[2, 0, 5] = 9  # else one might be upright
    yield Case("three images", {"images": two})
    what = "whether all the slants are 0,"
    told = {"otherwise": ROUNDED, "numbers": False}
    yield Case("grey lines that lie", {"images": _grey()}, _none, what, **told)
    wide = np.zeros((2, 4, 4))
    wide[0, [0, 0, 3, 3], [0, 1, 2, 3]] = 1
    wide[1, [0, 1, 2, 3], [3, 2, 2, 0]] = 2
    yield Case("two images, of unequal slants", {"images": wide})


exercise.wrong(Mistakes)
exercise.wrong(Guards)


@exercise.right
class Variants:
    def with_broadcasting(images):
        """Two tables, `down` as a column of each image and the column's number as a row, and sums
        over both axes. It reads like the formula, and for 60 000 digits it makes several arrays of
        their whole size."""
        n = np.arange(images.shape[1])
        ink = np.maximum(images.sum(axis=(1, 2), keepdims=True), 1e-9)
        down = n[:, None] - (images * n[:, None]).sum(axis=(1, 2), keepdims=True) / ink
        below = (images * down**2).sum(axis=(1, 2))
        return (images * down * n).sum(axis=(1, 2)) / np.where(below > 1e-9, below, 1)

    def image_by_image(images):
        """One image after the other, with `np.polyfit`, which finds the coefficients of a line or
        curve that fits best; its weights are those of the distances, before they are squared, so
        they are the root of the ink."""
        result = []
        for image in images:
            rows, columns = np.nonzero(image)
            if len(set(rows.tolist())) < 2:
                result.append(0.0)
            else:
                weights = np.sqrt(image[rows, columns])
                result.append(np.polyfit(rows, columns, 1, w=weights)[0])
        return np.array(result)
