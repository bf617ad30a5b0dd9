"""How long a gradient is: one number for all of a network's parameters."""

from __future__ import annotations

import numpy as np

from nnlib._common.types import Number, Params


def gradient_norm(grads: Params) -> Number:
    """Length of the gradient: the root of the sum of all squared entries.

    Parameters
    ----------
    grads : list of (dW, db)
        Gradients of each layer, as ``mlp_backward`` gives them.

    Returns
    -------
    float
    """
    return np.sqrt(sum(np.sum(dW**2) + np.sum(db**2) for dW, db in grads))
