"""On any graph the engine says what a measurement says, and what JAX says."""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from nnlib import numerical_gradient
from nnlib.autodiff import Value

ONE = ["exp", "log", "tanh", "sigmoid", "relu", "square", "cube", "root", "inverse", "negative"]
TWO = ["+", "*", "-", "/", "max"]
KINK = 1e-3  # so near to one a measurement sees both sides


@st.composite
def programs(draw):
    """Inputs, and lines that each compute a number from earlier ones."""
    inputs = draw(st.lists(st.floats(-2, 2), min_size=1, max_size=4))
    lines = []
    for n in range(len(inputs), len(inputs) + draw(st.integers(1, 10))):
        earlier = st.integers(0, n - 1)
        lines.append((draw(st.sampled_from(ONE + TWO)), draw(earlier), draw(earlier)))
    return inputs, lines


def run(lines, inputs, do):
    """The last number of a program; what may grow is pressed into (-1, 1) first."""
    numbers = list(inputs)
    for operation, i, j in lines:
        a, b = numbers[i], numbers[j]
        numbers.append(do(operation, a, b))
    total = numbers[-1]
    for number in numbers[:-1]:
        total = total + 0.1 * do("tanh", number, number)
    return total


def with_values(operation, a, b):
    small = a.tanh()
    match operation:
        case "+":
            return a + b
        case "*":
            return small * b
        case "-":
            return a - 2 * b
        case "/":
            return a / (b * b + 1)
        case "max":
            return a.max(b)
        case "exp":
            return small.exp()
        case "log":
            return (a**2 + 0.5).log()
        case "square":
            return small**2
        case "cube":
            return 1 - small**3
        case "root":
            return (a**2 + 0.5) ** 0.5
        case "inverse":
            return 2 / (small + 3)
        case "negative":
            return -a
        case _:
            return getattr(a, operation)()


def with_numbers(library):
    """The same with the functions of a library."""

    def do(operation, a, b):
        small = library.tanh(a)
        match operation:
            case "+":
                return a + b
            case "*":
                return small * b
            case "-":
                return a - 2 * b
            case "/":
                return a / (b * b + 1)
            case "max":
                return library.maximum(a, b)
            case "exp":
                return library.exp(small)
            case "log":
                return library.log(a**2 + 0.5)
            case "square":
                return small**2
            case "cube":
                return 1 - small**3
            case "root":
                return library.sqrt(a**2 + 0.5)
            case "inverse":
                return 2 / (small + 3)
            case "negative":
                return -a
            case "tanh":
                return small
            case "sigmoid":
                return 1 / (1 + library.exp(-a))
            case "relu":
                return library.maximum(a, 0.0)

    return do


def far_from_kinks(operation, a, b):
    assume(operation != "relu" or abs(a.data) > KINK)
    assume(operation != "max" or abs(a.data - b.data) > KINK)
    return with_values(operation, a, b)


def engine(program):
    """The gradient that the engine finds, for each input."""
    inputs, lines = program
    values = [Value(number) for number in inputs]
    result = run(lines, values, far_from_kinks)
    assume(abs(result.data) < 100)
    result.backward()
    return result.data, np.array([value.grad for value in values])


@settings(max_examples=500, deadline=None)
@given(programs())
def test_it_agrees_with_a_measurement(program):
    data, gradient = engine(program)
    point = np.array(program[0])
    do = with_numbers(np)
    assert math.isclose(run(program[1], point, do), data, rel_tol=1e-12, abs_tol=1e-12)
    measured = numerical_gradient(lambda: run(program[1], point, do), point)
    np.testing.assert_allclose(gradient, measured, rtol=1e-5, atol=1e-6)


@pytest.fixture(scope="module")
def jax():
    """JAX in double precision, for this module only."""
    jax = pytest.importorskip("jax", reason="JAX is not installed: pip install -e '.[keras]'")
    jax.config.update("jax_enable_x64", True)
    yield jax
    jax.config.update("jax_enable_x64", False)


@pytest.mark.slow
@settings(max_examples=500, deadline=None)
@given(programs())
def test_it_agrees_with_jax(jax, program):
    data, gradient = engine(program)
    do = with_numbers(jax.numpy)
    loss = jax.value_and_grad(lambda inputs: run(program[1], list(inputs), do))
    value, theirs = loss(jax.numpy.array(program[0]))
    assert math.isclose(value, data, rel_tol=1e-9, abs_tol=1e-9)
    np.testing.assert_allclose(gradient, theirs, rtol=1e-7, atol=1e-9)
