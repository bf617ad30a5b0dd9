"""Who is measured: one network, 784-100-200-10 with ReLU in float32, trained by many."""

import functools
import itertools
import warnings
from unittest import mock

import numpy as np

from nnlib import SGD, Dense, ReLU, Sequential, Tensor, he, train
from nnlib.networks import fused as fused_step

SIZES = (784, 100, 200, 10)


def new_network(sizes=SIZES, seed=0):
    """Dense layers with ReLU between them, float32."""
    options = {"init": he, "rng": np.random.default_rng(seed), "dtype": np.float32}
    layers = []
    for pair in itertools.pairwise(sizes):
        layers += [Dense(*pair, **options), ReLU()]
    return Sequential(layers[:-1])


def train_nnlib(X, y, batch_size, *, fused, sizes=SIZES):
    """One epoch of plain SGD with the library."""
    network = new_network(sizes)
    options = {"optimizer": SGD(0.1), "n_epochs": 1, "batch_size": batch_size, "rng": 0}
    train(network, X, y, **options, fused=fused)


def train_in_one_piece(X, y, batch_size):
    """The same with the fused step, no batch cut into halves: as many threads as BLAS has."""
    with mock.patch.object(fused_step, "HALVED_FROM", len(X) + 1):
        train_nnlib(X, y, batch_size, fused=True)


def train_tensors(X, y, batch_size):
    """One epoch with chapter 07's engine for arrays, which computes in float64."""
    layers = new_network().layers[::2]
    params = [(Tensor(layer.W), Tensor(layer.b)) for layer in layers]
    order = np.random.default_rng(0).permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        A = Tensor(X[rows])
        for W, b in params[:-1]:
            A = (A @ W + b).relu()
        W, b = params[-1]
        (-(A @ W + b).log_softmax().pick((np.arange(len(rows)), y[rows])).mean()).backward()
        for one in itertools.chain(*params):
            one.data = one.data - 0.1 * one.grad


def new_torch_network(sizes=SIZES, seed=0):
    """The same network, and as random, in PyTorch."""
    import torch

    torch.manual_seed(seed)
    layers = []
    for pair in itertools.pairwise(sizes):
        layers += [torch.nn.Linear(*pair), torch.nn.ReLU()]
        torch.nn.init.kaiming_normal_(layers[-2].weight, nonlinearity="relu")
        torch.nn.init.zeros_(layers[-2].bias)
    return torch.nn.Sequential(*layers[:-1])


def train_torch(X, y, batch_size):
    """One epoch of plain SGD in PyTorch, eager, batches by indexing (no DataLoader)."""
    import torch

    network = new_torch_network()
    optimizer, loss = torch.optim.SGD(network.parameters(), lr=0.1), torch.nn.CrossEntropyLoss()
    X, y = torch.from_numpy(X), torch.from_numpy(y)
    for rows in torch.randperm(len(X)).split(batch_size):
        optimizer.zero_grad()
        loss(network(X[rows]), y[rows]).backward()
        optimizer.step()


@functools.cache
def compiled(batch_size):
    """A network in PyTorch, and its loss as a compiled function; once for each batch size."""
    import torch

    network = new_torch_network()
    loss = torch.nn.CrossEntropyLoss()
    return network, torch.compile(lambda X, y: loss(network(X), y), dynamic=False)


def train_compiled(X, y, batch_size):
    """One epoch of plain SGD in PyTorch, forward and backward through ``torch.compile``."""
    import torch

    network, loss = compiled(batch_size)
    optimizer = torch.optim.SGD(network.parameters(), lr=0.1)
    X, y = torch.from_numpy(X), torch.from_numpy(y)
    for rows in torch.randperm(len(X)).split(batch_size):
        optimizer.zero_grad()
        loss(X[rows], y[rows]).backward()
        optimizer.step()


@functools.cache
def jitted():
    """A whole step in JAX, its batch's rows taken inside."""
    import jax

    def loss(params, X, y):
        for W, b in params[:-1]:
            X = jax.nn.relu(X @ W + b)
        W, b = params[-1]
        scores = jax.nn.log_softmax(X @ W + b)
        return -scores[jax.numpy.arange(len(y)), y].mean()

    def step(params, X, y, rows):
        grads = jax.grad(loss)(params, X[rows], y[rows])
        return jax.tree.map(lambda p, g: p - 0.1 * g, params, grads)

    return jax.jit(step, donate_argnums=0)


def train_jax(X, y, batch_size):
    """One epoch of plain SGD in JAX, jitted."""
    import jax

    layers = new_network().layers[::2]
    params = [(jax.numpy.array(layer.W), jax.numpy.array(layer.b)) for layer in layers]
    X, y, step = jax.numpy.asarray(X), jax.numpy.asarray(y), jitted()
    order = np.random.default_rng(0).permutation(len(X)).astype(np.int32)
    for start in range(0, len(X), batch_size):
        params = step(params, X, y, order[start : start + batch_size])
    jax.block_until_ready(params)


def train_sklearn(X, y, batch_size):
    """One epoch of plain SGD with scikit-learn's MLPClassifier."""
    from sklearn.neural_network import MLPClassifier

    options = {"solver": "sgd", "momentum": 0, "alpha": 0, "learning_rate_init": 0.1}
    model = MLPClassifier(SIZES[1:-1], **options, batch_size=batch_size, max_iter=1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says that one epoch is not enough
        model.fit(X, y)


def bare_products(X, y, batch_size, sizes=SIZES):
    """Only the matrix products of each step, into arrays that are kept, over rows in order."""
    weights = [layer.W for layer in new_network(sizes).layers[::2]]
    A = [np.zeros((batch_size, width), np.float32) for width in sizes]
    dA, dW = [np.empty_like(a) for a in A], [np.empty_like(W) for W in weights]
    for start in range(0, len(X), batch_size):
        A[0] = X[start : start + batch_size]
        n = len(A[0])
        for i, W in enumerate(weights):
            np.matmul(A[i][:n], W, out=A[i + 1][:n])
        for i in reversed(range(len(weights))):
            np.matmul(A[i][:n].T, A[i + 1][:n], out=dW[i])
            if i:
                np.matmul(A[i + 1][:n], weights[i].T, out=dA[i][:n])
