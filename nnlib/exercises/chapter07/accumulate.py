"""A way back that adds to what the leaves have, as PyTorch's does."""

import numpy as np

from nnlib.autodiff import tensor
from nnlib.autodiff.tensor import backward, undo_broadcasting
from nnlib.exercises._helpers import beside
from nnlib.exercises.chapter07 import _accumulate_mistakes
from nnlib.exercises.chapter07 import backward as graphs
from nnlib.exercises.chapter07._tensors import A, B, drawn
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="07-accumulate",
    title="Gradients that add up",
    minutes=10,
    difficulty=3,
    points=2,
    reference=tensor.accumulate,
    hints=(
        "Take your `backward`. What it forgets, it forgets in the loop at its top. Leave out that "
        "loop, not the ones, and call it twice for the same loss: do the leaves have just twice "
        "the gradient?",
        "They have more, if there's a box on the way. What an earlier call has left in a box goes "
        "back once more. What is left in a leaf goes nowhere, because it has no parents.",
        "So which tensors should begin with zeros, and how does the loop recognize them? The ones "
        "at the end and the walk stay as they are.",
    ),
    why="""Whatever stands in a box's grad when the walk comes by is handed on, so every walk has to
begin with boxes that are empty. A leaf has nobody to hand anything on to: what it collects over
several walks is the gradient of the sum of all those losses. PyTorch goes without grads in the
boxes, and leaves the zeros of the leaves to whoever trains, as `zero_grad`.""",
    distractors=(
        "    if not t.parents:",
        "        parent.grad = undo_broadcasting(rule(t.grad), parent.data.shape)",
    ),
    survivors={
        "arrived[id(parent)] = arrived[id(parent)] + back -> arrived[id(parent)] += back": (
            "the same in other words"
        ),
        "t.grad = t.grad + grad -> t.grad += grad": "the same in other words",
        "np.zeros(t.data.shape) -> np.zeros(t.data.shape, dtype=int)": (
            "whole numbers become floats when floats are added to them"
        ),
    },
    promises={
        "grads of zeros": lambda case: case.label.endswith("nothing left over"),
        "something left in the leaves": lambda case: "left in the leaves" in case.label,
        "something left in the boxes": lambda case: "left in the boxes" in case.label,
        "NaN left in the boxes": lambda case: "NaN left in the boxes" in case.label,
        "called again": lambda case: case.label.endswith("called again"),
        "a leaf on two ways": lambda case: "two ways" in case.label,
        "a leaf twice in one box": lambda case: "with itself" in case.label,
        "a row that was broadcast": lambda case: "b is a row" in case.label,
        "several entries at the end": lambda case: "several entries" in case.label,
        "a leaf behind a box": lambda case: "behind a box" in case.label,
        "boxes without a name for their operation": lambda case: "no operation" in case.label,
        "a box in the middle": lambda case: case.result.endswith("of u"),
    },
)  # fmt: skip


def _use(build, *, leaves=0.0, boxes=0.0, again=False, unnamed=False, place=0):
    """The grad of one tensor, after a walk over a graph in which something was left."""

    def use(accumulate, a, b):
        order = build(graphs.Maker(beside(accumulate, "Tensor")), a, b)
        for n, t in enumerate(order):
            t.grad = np.full(np.shape(t.data), leaves if n in _leaves(build) else boxes)
            if unnamed:
                t.operation = ""
        for _ in range(2 if again else 1):
            accumulate(list(order))
        grad = order[place].grad
        return grad if isinstance(grad, np.ndarray | float | int | np.number) else np.array(0.0)

    return use


def _late_leaf(make, a, b):
    h = make.new(a)
    u, w = make.times(h, h), make.new(b)
    v = make.times(u, w)
    return [h, u, w, v, make.sum(v)]


def _leaves(build):
    """The places of the leaves in a graph's list."""
    return (0,) if build in ONE_LEAF else (0, 2) if build is _late_leaf else (0, 1)


ONE_LEAF = (graphs._itself, graphs._with_its_square)
GRAPHS = {
    label: build
    for label, build in graphs.GRAPHS.items()
    if build not in (graphs._alone, graphs._doubled)
}
LEFT = {
    "nothing left over": {},
    "7.0 left in the leaves": {"leaves": 7.0},
    "7.0 left in the boxes": {"boxes": 7.0},
    "called again": {"again": True},
}


@exercise.cases
def _(rng):
    row = np.array([2.0, -1.0, 0.5])
    for label, build in GRAPHS.items():
        for what, left in LEFT.items():
            for place in range(1 if build in ONE_LEAF else 2):
                result = f"The grad of {'ab'[place]}"
                shown, use = f"{label}; {what}", _use(build, place=place, **left)
                yield Case(shown, {"a": A, "b": B}, use, result)
                if build not in ONE_LEAF:
                    yield Case(f"{label}; b is a row; {what}", {"a": A, "b": row}, use, result)
        left = f"{label}; 7.0 left in the boxes"
        last = _use(build, boxes=7.0, place=-1)
        yield Case(left, {"a": A, "b": B}, last, "The grad of the last one")
    label = next(iter(GRAPHS))
    other = {"a": drawn(rng, 2, 2, 3), "b": drawn(rng, 2, 1)}
    late, both = "a leaf behind a box, u = a * a, then b, and the sum of u * b", {"a": A, "b": B}
    for what, left in LEFT.items():
        for place, name in (0, "a"), (2, "b"):
            use = _use(_late_leaf, place=place, **left)
            yield Case(f"{late}; {what}", both, use, f"The grad of {name}")
    no_name = f"{label}; no operation; 7.0 left in the boxes"
    for place, name in enumerate("ab"):
        use = _use(graphs._chain, boxes=7.0, unnamed=True, place=place)
        yield Case(no_name, both, use, f"The grad of {name}")
    for what, left in [*LEFT.items(), ("NaN left in the boxes", {"boxes": np.nan})]:
        for place, name in enumerate("abu"):
            use, result = _use(graphs._chain, place=place, **left), f"The grad of {name}"
            yield Case(f"{label}; three axes; {what}", other, use, result)


exercise.wrong(_accumulate_mistakes.Mistakes)


@exercise.right
class Variants:
    def added_afterwards(order):
        """What the leaves have is put aside, `backward` does its work, and at the end the two are
        added. It needs a second array for each leaf, and no new walk."""
        kept = [(t, t.grad) for t in order if not t.parents]
        backward(order)
        for t, grad in kept:
            t.grad = t.grad + grad

    def without_grads_in_the_boxes(order):
        """What goes back through the boxes is kept in a dictionary and thrown away in the end. Only
        the leaves have something written into them, as in PyTorch."""
        arrived = {id(t): np.zeros(t.data.shape) for t in order}
        arrived[id(order[-1])] = np.ones(order[-1].data.shape)
        for t in reversed(order):
            G = arrived[id(t)]
            for parent, rule in zip(t.parents, t.rules, strict=True):
                back = undo_broadcasting(rule(G), parent.data.shape)
                arrived[id(parent)] = arrived[id(parent)] + back
            t.grad = G if t.parents else t.grad + G
