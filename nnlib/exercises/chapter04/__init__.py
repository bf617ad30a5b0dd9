"""Exercises of chapter 04: an engine for gradients, a judge for it, and a network of any depth."""

ORDER = (
    "value",
    "topological_order",
    "backward",
    "more_boxes",
    "numerical_gradient",
    "mlp_forward",
    "mlp_backward",
)
OFFERS = ("Value", "one_hot", "relu", "relu_prime", "sigmoid", "sigmoid_prime", "softmax", "tanh")
PARTS = {"Value": ("__init__", "as_value")}  # the rest of it is an exercise
