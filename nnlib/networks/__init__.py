"""Bricks with a forward and a backward pass, what trains them, and what judges their gradients."""
