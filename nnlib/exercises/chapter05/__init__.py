"""Exercises of chapter 05: reading digits, from twenty of them to a goal on unseen ones."""

ORDER = (
    "loss_and_grads",
    "descend",
    "minibatches",
    "train",
    "worst_errors",
    "confusion_matrix",
    "as_if_divided",
    "experiment",
    "momentum_step",
    "train_with_momentum",
    "ninety_seven",
)
OFFERS = (
    "mlp_backward",
    "mlp_forward",
    "mlp_init",
    "one_hot",
    "sigmoid",
    "sigmoid_prime",
    "softmax",
    "softmax_cross_entropy",
)
