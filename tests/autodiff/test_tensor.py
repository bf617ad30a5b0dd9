"""On any expression the engine for arrays says what a measurement says, JAX, and PyTorch."""

import inspect
import re

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import nnlib
from bookbuild.paths import SOURCES
from nnlib import Tensor, mlp_init, no_grad, standardize, to_keras
from nnlib.autodiff import topological_order
from nnlib.autodiff.tensor import accumulate
from nnlib.by_hand.in_pytorch import train_in_pytorch
from nnlib.by_hand.training import descend, loss_and_grads
from nnlib.datasets import load_digits
from nnlib.networks.gradient_check import numerical_gradient

SHAPES = [(), (4,), (1, 4), (3, 1), (3, 4), (2, 3, 4), (2, 1, 4), (3, 3)]
KINK = 1e-3  # so near to one a measurement sees both sides
LARGEST = 200  # entries


class Ours:
    """What expressions are made of, in the reader's own engine."""

    array = Tensor
    exp, log, relu = Tensor.exp, Tensor.log, Tensor.relu
    softmax, log_softmax, standardize = Tensor.softmax, Tensor.log_softmax, Tensor.standardize
    sum, max = Tensor.sum, Tensor.max

    @staticmethod
    def transpose(x):
        return x.T

    @staticmethod
    def shape(x):
        return x.data.shape


def of_jax(jax):
    """The same in JAX."""

    class Theirs:
        exp, log, relu = jax.numpy.exp, jax.numpy.log, jax.nn.relu
        softmax, log_softmax = jax.nn.softmax, jax.nn.log_softmax
        sum, max, shape = jax.numpy.sum, jax.numpy.max, jax.numpy.shape

        @staticmethod
        def standardize(x):
            return (x - x.mean(-1, keepdims=True)) / x.std(-1, keepdims=True)

        @staticmethod
        def transpose(x):
            return x.mT

    return Theirs


def of_torch(torch):
    """The same in PyTorch."""

    class Theirs:
        exp, log, relu = torch.exp, torch.log, torch.relu

        @staticmethod
        def softmax(x):
            return torch.softmax(x, -1)

        @staticmethod
        def log_softmax(x):
            return torch.log_softmax(x, -1)

        @staticmethod
        def sum(x, axis=None, keepdims=False):
            return torch.sum(x, axis, keepdim=keepdims)

        @staticmethod
        def max(x, axis=None, keepdims=False):
            axis = tuple(range(x.ndim)) if axis is None else axis
            return torch.amax(x, axis, keepdim=keepdims)

        @staticmethod
        def standardize(x):
            std = torch.std(x, -1, correction=0, keepdim=True)
            return (x - x.mean(-1, keepdim=True)) / std

        @staticmethod
        def transpose(x):
            return x.mT

        @staticmethod
        def shape(x):
            return tuple(x.shape)

    return Theirs


ONE = ["exp", "log", "relu", "softmax", "log_softmax", "standardize", "negative", "reshape"]
ONE += ["pick", "pick rows", "transpose", "inverse"]
REDUCE = ["sum", "max"]
TWO = ["+", "-", "*", "/", "@"]


@st.composite
def programs(draw):
    """Inputs as seeds of arrays, and lines that each compute an array from earlier ones."""
    shapes = draw(st.lists(st.sampled_from(SHAPES), min_size=2, max_size=4))
    seed = draw(st.integers(0, 10**6))
    lines = []
    for n in range(len(shapes), len(shapes) + draw(st.integers(1, 8))):
        earlier = st.integers(0, n - 1)
        options = (draw(st.integers(-1, 2)), draw(st.booleans()))
        line = (
            draw(st.sampled_from(ONE + REDUCE + TWO * 2)),
            draw(earlier),
            draw(earlier),
            options,
        )
        lines.append(line)
    rng = np.random.default_rng(seed)
    return [rng.normal(size=shape) for shape in shapes], lines


def small(x):
    return x / (1 + x * x)


