"""All the way back: the gradient of every value of a graph."""

import numpy as np

from nnlib.autodiff import value
from nnlib.exercises.chapter04._backward_mistakes import OutOfOrder, add, back, overwrite
from nnlib.exercises.chapter04._graphs import (
    ASIDE,
    FORK,
    LABELS,
    THREE_LEVELS,
    build,
    drawn,
    places,
)
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="04-backward",
    title="All the way back",
    minutes=15,
    difficulty=3,
    points=3,
    reference=value.backward,
    hints=(
        "Do it on the drawing first: begin at the last value with 1, and let each box hand back to "
        "its parents what arrives times its local gradient. In which direction do you go through "
        "the list?",
        "Two loops, one in the other: over the values, from the last to the first, and for each "
        "over its parents and their local gradients side by side, `zip(v.parents, "
        "v.local_gradients)`. If one number comes out wrong, draw its graph and count the arrows "
        "that come back to it.",
        "`for v in order: v.grad = 0.0` forgets an earlier call. Then the last one gets its 1, and "
        "in `for v in reversed(order):` each parent gets the product. What if it has got something "
        "already?",
    ),
    why="""Each value hands the product of its upstream gradient, `v.grad`, and a local gradient to
each parent. A parent that went into several boxes hears from each of them, and these gradients are
added, so `+=`. That is why all must start from 0. And it's why the order matters: when a value has
its turn, all the boxes that it went into have had theirs, so its gradient is complete.""",
    promises={
        "a value without parents": lambda case: case.label.startswith("a value without"),
        "a chain": lambda case: "a chain" in case.label,
        "a value on two paths": lambda case: "two paths" in case.label,
        "a value twice in one box": lambda case: "twice in one box" in case.label,
        "paths of different lengths": lambda case: "a long path" in case.label,
        "used on three levels": lambda case: "three levels" in case.label,
        "the list left as it was": lambda case: "the list afterwards" in case.label,
        "local gradients that are 0 or negative": lambda case: "drawn" in case.label,
        "a gradient of 0 before the end": lambda case: "that is off" in case.label,
        "grads left over": lambda case: "left over" in case.label,
        "a value beside the last": lambda case: "nothing to do with the last" in case.label,
        "called again": lambda case: "called again" in case.label,
    },
    survivors={
        "v.parents[k].grad = v.parents[k].grad + v.local_gradients[k] * v.grad -> "
        "v.parents[k].grad += v.local_gradients[k] * v.grad": "the same in other words",
    },
    distractors=("        parent.grad = v.grad * local",),
)


LIST = (
    "The gradients are right, but the list that was handed in is no longer what it was. It belongs "
    "to whoever calls your function, and a second call with it would begin at the wrong end. "
    "`reversed(order)` and `order[::-1]` leave it alone; `order.reverse()` and `order.pop()` don't."
)


def _grads(order):
    return np.array([v.grad for v in order], dtype=float)


def _use(graph, *, left_over=False, again=False, before=None):
    def use(backward):
        if before is not None:
            backward(build(backward, before))
        order = build(backward, graph)
        if left_over:
            for v in order:
                v.grad = 7.0
        given = list(order)
        for _ in range(2 if again else 1):
            backward(given)
        return _grads(order)

    return use


def _list_afterwards(graph):
    def use(backward):
        given = build(backward, graph)
        backward(given)
        return np.array(places(given))

    return use


