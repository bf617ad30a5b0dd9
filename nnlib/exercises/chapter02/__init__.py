"""Exercises of chapter 02: a unit with a step, and a unit with a sigmoid."""

ORDER = (
    "step_unit",
    "boundary",
    "rosenblatt_update",
    "binary_cross_entropy",
    "sigmoid_unit_grad",
    "sigmoid_unit",
)
OFFERS = ("sigmoid",)
