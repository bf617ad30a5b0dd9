"""What `measure` shows of each law: numbers, as the program gives them, and no verdict."""

import numpy as np

from nnlib.datasets import load_digits
from nnlib.exercises.chapter08._laws import NAMES, measure_slopes


def _digits(n):
    digits = load_digits()
    return digits.X_train[:n].astype(float), digits.y_train[:n]


def _fitted(Reader, **options):
    X, y = _digits(300)
    reader = Reader(**options)
    reader.fit(X, y, 2)
    return reader


def _new_digits(n):
    digits = load_digits()
    return digits.X_test[:n].astype(float), digits.y_test[:n]


def slopes(Reader):
    """Gradients with the weights that the program starts with."""
    X, y = _digits(30)
    reader = Reader(n_hidden=8)
    reader.start(X, 10)
    X = reader.scale(X)
    lines = ["30 digits, the weights of the start; the largest entries and the largest difference"]
    for name, got in zip(NAMES, reader.gradients(X, y), strict=True):
        measured = measure_slopes(reader, name, X, y)
        largest = [np.abs(one).max() for one in (got, measured, got - measured)]
        lines.append("{}   got {:.5f}   measured {:.5f}   apart {:.5f}".format(name, *largest))
    return "\n".join(lines)


def start(Reader):
    X, _ = _digits(300)
    reader = Reader()
    reader.start(X, 10)
    scores = reader.forward(reader.scale(X))
    differ = len(np.unique(np.array(reader.W_h), axis=1).T)
    return (
        "300 digits, before any training; root mean squares\n"
        f"pixels, scaled   {_size(reader.scale(X)):.3f}\n"
        f"hidden scores    {_size(reader.Z_h):.3f}\n"
        f"output scores    {_size(scores):.3f}\n"
        f"hidden units that differ: {differ} of {reader.n_hidden}"
    )


def _size(array):
    return np.sqrt(np.mean(np.square(array)))


def steps(Reader):
    X, _ = _digits(30)
    reader = Reader(rate=0.1, momentum=0.9)
    reader.start(X, 10)
    lines = [
        "gradients of W -3, of b 2; rate 0.1, momentum 0.9; how far one number of each part moves"
    ]
    parts = {name: getattr(reader, name) for name in NAMES}
    gradients = tuple(np.full_like(p, -3.0 if n[0] == "W" else 2.0) for n, p in parts.items())
    for k in range(4):
        before = [np.array(getattr(reader, name)) for name in NAMES]
        reader.step(gradients)
        moved = [(getattr(reader, n) - b).ravel()[0] for n, b in zip(NAMES, before, strict=True)]
        shown = "   ".join(f"{n} {m:+.4f}" for n, m in zip(NAMES, moved, strict=True))
        lines.append(f"step {k + 1}   {shown}")
    return "\n".join(lines)


def batches(Reader):
    X, y = np.column_stack([np.arange(100.0), np.ones(100)]), np.arange(100) % 7
    reader = Reader(batch_size=32)
    reader.start(X, 7)
    epochs = [list(reader.batches(X, y)) for _ in range(2)]
    orders = [np.concatenate([one for one, _ in epoch])[:, 0].astype(int) for epoch in epochs]
    labels = np.concatenate([some for _, some in epochs[0]])
    come = np.bincount(orders[0], minlength=100)
    return (
        "100 samples in batches of 32, one epoch\n"
        f"sizes of the batches: {[len(one) for one, _ in epochs[0]]}\n"
        f"samples that come once {np.sum(come == 1)}, more often {np.sum(come > 1)}, "
        f"never {np.sum(come == 0)}\n"
        f"samples with their own label {np.sum(labels == y[orders[0]])} of {len(labels)}\n"
        f"the next epoch in the same order: {np.array_equal(*orders)}"
    )


def score(Reader):
    reader = _fitted(Reader)
    X, y = _new_digits(200)
    right = np.sum(reader.predict_proba(X).argmax(axis=1) == y)
    return (
        "200 digits after two epochs\n"
        f"answers that are right, counted one by one: {right} of 200, which is {right / 200:.3f}\n"
        f"score says {float(reader.score(X, y)):.3f}"
    )


def repeat(Reader):
    lines = ["two trainings for each seed; the largest difference between their last weights"]
    for seed in (0, 1, 2):
        one, other = (_fitted(Reader, seed=seed).W_o for _ in range(2))
        lines.append(f"seed {seed}   {np.abs(one - other).max():.5f}")
    return "\n".join(lines)


def shift(Reader):
    rows = np.array([[2.0, 1.0, 0.0], [2.0, 1.0, 0.0]])
    lines = ["two rows of scores, both 2, 1, 0, the second one moved by c; its log-probabilities"]
    with np.errstate(all="ignore"):
        for c in (0.0, 10.0, 1000.0, -1000.0):
            row = Reader().log_softmax(rows + np.array([[0.0], [c]]))[1]
            lines.append(f"c = {c:6.0f}   " + "  ".join(f"{value:.4f}" for value in row))
    return "\n".join(lines)


def alone(Reader):
    reader = _fitted(Reader, seed=1)
    X, _ = _new_digits(50)
    together = reader.predict_proba(X)
    single = np.concatenate([reader.predict_proba(x[np.newaxis]) for x in X])
    return (
        "50 digits after two epochs, in one batch and one by one\n"
        f"largest difference between their probabilities: {np.abs(single - together).max():.5f}"
    )


def units(Reader):
    (X, y), (X_new, _) = _digits(300), _new_digits(50)
    said = []
    for factor in (1, 8, 2**-14):
        reader = Reader(seed=1)
        reader.fit(factor * X, y, 2)
        said.append(reader.predict_proba(factor * X_new))
    large, small = (np.abs(said[0] - other).max() for other in said[1:])
    return (
        "trained and asked with pixels of 0 to 16, then in other units\n"
        "largest difference between their probabilities\n"
        f"pixels of 0 to 128     {large:.5f}\n"
        f"pixels of 0 to 0.001   {small:.5f}"
    )


MEASURES = {
    f.__name__: f for f in (slopes, start, steps, batches, score, repeat, shift, alone, units)
}
