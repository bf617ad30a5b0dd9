"""Code of learners' that fails, in a file of its own so that its lines can be shown."""

import numpy as np


def divides_by_zero(Z):
    return 1 // 0


def array_hat_number(Z):
    return (1.0 * Z) ^ 2


def float_hat_number(Z):
    return 1.5 ^ 2


def exclusive_or_of_floats(Z):
    return np.bitwise_xor(1.0 * Z, 2)


def true_hat_false(Z):
    return True ^ False
