"""Forward and back through any computational graph of values, a step at a time."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets

from nnlib._common import look
from nnlib._common.types import Array
from nnlib.autodiff import Value
from nnlib.widgets.graph_layout import layout
from nnlib.widgets.graph_reading import read_graph, say
from nnlib.widgets.playable import Playable, module, style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

HIGH, WIDE, ROW, ROOM = 52, 96, 84, 890  # of the picture, as on the page


class GraphStepper(Playable):
    """The computational graph of a value: its numbers step forward, its gradients step back.

    Forward, each step computes one value. Back, the first step gives the result the gradient 1,
    and each further one carries a share over one line: upstream gradient times local gradient.
    Where several paths meet, the shares are added up before they go further back. The figure finds
    the gradients itself from ``local_gradients``. If ``backward`` has been called and an engine's
    ``grad`` says something else, that value is marked.

    Parameters
    ----------
    value : object
        The result: a ``nnlib.autodiff.Value``, or anything with ``data``, ``parents`` and
        ``local_gradients``. ``grad``, ``operation`` and ``name`` are used if they are there. The
        graph has at most 40 values.
    step : int
        How many steps are done at the start; -1 is the last one, as in a list.
    back : bool
        False leaves out the backward pass, for a place where its gradients are still to be found.
    controls : bool
        False hides the slider and the buttons that the figure can do without.

    Raises
    ------
    ValueError
        If an attribute is missing, the graph is too large, or there is no such step.

    Notes
    -----
    The still picture shows all numbers, and all gradients if there is a backward pass.

    Alt text: "A figure to play with. The computational graph of … : boxes for the values, lines
    from each to those computed from it. Buttons step forward, where the numbers appear, and back,
    where the gradients appear, a share at a time." Caption: "In the backward pass each line
    multiplies the gradient that arrives by its local gradient, and a value that was used twice adds
    up two shares."
    """

    _esm = module("graph_stepper.js")
    _css = style("graph_stepper.css")
    nodes = traitlets.List(traitlets.Dict()).tag(sync=True)
    step = traitlets.Int().tag(sync=True)
    back = traitlets.Bool(True).tag(sync=True)

    def __init__(
        self,
        value: Any,
        *numbers: float,
        step: int = 0,
        back: bool = True,
        controls: bool = True,
    ) -> None:
        if numbers:
            value = _unit_with_loss(value, *numbers)
        self.back = back
        self._nodes = read_graph(value)
        parents = [node.parents for node in self._nodes]
        self.places, self.bends = layout(parents)
        n_steps = len(self._steps())
        if not -n_steps - 1 <= step <= n_steps:
            raise ValueError(f"step must be from 0 to {n_steps}, or -1 for the last, got {step!r}")
        super().__init__(
            nodes=[self._sent(n) for n in range(len(self._nodes))],
            step=int(step) if step >= 0 else n_steps + 1 + int(step),
            back=back,
            controls=controls,
        )

    def _sent(self, n: int) -> dict[str, Any]:
        """What the page has to know of a value."""
        node = self._nodes[n]
        inputs = [self._nodes[p].label for p in node.parents]
        return {
            "name": node.name,
            "sign": node.sign,
            "label": node.label,
            "pattern": node.written([f"{{{k}}}" for k in range(len(inputs))]) if inputs else "",
            "data": node.data,
            "theirs": node.grad,
            "parents": node.parents,
            "local": node.local,
            "at": self.places[n],
            "bends": [self.bends[p, n] for p in node.parents],
        }

    def _steps(self) -> list[tuple[int, int]]:
        """Each step as (value, parent): -1 computes the value, -2 begins the way back there."""
        count = range(len(self._nodes))
        forward = [(n, -1) for n in count if self._nodes[n].parents]
        if not self.back:
            return forward
        back = [(n, k) for n in reversed(count) for k in range(len(self._nodes[n].parents))]
        return [*forward, (count[-1], -2), *back]

    @property
    def gradients(self) -> list[float]:
        """The gradient of the result with respect to each value, all steps taken."""
        return [sum(shares) for shares in self._shares(len(self._steps()))]

    def _shares(self, step: int) -> list[list[float]]:
        """For each value the shares of its gradient that have arrived."""
        shares: list[list[float]] = [[] for _ in self._nodes]
        for n, k in self._steps()[:step]:
            if k == -2:
                shares[n].append(1.0)
            elif k >= 0:
                node = self._nodes[n]
                shares[node.parents[k]].append(sum(shares[n]) * node.local[k])
        return shares

    def _wrong(self) -> dict[int, float]:
        """What the engine says of the values whose gradient it has got wrong."""
        if not self.back:
            return {}
        return {
            n: node.grad
            for n, (node, found) in enumerate(zip(self._nodes, self.gradients, strict=True))
            if node.grad is not None and not np.isclose(node.grad, found, rtol=1e-6, atol=1e-9)
        }

    @property
    def disagreements(self) -> dict[str, tuple[float, float]]:
        """Values whose engine says another gradient: by label, the engine's and the figure's."""
        found = self.gradients
        return {self._nodes[n].label: (theirs, found[n]) for n, theirs in self._wrong().items()}

    def __repr__(self) -> str:
        steps = self._steps()
        computed = {n for n, k in steps[: self.step] if k == -1}
        known = [
            f"{node.label} = {say(node.data)}" if node.label != say(node.data) else node.label
            for n, node in enumerate(self._nodes)
            if n in computed or not node.parents
        ]
        words = f"step {self.step} of {len(steps)}: {', '.join(known)}"
        found = [
            f"{node.label} {say(sum(shares))}"
            for node, shares in zip(self._nodes, self._shares(self.step), strict=True)
            if shares
        ]
        if found:
            words += f"; gradients: {', '.join(reversed(found))}"
        if self.step == len(steps):
            for label, (theirs, ours) in self.disagreements.items():
                words += (
                    f"; {label}: the engine says {say(theirs)}, the shares add up to {say(ours)}"
                )
        return words

    def draw(self, figure: Figure) -> None:
        """Draw the graph with all that its steps find, whatever step is shown."""
        from matplotlib.patches import BoxStyle, FancyBboxPatch, PathPatch
        from matplotlib.path import Path

        columns, rows = np.max(self.places, axis=0)
        gap = min(56, max(26, (ROOM - (columns + 1) * WIDE) / max(1, columns)))
        pitch = np.array([WIDE + gap, ROW])
        width, height = max(640, columns * pitch[0] + WIDE + 16), rows * ROW + HIGH + 50
        figure.set_size_inches(6.4, 6.4 * height / width)
        figure.set_layout_engine("none")
        ax = figure.add_axes((0, 0, 1, 1))
        left = (width - columns * pitch[0]) / 2
        ax.set(xlim=(0, width), ylim=(height, 0))
        ax.axis("off")
        words: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": 14 * 6.4 * 72 / width}
        forward, back, quiet = look.value("forward"), look.value("back"), look.value("quiet")

        def place(spot: tuple[float, float]) -> Array:
            return np.array(spot) * pitch + (left, 18 + HIGH / 2)

        shares, wrong = self._shares(len(self._steps())), self._wrong()
        for n, node in enumerate(self._nodes):
            for k, p in enumerate(node.parents):
                twin = 14 * (node.parents[:k].count(p) - (node.parents.count(p) - 1) / 2)
                along = (self.places[p], *self.bends[p, n], self.places[n])
                spots = [place(spot) for spot in along]
                spots[0], spots[-1] = spots[0] + (WIDE / 2, twin), spots[-1] - (WIDE / 2, -twin)
                for (u, v), (x, y) in itertools.pairwise(spots):
                    middle = (u + x) / 2
                    curve = [(u, v), (middle, v), (middle, y), (x, y)]
                    ax.add_patch(PathPatch(Path(curve, [1, 4, 4, 4]), fc="none", ec=quiet))
        for n, node in enumerate(self._nodes):
            x, y = place(self.places[n])
            colour = look.value("warm") if n in wrong else quiet
            ax.add_patch(
                FancyBboxPatch(
                    (x - WIDE / 2 + 6, y - HIGH / 2 + 6),
                    WIDE - 12,
                    HIGH - 12,
                    boxstyle=BoxStyle.Round(pad=6, rounding_size=8),
                    facecolor="white",
                    edgecolor=colour,
                    linestyle="--" if n in wrong else "-",
                    zorder=2,
                )
            )
            text = f"{node.name} = {say(node.data)}" if node.name else say(node.data)
            ax.text(x, y - 6 if self.back else y, text, color=forward, **words)
            if self.back:
                ax.text(x, y + 13, f"grad {say(sum(shares[n]))}", color=back, **words)
            under = " + ".join(map(say, shares[n])).replace("+ -", "- ")
            under = under if len(under) < 24 else f"{len(shares[n])} shares"
            under = under if len(shares[n]) > 1 else ""
            if n in wrong:
                under = f"{under}, not {say(wrong[n])}".removeprefix(", ")
            ax.text(x, y + HIGH / 2 + 12, under, color=back, **words)
            if node.parents:
                pill = {"boxstyle": "round,pad=0.2", "facecolor": "white", "edgecolor": quiet}
                ax.text(x, y - HIGH / 2 - 2, node.sign, bbox=pill, **words)


def _unit_with_loss(w: float, x: float, b: float, y: float) -> Value:
    """The graph that notebooks of the first edition ask for by its four numbers."""
    names = zip([w, x, b, y], "wxby", strict=True)
    w, x, b, y = (Value(number, name=name) for number, name in names)
    z = w * x + b
    a = z.sigmoid()
    z.name, a.name = "z", "a"
    loss = (a - y) ** 2 / 2
    loss.name = "L"
    return loss
