"""Exercises of chapter 03: units on top of units."""

ORDER = ("xor_by_hand", "in_corner", "hidden_layer", "fold_standardize", "merge_layers")
OFFERS = ("sigmoid", "step_unit")
