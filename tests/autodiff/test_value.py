"""The engine for numbers: local gradients, the way back, and what it refuses."""

import math

import numpy as np
import pytest

from nnlib.autodiff import Value, backward, topological_order


def test_two_ways_that_meet_add_up():
    h = Value(2.0)
    L = (3 * h) * h**2
    L.backward()
    assert (L.data, h.grad) == (24.0, 36.0)


def test_a_unit_as_in_the_chapter():
    w, x, b = Value(1.5), Value(2.0), Value(-3.5)
    L = ((w * x + b).sigmoid() - 1) ** 2 / 2
    L.backward()
    assert L.data == pytest.approx(0.193728, abs=1e-6)
    assert [w.grad, x.grad, b.grad] == pytest.approx([-0.292561, -0.219421, -0.146280], abs=1e-6)


def test_a_second_call_gives_the_same():
    v = Value(3.0)
    L = v * v
    L.backward()
    backward(topological_order(L))
    assert v.grad == 6.0


def test_parents_stand_before_their_children_and_each_once():
    a = Value(1.0)
    b = a * a
    order = topological_order((b + a) * b)
    assert len(order) == len(set(order)) == 4
    for v in order:
        assert all(order.index(parent) < order.index(v) for parent in v.parents)


def test_a_value_is_what_a_program_computes_and_remembers_from_what():
    a, b = Value(3.0, name="a"), Value(-2.0, name="b")
    product = a * b
    assert product.data == -6.0
    assert product.parents == (a, b)
    assert product.local_gradients == (-2.0, 3.0)
    assert product.operation == "×"
    assert repr(product) == "Value(-6, grad=0)"


@pytest.mark.parametrize(
    "compute",
    [
        lambda v: 2 + v,
        lambda v: 2 * v,
        lambda v: 2 - v,
        lambda v: 2 / v,
        lambda v: np.float64(2) * v,
        lambda v: np.int64(2) - v,
    ],
)
def test_plain_numbers_may_stand_on_the_left(compute):
    v = Value(4.0)
    assert compute(v).data == compute(4.0)


def test_of_two_equal_numbers_the_second_wins_so_a_relu_rests_at_zero():
    v, zero = Value(0.0), Value(0.0)
    assert v.max(zero).local_gradients == (0.0, 1.0)
    assert v.relu().local_gradients == (0.0,)


def test_an_array_of_values_goes_through_numpys_products():
    W = np.array([[Value(1.0)], [Value(-2.0)]])
    L = np.sum(np.tanh(np.array([[0.5, 0.25]]) @ W))
    L.backward()
    assert [w.grad for w in W.ravel()] == [0.5, 0.25]


@pytest.mark.parametrize(
    ("attempt", "error", "sentence"),
    [
        (lambda v: Value("two"), TypeError, "'two' is none"),
        (lambda v: Value(1j), TypeError, "1j is none"),
        (lambda v: Value(math.nan), ValueError, "finite number, not nan"),
        (lambda v: Value(np.ones(3)), TypeError, r"an array of shape \(3,\)"),
        (lambda v: v * np.ones(2), TypeError, r"an array of shape \(2,\)"),
        (lambda v: np.ones(2) + v, TypeError, r"an array of shape \(2,\)"),
        (lambda v: v + None, TypeError, "None is none"),
        (lambda v: (-v).log(), ValueError, "not nan. It came out of the box 'log', of -4"),
        (lambda v: (v * 1000).exp(), ValueError, "not inf. It came out of the box 'exp', of 4000"),
        (lambda v: (-v) ** 0.5, TypeError, r"\*\*0.5', of -4"),
        (lambda v: v**v, TypeError, "exponent .* plain number"),
        (lambda v: 2**v, TypeError, "exponent .* plain number"),
        (lambda v: v / 0, ZeroDivisionError, "division by zero"),
        (lambda v: (v - 4) ** -1, ZeroDivisionError, "negative power"),
    ],
)
def test_what_it_does_not_know_it_says(attempt, error, sentence):
    with np.errstate(all="ignore"), pytest.raises(error, match=sentence):
        attempt(Value(4.0))


def test_a_number_may_be_moved_and_stays_a_number():
    v = Value(1)
    v.data = v.data - 0.5
    assert v.data == 0.5
    with pytest.raises(TypeError, match="holds one number"):
        v.data = [1.0]
