"""What becomes of a signal in layer after layer, by activation, width and start of the weights."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import traitlets

from nnlib._common import look
from nnlib._common.types import Array
from nnlib._common.validation import int_between, number_between
from nnlib.widgets.chance import uniform
from nnlib.widgets.playable import Playable, module, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

N_SAMPLES, N_LAYERS, N_BINS = 64, 10, 16
WIDTHS = ("25", "100")
SMALLEST, LARGEST = 0.02, 0.6
# The values that are shown of each activation; what lies beyond is counted at the end.
RANGES = {"ReLU": (0.0, 4.0), "sigmoid": (0.0, 1.0), "tanh": (-1.0, 1.0)}
FUNCTIONS: dict[str, Callable[[Array], Array]] = {
    "ReLU": lambda Z: np.maximum(Z, 0),
    "sigmoid": lambda Z: 1 / (1 + np.exp(-Z)),
    "tanh": np.tanh,
}


class ActivationLayers(Playable):
    """Histograms of the activations of up to ten hidden layers before any training.

    A batch of 64 random samples goes through layers of equal width. Weights and samples come
    from a small generator of its own, which the module has too, so that both show the same.

    Parameters
    ----------
    activation : str
        ``"ReLU"``, ``"sigmoid"`` or ``"tanh"``.
    width : str
        Number of inputs and units of each layer, ``"25"`` or ``"100"``.
    start : float
        Standard deviation of the weights, from 0.02 to 0.6.
    depth : int
        Number of layers, from 1 to 10.
    controls : bool
        False hides the sliders and the buttons that the figure can do without.

    Raises
    ------
    ValueError
        If a setting is none of these.
    """

    _esm = module("chance.js", "activation_layers.js")
    _css = style("activation_layers.css")
    activation = traitlets.Unicode("ReLU").tag(sync=True)
    width = traitlets.Unicode("100").tag(sync=True)
    start = traitlets.Float(0.1).tag(sync=True)
    depth = traitlets.Int(10).tag(sync=True)

    def __init__(
        self,
        *,
        activation: str = "ReLU",
        width: str = "100",
        start: float = 0.1,
        depth: int = N_LAYERS,
        controls: bool = True,
    ) -> None:
        if activation not in FUNCTIONS:
            raise ValueError(f"activation must be one of {list(FUNCTIONS)}, got {activation!r}")
        if str(width) not in WIDTHS:
            raise ValueError(f"width must be one of {list(WIDTHS)}, got {width!r}")
        start = number_between("start", start, SMALLEST, LARGEST)
        depth = int_between("depth", depth, 1, N_LAYERS)
        settings = {"start": float(start), "depth": depth, "controls": controls}
        super().__init__(activation=activation, width=str(width), **settings)

    @property
    def activations(self) -> list[Array]:
        """The activations of every layer as the settings stand now, each (64, width)."""
        D = int(self.width)
        A, layers = normal_numbers(0, N_SAMPLES * D).reshape(-1, D), []
        for i in range(self.depth):
            W = normal_numbers(N_SAMPLES * D + i * D * D, D * D).reshape(D, D)
            A = FUNCTIONS[self.activation](A @ (self.start * W))
            layers.append(A)
        return layers

    @property
    def sizes(self) -> list[float]:
        """The root mean square of each layer's activations."""
        return [float(np.sqrt(np.mean(A**2))) for A in self.activations]

    def __repr__(self) -> str:
        settings = f"{self.activation}, {self.width} inputs, standard deviation {self.start:.2f}"
        sizes = self.sizes
        first, last = told(sizes[0]), told(sizes[-1])
        return f"{settings}: size {first} in layer 1, {last} in layer {self.depth}"

    def draw(self, figure: Figure) -> None:
        """Draw a histogram for each layer, from left to right."""
        figure.set_size_inches(6, 2.6)
        axes = figure.subplots(1, self.depth, sharex=True, sharey=True, squeeze=False)[0]
        bounds = RANGES[self.activation]
        edges = np.linspace(*bounds, N_BINS + 1)
        for i, (ax, A) in enumerate(zip(axes, self.activations, strict=True)):
            counts, _ = np.histogram(np.clip(A, *bounds), edges)
            ax.barh(edges[:-1], counts, np.diff(edges), align="edge", color=look.value("accent"))
            ax.set(xticks=[], xlabel=str(i + 1), ylim=bounds)
            ax.grid(False)
        axes[0].set_ylabel("activation")
        figure.supxlabel("layer", fontsize=9)
        start, last = f"standard deviation {self.start:.2f}", told(self.sizes[-1])
        figure.suptitle(f"{self.activation}, {start}: size {last} at the end")


def told(size: float) -> str:
    """Write a number with three decimals, very small and very large ones by their power of ten."""
    return f"{size:.3f}" if 0.001 <= size < 1000 else f"{size:.0e}"


def normal_numbers(first: int, n: int) -> Array:
    """Nearly normal numbers number ``first`` and following, the same in Python and JavaScript.

    Each is a sum of four numbers between 0 and 1, shifted and scaled to mean 0 and standard
    deviation 1.
    """
    return (uniform(4 * first, 4 * n).reshape(n, 4).sum(axis=1) - 2) * np.sqrt(3)
