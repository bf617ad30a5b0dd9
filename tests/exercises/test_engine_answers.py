"""The engine of chapter 04: answers that a blind round found passed, refused or misled."""

import numpy as np
import pytest

from nnlib.autodiff import Value, topological_order
from nnlib.autodiff.value import MoreBoxes
from nnlib.exercises import find
from nnlib.judge.judge import judge


def turned_round(order):
    order.reverse()
    for v in order:
        v.grad = 0.0
    order[0].grad = 1.0
    for v in order:
        for parent, local in zip(v.parents, v.local_gradients, strict=True):
            parent.grad += local * v.grad


def taken_out(order):
    for v in order:
        v.grad = 0.0
    order[-1].grad = 1.0
    while order:
        v = order.pop()
        for parent, local in zip(v.parents, v.local_gradients, strict=True):
            parent.grad += local * v.grad


def calling_itself(order):
    for v in order:
        v.grad = 0.0
    order[-1].grad = 1.0

    def hand_back(v):
        for i, parent in enumerate(v.parents):
            parent.grad += v.grad * v.local_gradients[i]
            hand_back(parent)

    hand_back(order[-1])


def searched_row_by_row(order):
    for v in order:
        v.grad = 0.0
    order[-1].grad = 1.0
    row = [order[-1]]
    while row:
        v = row.pop(0)
        for parent, local in zip(v.parents, v.local_gradients, strict=True):
            parent.grad += local * v.grad
            if parent not in row:
                row.append(parent)


def by_name(value):
    order, seen = [], set()

    def visit(v):
        if v.name in seen:
            return
        seen.add(v.name)
        for parent in v.parents:
            visit(parent)
        order.append(v)

    visit(value)
    return order


def parents_forgotten(value):
    order = topological_order(value)
    for v in order:
        v.parents = []
    return order


class NumbersAmongParents(Value):
    def __add__(self, other):
        number = other.data if isinstance(other, Value) else other
        return Value(self.data + number, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        number = other.data if isinstance(other, Value) else other
        return Value(self.data * number, (self, other), (number, self.data))

    __radd__, __rmul__ = __add__, __mul__


def looked_up(order):
    for v in order:
        v.grad = 0.0
    order[-1].grad = 1.0
    for v in reversed(order):
        for parent in v.parents:
            parent.grad += v.grad * v.local_gradients[v.parents.index(parent)]


def in_an_order_of_its_own(order):
    calling = topological_order(order[-1])
    for v in calling:
        v.grad = 0.0
    order[-1].grad = 1.0
    for v in reversed(calling):
        for parent, local in zip(v.parents, v.local_gradients, strict=True):
            parent.grad += local * v.grad


class FloatsAlone(Value):
    def __add__(self, other):
        other = FloatsAlone(other) if isinstance(other, float) else other
        return FloatsAlone(self.data + other.data, (self, other), (1.0, 1.0))

    def __mul__(self, other):
        other = FloatsAlone(other) if isinstance(other, float) else other
        return FloatsAlone(self.data * other.data, (self, other), (other.data, self.data))

    __radd__, __rmul__ = __add__, __mul__


class ItselfWhenOn(MoreBoxes):
    def relu(self):
        return self if self.data > 0 else Value(0.0, (self,), (0.0,))


def with_another_x(f, x, step=1e-5):
    gradient = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        kept = x.copy()
        x[index] += step
        above = f()
        x[index] -= 2 * step
        below = f()
        x = kept
        gradient[index] = (above - below) / (2 * step)
    return gradient


class Forgetful(MoreBoxes):
    def relu(self):
        return Value(self.data, (self,), (1,)) if self.data > 0 else Value(0)


REFUSED = [
    ("04-backward", turned_round, "has been turned round"),
    ("04-backward", taken_out, "is empty afterwards"),
    ("04-backward", calling_itself, "Does your function call itself"),
    ("04-backward", looked_up, "It finds the first place only"),
    ("04-backward", in_an_order_of_its_own, "doesn't lead to the last one keeps its old grad"),
    ("04-value", FloatsAlone, "only if it's a `float`"),
    ("04-more-boxes", ItselfWhenOn, "`self` itself comes back"),
    ("04-numerical-gradient", with_another_x, "gives the name x to your copy"),
    ("04-topological-order", by_name, "not whether its name has"),
    ("04-topological-order", parents_forgotten, "parents of a value are gone"),
    ("04-value", NumbersAmongParents, "the plain number itself is among the parents"),
    ("04-more-boxes", Forgetful, "has forgotten its parent"),
]


@pytest.mark.parametrize("seed", [0, 7, 19])
@pytest.mark.parametrize(("exercise_id", "answer", "words"), REFUSED)
def test_a_wrong_answer_is_told_what_is_wrong(exercise_id, answer, words, seed):
    assert words in judge(find(exercise_id), answer, seed=seed).reason


@pytest.mark.parametrize("seed", [0, 7, 19])
def test_an_order_of_ones_own_is_refused(seed):
    assert not judge(find("04-backward"), searched_row_by_row, seed=seed)


def _boxes(**methods):
    return type("MoreBoxes", (MoreBoxes,), methods)


RIGHT = {
    "a max with 0": _boxes(relu=lambda v: v.max(0)),
    "with if": _boxes(
        relu=lambda v: Value(v.data, (v,), (1,)) if v.data > 0 else Value(0, (v,), (0,))
    ),
    "Python's max": _boxes(relu=lambda v: Value(max(0, v.data), (v,), (int(v.data > 0),))),
    "np.where": _boxes(
        relu=lambda v: Value(np.where(v.data > 0, v.data, 0), (v,), (np.where(v.data > 0, 1, 0),))
    ),
    "True and False": _boxes(
        relu=lambda v: Value(np.maximum(v.data, 0), [v], [np.float64(v.data) > 0])
    ),
}


@pytest.mark.parametrize("seed", [0, 7, 19])
@pytest.mark.parametrize("answer", RIGHT.values(), ids=RIGHT)
def test_a_right_relu_passes_however_it_is_written(answer, seed):
    assert judge(find("04-more-boxes"), answer, seed=seed)


def test_an_array_that_is_lent_has_to_be_put_back():
    def upside_down_and_left_there(f, x, step=1e-5):
        gradient = np.zeros_like(x)
        for index in np.ndindex(x.shape):
            x[index] += 3 * step
            gradient[index] = -7 * f()
        return gradient

    said = judge(find("04-numerical-gradient"), upside_down_and_left_there).reason
    assert "What you move in `x` has to be put back" in said
    assert "Work on a new array" not in said
