"""The course in one picture: a digit goes in, shapes change, a probability comes out.

    python -m book.figures.network        trains such a network and prints what stands below

The digit and its probabilities were chosen so, from a network that took a few seconds to train.
"""

from itertools import pairwise

import numpy as np

from bookbuild.diagram import FORWARD, INK, LINE, MONO, QUIET, SMALL, Diagram
from nnlib import SGD, Dense, ReLU, Sequential, he, train, triangular
from nnlib.datasets import load_mnist

NINE = 5784  # of the test digits, a 9 that could nearly be a 4
P = [0.0, 0.0, 0.0, 0.0, 0.14, 0.0, 0.0, 0.01, 0.0, 0.85]
BOXES = [("Dense 784 → 100", "Z = X @ W + b"), ("ReLU", "max(Z, 0)")]
BOXES += [("Dense 100 → 200", ""), ("ReLU", ""), ("Dense 200 → 10", "10 scores")]


def train_reader():
    """Train a network on the digits; return both."""
    data = load_mnist(n_validation=0)
    rng = np.random.default_rng(0)
    sizes = [(784, 100), (100, 200), (200, 10)]
    dense = [Dense(*size, init=he, rng=rng, dtype=np.float32) for size in sizes]
    network = Sequential([dense[0], ReLU(), dense[1], ReLU(), dense[2]])
    train(
        network,
        data.X_train,
        data.y_train,
        optimizer=SGD(momentum=0.9),
        n_epochs=3,
        batch_size=128,
        schedule=lambda step, n_steps: triangular(step, n_steps, peak=0.1),
        rng=rng,
    )
    return network, data


def choose():
    """Train; return the place of a nine that leaves a doubt, and its probabilities."""
    network, data = train_reader()
    nines = np.flatnonzero(data.y_test == 9)
    proba = network.predict_proba(data.X_test[nines])
    # A nine that could nearly be a four shows more than one that leaves no doubt.
    chosen = np.argmin(np.abs(proba[:, 9] - 0.85) + np.abs(proba[:, 4] - 0.15))
    return int(nines[chosen]), proba[chosen]


def draw():
    """The digit on the left, the layers from top to bottom, the bars on the right."""
    image = load_mnist(n_validation=0).X_test[NINE].reshape(28, 28)
    d = Diagram(286)
    d.pixels(image / image.max(), 10, 12, 84)
    d.add("rect", x=10, y=12, width=84, height=84, fill="none", stroke=QUIET)
    d.text(52, 110, "28 × 28 = 784", size=SMALL, color=QUIET)
    d.text(52, 126, "pixels", size=SMALL, color=QUIET)
    heights = [36, 97, 150, 195, 248]
    for y, (words, note) in zip(heights, BOXES, strict=True):
        color = INK if words == "ReLU" else FORWARD
        d.box(182, y, 124, 44 if note else 30, color=color)
        d.text(182, y - (9 if note else 0), words)
        if note:
            d.text(
                182,
                y + 10,
                note,
                size=SMALL,
                color=QUIET,
                font_family=MONO if note[-1] in "b)" else None,
            )
    d.arrow((96, 36), (118, 36), color=FORWARD)
    tall = [22 if note else 15 for _, note in BOXES]
    for (y0, h0), (y1, h1) in pairwise(zip(heights, tall, strict=True)):
        d.arrow((182, y0 + h0), (182, y1 - h1), color=FORWARD)
    d.arrow((246, 248), (256, 248), color=FORWARD)
    bars(d, 280, 122)
    return d


def bars(d, left, top):
    """Ten bars of probability, the longest in blue."""
    d.text(left + 21, top - 30, "softmax:", size=SMALL)
    d.text(left + 21, top - 14, f"it is a {int(np.argmax(P))}", weight=600)
    for k, p in enumerate(P):
        y = top + 7 + 15.2 * k
        d.text(left - 8, y, str(k), size=SMALL, color=QUIET)
        d.add("rect", x=left, y=y - 5, width=50, height=10, fill=LINE)
        if p >= 0.005:
            color = FORWARD if p == max(P) else QUIET
            d.add("rect", x=left, y=y - 5, width=50 * float(p), height=10, fill=color)


PICTURES = {"network": draw}

if __name__ == "__main__":
    place, proba = choose()
    print(f"NINE = {place}\nP = {proba.round(2).tolist()}")
