"""Exercises of chapter 04: the chain rule, a judge for it, and a network of any depth."""

ORDER = (
    "chain",
    "numerical_gradient",
    "two_layer_grad",
    "tanh_prime",
    "mlp_forward",
    "mlp_backward",
)
OFFERS = ("one_hot", "relu", "relu_prime", "sigmoid", "sigmoid_prime", "softmax", "tanh")
