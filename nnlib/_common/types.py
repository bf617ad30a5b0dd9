"""Names for the types in signatures. Shapes stand in the docstrings: types do not know them."""

import os
from collections.abc import Callable
from typing import Protocol, TypeAlias

import numpy as np

# What is made of a number, sigmoid(0.5), is a number again: to NumPy an array of shape ().
Array = np.ndarray
# NumPy's float64 is a float; its float32 and its integers are no numbers of Python's.
Number = float | np.floating | np.integer
# In quotes, for NumPy loads its random numbers only when somebody asks for them.
Rng: TypeAlias = "np.random.Generator | np.random.RandomState"
Seed: TypeAlias = "int | np.random.Generator | np.random.RandomState | None"
FilePath = str | os.PathLike[str]

Params = list[tuple[Array, Array]]  # (W, b) of each layer, or (dW, db)
Arrays = dict[str, Array]
History = dict[str, list[float]]  # one number an epoch, by name
Loss = Callable[[Array, Array], Number]
LossGrad = Callable[[Array, Array], Array]


class Predictor(Protocol):
    """Whatever names a class for each sample."""

    def predict(self, X: Array) -> Array: ...


class Optimizer(Protocol):
    """Whatever moves parameters by their gradients."""

    def step(self, params: Arrays, grads: Arrays) -> None: ...
