"""Wrong answers to "A kernel on its way" about the kernel's sides and its steps."""

import numpy as np

from nnlib.by_hand import convolution
from nnlib.exercises._helpers import spelled


def over(image, kernel, score, step=(1, 1)):
    """A score of every patch."""
    (H, W), (h, w) = image.shape, kernel.shape
    rows, columns = range(0, H - h + 1, step[0]), range(0, W - w + 1, step[1])
    return np.array([[score(image[i : i + h, j : j + w], kernel) for j in columns] for i in rows])


class Slips:
    def kernel_on_its_side(image, kernel):
        """The kernel lies on its side: rows and columns are exchanged."""
        return convolution.convolve(image, kernel.T)

    kernel_on_its_side = spelled(
        kernel_on_its_side,
        lambda image, kernel: over(image, kernel, lambda patch, k: np.sum(patch * k.T)),
    )

    def in_steps_of_its_size(image, kernel):
        """The kernel moves on by its own size, so patches don't overlap. It moves by one pixel at
        a time."""
        return over(image, kernel, lambda patch, kernel: np.sum(patch * kernel), kernel.shape)

    def in_steps_with_gaps(image, kernel):
        (H, W), (h, w) = image.shape, kernel.shape
        scores = np.zeros((H - h + 1, W - w + 1))
        for i in range(0, H - h + 1, h):
            for j in range(0, W - w + 1, w):
                scores[i, j] = np.sum(image[i : i + h, j : j + w] * kernel)
        return scores

    in_steps_of_its_size = spelled(in_steps_of_its_size, in_steps_with_gaps)
    del in_steps_with_gaps

    def height_and_width_exchanged(image, kernel):
        """Right for square kernels. Here the kernel's height and width are exchanged, so that the
        patch lies on its side and doesn't fit: the first number of a shape counts the rows."""
        (H, W), (w, h) = image.shape, kernel.shape
        scores = np.zeros((H - h + 1, W - w + 1))
        for i, j in np.ndindex(scores.shape):
            scores[i, j] = np.sum(image[i : i + h, j : j + w] * kernel)
        return scores

    def squeezed(image, kernel):
        """Right where there are several places both ways. A result of a single row or column has
        lost an axis: it's a table too, so nothing has to be squeezed."""
        return np.squeeze(convolution.convolve(image, kernel))

    def one_column_of_products(image, kernel):
        """Of each patch only one row or one column of the products is added up. All of them belong
        into the score. `np.sum` adds up everything; Python's own `sum` adds rows to rows, and what
        it gives is still an array."""
        return over(image, kernel, lambda patch, kernel: sum(patch * kernel)[0])

    one_column_of_products = spelled(
        one_column_of_products,
        lambda image, kernel: over(image, kernel, lambda patch, k: sum(patch * k)[-1]),
        lambda image, kernel: over(image, kernel, lambda patch, k: np.sum(patch[0] * k[0])),
        lambda image, kernel: over(image, kernel, lambda patch, k: np.sum(patch[-1] * k[-1])),
    )

    def an_axis_too_many(image, kernel):
        """The result has an axis of length 1 too many. This image has no axis for channels, and the
        table of scores has none for them either: (H', W')."""
        return convolution.convolve(image, kernel)[:, :, np.newaxis]

    an_axis_too_many = spelled(
        an_axis_too_many, lambda image, kernel: convolution.convolve(image, kernel)[np.newaxis]
    )

    def begun_at_1(image, kernel):
        """Every score is 1 too large: something begins at 1 that should begin at 0, or a bias has
        been added. A score is the sum of the products alone."""
        return convolution.convolve(image, kernel) + 1