def do(k, operation, a, b, axis, keepdims):
    """One line; where shapes don't allow it, a itself."""
    shape, other = k.shape(a), k.shape(b)
    match operation:
        case "+" | "-" | "*" | "/":
            try:
                size = np.prod(np.broadcast_shapes(shape, other))
            except ValueError:
                return a
            if size > LARGEST:
                return a
            return {
                "+": lambda: a + b,
                "-": lambda: a - 2 * b,
                "*": lambda: small(a) * b,
                "/": lambda: a / (b * b + 1),
            }[operation]()
        case "@":
            if len(shape) < 2 or len(other) < 2 or shape[-1] != other[-1]:
                return a
            stacks = np.prod(shape[:-2], dtype=int) * np.prod(other[:-2], dtype=int)
            fit = len(shape) == 2 or len(other) == 2 or shape[:-2] == other[:-2]
            if not fit or stacks * shape[-2] * other[-2] > LARGEST:
                return a
            return a @ k.transpose(b)
        case "sum" | "max":
            if not -len(shape) <= axis < len(shape):
                axis = None
            return getattr(k, operation)(a, axis=axis, keepdims=keepdims)
        case "exp":
            return k.exp(small(a))
        case "log":
            return k.log(a * a + 0.5)
        case "negative":
            return -a
        case "inverse":
            return 2 / (small(a) + 3)
        case "reshape":
            return a.reshape(int(np.prod(shape)))
        case "pick":
            return a[np.array([0, -1, 0])] if shape else a
        case "pick rows":
            return a[..., np.array([0, 0])] if shape else a
        case "transpose":
            return k.transpose(a) if len(shape) > 1 else a
        case "relu":
            return k.relu(a)
        case "standardize":
            return k.standardize(a) if len(shape) and shape[-1] > 2 else a
        case _:
            return getattr(k, operation)(a) if shape else a


def run(k, program, inputs, watch=None):
    """A number made of all that a program computes."""
    arrays, total = list(inputs), 0.0
    for operation, i, j, options in program[1]:
        if watch:
            watch(operation, arrays[i], options)
        arrays.append(do(k, operation, arrays[i], arrays[j], *options))
        total = total + k.sum(small(arrays[-1]))
    return total


def tame(operation, a, options):
    """Leave out what is so near to a kink, or so flat, that nobody could tell the truth."""
    x = a.data
    assume(operation != "relu" or np.abs(x).min(initial=1) > KINK)
    if operation == "max" and x.ndim:
        axis = options[0] if -x.ndim <= options[0] < x.ndim else None
        top = np.sort(x.ravel() if axis is None else np.moveaxis(x, axis, -1))[..., -2:]
        gaps = np.diff(top, axis=-1)
        assume(bool(((gaps > KINK) | (gaps == 0)).all()))
    if operation == "standardize" and x.ndim and x.shape[-1] > 2:
        assume(x.std(axis=-1).min() > 0.1)


def engine(program):
    """The number and the gradients that our engine finds."""
    inputs = [Tensor(array) for array in program[0]]
    result = run(Ours, program, inputs, tame)
    result.backward()
    return float(result.data), [t.grad for t in inputs]


def agree(gradients, others):
    for ours, theirs in zip(gradients, others, strict=True):
        scale = 1e-12 * max(1.0, np.abs(ours).max())
        np.testing.assert_allclose(ours, theirs, rtol=1e-12, atol=scale)


@settings(max_examples=150, deadline=None)
@given(programs())
def test_it_agrees_with_a_measurement(program):
    ties = any(operation == "max" for operation, *_ in program[1])
    assume(not ties)  # a measurement of a max of equal entries sees a kink
    _, gradients = engine(program)
    arrays = [array.copy() for array in program[0]]

    def value():
        return float(run(Ours, program, [Tensor(array) for array in arrays]).data)

    for array, gradient in zip(arrays, gradients, strict=True):
        measured = numerical_gradient(value, array)
        np.testing.assert_allclose(gradient, measured, rtol=1e-5, atol=1e-6)


@pytest.fixture(scope="module")
def jax():
    """JAX in double precision, for this module only."""
    jax = pytest.importorskip("jax", reason="JAX is not installed: pip install -e '.[keras]'")
    jax.config.update("jax_enable_x64", True)
    yield jax
    jax.config.update("jax_enable_x64", False)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(programs())
def test_it_agrees_with_jax(jax, program):
    value, gradients = engine(program)

    def loss(inputs):
        return run(of_jax(jax), program, inputs)

    # Compiled as a whole, which takes less than each of its many operations by itself.
    differentiated = jax.jit(jax.value_and_grad(loss))
    theirs, others = differentiated([jax.numpy.array(x) for x in program[0]])
    assert abs(float(theirs) - value) < 1e-12 * max(1, abs(value))
    agree(gradients, [np.asarray(g) for g in others])


