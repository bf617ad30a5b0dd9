"""Chapter 07's training in PyTorch: python -m benchmarks.in_pytorch

It trains the chapter's network from the chapter's start, in float64 and on the same batches, and
from three starts with and without clearing the gradients. Takes half a minute, needs PyTorch (the
extra torch), and writes nnlib/logs/in_pytorch.json, which chapter 07 shows.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from unittest import mock

from nnlib import mlp_forward, mlp_init, sigmoid, softmax_cross_entropy, standardize, to_keras
from nnlib._common.atomic import replacing
from nnlib.by_hand.in_pytorch import train_in_pytorch
from nnlib.datasets import load_digits

LOG = Path(__file__).resolve().parents[1] / "nnlib" / "logs" / "in_pytorch.json"
SIZES, BATCH, RATE, EPOCHS = (64, 10, 10), 32, 0.5, 15
SEEDS = (1, 2, 3)  # of the starts; the chapter's is the first


def chapter_data():
    """Training and test digits as the chapter has them."""
    digits = load_digits()
    raw = digits.X_train.astype(float)
    X_train, X_test = standardize(raw, raw), standardize(digits.X_test.astype(float), raw)
    return X_train, digits.y_train, X_test, digits.y_test


def loss_of(weights, X, y):
    """The loss of the network with these weights, computed by the course's own functions."""
    params = [(weights[0], weights[1]), (weights[2], weights[3])]
    return float(softmax_cross_entropy(mlp_forward(X, params, sigmoid)[1][-1], y))


def measured(torch):
    """What the log holds."""
    X, y, X_test, y_test = chapter_data()
    weights, losses = to_keras(mlp_init(SIZES, rng=SEEDS[0])), []
    for _ in range(EPOCHS):
        weights = train_in_pytorch(weights, X, y, BATCH, RATE, 1)
        losses.append(loss_of(weights, X_test, y_test))
    cleared, uncleared = {}, {}
    for seed in SEEDS:
        start = to_keras(mlp_init(SIZES, rng=seed))
        cleared[f"start {seed}"] = _end(start, X, y, X_test, y_test)
        with mock.patch.object(torch.optim.SGD, "zero_grad"):
            uncleared[f"start {seed}"] = _end(start, X, y, X_test, y_test)
    return {
        "torch": torch.__version__.partition("+")[0],
        "test loss after each epoch": losses,
        "test loss": cleared,
        "test loss without zero_grad": uncleared,
    }


def _end(start, X, y, X_test, y_test):
    return loss_of(train_in_pytorch(start, X, y, BATCH, RATE, EPOCHS), X_test, y_test)


def main(arguments=None):
    """Train and write the log."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.parse_args(arguments)
    try:
        import torch
    except ImportError:
        parser.exit(1, 'PyTorch is missing: pip install -e ".[torch]"\n')
    torch.set_num_threads(1)
    record = measured(torch)
    with replacing(LOG) as file:
        file.write(json.dumps(record, indent=1) + "\n")
    print(f"PyTorch {record['torch']}: test loss {record['test loss after each epoch'][-1]:.3f}")


if __name__ == "__main__":
    main()
