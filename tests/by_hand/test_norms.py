"""The length of a gradient."""

import numpy as np

from nnlib import gradient_norm, mlp_init


def test_it_is_the_length_of_one_long_arrow():
    assert gradient_norm([(np.array([[2.0], [1.0]]), np.array([2.0]))]) == 3.0
    grads = mlp_init((4, 3, 2), spread=1.0, rng=0)
    flat = np.concatenate([part.ravel() for pair in grads for part in pair])
    np.testing.assert_allclose(gradient_norm(grads), np.linalg.norm(flat))


def test_zero_gradients_have_no_length():
    assert gradient_norm([(np.zeros((2, 3)), np.zeros(3))]) == 0.0
