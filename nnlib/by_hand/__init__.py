"""Plain functions that readers write in the chapters and that the layers do not use."""

from nnlib.by_hand.centroids import nearest_centroid

__all__ = ["nearest_centroid"]
