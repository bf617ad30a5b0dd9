"""Chapter 08's found code: it runs, it learns, and it is wrong.

To read what is imported here is to read the answers of the chapter's exercises.
"""

from nnlib.exercises.chapter08._bugs import OtherReader, one_bug_each
from nnlib.exercises.chapter08._programs import program
from nnlib.exercises.chapter08._shared import suspect
from nnlib.exercises.chapter08.relative_errors import relative_errors
from nnlib.exercises.chapter08.sigmoid_layer import Sigmoid
from nnlib.exercises.chapter08.softmax_backward import softmax_backward
from nnlib.exercises.chapter08.the_hunt import Reader, laws, reader_with
from nnlib.exercises.retired.chapter08_adam import Adam
from nnlib.exercises.retired.chapter08_log_softmax import log_softmax
from nnlib.exercises.retired.chapter08_standardize import standardize
from nnlib.exercises.retired.chapter08_unit_gradient import sigmoid_unit_grad

__all__ = [
    "Adam",
    "OtherReader",
    "Reader",
    "Sigmoid",
    "laws",
    "log_softmax",
    "one_bug_each",
    "program",
    "reader_with",
    "relative_errors",
    "sigmoid_unit_grad",
    "softmax_backward",
    "standardize",
    "suspect",
]
