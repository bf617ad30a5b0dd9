"""Wrong answers to "All the way back, with arrays"."""

import itertools

import numpy as np

from nnlib.autodiff.tensor import undo_broadcasting
from nnlib.exercises._helpers import spelled


def _forget_all(order):
    for t in order:
        t.grad = np.zeros_like(t.data)


def _pairs(t):
    return zip(t.parents, t.rules, strict=True)


def _undone(t, parent, rule):
    return undo_broadcasting(rule(t.grad), parent.data.shape)


def _not_undone(t, parent, rule):
    return rule(t.grad)


def _undone_for_new_axes(t, parent, rule):
    back = rule(t.grad)
    return back if back.ndim == parent.data.ndim else undo_broadcasting(back, parent.data.shape)


def _to_its_own_shape(t, parent, rule):
    return undo_broadcasting(rule(t.grad), t.data.shape)


def _add(parent, back):
    parent.grad = parent.grad + back


def _add_in_place(parent, back):
    parent.grad += back


def _overwrite(parent, back):
    parent.grad = back


def _at_once(parent, back):
    """Hand on what arrives as soon as it does, with all that had arrived before."""
    _add(parent, back)
    for grandparent, rule in _pairs(parent):
        _at_once(grandparent, _undone(parent, grandparent, rule))


def _back(
    order, *, forget=_forget_all, first=-1, start=np.ones_like, walk=reversed, pairs=_pairs,
    back=_undone, hand=_add,
):  # fmt: skip
    """The answer in parts, of which a mistake changes one."""
    forget(order)
    order[first].grad = start(order[first].data)
    for t in walk(order):
        for parent, rule in pairs(t):
            hand(parent, back(t, parent, rule))


