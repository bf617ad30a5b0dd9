"""Wrong answers to "Sum and maximum"."""

import numpy as np

from nnlib.autodiff.tensor import Reductions, Tensor
from nnlib.exercises._helpers import each_alone, spelled
from nnlib.exercises.chapter07._tensors import without_commas


class Other(Reductions):
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


def _lining_up(line_up):
    """Sum, max, and both with G lined up with the data in another way."""

    class both(Other):
        def sum(self, axis=None, keepdims=False):
            def rule(G):
                return line_up(self.data, G, axis, keepdims) * np.ones_like(self.data)

            return self.box("sum", axis, keepdims, rule)

        def max(self, axis=None, keepdims=False):
            def rule(G):
                return line_up(self.data, G, axis, keepdims) * self.parts(axis)

            return self.box("max", axis, keepdims, rule)

    class sum_alone(Other):
        sum, max = both.sum, Reductions.max

    class max_alone(Other):
        sum, max = Reductions.sum, both.max

    return both, sum_alone, max_alone


def _named(name, sentence, *classes):
    """Wrong answers that earn one sentence."""
    for one in classes:
        one.__name__, one.__doc__ = name, sentence
    return classes


def _several(axis):
    return axis if isinstance(axis, tuple) else (axis,)


def _one_by_one(order):
    """Lost axes are put back one after the other, in that order."""

    def line_up(data, G, axis, keepdims):
        for i in () if keepdims or axis is None else order(_several(axis)):
            G = np.expand_dims(G, i)
        return G

    return line_up


def _put_back_though_kept(data, G, axis, keepdims):
    return G if axis is None else np.expand_dims(G, axis)


def _put_back_anyway(data, G, axis, keepdims):
    return np.expand_dims(G, axis)


def _put_back_none(data, G, axis, keepdims):
    return G if keepdims else np.expand_dims(G, axis)


def _by_one_axis(data, G, axis, keepdims):
    if keepdims or axis is None:
        return G
    shape = list(data.shape)
    shape[axis] = 1
    return G.reshape(shape)


def _by_one_axis_or_all(data, G, axis, keepdims):
    shape = list(data.shape)
    if axis is None:
        shape = [1] * len(shape)
    else:
        shape[axis] = 1
    return G.reshape(shape)


def _in_turn(order):
    """The max shared out along one axis after the other."""

    class axis_after_axis(Other):
        def max(self, axis=None, keepdims=False):
            axes = tuple(range(self.data.ndim)) if axis is None else _several(axis)
            parts, left = np.ones_like(self.data), self.data
            for i in order(axes):
                top = left.max(axis=i, keepdims=True)
                wins = left == top
                parts, left = parts * wins / wins.sum(axis=i, keepdims=True), top
            return self.box("max", axis, keepdims, lambda G: self.lined_up(G, axis) * parts)

    return axis_after_axis


def _from_zero(largest_of):
    class max_from_zero(Other):
        def max(self, axis=None, keepdims=False):
            data = np.maximum(self.data.max(axis=axis, keepdims=keepdims), 0)

            def rule(G):
                with np.errstate(all="ignore"):
                    return self.lined_up(G, axis) * largest_of(self, axis)

            return Tensor(data, (self,), (rule,), "max")

    return max_from_zero


def _parts_from_zero(t, axis):
    wins = t.data == np.maximum(t.data.max(axis=axis, keepdims=True), 0)
    return wins / wins.sum(axis=axis, keepdims=True)


