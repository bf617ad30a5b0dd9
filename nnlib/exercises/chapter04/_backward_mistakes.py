"""Wrong answers to "All the way back" that go through the list, or leave it, in a wrong way."""

from nnlib.exercises._helpers import spelled


def in_that_order(order, turns):
    back(order, direction=lambda order: turns)


def back(order, *, start=1.0, reset=True, hand=None, direction=reversed, first=-1):
    """The answer with one thing changed."""
    order = list(order)
    if reset:
        for v in order:
            v.grad = 0.0
    order[first].grad = start
    for v in direction(order):
        for parent, local in zip(v.parents, v.local_gradients, strict=True):
            if hand:
                hand(v, parent, local)
            else:
                parent.grad += v.grad * local


def overwrite(v, parent, local):
    parent.grad = v.grad * local


def add(parent, what):
    parent.grad += what


class OutOfOrder:
    """The values have their turns in a wrong order, or not all of them, or not for all shares."""

    def turned_in_place(order):
        """The gradients of a first call are right. But the list that was handed in has been turned
        round, so a second call with it begins at the wrong end. `reversed(order)` and `order[::-1]`
        leave the list itself as it is."""
        order.reverse()
        back(order, direction=list, first=0)

    def emptied(order):
        """The gradients are right, but the list that was handed in is empty afterwards: `pop` takes
        each value out of it. It belongs to whoever calls your function, so go through it with
        `reversed(order)`."""
        given = list(order)
        order.clear()
        back(given)

    def ended_at_a_gradient_of_0(order):
        """The backward pass ends at the first value whose gradient is 0. That one has nothing to
        hand on, but others before it in the list may have: pass over it and go on."""
        for v in order:
            v.grad = 0.0
        order[-1].grad = 1.0
        for v in reversed(order):
            if v.grad == 0:
                break
            for parent, local in zip(v.parents, v.local_gradients, strict=True):
                parent.grad += v.grad * local

    def number_for_the_local_gradient(order):
        """The upstream gradient is multiplied by the parent's *number*. It should be multiplied by
        the local gradient, which the value keeps for each of its parents."""
        back(order, hand=lambda v, p, local: add(p, v.grad * p.data))

    def inputs_not_reset(order):
        """The values without parents still hold what an earlier call has left there, and the new
        gradients are added to it. Set the grads of *all* values to 0 before you begin."""
        for v in order:
            v.grad = 0.0 if v.parents else v.grad
        back(order, reset=False)

    def old_gradient_at_the_end(order):
        """The last value begins with what an earlier call has left there, and the 1 is added to
        it. Its gradient is 1, whatever was there before."""
        for v in order[:-1]:
            v.grad = 0.0
        back(order, reset=False, start=order[-1].grad + 1.0)

    def along_every_path(order):
        """A value hands on what it has each time something comes back to it, and so hands on the
        earlier share again. Wait until all of its shares have been added up: the order of the list
        sees to that. Does your function call itself?"""
        for v in order:
            v.grad = 0.0
        order[-1].grad = 1.0

        def go(v):
            for parent, local in zip(v.parents, v.local_gradients, strict=True):
                parent.grad += v.grad * local
                go(parent)

        go(order[-1])

    def parent_after_parent(order):
        """The values have their turn in another order than that of the list: the parents of the
        last one first, then their parents, and so on. A value with a short path and a long one
        hands on too little that way. Go through the list itself, from its end."""
        waiting = [order[-1]]
        for v in waiting:
            waiting += [p for p in dict.fromkeys(v.parents) if p not in waiting]
        in_that_order(order, waiting)

    def one_parent_to_the_end(order):
        """The values have their turn in another order than that of the list: one parent with all
        that is behind it first, and then the next one. A value on several paths hands on too
        little that way. Go through the list itself, from its end."""
        found = []

        def go(v):
            if v not in found:
                found.append(v)
                for parent in v.parents:
                    go(parent)

        go(order[-1])
        in_that_order(order, found)

    def by_their_numbers(order):
        """The values have their turn in the order of their numbers. A number says nothing about
        who comes first: go through the list from its end."""
        in_that_order(order, sorted(order, key=lambda v: -v.data))

    def the_first_share_counts(order):
        """Where two gradients come back to one number, you keep the first of them. Move the number
        a little: the result feels it through both boxes."""
        back(order, hand=lambda v, p, local: add(p, 0 if p.grad else v.grad * local))

    def subtracted(order):
        """Every share is subtracted. What comes back to a number is added to what it has got."""
        back(order, hand=lambda v, p, local: add(p, -v.grad * local))

    def the_first_local_gradient(order):
        """A value that went into one box twice, as in h - h, has two local gradients there, 1 and
        -1. Here one of the two counts both times: does `index` look for the parent? It finds the
        first place only. Go through parents and local gradients side by side."""
        back(
            order,
            hand=lambda v, p, local: add(p, v.grad * v.local_gradients[v.parents.index(p)]),
        )

    def the_last_local_gradient(order):
        """A value that went into one box twice, as in h - h, has two local gradients there, 1 and
        -1. Here the last of them counts both times, as in a dictionary, which keeps one for each
        parent. Go through parents and local gradients side by side."""

        def hand(v, parent, local):
            add(parent, v.grad * dict(zip(v.parents, v.local_gradients, strict=True))[parent])

        back(order, hand=hand)

    def only_what_leads_to_the_last(order):
        """A value of the list that doesn't lead to the last one keeps its old grad. Its gradient
        is 0: set the grad of *every* value of the list to 0 before you begin."""
        found = {order[-1]}
        for v in reversed(order):
            if v in found:
                found.update(v.parents)
        back([v for v in order if v in found])

    def forgotten_after_its_turn(order):
        """Values with parents have lost their gradient at the end: once they had handed it on, it
        was set back to 0. Set all grads to 0 once, at the beginning, and never after that."""
        back(order)
        for v in order[:-1]:
            v.grad = 0.0 if v.parents else v.grad

    def all_forgotten_after_their_turn(order):
        back(order)
        for v in order:
            v.grad = 0.0 if v.parents else v.grad

    forgotten_after_its_turn = spelled(forgotten_after_its_turn, all_forgotten_after_their_turn)
    del all_forgotten_after_their_turn

    def the_last_path_counts(order):
        """Where several paths come back to one number, you keep the product of the last of them.
        The result feels the number on all of its paths, so what comes back is added."""
        for v in order:
            v.grad = 0.0

        def go(v, gradient):
            v.grad = gradient
            for parent, local in zip(v.parents, v.local_gradients, strict=True):
                go(parent, gradient * local)

        go(order[-1], 1.0)

    def without_zip(order):
        """`for parent, local in v.parents, v.local_gradients` goes through the two tuples one after
        the other, and takes each of them apart. To go through them side by side, put `zip(...)`
        around them."""
        for v in order:
            v.grad = 0.0
        order[-1].grad = 1.0
        for v in reversed(order):
            for parent, local in v.parents, v.local_gradients:
                parent.grad += v.grad * local

    def all_local_gradients_at_once(order):
        """The upstream gradient is multiplied by the whole tuple of local gradients. Each parent
        has one of its own: go through both side by side, `zip(v.parents, v.local_gradients)`."""
        back(order, hand=lambda v, p, local: add(p, v.grad * v.local_gradients))

    def reversed_to_nothing(order):
        """`order.reverse()` turns the caller's own list round and gives None, through which no loop
        can go. `reversed(order)` leaves the list as it is and can be gone through."""
        for v in order:
            v.grad = 0.0
        for _ in order.reverse():
            pass

    def _two_by_their_places(guarded):
        def always_two_parents(order):
            for v in order:
                v.grad = 0.0
            order[-1].grad = 1.0
            for v in reversed(order):
                if v.parents or not guarded:
                    v.parents[0].grad += v.grad * v.local_gradients[0]
                    v.parents[1].grad += v.grad * v.local_gradients[1]

        return always_two_parents

    def _two_unpacked(order):
        for v in order:
            v.grad = 0.0
        order[-1].grad = 1.0
        for v in reversed(order):
            (one, two), (slope, other) = v.parents, v.local_gradients
            one.grad += v.grad * slope
            two.grad += v.grad * other

    def always_two_parents(order):
        """This is written for boxes with two parents. A power has one, a number that was put in has
        none: go through all of `v.parents` in a loop."""
        for v in order:
            v.grad = 0.0
        order[-1].grad = 1.0
        for v in reversed(order):
            if v.parents:
                (one, two), (slope, other) = v.parents, v.local_gradients
                one.grad += v.grad * slope
                two.grad += v.grad * other

    always_two_parents = spelled(
        always_two_parents, _two_by_their_places(0), _two_by_their_places(1), _two_unpacked
    )
    del _two_by_their_places, _two_unpacked

    def ended_at_the_first_input(order):
        """The backward pass ends at the first value without parents that it meets. Others may come
        behind it in the list: pass over it and go on."""
        for v in order:
            v.grad = 0.0
        order[-1].grad = 1.0
        for v in reversed(order):
            if not v.parents:
                return
            for parent, local in zip(v.parents, v.local_gradients, strict=True):
                parent.grad += v.grad * local

    def a_mean_of_the_shares(order):
        """Where several gradients come back to one number, you take their mean. The result feels
        the number through all the boxes at once, so they are added."""
        shares = {}

        def hand(v, parent, local):
            shares.setdefault(parent, []).append(v.grad * local)
            parent.grad = sum(shares[parent]) / len(shares[parent])

        back(order, hand=hand)

    def a_parent_twice_heard_once(order):
        """A value that went into one box twice, as in h·h, gets one share. It stands among the
        parents twice, with a local gradient for each place, and both count."""

        def hand(v, parent, local):
            last = dict(zip(v.parents, v.local_gradients, strict=True))
            parent.grad += v.grad * last[parent] / v.parents.count(parent)

        back(order, hand=hand)

    def without_the_second_value(order):
        """The loop ends too early: the values at the beginning of the list have no turn. `range`
        leaves its end out, so to get to 0 it has to be `range(len(order) - 1, -1, -1)`."""
        back(order, direction=lambda order: order[:1:-1])

    def every_second_value(order):
        """Only every second value has a turn. `order[::-1]` goes back one by one."""
        back(order, direction=lambda order: order[::-2])

    def nothing_for_a_single_value(order):
        """A value that has no parents and stands in the list alone is left with 0. It has nobody to
        hand anything to, but its own gradient is 1 all the same: give the last value its 1 in any
        case."""
        if order[-1].parents:
            back(order)
        else:
            order[-1].grad = 0.0

    def the_first_share_even_if_0(order):
        shared = set()

        def hand(v, parent, local):
            if parent not in shared:
                shared.add(parent)
                parent.grad = v.grad * local

        back(order, hand=hand)

    the_first_share_counts = spelled(the_first_share_counts, the_first_share_even_if_0)
    del the_first_share_even_if_0
