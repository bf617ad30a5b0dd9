"""Neural networks from scratch, in NumPy.

Read it in this order; each file needs only those above it:

    types                             names for what signatures say
    rows, preprocessing               what is done to a batch of samples
    activations, encoding, losses     functions of arrays
    perceptron, sigmoid_unit          one unit, and how it learns
    stacking                          units on top of units
    two_layers                        a hidden layer and its gradients, written out
    logistic_regression               ten units side by side, and softmax
    mlp                               a network of any depth, as plain functions
    keras_weights, description        the same network as other libraries write it
    penalties                         what large weights cost
    initializers, layers              bricks with a forward and a backward
    network                           bricks in a row
    augmentation                      changed copies of images to learn from
    optimizers, schedules             how the bricks learn
    fused, training                   a faster step, and the loop around either
    metrics                           where a classifier fails
    calibration                       whether its certainty can be believed
    gradient_check, norms             the judge of every gradient, and its length
    datasets                          digits, XOR and points on a plane
    estimators                        the same for scikit-learn, loaded when you first use one
    plots                             pictures, loaded when you import them
    exercises                         the course's checks, likewise
"""

from typing import TYPE_CHECKING

from nnlib.activations import (
    log_softmax,
    log_softmax_backward,
    relu,
    relu_prime,
    sigmoid,
    sigmoid_prime,
    softmax,
    softmax_backward,
    tanh,
    tanh_prime,
)
from nnlib.augmentation import shift_images
from nnlib.calibration import calibration_error
from nnlib.description import ACTIVATIONS, count_parameters, run_layers
from nnlib.encoding import one_hot
from nnlib.gradient_check import (
    check_gradient,
    check_layer,
    check_network,
    numerical_gradient,
    relative_errors,
)
from nnlib.initializers import he, xavier
from nnlib.keras_weights import from_keras, to_keras
from nnlib.layers import Dense, Dropout, Layer, ReLU, Sigmoid, Softmax, Tanh
from nnlib.logistic_regression import logistic_grad, logistic_predict
from nnlib.losses import (
    binary_cross_entropy,
    binary_cross_entropy_grad,
    likelihood,
    mean_loss,
    nll,
    softmax_cross_entropy,
    softmax_cross_entropy_grad,
)
from nnlib.metrics import confusion_matrix, worst_errors
from nnlib.mlp import mlp_backward, mlp_forward, mlp_init
from nnlib.network import Sequential
from nnlib.norms import gradient_norm
from nnlib.optimizers import SGD, Adam
from nnlib.penalties import l1_grad, l1_penalty, l2_grad, l2_penalty
from nnlib.perceptron import boundary, rosenblatt_update, step_unit
from nnlib.preprocessing import standardize, straighten_images
from nnlib.schedules import triangular
from nnlib.sigmoid_unit import SigmoidUnit, sigmoid_unit_grad
from nnlib.stacking import fold_standardize, hidden_layer, in_corner, merge_layers, xor_by_hand
from nnlib.training import accuracy, minibatches, stop_early, train
from nnlib.two_layers import two_layer_grad

if TYPE_CHECKING:
    from nnlib.estimators import LogisticRegression, NNClassifier, Perceptron

__version__ = "0.1.0"

__all__ = [
    "ACTIVATIONS",
    "SGD",
    "Adam",
    "Dense",
    "Dropout",
    "Layer",
    "LogisticRegression",
    "NNClassifier",
    "Perceptron",
    "ReLU",
    "Sequential",
    "Sigmoid",
    "SigmoidUnit",
    "Softmax",
    "Tanh",
    "accuracy",
    "binary_cross_entropy",
    "binary_cross_entropy_grad",
    "boundary",
    "calibration_error",
    "check_gradient",
    "check_layer",
    "check_network",
    "confusion_matrix",
    "count_parameters",
    "fold_standardize",
    "from_keras",
    "gradient_norm",
    "he",
    "hidden_layer",
    "in_corner",
    "l1_grad",
    "l1_penalty",
    "l2_grad",
    "l2_penalty",
    "likelihood",
    "log_softmax",
    "log_softmax_backward",
    "logistic_grad",
    "logistic_predict",
    "mean_loss",
    "merge_layers",
    "minibatches",
    "mlp_backward",
    "mlp_forward",
    "mlp_init",
    "nll",
    "numerical_gradient",
    "one_hot",
    "relative_errors",
    "relu",
    "relu_prime",
    "rosenblatt_update",
    "run_layers",
    "shift_images",
    "sigmoid",
    "sigmoid_prime",
    "sigmoid_unit_grad",
    "softmax",
    "softmax_backward",
    "softmax_cross_entropy",
    "softmax_cross_entropy_grad",
    "standardize",
    "step_unit",
    "stop_early",
    "straighten_images",
    "tanh",
    "tanh_prime",
    "to_keras",
    "train",
    "triangular",
    "two_layer_grad",
    "worst_errors",
    "xavier",
    "xor_by_hand",
]


def __getattr__(name: str) -> object:
    """The estimators, when first asked for: scikit-learn takes longer to import than all else."""
    if name in {"LogisticRegression", "NNClassifier", "Perceptron"}:
        from nnlib import estimators

        return getattr(estimators, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
