"""Optimisers: what is done with a gradient."""

import numpy as np


class SGD:
    """Stochastic gradient descent: a small step downhill after every batch.

    An optimiser belongs to one network.

    With momentum, each parameter keeps a velocity, a fading sum of past steps, so
    that it gathers speed where the gradients agree::

        v = momentum * v - learning_rate * gradient
        parameter += v

    Parameters
    ----------
    learning_rate : float
        Length of a step, per unit of gradient.
    momentum : float in [0, 1)
        How much of the last velocity is kept; 0 is plain gradient descent.

    References
    ----------
    Polyak, "Some methods of speeding up the convergence of iteration methods", 1964.
    """

    def __init__(self, learning_rate=0.1, *, momentum=0.0):
        # Python's own floats leave float32 parameters float32; NumPy's float64 does not.
        self.learning_rate = float(learning_rate)
        self.momentum = float(momentum)
        self.velocity = {}

    def step(self, params, grads):
        """Move every parameter, in place, one step against its gradient.

        Parameters
        ----------
        params, grads : dict of str to array
            Parameters and their gradients, under the same names.
        """
        for name, parameter in params.items():
            v = self.velocity.get(name, np.zeros_like(parameter))
            self.velocity[name] = self.momentum * v - self.learning_rate * grads[name]
            parameter += self.velocity[name]
