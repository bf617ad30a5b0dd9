"""Chapter 08's found code: it runs, it learns, and it is wrong.

To read what is imported here is to read the answers of the chapter's exercises.
"""

from nnlib.exercises.chapter08._shared import suspect
from nnlib.exercises.chapter08.adam import Adam
from nnlib.exercises.chapter08.log_softmax import log_softmax
from nnlib.exercises.chapter08.relative_errors import relative_errors
from nnlib.exercises.chapter08.sigmoid_layer import Sigmoid
from nnlib.exercises.chapter08.softmax_backward import softmax_backward
from nnlib.exercises.chapter08.standardize import standardize
from nnlib.exercises.chapter08.unit_gradient import sigmoid_unit_grad

__all__ = [
    "Adam",
    "Sigmoid",
    "log_softmax",
    "relative_errors",
    "sigmoid_unit_grad",
    "softmax_backward",
    "standardize",
    "suspect",
]
