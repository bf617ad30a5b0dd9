"""The engine that readers write in chapter 04: gradients of whatever was computed."""

from nnlib.autodiff.value import Value, backward, topological_order

__all__ = ["Value", "backward", "topological_order"]
