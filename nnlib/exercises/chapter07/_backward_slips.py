"""Wrong answers to "All the way back, with arrays": what the grads begin with."""

import numpy as np

from nnlib.autodiff.tensor import undo_broadcasting
from nnlib.exercises._helpers import spelled
from nnlib.exercises.chapter07._backward_mistakes import _add_in_place, _back, _overwrite


def _all_none(order):
    for t in order:
        t.grad = None


def _all_0(order):
    for t in order:
        t.grad = 0.0


def _unless_none(parent, back):
    parent.grad = back if parent.grad is None else parent.grad + back


class Slips:
    def no_zeros_where_nothing_arrives(order):
        """Right where something arrives. A tensor in the list that the last one doesn't depend on
        is left with None, or with a single 0: its gradient is zeros, in the shape of its data. Set
        every grad to such zeros first."""
        _back(order, forget=_all_none, hand=_unless_none)

    no_zeros_where_nothing_arrives = spelled(
        no_zeros_where_nothing_arrives,
        lambda order: _back(order, forget=_all_0),
        lambda order: _back(order, forget=_all_0, hand=_add_in_place),
    )

    def multiplied_by_the_function(order):
        """What has arrived is multiplied by the rule itself, as a Value multiplied by a number. A
        rule is a function now: call it with what has arrived. It does the multiplying."""
        _back(order, back=lambda t, parent, rule: t.grad * rule)

    multiplied_by_the_function = spelled(
        multiplied_by_the_function,
        lambda order: _back(order, back=lambda t, parent, rule: rule * t.grad),
    )

    def ones_of_the_first(order):
        """The ones at the end have the shape of the *first* tensor. They belong to the last one,
        and have the shape of its data."""
        _back(order, start=lambda data: np.ones_like(order[0].data))

    def zeros_of_the_last(order):
        """Every grad begins with zeros in the shape of the *result*. Each tensor has a shape of its
        own, and its grad has the same: ask the tensor whose grad it is."""

        def forget(order):
            for t in order:
                t.grad = np.zeros_like(order[-1].data)

        _back(order, forget=forget, hand=_add_in_place)

    def undone_before_the_rule_in_place(order):
        """What has arrived is summed to the parent's shape *before* the rule gets it. The rule
        wants all of it, in the shape of the result; what it hands back is summed."""
        _back(
            order,
            back=lambda t, parent, rule: rule(undo_broadcasting(t.grad, parent.data.shape)),
            hand=_add_in_place,
        )

    def shared_where_nothing_was_there(order):
        """On its first visit a parent's grad is set to what the rule returned, and a sum's rule
        returns its own grad, the very same array. What `+=` adds to it later is added to the grad
        of the sum as well. Begin with zeros of its own for each tensor, or add with `grad = grad +
        …`, which makes a new array."""

        def as_it_came(t, parent, rule):
            back = rule(t.grad)
            fits = back.shape == parent.data.shape
            return back if fits else undo_broadcasting(back, parent.data.shape)

        def hand(parent, back):
            (_overwrite if parent.grad is None else _add_in_place)(parent, back)

        _back(order, forget=_all_none, back=as_it_came, hand=hand)
