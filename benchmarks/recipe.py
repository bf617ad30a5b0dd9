"""Choose chapter 06's learning rate on the validation digits: python -m benchmarks.recipe

Trains the chapter's fast network on 50 000 digits once for each peak of the learning
rate and prints the accuracy on the 10 000 validation digits. The test digits stay out.
"""

import numpy as np

from nnlib import SGD, Dense, ReLU, Sequential, accuracy, he, train, triangular
from nnlib.datasets import load_mnist

PEAKS = [0.05, 0.1, 0.2, 0.35, 0.5]
SEEDS = [0, 1, 2]


def main():
    """Print a line for each peak: the accuracies of the seeds and their mean."""
    digits = load_mnist()
    mean = digits.X_train.mean(axis=0)
    X_train, X_val = digits.X_train - mean, digits.X_val - mean
    for peak in PEAKS:
        scores = []
        for seed in SEEDS:
            rng = np.random.default_rng(seed)
            options = {"init": he, "rng": rng, "dtype": np.float32}
            network = Sequential([Dense(784, 400, **options), ReLU(), Dense(400, 10, **options)])
            train(
                network,
                X_train,
                digits.y_train,
                optimizer=SGD(momentum=0.9),
                n_epochs=8,
                batch_size=128,
                schedule=lambda step, n_steps, peak=peak: triangular(step, n_steps, peak),
                rng=rng,
            )
            scores.append(accuracy(network, X_val, digits.y_val))
        listed = ", ".join(f"{score:.4f}" for score in scores)
        print(f"peak {peak:4.2f}: mean {np.mean(scores):.4f}  ({listed})", flush=True)


if __name__ == "__main__":
    main()
