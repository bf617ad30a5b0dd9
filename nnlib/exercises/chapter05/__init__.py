"""Exercises of chapter 05: reading digits, and looking at how it goes wrong."""

ORDER = ("logistic_predict", "logistic_grad", "worst_errors", "confusion_matrix", "gradient_norm")
OFFERS = ("one_hot", "sigmoid", "sigmoid_prime", "softmax")
