"""Wrong answers to "Sum and maximum": what each entry gets of a gradient."""

import numpy as np

from nnlib.autodiff.tensor import Reductions, Tensor
from nnlib.exercises._helpers import each_alone, spelled
from nnlib.exercises.chapter07._reductions_mistakes import Other


class Shares:
    class sum_not_stretched(Other):
        """What goes back through the sum has too few entries. It has its axes back, but with length
        1 where they were summed over: the parent is larger, and each of its entries gets
        something. Stretch it to the parent's shape."""

        def sum(self, axis=None, keepdims=False):
            return self.box("sum", axis, keepdims, lambda G: self.lined_up(G, axis))

    class sum_of_anything_not_stretched(Other):
        """G goes back through the sum as it came, with fewer entries than the parent has. Each
        entry that was added gets what arrived at its sum: give G its axis back and stretch it to
        the parent's shape."""

        def sum(self, axis=None, keepdims=False):
            return self.box("sum", axis, keepdims, lambda G: G)

    class sum_like_a_mean(Other):
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

    class sum_by_the_size(Other):
        def sum(self, axis=None, keepdims=False):
            def rule(G):
                return self.lined_up(G, axis) * np.ones_like(self.data) / self.data.size

            return self.box("sum", axis, keepdims, rule)

    sum_like_a_mean = spelled(sum_like_a_mean, sum_by_the_size)
    del sum_by_the_size

    class sum_times_the_data(Other):
        """What goes back through the sum is multiplied by the entries. If an entry grows by 0.01,
        the sum grows by 0.01, however large the entry is."""

        def sum(self, axis=None, keepdims=False):
            return self.box("sum", axis, keepdims, lambda G: self.lined_up(G, axis) * self.data)

    class sum_without_upstream(Other):
        """The rule of the sum returns ones, whatever G is. What goes on is what arrived, times
        1."""

        def sum(self, axis=None, keepdims=False):
            return self.box("sum", axis, keepdims, lambda G: np.ones_like(self.data))

    class max_to_everybody(Other):
        """Every entry gets something back from the max. Only the largest one decides; if another
        moves a little, the maximum stays."""

        def max(self, axis=None, keepdims=False):
            return self.box(
                "max", axis, keepdims, lambda G: self.lined_up(G, axis) * np.ones_like(self.data)
            )

    class max_times_the_data(Other):
        """What goes back through the max is multiplied by the largest entry. It routes: the largest
        gets what arrived, as it came."""

        def max(self, axis=None, keepdims=False):
            def rule(G):
                return self.lined_up(G, axis) * self.parts(axis) * self.data

            return self.box("max", axis, keepdims, rule)

    class all_of_a_tie(Other):
        """Of several that are equally large each gets all of G. They should share it in equal
        parts; so says the docstring."""

        def max(self, axis=None, keepdims=False):
            return self.box(
                "max", axis, keepdims, lambda G: self.lined_up(G, axis) * self.wins(axis)
            )

    class first_of_a_tie(Other):
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

    class largest_of_all(Other):
        """The max sends something back only to the largest entry of the *whole* array. There is a
        largest one for each row or column: compare with the maxima along the axis."""

        def max(self, axis=None, keepdims=False):
            def parts():
                wins = self.data == self.data.max()
                return wins / np.maximum(wins.sum(axis=axis, keepdims=True), 1)

            return self.box("max", axis, keepdims, lambda G: self.lined_up(G, axis) * parts())

    class largest_of_all_shared_out(Other):
        def max(self, axis=None, keepdims=False):
            def rule(G):
                wins = self.data == self.data.max()
                with np.errstate(all="ignore"):
                    return self.lined_up(G, axis) * (wins / wins.sum(axis=axis, keepdims=True))

            return self.box("max", axis, keepdims, rule)

    largest_of_all = spelled(largest_of_all, largest_of_all_shared_out)
    del largest_of_all_shared_out

    class keepdims_forgotten(Other):
        """`keepdims` is ignored: the result has lost the axis even where it should stay, with
        length 1."""

        def sum(self, axis=None, keepdims=False):
            return self.box("sum", axis, False,
                            lambda G: self.lined_up(G, axis) * np.ones_like(self.data))  # fmt: skip

        def max(self, axis=None, keepdims=False):
            return self.box("max", axis, False, lambda G: self.lined_up(G, axis) * self.parts(axis))

    class axis_forgotten(Other):
        """`axis` is ignored: everything is summed up, or the largest of all is found. Along an axis
        there is a result for each row or column."""

        def sum(self, axis=None, keepdims=False):
            return self.box("sum", None, keepdims, lambda G: G + 0 * self.data)

        def max(self, axis=None, keepdims=False):
            return self.box("max", None, keepdims, lambda G: G * self.parts(None))

    class without_rules(Other):
        """The new Tensors have forgotten where they come from: hand over the parent and its rule,
        each in a tuple, `(self,)`."""

        def sum(self, axis=None, keepdims=False):
            return Tensor(self.data.sum(axis=axis, keepdims=keepdims))

        def max(self, axis=None, keepdims=False):
            return Tensor(self.data.max(axis=axis, keepdims=keepdims))

    without_rules = each_alone(without_rules, Reductions, "sum", "max")

    class keepdims_always(Other):
        """The result keeps its axes, with length 1, even if nobody asked for it. Only with
        `keepdims=True` do they stay: the shape with keepdims is for the way back."""

        def sum(self, axis=None, keepdims=False):
            return self.box("sum", axis, True, lambda G: self.lined_up(G, axis) + 0 * self.data)

        def max(self, axis=None, keepdims=False):
            return self.box("max", axis, True, lambda G: self.lined_up(G, axis) * self.parts(axis))

    keepdims_always = each_alone(keepdims_always, Reductions, "sum", "max")

    class axis_0_taken_for_none(Other):
        """`axis=0` is taken for no axis at all: a 0 counts as False in an `if`. Ask whether it
        `is None`, or hand it over to NumPy, which knows both."""

        def sum(self, axis=None, keepdims=False):
            return Reductions.sum(self, axis or None, keepdims)

        def max(self, axis=None, keepdims=False):
            return Reductions.max(self, axis or None, keepdims)

    axis_0_taken_for_none = each_alone(axis_0_taken_for_none, Reductions, "sum", "max")

    class axes_from_the_end_not_found(Other):
        """Right for axes that are counted from the front. An axis may be counted from the end,
        -1 is the last, and is then found in no list of places 0, 1, 2: NumPy's `keepdims=True`
        makes the shape for either."""

        def kept(self, axis):
            axes = range(self.data.ndim) if axis is None else axis
            axes = (axes,) if isinstance(axes, int) else axes
            return [1 if i in axes else n for i, n in enumerate(self.data.shape)]

        def sum(self, axis=None, keepdims=False):
            kept, zeros = self.kept(axis), np.zeros_like(self.data)
            return self.box("sum", axis, keepdims, lambda G: G.reshape(kept) + zeros)

        def max(self, axis=None, keepdims=False):
            kept, parts = self.kept(axis), self.parts(axis)
            return self.box("max", axis, keepdims, lambda G: G.reshape(kept) * parts)

    class axes_from_the_end_not_found_by_a_rule(axes_from_the_end_not_found):
        def sum(self, axis=None, keepdims=False):
            kept, zeros = self.kept(axis), np.zeros_like(self.data)

            def rule(G):
                return G.reshape(kept) + zeros

            return self.box("sum", axis, keepdims, rule)

        def max(self, axis=None, keepdims=False):
            kept, parts = self.kept(axis), self.parts(axis)

            def rule(G):
                return G.reshape(kept) * parts

            return self.box("max", axis, keepdims, rule)

    axes_from_the_end_not_found = spelled(
        *each_alone(axes_from_the_end_not_found, Reductions, "sum", "max"),
        *each_alone(axes_from_the_end_not_found_by_a_rule, Reductions, "sum", "max"),
    )
    del axes_from_the_end_not_found_by_a_rule

    class half_of_a_tie(Other):
        """Of several that are equally large each gets a half. That's right for two; three share in
        thirds: count how many are equal along the axis, and divide by that."""

        def max(self, axis=None, keepdims=False):
            def rule(G):
                wins = self.wins(axis)
                alone = wins.sum(axis=axis, keepdims=True) == 1
                return self.lined_up(G, axis) * wins * np.where(alone, 1, 0.5)

            return self.box("max", axis, keepdims, rule)
