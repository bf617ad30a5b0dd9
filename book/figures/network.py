"""Draw the course in one picture: a digit goes in, shapes change, a probability comes out.

    python book/figures/network.py        writes network.png beside this script

The probabilities are those of a network that the script trains for a few seconds.
"""

from itertools import pairwise
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from nnlib import SGD, Dense, ReLU, Sequential, he, train, triangular
from nnlib.datasets import load_mnist

BLUE, GREEN = "#0072B2", "#009E73"
# From the top: text, height of the middle, and what happens there, to the right of the box.
BOXES = [
    ("Dense 784 → 100", 0.9, "Z = X @ W + b"),
    ("ReLU", 0.7, "max(Z, 0)"),
    ("Dense 100 → 200", 0.5, ""),
    ("ReLU", 0.3, ""),
    ("Dense 200 → 10", 0.1, ""),
]


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
    """Lay out digit, boxes and bars, so narrow that they can be read on a phone."""
    figure = plt.figure(figsize=(4.3, 2.9))
    flow = figure.add_axes([0, 0, 1, 1])
    flow.set(xlim=(0, 1), ylim=(0, 1))
    flow.axis("off")
    image = figure.add_axes([0.02, 0.53, 0.27, 0.4])
    image.imshow(pixels.reshape(28, 28), cmap="gray_r")
    image.set(xticks=[], yticks=[])
    flow.text(0.155, 0.47, "a handwritten\ndigit", ha="center", va="top", fontsize=9)
    style = {"boxstyle": "round,pad=0,rounding_size=0.02", "mutation_aspect": 1.5}
    for text, y, note in BOXES:
        color = GREEN if text == "ReLU" else BLUE
        box = FancyBboxPatch((0.36, y - 0.06), 0.3, 0.12, fc=color, ec="none", **style)
        flow.add_patch(box)
        flow.text(0.51, y, text, color="white", ha="center", va="center", fontsize=9)
        flow.text(0.68, y, note, va="center", fontsize=9, family="monospace")
    heights = [y for _, y, _ in BOXES]
    arrows = [((0.51, above - 0.06), (0.51, y + 0.06)) for above, y in pairwise(heights)]
    arrows += [((0.29, 0.9), (0.36, 0.9)), ((0.66, 0.1), (0.74, 0.1))]
    for start, end in arrows:
        flow.add_patch(FancyArrowPatch(start, end, arrowstyle="->", mutation_scale=10))
    flow.text(0.35, 0.1, "10 scores", ha="right", va="center", fontsize=9, family="monospace")
    bars = figure.add_axes([0.8, 0.09, 0.18, 0.46])
    bars.barh(range(10), p, color=[GREEN if k == label else BLUE for k in range(10)])
    bars.set(xlim=(0, 1), xticks=[0, 1], yticks=range(10))
    bars.tick_params(labelsize=9)
    bars.invert_yaxis()
    bars.spines[["top", "right"]].set_visible(False)
    flow.text(0.98, 0.58, f"softmax: it is a {label}", ha="right", fontsize=9)
    return figure


if __name__ == "__main__":
    main()
