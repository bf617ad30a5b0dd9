"""Two hidden units and an output that learn from many starts, a step at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import traitlets
from numpy.typing import ArrayLike

from nnlib._common import look
from nnlib._common.types import Array, Params
from nnlib._common.validation import int_between, number_between
from nnlib.by_hand.many_starts import kind_of_solution, train_starts
from nnlib.functions.activations import sigmoid
from nnlib.functions.losses import binary_cross_entropy
from nnlib.plots import plot_decision
from nnlib.widgets.plane import Plane
from nnlib.widgets.playable import finite, module, style
from nnlib.widgets.two_hidden_units import draw_units

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

KINDS = {"corners": "c", "stripe": "s", "stuck": "x"}
SHAPES = [(2, 2), (2,), (2, 1), (1,)]  # W_h, b_h, W_o, b_o


class TrainTwoUnits(Plane):
    """A network with two hidden sigmoid units learns under a slider, from any of many starts.

    The plane shows the two units' lines and how probable the output finds class 1, beside it is
    the loss over the steps. Below, all starts are sorted by what has become of them, and
    choosing one trains it: the page computes every step by itself.

    Parameters
    ----------
    X : array (N, 2)
        Points.
    y : array (N,) of 0 and 1
        Labels.
    starts : sequence of lists of (W, b)
        Weights and biases to start from, as ``mlp_init((2, 2, 1))`` draws them.
    kinds : sequence of {"corners", "stripe", "stuck"}, optional
        What has become of each start, as ``kind_of_solution`` says; it is computed if left out,
        which takes some seconds for 200 starts.
    learning_rate : float
        From 0.01 to 10.
    n_steps : int
        Number of steps, from 10 to 5000; each of them sees all points.
    start : int
        Which of the starts is shown first.
    step : int
        After how many steps.
    limit : float
        The picture goes from -limit to limit in both directions.
    controls : bool
        False hides the slider and the buttons that the figure can do without.

    Raises
    ------
    ValueError
        If the points are not in the plane, a start is no such network, or a setting is out of its
        range.

    Notes
    -----
    The still picture shows the network at the end of its training.

    Alt text: "A figure to play with. Left, the four clusters, the lines of two hidden units and
    the plane shaded by the output's probability; right, the loss over the steps on a logarithmic
    scale. A slider and a button train the network; below, 200 small squares are its starts, sorted
    into corners, stripe and stuck." Caption: "The two lines walk into place by themselves: about
    half of the starts that succeed cut class 1 off in two corners, the other half enclose it
    between two lines, and some get stuck."
    """

    _esm = module("plane.js", "train_two_units.js")
    _css = style("plane.css", "train_two_units.css")
    _starts = traitlets.Bytes().tag(sync=True)  # float64 (S, 9): W_h, b_h, W_o, b_o
    _kinds = traitlets.Unicode().tag(sync=True)  # a letter a start
    learning_rate = traitlets.Float(1.0).tag(sync=True)
    n_steps = traitlets.Int(2000).tag(sync=True)
    start = traitlets.Int(0).tag(sync=True)
    step = traitlets.Int(0).tag(sync=True)

    def __init__(
        self,
        X: ArrayLike,
        y: ArrayLike,
        starts: Sequence[Params],
        kinds: Sequence[str] | None = None,
        *,
        learning_rate: float = 1.0,
        n_steps: int = 2000,
        start: int = 0,
        step: int = 0,
        limit: float = 1.9,
        controls: bool = True,
    ) -> None:
        for layers in starts:
            if [np.shape(array) for pair in layers for array in pair] != SHAPES:
                shapes = [np.shape(array) for pair in layers for array in pair]
                raise ValueError(f"a start must have weights and biases {SHAPES}, got {shapes}")
        if not 1 <= len(starts) <= 400:
            raise ValueError(f"there must be 1 to 400 starts, got {len(starts)}")
        learning_rate = number_between("learning_rate", learning_rate, 0.01, 10)
        n_steps = int_between("n_steps", n_steps, 10, 5000)
        start = int_between("start", start, 0, len(starts) - 1)
        step = int_between("step", step, 0, n_steps)
        flat = [np.concatenate([np.ravel(a) for pair in each for a in pair]) for each in starts]
        flat = finite("starts", flat, (None, 9))
        self.starts = list(starts)
        super().__init__(
            X,
            y,
            limit=limit,
            _starts=flat.astype("<f8").tobytes(),
            learning_rate=float(learning_rate),
            n_steps=int(n_steps),
            start=int(start),
            step=int(step),
            controls=controls,
        )
        self.X = self.X.astype(np.float32).astype(float)  # as the page has it
        self.kinds = list(self._sorted() if kinds is None else kinds)
        if len(self.kinds) != len(starts) or not {*self.kinds} <= {*KINDS}:
            raise ValueError(f"kinds must be one of {list(KINDS)} for each of {len(starts)} starts")
        self._kinds = "".join(KINDS[kind] for kind in self.kinds)

    def _sorted(self) -> list[str]:
        rate, n = self.learning_rate, self.n_steps
        trained = train_starts(self.X, self.y, self.starts, learning_rate=rate, n_steps=n)
        return [kind_of_solution(self.X, self.y, params) for params in trained]

    def trained(self, *steps: int) -> list[Params]:
        """The network that is shown, after each of these numbers of steps in rising order."""
        done, networks = 0, [self.starts[self.start]]
        for n in steps:
            rate = self.learning_rate
            networks += train_starts(
                self.X, self.y, networks[-1:], learning_rate=rate, n_steps=n - done
            )
            done = n
        return networks[1:]

    def __repr__(self) -> str:
        probability = predict(self.X, self.trained(self.step)[0])
        right = np.sum((probability > 0.5) == self.y)
        loss = binary_cross_entropy(self.y, probability)
        words = f"step {self.step}: {right} of {len(self.y)} right, loss {loss:.3f}"
        counts = ", ".join(f"{kind} {self.kinds.count(kind)}" for kind in KINDS)
        return f"start {self.start}, {words}; {len(self.kinds)} starts: {counts}"

    def draw(self, figure: Figure) -> None:
        """Draw the plane and the loss of the trained network, and one of each kind of end."""
        figure.set_size_inches(6.4, 5.4)
        grid = figure.add_gridspec(2, 6, height_ratios=[3, 2])
        left, right = figure.add_subplot(grid[0, :3]), figure.add_subplot(grid[0, 3:])
        steps = np.unique(np.geomspace(1, self.n_steps, 40).round().astype(int)).tolist()
        networks = self.trained(*steps)
        self._draw_plane(left, networks[-1])
        left.set_title(f"start {self.start}: {self.kinds[self.start]}")
        losses = [binary_cross_entropy(self.y, predict(self.X, each)) for each in networks]
        right.semilogx(steps, losses)
        right.axhline(np.log(2), linestyle="--", color=look.value("quiet"))
        spot = (steps[0], np.log(2) - 0.02)
        right.annotate("always one half", spot, va="top", color=look.value("quiet"))
        right.set(xlabel="steps", title=f"loss {losses[-1]:.3f} after {self.n_steps} steps")
        right.set_ylim(bottom=0)
        rate, n = self.learning_rate, self.n_steps
        for i, kind in enumerate(KINDS):
            below = figure.add_subplot(grid[1, 2 * i : 2 * i + 2])
            if kind in self.kinds:
                one = [self.starts[self.kinds.index(kind)]]
                ends = train_starts(self.X, self.y, one, learning_rate=rate, n_steps=n)
                self._draw_plane(below, ends[0], named=False)
            below.set(xticks=[], yticks=[], xlabel="", ylabel="")
            below.set_title(f"{kind}: {self.kinds.count(kind)} of {len(self.kinds)}")

    def _draw_plane(self, ax: Axes, params: Params, *, named: bool = True) -> None:
        """Draw what the output says everywhere, and where the hidden units say one half."""
        plot_decision(lambda X: predict(X, params), self.X, self.y, limit=self.limit, ax=ax)
        W, b = params[0]
        lengths = np.linalg.norm(W, axis=0)
        place = -0.3 if named else 2 * self.limit  # clusters lie in front
        draw_units(ax, W / lengths, b / lengths, named_at=place)
        ax.set(xlim=(-self.limit, self.limit), ylim=(-self.limit, self.limit))


def predict(X: Array, params: Params) -> Array:
    """Give the network's probability of class 1: X (N, 2) to (N,)."""
    (W_h, b_h), (W_o, b_o) = params
    return sigmoid(sigmoid(X @ W_h + b_h) @ W_o + b_o)[:, 0]
