"""Seconds until 98 of 100 of MNIST's test digits are read, each side with its best recipe.

The network is 784-100-200-10 on both sides, the 60 000 digits have their mean subtracted
before the clock starts, and looking at the test digits is not timed. Ours and PyTorch's
recipe is the same, its learning rate falling to 0 over a fixed number of epochs;
scikit-learn has no such schedule, only a rate that falls in steps, and may stop after the
first epoch that is good enough.
Each round trains with another seed.
"""

import statistics
import time
from functools import partial

import numpy as np

from benchmarks.contestants import SIZES, new_network, new_torch_network
from benchmarks.measuring import compared
from nnlib import SGD, train, triangular

ENOUGH = 0.98
BATCH_SIZE, PEAK, RISE, EPOCHS, MOMENTUM = 128, 0.2, 0.3, 3, 0.9
SKLEARN = {"solver": "sgd", "momentum": 0.9, "learning_rate_init": 0.1, "batch_size": 128}
# No improvement is enough for it, so that it divides its rate by 5 again and again.
SKLEARN |= {"learning_rate": "adaptive", "tol": 10.0, "n_iter_no_change": 1}
SKLEARN_EPOCHS = 20  # at most


def rate(step, n_steps):
    """The learning rate: up in a straight line, then down to 0."""
    return triangular(step, n_steps, PEAK, RISE)


def fit_nnlib(X, y, seed, *, fused=True):
    """Train with the library; yield a function from samples to labels."""
    network = new_network(seed=seed)
    options = {"optimizer": SGD(momentum=MOMENTUM), "schedule": rate, "rng": seed}
    train(network, X, y, n_epochs=EPOCHS, batch_size=BATCH_SIZE, fused=fused, **options)
    yield network.predict


def fit_torch(X, y, seed):
    """The same recipe in PyTorch, eager."""
    import torch

    network = new_torch_network(seed=seed)
    optimizer = torch.optim.SGD(network.parameters(), lr=0.0, momentum=MOMENTUM)
    loss = torch.nn.CrossEntropyLoss()
    X, y = torch.from_numpy(X), torch.from_numpy(y)
    step, n_steps = 0, EPOCHS * -(-len(X) // BATCH_SIZE)
    for _ in range(EPOCHS):
        for rows in torch.randperm(len(X)).split(BATCH_SIZE):
            optimizer.param_groups[0]["lr"] = rate(step, n_steps)
            optimizer.zero_grad()
            loss(network(X[rows]), y[rows]).backward()
            optimizer.step()
            step += 1
    yield lambda X: network(torch.from_numpy(X)).argmax(dim=1).numpy()


def fit_sklearn(X, y, seed):
    """The fastest of those tried; Adam as it comes does not get there in 12 epochs."""
    from sklearn.neural_network import MLPClassifier

    model = MLPClassifier(SIZES[1:-1], alpha=0, random_state=seed, **SKLEARN)
    for _ in range(SKLEARN_EPOCHS):
        model.partial_fit(X, y, classes=range(SIZES[-1]))
        yield model.predict


def timed(fit, X, y, X_test, y_test, clock, seed):
    """Seconds of training until enough is right, and the share of right test digits."""
    seconds, start = 0.0, clock()
    for predict in fit(X, y, seed):
        seconds += clock() - start
        right = float(np.mean(predict(X_test) == y_test))
        if right >= ENOUGH:
            break
        start = clock()
    return seconds, right


def seconds_to_98(digits, rounds, clock=time.process_time):
    """Our seconds as a share of the others'."""
    mean = digits.X_train.mean(axis=0)
    data = digits.X_train - mean, digits.y_train, digits.X_test - mean, digits.y_test
    fits = {
        "nnlib, fused": fit_nnlib,
        "nnlib, layers": partial(fit_nnlib, fused=False),
        "PyTorch": fit_torch,
        "scikit-learn": fit_sklearn,
    }
    seconds, right = ({name: [] for name in fits} for _ in range(2))
    for seed in range(rounds):
        for name, fit in fits.items():
            taken, share = timed(fit, *data, clock, seed)
            seconds[name].append(taken)
            right[name].append(share)
    for name, goal in (("PyTorch", 0.5), ("scikit-learn", 0.2)):
        medians = {who: statistics.median(right[who]) for who in ("nnlib, fused", name)}
        what = f"{ENOUGH:.0%} of MNIST's test digits"
        yield {**compared(what, name, goal, seconds), "right": medians}
