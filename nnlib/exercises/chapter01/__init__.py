"""Exercises of chapter 01: probabilities from scores, their price, and its slopes."""

ORDER = (
    "sigmoid",
    "combine",
    "softmax",
    "one_hot",
    "nll",
    "log_softmax",
    "best_temperature",
    "sigmoid_prime",
    "softmax_nll_grad",
)
OFFERS = ()
