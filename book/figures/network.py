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
BOXES = [("Dense\n784\n→ 100", 0.245), ("ReLU", 0.38), ("Dense\n100\n→ 200", 0.515)]
BOXES += [("ReLU", 0.65), ("Dense\n200\n→ 10", 0.785)]


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
    figure.savefig(Path(__file__).with_suffix(".png"), dpi=195)


def draw(pixels, p, label):
    """Lay out digit, boxes and bars from left to right, in letters for a phone's width."""
    figure = plt.figure(figsize=(6, 2.3))
    image = figure.add_axes([0.01, 0.26, 0.155, 0.4])
    image.imshow(pixels.reshape(28, 28), cmap="gray_r")
    image.set_xticks([])
    image.set_yticks([])
    image.set_title("a handwritten\ndigit", fontsize=10, loc="left")
    flow = figure.add_axes([0, 0, 1, 1], zorder=-1)
    flow.set(xlim=(0, 1), ylim=(0, 1))
    flow.axis("off")
    for text, x in BOXES:
        style = {"boxstyle": "round,pad=0,rounding_size=0.02", "mutation_aspect": 2.6}
        color = GREEN if text == "ReLU" else BLUE
        box = FancyBboxPatch(
            (x - 0.05, 0.27), 0.1, 0.38, facecolor=color, edgecolor="none", **style
        )
        flow.add_patch(box)
        flow.text(x, 0.46, text, color="white", ha="center", va="center", fontsize=11)
    stops = [0.168, *(x for _, x in BOXES), 0.857]
    for start, end in itertools.pairwise(stops):
        left = start if start == stops[0] else start + 0.051
        right = end if end == stops[-1] else end - 0.051
        flow.add_patch(
            FancyArrowPatch(
                (left, 0.46), (right, 0.46), arrowstyle="->", mutation_scale=8, shrinkA=0, shrinkB=0
            )
        )
    notes = {0.245: "X @ W + b", 0.38: "max(Z, 0)", 0.785: "10 scores"}
    for x, note in notes.items():
        flow.text(x, 0.13, note, ha="center", fontsize=9, family="monospace")
    bars = figure.add_axes([0.89, 0.13, 0.1, 0.62])
    colors = [GREEN if k == label else BLUE for k in range(10)]
    bars.barh(range(10), p, color=colors)
    bars.set_yticks(range(10))
    bars.set(xlim=(0, 1), xticks=[0, 1])
    bars.tick_params(labelsize=8, pad=2)
    bars.invert_yaxis()
    bars.spines[["top", "right"]].set_visible(False)
    bars.set_title(f"softmax:\nit is a {label}", fontsize=10, loc="right")
    return figure


if __name__ == "__main__":
    main()
