"""Wrong answers to "Each image its own way" that are about the edges, and ways to shift."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.functions import augmentation


def _moved(images, down, right):
    return augmentation.shift_each(images, down, right)


def _picked(images, down, right, kept=lambda n, side: np.clip(n, 0, side - 1), *, pair=False):
    """Image by image, from the rows and columns that a rule makes of those that are asked for."""
    side, result = images.shape[1], np.empty_like(images)
    for k, image in enumerate(images):
        rows, columns = (kept(np.arange(side) - n[k], side) for n in (down, right))
        result[k] = image[rows, columns] if pair else image[rows[:, None], columns]
    return result


def _put_in(images, down, right, some, made=np.zeros_like):
    """Only some of the images are put into the result."""
    result = made(images)
    result[some] = _moved(images, down, right)[some]
    return result


def _pushed(images, down, right, result, *, stop=False):
    """Every pixel goes to its new place in the result, or at most to the edge."""
    side = images.shape[1]
    for k, i, j in np.ndindex(images.shape):
        row, column = i + down[k], j + right[k]
        if stop:
            row, column = np.clip([row, column], 0, side - 1)
        if 0 <= row < side and 0 <= column < side:
            result[k, row, column] = images[k, i, j]
    return result


def _padded(images, down, right, **options):
    """Cut out of a larger image, padded in another way."""
    side, most = images.shape[1], int(np.abs([down, right]).max())
    wide = np.pad(images, [(0, 0), (most, most), (most, most)], **options)
    moves = enumerate(zip(down, right, strict=True))
    return np.array(
        [wide[n, most - d : most - d + side, most - r : most - r + side] for n, (d, r) in moves]
    )


def _entered(n):
    """The rows, or columns, that enter with a shift by n."""
    return slice(0, n) if n > 0 else slice(n, None) if n < 0 else slice(0, 0)


def _filled(image, n, up):
    """One image rolled down by n, and what has entered filled with the edge it came in at."""
    moved = np.roll(image, n, axis=0)
    moved[slice(n, None) if up else slice(0, n)] = image[-1 if up else 0]
    return moved


def _sliced(images, down, right):
    """By slices, which know of shifts down and to the right only."""
    side, result = images.shape[1], images.copy()
    for moved, image, d, r in zip(result, images, down, right, strict=True):
        if d > 0:
            moved[d:], moved[:d] = image[: side - d], image[0]
        if r > 0:
            rows = moved.copy()
            moved[:, r:], moved[:, :r] = rows[:, : side - r], rows[:, :1]
    return result


def _in_a_frame(width):
    """Cut out of an image with a frame of this width, which a larger shift leaves."""

    def in_a_frame(images, down, right):
        side, edge = images.shape[1], (width, width)
        wide, result = np.pad(images, [(0, 0), edge, edge], mode="edge"), np.empty_like(images)
        for n, (d, r) in enumerate(zip(width - down, width - right, strict=True)):
            result[n] = wide[n, d : d + side, r : r + side]
        return result

    return in_a_frame


def _in_a_frame_as_a_list(width=None, mode="edge"):
    """The same, where pieces of unequal size don't make an array. Without a width the frame is as
    wide as the image."""

    def in_a_frame(images, down, right):
        side = images.shape[1]
        frame = side if width is None else width
        wide = np.pad(images, [(0, 0), (frame, frame), (frame, frame)], mode=mode)
        moves = zip(wide, frame - down, frame - right, strict=True)
        return np.array([image[d : d + side, r : r + side] for image, d, r in moves])

    return in_a_frame


def _cut_and_put(images, down, right):
    """The part that stays within the image is cut out and put into a copy, at its new place."""
    result, side = images.copy(), images.shape[1]
    for moved, image, d, r in zip(result, images, down, right, strict=True):
        moved[max(d, 0) : side + min(d, 0), max(r, 0) : side + min(r, 0)] = image[
            max(-d, 0) : side - max(d, 0), max(-r, 0) : side - max(r, 0)
        ]
    return result


class Edges:
    def around_the_edge(images, down, right):
        """What leaves at one edge comes in at the other: that's what `np.roll` does. What enters
        should be a copy of the pixels at the edge."""
        shifted = [
            np.roll(image, (d, r), axis=(0, 1))
            for image, d, r in zip(images, down, right, strict=True)
        ]
        return np.array(shifted)

    def zeros_come_in(images, down, right):
        """At the edges zeros come in. They should be copies of the pixels at the edge."""
        side = images.shape[1]
        place = np.arange(side)
        rows, columns = place - down[:, None], place - right[:, None]
        inside = ((rows >= 0) & (rows < side))[:, :, None] & ((columns >= 0) & (columns < side))[
            :, None
        ]
        return _moved(images, down, right) * inside

    def behind_the_edge(images, down, right):
        """At an edge a row or column is asked for that isn't there (IndexError). The rows have
        numbers from 0 to S - 1: keep those that are asked for between the two."""
        return _picked(images, down, right, lambda n, side: n)

    behind_the_edge = spelled(
        behind_the_edge,
        lambda images, down, right: _picked(images, down, right, lambda n, side: n.clip(0, side)),
        lambda images, down, right: _picked(images, down, right, lambda n, side: n.clip(0)),
    )

    def size_in_the_code(images, down, right):
        """A row or column is asked for that isn't there (IndexError), even where no image moves. Is
        a size written in the code, such as 28? The images may have any: `images.shape[1]`."""
        return np.array([image[np.arange(28)[:, None], np.arange(28)] for image in images])

    def size_of_the_batch(images, down, right):
        """The number of images is taken for their size, so that one image has a single row. How
        many rows an image has is `images.shape[1]`."""
        result, size = np.empty_like(images), len(images)
        for k, image in enumerate(images):
            rows, columns = (np.clip(np.arange(size) - n[k], 0, size - 1) for n in (down, right))
            result[k] = image[rows[:, None], columns]
        return result

    def last_row_never_taken(images, down, right):
        """The last row and column are never taken, even where an image stays as it is. Their number
        is S - 1, so that's what the numbers may be at most."""
        return _picked(images, down, right, lambda n, side: n.clip(0, side - 2))

    def first_row_never_taken(images, down, right):
        """The first row and column are never taken, even where an image stays as it is. Their
        number is 0, so that's what the numbers may be at least."""
        return _picked(images, down, right, lambda n, side: n.clip(1, side - 1))

    def only_the_last(images, down, right):
        """Only the last image comes back. Wanted are all of them, in one array (N, S, S)."""
        return _moved(images, down, right)[-1]

    def zeros_on_two_sides(images, down, right):
        """On two of the four sides zeros come in. There, too, what enters should be copies of the
        pixels at the edge: both the rows and the columns have to be kept within the image."""
        return _moved(_padded(images, down, 0 * right, mode="constant"), 0 * down, right)

    zeros_on_two_sides = spelled(
        zeros_on_two_sides,
        lambda images, down, right: _moved(
            _padded(images, 0 * down, right, mode="constant"), down, 0 * right
        ),
    )

    def old_pixels_left(images, down, right):
        """At the edges old pixels of the image itself are left. What enters should be a copy of the
        nearest pixel of the edge that comes in."""
        return _pushed(images, down, right, images.copy())

    old_pixels_left = spelled(old_pixels_left, _cut_and_put)

    def piled_up_at_the_edge(images, down, right):
        """Every pixel goes to its new place, and what would leave piles up at the edge; where
        nothing comes to, 0 is left. Ask of each *new* pixel where it comes from."""
        return _pushed(images, down, right, np.zeros_like(images), stop=True)

    def mirrored_at_the_edge(images, down, right):
        """What enters at an edge is a mirror image of what is behind it. It should be a copy of the
        edge itself, as often as needed: `mode="edge"`."""
        return _padded(images, down, right, mode="symmetric")

    mirrored_at_the_edge = spelled(
        mirrored_at_the_edge,
        _in_a_frame_as_a_list(mode="symmetric"),
        lambda images, down, right: _padded(images, down, right, mode="reflect"),
        lambda images, down, right: _padded(
            images,
            *(np.clip(n, 1 - images.shape[1], images.shape[1] - 1) for n in (down, right)),
            mode="reflect",
        ),
    )

    def filled_on_two_sides(images, down, right):
        """Where an image moves down or to the right its edge is copied, but moved up or to the left
        it gets what leaves at the other side. A shift below 0 opens the *last* rows or columns."""
        result = []
        for image, d, r in zip(images, down, right, strict=True):
            moved = np.roll(image, (d, r), axis=(0, 1))
            if d > 0:
                moved[:d] = moved[min(d, len(moved) - 1)]
            if r > 0:
                moved[:, :r] = moved[:, [min(r, len(moved) - 1)]]
            result.append(moved)
        return np.array(result)

    def another_filling(images, down, right):
        """The edges are filled with a mean, a corner or another number. They should be copies of
        the nearest pixels at the edge."""
        return _padded(images, down, right, mode="mean")

    another_filling = spelled(
        another_filling,
        lambda images, down, right: _padded(images, down, right, mode="maximum"),
        lambda images, down, right: _padded(images, down, right, constant_values=1),
        lambda images, down, right: np.where(
            _pushed(images, down, right, np.full(images.shape, np.nan)) >= 0,
            _moved(images, down, right),
            images[:, :1, :1],
        ),
    )

    def numbers_below_zero(images, down, right):
        """Row numbers below 0 are left in, and Python counts those from the other end: row -1 is
        the last. Keep the numbers within the image on both sides."""
        return _picked(images, down, right, lambda n, side: np.minimum(n, side - 1))

    def nothing_to_fill(images, down, right):
        """Where an image doesn't move up or down, or not to the side, all of it is filled with its
        edge: `moved[d:]` is everything if d is 0. Fill only where it moves."""
        return np.array(
            [
                _filled(_filled(image, d, d <= 0).T, r, r <= 0).T
                for image, d, r in zip(images, down, right, strict=True)
            ]
        )

    def edges_that_stay(images, down, right):
        """The rows that enter are copies of the old edge, which hasn't moved to the side with the
        rest. Move down first, with the edge, and then move all of that to the side."""
        result = np.roll(images, 0)
        for moved, image, d, r in zip(result, images, down, right, strict=True):
            moved[...] = np.roll(image, (d, r), axis=(0, 1))
            moved[_entered(d)] = image[0 if d > 0 else -1]
            moved[:, _entered(r)] = image[:, [0 if r > 0 else -1]]
        return result

    def not_beyond_the_frame(images, down, right):
        """No image moves further than a few pixels: a bound of yours, or the width of a frame, ends
        its way. It may move by any number, even further than it's wide."""
        return _moved(images, np.clip(down, -3, 3), np.clip(right, -3, 3))

    not_beyond_the_frame = spelled(
        not_beyond_the_frame,
        lambda images, down, right: _moved(images, np.clip(down, -2, 2), np.clip(right, -2, 2)),
        lambda images, down, right: _moved(images, np.clip(down, -4, 4), np.clip(right, -4, 4)),
        *map(_in_a_frame, (1, 2, 3, 4)),
        *map(_in_a_frame_as_a_list, (1, 2, 3, 4)),
    )

    def edge_of_the_rolled_image(images, down, right):
        """What is copied into the rows and columns that enter has come in from the other edge:
        after `np.roll` the first row isn't the image's own first row any more. Where does that one
        stand now?"""
        result = np.empty_like(images)
        for moved, image, d, r in zip(result, images, down, right, strict=True):
            moved[...] = np.roll(image, (d, r), axis=(0, 1))
            moved[_entered(d)] = moved[0 if d > 0 else -1]
            moved[:, _entered(r)] = moved[:, [0 if r > 0 else -1]]
        return result

    def corners_left_out(images, down, right):
        """An image that moves down, or up, *and* to the side has nothing in the corner that enters.
        There, too, the nearest pixel is copied, which is the corner of the old image."""
        result = _moved(images, down, right)
        for moved, d, r in zip(result, down, right, strict=True):
            moved[_entered(d), _entered(r)] = 0
        return result
