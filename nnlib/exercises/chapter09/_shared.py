"""Kinds of images, and cases, that several exercises of the chapter share."""

import numpy as np

from nnlib.exercises._kinds import array_where


def higher_than_wide(name):
    """A case with images that are higher than they are wide."""
    return array_where(name, lambda X: X.ndim == 4 and X.shape[1] > X.shape[2])


def wider_than_high(name):
    """A case with images that are wider than they are high."""
    return array_where(name, lambda X: X.ndim == 4 and X.shape[1] < X.shape[2])


def channels(name, several):
    """A case with one channel, or with several."""
    return array_where(name, lambda X: X.ndim == 4 and (X.shape[3] > 1) == several)


def strides(least):
    """A case with a stride of at least so many pixels."""
    return lambda case: case.args.get("stride", 1) >= least


def left_over(case):
    """A case whose last patches do not reach the edge, since the next would hang over it."""
    _, high, wide, _ = case.args["shape"] if "shape" in case.args else case.args["X"].shape
    size, stride = case.args["size"], case.args.get("stride", 1)
    return (high - size) % stride > 0 or (wide - size) % stride > 0


def counted(*shape):
    """Images of the numbers 1, 2, 3, … in their order."""
    return np.arange(1.0, 1 + np.prod(shape)).reshape(shape)
