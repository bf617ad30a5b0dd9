"""Layers that are nearly the one of the nearest averages."""

import numpy as np

from nnlib.by_hand import centroids


def layer_with(bias, weights=lambda M: M.T):
    """A wrong answer with other biases or weights, made of the averages."""

    def wrong(X, y, n_classes=10):
        M = centroids.class_averages(X, y, n_classes)
        return weights(M), bias(M)

    return wrong


def layer_with_sums(bias):
    """A wrong answer whose biases are made of the averages and of the samples."""

    def wrong(X, y, n_classes=10):
        M = centroids.class_averages(X, y, n_classes)
        return M.T, bias(M, X)

    return wrong


def right_bias(M):
    return -np.sum(M**2, axis=1) / 2


def squares(M):
    return np.sum(M**2, axis=1)
