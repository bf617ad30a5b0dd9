"""The gradient check under a microscope: how long the step is, and what a bug looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import traitlets

from nnlib._common import look
from nnlib._common.types import Array
from nnlib._common.validation import int_between
from nnlib.by_hand.mlp import mlp_backward, mlp_forward
from nnlib.datasets.xor import xor_table
from nnlib.functions.activations import sigmoid, sigmoid_prime
from nnlib.functions.losses import binary_cross_entropy
from nnlib.networks.gradient_check import TOLERANCE, numerical_gradient, relative_errors
from nnlib.widgets.playable import Playable, finite, module, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

BUGS = {
    "none": "no bug",
    "mean": "not divided by N",
    "slope": "hidden slope left out",
    "bias": "biases from one sample",
    "typo": "a typo in one entry",
}
NAMES = ["W1", "W1", "W1", "W1", "b1", "b1", "W2", "W2", "b2"]
START = [0.9, -0.6, 0.5, 1.1, 0.2, -0.4, 1.3, -0.8, 0.3]
SHORTEST = -12


class GradientMicroscope(Playable):
    """The gradient of a network with two hidden units on XOR, beside its measurement.

    Parameters
    ----------
    numbers : array (9,)
        The parameters: W1 by rows, b1, W2, b2.
    exponent : int
        The measurement's step is 10 to this power, from -12 to -1.
    bug : {"none", "mean", "slope", "bias", "typo"}
        What is wrong with the gradient.
    controls : bool
        False hides the button that the figure can do without.

    Raises
    ------
    ValueError
        If there aren't nine numbers, or a setting is out of range.
    """

    _esm = module("gradient_microscope.js")
    _css = style("gradient_microscope.css")
    numbers = traitlets.List(traitlets.Float()).tag(sync=True)
    exponent = traitlets.Int().tag(sync=True)
    bug = traitlets.Enum(list(BUGS)).tag(sync=True)

    def __init__(
        self,
        numbers: Array | None = None,
        *,
        exponent: int = -5,
        bug: str = "none",
        controls: bool = True,
    ) -> None:
        if bug not in BUGS:
            raise ValueError(f"bug must be one of {list(BUGS)}, got {bug!r}")
        numbers = finite("numbers", START if numbers is None else numbers, (9,))
        exponent = int_between("exponent", exponent, SHORTEST, -1)
        super().__init__(numbers=numbers.tolist(), exponent=exponent, bug=bug, controls=controls)

    def params(self, numbers: Array) -> list[tuple[Array, Array]]:
        """The two layers, as views of nine numbers."""
        return [
            (numbers[:4].reshape(2, 2), numbers[4:6]),
            (numbers[6:8].reshape(2, 1), numbers[8:]),
        ]

    def gradient(self) -> Array:
        """The nine gradients, computed backward, with the bug: (9,)."""
        X, y = xor_table()
        params = self.params(np.array(self.numbers))
        As, Zs = mlp_forward(X, params, sigmoid)
        dZ = (sigmoid(Zs[-1]) - y.reshape(-1, 1)) / (1 if self.bug == "mean" else len(y))
        slope = np.ones_like if self.bug == "slope" else sigmoid_prime
        (dW1, db1), (dW2, db2) = mlp_backward(dZ, As, Zs, params, slope)
        if self.bug == "bias":  # what the first sample alone would give
            (_, db1), (_, db2) = mlp_backward(
                dZ[:1], [A[:1] for A in As], [Z[:1] for Z in Zs], params, slope
            )
        if self.bug == "typo":
            dW1[0, 1] += 0.001
        return np.concatenate([dW1.ravel(), db1, dW2.ravel(), db2])

    def measured(self, exponent: int) -> Array:
        """The nine gradients, measured with a step of 10 to a power: (9,)."""
        X, y = xor_table()
        numbers = np.array(self.numbers)

        def loss() -> float:
            scores = mlp_forward(X, self.params(numbers), sigmoid)[1][-1]
            return float(binary_cross_entropy(y, sigmoid(scores[:, 0])))

        return numerical_gradient(loss, numbers, 10.0**exponent)

    def errors(self, exponent: int) -> Array:
        """The relative error of each gradient, at a step."""
        return relative_errors(self.gradient(), self.measured(exponent))

    def __repr__(self) -> str:
        errors = self.errors(self.exponent)
        wrong = errors > TOLERANCE
        where = ", ".join(dict.fromkeys(np.array(NAMES)[wrong]))
        told = f"step 1e{self.exponent}, {BUGS[self.bug]}: {9 - wrong.sum()} of 9 agree"
        return f"{told}; off: {where}" if where else told

    def draw(self, figure: Figure) -> None:
        """Draw the largest relative error over the step."""
        figure.set_size_inches(6, 3.4)
        ax = figure.subplots()
        exponents = np.arange(SHORTEST, 0)
        largest = [self.errors(int(exponent)).max() for exponent in exponents]
        ax.loglog(10.0**exponents, largest, "o-", color=look.value("class-0"))
        ax.axhline(TOLERANCE, color=look.value("quiet"), linestyle="--", linewidth=1)
        ax.text(2e-12, 1.4 * TOLERANCE, "one in a million", color=look.value("quiet"))
        ax.set(xlabel="step", ylabel="largest relative error", ylim=(1e-12, 10))
        ax.set_title("Between a bend and rounding there is room")
