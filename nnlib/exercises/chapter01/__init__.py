"""Exercises of chapter 01: sigmoid, softmax, one-hot and the negative log-likelihood."""

ORDER = ("sigmoid", "sigmoid_prime", "softmax", "one_hot", "nll", "log_softmax")
OFFERS = ()
