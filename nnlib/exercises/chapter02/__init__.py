"""Exercises of chapter 02: a unit that decides, and two ways in which it learns."""

ORDER = (
    "step_unit",
    "margins",
    "rosenblatt_update",
    "rosenblatt",
    "in_other_orders",
    "binary_cross_entropy",
    "sigmoid_unit_grad",
    "descend",
    "third_feature",
    "a_thousand_mistakes",
)
OFFERS = ("sigmoid",)
