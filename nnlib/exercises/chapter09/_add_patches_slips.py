"""Wrong answers to "Back to the pixels" about steps, and what is left out of a patch."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.functions import patches as functions


def placed(P, shape, size, place):
    """Patch by patch, each where `place` says, as far as there is an image."""
    X = np.zeros(shape, P.dtype)
    for n, i, j in np.ndindex(P.shape[:3]):
        top, left = place(i, j)
        square = X[n, top : top + size, left : left + size]
        square += P[n, i, j].reshape(size, size, -1)[: len(square), : square.shape[1]]
    return X


class Slips:
    def steps_of_the_size(P, shape, size, stride):
        """Each patch stands beside the one before, as if the stride were the patch's size."""
        X = np.zeros(shape, P.dtype)
        for n, i, j in np.ndindex(P.shape[:3]):
            X[n, i * size : i * size + size, j * size : j * size + size] += P[n, i, j].reshape(
                size, size, -1
            )
        return X

    def steps_of_the_size_in_all_images(P, shape, size, stride):
        X = np.zeros(shape, P.dtype)
        for i, j in np.ndindex(P.shape[1:3]):
            top, left = i * size, j * size
            square = P[:, i, j].reshape(len(P), size, size, -1)
            X[:, top : top + size, left : left + size] += square
        return X

    steps_of_the_size = spelled(
        steps_of_the_size,
        steps_of_the_size_in_all_images,
        lambda P, shape, size, stride: placed(P, shape, size, lambda i, j: (i * size, j * size)),
    )
    del steps_of_the_size_in_all_images

    def last_pixels_left_out(P, shape, size, stride):
        """The last row and the last column of each patch go nowhere. `range(size)` already ends at
        `size - 1`."""
        P = P.reshape(*P.shape[:3], size, size, -1).copy()
        P[:, :, :, -1], P[:, :, :, :, -1] = 0, 0
        return functions.add_patches(P.reshape(*P.shape[:3], -1), shape, size, stride)

    def the_first_channel(P, shape, size, stride):
        """All channels get what belongs to channel 0. Each keeps its own gradient."""
        X = functions.add_patches(P, shape, size, stride)
        return np.repeat(X[..., :1], X.shape[3], axis=3)
