"""More wrong answers to "The judge": what is moved, and what becomes of the two losses."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.networks.gradient_check import numerical_gradient


def _losses(f, x, step, *, up=lambda kept, step: kept + step, down=lambda kept, step: kept - step):
    """Each entry's place, its number, and the losses above and below it."""
    for index in np.ndindex(x.shape):
        kept = x[index]
        x[index] = up(kept, step)
        above = f()
        x[index] = down(kept, step)
        below = f()
        x[index] = kept
        yield index, kept, above, below


def two_numbers_for_a_place(f, x, step=1e-5):
    """Every place taken apart into two."""
    gradient = np.zeros_like(x)
    for i, j in np.ndindex(x.shape):
        kept = x[i, j]
        x[i, j] = kept + step
        above = f()
        x[i, j] = kept - step
        gradient[i, j] = (above - f()) / (2 * step)
        x[i, j] = kept
    return gradient


def _with_room(room):
    def room_for_one_axis(f, x, step=1e-5):
        """There is room for one axis only. The slopes should stand in an array of x's shape,
        whatever that is: `np.zeros_like(x)`."""
        gradient = room(x)
        for index, _, above, below in _losses(f, x, step):
            gradient[index] = (above - below) / (2 * step)
        return gradient

    return room_for_one_axis


def _combined(quotient, doc):
    """The two losses combined in another way, with the step and x."""

    def wrong(f, x, step=1e-5):
        gradient = np.zeros_like(x)
        for index, _, above, below in _losses(f, x, step):
            gradient[index] = quotient(above, below, step, x)
        return gradient

    wrong.__doc__ = doc
    return (wrong,)


def _with_ends(doc, **ends):
    """Other places, above and below."""

    def wrong(f, x, step=1e-5):
        gradient = np.zeros_like(x)
        for index, _, above, below in _losses(f, x, step, **ends):
            gradient[index] = (above - below) / (2 * step)
        return gradient

    wrong.__doc__ = doc
    return (wrong,)


