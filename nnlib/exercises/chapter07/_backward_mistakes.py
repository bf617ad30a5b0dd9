"""Wrong answers to "All the way back, with arrays"."""

import numpy as np

from nnlib.autodiff.tensor import undo_broadcasting
from nnlib.exercises._helpers import spelled


def _back(order, *, start=np.ones_like, reset=True, hand=None, direction=reversed, undo=True):
    """The answer with one thing changed."""
    order = list(order)
    if reset:
        for t in order:
            t.grad = np.zeros_like(t.data)
    order[-1].grad = start(order[-1].data)
    for t in direction(order):
        for parent, rule in zip(t.parents, t.rules, strict=True):
            back = rule(t.grad)
            back = undo_broadcasting(back, parent.data.shape) if undo else back
            if hand:
                hand(t, parent, back)
            else:
                parent.grad = parent.grad + back


def _overwrite(t, parent, back):
    parent.grad = back


class Mistakes:
    def overwritten(order):
        """Where a tensor went into two boxes, only one of the gradients that come back is left: it
        is overwritten, or set to zeros again inside the loop. Set all to zeros *before* it, and
        then add what arrives to what is there."""
        _back(order, hand=_overwrite)

    def zeros_at_every_box(order):
        order = list(order)
        for t in order:
            t.grad = np.zeros_like(t.data)
        order[-1].grad = np.ones_like(order[-1].data)
        for t in reversed(order):
            for parent in t.parents:
                parent.grad = np.zeros_like(parent.data)
            for parent, rule in zip(t.parents, t.rules, strict=True):
                back = undo_broadcasting(rule(t.grad), parent.data.shape)
                parent.grad = parent.grad + back

    overwritten = spelled(overwritten, zeros_at_every_box)
    del zeros_at_every_box

    def before_all_has_arrived(order):
        """This goes on to a parent as soon as something has come back to it, along every way by
        itself. What had arrived before goes on a second time. In the list's order, from the end, a
        tensor's turn comes when *all* has arrived."""
        for t in order:
            t.grad = np.zeros_like(t.data)
        order[-1].grad = np.ones_like(order[-1].data)

        def go(t):
            for parent, rule in zip(t.parents, t.rules, strict=True):
                back = undo_broadcasting(rule(t.grad), parent.data.shape)
                parent.grad = parent.grad + back
                go(parent)

        go(order[-1])

    def undone_before_the_rule(order):
        """What has arrived is summed to the parent's shape *before* the rule gets it. The rule
        wants all of it, in the shape of the result; what it hands back is summed."""
        order = list(order)
        for t in order:
            t.grad = np.zeros_like(t.data)
        order[-1].grad = np.ones_like(order[-1].data)
        for t in reversed(order):
            for parent, rule in zip(t.parents, t.rules, strict=True):
                back = rule(undo_broadcasting(t.grad, parent.data.shape))
                parent.grad = parent.grad + back

    def ones_at_the_first(order):
        """The ones stand in the first tensor of the list. The list ends with the result, and the
        way back begins there: `order[-1]`."""
        order = list(order)
        for t in order:
            t.grad = np.zeros_like(t.data)
        order[0].grad = np.ones_like(order[0].data)
        for t in reversed(order):
            for parent, rule in zip(t.parents, t.rules, strict=True):
                back = undo_broadcasting(rule(t.grad), parent.data.shape)
                parent.grad = parent.grad + back

    def shared_on_the_first_visit(order):
        """On its first visit a parent's grad is set to what the rule returned, and a sum's rule
        returns its own grad, the very same array. What `+=` adds to it later is added to the grad
        of the sum as well. Begin with zeros of its own for each tensor, or add with `grad = grad +
        …`, which makes a new array."""
        order, seen = list(order), {id(order[-1])}
        for t in order:
            t.grad = np.zeros_like(t.data)
        order[-1].grad = np.ones_like(order[-1].data)
        for t in reversed(order):
            for parent, rule in zip(t.parents, t.rules, strict=True):
                back = rule(t.grad)
                if back.shape != parent.data.shape:
                    back = undo_broadcasting(back, parent.data.shape)
                if id(parent) in seen:
                    parent.grad += back
                else:
                    parent.grad = back
                seen.add(id(parent))

    def never_undone(order):
        """A row that was broadcast gets a gradient for each of its copies, or an error because the
        shapes don't fit. Sum over the copies with `undo_broadcasting` before you add."""
        _back(order, undo=False)

    def never_undone_in_place(order):
        order = list(order)
        for t in order:
            t.grad = np.zeros_like(t.data)
        order[-1].grad = np.ones_like(order[-1].data)
        for t in reversed(order):
            for parent, rule in zip(t.parents, t.rules, strict=True):
                parent.grad += rule(t.grad)

    never_undone = spelled(never_undone, never_undone_in_place)
    del never_undone_in_place

    def from_the_first_to_the_last(order):
        """This goes through the list from the first to the last. The way back begins at the last
        one, where the 1 is."""
        _back(order, direction=iter)

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
        _back(order, reset=False)

    def multiplied_by_zero(order):
        """The grads are set to 0 by multiplying. NaN, which a training that went wrong leaves
        behind, stays NaN then, since 0 times NaN is NaN. Make new zeros, `np.zeros_like(t.data)`.
        """
        order = list(order)
        for t in order:
            t.grad = t.grad * 0
        order[-1].grad = np.ones_like(order[-1].data)
        for t in reversed(order):
            for parent, rule in zip(t.parents, t.rules, strict=True):
                back = undo_broadcasting(rule(t.grad), parent.data.shape)
                parent.grad = parent.grad + back

    def only_leaves_forgotten(order):
        """Only tensors without parents are set to zeros. Those in the middle collect gradients as
        well, and what an earlier call has left in them goes back once more: set all of them."""
        order = list(order)
        for t in order:
            if not t.parents:
                t.grad = np.zeros_like(t.data)
        order[-1].grad = np.ones_like(order[-1].data)
        for t in reversed(order):
            for parent, rule in zip(t.parents, t.rules, strict=True):
                back = undo_broadcasting(rule(t.grad), parent.data.shape)
                parent.grad = parent.grad + back

    def leaves_never_forgotten(order):
        """Tensors without parents keep what an earlier call has left in them. They are the ones
        that you want to know about: set all grads to zeros first."""
        order = list(order)
        for t in order:
            if t.parents:
                t.grad = np.zeros_like(t.data)
        order[-1].grad = np.ones_like(order[-1].data)
        for t in reversed(order):
            for parent, rule in zip(t.parents, t.rules, strict=True):
                back = undo_broadcasting(rule(t.grad), parent.data.shape)
                parent.grad = parent.grad + back

    def no_rule_called(order):
        """What has arrived is handed on to the parents as it is. It's the rule that makes of it
        what goes back: `rule(t.grad)`."""
        order = list(order)
        for t in order:
            t.grad = np.zeros_like(t.data)
        order[-1].grad = np.ones_like(order[-1].data)
        for t in reversed(order):
            for parent in t.parents:
                back = undo_broadcasting(t.grad, parent.data.shape)
                parent.grad = parent.grad + back

    def turned_round(order):
        """The gradients are right, but the caller's list has been turned round or emptied on the
        way. `reversed(order)` goes through it from the end and leaves it as it is."""
        for t in order:
            t.grad = np.zeros_like(t.data)
        order[-1].grad = np.ones_like(order[-1].data)
        order.reverse()
        for t in order:
            for parent, rule in zip(t.parents, t.rules, strict=True):
                back = undo_broadcasting(rule(t.grad), parent.data.shape)
                parent.grad = parent.grad + back

    def taken_out(order):
        for t in order:
            t.grad = np.zeros_like(t.data)
        order[-1].grad = np.ones_like(order[-1].data)
        while order:
            t = order.pop()
            for parent, rule in zip(t.parents, t.rules, strict=True):
                back = undo_broadcasting(rule(t.grad), parent.data.shape)
                parent.grad = parent.grad + back

    turned_round = spelled(turned_round, taken_out)
    del taken_out

    def only_the_first_parent(order):
        """Only the first parent of each box gets something. Go through all of them, each with its
        own rule: `zip(t.parents, t.rules)`."""
        order = list(order)
        for t in order:
            t.grad = np.zeros_like(t.data)
        order[-1].grad = np.ones_like(order[-1].data)
        for t in reversed(order):
            for parent, rule in list(zip(t.parents, t.rules, strict=True))[:1]:
                parent.grad = parent.grad + undo_broadcasting(rule(t.grad), parent.data.shape)

    def the_data_goes_back(order):
        """The rules are given the tensor's `data`. They want what has arrived, its `grad`."""
        order = list(order)
        for t in order:
            t.grad = np.zeros_like(t.data)
        order[-1].grad = np.ones_like(order[-1].data)
        for t in reversed(order):
            for parent, rule in zip(t.parents, t.rules, strict=True):
                parent.grad = parent.grad + undo_broadcasting(rule(t.data), parent.data.shape)

    def to_its_own_shape(order):
        """What a rule hands back is summed to the shape of the *result*, `t.data.shape`. It's on
        its way to the parent, so sum it to the parent's: `parent.data.shape`."""
        order = list(order)
        for t in order:
            t.grad = np.zeros_like(t.data)
        order[-1].grad = np.ones_like(order[-1].data)
        for t in reversed(order):
            for parent, rule in zip(t.parents, t.rules, strict=True):
                parent.grad = parent.grad + undo_broadcasting(rule(t.grad), t.data.shape)

    def to_its_own_shape_in_place(order):
        order = list(order)
        for t in order:
            t.grad = np.zeros_like(t.data)
        order[-1].grad = np.ones_like(order[-1].data)
        for t in reversed(order):
            for parent, rule in zip(t.parents, t.rules, strict=True):
                parent.grad += undo_broadcasting(rule(t.grad), t.data.shape)

    to_its_own_shape = spelled(to_its_own_shape, to_its_own_shape_in_place)
    del to_its_own_shape_in_place

    def upstream_twice(order):
        """The upstream gradient counts twice. A rule has multiplied by it already, so what it
        returns only has to be added."""
        order = list(order)
        for t in order:
            t.grad = np.zeros_like(t.data)
        order[-1].grad = np.ones_like(order[-1].data)
        for t in reversed(order):
            for parent, rule in zip(t.parents, t.rules, strict=True):
                back = undo_broadcasting(rule(t.grad) * t.grad, parent.data.shape)
                parent.grad = parent.grad + back

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
        order = list(order)
        for t in order:
            t.grad = np.zeros_like(t.data)
        order[-1].grad = np.ones_like(order[-1].data)
        for t in reversed(order):
            for parent in t.parents:
                for rule in t.rules:
                    back = undo_broadcasting(rule(t.grad), parent.data.shape)
                    parent.grad = parent.grad + back

    def the_parents_grad_goes_back(order):
        """Nothing comes back from the last tensor. Either the walk leaves it out, or the rules are
        given the grad of the *parent*, which is still 0: they want what has arrived at the result,
        `t.grad`."""
        order = list(order)
        for t in order:
            t.grad = np.zeros_like(t.data)
        order[-1].grad = np.ones_like(order[-1].data)
        for t in reversed(order):
            for parent, rule in zip(t.parents, t.rules, strict=True):
                back = undo_broadcasting(rule(parent.grad), parent.data.shape)
                parent.grad = parent.grad + back

    def means_of_copies(order):
        """What comes back to a broadcast tensor is divided by the number of its copies. The copies
        all act at once: the sum."""

        def hand(t, parent, back):
            parent.grad = parent.grad + back * parent.data.size / max(t.data.size, 1)

        def same_size(t, parent, back):
            if t.data.size > parent.data.size:
                hand(t, parent, back)
            else:
                parent.grad = parent.grad + back

        _back(order, hand=same_size)

    def means_at_the_end(order):
        """The ones at the end are divided by the number of entries, so that the *mean* of the last
        tensor is differentiated. Its sum counts, as the docstring says: a whole 1 for each entry.
        """
        _back(order, start=lambda data: np.full(data.shape, 1 / data.size))

    def cleared_once_handed_on(order):
        """A tensor's grad is set to zeros again as soon as it has been handed on. The grads of
        those in the middle are wanted too, and that of the last: set them to zeros before the walk,
        and leave them alone after it."""
        order = list(order)
        for t in order:
            t.grad = np.zeros_like(t.data)
        order[-1].grad = np.ones_like(order[-1].data)
        for t in reversed(order):
            for parent, rule in zip(t.parents, t.rules, strict=True):
                parent.grad = parent.grad + undo_broadcasting(rule(t.grad), parent.data.shape)
            if t.parents:
                t.grad = np.zeros_like(t.data)

    def each_parent_once(order):
        """A tensor that is both parents of a box, as in a * a, gets something back only once. Each
        place among the parents has a rule of its own, and all of them count: no set and no
        dictionary of parents."""
        order = list(order)
        for t in order:
            t.grad = np.zeros_like(t.data)
        order[-1].grad = np.ones_like(order[-1].data)
        for t in reversed(order):
            for parent, rule in dict(zip(t.parents, t.rules, strict=True)).items():
                parent.grad = parent.grad + undo_broadcasting(rule(t.grad), parent.data.shape)

    def undone_for_new_axes_only(order):
        """What goes back is summed only if it has more *axes* than the parent. A column beside a
        table has just as many, and was copied all the same: compare the shapes, or let
        `undo_broadcasting` decide every time."""

        def hand(t, parent, back):
            if back.ndim != parent.data.ndim:
                back = undo_broadcasting(back, parent.data.shape)
            parent.grad = parent.grad + back

        _back(order, undo=False, hand=hand)

    def undone_for_new_axes_only_in_place(order):
        def hand(t, parent, back):
            if back.ndim != parent.data.ndim:
                back = undo_broadcasting(back, parent.data.shape)
            parent.grad += back

        _back(order, undo=False, hand=hand)

    undone_for_new_axes_only = spelled(undone_for_new_axes_only, undone_for_new_axes_only_in_place)
    del undone_for_new_axes_only_in_place
