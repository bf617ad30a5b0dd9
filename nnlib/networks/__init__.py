"""Layers with a forward and a backward pass, their training, and gradient checks."""
