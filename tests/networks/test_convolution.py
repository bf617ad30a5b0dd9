"""Convolution and pooling: plain loops, the gradient check, and PyTorch where it is installed."""

import itertools

import numpy as np
import pytest

from nnlib import (
    SGD,
    Conv2d,
    Dense,
    Flatten,
    MaxPool2d,
    ReLU,
    Reshape,
    Sequential,
    check_layer,
    check_network,
    train,
)

# channels in and out, size, stride, padding, and the image's height and width
CONVS = [
    (1, 2, 3, 1, 0, 5, 6),
    (2, 3, 2, 1, 1, 4, 5),
    (3, 2, 3, 2, 0, 7, 8),
    (2, 4, 3, 2, 2, 6, 5),
    (2, 1, 4, 3, 1, 5, 7),
    (3, 2, 1, 1, 0, 2, 3),
]
convs = pytest.mark.parametrize(("c", "k", "size", "stride", "padding", "high", "wide"), CONVS)
POOLS = [(2, 4, 6), (2, 5, 7), (3, 6, 8), (1, 2, 3)]
pools = pytest.mark.parametrize(("size", "high", "wide"), POOLS)


def made(c, k, size, stride, padding, dtype=np.float64):
    layer = Conv2d(c, k, size, stride=stride, padding=padding, rng=1, dtype=dtype)
    layer.b += np.linspace(-1, 1, k).astype(dtype)
    return layer


def images(n, *shape, seed=0):
    return np.random.default_rng(seed).normal(size=(n, *shape))


def loop_convolution(X, W, b, size, stride, padding):
    """Seven loops of plain Python."""
    N, H, W_, C = len(X), X.shape[1], X.shape[2], X.shape[3]
    down, right = (H + 2 * padding - size) // stride + 1, (W_ + 2 * padding - size) // stride + 1
    Z = np.zeros((N, down, right, len(b)))
    for n, i, j, k in np.ndindex(Z.shape):
        Z[n, i, j, k] = b[k]
        for u, v, c in itertools.product(range(size), range(size), range(C)):
            y, x = i * stride + u - padding, j * stride + v - padding
            if 0 <= y < H and 0 <= x < W_:
                Z[n, i, j, k] += X[n, y, x, c] * W[(u * size + v) * C + c, k]
    return Z


@convs
def test_a_convolution_is_what_plain_loops_give(c, k, size, stride, padding, high, wide):
    layer, X = made(c, k, size, stride, padding), images(2, high, wide, c)
    expected = loop_convolution(X, layer.W, layer.b, size, stride, padding)
    np.testing.assert_allclose(layer.forward(X), expected, rtol=1e-12, atol=1e-13)


@convs
def test_a_convolution_passes_the_gradient_check(c, k, size, stride, padding, high, wide):
    checks = check_layer(made(c, k, size, stride, padding), images(2, high, wide, c))
    assert [check.name for check in checks] == ["X", "W", "b"]
    for check in checks:
        assert check, check


@convs
def test_a_convolution_is_pytorchs(c, k, size, stride, padding, high, wide):
    torch = pytest.importorskip("torch", reason="PyTorch, nnlib's extra [bench], isn't installed")
    layer, X = made(c, k, size, stride, padding), images(2, high, wide, c)
    Z = layer.forward(X)
    dZ = images(*Z.shape, seed=2)
    dX = layer.backward(dZ)
    theirs = torch.nn.Conv2d(c, k, size, stride=stride, padding=padding, dtype=torch.float64)
    kernels = layer.W.reshape(size, size, c, k).transpose(3, 2, 0, 1).copy()
    with torch.no_grad():
        theirs.weight[...] = torch.from_numpy(kernels)
        theirs.bias[...] = torch.from_numpy(layer.b)
    inputs = torch.from_numpy(X.transpose(0, 3, 1, 2).copy()).requires_grad_()
    scores = theirs(inputs)
    scores.backward(torch.from_numpy(dZ.transpose(0, 3, 1, 2).copy()))
    close = {"rtol": 1e-10, "atol": 1e-12}
    np.testing.assert_allclose(Z, scores.detach().numpy().transpose(0, 2, 3, 1), **close)
    np.testing.assert_allclose(dX, inputs.grad.numpy().transpose(0, 2, 3, 1), **close)
    dW = theirs.weight.grad.numpy().transpose(2, 3, 1, 0).reshape(layer.W.shape)
    np.testing.assert_allclose(layer.dW, dW, **close)
    np.testing.assert_allclose(layer.db, theirs.bias.grad.numpy(), **close)


