"""Pictures of what the course computes.

Every function takes ``ax=None``, draws on it and returns it, and changes no global
setting. The course's look is a style of its own: ``plt.style.use("nnlib.plots.course")``.
"""

from nnlib.plots.checks import plot_checks
from nnlib.plots.curves import plot_function, plot_history
from nnlib.plots.decisions import plot_classes, plot_decision
from nnlib.plots.images import show_images
from nnlib.plots.live import LivePlot
from nnlib.plots.maps import plot_probability_map
from nnlib.plots.probabilities import plot_probabilities
from nnlib.plots.reliability import plot_reliability
from nnlib.plots.shapes import plot_shapes

__all__ = [
    "LivePlot",
    "plot_checks",
    "plot_classes",
    "plot_decision",
    "plot_function",
    "plot_history",
    "plot_probabilities",
    "plot_probability_map",
    "plot_reliability",
    "plot_shapes",
    "show_images",
]