class Mistakes:
    def overwritten(order):
        """Where a tensor went into two boxes, only one of the gradients that come back is left: it
        is overwritten, or set to zeros again inside the loop. Set all to zeros *before* it, and
        then add what arrives to what is there."""
        _back(order, hand=_overwrite)

    def zeros_at_every_box(order):
        def pairs(t):
            _forget_all(t.parents)
            return _pairs(t)

        _back(order, pairs=pairs)

    overwritten = spelled(overwritten, zeros_at_every_box)
    del zeros_at_every_box

    def before_all_has_arrived(order):
        """This goes on to a parent as soon as something has come back to it, along every way by
        itself. What had arrived before goes on a second time. In the list's order, from the end, a
        tensor's turn comes when *all* has arrived."""
        _back(order, walk=lambda order: order[-1:], hand=_at_once)

    def undone_before_the_rule(order):
        """What has arrived is summed to the parent's shape *before* the rule gets it. The rule
        wants all of it, in the shape of the result; what it hands back is summed."""
        _back(
            order,
            back=lambda t, parent, rule: rule(undo_broadcasting(t.grad, parent.data.shape)),
        )

    def ones_at_the_first(order):
        """The ones stand in the first tensor of the list. The list ends with the result, and the
        way back begins there: `order[-1]`."""
        _back(order, first=0)

    def shared_on_the_first_visit(order):
        """On its first visit a parent's grad is set to what the rule returned, and a sum's rule
        returns its own grad, the very same array. What `+=` adds to it later is added to the grad
        of the sum as well. Begin with zeros of its own for each tensor, or add with `grad = grad +
        …`, which makes a new array."""
        seen = {id(order[-1])}

        def as_it_came(t, parent, rule):
            back = rule(t.grad)
            fits = back.shape == parent.data.shape
            return back if fits else undo_broadcasting(back, parent.data.shape)

        def hand(parent, back):
            (_add_in_place if id(parent) in seen else _overwrite)(parent, back)
            seen.add(id(parent))

        _back(order, back=as_it_came, hand=hand)

    def never_undone(order):
        """A row that was broadcast gets a gradient for each of its copies, or an error because the
        shapes don't fit. Sum over the copies with `undo_broadcasting` before you add."""
        _back(order, back=_not_undone)

    never_undone = spelled(
        never_undone, lambda order: _back(order, back=_not_undone, hand=_add_in_place)
    )

    def undone_too_late(order):
        """The sum over the copies comes too late: by then a gradient for each copy and one for the
        row itself have been added, and broadcasting has counted the row's own once for each copy.
        Sum what a rule hands back *before* you add it."""

        def walk(order):
            for t in reversed(order):
                t.grad = undo_broadcasting(t.grad, t.data.shape)
                yield t

        _back(order, walk=walk, back=_not_undone)

    def undone_at_the_end(order):
        _back(order, back=_not_undone)
        for t in order:
            t.grad = undo_broadcasting(t.grad, t.data.shape)

    undone_too_late = spelled(undone_too_late, undone_at_the_end)
    del undone_at_the_end

    def from_the_first_to_the_last(order):
        """This goes through the list from the first to the last. The way back begins at the last
        one, where the 1 is."""
        _back(order, walk=iter)

    def nothing_at_the_end(order):
        """Nothing comes back at all, since the last tensor's grad is 0. It grows exactly as much as
        itself: set it to ones first."""
        _back(order, start=np.zeros_like)

    def its_own_data(order):
        """The way back begins with the last tensor's own numbers. It grows exactly as much as
        itself, so begin with ones."""
        _back(order, start=np.copy)

    def never_forgotten(order):
        """What an earlier call has left in the grads is still there, and the new gradients are
        added to it. Set all grads to zeros first."""
        _back(order, forget=lambda order: None)

    def multiplied_by_zero(order):
        """The grads are set to 0 by multiplying. NaN, which a training that went wrong leaves
        behind, stays NaN then, since 0 times NaN is NaN. Make new zeros, `np.zeros_like(t.data)`.
        """

        def forget(order):
            for t in order:
                t.grad = t.grad * 0

        _back(order, forget=forget)

    def only_leaves_forgotten(order):
        """Only tensors without parents are set to zeros. Those in the middle collect gradients as
        well, and what an earlier call has left in them goes back once more: set all of them."""
        _back(order, forget=lambda order: _forget_all([t for t in order if not t.parents]))

    def leaves_never_forgotten(order):
        """Tensors without parents keep what an earlier call has left in them. They are the ones
        that you want to know about: set all grads to zeros first."""
        _back(order, forget=lambda order: _forget_all([t for t in order if t.parents]))

    def forgotten_when_its_turn_comes(order):
        """A tensor's grad is set to zeros when its turn comes, and by then its gradient has
        arrived: it's wiped out before it can go on. Set all of them to zeros *before* the walk."""

        def walk(order):
            for t in reversed(order):
                if t is not order[-1]:
                    t.grad = np.zeros_like(t.data)
                yield t

        _back(order, forget=lambda order: None, walk=walk)

    def filled_with_a_colon(order):
        """`grad[:] = 0` doesn't work for a single number: its array has no axis that the colon
        could run along. (Nor does it for a grad that's still None.) Make new zeros,
        `np.zeros(t.data.shape)`."""
        for t in order:
            t.grad[:] = 0
        order[-1].grad[:] = 1
        _back(order, forget=lambda order: None)

    def no_rule_called(order):
        """What has arrived is handed on to the parents as it is. It's the rule that makes of it
        what goes back: `rule(t.grad)`."""
        _back(order, back=lambda t, parent, rule: undo_broadcasting(t.grad, parent.data.shape))

    def turned_round(order):
        """The gradients are right, but the caller's list has been turned round or emptied on the
        way. `reversed(order)` goes through it from the end and leaves it as it is."""

        def walk(order):
            order.reverse()
            return order

        _back(order, walk=walk)

    def taken_out(order):
        def walk(order):
            while order:
                yield order.pop()

        _back(order, walk=walk)

    turned_round = spelled(turned_round, taken_out)
    del taken_out

    def only_the_first_parent(order):
        """Only the first parent of each box gets something. Go through all of them, each with its
        own rule: `zip(t.parents, t.rules)`."""
        _back(order, pairs=lambda t: list(_pairs(t))[:1])

    def the_data_goes_back(order):
        """The rules are given the tensor's `data`. They want what has arrived, its `grad`."""
        _back(
            order, back=lambda t, parent, rule: undo_broadcasting(rule(t.data), parent.data.shape)
        )

    def to_its_own_shape(order):
        """What a rule hands back is summed to the shape of the *result*, `t.data.shape`. It's on
        its way to the parent, so sum it to the parent's: `parent.data.shape`."""
        _back(order, back=_to_its_own_shape)

    to_its_own_shape = spelled(
        to_its_own_shape, lambda order: _back(order, back=_to_its_own_shape, hand=_add_in_place)
    )

    def upstream_twice(order):
        """The upstream gradient counts twice. A rule has multiplied by it already, so what it
        returns only has to be added."""
        _back(
            order,
            back=lambda t, parent, rule: undo_broadcasting(
                rule(t.grad) * t.grad, parent.data.shape
            ),
        )

    def a_single_one(order):
        """The way back begins with a single 1. The last tensor may have several entries, each of
        which needs one: `np.ones_like`."""
        _back(order, start=lambda data: 1.0)

    a_single_one = spelled(
        a_single_one, lambda order: _back(order, start=lambda data: np.array(1.0))
    )

    def every_rule_for_every_parent(order):
        """Every parent gets something from every rule of the box. The first rule belongs to the
        first parent, the second to the second: go through them in pairs, with `zip`."""
        _back(order, pairs=lambda t: itertools.product(t.parents, t.rules))

    def the_parents_grad_goes_back(order):
        """Nothing comes back from the last tensor. Either the walk leaves it out, or the rules are
        given the grad of the *parent*, which is still 0: they want what has arrived at the result,
        `t.grad`."""
        _back(
            order,
            back=lambda t, parent, rule: undo_broadcasting(rule(parent.grad), parent.data.shape),
        )

    def means_of_copies(order):
        """What comes back to a broadcast tensor is divided by the number of its copies. The copies
        all act at once: the sum."""

        _back(
            order,
            back=lambda t, parent, rule: (
                _undone(t, parent, rule) * min(parent.data.size / max(t.data.size, 1), 1)
            ),
        )

    def means_at_the_end(order):
        """The ones at the end are divided by the number of entries, so that the *mean* of the last
        tensor is differentiated. Its sum counts, as the docstring says: a whole 1 for each entry.
        """
        _back(order, start=lambda data: np.full(data.shape, 1 / data.size))

    def cleared_once_handed_on(order):
        """A tensor's grad is set to zeros again as soon as it has been handed on. The grads of
        those in the middle are wanted too, and that of the last: set them to zeros before the walk,
        and leave them alone after it."""

        def walk(order):
            for t in reversed(order):
                yield t
                if t.parents:
                    t.grad = np.zeros_like(t.data)

        _back(order, walk=walk)

    def each_parent_once(order):
        """A tensor that is both parents of a box, as in a * a, gets something back only once. Each
        place among the parents has a rule of its own, and all of them count: no set and no
        dictionary of parents."""
        _back(order, pairs=lambda t: dict(_pairs(t)).items())

    def undone_for_new_axes_only(order):
        """What goes back is summed only if it has more *axes* than the parent. A column beside a
        table has just as many, and was copied all the same: compare the shapes, or let
        `undo_broadcasting` decide every time."""
        _back(order, back=_undone_for_new_axes)

    undone_for_new_axes_only = spelled(
        undone_for_new_axes_only,
        lambda order: _back(order, back=_undone_for_new_axes, hand=_add_in_place),
    )

    def zeros_of_integers(order):
        """The zeros are integers, and NumPy refuses to add decimals to them in place. Leave
        `dtype=int` away: `np.zeros(t.data.shape)` are decimals."""

        def forget(order):
            for t in order:
                t.grad = np.zeros(t.data.shape, dtype=int)

        _back(order, forget=forget, hand=_add_in_place)
