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


def __getattr__(name):
    """The found code, for notebooks handed out before December 2026 (``chapter08 as found``)."""
    from nnlib.exercises import found

    return getattr(found, name)
