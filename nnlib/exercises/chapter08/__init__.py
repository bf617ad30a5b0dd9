"""Exercises of chapter 08: code that runs, learns, and is wrong.

Some are repairs: what the learner is given is the function or class under ``@….broken``; the
chapter shows what it does as ``found.Sigmoid`` and so on. In others the learner writes a law, a
number that is 0 for a program that is right. One is a hunt."""

ORDER = (
    "sigmoid_layer",
    "step_lengths",
    "alone_and_together",
    "softmax_backward",
    "shift_law",
    "the_hunt",
    "relative_errors",
)
OFFERS = ("Layer", "one_hot", "sigmoid", "sigmoid_prime", "softmax")
