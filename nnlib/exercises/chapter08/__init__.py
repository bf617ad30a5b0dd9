"""Exercises of chapter 08: code that runs, learns, and is wrong.

Its exercises are repairs. What the learner is given is the function or class under
``@….broken``; the chapter shows what it does as ``found.Sigmoid`` and so on."""

ORDER = (
    "sigmoid_layer",
    "unit_gradient",
    "softmax_backward",
    "log_softmax",
    "adam",
    "standardize",
    "relative_errors",
)
OFFERS = ("Layer", "one_hot", "sigmoid", "sigmoid_prime", "softmax")
