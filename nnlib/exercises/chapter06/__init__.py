"""Exercises of chapter 06: the bricks of a network that reads MNIST."""

ORDER = (
    "count_parameters",
    "relu",
    "dense",
    "cross_entropy",
    "cross_entropy_grad",
    "sgd",
    "schedule",
    "l1_grad",
)
OFFERS = ("Layer", "he", "log_softmax", "one_hot", "sigmoid", "softmax", "xavier")
