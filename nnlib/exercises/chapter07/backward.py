"""All the way back, with arrays."""

import numpy as np

from nnlib.autodiff import tensor
from nnlib.autodiff.tensor import undo_broadcasting
from nnlib.exercises._helpers import beside, spelled
from nnlib.exercises.chapter07._tensors import A, B, drawn
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="07-backward",
    title="All the way back, with arrays",
    minutes=10,
    difficulty=3,
    points=3,
    reference=tensor.backward,
    hints=(
        "Take your `backward` from chapter 04 and ask of each of its lines what it means for "
        "arrays: the zeros at the beginning, the 1 at the end, the product, the sum.",
        "`np.zeros_like(t.data)` and `np.ones_like(t.data)` have the right shapes. In place of the "
        "product a rule is called. And does what it returns have the parent's shape?",
        "In `for t in reversed(order):` go through `zip(t.parents, t.rules)`. What the rule "
        "makes of `t.grad` goes through `undo_broadcasting`, with `parent.data.shape`, before "
        "it is added.",
    ),
    why="""Three lines have changed since chapter 04: there are arrays of zeros and of ones, a
rule is called where two numbers were multiplied, and what it returns is summed to the parent's
shape. Because that happens here, at a single place, no rule has to know whether its parent was
broadcast. If the last tensor has several entries, the ones make their sum the thing that is
differentiated.""",
    distractors=(
        "            parent.grad = undo_broadcasting(rule(t.grad), parent.data.shape)",
        "            parent.grad += rule(t.grad)",
    ),
    survivors={
        "order[-1].grad = order[-1].grad + 1 -> order[-1].grad += 1": "the same in other words",
        "parent.grad = parent.grad + back -> parent.grad += back": "the same in other words",
        "grads[parent] = grads[parent] + back -> grads[parent] += back": "the same in other words",
        "np.zeros(t.data.shape) -> np.zeros(t.data.shape, dtype=int)": (
            "whole numbers become floats when floats are added to them"
        ),
    },
    promises={
        "a tensor without parents": lambda case: case.label.startswith("a tensor without"),
        "a chain": lambda case: case.label.startswith("a chain"),
        "a tensor on two ways": lambda case: "two ways" in case.label,
        "a tensor twice in one box": lambda case: "with itself" in case.label,
        "a row that was broadcast": lambda case: "a row" in case.label,
        "a tensor twice in one sum": lambda case: case.label.endswith("a + a"),
        "a sum with one of its own parents": lambda case: case.label.endswith("a + a * a"),
        "several entries at the end": lambda case: "several entries" in case.label,
        "grads left over": lambda case: "left over" in case.label,
        "NaN left over": lambda case: "NaN left over" in case.label,
        "called again": lambda case: "called again" in case.label,
    },
)


class _Maker:
    """Makes tensors where the answer lives. Their rules know arrays only, and no tensor, since one
    cannot be asked while the answer is at work."""

    def __init__(self, Tensor):
        self.Tensor, self.arrays = Tensor, {}

    def new(self, data, parents=(), rules=()):
        t = self.Tensor(data, tuple(parents), tuple(rules))
        self.arrays[id(t)] = np.array(data)
        return t

    def of(self, *tensors):
        return [self.arrays[id(t)] for t in tensors]

    def sum(self, t):
        (a,) = self.of(t)
        return self.new(a.sum(), [t], [lambda G: G * np.ones(a.shape)])

    def times(self, one, other):
        a, b = self.of(one, other)
        return self.new(a * b, [one, other], [lambda G: G * b, lambda G: G * a])

    def plus(self, one, other):
        a, b = self.of(one, other)
        return self.new(a + b, [one, other], [lambda G: G, lambda G: G])


def _alone(make, a, b):
    return [make.new(a)]


def _chain(make, a, b):
    h, w = make.new(a), make.new(b)
    u = make.times(h, w)
    return [h, w, u, make.sum(u)]


def _two_ways(make, a, b):
    h, w = make.new(a), make.new(b)
    u = make.times(h, w)
    v = make.plus(u, h)
    L = make.times(u, v)
    return [h, w, u, v, L, make.sum(L)]


