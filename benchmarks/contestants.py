"""Who is measured: one network, 784-100-200-10 with ReLU in float32, trained by five."""

import itertools
import warnings

import numpy as np

from nnlib import SGD, Dense, ReLU, Sequential, he, train

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
