"""Exercises of chapter 00: a reader of digits that needs no training, from masks to a layer."""

ORDER = (
    "distance",
    "mirror",
    "average_three",
    "class_averages",
    "standardize",
    "squared_distances",
    "nearest_neighbour",
    "distances_at_once",
    "nearest_wrong",
    "nearest_centroid",
    "vote",
    "fewest_pixels",
)
OFFERS = ()
