"""Exercises of chapter 06: the bricks of a network for MNIST, and what makes it better."""

ORDER = (
    "dense",
    "sequential",
    "sgd",
    "relu_start",
    "adam",
    "schedule",
    "dropout",
    "shift_each",
    "slants",
    "fit_temperature",
)
OFFERS = (
    "Layer",
    "one_hot",
    "softmax",
    "softmax_cross_entropy",
    "xavier",
)
BESIDE = ("Sigmoid", "Softmax", "Tanh")  # which no cell imports: checks put them into a network
