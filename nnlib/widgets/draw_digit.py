"""A digit that the reader draws, and what a trained network says to it."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from nnlib._common.types import Array
from nnlib._common.validation import int_between, samples_and_labels
from nnlib.functions.activations import softmax
from nnlib.functions.preprocessing import straighten_images
from nnlib.plots import plot_probabilities, show_images
from nnlib.widgets.playable import Playable, module, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from nnlib.networks.sequential import Sequential

SIDE = 28


class DrawDigit(Playable):
    """Paper to draw a digit on, the network's hidden layers, and its probabilities.

    The page has no Python, so the network goes there whole: each weight as a whole number
    from -127 to 127, and one scale for each column of a weight matrix. That is a byte for a
    weight, and hardly ever another answer.

    Parameters
    ----------
    network : Sequential
        Dense layers with a ReLU between any two, from 784 pixels (0 paper, 1 ink).
    X : array (N, 784)
        A few digits to show instead of a drawn one, pixels from 0 to 1.
    y : array (N,) of int
        What they are.
    sample : int
        Which of them to start with; -1 for empty paper.
    centred : bool
        Whether what is drawn is fitted into 20 x 20 pixels and centred by its mass, as the digits
        of the data set are; else it stays where it is drawn.
    upright : bool
        Whether the network gets each digit as ``straighten_images`` leaves it, a drawn one too.
    unit : int
        The unit of the first hidden layer to look into, counted from 1; 0 for none.
    controls : bool
        False hides the sliders and the buttons that the figure can do without.

    Raises
    ------
    ValueError
        If the network has other layers, or the digits are not of 28 x 28 pixels.
    """

    _esm = module("pixels.js", "draw_digit.js")
    _css = style("pixels.css", "draw_digit.css")
    sizes = traitlets.List(traitlets.Int()).tag(sync=True)  # of the layers: 784, …, 10
    _weights = traitlets.Bytes().tag(sync=True)  # int8, matrix after matrix
    _scales = traitlets.Bytes().tag(sync=True)  # float32, one a column
    _biases = traitlets.Bytes().tag(sync=True)  # float32
    _samples = traitlets.Bytes().tag(sync=True)  # uint8 (N, 784)
    labels = traitlets.List(traitlets.Int()).tag(sync=True)
    strokes: traitlets.List[Any] = traitlets.List().tag(
        sync=True
    )  # each a list of points, on paper of 280 x 280
    sample = traitlets.Int().tag(sync=True)
    centred = traitlets.Bool(True).tag(sync=True)
    upright = traitlets.Bool(False).tag(sync=True)
    unit = traitlets.Int(0).tag(sync=True)
    pixels = traitlets.List(traitlets.Int()).tag(sync=True)  # what the network gets, 0 to 255

    def __init__(
        self,
        network: Sequential,
        X: ArrayLike,
        y: ArrayLike,
        *,
        sample: int = -1,
        centred: bool = True,
        upright: bool = False,
        unit: int = 0,
        controls: bool = True,
    ) -> None:
        matrices, biases = dense_layers(network)
        sizes = [len(matrices[0]), *[W.shape[1] for W in matrices]]
        X, y = samples_and_labels("DrawDigit", X, y)
        if sizes[0] != SIDE**2 or X.shape[1] != SIDE**2 or X.min() < 0 or X.max() > 1:
            raise ValueError(
                f"the network and the digits need 784 pixels from 0 to 1, got {sizes[0]} inputs "
                f"and X of shape {X.shape}, from {X.min():g} to {X.max():g}"
            )
        sample = int_between("sample", sample, -1, len(X) - 1)
        unit = int_between("unit", unit, 0, sizes[1])
        whole, scales = zip(*[quantise(W) for W in matrices], strict=True)
        self.layers = list(zip(whole, scales, biases, strict=True))
        images = np.rint(X * 255).astype(np.uint8)
        data = {
            "_weights": b"".join(W.tobytes() for W in whole),
            "_scales": np.concatenate(scales).astype("<f4").tobytes(),
            "_biases": np.concatenate(biases).astype("<f4").tobytes(),
            "_samples": images.tobytes(),
        }
        pixels = images[sample] if sample >= 0 else np.zeros(SIDE**2)
        if upright:
            pixels = np.rint(straighten_images(pixels[np.newaxis].astype(float))[0])
        settings = {"sample": sample, "pixels": pixels.astype(int).tolist(), "controls": controls}
        settings |= {"centred": bool(centred), "upright": bool(upright), "unit": unit}
        super().__init__(sizes=sizes, labels=y.tolist(), **settings, **data)

    def predict_proba(self, X: Array) -> Array:
        """What the page's network says: X (N, 784) to (N, K)."""
        for whole, scale, b in self.layers:
            Z = X @ whole.astype(float) * scale + b
            X = np.maximum(Z, 0)
        return softmax(Z)

    @property
    def probabilities(self) -> Array:
        """What it says to the drawing as it is now: (K,)."""
        return self.predict_proba(np.array([self.pixels]) / 255)[0]

    @property
    def terms(self) -> tuple[float, Array]:
        """The bias of the unit that is open, and each of its weights times its pixel: (784,)."""
        whole, scale, b = self.layers[0]
        h = self.unit - 1
        return float(b[h]), whole[:, h] * scale[h] * np.array(self.pixels) / 255

    def __repr__(self) -> str:
        if not any(self.pixels):
            return "empty paper"
        p = self.probabilities
        percent = "over 99" if p.max() > 0.995 else f"{100 * p.max():.0f}"
        return f"it looks like {'an' if p.argmax() == 8 else 'a'} {p.argmax()} ({percent} %)"

    def draw(self, figure: Figure) -> None:
        """Draw the digit and its bars, or the paper that waits for one."""
        from matplotlib.patches import Rectangle

        figure.set_size_inches(6, 2.4)
        left, right = figure.subplots(1, 2, width_ratios=[1, 2])
        show_images(np.array([self.pixels]), ax=left)
        plot_probabilities(self.probabilities * any(self.pixels), ax=right)
        if any(self.pixels):
            right.set_title(repr(self))
        else:
            middle = (SIDE - 1) / 2
            left.add_patch(Rectangle((-0.5, -0.5), SIDE, SIDE, fill=False, edgecolor="#888888"))
            left.text(middle, middle, "draw here", color="#666666", ha="center", va="center")
            right.set_title("… and the network says what it sees")


def dense_layers(network: Sequential) -> tuple[list[Array], list[Array]]:
    """The weights and the biases of a network of dense layers with ReLUs between them."""
    dense, others = network.layers[::2], network.layers[1::2]
    probe = np.array([[-1.0, 0.0, 2.0]])
    bent = all(
        not layer.params and np.array_equal(copy(layer).forward(probe), np.maximum(probe, 0))
        for layer in others
    )
    if len(dense) != len(others) + 1 or not all(set(d.params) == {"W", "b"} for d in dense):
        bent = False
    if not bent:
        raise ValueError(f"DrawDigit needs dense layers with a ReLU between any two, got {network}")
    return [layer.params["W"] for layer in dense], [layer.params["b"] for layer in dense]


def quantise(W: Array) -> tuple[Array, Array]:
    """Whole numbers from -127 to 127 (D, H), and the scale of each column (H,)."""
    scale = np.maximum(np.abs(W).max(axis=0), 1e-30) / 127
    return np.rint(W / scale).astype(np.int8), scale
