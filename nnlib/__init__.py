"""Neural networks from scratch, in NumPy.

Read it in this order. Each folder needs only those above it:

    _common       types, random numbers, checks at the door: what all the others use
    functions     functions of arrays: preprocessing, activations, losses, penalties, metrics
    datasets      digits, XOR and points on a plane
    by_hand       what the chapters have their reader write: one unit, stacks of units,
                  a hidden layer and its gradients, a network of any depth, a convolution
    autodiff      the engines that chapters 04 and 07 have their reader write: gradients of any
                  graph of numbers, and of arrays
    networks      layers with a forward and a backward pass, their training, and gradient checks
    plots         pictures, loaded when you import them
    estimators    the same networks for scikit-learn, loaded when you first use one
    widgets       figures that play
    judge         how an answer is tried, compared and told
    exercises     the course's exercises, and what a learner calls
    grading       a class's notebooks, each in a sandbox
"""

from typing import TYPE_CHECKING

from nnlib.autodiff.attention import attend, attention_weights, block, masked_weights
from nnlib.autodiff.tensor import Tensor, no_grad, undo_broadcasting
from nnlib.autodiff.value import Value
from nnlib.by_hand.centroids import (
    class_averages,
    nearest_centroid,
    squared_distance,
    squared_distances,
)
from nnlib.by_hand.convolution import convolve, kernels_back
from nnlib.by_hand.curves import follow_curve
from nnlib.by_hand.images import mirror
from nnlib.by_hand.keras_layout import (
    ACTIVATIONS,
    count_parameters,
    from_keras,
    run_layers,
    to_keras,
)
from nnlib.by_hand.logistic_regression import logistic_grad, logistic_predict
from nnlib.by_hand.mlp import gradient_norm, mlp_backward, mlp_forward, mlp_init
from nnlib.by_hand.perceptron import (
    boundary,
    hard_for_rosenblatt,
    in_other_orders,
    margins,
    rosenblatt,
    rosenblatt_update,
    step_unit,
    third_feature,
)
from nnlib.by_hand.sigmoid_unit import SigmoidUnit, descend, sigmoid_unit_grad
from nnlib.by_hand.stacking import (
    disc_units,
    fold_standardize,
    hidden_blame,
    hidden_layer,
    in_corner,
    letter_units,
    merge_layers,
    xor_by_hand,
    xor_weights,
)
from nnlib.by_hand.temperature import fit_temperature
from nnlib.by_hand.two_layers import two_layer_grad
from nnlib.functions.activations import (
    log_softmax,
    relu,
    relu_prime,
    sigmoid,
    sigmoid_prime,
    softmax,
    softmax_backward,
    tanh,
    tanh_prime,
)
from nnlib.functions.attention import look_up, positional_encoding
from nnlib.functions.augmentation import shift_each, shift_images
from nnlib.functions.calibration import calibration_error
from nnlib.functions.differences import difference
from nnlib.functions.losses import (
    binary_cross_entropy,
    mean_loss,
    nll,
    softmax_cross_entropy,
    softmax_cross_entropy_grad,
)
from nnlib.functions.metrics import accuracy, confusion_matrix, worst_errors
from nnlib.functions.patches import add_patches, patches
from nnlib.functions.penalties import l1_grad, l1_penalty, l2_grad, l2_penalty
from nnlib.functions.preprocessing import one_hot, slants, standardize, straighten_images
from nnlib.networks.batches import minibatches
from nnlib.networks.convolution import Conv2d, Flatten, Kernels, MaxPool2d, Reshape, Squares
from nnlib.networks.gradient_check import (
    check_gradient,
    check_layer,
    check_network,
    numerical_gradient,
    relative_errors,
)
from nnlib.networks.initializers import he, relu_start, xavier
from nnlib.networks.layers import Dense, Dropout, Layer, ReLU, Sigmoid, Softmax, Tanh
from nnlib.networks.optimizers import SGD, Adam
from nnlib.networks.schedules import stop_early, triangular
from nnlib.networks.sequential import Sequential
from nnlib.networks.training import train

if TYPE_CHECKING:
    from nnlib.estimators import LogisticRegression, NNClassifier, Perceptron

__version__ = "0.1.0"

__all__ = [
    "ACTIVATIONS",
    "SGD",
    "Adam",
    "Conv2d",
    "Dense",
    "Dropout",
    "Flatten",
    "Kernels",
    "Layer",
    "LogisticRegression",
    "MaxPool2d",
    "NNClassifier",
    "Perceptron",
    "ReLU",
    "Reshape",
    "Sequential",
    "Sigmoid",
    "SigmoidUnit",
    "Softmax",
    "Squares",
    "Tanh",
    "Tensor",
    "Value",
    "accuracy",
    "add_patches",
    "attend",
    "attention_weights",
    "binary_cross_entropy",
    "block",
    "boundary",
    "calibration_error",
    "check_gradient",
    "check_layer",
    "check_network",
    "class_averages",
    "confusion_matrix",
    "convolve",
    "count_parameters",
    "descend",
    "difference",
    "disc_units",
    "fit_temperature",
    "fold_standardize",
    "follow_curve",
    "from_keras",
    "gradient_norm",
    "hard_for_rosenblatt",
    "he",
    "hidden_blame",
    "hidden_layer",
    "in_corner",
    "in_other_orders",
    "kernels_back",
    "l1_grad",
    "l1_penalty",
    "l2_grad",
    "l2_penalty",
    "letter_units",
    "log_softmax",
    "logistic_grad",
    "logistic_predict",
    "look_up",
    "margins",
    "masked_weights",
    "mean_loss",
    "merge_layers",
    "minibatches",
    "mirror",
    "mlp_backward",
    "mlp_forward",
    "mlp_init",
    "nearest_centroid",
    "nll",
    "no_grad",
    "numerical_gradient",
    "one_hot",
    "patches",
    "positional_encoding",
    "relative_errors",
    "relu",
    "relu_prime",
    "relu_start",
    "rosenblatt",
    "rosenblatt_update",
    "run_layers",
    "shift_each",
    "shift_images",
    "sigmoid",
    "sigmoid_prime",
    "sigmoid_unit_grad",
    "slants",
    "softmax",
    "softmax_backward",
    "softmax_cross_entropy",
    "softmax_cross_entropy_grad",
    "squared_distance",
    "squared_distances",
    "standardize",
    "step_unit",
    "stop_early",
    "straighten_images",
    "tanh",
    "tanh_prime",
    "third_feature",
    "to_keras",
    "train",
    "triangular",
    "two_layer_grad",
    "undo_broadcasting",
    "worst_errors",
    "xavier",
    "xor_by_hand",
    "xor_weights",
]


def __getattr__(name: str) -> object:
    """The estimators, when first asked for: scikit-learn takes longer to import than all else.

    And names that were listed once, so that notebooks which were handed out still run.
    """
    if name in {"LogisticRegression", "NNClassifier", "Perceptron"}:
        from nnlib import estimators

        return getattr(estimators, name)
    from nnlib._common.old_names import OLD_NAMES, find_old_name

    if name in OLD_NAMES:
        return find_old_name(name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
