"""Draw the course in one picture: a digit goes in, shapes change, a probability comes out.

    python book/figures/network.py        writes network.png beside this script

The probabilities are those of a network that the script trains for a few seconds.
"""

import itertools
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from nnlib import SGD, Dense, ReLU, Sequential, he, train, triangular
from nnlib.datasets import load_mnist

BLUE, GREEN = "#0072B2", "#009E73"
BOXES = [("Dense\n784 → 100", 0.29), ("ReLU", 0.41), ("Dense\n100 → 200", 0.53)]
BOXES += [("ReLU", 0.65), ("Dense\n200 → 10", 0.77)]


def main():
    """Train, draw and save."""
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
    nines = data.X_test[data.y_test == 9]
    P = network.predict_proba(nines)
    # A nine that could nearly be a four shows more than one that leaves no doubt.
    chosen = np.argmin(np.abs(P[:, 9] - 0.85) + np.abs(P[:, 4] - 0.15))
    figure = draw(nines[chosen], P[chosen], 9)
    figure.savefig(Path(__file__).with_suffix(".png"), dpi=130)


def draw(pixels, p, label):
    """Lay out digit, boxes and bars from left to right."""
    figure = plt.figure(figsize=(9, 2.6))
    image = figure.add_axes([0.01, 0.2, 0.17, 0.66])
    image.imshow(pixels.reshape(28, 28), cmap="gray_r")
    image.set_xticks([])
    image.set_yticks([])
    image.set_title("a handwritten digit", fontsize=10)
    flow = figure.add_axes([0, 0, 1, 1], zorder=-1)
    flow.set(xlim=(0, 1), ylim=(0, 1))
    flow.axis("off")
    for text, x in BOXES:
        style = {"boxstyle": "round,pad=0,rounding_size=0.02", "mutation_aspect": 3}
        color = GREEN if text == "ReLU" else BLUE
        box = FancyBboxPatch(
            (x - 0.045, 0.4), 0.09, 0.26, facecolor=color, edgecolor="none", **style
        )
        flow.add_patch(box)
        flow.text(x, 0.53, text, color="white", ha="center", va="center", fontsize=9)
    stops = [0.185, *(x for _, x in BOXES), 0.862]
    for start, end in itertools.pairwise(stops):
        left = start if start == stops[0] else start + 0.047
        right = end if end == stops[-1] else end - 0.047
        flow.add_patch(
            FancyArrowPatch((left, 0.53), (right, 0.53), arrowstyle="->", mutation_scale=10)
        )
    notes = {0.29: "Z = X @ W + b", 0.41: "max(Z, 0)", 0.77: "10 scores"}
    for x, note in notes.items():
        flow.text(x, 0.3, note, ha="center", fontsize=9, family="monospace")
    bars = figure.add_axes([0.89, 0.2, 0.1, 0.66])
    colors = [GREEN if k == label else BLUE for k in range(10)]
    bars.barh(range(10), p, color=colors)
    bars.set_yticks(range(10))
    bars.set(xlim=(0, 1), xticks=[0, 1])
    bars.invert_yaxis()
    bars.spines[["top", "right"]].set_visible(False)
    bars.set_title(f"softmax: it is a {label}", fontsize=10, loc="right")
    return figure


if __name__ == "__main__":
    main()
