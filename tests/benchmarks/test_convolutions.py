"""What is timed of a convolution: everybody computes the same."""

import numpy as np
import pytest

from benchmarks import convolutions


def test_both_sides_run_on_the_sizes_of_the_chapter(monkeypatch):
    monkeypatch.setattr(convolutions, "HAS_TORCH", False)
    for sizes in convolutions.LAYERS.values():
        calls = convolutions.contestants(*sizes, 2)
        assert list(calls) == ["nnlib", convolutions.BARE]
        for call in calls.values():
            call()


def test_pytorch_is_given_the_same_images():
    pytest.importorskip("torch", reason="PyTorch, nnlib's extra [bench], isn't installed")
    X = np.ones((2, 6, 6, 3), np.float32)
    convolutions.theirs(3, 4, X, np.ones((2, 2, 2, 4), np.float32))()
