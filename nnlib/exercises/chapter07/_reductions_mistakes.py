"""Wrong answers to "Sum and maximum"."""

import numpy as np

from nnlib.autodiff.tensor import Reductions, Tensor
from nnlib.exercises._helpers import spelled


class _Other(Reductions):
    """The boxes in parts, each of which an answer may get wrong."""

    def box(self, method, axis, keepdims, rule):
        data = getattr(self.data, method)(axis=axis, keepdims=keepdims)
        return Tensor(data, (self,), (rule,), method)

    def lined_up(self, G, axis):
        return G.reshape(self.data.sum(axis=axis, keepdims=True).shape)

    def wins(self, axis):
        return self.data == self.data.max(axis=axis, keepdims=True)

    def parts(self, axis):
        wins = self.wins(axis)
        return wins / wins.sum(axis=axis, keepdims=True)


class Mistakes:
    class axis_not_given_back(_Other):
        """G isn't lined up with the data: the axis that was summed over is gone from it. With as
        many rows as columns the gradients then go to the wrong places without a word."""

        def sum(self, axis=None, keepdims=False):
            return self.box("sum", axis, keepdims, lambda G: G * np.ones_like(self.data))

        def max(self, axis=None, keepdims=False):
            return self.box("max", axis, keepdims, lambda G: G * self.parts(axis))

    class sum_axis_not_given_back(_Other):
        """In the sum, G isn't lined up with the data: the axis that was summed over is gone
        from it. With as many rows as columns the gradients then go to the wrong places without
        a word."""

        def sum(self, axis=None, keepdims=False):
            return self.box("sum", axis, keepdims, lambda G: G * np.ones_like(self.data))

    class sum_only_broadcast(_Other):
        def sum(self, axis=None, keepdims=False):
            return self.box("sum", axis, keepdims, lambda G: np.broadcast_to(G, self.data.shape))

    sum_axis_not_given_back = spelled(sum_axis_not_given_back, sum_only_broadcast)
    del sum_only_broadcast

    class axis_put_back_at_the_end(_Other):
        """In the sum, the lost axis is put back at the end, wherever it was. That's right for the
        last axis alone: it belongs back in its old place, and there may be several."""

        def sum(self, axis=None, keepdims=False):
            def rule(G):
                return (G if keepdims or axis is None else G[..., np.newaxis]) * np.ones_like(
                    self.data
                )

            return self.box("sum", axis, keepdims, rule)

    class axis_put_back_second(axis_put_back_at_the_end):
        def sum(self, axis=None, keepdims=False):
            def rule(G):
                return (G if keepdims or axis is None else G[:, np.newaxis]) * np.ones_like(
                    self.data
                )

            return self.box("sum", axis, keepdims, rule)

    class axis_put_back_at_the_end_but_for_0(axis_put_back_at_the_end):
        def sum(self, axis=None, keepdims=False):
            def rule(G):
                lost = not keepdims and axis is not None and axis != 0
                return (G[..., np.newaxis] if lost else G) * np.ones_like(self.data)

            return self.box("sum", axis, keepdims, rule)

    axis_put_back_at_the_end = spelled(
        axis_put_back_at_the_end, axis_put_back_second, axis_put_back_at_the_end_but_for_0
    )
    del axis_put_back_second, axis_put_back_at_the_end_but_for_0

    class reshaped_to_the_data(_Other):
        """In the sum, G is reshaped to the parent's shape. It has fewer entries than that, and
        `reshape` makes no copies: give it the lost axes back with length 1, and stretch it."""

        def sum(self, axis=None, keepdims=False):
            return self.box("sum", axis, keepdims, lambda G: G.reshape(self.data.shape))

    class sum_keepdims_forgotten(_Other):
        """The sum ignores `keepdims`: its result has lost the axis even where it should stay, with
        length 1."""

        def sum(self, axis=None, keepdims=False):
            return self.box(
                "sum", axis, False, lambda G: self.lined_up(G, axis) * np.ones_like(self.data)
            )

    class max_keepdims_forgotten(_Other):
        """The max ignores `keepdims`: its result has lost the axis even where it should stay, with
        length 1."""

        def max(self, axis=None, keepdims=False):
            return self.box("max", axis, False, lambda G: self.lined_up(G, axis) * self.parts(axis))

    class max_axis_not_given_back(_Other):
        """In the max, G isn't lined up with the data: the axis along which the largest were found
        is gone from it. With as many rows as columns it goes to the wrong places without a word."""

        def max(self, axis=None, keepdims=False):
            return self.box("max", axis, keepdims, lambda G: G * self.parts(axis))

    class max_compared_as_it_is(_Other):
        def max(self, axis=None, keepdims=False):
            A = self.data.max(axis=axis, keepdims=keepdims)
            return self.box("max", axis, keepdims, lambda G: G * (self.data == A))

    max_axis_not_given_back = spelled(max_axis_not_given_back, max_compared_as_it_is)
    del max_compared_as_it_is

    class max_without_upstream(_Other):
        """What goes back through the max are ones and zeros, or parts, whatever G is. Multiply what
        arrives by them."""

        def max(self, axis=None, keepdims=False):
            return self.box("max", axis, keepdims, lambda G: 1.0 * self.wins(axis))

    class max_parts_alone(max_without_upstream):
        def max(self, axis=None, keepdims=False):
            return self.box("max", axis, keepdims, lambda G: self.parts(axis))

    max_without_upstream = spelled(max_without_upstream, max_parts_alone)
    del max_parts_alone

    class ties_counted_everywhere(_Other):
        """What goes back through the max is divided by the number of largest entries in the *whole*
        array. Count them along the axis: in each row or column by itself."""

        def max(self, axis=None, keepdims=False):
            def rule(G):
                return self.lined_up(G, axis) * self.wins(axis) / self.wins(axis).sum()

            return self.box("max", axis, keepdims, rule)

    class argmax_for_an_index(_Other):
        """`argmax` along an axis gives a place for each row or column, and here these places are
        taken for rows of the array. Compare the entries with their maxima instead: a table of True
        and False lies right over them."""

        def max(self, axis=None, keepdims=False):
            def rule(G):
                back = np.zeros_like(self.data)
                back[self.data.argmax(axis=axis)] = G
                return back

            return self.box("max", axis, keepdims, rule)

    class arrays_for_tensors(_Other):
        """What comes back are plain arrays, which remember nothing. Make a new Tensor with its
        parent and the parent's rule, each in a tuple, `(self,)`."""

        def sum(self, axis=None, keepdims=False):
            return self.data.sum(axis=axis, keepdims=keepdims)

        def max(self, axis=None, keepdims=False):
            return self.data.max(axis=axis, keepdims=keepdims)

    class sum_not_stretched(_Other):
        """What goes back through the sum has too few entries. It has its axes back, but with length
        1 where they were summed over: the parent is larger, and each of its entries gets
        something. Stretch it to the parent's shape."""

        def sum(self, axis=None, keepdims=False):
            return self.box("sum", axis, keepdims, lambda G: self.lined_up(G, axis))

    class sum_of_anything_not_stretched(_Other):
        """G goes back through the sum as it came, with fewer entries than the parent has. Each
        entry that was added gets what arrived at its sum: give G its axis back and stretch it to
        the parent's shape."""

        def sum(self, axis=None, keepdims=False):
            return self.box("sum", axis, keepdims, lambda G: G)

    class sum_like_a_mean(_Other):
        """What goes back through the sum is divided by the number of entries. That's the rule of a
        mean; in a sum each entry counts in full."""

        def sum(self, axis=None, keepdims=False):
            n = self.data.size / self.data.sum(axis=axis).size
            return self.box(
                "sum",
                axis,
                keepdims,
                lambda G: self.lined_up(G, axis) * np.ones_like(self.data) / n,
            )

    class sum_times_the_data(_Other):
        """What goes back through the sum is multiplied by the entries. If an entry grows by 0.01,
        the sum grows by 0.01, however large the entry is."""

        def sum(self, axis=None, keepdims=False):
            return self.box("sum", axis, keepdims, lambda G: self.lined_up(G, axis) * self.data)

    class sum_without_upstream(_Other):
        """The rule of the sum returns ones, whatever G is. What goes on is what arrived, times
        1."""

        def sum(self, axis=None, keepdims=False):
            return self.box("sum", axis, keepdims, lambda G: np.ones_like(self.data))

    class max_to_everybody(_Other):
        """Every entry gets something back from the max. Only the largest one decides; if another
        moves a little, the maximum stays."""

        def max(self, axis=None, keepdims=False):
            return self.box(
                "max", axis, keepdims, lambda G: self.lined_up(G, axis) * np.ones_like(self.data)
            )

    class max_times_the_data(_Other):
        """What goes back through the max is multiplied by the largest entry. It routes: the largest
        gets what arrived, as it came."""

        def max(self, axis=None, keepdims=False):
            def rule(G):
                return self.lined_up(G, axis) * self.parts(axis) * self.data

            return self.box("max", axis, keepdims, rule)

    class all_of_a_tie(_Other):
        """Of several that are equally large each gets all of G. They should share it in equal
        parts; so says the docstring."""

        def max(self, axis=None, keepdims=False):
            return self.box(
                "max", axis, keepdims, lambda G: self.lined_up(G, axis) * self.wins(axis)
            )

    class first_of_a_tie(_Other):
        """Of several that are equally large only the first gets something. They should share in
        equal parts; so says the docstring. (PyTorch's `max` along an axis does it as you do.)"""

        def max(self, axis=None, keepdims=False):
            def first(axis):
                wins, axes = self.wins(axis), axis if isinstance(axis, tuple) else (axis,)
                axes = tuple(range(wins.ndim)) if axis is None else axes
                moved = np.moveaxis(wins, axes, range(len(axes)))
                flat = moved.reshape(-1, *moved.shape[len(axes) :])
                only = (np.cumsum(flat, axis=0) == 1) & flat
                return np.moveaxis(only.reshape(moved.shape), range(len(axes)), axes)

            return self.box("max", axis, keepdims, lambda G: self.lined_up(G, axis) * first(axis))

    class largest_of_all(_Other):
        """The max sends something back only to the largest entry of the *whole* array. There is a
        largest one for each row or column: compare with the maxima along the axis."""

        def max(self, axis=None, keepdims=False):
            def parts():
                wins = self.data == self.data.max()
                return wins / np.maximum(wins.sum(axis=axis, keepdims=True), 1)

            return self.box("max", axis, keepdims, lambda G: self.lined_up(G, axis) * parts())

    class keepdims_forgotten(_Other):
        """`keepdims` is ignored: the result has lost the axis even where it should stay, with
        length 1."""

        def sum(self, axis=None, keepdims=False):
            return self.box("sum", axis, False,
                            lambda G: self.lined_up(G, axis) * np.ones_like(self.data))  # fmt: skip

        def max(self, axis=None, keepdims=False):
            return self.box("max", axis, False, lambda G: self.lined_up(G, axis) * self.parts(axis))

    class axis_forgotten(_Other):
        """`axis` is ignored: everything is summed up, or the largest of all is found. Along an axis
        there is a result for each row or column."""

        def sum(self, axis=None, keepdims=False):
            return self.box("sum", None, keepdims, lambda G: G + 0 * self.data)

        def max(self, axis=None, keepdims=False):
            return self.box("max", None, keepdims, lambda G: G * self.parts(None))

    class without_rules(_Other):
        """The new Tensors have forgotten where they come from: hand over the parent and its rule,
        each in a tuple, `(self,)`."""

        def sum(self, axis=None, keepdims=False):
            return Tensor(self.data.sum(axis=axis, keepdims=keepdims))

        def max(self, axis=None, keepdims=False):
            return Tensor(self.data.max(axis=axis, keepdims=keepdims))
