"""Exercises of chapter 07: an engine for arrays, and when to stop. None of them needs Keras."""

ORDER = (
    "tensor",
    "undo_broadcasting",
    "backward",
    "elementwise",
    "matrix_product",
    "reductions",
    "log_softmax",
    "pick",
    "accumulate",
    "stop_early",
    "standardize_rows",
)
OFFERS = ("Tensor", "log_softmax", "sigmoid", "softmax")
PARTS = {"Tensor": ("recording", "__array_ufunc__", "__init__", "as_tensor")}  # else an exercise