def _itself(make, a, b):
    h = make.new(a)
    u = make.times(h, h)
    return [h, u, make.sum(u)]


def _doubled(make, a, b):
    h = make.new(a)
    u = make.plus(h, h)
    return [h, u, make.sum(u)]


def _with_its_square(make, a, b):
    h = make.new(a)
    u = make.times(h, h)
    v = make.plus(h, u)
    return [h, u, v, make.sum(v)]


def _several(make, a, b):
    h, w = make.new(a), make.new(b)
    return [h, w, make.times(h, w)]


GRAPHS = {
    "a tensor without parents": _alone,
    "a chain, u = a * b and its sum": _chain,
    "one tensor on two ways, u = a * b, v = u + a and the sum of u * v": _two_ways,
    "a tensor with itself, the sum of a * a": _itself,
    "a tensor and itself, the sum of a + a": _doubled,
    "a tensor and its square, the sum of a + a * a": _with_its_square,
    "several entries at the end, a * b": _several,
}


def _use(build, *, left_over=None, again=False, place=0):
    """The grad of one tensor; the graph is made of the library's Tensors, where the answer
    lives."""

    def use(backward, a, b):
        order = build(_Maker(beside(backward, "Tensor")), a, b)
        if left_over is not None:
            for t in order:
                t.grad = np.full(np.shape(t.data), left_over)
        for _ in range(2 if again else 1):
            backward(list(order))
        grad = order[place].grad
        return grad if isinstance(grad, np.ndarray | float | int | np.number) else np.array(0.0)

    return use


@exercise.cases
def _(rng):
    row = np.array([2.0, -1.0, 0.5])
    given = {"a": A, "b": B}
    other = {"a": drawn(rng, 2, 2, 3), "b": drawn(rng, 2, 1)}
    for label, build in GRAPHS.items():
        n = 1 if build in (_alone, _itself, _doubled, _with_its_square) else 2
        for place in range(n):
            result = f"The grad of {'ab'[place]}"
            yield Case(label, given, _use(build, place=place), result)
            if n == 2:
                shown = f"{label}; b is a row"
                yield Case(shown, {"a": A, "b": row}, _use(build, place=place), result)
                shown = f"{label}; three axes, and a column b"
                yield Case(shown, other, _use(build, place=place), result)
        yield Case(label, given, _use(build, place=-1), "The grad of the last one")
    for build in (_chain, _two_ways):
        label = next(label for label in GRAPHS if GRAPHS[label] is build)
        left = f"{label}, with 7.0 left over in every grad"
        yield Case(left, given, _use(build, left_over=7.0), "With grads left over, the grad of a")
        spoilt = f"{label}, with NaN left over in every grad"
        result = "With grads of NaN left over, the grad of a"
        yield Case(spoilt, given, _use(build, left_over=np.nan), result)
        again = f"{label}, called again"
        yield Case(again, given, _use(build, again=True), "After a second call, the grad of a")


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


@exercise.wrong
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


@exercise.right
class Variants:
    def by_index(order):
        """Indices in place of `zip`, and a new array in place of `+=`. It makes no difference to
        the result; `+=` needs no second array."""
        for t in order:
            t.grad = 0 * t.data
        order[-1].grad = order[-1].grad + 1
        for t in order[::-1]:
            for k in range(len(t.parents)):
                parent = t.parents[k]
                back = undo_broadcasting(t.rules[k](t.grad), parent.data.shape)
                parent.grad = parent.grad + back

    def collected_in_a_dictionary(order):
        """The gradients are collected beside the tensors and written into them at the end, as
        JAX does it: until then no tensor is changed."""
        grads = {t: np.zeros(t.data.shape) for t in order}
        grads[order[-1]] = np.ones(order[-1].data.shape)
        for t in reversed(order):
            for parent, rule in zip(t.parents, t.rules, strict=True):
                back = undo_broadcasting(rule(grads[t]), parent.data.shape)
                grads[parent] = grads[parent] + back
        for t in order:
            t.grad = grads[t]
