"""Plain functions that readers write in the chapters and that the layers do not use."""

from nnlib.by_hand.centroids import (
    class_averages,
    nearest_centroid,
    squared_distance,
    squared_distances,
)
from nnlib.by_hand.images import mirror

__all__ = ["class_averages", "mirror", "nearest_centroid", "squared_distance", "squared_distances"]
