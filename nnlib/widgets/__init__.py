"""Figures that play: the same in JupyterLab and, without a kernel, on the book's pages.

Nothing else in nnlib imports this package: it needs anywidget, which the library does not.
"""

from nnlib.widgets.line_over_points import LineOverPoints
from nnlib.widgets.softmax_bars import SoftmaxBars
from nnlib.widgets.two_hidden_units import TwoHiddenUnits

__all__ = ["LineOverPoints", "SoftmaxBars", "TwoHiddenUnits"]