@exercise.cases
def _(rng):
    graphs = {
        **LABELS,
        "a graph that was drawn": drawn(rng, 6),
        "a larger drawn one": drawn(rng, 9),
    }
    for label, graph in graphs.items():
        names = " ".join(name for name, *_ in graph)
        told = f"{label}; the grads of {names}, in this order"
        yield Case(told, {}, _use(graph), "The list of gradients after a first call")
    beside = {"a number z that has nothing to do with the last, L = 2·h": ASIDE}
    for label, graph in [*LABELS.items(), *beside.items()][1:]:
        end = f"; the grads of {' '.join(name for name, *_ in graph)}, in this order"
        left = f"{label}, with 7.0 left over in every grad{end}"
        yield Case(
            left,
            {},
            _use(graph, left_over=True),
            "The list of gradients, begun with old ones left over,",
        )
        again = f"{label}, called again with the same list{end}"
        yield Case(again, {}, _use(graph, again=True), "The list of gradients after a second call")
    after = _use(FORK, before=THREE_LEVELS)
    yield Case(
        "called again for another graph", {}, after, "The list of gradients after a second call"
    )
    for label, graph in [*LABELS.items()][1:3]:
        what = "The order of the list afterwards"
        yield Case(f"{label}, the list afterwards", {}, _list_afterwards(graph), what, "", LIST)


exercise.wrong(OutOfOrder)


