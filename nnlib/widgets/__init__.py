"""Figures that play: the same in JupyterLab and, without a kernel, on the book's pages.

Nothing else in nnlib imports this package: it needs anywidget, which the library does not.
"""

import importlib.util

if importlib.util.find_spec("anywidget") is None:
    raise ModuleNotFoundError(
        "the figures need anywidget, which is not installed: pip install 'nnlib[lab]'",
        name="anywidget",
    )

from nnlib.widgets.activation_layers import ActivationLayers
from nnlib.widgets.attention_grid import AttentionGrid
from nnlib.widgets.broadcast_back import BroadcastBack
from nnlib.widgets.confusion_explorer import ConfusionExplorer
from nnlib.widgets.digits_browser import DigitsBrowser
from nnlib.widgets.draw_digit import DrawDigit
from nnlib.widgets.gradient_microscope import GradientMicroscope
from nnlib.widgets.graph_stepper import GraphStepper
from nnlib.widgets.kernel_walk import KernelWalk
from nnlib.widgets.knobs import Knobs
from nnlib.widgets.likelihood import Likelihood
from nnlib.widgets.line_over_points import LineOverPoints
from nnlib.widgets.optimizer_race import OptimizerRace
from nnlib.widgets.paint_digit import PaintDigit
from nnlib.widgets.puzzle import Puzzle
from nnlib.widgets.question import Question
from nnlib.widgets.score_slopes import ScoreSlopes
from nnlib.widgets.shapes import Shapes
from nnlib.widgets.slope_chain import SlopeChain
from nnlib.widgets.softmax_bars import SoftmaxBars
from nnlib.widgets.staircase import Staircase
from nnlib.widgets.train_digits import TrainDigits
from nnlib.widgets.train_two_units import TrainTwoUnits
from nnlib.widgets.two_hidden_units import TwoHiddenUnits

__all__ = [
    "ActivationLayers",
    "AttentionGrid",
    "BroadcastBack",
    "ConfusionExplorer",
    "DigitsBrowser",
    "DrawDigit",
    "GradientMicroscope",
    "GraphStepper",
    "KernelWalk",
    "Knobs",
    "Likelihood",
    "LineOverPoints",
    "OptimizerRace",
    "PaintDigit",
    "Puzzle",
    "Question",
    "ScoreSlopes",
    "Shapes",
    "SlopeChain",
    "SoftmaxBars",
    "Staircase",
    "TrainDigits",
    "TrainTwoUnits",
    "TwoHiddenUnits",
]
