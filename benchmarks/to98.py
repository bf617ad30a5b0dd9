"""Seconds until 98 of 100 of MNIST's test digits are read, each side with its best recipe.

The network is 784-100-200-10 on both sides, the 60 000 digits have their mean subtracted
before the clock starts, and looking at the test digits is not timed. A recipe has a fixed
number of epochs, the fewest with which the median of several seeds reaches 98 %; each round
trains with another seed.
"""

import statistics
import time
import warnings
from functools import partial

import numpy as np

from benchmarks.contestants import SIZES, new_network, new_torch_network
from benchmarks.measuring import ratio
from nnlib import SGD, train, triangular

ENOUGH = 0.98
BATCH_SIZE, PEAK, RISE, EPOCHS, MOMENTUM = 128, 0.2, 0.2, 4, 0.9
SKLEARN = {"solver": "adam", "batch_size": 128, "alpha": 0}
SKLEARN_EPOCHS = 8


def rate(step, n_steps):
    """The learning rate: up in a straight line, then down to 0."""
    return triangular(step, n_steps, PEAK, RISE)


def fit_nnlib(X, y, seed, *, fused=True):
    """Train with the library; return a function from samples to labels."""
    network = new_network(seed=seed)
    options = {"optimizer": SGD(momentum=MOMENTUM), "schedule": rate, "rng": seed}
    train(network, X, y, n_epochs=EPOCHS, batch_size=BATCH_SIZE, fused=fused, **options)
    return network.predict


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
    return lambda X: network(torch.from_numpy(X)).argmax(dim=1).numpy()


def fit_sklearn(X, y, seed):
    """scikit-learn has no such schedule; Adam was its fastest of those tried."""
    from sklearn.neural_network import MLPClassifier

    model = MLPClassifier(SIZES[1:-1], max_iter=SKLEARN_EPOCHS, random_state=seed, **SKLEARN)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says that so few epochs are not enough
        model.fit(X, y)
    return model.predict


def timed(fit, X, y, X_test, y_test, clock, seed):
    """Seconds of one training, and its share of right test digits."""
    start = clock()
    predict = fit(X, y, seed)
    seconds = clock() - start
    return seconds, float(np.mean(predict(X_test) == y_test))


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
        yield {
            "what": f"{ENOUGH:.0%} of MNIST's test digits",
            "against": name,
            "ratio": ratio(seconds["nnlib, fused"], seconds[name]),
            "goal": goal,
            "layers": ratio(seconds["nnlib, layers"], seconds[name]),
            "right": {who: statistics.median(right[who]) for who in ("nnlib, fused", name)},
        }
