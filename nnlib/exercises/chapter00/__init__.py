"""Exercises of chapter 00: a reader of digits that needs no training, from masks to a layer."""

ORDER = (
    "distance",
    "mirror",
    "average_three",
    "class_averages",
    "row_shares",
    "standardize",
    "squared_distances",
    "pick",
    "nearest_centroid",
    "vote",
    "fewest_pixels",
)
OFFERS = ()
