"""Wrong answers to "Gradients that add up"."""

import numpy as np

from nnlib.autodiff.tensor import backward, undo_broadcasting
from nnlib.exercises._helpers import spelled
from nnlib.exercises.chapter07._backward_mistakes import (
    _add,
    _add_in_place,
    _at_once,
    _back,
    _not_undone,
    _overwrite,
)


def _forget_boxes(order):
    for t in order:
        if t.parents:
            t.grad = np.zeros_like(t.data)


def _forget_if(is_box):
    """Zeros for whatever is taken for a box, given the list and one of its tensors."""

    def forget(order):
        for t in order:
            if is_box(order, t):
                t.grad = np.zeros_like(t.data)

    return forget


def _there_and_back(order, **changed):
    """The answer in parts, of which a mistake changes one."""
    _back(order, **{"forget": _forget_boxes, **changed})


class Mistakes:
    def all_forgotten(order):
        """The leaves are set to zeros as well, as in your `backward`, and what an earlier call has
        left in them is gone. Only the boxes are to be forgotten: they have parents, and a leaf has
        an empty tuple, which isn't equal to an empty list."""
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

    def neither_zeros_nor_ones(order):
        kept = order[-1].grad
        _there_and_back(order, forget=lambda order: None, start=lambda data: kept)

    no_ones_at_the_end = spelled(no_ones_at_the_end, neither_zeros_nor_ones)
    del neither_zeros_nor_ones

    def each_parent_once(order):
        """A tensor that is both parents of a box, as in a * a, gets something back only once. Each
        place among the parents has a rule of its own, and all of them count."""
        _there_and_back(order, pairs=lambda t: dict(zip(t.parents, t.rules, strict=True)).items())

    def turned_round(order):
        """The gradients are right, but the caller's list has been turned round or emptied on the
        way. `reversed(order)` goes through it from the end and leaves it as it is."""

        def walk(order):
            order.reverse()
            return order

        _there_and_back(order, walk=walk, hand=_add)

    def boxes_by_their_place(order):
        """Whatever stands behind the first box is set to zeros. A leaf needn't stand in front: it
        may come anywhere before the box that uses it. Ask each tensor whether it has parents."""

        def is_box(order, t):
            first = next(n for n, t in enumerate(order) if t.parents)
            return any(t is one for one in order[first:])

        _there_and_back(order, forget=_forget_if(is_box))

    def boxes_by_their_operation(order):
        """Which tensors are boxes is read from `operation`, and that's for people only: it may be
        empty, or say anything. A box is a tensor that has parents."""
        _there_and_back(order, forget=_forget_if(lambda order, t: t.operation != ""))

    def some_boxes_only(order):
        """Some boxes are set to zeros and others are not. Whatever has parents is a box, with a
        single parent too, and also in the middle of the graph."""
        _there_and_back(order, forget=_forget_if(lambda order, t: len(t.parents) > 1))

    some_boxes_only = spelled(
        some_boxes_only,
        lambda order: _there_and_back(
            order,
            forget=_forget_if(
                lambda order, t: t.parents and any(t is one for one in order[-1].parents)
            ),
        ),
    )

    def only_the_latest_in_a_box(order):
        """Leaves add, and a box keeps only what came back to it last, because its grad is
        overwritten or set to zeros just before the sum. A box may go two ways as well: set all
        boxes to zeros once, before the walk, and *add* in them too."""

        def hand(parent, back):
            (_overwrite if parent.parents else _add)(parent, back)

        _there_and_back(order, forget=lambda order: None, hand=hand)

    def only_the_latest_in_a_leaf(order):
        """A leaf that went two ways has, on top of its old gradient, only what came back to it
        last. Every gradient that comes back is added to what is there *by then*."""
        old = {id(t): t.grad for t in order if not t.parents}

        def hand(parent, back):
            parent.grad = old.get(id(parent), parent.grad) + back

        _there_and_back(order, hand=hand)

    def put_aside_without_a_copy(order):
        """What the leaves had was put aside without a copy. That is the same array still, so what
        is written into the grads changes it as well, and the new gradients count twice. Put a
        `.copy()` aside."""
        kept = [(t, t.grad) for t in order if not t.parents]
        for t in order:
            t.grad[...] = 0
        _there_and_back(order, hand=_add_in_place)
        for t, grad in kept:
            t.grad = t.grad + grad

    def before_all_has_arrived(order):
        """A box hands on as soon as something has come back to it, and what had come back before
        goes on a second time. Go through the list from the end: when a box's turn comes there,
        *all* has arrived."""
        _there_and_back(order, walk=lambda order: order[-1:], hand=_at_once)

    def forgotten_after_the_walk(order):
        """The boxes are set to zeros after the walk. So what an earlier call has left in them has
        gone back already, and what has just arrived in them is lost. Set them to zeros *before*
        the walk."""
        _there_and_back(order, forget=lambda order: None)
        _forget_boxes(order)

    def others_forgotten_after_the_walk(order):
        _there_and_back(order, forget=lambda order: None)
        _forget_boxes(order[:-1])

    forgotten_after_the_walk = spelled(forgotten_after_the_walk, others_forgotten_after_the_walk)
    del others_forgotten_after_the_walk

    def nothing_forgotten_and_ones_added(order):
        """What an earlier call has left in the boxes is still there, and goes back once more; in
        the last one too, where the ones are only *added* to it. Set all that have parents to zeros
        before the walk."""
        kept = order[-1].grad
        _there_and_back(order, forget=lambda order: None, start=lambda data: kept + 1)

    def all_but_the_first(order):
        """Only the first of the list keeps what it has. It's one of several leaves, and the others
        stand wherever they like: ask each tensor whether it has parents."""
        _there_and_back(order, forget=_forget_if(lambda order, t: t is not order[0]))

    def boxes_keep_as_well(order):
        """The leaves are right. But what an earlier call has left in the boxes is added as well,
        and in them, the last tensor among them, it's to be forgotten."""
        kept = [(t, t.grad) for t in order]
        backward(order)
        for t, grad in kept:
            t.grad = t.grad + grad

    def without_the_last_one(order):
        """Nothing leaves the last tensor, because the walk leaves it out. It's the box that the
        way back begins with."""
        _there_and_back(order, walk=lambda order: reversed(order[:-1]))

    def ones_at_the_first(order):
        """The ones stand in the first tensor of the list. The list ends with the result, and the
        way back begins there: `order[-1]`."""
        _there_and_back(order, first=0)

    ones_at_the_first = spelled(
        ones_at_the_first, lambda order: _there_and_back(order, first=0, walk=iter)
    )

    def shared_with_the_box(order):
        """A gradient is stored just as it came from a rule, and a sum's rule hands back its own
        grad, the very same array. What is added later with `+=` is then added to the sum's grad as
        well. Add with `grad = grad + …`, which makes a new array."""

        def as_it_came(t, parent, rule):
            back = rule(t.grad)
            fits = back.shape == parent.data.shape
            return back if fits else undo_broadcasting(back, parent.data.shape)

        def hand(parent, back):
            (_add_in_place if np.any(parent.grad) else _overwrite)(parent, back)

        _there_and_back(order, back=as_it_came, hand=hand)
