"""All the way back, with arrays."""

import numpy as np

from nnlib.autodiff import tensor
from nnlib.autodiff.tensor import undo_broadcasting
from nnlib.exercises._helpers import beside
from nnlib.exercises.chapter07._backward_mistakes import Mistakes
from nnlib.exercises.chapter07._backward_slips import Slips
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
        "`np.zeros_like(t.data)` and `np.ones_like(t.data)` have the right shapes, and in place of "
        "the product a rule is called. But does what it returns have the parent's shape?",
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
        "a row that was broadcast, and also went on as it is": lambda case: (
            case.label.startswith("b on two ways") and case.label.endswith("b is a row")
        ),
        "a row that was broadcast": lambda case: "a row" in case.label,
        "a column that was broadcast": lambda case: case.label.endswith("b is a column"),
        "a tensor twice in one sum": lambda case: case.label.endswith("a + a"),
        "a sum with one of its own parents": lambda case: case.label.endswith("a + a * a"),
        "several entries at the end": lambda case: "several entries" in case.label,
        "grads left over": lambda case: "left over" in case.label,
        "None left over": lambda case: "None in" in case.label,
        "NaN left over": lambda case: "NaN left over" in case.label,
        "called again": lambda case: "called again" in case.label,
        "a tensor that has no part in the result": lambda case: case.result.endswith("no part"),
    },
)


class Maker:
    """Makes tensors where the answer lives. Their rules know arrays only, and no tensor, since one
    cannot be asked while the answer is at work."""

    def __init__(self, Tensor):
        self.Tensor, self.arrays = Tensor, {}

    def new(self, data, parents=(), rules=()):
        kind = "box" if parents else ""
        t = self.Tensor(data, tuple(parents), tuple(rules), kind)
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


def _b_two_ways(make, a, b):
    h, w = make.new(a), make.new(b)
    u, v = make.times(h, w), make.times(w, w)
    one, other = make.sum(u), make.sum(v)
    return [h, w, u, v, one, other, make.plus(one, other)]


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


def _bystander(make, a, b):
    """The first of the list has no part in the result."""
    h, w = make.new(a), make.new(b)
    u = make.times(w, w)
    return [h, w, u, make.sum(u)]


GRAPHS = {
    "a tensor without parents": _alone,
    "a chain, u = a * b and its sum": _chain,
    "one tensor on two ways, u = a * b, v = u + a and the sum of u * v": _two_ways,
    "b on two ways, the sum of a * b plus the sum of b * b": _b_two_ways,
    "a tensor with itself, the sum of a * a": _itself,
    "a tensor and itself, the sum of a + a": _doubled,
    "a tensor and its square, the sum of a + a * a": _with_its_square,
    "several entries at the end, a * b": _several,
}


def _full_of(number):
    return lambda data: np.full(np.shape(data), number)


def _use(build, *, left=None, again=False, place=0):
    """The grad of one tensor; the graph is made of the library's Tensors, where the answer
    lives. ``left`` makes what an earlier call has left in the grad of an array."""

    def use(backward, a, b):
        order = build(Maker(beside(backward, "Tensor")), a, b)
        if left is not None:
            for t in order:
                t.grad = left(t.data)
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
        yield Case(
            left, given, _use(build, left=_full_of(7.0)), "With grads left over, the grad of a"
        )
        spoilt = f"{label}, with NaN left over in every grad"
        result = "With grads of NaN left over, the grad of a"
        yield Case(spoilt, given, _use(build, left=_full_of(np.nan)), result)
        nothing = f"{label}, with None in every grad"
        result = "With None in every grad, the grad of a"
        yield Case(nothing, given, _use(build, left=lambda data: None), result)
        again = f"{label}, called again"
        yield Case(again, given, _use(build, again=True), "After a second call, the grad of a")
    label, column = "a chain, u = a * b and its sum; b is a column", np.array([[2.0], [-1.0]])
    for place, name in enumerate("ab"):
        yield Case(label, {"a": A, "b": column}, _use(_chain, place=place), f"The grad of {name}")
    label = "the sum of b * b; a is in the list as well, with 7.0 left over in every grad"
    result = "The grad of a, which has no part"
    yield Case(label, given, _use(_bystander, left=_full_of(7.0)), result)


exercise.wrong(Mistakes)
exercise.wrong(Slips)


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