@exercise.wrong
class Mistakes:
    def overwritten(order):
        """A chain comes out right. But take the graph in which h goes into one box twice, L = h·h
        with h = 3: your h.grad is 3. Move h from 3 to 3.001 and divide what L grows by 0.001: that
        gives 6. What has become of the rest?"""
        back(order, hand=overwrite)

    def overwritten_and_not_reset(order):
        """A chain comes out right. But take the graph in which h goes into one box twice, L = h·h
        with h = 3: your h.grad is 3. Move h from 3 to 3.001 and divide what L grows by 0.001: that
        gives 6. What has become of the rest?"""
        back(order, hand=overwrite, reset=False)

    def paths_multiplied(order):
        """Where two gradients come back to one number you have multiplied them. Along one path
        gradients are multiplied; but what comes back on two paths?"""

        def hand(v, parent, local):
            parent.grad = parent.grad * v.grad * local if parent.grad else v.grad * local

        back(order, hand=hand)

    def the_larger_path_counts(order):
        """Where two gradients come back to one number, you keep one of them. Move the number a
        little: the result feels it through both boxes."""

        def hand(v, parent, local):
            parent.grad = max(parent.grad, v.grad * local, key=abs)

        back(order, hand=hand)

    def no_start(order):
        """Every grad is 0 at the end, the last value's too. First all are set to 0, and then the
        last one begins with 1: if it grows by 0.01, it grows by 0.01. After that nothing is set to
        0 any more."""
        back(order, start=0.0)

    def started_with_its_number(order):
        """The backward pass begins with the last value's number. It should begin with 1: if L grows
        by 0.01, L grows by 0.01, whatever L is."""
        back(order, start=order[-1].data)

    def not_reset(order):
        """What an earlier call left in the grads is still in there. Set all of them to 0 before
        you begin."""
        back(order, reset=False)

    def not_reset_at_the_end_either(order):
        """What an earlier call left in the grads is still in there, the last value's too. Set all
        of them to 0 before you begin."""
        order[-1].grad += 1.0
        back(order, reset=False, start=order[-1].grad)

    def only_weights_reset(order):
        """The grads of values without parents are set to 0, the others still hold what an earlier
        call has left there."""
        for v in order:
            if not v.parents:
                v.grad = 0.0
        back(order, reset=False)

    def from_first_to_last(order):
        """Only the last box has handed something back. Either nobody else was asked, or they were
        asked while they still had 0 to hand on: go through the whole list, from its end."""
        back(order, direction=list)

    def without_local(order):
        """The local gradients are missing: each parent gets the upstream gradient as it is. That's
        right for a sum only."""

        def hand(v, parent, local):
            parent.grad += v.grad

        back(order, hand=hand)

    def without_upstream(order):
        """The upstream gradient of the value itself, `v.grad`, is missing: each parent gets the
        local gradient alone (or times the 1 of the last value). That says how much the next number
        grows, not how much the last one does."""

        def hand(v, parent, local):
            parent.grad += local

        back(order, hand=hand)

    def upstream_plus_local(order):
        """Upstream and local gradient are added. If h grows by 0.01, u by 3 times that, and L by 4
        times what u grows, then L grows by 3 · 4 · 0.01: they are multiplied."""

        def hand(v, parent, local):
            parent.grad += v.grad + local

        back(order, hand=hand)

    def numbers_for_gradients(order):
        """You hand on the value's number, `v.data`, times the local gradient. What has to be
        multiplied is the gradient that has come back to it, `v.grad`."""

        def hand(v, parent, local):
            parent.grad += v.data * local

        back(order, hand=hand)

    def times_the_parents_number(order):
        """The parent's own number is multiplied in as well. A local gradient is a finished number:
        upstream times local is all."""

        def hand(v, parent, local):
            parent.grad += v.grad * local * parent.data

        back(order, hand=hand)

    def reset_on_its_turn(order):
        """The last value has its 1, and all the others have 0. Either the last value hands nothing
        on, or what it has handed on is set to 0 afterwards, or it is multiplied into a grad that
        is 0, and 0 remains. Set all grads to 0 once, before the backward pass begins, go from the
        last value, itself included, to the first, and add what comes back."""
        order[-1].grad = 1.0
        for v in reversed(order):
            v.grad = 1.0 if v is order[-1] else 0.0
            for parent, local in zip(v.parents, v.local_gradients, strict=True):
                parent.grad += v.grad * local

    def only_one_parent(order):
        """Only the first parent of each value gets something. Go through all of them, each with
        its own local gradient."""
        for v in order:
            v.grad = 0.0
        order[-1].grad = 1.0
        for v in reversed(order):
            if v.parents:
                v.parents[0].grad += v.grad * v.local_gradients[0]

    def begun_at_the_first(order):
        """The 1 is given to the first value of the list. The result is the *last*, `order[-1]`."""
        for v in order:
            v.grad = 0.0
        order[0].grad = 1.0
        for v in reversed(order):
            for parent, local in zip(v.parents, v.local_gradients, strict=True):
                parent.grad += v.grad * local

    def local_gradients_all_of_them(order):
        """Each parent gets the sum of all local gradients of the box. Each has one of its own:
        go through both side by side, `zip(v.parents, v.local_gradients)`."""
        back(order, hand=lambda v, p, local: add(p, v.grad * sum(v.local_gradients)))

    def all_begin_with_one(order):
        """Every grad begins with 1. Only the last value's does: the others begin with 0, and get
        what comes back to them."""
        for v in order:
            v.grad = 1.0
        back(order, reset=False)

    def begun_with_one_and_multiplied(order):
        """Every grad begins with 1. Only the last value's does: the others begin with 0, and get
        what comes back to them."""
        for v in order:
            v.grad = 1.0

        def hand(v, parent, local):
            parent.grad *= v.grad * local

        back(order, reset=False, hand=hand)

    def gradients_returned(order):
        """In the values' `v.grad` there is still what was there before. Write the gradients there:
        nobody reads what your function returns."""
        return [v.data for v in order]


@exercise.right
class Variants:
    def from_the_child(order):
        """Here each value *fetches* its gradient from all the boxes that it went into, instead of
        being handed it. There is nothing to reset, but it asks every value for every other."""
        for i in reversed(range(len(order))):
            total = 1.0 if i == len(order) - 1 else 0.0
            for child in order:
                for parent, local in zip(child.parents, child.local_gradients, strict=True):
                    if parent is order[i]:
                        total += child.grad * local
            order[i].grad = total

    def by_index(order):
        for v in order[:-1]:
            v.grad = 0
        order[-1].grad = 1
        for i in reversed(range(len(order))):
            v = order[i]
            for k in range(len(v.parents)):
                v.parents[k].grad = v.parents[k].grad + v.local_gradients[k] * v.grad

    def in_a_dictionary(order):
        """The gradients are gathered in a dictionary, and written into the values at the end, so
        nothing that was left in them can get in the way."""
        grads = {v: 0.0 for v in order}
        grads[order[-1]] = 1.0
        for v in order[::-1]:
            for parent, local in zip(v.parents, v.local_gradients, strict=True):
                grads[parent] += grads[v] * local
        for v in order:
            v.grad = grads[v]