class Mistakes:
    axes_put_back_one_by_one = _named(
        "axes_put_back_one_by_one",
        """Right for a single axis. Of several, each is put back by itself, and where it belongs
        depends on which are back already: axes may come in any order, and count from the end. The
        shape with keepdims holds all of them at once.""",
        *_lining_up(_one_by_one(lambda axes: axes)),
        *_lining_up(_one_by_one(sorted)),
        *_lining_up(_one_by_one(lambda axes: sorted(axes, reverse=True))),
    )
    axis_put_back_twice = _named(
        "axis_put_back_twice",
        """With `keepdims=True` an axis too many is put back: it has stayed, with length 1, so G has
        it already.""",
        *_lining_up(_put_back_though_kept),
    )
    no_axis_to_put_back = _named(
        "no_axis_to_put_back",
        """`np.expand_dims` wants an axis, or several in a tuple, and `axis` is None where all
        entries make one. There G is a single number, which needs no axes.""",
        *_lining_up(_put_back_none),
        *_lining_up(_put_back_anyway),
    )
    one_axis_only = _named(
        "one_axis_only",
        """Right for a single axis. Several come in a tuple, and a list has no place of that name:
        the shape with keepdims, which NumPy computes for you, knows all of them.""",
        *_lining_up(_by_one_axis),
        *_lining_up(_by_one_axis_or_all),
    )
    axis_after_axis = _named(
        "axis_after_axis",
        """Along several axes, entries that tie don't get equal parts: one axis is taken after the
        other, so two that tie in one row have to share what a single one gets in another. Compare
        all entries with the largest along *all* the axes at once.""",
        _in_turn(lambda axes: axes),
        _in_turn(lambda axes: axes[::-1]),
    )
    max_from_zero = _named(
        "max_from_zero",
        """The search for the largest starts from 0, and where all entries are below 0 that isn't
        one of them. Start from the first entry, or leave it to `max`.""",
        _from_zero(Other.parts),
        _from_zero(Other.wins),
        _from_zero(_parts_from_zero),
    )

    class close_is_a_tie(Other):
        """Entries that are only nearly equal share what arrives. The largest gets all of it,
        however little it's ahead: compare with `==`, since the largest *is* one of the entries."""

        def max(self, axis=None, keepdims=False):
            def parts():
                wins = np.isclose(self.data, self.data.max(axis=axis, keepdims=True))
                return wins / wins.sum(axis=axis, keepdims=True)

            return self.box("max", axis, keepdims, lambda G: self.lined_up(G, axis) * parts())

    class max_from_zero_on_the_way_back(Other):
        """On the way back the entries are compared with a largest that started from 0. Where all
        are below 0 none of them is equal to it: compare with the largest itself."""

        def max(self, axis=None, keepdims=False):
            def rule(G):
                with np.errstate(all="ignore"):
                    return self.lined_up(G, axis) * _parts_from_zero(self, axis)

            return self.box("max", axis, keepdims, rule)

    class max_to_all_of_the_largest(Other):
        """Each largest entry gets the sum of all that arrives. It gets what arrives at *its* row or
        column: line G up with the data, and multiply."""

        def max(self, axis=None, keepdims=False):
            return self.box("max", axis, keepdims, lambda G: G.sum() * self.parts(axis))

    class sum_of_all_that_arrives(Other):
        """Through the sum every entry gets the sum of all that arrives. It gets what arrived at
        *its* row or column: line G up with the data."""

        def sum(self, axis=None, keepdims=False):
            return self.box("sum", axis, keepdims, lambda G: G.sum() * np.ones_like(self.data))

    class resized(Other):
        """Through the sum G is repeated until the shape is filled, row by row, wherever the axis
        was. Give it the lost axis back, with length 1, and stretch it along that."""

        def sum(self, axis=None, keepdims=False):
            return self.box("sum", axis, keepdims, lambda G: np.resize(G, self.data.shape))

    a_tuple_without_its_comma = (
        *without_commas(Reductions, "sum", "max"),
        *without_commas(Reductions, "sum"),
        *without_commas(Reductions, "max"),
    )

    class axis_not_given_back(Other):
        """G isn't lined up with the data: the axis that was summed over is gone from it. With as
        many rows as columns the gradients then go to the wrong places without a word."""

        def sum(self, axis=None, keepdims=False):
            return self.box("sum", axis, keepdims, lambda G: G * np.ones_like(self.data))

        def max(self, axis=None, keepdims=False):
            return self.box("max", axis, keepdims, lambda G: G * self.parts(axis))

    class sum_axis_not_given_back(Other):
        """In the sum, G isn't lined up with the data: the axis that was summed over is gone
        from it. With as many rows as columns the gradients then go to the wrong places without
        a word."""

        def sum(self, axis=None, keepdims=False):
            return self.box("sum", axis, keepdims, lambda G: G * np.ones_like(self.data))

    class sum_only_broadcast(Other):
        def sum(self, axis=None, keepdims=False):
            return self.box("sum", axis, keepdims, lambda G: np.broadcast_to(G, self.data.shape))

    sum_axis_not_given_back = spelled(sum_axis_not_given_back, sum_only_broadcast)
    del sum_only_broadcast

    class axis_put_back_at_the_end(Other):
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

    class reshaped_to_the_data(Other):
        """In the sum, G is reshaped to the parent's shape. It has fewer entries than that, and
        `reshape` makes no copies: give it the lost axes back with length 1, and stretch it."""

        def sum(self, axis=None, keepdims=False):
            return self.box("sum", axis, keepdims, lambda G: G.reshape(self.data.shape))

    class sum_keepdims_forgotten(Other):
        """The sum ignores `keepdims`: its result has lost the axis even where it should stay, with
        length 1."""

        def sum(self, axis=None, keepdims=False):
            return self.box(
                "sum", axis, False, lambda G: self.lined_up(G, axis) * np.ones_like(self.data)
            )

    class max_keepdims_forgotten(Other):
        """The max ignores `keepdims`: its result has lost the axis even where it should stay, with
        length 1."""

        def max(self, axis=None, keepdims=False):
            return self.box("max", axis, False, lambda G: self.lined_up(G, axis) * self.parts(axis))

    class max_axis_not_given_back(Other):
        """In the max, G isn't lined up with the data: the axis along which the largest were found
        is gone from it. With as many rows as columns it goes to the wrong places without a word."""

        def max(self, axis=None, keepdims=False):
            return self.box("max", axis, keepdims, lambda G: G * self.parts(axis))

    class max_compared_as_it_is(Other):
        def max(self, axis=None, keepdims=False):
            A = self.data.max(axis=axis, keepdims=keepdims)
            return self.box("max", axis, keepdims, lambda G: G * (self.data == A))

    max_axis_not_given_back = spelled(max_axis_not_given_back, max_compared_as_it_is)
    del max_compared_as_it_is

    class max_without_upstream(Other):
        """What goes back through the max are ones and zeros, or parts, whatever G is. Multiply what
        arrives by them."""

        def max(self, axis=None, keepdims=False):
            return self.box("max", axis, keepdims, lambda G: 1.0 * self.wins(axis))

    class max_parts_alone(max_without_upstream):
        def max(self, axis=None, keepdims=False):
            return self.box("max", axis, keepdims, lambda G: self.parts(axis))

    max_without_upstream = spelled(max_without_upstream, max_parts_alone)
    del max_parts_alone

    class ties_counted_everywhere(Other):
        """What goes back through the max is divided by the number of largest entries in the *whole*
        array. Count them along the axis: in each row or column by itself."""

        def max(self, axis=None, keepdims=False):
            def rule(G):
                return self.lined_up(G, axis) * self.wins(axis) / self.wins(axis).sum()

            return self.box("max", axis, keepdims, rule)

    class argmax_for_an_index(Other):
        """`argmax` along an axis gives a place for each row or column, and here these places are
        taken for rows of the array. Compare the entries with their maxima instead: a table of True
        and False lies right over them."""

        def max(self, axis=None, keepdims=False):
            def rule(G):
                back = np.zeros_like(self.data)
                back[self.data.argmax(axis=axis)] = G
                return back

            return self.box("max", axis, keepdims, rule)

    class arrays_for_tensors(Other):
        """What comes back are plain arrays, which remember nothing. Make a new Tensor with its
        parent and the parent's rule, each in a tuple, `(self,)`."""

        def sum(self, axis=None, keepdims=False):
            return self.data.sum(axis=axis, keepdims=keepdims)

        def max(self, axis=None, keepdims=False):
            return self.data.max(axis=axis, keepdims=keepdims)

    arrays_for_tensors = each_alone(arrays_for_tensors, Reductions, "sum", "max")
