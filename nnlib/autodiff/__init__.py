"""The engines that readers write: gradients of numbers (chapter 04) and of arrays (chapter 07)."""

from nnlib.autodiff.tensor import Tensor, no_grad, undo_broadcasting
from nnlib.autodiff.value import Value, backward, topological_order

__all__ = ["Tensor", "Value", "backward", "no_grad", "topological_order", "undo_broadcasting"]
