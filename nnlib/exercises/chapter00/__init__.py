"""Exercises of chapter 00: a reader of digits that needs no training, from masks to a layer."""

ORDER = (
    "distance",
    "mirror",
    "average_three",
    "class_averages",
    "row_shares",
    "standardize",
    "squared_distances",
    "share_right",
    "pick",
    "scores",
    "nearest_centroid",
    "fewest_pixels",
)
OFFERS = ()
