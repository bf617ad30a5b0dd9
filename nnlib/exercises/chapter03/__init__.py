"""Exercises of chapter 03: units on top of units."""

ORDER = (
    "xor_weights",
    "merge_layers",
    "disc_units",
    "letter_units",
    "follow_curve",
    "hidden_blame",
    "fold_standardize",
)
OFFERS = ("sigmoid", "step_unit")
