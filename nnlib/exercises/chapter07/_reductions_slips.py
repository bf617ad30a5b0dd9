"""Wrong answers to "Sum and maximum": axes that have moved, and arrays that belong to others."""

import numpy as np

from nnlib.autodiff.tensor import Reductions, Tensor
from nnlib.exercises._helpers import each_alone, spelled
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

    class sum_axis_forgotten(Other):
        """In the sum `axis` is ignored: everything is added up. Along an axis there is a sum for
        each row or column."""

        def sum(self, axis=None, keepdims=False):
            rule = lambda G: G.reshape([1] * self.data.ndim) * np.ones_like(self.data)  # noqa: E731
            return self.box("sum", None, keepdims, rule)

    class sum_axis_forgotten_as_it_comes(sum_axis_forgotten):
        def sum(self, axis=None, keepdims=False):
            return self.box("sum", None, keepdims, lambda G: G * np.ones_like(self.data))

    sum_axis_forgotten = spelled(sum_axis_forgotten, sum_axis_forgotten_as_it_comes)
    del sum_axis_forgotten_as_it_comes

    class always_a_column(Other):
        """G is made a column, whatever `axis` was. That's right where each row of a table was
        summed; along other axes the sums stand side by side, or there are more than two axes."""

        def sum(self, axis=None, keepdims=False):
            rule = lambda G: G.reshape(-1, 1) * np.ones_like(self.data)  # noqa: E731
            return self.box("sum", axis, keepdims, rule)

    class maxima_without_keepdims(Other):
        """The entries are compared with maxima that have lost their axis, so these don't line up
        with the table: with as many rows as columns each row is compared with another row's
        largest. Keep the axis there, with length 1."""

        def max(self, axis=None, keepdims=False):
            wins = self.data == self.data.max(axis=axis)
            parts = wins / wins.sum(axis=axis, keepdims=True)
            return self.box("max", axis, keepdims, lambda G: parts * self.lined_up(G, axis))

    class maxima_as_they_come(Other):
        def max(self, axis=None, keepdims=False):
            A = self.data.max(axis=axis, keepdims=keepdims)
            wins = self.data == A
            parts = wins / wins.sum(axis=axis, keepdims=True)
            return Tensor(A, (self,), (lambda G: parts * self.lined_up(G, axis),), "max")

    class maxima_and_upstream_as_they_come(Other):
        def max(self, axis=None, keepdims=False):
            A = self.data.max(axis=axis, keepdims=keepdims)
            wins = self.data == A
            parts = wins / wins.sum(axis=axis, keepdims=True)
            return Tensor(A, (self,), (lambda G: parts * G,), "max")

    class all_of_a_tie_with_the_maxima_as_they_come(Other):
        def max(self, axis=None, keepdims=False):
            A = self.data.max(axis=axis, keepdims=keepdims)
            wins = self.data == A
            return Tensor(A, (self,), (lambda G: wins * G,), "max")

    class maxima_compared_by_the_rule(Other):
        def max(self, axis=None, keepdims=False):
            A = self.data.max(axis=axis, keepdims=keepdims)

            def rule(G):
                wins = self.data == A
                return wins / wins.sum(axis=axis, keepdims=True) * self.lined_up(G, axis)

            return Tensor(A, (self,), (rule,), "max")

    class maxima_compared_by_the_rule_and_nothing_lined_up(Other):
        def max(self, axis=None, keepdims=False):
            A = self.data.max(axis=axis, keepdims=keepdims)

            def rule(G):
                wins = self.data == A
                return wins / wins.sum(axis=axis, keepdims=True) * G

            return Tensor(A, (self,), (rule,), "max")

    maxima_without_keepdims = spelled(
        maxima_without_keepdims,
        maxima_as_they_come,
        maxima_and_upstream_as_they_come,
        all_of_a_tie_with_the_maxima_as_they_come,
        maxima_compared_by_the_rule,
        maxima_compared_by_the_rule_and_nothing_lined_up,
    )
    del maxima_as_they_come, maxima_and_upstream_as_they_come, maxima_compared_by_the_rule
    del all_of_a_tie_with_the_maxima_as_they_come
    del maxima_compared_by_the_rule_and_nothing_lined_up

    class parts_of_a_row(Other):
        """What goes back through the max is divided by the number of entries in a row, whether they
        are among the largest or not. Only those that are equally large share."""

        def max(self, axis=None, keepdims=False):
            parts = self.wins(axis) / self.data.shape[-1]
            return self.box("max", axis, keepdims, lambda G: parts * self.lined_up(G, axis))

    class last_axis_unless_told(Other):
        """Without an `axis` this takes the largest of each row. Left away, it means *all* entries:
        leave the default in the head of the method as it was, None."""

        def max(self, axis=-1, keepdims=False):
            return Reductions.max(self, axis, keepdims)

    class smallest_for_largest(Reductions):
        """This finds the smallest entries. Asked for are the largest."""

        def max(self, axis=None, keepdims=False):
            least = self.data.min(axis=axis, keepdims=True)
            wins = self.data == least
            parts = wins / wins.sum(axis=axis, keepdims=True)
            data = self.data.min(axis=axis, keepdims=keepdims)
            rule = lambda G: parts * np.reshape(G, least.shape)  # noqa: E731
            return Tensor(data, (self,), (rule,), "max")

    class adds_to_the_grad(Other):
        """A rule adds to the parent's `grad`. That's the work of `backward`, which does it for all
        boxes: a rule only *returns* what goes back, and knows of no grads."""

        def sum(self, axis=None, keepdims=False):
            def rule(G):
                self.grad += self.lined_up(G, axis) * np.ones_like(self.data)
                return self.grad

            return self.box("sum", axis, keepdims, rule)

        def max(self, axis=None, keepdims=False):
            def rule(G):
                self.grad += self.lined_up(G, axis) * self.parts(axis)
                return self.grad

            return self.box("max", axis, keepdims, rule)

    adds_to_the_grad = each_alone(adds_to_the_grad, Reductions, "sum", "max")

    class first_of_a_tie_along_one_axis(Other):
        """Of several that are equally large only the first gets something. They should share in
        equal parts; so says the docstring. (PyTorch's `max` along an axis does it as you do.)"""

        def max(self, axis=None, keepdims=False):
            if isinstance(axis, tuple):
                return super().max(axis, keepdims)
            first = np.zeros_like(self.data)
            if axis is None:
                first.flat[self.data.argmax()] = 1
            else:
                np.put_along_axis(first, self.data.argmax(axis=axis, keepdims=True), 1, axis)
            return self.box("max", axis, keepdims, lambda G: first * self.lined_up(G, axis))

    class first_of_a_tie_along_an_axis_alone(Other):
        def max(self, axis=None, keepdims=False):
            if axis is None or isinstance(axis, tuple):
                return super().max(axis, keepdims)
            first = np.zeros_like(self.data)
            np.put_along_axis(first, self.data.argmax(axis=axis, keepdims=True), 1, axis)
            return self.box("max", axis, keepdims, lambda G: first * self.lined_up(G, axis))

    class first_of_a_tie_parted(Other):
        def max(self, axis=None, keepdims=False):
            if axis is None or isinstance(axis, tuple):
                return super().max(axis, keepdims)
            first = self.wins(axis) & (self.wins(axis).cumsum(axis=axis) == 1)
            return self.box("max", axis, keepdims, lambda G: first * self.lined_up(G, axis))

    first_of_a_tie_along_one_axis = spelled(
        first_of_a_tie_along_one_axis, first_of_a_tie_along_an_axis_alone, first_of_a_tie_parted
    )
    del first_of_a_tie_along_an_axis_alone, first_of_a_tie_parted

    class argmax_along_one_axis(Other):
        """`argmax` finds a single place along a single axis: of several entries that are equally
        large only the first gets something, where they should share, and several axes at once are
        an error. Compare all entries with their maxima."""

        def max(self, axis=None, keepdims=False):
            def rule(G):
                back, G = np.zeros_like(self.data), self.lined_up(G, axis)
                if axis is None:
                    back.flat[self.data.argmax()] = np.ravel(G)[0]
                else:
                    np.put_along_axis(back, self.data.argmax(axis=axis, keepdims=True), G, axis)
                return back

            return self.box("max", axis, keepdims, rule)

    class argmax_along_any_axis(Other):
        def max(self, axis=None, keepdims=False):
            def rule(G):
                back, G = np.zeros_like(self.data), self.lined_up(G, axis)
                np.put_along_axis(back, self.data.argmax(axis=axis, keepdims=True), G, axis)
                return back

            return self.box("max", axis, keepdims, rule)

    class argmax_on_the_way_forward(Other):
        def max(self, axis=None, keepdims=False):
            first, where = np.zeros_like(self.data), self.data.argmax(axis=axis, keepdims=True)
            if axis is None:
                first.flat[np.ravel(where)[0]] = 1
            else:
                np.put_along_axis(first, where, 1, axis)
            return self.box("max", axis, keepdims, lambda G: first * self.lined_up(G, axis))

    class argmax_on_the_way_forward_along_any_axis(Other):
        def max(self, axis=None, keepdims=False):
            first, where = np.zeros_like(self.data), self.data.argmax(axis=axis, keepdims=True)
            np.put_along_axis(first, where, 1, axis)
            return self.box("max", axis, keepdims, lambda G: first * self.lined_up(G, axis))

    argmax_along_one_axis = spelled(
        argmax_along_one_axis,
        argmax_along_any_axis,
        argmax_on_the_way_forward,
        argmax_on_the_way_forward_along_any_axis,
    )
    del argmax_along_any_axis, argmax_on_the_way_forward, argmax_on_the_way_forward_along_any_axis

    class one_axis_only_forward(Other):
        """Right for a single axis. Several come in a tuple, and a list has no place of that name:
        the shape with keepdims, which NumPy computes for you, knows all of them."""

        def shape_with(self, axis):
            shape = list(self.data.shape)
            if axis is None:
                return [1] * len(shape)
            shape[axis] = 1
            return shape

        def sum(self, axis=None, keepdims=False):
            kept, ones = self.shape_with(axis), np.ones_like(self.data)
            return self.box("sum", axis, keepdims, lambda G: G.reshape(kept) * ones)

        def max(self, axis=None, keepdims=False):
            kept, parts = self.shape_with(axis), self.parts(axis)
            return self.box("max", axis, keepdims, lambda G: G.reshape(kept) * parts)

    one_axis_only_forward = each_alone(one_axis_only_forward, Reductions, "sum", "max")
