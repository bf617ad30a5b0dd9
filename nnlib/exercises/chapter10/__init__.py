"""Exercises of chapter 10: attention, places in a list, and what a difference is worth."""

ORDER = (
    "look_up",
    "attention_weights",
    "attend",
    "positional_encoding",
    "masked_weights",
    "block",
    "go_on",
    "difference",
)
OFFERS = ("Tensor", "softmax")