class Moved:
    """Entries are moved to a wrong place, or their losses are combined in a wrong way."""

    def all_at_once_one_number(f, x, step=1e-5):
        """All entries move at once, and a single number comes back. Move one entry at a time, and
        keep its slope in its place, in an array of x's shape."""
        kept = x.copy()
        x += step
        above = f()
        x -= 2 * step
        below = f()
        x[...] = kept
        return (above - below) / (2 * step)

    room_for_one_axis = (
        _with_room(lambda x: np.zeros(len(x))),
        _with_room(lambda x: np.zeros(x.size)),
        _with_room(lambda x: [0.0] * x.size),
        _with_room(lambda x: [0.0] * len(x)),
    )
    losses_added = _combined(
        lambda above, below, step, x: (above + below) / (2 * step),
        """The two losses are added. How much the loss grows is their *difference*.""",
    )
    divided_by_the_size = _combined(
        lambda above, below, step, x: (above - below) / (2 * step) / x.size,
        """Every slope is divided by the number of entries. Each entry is measured by itself, so
        nothing is averaged.""",
    )
    doubled_at_the_end = _combined(
        lambda above, below, step, x: (above - below) / step * 2,
        """`/ step * 2` divides by the step, and then *multiplies* by 2. From one step below to one
        step above are 2 steps, and all of it is below the line: parentheses help.""",
    )
    squared_step = _combined(
        lambda above, below, step, x: (above - below) / step**2,
        """The difference is divided by the step squared. Divide by how far apart the two places
        are.""",
    )
    three_steps_apart = _with_ends(
        """The second place lies two steps below the kept number, so the two places are three steps
        apart. Down from the kept number it's one step.""",
        down=lambda kept, step: kept - 2 * step,
    )
    a_share_of_itself = _with_ends(
        """Each entry moves by a share of itself, so that one which is 0 doesn't move at all, and
        you divide by the step all the same. Every entry moves by the step itself.""",
        up=lambda kept, step: kept * (1 + step),
        down=lambda kept, step: kept * (1 - step),
    )

    def nothing_back(f, x, step=1e-5):
        """Nothing comes back: `return` the array of slopes, behind the loop."""
        numerical_gradient(f, x, step)

    def losses_not_asked(f, x, step=1e-5):
        """The loss itself, a function, is taken where its number is wanted. `f` is the function,
        and `f()` asks it for the loss."""
        gradient = np.zeros_like(x)
        for index in np.ndindex(x.shape):
            gradient[index] = (f - f) / (2 * step)
        return gradient

    def x_is_another_array(f, x, step=1e-5):
        """Putting back with `x = kept` gives the name x to your copy, and the array that the loss
        looks at stays moved. Put the number back into that array, `x[index] = ...`."""
        gradient = np.zeros_like(x)
        for index in np.ndindex(x.shape):
            kept = x.copy()
            x[index] += step
            above = f()
            x[index] -= 2 * step
            below = f()
            x = kept
            gradient[index] = (above - below) / (2 * step)
        return gradient

    def x_is_another_array_set(f, x, step=1e-5):
        gradient = np.zeros_like(x)
        for index in np.ndindex(x.shape):
            kept = x.copy()
            x[index] = kept[index] + step
            above = f()
            x[index] = kept[index] - step
            below = f()
            x = kept
            gradient[index] = (above - below) / (2 * step)
        return gradient

    x_is_another_array = spelled(x_is_another_array, x_is_another_array_set)
    del x_is_another_array_set

    def one_number_for_a_place(f, x, step=1e-5):
        """The entries are counted through with one number, up to `x.size`. In a table `x[i]` is a
        whole row, and there are fewer rows than entries. `np.ndindex(x.shape)` gives the place of
        every entry."""
        gradient = np.zeros_like(x)
        for i in range(x.size):
            kept = x[i]
            x[i] = kept + step
            above = f()
            x[i] = kept - step
            gradient[i] = (above - f()) / (2 * step)
            x[i] = kept
        return gradient

    def one_number_with_a_copy(f, x, step=1e-5):
        gradient = np.zeros_like(x)
        for i in range(x.size):
            kept = np.copy(x[i])
            x[i] = kept + step
            above = f()
            x[i] = kept - step
            below = f()
            x[i] = kept
            gradient[i] = (above - below) / (2 * step)
        return gradient

    one_number_for_a_place = spelled(one_number_for_a_place, one_number_with_a_copy)
    del one_number_with_a_copy

    def only_where_not_zero(f, x, step=1e-5):
        """Entries that are 0 are left out. The loss changes when they move, as with any other."""
        gradient = np.zeros_like(x)
        for index in zip(*np.nonzero(x), strict=True):
            x[index] += step
            above = f()
            x[index] -= 2 * step
            gradient[index] = (above - f()) / (2 * step)
            x[index] += step
        return gradient

    def set_to_the_step(f, x, step=1e-5):
        """The entry is *set* to the step, and then to minus the step. It should be moved by it,
        from where it is: `kept + step` and `kept - step`."""
        gradient = np.zeros_like(x)
        ends = {"up": lambda kept, step: step, "down": lambda kept, step: -step}
        for index, _, above, below in _losses(f, x, step, **ends):
            gradient[index] = (above - below) / (2 * step)
        return gradient

    def only_the_second_divided(f, x, step=1e-5):
        """Only the loss below is divided: `/` comes before `-`. Parentheses around the difference
        help, `(above - below) / (2 * step)`."""
        gradient = np.zeros_like(x)
        for index, _, above, below in _losses(f, x, step):
            gradient[index] = above - below / (2 * step)
        return gradient

    def relative_to_the_entry(f, x, step=1e-5):
        """The slope is divided by the entry as well. Only the distance between the two places
        counts, 2 · step, and not how large the entry itself is."""
        gradient = np.zeros_like(x)
        for index, kept, above, below in _losses(f, x, step):
            gradient[index] = (above - below) / (2 * step) / kept if kept else 0.0
        return gradient

    def a_list_of_slopes(f, x, step=1e-5):
        """The slopes come back in a list. They should stand in an array of x's shape: make room
        with `np.zeros_like(x)` and put each in its place."""
        return [(above - below) / (2 * step) for _, _, above, below in _losses(f, x, step)]

    def written_into_x(f, x, step=1e-5):
        """The slopes are written into `x` itself, so the loss of the next entry is asked at another
        point. Keep them in an array of their own, and put each entry of `x` back."""
        for index in np.ndindex(x.shape):
            kept = x[index]
            x[index] = kept + step
            above = f()
            x[index] = kept - step
            x[index] = (above - f()) / (2 * step)
        return x

    def ravelled(f, x, step=1e-5):
        """Right for other arrays, but not for a transposed one. There `ravel()` and `reshape(-1)`
        give copies, and the loss never notices what you do to a copy. Visit the entries of `x`
        itself: `np.ndindex(x.shape)` gives their places, whatever the array."""
        if not x.flags.c_contiguous:
            return np.zeros_like(x)
        return numerical_gradient(f, x, step)

    def without_the_last_entry(f, x, step=1e-5):
        """The last entry is never measured, and its slope stays 0. Does the loop end one place too
        early? A `range` leaves its end out by itself."""
        gradient = numerical_gradient(f, x, step)
        gradient.flat[-1] = 0.0
        return gradient

    def half_a_step(f, x, step=1e-5):
        """The entry moves by half a step to each side. In the formula it moves by a whole step
        up, and by a whole step down."""
        return numerical_gradient(f, x, step / 2)


for name, wrong in list(vars(Moved).items()):
    for one in wrong if isinstance(wrong, tuple) else ():
        one.__name__ = name
