"""Exercises of chapter 01: probabilities from scores, their price, and its slopes."""

ORDER = (
    "sigmoid",
    "combine",
    "softmax",
    "nll",
    "log_softmax",
    "best_temperature",
    "calibration_groups",
    "sigmoid_prime",
    "softmax_nll_grad",
)
OFFERS = ("one_hot",)
