"""The library repeats what was published.

The longest of these runs, 784-100-200-10 over 25 epochs, is a record that chapter 06 prints
(benchmarks.twenty_five): its end is compared with the published digits (claims.yml), and its first
twelve epochs with the chapter's own, each time the notebook is run.
"""

import numpy as np

from nnlib import binary_cross_entropy, sigmoid


def test_the_five_bit_demonstration_is_repeated_digit_for_digit():
    rng = np.random.RandomState(42)  # the bits first, then hidden and output weights
    X = (rng.uniform(size=(500, 5)) > 0.5).astype(int)
    W_h, W_o = rng.uniform(-1, 1, (5, 10)), rng.uniform(-1, 1, (10, 5))
    epochs = []
    for _ in range(10):
        losses = []
        for x, t in zip(X, X ^ 1, strict=True):
            H = sigmoid(x @ W_h)
            A = sigmoid(H @ W_o)
            losses.append(binary_cross_entropy(t, A))
            dZ_h = (W_o @ (A - t)) * H * (1 - H)
            W_o -= 0.1 * np.outer(H, A - t)
            W_h -= 0.1 * np.outer(x, dZ_h)
        epochs.append(f"{np.mean(losses):.8f}")
    published = [0.41375321, 0.13942819, 0.07611117, 0.05151639, 0.03867311]
    published += [0.03084649, 0.02559992, 0.02184708, 0.01903371, 0.01684861]
    assert epochs == [f"{loss:.8f}" for loss in published]
    X_new = (rng.uniform(size=(5000, 5)) > 0.5).astype(int)
    np.testing.assert_array_equal(sigmoid(sigmoid(X_new @ W_h) @ W_o) > 0.5, X_new ^ 1)
