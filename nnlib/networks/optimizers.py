"""Optimizers: what is done with a gradient."""

from __future__ import annotations

import numpy as np

from nnlib._common.types import Arrays


class SGD:
    """Stochastic gradient descent: a small step downhill after every batch.

    An optimizer belongs to one network, from its first step to its last.

    With momentum, each parameter keeps a velocity, a fading sum of past steps, so
    that it gathers speed where the gradients agree. The learning rate multiplies each
    gradient as it enters the velocity.

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

    def __init__(self, learning_rate: float = 0.1, *, momentum: float = 0.0) -> None:
        # As Python's floats they leave what is float32 float32.
        self.learning_rate = float(learning_rate)
        self.momentum = float(momentum)
        self.velocity: Arrays = {}

    def step(self, params: Arrays, grads: Arrays) -> None:
        """Move every parameter, in place, one step against its gradient.

        Parameters
        ----------
        params, grads : dict of str to array
            Parameters and their gradients, under the same names.
        """
        for name, parameter in params.items():
            v = self.velocity.get(name, 0.0)  # at rest the first time
            self.velocity[name] = self.momentum * v - self.learning_rate * grads[name]
            parameter += self.velocity[name]


class Adam:
    """Steps along the mean gradient, divided by the gradient's usual size.

    Both come from running means, of the gradient and of its square, that start at 0 and are
    corrected for that. An optimizer belongs to one network.

    Parameters
    ----------
    learning_rate : float
        By what the quotient of the two means is multiplied.
    beta1, beta2 : float in [0, 1)
        How much of the two running means is kept.
    epsilon : float
        Keeps a gradient of 0 from dividing by 0: it is added to the usual size.

    Attributes
    ----------
    m, v : dict of str to array
        The running means of each parameter's gradient and of its square, not corrected.
    t : int
        How many steps have been taken.

    Notes
    -----
    In step t, counted from 1::

        m = beta1 * m + (1 - beta1) * gradient         m_hat = m / (1 - beta1**t)
        v = beta2 * v + (1 - beta2) * gradient**2      v_hat = v / (1 - beta2**t)
        parameter -= learning_rate * m_hat / (sqrt(v_hat) + epsilon)

    References
    ----------
    Kingma and Ba, "Adam: a method for stochastic optimization", ICLR 2015.
    """

    m: Arrays
    v: Arrays

    def __init__(
        self,
        learning_rate: float = 0.001,
        *,
        beta1: float = 0.9,
        beta2: float = 0.999,
        epsilon: float = 1e-8,
    ) -> None:
        self.learning_rate = float(learning_rate)
        self.beta1, self.beta2, self.epsilon = float(beta1), float(beta2), float(epsilon)
        self.m, self.v, self.t = {}, {}, 0

    def step(self, params: Arrays, grads: Arrays) -> None:
        """Move every parameter, in place, one step.

        Parameters
        ----------
        params, grads : dict of str to array
            Parameters and their gradients, under the same names.
        """
        self.t += 1
        for name, parameter in params.items():
            g, m, v = grads[name], self.m.get(name, 0), self.v.get(name, 0)
            self.m[name] = m = self.beta1 * m + (1 - self.beta1) * g
            self.v[name] = v = self.beta2 * v + (1 - self.beta2) * g**2
            m_hat, v_hat = m / (1 - self.beta1**self.t), v / (1 - self.beta2**self.t)
            parameter -= self.learning_rate * m_hat / (np.sqrt(v_hat) + self.epsilon)
