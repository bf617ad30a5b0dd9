"""Pictures of what the course computes.

Every function takes ``ax=None``, draws on it and returns it. A display is made as those of
scikit-learn are, with ``from_estimator`` and the like, and keeps what it has drawn: data,
lines, ``ax_`` and ``figure_``. No function changes a global setting. The course's look is a
style of its own: ``plt.style.use("nnlib.plots.course")``. In a notebook figures are sharp from
the import on; see ``nnlib/plots/sharp.py``.
"""

from nnlib.plots.checks import plot_checks
from nnlib.plots.confusion import plot_confusion
from nnlib.plots.curves import plot_function
from nnlib.plots.decisions import plot_classes, plot_decision, plot_line, plot_loss_map
from nnlib.plots.dots import plot_dots
from nnlib.plots.images import show_images
from nnlib.plots.live import LivePlot
from nnlib.plots.loss_curves import LossCurveDisplay
from nnlib.plots.maps import plot_probability_map
from nnlib.plots.probabilities import plot_probabilities
from nnlib.plots.reliability import ReliabilityDisplay
from nnlib.plots.shapes import plot_shapes
from nnlib.plots.sharp import sharpen_notebook

__all__ = [
    "LivePlot",
    "LossCurveDisplay",
    "ReliabilityDisplay",
    "plot_checks",
    "plot_classes",
    "plot_confusion",
    "plot_decision",
    "plot_dots",
    "plot_function",
    "plot_line",
    "plot_loss_map",
    "plot_probabilities",
    "plot_probability_map",
    "plot_shapes",
    "show_images",
]

sharpen_notebook()
