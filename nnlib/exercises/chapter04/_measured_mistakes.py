"""More wrong answers to "The judge": what is moved, and what becomes of the two losses."""

import numpy as np

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
