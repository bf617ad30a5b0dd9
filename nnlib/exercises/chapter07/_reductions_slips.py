"""Wrong answers to "Sum and maximum": axes that have moved, and arrays that belong to others."""

import numpy as np

from nnlib.autodiff.tensor import Reductions, Tensor
from nnlib.exercises._helpers import spelled
from nnlib.exercises.chapter07._reductions_mistakes import Other


class Slips:
    class counted_without_keepdims(Other):
        """The max's parts are divided by a count that has lost its axis, so it doesn't line up with
        the table: with as many rows as columns each row is divided by another row's count.
        `keepdims=True` there as well."""

        def max(self, axis=None, keepdims=False):
            wins = self.wins(axis)
            parts = wins / wins.sum(axis=axis)
            return self.box("max", axis, keepdims, lambda G: parts * self.lined_up(G, axis))

    class one_axis_after_the_other(Other):
        """Several axes are summed over one by one, and when the first is gone, those behind it have
        moved up. NumPy's `sum` takes the tuple as it is; or begin with the last axis."""

        def sum(self, axis=None, keepdims=False):
            data = self.data
            if keepdims or not isinstance(axis, tuple):
                data = data.sum(axis=axis, keepdims=keepdims)
            else:
                for one in axis:
                    data = data.sum(axis=one)
            rule = lambda G: self.lined_up(G, axis) * np.ones(self.data.shape)  # noqa: E731
            return Tensor(data, (self,), (rule,), "sum")

    class a_single_axis_repeated(Other):
        """Right for a single axis. `np.repeat` copies along *one* axis, and there may be several,
        or `None` for all: let broadcasting do it, `G * np.ones(self.data.shape)`."""

        def sum(self, axis=None, keepdims=False):
            def rule(G):
                G = G if keepdims else np.expand_dims(G, axis)
                return np.repeat(G, self.data.shape[axis], axis)

            return self.box("sum", axis, keepdims, rule)

    class a_single_axis_of_the_shape_repeated(Other):
        def sum(self, axis=None, keepdims=False):
            def rule(G):
                return np.repeat(self.lined_up(G, axis), self.data.shape[axis], axis=axis)

            return self.box("sum", axis, keepdims, rule)

    a_single_axis_repeated = spelled(a_single_axis_repeated, a_single_axis_of_the_shape_repeated)
    del a_single_axis_of_the_shape_repeated

    class upstream_shared_out(Other):
        """The max's rule divides the very array that it was given, with `/=`, before it hands
        it on. That's the gradient of the result, which others still need: `G / count` makes a new
        one."""

        def max(self, axis=None, keepdims=False):
            wins = self.wins(axis)
            count = wins.sum(axis=axis, keepdims=True)

            def rule(G):
                G = np.reshape(G, count.shape)
                G /= count
                return wins * G

            return self.box("max", axis, keepdims, rule)

    class in_single_precision(Other):
        """This is added up in single precision, and half of the digits are lost. A Tensor's numbers
        have double precision, and so should what is computed of them: no `float32`."""

        def sum(self, axis=None, keepdims=False):
            data = self.data.sum(axis=axis, keepdims=keepdims, dtype=np.float32)
            rule = lambda G: self.lined_up(G, axis) * np.ones(self.data.shape)  # noqa: E731
            return Tensor(data, (self,), (rule,), "sum")

    class search_from_zero(Reductions):
        """The search for the largest starts from 0, and where all entries are below 0 that isn't
        one of them. Start from the first entry, or leave it to `max`."""

        def max(self, axis=None, keepdims=False):
            top = self.data.max(axis=axis, keepdims=True, initial=0)
            wins = self.data == top
            parts = wins / np.maximum(wins.sum(axis=axis, keepdims=True), 1)
            data = self.data.max(axis=axis, keepdims=keepdims, initial=0)
            rule = lambda G: parts * np.reshape(G, top.shape)  # noqa: E731
            return Tensor(data, (self,), (rule,), "max")

    class always_with_keepdims(Other):
        """The result keeps its axes, with length 1, even if nobody asked for it. Only with
        `keepdims=True` do they stay: the shape with keepdims is for the way back."""

        def sum(self, axis=None, keepdims=False):
            return self.box("sum", axis, True, lambda G: G * np.ones(self.data.shape))

        def max(self, axis=None, keepdims=False):
            return self.box("max", axis, True, lambda G: self.parts(axis) * G)

    class sum_always_with_keepdims(always_with_keepdims):
        max = Reductions.max

    class max_always_with_keepdims(always_with_keepdims):
        sum = Reductions.sum

    always_with_keepdims = spelled(
        always_with_keepdims, sum_always_with_keepdims, max_always_with_keepdims
    )
    del sum_always_with_keepdims, max_always_with_keepdims
