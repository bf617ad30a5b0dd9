"""Images shifted, each by its own number of pixels."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where
from nnlib.exercises.chapter06._shift_each_mistakes import Edges, _moved, _picked, _put_in, _sliced
from nnlib.functions import augmentation
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="06-shift-each",
    title="Each image its own way",
    minutes=12,
    difficulty=3,
    points=3,
    reference=augmentation.shift_each,
    hints=(
        "Don't ask where a pixel goes, ask where it comes *from*. If an image moves two rows down, "
        "from which old row comes the new row 5? And the new row 1, for which there's no such row?",
        "With a loop over the images it's enough to find, for one image, an array of the rows that "
        "its new rows come from, and one of columns. `np.clip` keeps both within the image.",
        "An array of row numbers as a column, and one of column numbers as a row, in the same "
        "square brackets, pick a whole rectangle: `image[rows[:, None], columns]`.",
    ),
    why="""A new pixel asks where it comes from, so every new pixel gets exactly one value and no
hole is left. `np.clip` answers for those that would come from outside: they get the nearest pixel
of the edge. Three index arrays, for image, row and column, are broadcast against each other and
pick all pixels of all images at once.""",
    promises={
        "down and up": array_where("down", lambda d: (d > 0).any() and (d < 0).any()),
        "right and left": array_where("right", lambda r: (r > 0).any() and (r < 0).any()),
        "an image that stays": lambda case: bool(
            ((case.args["down"] == 0) & (case.args["right"] == 0)).any()
        ),
        "one image": array_where("images", lambda a: len(a) == 1),
        "ink at the edge": array_where("images", lambda a: a[:, 0].any() and a[:, :, -1].any()),
        "further than the image is wide": lambda case: bool(
            (np.abs(case.args["down"]) >= case.args["images"].shape[1]).any()
        ),
    },
    survivors={
        "0 -> 1": "one more image behind the last is padded, and never looked at",
        "1 -> -2": "the images are square",
        "1 -> 2": "the images are square",
        "np.abs([down, right]).max() -> np.abs([down, right]).sum()": "a wider edge does no harm",
    },
    distractors=(
        "rows = np.clip(np.arange(side) + down[:, None], 0, side - 1)",
        "return images[n[:, None, None], columns[:, :, None], rows[:, None, :]]",
    ),
)


ANY_NUMBER = (
    "Right for shifts of one and two pixels, and not for larger ones. An image may move by any "
    "number of pixels, even further than it's wide: then all of it is copies of its edge."
)


@exercise.cases
def _(rng):
    dot = np.zeros((1, 3, 3))
    dot[0, 1, 1] = 1
    one = np.array([1])
    yield Case("one pixel down", {"images": dot, "down": one, "right": 0 * one})
    yield Case("one pixel to the right", {"images": dot, "down": 0 * one, "right": one})
    three = np.arange(1.0, 10).reshape(1, 3, 3)
    yield Case("one pixel up", {"images": three, "down": -one, "right": 0 * one})
    images = rng.integers(1, 10, size=(4, 5, 5)) / 2
    down, right = np.array([1, -2, 0, 2]), np.array([-1, 2, 0, 0])
    yield Case("four images, four ways", {"images": images, "down": down, "right": right})
    far = {"down": np.array([4, -3]), "right": np.array([0, 5])}
    images = rng.integers(1, 10, size=(2, 4, 4)) / 2
    yield Case("further than the image is wide", {"images": images, **far}, otherwise=ANY_NUMBER)
    images = rng.integers(1, 10, size=(2, 9, 9)) / 2
    half = {"down": np.array([5, -6]), "right": np.array([-4, 7])}
    label = "by more than half of a large image"
    yield Case(label, {"images": images, **half}, otherwise=ANY_NUMBER)
    still = {"images": three.copy(), "down": 0 * one, "right": 0 * one}
    result = "what shift_each has returned, after 1 was added to the images that it was given,"
    yield Case("an image that stays", still, _changed_afterwards, result)


def _changed_afterwards(shift_each, images, down, right):
    """What is returned, if whoever called goes on with the old images and changes them."""
    images = np.array(images)
    shifted = shift_each(images, down, right)
    images += 1
    return shifted


@exercise.wrong
class Mistakes:
    def both_the_other_way(images, down, right):
        """The images move up and to the left where they should move down and to the right. The new
        row 5 comes from a row that stood *above* it."""
        return _moved(images, -down, -right)

    def up_for_down(images, down, right):
        """To the side the images move as they should, but up where they should move down."""
        return _moved(images, -down, right)

    def left_for_right(images, down, right):
        """Up and down the images move as they should, but to the left where they should move to
        the right."""
        return _moved(images, down, -right)

    def exchanged(images, down, right):
        """Down and right are exchanged. The first index of an image is its row."""
        return _moved(images, right, down)

    def the_very_array(images, down, right):
        """Where no image moves, the array that was given comes back, and whoever changes the old
        images later changes the shifted ones, too. What's returned should be new images."""
        return _moved(images, down, right) if np.any(down) or np.any(right) else images

    def all_like_the_first(images, down, right):
        """All the images move as the first one does. Each has its own two numbers."""
        return _moved(images, np.full_like(down, down[0]), np.full_like(right, right[0]))

    def down_for_both(images, down, right):
        """To the side the images move by `down`, too. Each of the two has its own direction."""
        return _moved(images, down, down)

    def only_down(images, down, right):
        """The images move up and down only."""
        return _moved(images, down, 0 * right)

    def only_right(images, down, right):
        """The images move to the side only."""
        return _moved(images, 0 * down, right)

    def only_the_first(images, down, right):
        """Only the first image has moved. Does a `return` stand inside the loop?"""
        shifted = images.copy()
        shifted[:1] = _moved(images[:1], down[:1], right[:1])
        return shifted

    def as_rows(images, down, right):
        """Each image comes back as one long row. They should keep their shape, (N, S, S)."""
        return _moved(images, down, right).reshape(len(images), -1)

    def at_most_one(images, down, right):
        """No image moves by more than one pixel. Take the numbers as they are."""
        return _moved(images, np.clip(down, -1, 1), np.clip(right, -1, 1))

    def twice(images, down, right):
        """Every image moves twice as far as it should."""
        return _moved(images, 2 * down, 2 * right)

    def in_place(images, down, right):
        """The result is right, but the caller's images have been changed. Put the shifted ones into
        an array of their own."""
        images[...] = _moved(images, down, right)
        return images

    def pairs_of_numbers(images, down, right):
        """Rows and columns are taken in pairs, so only a diagonal of each image is picked. Make the
        row numbers a column, `rows[:, None]`: then each row meets each column."""
        return _picked(images, down, right, pair=True)

    def rows_for_columns(images, down, right):
        """The images come back with rows and columns exchanged. The row numbers belong in the first
        place, as a column: `image[rows[:, None], columns]`."""
        return _moved(images, down, right).swapaxes(1, 2)

    def never_back(images, down, right):
        """Nothing moves up or to the left, because a number of pixels below 0 counts as 0. What has
        to be kept within the image are the numbers of the *rows* and *columns* that you ask for."""
        side = images.shape[1]
        return _moved(images, np.clip(down, 0, side - 1), np.clip(right, 0, side - 1))

    never_back = spelled(
        never_back,
        lambda images, down, right: _moved(images, np.maximum(down, 0), np.maximum(right, 0)),
        _sliced,
    )

    def a_list(images, down, right):
        """The images come back in a list. Put them into one array, `np.array(…)`."""
        return list(_moved(images, down, right))

    def all_of_them_n_times(images, down, right):
        """There are too many images: all of them were picked for each shift. The number of the
        image belongs into the brackets as well, one for each shift."""
        place = np.arange(images.shape[1])
        rows = np.clip(place - down[:, None], 0, len(place) - 1)
        columns = np.clip(place - right[:, None], 0, len(place) - 1)
        return images[:, rows[:, :, None], columns[:, None, :]]

    def whole_numbers(images, down, right):
        """The ink has become whole numbers: the array that takes the result holds integers. Make it
        of the kind of the images, `np.empty_like(images)`."""
        return _moved(images, down, right).astype(int)

    def taken_twice(images, down, right):
        """`image[rows][columns]` takes rows, and then rows once more. Columns stand in the second
        place: `image[rows][:, columns]`, or both at once."""
        side, n = images.shape[1], np.arange(images.shape[1])
        moved = zip(images, down, right, strict=True)
        return np.array(
            [a[np.clip(n - d, 0, side - 1)][np.clip(n - r, 0, side - 1)] for a, d, r in moved]
        )

    def added_up(images, down, right):
        """The shifts add up from image to image: the row numbers are changed by one and used by the
        next. Begin with `np.arange(side)` for each image."""
        return _moved(images, np.cumsum(down), np.cumsum(right))

    def added_up_and_clipped(images, down, right):
        result, side = np.empty_like(images), images.shape[1]
        rows = columns = np.arange(side)
        for k, image in enumerate(images):
            rows = np.clip(rows - down[k], 0, side - 1)
            columns = np.clip(columns - right[k], 0, side - 1)
            result[k] = image[rows[:, None], columns]
        return result

    added_up = spelled(added_up, added_up_and_clipped)
    del added_up_and_clipped

    def nothing_put_in(images, down, right):
        """All of the result is 0: nothing of `images` has come into it. Pick from `images`, and put
        what you picked into the result, `result[n] = …`."""
        return np.zeros_like(images)

    def one_put_in(images, down, right):
        """Only the first image has come into the result. Does a `return` stand inside the loop?"""
        return _put_in(images, down, right, slice(0, 1))

    one_put_in = spelled(
        one_put_in,
        lambda images, down, right: _put_in(images, down, right, slice(0, 1), np.empty_like),
    )

    def last_not_put_in(images, down, right):
        """The last image has not come into the result. Does the loop end one image too soon?"""
        return _put_in(images, down, right, slice(0, -1))

    last_not_put_in = spelled(
        last_not_put_in,
        lambda images, down, right: _put_in(images, down, right, slice(0, -1), np.empty_like),
    )

    def first_not_put_in(images, down, right):
        """The first image has not come into the result. Images are counted from 0."""
        return _put_in(images, down, right, slice(1, None))

    first_not_put_in = spelled(
        first_not_put_in,
        lambda images, down, right: _put_in(images, down, right, slice(1, None), np.empty_like),
    )

    def one_pixel_off(images, down, right):
        """Each image stands one pixel off, up or down and to the side, even one that shouldn't
        move. Rows and columns are counted from 0."""
        return _moved(images, down - 1, right - 1)

    one_pixel_off = spelled(
        one_pixel_off, lambda images, down, right: _moved(images, down + 1, right + 1)
    )

    def rolled_at_once(images, down, right):
        """`np.roll` moves all the images by the same number of pixels, so it refuses a whole array
        of them (ValueError). And what it pushes out comes in again at the other edge."""
        return np.roll(images, (down, right), axis=(1, 2))


exercise.wrong(Edges)


@exercise.right
class Variants:
    def in_a_loop(images, down, right):
        """One image after the other, with a column of row numbers and a row of column numbers. It's
        slower, since Python runs the loop, and easier to think of."""
        side, shifted = images.shape[1], np.empty_like(images)
        for n, image in enumerate(images):
            rows = np.clip(np.arange(side) - down[n], 0, side - 1)
            columns = np.clip(np.arange(side) - right[n], 0, side - 1)
            shifted[n] = image[rows[:, None], columns]
        return shifted

    def cut_out_of_a_larger_one(images, down, right):
        """Pad every image with copies of its edge, then cut a window out of it. The padding costs
        memory, and in return nothing has to be clipped."""
        side = images.shape[1]
        most = np.abs([down, right]).max()
        padded = np.pad(images, [(0, 0), (most, most), (most, most)], mode="edge")
        return np.array(
            [
                padded[n, most - d : most - d + side, most - r : most - r + side]
                for n, (d, r) in enumerate(zip(down, right, strict=True))
            ]
        )