@settings(max_examples=300, deadline=None)
@given(programs())
def test_it_agrees_with_pytorch(program):
    torch = pytest.importorskip(
        "torch", reason="PyTorch is not installed: pip install -e '.[torch]'"
    )
    value, gradients = engine(program)
    inputs = [torch.tensor(x, requires_grad=True) for x in program[0]]
    result = run(of_torch(torch), program, inputs)
    result.backward()
    assert abs(result.item() - value) < 1e-12 * max(1, abs(value))
    none = [np.zeros_like(x) for x in program[0]]
    agree(
        gradients,
        [n if t.grad is None else t.grad.numpy() for n, t in zip(none, inputs, strict=True)],
    )


def test_a_graph_is_kept_only_while_somebody_records():
    a = Tensor(np.ones((2, 3)))
    with no_grad():
        with no_grad():
            pass
        inside = a * 2
    with pytest.raises(ZeroDivisionError), no_grad():
        1 / 0  # noqa: B018
    outside = a * 2
    assert len(topological_order(inside)) == 1
    assert len(topological_order(outside)) == 3


def test_two_walks_over_shared_leaves_give_the_gradient_of_the_sum():
    def losses(a, b):
        h = a * b
        return (h * h).sum(), h.exp().sum()

    a, b = Tensor([[0.5, -1.0, 2.0], [1.0, 0.25, -0.5]]), Tensor([1.0, 2.0, -1.0])
    one, other = losses(a, b)
    for loss in (one, other):  # which also share a box
        accumulate(topological_order(loss))
    added = [a.grad, b.grad]
    one, other = losses(a, b)
    (one + other).backward()
    agree(added, [a.grad, b.grad])


def test_an_array_of_numpys_leaves_the_operators_to_us():
    a, X = Tensor(np.ones((3, 2))), np.ones((4, 3))
    for made in (X @ a, X[:3, :2] + a, X[:3, :2] * a, X[:3, :2] - a, X[:3, :2] / a):
        assert isinstance(made, Tensor)


def cross_entropy(tensors, X, y):
    W_h, b_h, W_o, b_o = tensors
    Z = 1 / (1 + (-(X @ W_h + b_h)).exp()) @ W_o + b_o
    return -Z.log_softmax()[np.arange(len(y)), y].mean()


@pytest.fixture(scope="module")
def digits():
    digits = load_digits()
    raw = digits.X_train.astype(float)
    return standardize(raw, raw), digits.y_train


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_it_trains_as_the_backward_pass_by_hand_does(digits, seed):
    X, y = digits
    params = mlp_init([64, 10, 10], rng=seed)
    tensors = [Tensor(array) for array in to_keras(params)]
    for i in range(0, 960, 32):
        cross_entropy(tensors, X[i : i + 32], y[i : i + 32]).backward()
        by_hand = to_keras(loss_and_grads(X[i : i + 32], y[i : i + 32], params)[1])
        for t, gradient in zip(tensors, by_hand, strict=True):
            np.testing.assert_allclose(t.grad, gradient, rtol=0, atol=1e-12)
            t.data = t.data - 0.5 * t.grad
        params, _ = descend(X[i : i + 32], y[i : i + 32], params, 0.5, 1)


def test_pytorch_walks_the_same_path(digits):
    pytest.importorskip("torch", reason="PyTorch is not installed: pip install -e '.[torch]'")
    X, y = digits
    params = mlp_init([64, 10, 10], rng=1)
    theirs = train_in_pytorch(to_keras(params), X, y, 32, 0.5, 2)
    for _ in range(2):
        for i in range(0, len(X), 32):
            params, _ = descend(X[i : i + 32], y[i : i + 32], params, 0.5, 1)
    for ours, other in zip(to_keras(params), theirs, strict=True):
        np.testing.assert_allclose(ours, other, rtol=0, atol=1e-12)


def test_the_chapter_shows_the_lines_that_were_run():
    (source,) = SOURCES.glob("07-*.md")
    (listing,) = re.findall(r"```python\n(def train_in_pytorch.*?)```", source.read_text(), re.S)
    run_there = inspect.getsource(train_in_pytorch).split("import torch\n")[1]
    assert listing.split("n_epochs):\n", 1)[1].strip() == run_there.strip()
    assert nnlib.Tensor is Tensor
