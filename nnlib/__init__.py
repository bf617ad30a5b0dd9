"""Neural networks from scratch, in NumPy.

Read it in this order; each file needs only those above it:

    rows, preprocessing               what is done to a batch of samples
    activations, encoding, losses     functions of arrays
    perceptron, sigmoid_unit          one unit, and how it learns
    mlp                               a network of any depth, as plain functions
    penalties                         what large weights cost
    initializers, layers              bricks with a forward and a backward
    network                           bricks in a row
    augmentation                      changed copies of images to learn from
    optimizers, schedules, training   how the bricks learn
    gradient_check                    the judge of every gradient
    datasets                          digits, XOR and points on a plane
    plots                             pictures, loaded when you import them
    exercises                         the course's checks, likewise
"""

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
from nnlib.encoding import one_hot
from nnlib.gradient_check import check_gradient, check_layer, check_network, numerical_gradient
from nnlib.initializers import he, xavier
from nnlib.layers import Dense, Dropout, Layer, ReLU, Sigmoid, Softmax, Tanh
from nnlib.losses import (
    binary_cross_entropy,
    binary_cross_entropy_grad,
    nll,
    softmax_cross_entropy,
    softmax_cross_entropy_grad,
)
from nnlib.mlp import mlp_backward, mlp_forward, mlp_init
from nnlib.network import Sequential
from nnlib.optimizers import SGD
from nnlib.penalties import l1_grad, l1_penalty, l2_grad, l2_penalty
from nnlib.perceptron import boundary, rosenblatt_update, step_unit
from nnlib.preprocessing import standardize, straighten_images
from nnlib.schedules import triangular
from nnlib.sigmoid_unit import SigmoidUnit, sigmoid_unit_grad
from nnlib.training import accuracy, minibatches, train

__version__ = "0.1.0"

__all__ = [
    "SGD",
    "Dense",
    "Dropout",
    "Layer",
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
    "check_gradient",
    "check_layer",
    "check_network",
    "he",
    "l1_grad",
    "l1_penalty",
    "l2_grad",
    "l2_penalty",
    "log_softmax",
    "log_softmax_backward",
    "minibatches",
    "mlp_backward",
    "mlp_forward",
    "mlp_init",
    "nll",
    "numerical_gradient",
    "one_hot",
    "relu",
    "relu_prime",
    "rosenblatt_update",
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
    "straighten_images",
    "tanh",
    "tanh_prime",
    "train",
    "triangular",
    "xavier",
]
