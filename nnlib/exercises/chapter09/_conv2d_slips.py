"""Wrong answers to "The convolution" about what `backward` keeps, and changes."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.exercises.chapter09._conv2d_mistakes import Other
from nnlib.functions.patches import add_patches, patches


def _moving(step, first):
    """Weights that make a step during `backward`, before they are needed or after it."""

    class moving(Other):
        def backward(self, dZ):
            if first:
                self.W -= step * self.rows.T @ dZ.reshape(-1, dZ.shape[3])
            dX = super().backward(dZ)
            if not first:
                self.W -= step * self.dW
            return dX

    return moving


class Slips:
    class batches_added_up(Other):
        """A gradient of an earlier batch is still in there. Each `backward` gives the gradients of
        its own batch alone."""

        def backward(self, dZ):
            dW, db = getattr(self, "dW", 0), getattr(self, "db", 0)
            dX = super().backward(dZ)
            self.dW, self.db = dW + self.dW, db + self.db
            return dX

    class dW_added_up(Other):
        def gradient(self, dW, d_rows):
            return getattr(self, "dW", 0) + dW

    class db_added_up(Other):
        def sum_of(self, d_rows, dZ):
            return getattr(self, "db", 0) + d_rows.sum(axis=0)

    batches_added_up = spelled(batches_added_up, dW_added_up, db_added_up)
    del dW_added_up, db_added_up

    class used_before_it_is_set(Other):
        """Your code raises an AttributeError: `backward` reads `self.dW` or `self.db` before
        anything has set it, as `+=` does. A gradient is *set*, with `=`: there is nothing yet that
        could be added to, and nothing of an earlier batch is wanted."""

        def backward(self, dZ):
            self.dW += self.rows.T @ dZ.reshape(-1, dZ.shape[3])

    class db_before_it_is_set(Other):
        def backward(self, dZ):
            self.dW = self.rows.T @ dZ.reshape(-1, dZ.shape[3])
            self.db += dZ.sum(axis=(0, 1, 2))

    used_before_it_is_set = spelled(used_before_it_is_set, db_before_it_is_set)
    del db_before_it_is_set

    class moves_its_weights(Other):
        """The weights have moved during `backward`. A layer computes gradients only; the step is
        the optimizer's."""

        def backward(self, dZ):
            dX = super().backward(dZ)
            self.W -= 0.1 * self.dW
            return dX

    moves_its_weights = spelled(
        moves_its_weights,
        _moving(0.1, True),
        *(_moving(step, first) for step in (0.001, 0.01, 0.5, 1.0) for first in (True, False)),
    )

    class db_not_set(Other):
        """db is missing, or still that of another batch: each `backward` sets it too."""

        def backward(self, dZ):
            dX = super().backward(dZ)
            self.db = np.zeros_like(self.b)
            return dX

    class db_nowhere(Other):
        def backward(self, dZ):
            d_rows = dZ.reshape(-1, dZ.shape[3])
            self.dW = self.rows.T @ d_rows
            return self.to_pixels((d_rows @ self.W.T).reshape(*dZ.shape[:3], -1))

    db_not_set = spelled(db_not_set, db_nowhere)
    del db_nowhere

    class db_in_a_table(Other):
        """db has an axis too many. It belongs to b, which has K numbers on one axis, and
        `keepdims` keeps the axis that has been summed over."""

        def sum_of(self, d_rows, dZ):
            return d_rows.sum(axis=0, keepdims=True)

    class db_turned_round(Other):
        """db has the wrong sign. A gradient points uphill; the minus comes later, when the
        optimizer takes its step."""

        def sum_of(self, d_rows, dZ):
            return -d_rows.sum(axis=0)

    class kernels_of_3_only(Other):
        """Right for kernels of 3 x 3 alone: a 3 stands in your code where `self.size` should."""

        def forward(self, X):  # in one, as errors name their function
            X = self.pad(X)
            self.shape = X.shape
            P = patches(X, 3, self.stride)
            self.rows = P.reshape(-1, P.shape[3])
            return (self.rows @ self.W + self.b).reshape(*P.shape[:3], -1)

        def backward(self, dZ):
            d_rows = dZ.reshape(-1, dZ.shape[3])
            self.dW, self.db = self.rows.T @ d_rows, d_rows.sum(axis=0)
            dP = (d_rows @ self.W.T).reshape(*dZ.shape[:3], -1)
            return self.unpad(add_patches(dP, self.shape, 3, self.stride))

    class padded_at_two_sides(Other):
        """The zeros lie above the images and to their left alone. `self.pad` puts them on all four
        sides."""

        def pad(self, X):
            both = (2 * self.padding, 0)
            return np.pad(X, [(0, 0), both, both, (0, 0)])

    class cut_at_two_sides(Other):
        def pad(self, X):
            both = (2 * self.padding, 0)
            return np.pad(X, [(0, 0), both, both, (0, 0)])

        def unpad(self, X):
            return X[:, 2 * self.padding :, 2 * self.padding :]

    padded_at_two_sides = spelled(padded_at_two_sides, cut_at_two_sides)
    del cut_at_two_sides

    class db_over_one_axis_of_the_places(Other):
        """db has been summed over the images and over one of the two axes of the places. A kernel
        has one bias for all places, and they lie on both: K numbers should be left."""

        def sum_of(self, d_rows, dZ):
            return dZ.sum(axis=(0, 1))

    class db_over_the_other_axis_of_the_places(Other):
        def sum_of(self, d_rows, dZ):
            return dZ.sum(axis=(0, 2))

    db_over_one_axis_of_the_places = spelled(
        db_over_one_axis_of_the_places, db_over_the_other_axis_of_the_places
    )
    del db_over_the_other_axis_of_the_places

    class numbers_of_dZ_mixed_up(Other):
        """Right for one kernel. With several, dZ's numbers are mixed up in the table: `reshape`
        leaves them in their order, in which the K numbers of a place stand side by side. So K is
        the length of a *row* of the table."""

        def backward(self, dZ):
            d_rows = dZ.reshape(dZ.shape[3], -1).T
            self.dW, self.db = self.rows.T @ d_rows, self.sum_of(d_rows, dZ)
            return self.to_pixels((d_rows @ self.W.T).reshape(*dZ.shape[:3], -1))

    class numbers_of_dZ_mixed_up_but_in_db(numbers_of_dZ_mixed_up):
        def sum_of(self, d_rows, dZ):
            return dZ.sum(axis=(0, 1, 2))

    numbers_of_dZ_mixed_up = spelled(numbers_of_dZ_mixed_up, numbers_of_dZ_mixed_up_but_in_db)
    del numbers_of_dZ_mixed_up_but_in_db

    class dZ_divided_in_place(Other):
        """dZ itself has been divided, `dZ /= …`, and with it the caller's numbers. Nothing has to
        be divided here: the loss is already a mean, so its 1/N is inside dZ."""

        def backward(self, dZ):
            dZ /= len(dZ)
            return super().backward(dZ)
