"""An activation with a tangent to drag, and what its slope leaves of a gradient, layer by layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import traitlets

from nnlib._common import look
from nnlib._common.validation import int_between, number_between
from nnlib.functions.activations import relu, relu_prime, sigmoid, sigmoid_prime, tanh, tanh_prime
from nnlib.widgets.playable import Playable, module, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FUNCTIONS = {
    "sigmoid": (sigmoid, sigmoid_prime),
    "tanh": (tanh, tanh_prime),
    "ReLU": (relu, relu_prime),
}
FARTHEST, MOST = 5.0, 10


class SlopeChain(Playable):
    """The slope of an activation at a score, and its powers: a factor for each layer.

    Parameters
    ----------
    activation : {"sigmoid", "tanh", "ReLU"}
    z : float
        The score at which the tangent touches the curve, from -5 to 5.
    depth : int
        Through how many layers the gradient goes, from 1 to 10.
    controls : bool
        False hides the button that the figure can do without.

    Raises
    ------
    ValueError
        If the activation is unknown or a setting out of range.
    """

    _esm = module("slope_chain.js")
    _css = style("slope_chain.css")
    activation = traitlets.Enum(list(FUNCTIONS)).tag(sync=True)
    z = traitlets.Float().tag(sync=True)
    depth = traitlets.Int().tag(sync=True)

    def __init__(
        self,
        activation: str = "sigmoid",
        *,
        z: float = 0.0,
        depth: int = 10,
        controls: bool = True,
    ) -> None:
        if activation not in FUNCTIONS:
            raise ValueError(f"activation must be one of {list(FUNCTIONS)}, got {activation!r}")
        z = number_between("z", z, -FARTHEST, FARTHEST)
        depth = int_between("depth", depth, 1, MOST)
        super().__init__(activation=activation, z=float(z), depth=depth, controls=controls)

    @property
    def slope(self) -> float:
        """The activation's slope at the score."""
        return float(FUNCTIONS[self.activation][1](np.array(self.z)))

    def __repr__(self) -> str:
        mantissa, _, exponent = f"{self.slope**self.depth:.1e}".partition("e")
        layers = "layer" if self.depth == 1 else "layers"
        return (
            f"{self.activation} at {self.z:.1f}: slope {self.slope:.3f}, "
            f"through {self.depth} {layers} {mantissa}e{int(exponent):+d}"
        )

    def draw(self, figure: Figure) -> None:
        """Draw the curve with its tangent, and the powers of its slope."""
        figure.set_size_inches(6, 2.8)
        left, right = figure.subplots(1, 2)
        f, _ = FUNCTIONS[self.activation]
        z = np.linspace(-FARTHEST, FARTHEST, 201)
        at = float(f(np.array(self.z)))
        left.plot(z, f(z), color=look.value("class-0"))
        near = self.z + np.array([-1.5, 1.5])
        left.plot(near, at + self.slope * (near - self.z), color=look.value("class-1"))
        left.plot(self.z, at, "o", color=look.value("class-1"))
        left.set(xlabel="score z", title=f"{self.activation}, slope {self.slope:.2f}")
        powers = np.maximum(self.slope ** np.arange(1, MOST + 1), 1e-12)
        colours = [look.value("class-1" if k < self.depth else "grid") for k in range(MOST)]
        right.bar(range(1, MOST + 1), powers - 1e-12, bottom=1e-12, color=colours)
        right.set(
            yscale="log", ylim=(1e-12, 2), xlabel="layers", title="what is left of a gradient"
        )
