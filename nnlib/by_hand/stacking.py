"""Units on top of units: what a first row of units finds, a last one combines.

    X (N, D)  ──▶  A = sigmoid(X @ W + b) (N, H)  ──▶  Z_out = A @ w_out + b_out (N,)

A column of W is one unit of the row. Between two rows there has to be a
function that is not linear, such as the sigmoid: ``merge_layers`` shows that without one
the two rows do no more than a single row.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from nnlib._common.types import Array, Number
from nnlib.by_hand.perceptron import step_unit
from nnlib.functions.activations import sigmoid


def xor_by_hand(X: Array) -> Array:
    """Exclusive or by three step units: two look at the samples, one at their answers.

    Parameters
    ----------
    X : array (N, 2)
        Pairs of inputs, each of them within 0.1 of 0 or 1.

    Returns
    -------
    array (N,) of 0 and 1
        1 where exactly one of the pair is (about) 1.
    """
    first = step_unit(X, np.array([-1, 1]), -0.5)  # only x2
    second = step_unit(X, np.array([1, -1]), -0.5)  # only x1
    A = np.column_stack([first, second])  # (N, 2)
    return step_unit(A, np.array([1, 1]), -0.5)  # one or the other


def xor_weights() -> tuple[Array, Number, Array, Number, Array, Number]:
    """Weights and biases of three step units that compute XOR together.

    Units 1 and 2 look at a pair of inputs; unit 3 looks at their answers, unit 1's first.

    Returns
    -------
    w1, b1 : array (2,) and float
        Unit 1.
    w2, b2 : array (2,) and float
        Unit 2.
    w3, b3 : array (2,) and float
        Unit 3. If the *inputs* are (0, 1) or (1, 0), it answers 1; if they are (0, 0) or (1, 1),
        it answers 0; also if any number that a unit receives is up to 0.1 too high or too low.
    """
    w1, b1 = np.array([-1, 1]), -0.5  # yes to (0, 1) alone
    w2, b2 = np.array([1, -1]), -0.5  # yes to (1, 0) alone
    w3, b3 = np.array([1, 1]), -0.5  # one or the other
    return w1, b1, w2, b2, w3, b3


def in_corner(X: Array, corner: ArrayLike) -> Array:
    """Label the samples that lie in one corner: those with the corner's signs.

    Parameters
    ----------
    X : array (N, D)
        Samples.
    corner : array (D,) of 1 and -1
        Sign of each feature in the corner; with D = 2, (-1, 1) is the upper left.

    Returns
    -------
    array (N,)
        1 in the corner; 0 elsewhere, and where a feature is 0.
    """
    same_sign = X * corner > 0  # (N, D)
    return np.where(np.all(same_sign, axis=1), 1, 0)


def hidden_layer(X: Array, W: Array, b: Array) -> Array:
    """Activations of a whole row of sigmoid units.

    Parameters
    ----------
    X : array (N, D)
        Samples.
    W : array (D, H)
        Weights, one column a unit.
    b : array (H,)
        Biases, one for each unit.

    Returns
    -------
    A : array (N, H)
        One row a sample, one column a unit.
    """
    Z = X @ W + b  # (N, H)
    return sigmoid(Z)


def fold_standardize(w: Array, b: Number, mean: Array, spread: Array) -> tuple[Array, Number]:
    """Let a unit that learned from standardized inputs take the raw ones.

    Find new weights and a new bias such that for every input a
    ``a @ new_w + new_b`` is the old score ``((a - mean) / spread) @ w + b``.

    Parameters
    ----------
    w : array (D,)
        Weights for standardized inputs.
    b : float
        Bias for standardized inputs.
    mean, spread : arrays (D,)
        What each input is shifted and divided by; no spread is 0.

    Returns
    -------
    new_w : array (D,)
    new_b : float
    """
    new_w = w / spread
    return new_w, b - mean @ new_w


def merge_layers(W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array]:
    """One linear layer that does what two in a row do.

    For every X, ``X @ W + b`` is ``(X @ W1 + b1) @ W2 + b2``.

    Parameters
    ----------
    W1, b1 : arrays (D, H) and (H,)
        The first layer.
    W2, b2 : arrays (H, K) and (K,)
        The second, which takes the first one's scores as they are.

    Returns
    -------
    W : array (D, K)
    b : array (K,)
    """
    return W1 @ W2, b1 @ W2 + b2


def disc_units(n: int, radius: Number) -> tuple[Array, Array, Array, Number]:
    """Fence a disc in with n straight lines, and let one more unit say what is inside.

    The disc's middle is (0, 0). All units are step units: the hidden layer answers
    ``A = step_unit(X, W, b)``, and ``step_unit(A, w_out, b_out)`` is the answer of the network.

    Parameters
    ----------
    n : int
        Number of hidden units, at least 3.
    radius : float
        Radius of the disc.

    Returns
    -------
    W : array (2, n)
        Weights of the hidden units, one column a unit.
    b : array (n,)
        Their biases.
    w_out : array (n,)
        Weights of the last unit.
    b_out : float
        Its bias. The network says 1 to every point inside the disc, and 0 to every point that is
        farther from the middle than the corners of a regular polygon of n sides around it,
        which are ``radius / np.cos(np.pi / n)`` away.
    """
    angles = 2 * np.pi * np.arange(n) / n
    W = -np.array([np.cos(angles), np.sin(angles)])  # (2, n), all pointing inwards
    b = np.full(n, radius)
    return W, b, np.ones(n), 0.5 - n


def letter_units(thick: Number) -> tuple[Array, Array, Array, Number]:
    """Fence an L in with six straight lines, and let one more unit weigh what they say.

    The L lies in the square from -1 to 1 and has an upright arm along the square's left side and
    a lying one along its lower side. What's left of the square, its upper right, is the dent.
    All units are step units: the hidden layer answers ``A = step_unit(X, W, b)``, and
    ``step_unit(A, w_out, b_out)`` is the answer of the network.

    Parameters
    ----------
    thick : float
        How thick both arms are, more than 0 and less than 2.

    Returns
    -------
    W : array (2, 6)
        Weights of the hidden units, one column a unit.
    b : array (6,)
        Their biases.
    w_out : array (6,)
        Weights of the last unit.
    b_out : float
        Its bias. The network says 1 to every point inside the L, and 0 to every point in the dent
        and outside of the square.
    """
    edge = thick - 1
    W = np.array([[1, -1, 0, 0, -1, 0], [0, 0, 1, -1, 0, -1]])  # (2, 6), four sides and the dent's
    b = np.array([1, 1, 1, 1, edge, edge])
    w_out = np.array([2, 2, 2, 2, 1, 1])
    return W, b, w_out, -8.5


def hidden_blame(p: Array, y: Array, w_out: Array) -> Array:
    """Find the blame of every hidden unit for the loss of every sample.

    It's the derivative of the sample's loss with respect to what the unit says to this sample:
    how fast the loss grows if the unit says more.

    Parameters
    ----------
    p : array (N,)
        Probability of class 1 that the last unit, a sigmoid unit, gives to each sample. If the
        unit is very sure, it is exactly 0 or 1.
    y : array (N,) of 0 and 1
        Labels.
    w_out : array (H,)
        Weights of the last unit, one for each hidden unit.

    Returns
    -------
    array (N, H)
        A row for each sample and a column for each hidden unit. Each row is about the loss of its
        own sample, its negative log-likelihood, and not about the mean over the batch.
    """
    score_blame = p - y  # (N,)
    return np.outer(score_blame, w_out)
