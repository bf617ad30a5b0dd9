"""Wrong answers to "Gradients that add up"."""

import numpy as np

from nnlib.autodiff.tensor import backward
from nnlib.exercises._helpers import spelled
from nnlib.exercises.chapter07._backward_mistakes import (
    _add,
    _add_in_place,
    _back,
    _not_undone,
    _overwrite,
)


def _forget_boxes(order):
    for t in order:
        if t.parents:
            t.grad = np.zeros_like(t.data)


def _there_and_back(order, **changed):
    """The answer in parts, of which a mistake changes one."""
    _back(order, **{"forget": _forget_boxes, **changed})


class Mistakes:
    def all_forgotten(order):
        """The leaves are set to zeros as well, as in your `backward`, and what an earlier call has
        left in them is gone. Only the boxes, which have parents, are to be forgotten."""
        backward(order)

    def nothing_forgotten(order):
        """What an earlier call has left in a box is handed on once more, so the leaves get it a
        second time. Set the tensors that have parents to zeros before the walk."""
        _there_and_back(order, forget=lambda order: None)

    def leaves_forgotten(order):
        """It's the other way round: the leaves are set to zeros, and the boxes keep what an earlier
        call has left. A tensor that has parents is a box."""

        def forget(order):
            for t in order:
                if not t.parents:
                    t.grad = np.zeros_like(t.data)

        _there_and_back(order, forget=forget)

    def only_those_in_the_middle(order):
        """The ones are added to what an earlier call has left in the last tensor, so that it counts
        for more than 1. It grows as much as itself: set its grad to ones."""
        kept = order[-1].grad
        _there_and_back(order, start=lambda data: kept + 1)

    def overwritten(order):
        """What comes back takes the place of what is there. It's to be *added*: to what an earlier
        call has left in a leaf, and where a tensor went two ways, to what has come back already."""
        _there_and_back(order, hand=_overwrite)

    def forgotten_when_its_turn_comes(order):
        """A box's grad is set to zeros when its turn comes, and by then its gradient has arrived.
        Set all boxes to zeros *before* the walk."""

        def walk(order):
            for t in reversed(order):
                if t is not order[-1] and t.parents:
                    t.grad = np.zeros_like(t.data)
                yield t

        _there_and_back(order, walk=walk)

    def multiplied_by_zero(order):
        """The boxes are set to 0 by multiplying, and NaN times 0 is NaN. Make new zeros,
        `np.zeros_like(t.data)`."""

        def forget(order):
            for t in order:
                if t.parents:
                    t.grad = t.grad * 0

        _there_and_back(order, forget=forget)

    def cleared_once_handed_on(order):
        """The boxes' grads are gone after the walk, that of the last one too. Set them to zeros
        before it, and leave them as they are at the end."""
        _there_and_back(order)
        _forget_boxes(order)

    def never_undone(order):
        """A row that was broadcast gets a gradient for each of its copies, or an error because the
        shapes don't fit. Sum over the copies with `undo_broadcasting` before you add."""
        _there_and_back(order, back=_not_undone)

    never_undone = spelled(
        never_undone, lambda order: _there_and_back(order, back=_not_undone, hand=_add_in_place)
    )

    def a_mean_with_what_was_there(order):
        """What is in a leaf and what comes back are averaged. The gradients of several losses are
        *added*; whoever wants their mean divides the losses."""

        kept = [(t, t.grad) for t in order if not t.parents]
        backward(order)
        for t, grad in kept:
            t.grad = (t.grad + grad) / 2

    def old_ones_for_every_way(order):
        """What a leaf had counts twice. Add what comes back to it, and nothing else."""
        kept = [(t, t.grad) for t in order if not t.parents]
        backward(order)
        for t, grad in kept:
            t.grad = t.grad + 2 * grad

    def from_the_first_to_the_last(order):
        """This goes through the list from the first to the last. The way back begins at the last
        one, where the ones are."""
        _there_and_back(order, walk=iter)

    def a_single_one(order):
        """The way back begins with a single 1. The last tensor may have several entries, each of
        which needs one: `np.ones_like`."""
        _there_and_back(order, start=lambda data: 1.0)

    a_single_one = spelled(
        a_single_one, lambda order: _there_and_back(order, start=lambda data: np.array(1.0))
    )

    def no_ones_at_the_end(order):
        """Nothing comes back, since the last tensor's grad is 0. It grows exactly as much as
        itself: set it to ones after the zeros."""
        _there_and_back(order, start=np.zeros_like)

    def each_parent_once(order):
        """A tensor that is both parents of a box, as in a * a, gets something back only once. Each
        place among the parents has a rule of its own, and all of them count."""
        _there_and_back(order, pairs=lambda t: dict(zip(t.parents, t.rules, strict=True)).items())

    def turned_round(order):
        """The gradients are right, but the caller's list has been turned round on the way.
        `reversed(order)` goes through it from the end and leaves it as it is."""

        def walk(order):
            order.reverse()
            return order

        _there_and_back(order, walk=walk, hand=_add)
