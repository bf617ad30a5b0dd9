"""Exercises of chapter 03: units on top of units."""

ORDER = (
    "xor_weights",
    "in_corner",
    "hidden_layer",
    "fold_standardize",
    "merge_layers",
    "disc_units",
    "follow_curve",
)
OFFERS = ("sigmoid", "step_unit")