@pools
def test_pooling_is_what_plain_loops_give(size, high, wide):
    X = images(2, high, wide, 3)
    A = MaxPool2d(size).forward(X)
    assert A.shape == (2, high // size, wide // size, 3)
    for n, i, j, c in np.ndindex(A.shape):
        square = X[n, i * size : (i + 1) * size, j * size : (j + 1) * size, c]
        assert A[n, i, j, c] == square.max()


@pools
def test_pooling_passes_the_gradient_check(size, high, wide):
    (check,) = check_layer(MaxPool2d(size), images(2, high, wide, 3))
    assert check, check


@pools
def test_pooling_is_pytorchs(size, high, wide):
    torch = pytest.importorskip("torch", reason="PyTorch, nnlib's extra [bench], isn't installed")
    layer, X = MaxPool2d(size), images(2, high, wide, 3)
    X[:, ::2] = 0  # of equal ones, too, the same gets the gradient
    A = layer.forward(X)
    dA = images(*A.shape, seed=2)
    inputs = torch.from_numpy(X.transpose(0, 3, 1, 2).copy()).requires_grad_()
    largest = torch.nn.functional.max_pool2d(inputs, size)
    largest.backward(torch.from_numpy(dA.transpose(0, 3, 1, 2).copy()))
    np.testing.assert_array_equal(A, largest.detach().numpy().transpose(0, 2, 3, 1))
    np.testing.assert_array_equal(layer.backward(dA), inputs.grad.numpy().transpose(0, 2, 3, 1))


def test_of_several_that_are_largest_the_first_gets_the_gradient():
    layer = MaxPool2d(2)
    layer.forward(np.array([[2.0, 5, 0, 0], [5, 5, 0, 0]]).reshape(1, 2, 4, 1))
    dX = layer.backward(np.array([7.0, 3.0]).reshape(1, 1, 2, 1))
    np.testing.assert_array_equal(dX[0, :, :, 0], [[0, 7, 3, 0], [0, 0, 0, 0]])


def small_network(rng=0):
    rng = np.random.default_rng(rng)
    return Sequential(
        [
            Reshape(7, 6, 2),
            Conv2d(2, 3, 3, stride=2, padding=1, rng=rng),
            MaxPool2d(2),
            ReLU(),
            Flatten(),
            Dense(2 * 1 * 3, 4, rng=rng),
        ]
    )


def test_a_network_of_unequal_sizes_passes_the_gradient_check():
    X, y = images(3, 84, seed=3), np.array([0, 1, 3])
    checks = check_network(small_network(), X, y)
    assert [check.name for check in checks] == ["X", "1.W", "1.b", "5.W", "5.b"]
    for check in checks:
        assert check, check


def test_a_network_learns_and_predicts_the_same_in_pieces_as_at_once(monkeypatch):
    X, y = images(12, 84).astype(np.float32), np.arange(12) % 4
    network = small_network()
    history = train(network, X, y, optimizer=SGD(0.1), n_epochs=30, batch_size=4, rng=0)
    assert history["loss"][-1] < 0.5 * history["loss"][0]
    at_once = network.predict_proba(X)
    monkeypatch.setattr(Conv2d, "rows_at_once", 5)
    np.testing.assert_allclose(network.predict_proba(X), at_once, rtol=1e-6)
    np.testing.assert_array_equal(network.predict(X), at_once.argmax(axis=1))


def test_float32_stays_float32_and_arguments_are_left_alone():
    for layer in [made(2, 3, 3, 2, 1, np.float32), MaxPool2d(2), Flatten()]:
        X = images(2, 6, 5, 2).astype(np.float32)
        kept = X.copy()
        A = layer.forward(X)
        dA = np.ones_like(A)
        dX = layer.backward(dA)
        assert A.dtype == dX.dtype == np.float32
        assert all(gradient.dtype == np.float32 for gradient in layer.grads.values())
        np.testing.assert_array_equal(X, kept)
        np.testing.assert_array_equal(dA, np.ones_like(A))
        assert dX.shape == X.shape


def test_a_shifted_image_gives_shifted_scores():
    layer, X = made(1, 2, 3, 1, 0), np.zeros((1, 9, 9, 1))
    X[:, 2:5, 2:5] = images(1, 3, 3, 1)
    moved = np.roll(X, (2, 1), axis=(1, 2))
    Z, Z_moved = layer.forward(X), layer.forward(moved)
    np.testing.assert_array_equal(Z_moved[:, 2:, 1:], Z[:, :-2, :-1])


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"n_in": 0}, "n_in must be an integer of at least 1, got 0"),
        ({"size": 2.5}, "size must be an integer of at least 1, got 2.5"),
        ({"stride": 0}, "stride must be an integer of at least 1, got 0"),
        ({"padding": -1}, "padding must be an integer from 0 to 1000, got -1"),
    ],
)
def test_sizes_that_make_no_sense_are_named(options, words):
    with pytest.raises(ValueError, match=words):
        Conv2d(**{"n_in": 1, "n_out": 2, "size": 3, **options})


def test_rows_that_make_no_image_are_named():
    with pytest.raises(ValueError, match=r"Reshape\(28, 28, 1\) needs samples of 784 .*, got 64"):
        Reshape(28, 28, 1).forward(np.zeros((2, 64)))
    network = Sequential([Reshape(28, 28, 1), Flatten(), Dense(784, 2)])
    with pytest.raises(ValueError, match="does not take samples of 64 features: Reshape"):
        train(network, np.zeros((2, 64)), np.array([0, 1]), optimizer=SGD(0.1))


def test_names_say_the_sizes():
    assert repr(Conv2d(3, 8, 5)) == "Conv2d(3, 8, 5)"
    assert repr(Conv2d(3, 8, 5, stride=2, padding=1)) == "Conv2d(3, 8, 5, stride=2, padding=1)"
    assert (
        repr([MaxPool2d(2), Flatten(), Reshape(2, 2, 1)])
        == "[MaxPool2d(2), Flatten(), Reshape(2, 2, 1)]"
    )
