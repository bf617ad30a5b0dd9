"""A kernel that moves over an image, place by place."""

import numpy as np

from nnlib.by_hand import convolution
from nnlib.exercises._helpers import draw_arrays, spelled
from nnlib.exercises._kinds import array_where
from nnlib.exercises.chapter09._convolve_slips import Slips, over
from nnlib.judge.exercise import Case, Exercise


def _kernel(is_so):
    return array_where("kernel", lambda kernel: is_so(*kernel.shape))


exercise = Exercise(
    id="09-convolve",
    title="A kernel on its way",
    minutes=8,
    difficulty=2,
    points=2,
    reference=convolution.convolve,
    hints=(
        "How often does the kernel fit, from top to bottom? An image of 5 rows has 5 - 3 + 1 "
        "places for a kernel of 3 rows. Begin with an array of zeros for the scores.",
        "Two loops go over the places, i down and j to the right. At each place, cut out the patch "
        "that lies under the kernel: rows from i on, columns from j on, as many as the kernel has.",
        "`image[i : i + h, j : ...]` is the patch. Multiply it with the kernel entry by entry, and "
        "add everything up.",
    ),
    why="""The patch and the kernel have the same shape, so `*` multiplies each pixel by the weight
that lies on it, and the sum makes one score of it: a dot product, written as two squares instead of
two rows. There are `H - h + 1` places from top to bottom, because the kernel's upper row can
stand in every row but the last `h - 1`.""",
    promises={
        "a kernel higher than wide": _kernel(lambda h, w: h > w),
        "a kernel wider than high": _kernel(lambda h, w: h < w),
        "a kernel of a single weight": _kernel(lambda h, w: h == w == 1),
        "a kernel as large as the image": lambda case: (
            case.args["kernel"].shape == case.args["image"].shape
        ),
        "an image that isn't square": array_where("image", lambda a: a.shape[0] != a.shape[1]),
        "whole numbers": array_where("image", lambda a: a.dtype == np.uint8),
        "weights below 0": array_where("kernel", lambda kernel: (kernel < 0).any()),
    },
    distractors=("        scores[i, j] = np.sum(image[i:h, j:w] * kernel)",),
)


@exercise.cases
def _(rng):
    image = np.array([[1.0, 2, 0, 1], [0, 1, 3, 0], [2, 0, 1, 1]])
    kernel = np.array([[1.0, 0], [-1, 2]])
    yield Case("3 x 4 pixels, a kernel of 2 x 2", {"image": image, "kernel": kernel})
    for label, high_wide, h_w in [
        ("6 x 4 pixels, a kernel of 3 x 2", (6, 4), (3, 2)),
        ("4 x 7 pixels, a kernel of 2 x 3", (4, 7), (2, 3)),
        ("3 x 2 pixels, a kernel of one weight", (3, 2), (1, 1)),
        ("a kernel as large as the image", (2, 3), (2, 3)),
    ]:
        yield Case(label, draw_arrays(rng, image=high_wide, kernel=h_w))
    pixels = np.array([[100, 200, 0], [50, 250, 7], [9, 100, 255]], np.uint8)
    yield Case("whole numbers", {"image": pixels, "kernel": kernel.astype(int)})
    pixels = np.array([[3, 1, 2], [4, 1, 5]], np.uint8)
    yield Case("whole numbers", {"image": pixels, "kernel": kernel / 4 + 1})


def _counted(image, kernel, places, size=None, cut=False):
    """A score at so many places, with patches of a size that may not be the kernel's."""
    scores = np.zeros(np.maximum(places, 0))
    h, w = size or kernel.shape
    for i, j in np.ndindex(scores.shape):
        patch = image[i : i + h, j : j + w]
        weights = kernel[: len(patch), : patch.shape[1]] if cut else kernel
        scores[i, j] = np.sum(patch * weights)
    return scores


@exercise.wrong
class Mistakes:
    def turned(image, kernel):
        """The kernel is turned by half a circle, its last weight first. In mathematics that's what
        a convolution does; here the kernel lies on the patch as it is."""
        return convolution.convolve(image, kernel[::-1, ::-1])

    def one_place_too_few(image, kernel):
        """The last row and the last column of places are missing. A kernel of h rows fits
        `H - h + 1` times: try it with h = H."""
        return convolution.convolve(image, kernel)[:-1, :-1]

    def as_large_as_the_image(image, kernel):
        """Your result is as large as the image. At the lower and the right edge the kernel would
        hang over; only the places where it fits count."""
        scores = np.zeros(image.shape)
        inside = convolution.convolve(image, kernel)
        scores[: len(inside), : inside.shape[1]] = inside
        return scores

    as_large_as_the_image = spelled(
        as_large_as_the_image,
        lambda image, kernel: np.array(
            [
                [
                    np.sum(
                        image[i : i + len(kernel), j : j + kernel.shape[1]]
                        * kernel[: image.shape[0] - i, : image.shape[1] - j]
                    )
                    for j in range(image.shape[1])
                ]
                for i in range(image.shape[0])
            ]
        ),
        lambda image, kernel: np.array(
            [
                [
                    np.sum(image[i : i + len(kernel), j : j + kernel.shape[1]] * kernel)
                    for j in range(image.shape[1])
                ]
                for i in range(image.shape[0])
            ]
        ),
    )

    def mean_for_sum(image, kernel):
        """The products are averaged. A score is their sum, as in any unit."""
        return over(image, kernel, lambda patch, kernel: np.mean(patch * kernel))

    def largest_for_sum(image, kernel):
        """Only the largest product is kept. A score is the sum of all of them."""
        return over(image, kernel, lambda patch, kernel: np.max(patch * kernel))

    def matrix_product(image, kernel):
        """`@` multiplies matrices, rows by columns. Here each pixel meets the one weight that lies
        on it: `*`, entry by entry."""
        return over(image, kernel, lambda patch, kernel: np.sum(patch @ kernel))

    def matrix_product_not_added_up(image, kernel):
        scores = np.zeros(np.subtract(image.shape, kernel.shape) + 1)
        for i, j in np.ndindex(scores.shape):
            scores[i, j] = image[i : i + len(kernel), j : j + kernel.shape[1]] @ kernel
        return scores

    matrix_product = spelled(
        matrix_product,
        matrix_product_not_added_up,
        lambda image, kernel: over(image, kernel, lambda patch, k: np.sum(patch @ k.T)),
        lambda image, kernel: over(image, kernel, lambda patch, k: np.sum(patch.T @ k)),
    )
    del matrix_product_not_added_up

    def written_into_the_image(image, kernel):
        """A patch that is cut out with a slice is a *view*: `patch *= kernel` writes the products
        into the image, and later patches find them there in place of its pixels. `patch * kernel`
        makes a new array."""
        (H, W), (h, w) = image.shape, kernel.shape
        scores = np.zeros((H - h + 1, W - w + 1))
        for i, j in np.ndindex(scores.shape):
            patch = image[i : i + h, j : j + w]
            patch *= kernel
            scores[i, j] = patch.sum()
        return scores

    def the_last_product_alone(image, kernel):
        """Of each patch only the last product is left: `=` forgets those before it. Let them add
        up, with `+=`."""
        return over(image, kernel, lambda patch, kernel: patch[-1, -1] * kernel[-1, -1])

    def after_the_first_place(image, kernel):
        """Only the first score is there, and all others are 0: the `return` stands inside a loop.
        It belongs behind both."""
        scores = np.zeros(np.subtract(image.shape, kernel.shape) + 1)
        scores[0, 0] = convolution.convolve(image, kernel)[0, 0]
        return scores

    def after_the_first_row(image, kernel):
        """Only the first row of scores is there, and the others are 0: the `return` stands inside
        the outer loop. It belongs behind both."""
        scores = convolution.convolve(image, kernel)
        scores[1:] = 0
        return scores

    def last_places_left_at_0(image, kernel):
        """The loops end one place too soon, so the last row and the last column of scores are 0.
        `range(n)` goes to n - 1: as many places as the result has."""
        scores = convolution.convolve(image, kernel)
        scores[-1], scores[:, -1] = 0, 0
        return scores

    def not_added_up(image, kernel):
        """A place of the result can hold one number, and here it's given several. Add up all the
        products of a patch, with `np.sum`: Python's own `sum` adds rows to rows."""
        scores = np.zeros(np.subtract(image.shape, kernel.shape) + 1)
        for i, j in np.ndindex(scores.shape):
            scores[i, j] = image[i : i + len(kernel), j : j + kernel.shape[1]] * kernel
        return scores

    def a_square_kernel(image, kernel):
        """Right for square kernels. Here the kernel's height is used for its width too, and the
        patch doesn't fit the kernel."""
        (H, W), (h, w) = image.shape, kernel.shape
        scores = np.zeros((H - h + 1, W - w + 1))
        for i, j in np.ndindex(scores.shape):
            scores[i, j] = np.sum(image[i : i + h, j : j + h] * kernel)
        return scores

    def a_square_kernel_number_by_number(image, kernel):
        (H, W), (h, w) = image.shape, kernel.shape
        scores = np.zeros((H - h + 1, W - w + 1))
        for i, j in np.ndindex(scores.shape):
            for u, v in np.ndindex(h, h):
                scores[i, j] += image[i + u, j + v] * kernel[u, v]
        return scores

    def a_square_kernels_places(image, kernel):
        (H, W), h = image.shape, len(kernel)
        scores = np.zeros((H - h + 1, W - h + 1))
        for i, j in np.ndindex(scores.shape):
            scores[i, j] = np.sum(image[i : i + h, j : j + h] * kernel)
        return scores

    a_square_kernel = spelled(
        a_square_kernel, a_square_kernel_number_by_number, a_square_kernels_places
    )
    del a_square_kernel_number_by_number, a_square_kernels_places

    def no_size_to_the_slice(image, kernel):
        """A slice's second number is where it *ends*. From the second place on `[i:h]` is too
        short, so that the patch doesn't fit the kernel: it ends at `i + h`."""
        (H, W), (h, w) = image.shape, kernel.shape
        scores = np.zeros((H - h + 1, W - w + 1))
        for i, j in np.ndindex(scores.shape):
            scores[i, j] = np.sum(image[i:h, j:w] * kernel)
        return scores

    def lying_on_its_side(image, kernel):
        """The result lies on its side: rows and columns are exchanged. Its first number counts the
        places from top to bottom."""
        return convolution.convolve(image, kernel).T

    def one_place_alone(image, kernel):
        """This is the score of a single place. The kernel moves over all of the image."""
        return np.sum(image[: len(kernel), : kernel.shape[1]] * kernel)

    def in_whole_numbers(image, kernel):
        """The scores have lost what is behind the point: the array that they are written into
        holds integers."""
        return convolution.convolve(image, kernel).astype(int)

    def in_the_type_of_the_image(image, kernel):
        """Right for pixels that are floats. Where each pixel is a byte (`uint8`), the scores are
        bytes here too, and a byte holds nothing below 0, above 255 or behind the point. Give the
        array of scores no type of the image's."""
        scores = convolution.convolve(image, kernel)
        return scores.astype(int).astype(np.uint8) if image.dtype == np.uint8 else scores

    def in_one_row(image, kernel):
        """All scores are there, in a single row. They belong into a table, where each is found at
        its place."""
        return convolution.convolve(image, kernel).ravel()

    def total_never_reset(image, kernel):
        """The total goes on from one place to the next, so that each score holds all those before
        it. Begin at 0 at every place."""
        scores = convolution.convolve(image, kernel)
        return scores.cumsum().reshape(scores.shape)

    def total_reset_in_each_row(image, kernel):
        return convolution.convolve(image, kernel).cumsum(axis=1)

    total_never_reset = spelled(total_never_reset, total_reset_in_each_row)
    del total_reset_in_each_row

    def loops_exchanged(image, kernel):
        """The two loops have changed their lengths: i counts the places from top to bottom, of
        which there are `H - h + 1`."""
        (H, W), (h, w) = image.shape, kernel.shape
        scores = np.zeros((H - h + 1, W - w + 1))
        for i in range(W - w + 1):
            for j in range(H - h + 1):
                scores[i, j] = np.sum(image[i : i + h, j : j + w] * kernel)
        return scores

    def zeros_around_it(image, kernel):
        """Zeros have been put around the image, so that the result is as large as it is. Here the
        kernel stays inside: only the places where it fits count."""
        h, w = kernel.shape
        padded = np.pad(image, [(h // 2, (h - 1) // 2), (w // 2, (w - 1) // 2)])
        return convolution.convolve(padded, kernel)

    def zeros_around_it_more_below(image, kernel):
        h, w = kernel.shape
        padded = np.pad(image, [((h - 1) // 2, h // 2), ((w - 1) // 2, w // 2)])
        return convolution.convolve(padded, kernel)

    zeros_around_it = spelled(zeros_around_it, zeros_around_it_more_below)
    del zeros_around_it_more_below

    def upside_down(image, kernel):
        """The kernel stands on its head. It lies on the patch as it is, its first row on the
        patch's first."""
        return convolution.convolve(image, kernel[::-1])

    def mirrored(image, kernel):
        """The kernel is mirrored: its right column lies on the left. It lies on the patch as it is,
        its first column on the patch's first."""
        return convolution.convolve(image, kernel[:, ::-1])

    def cut_off_below_0(image, kernel):
        """Scores below 0 have become 0. A ReLU may come later; a score is the plain sum."""
        return np.maximum(convolution.convolve(image, kernel), 0)

    def weights_forgotten(image, kernel):
        """Each score is the plain sum of a patch: the kernel's weights aren't in it. Multiply each
        pixel by the weight that lies on it first."""
        return over(image, kernel, lambda patch, kernel: np.sum(patch))

    def a_square_image(image, kernel):
        """Right for square images. Here one side of the image counts for the other too: the places
        down come from H and h, those to the right from W and w."""
        return _counted(image, kernel, len(image) - np.array(kernel.shape) + 1)

    a_square_image = spelled(
        a_square_image,
        lambda image, kernel: _counted(image, kernel, image.shape[1] - np.array(kernel.shape) + 1),
    )

    def sides_of_the_kernel_exchanged(image, kernel):
        """Height and width of the kernel have changed places where the places are counted. Down it
        fits `H - h + 1` times, and to the right it's W and w."""
        return _counted(image, kernel, np.subtract(image.shape, kernel.shape[::-1]) + 1)

    sides_of_the_kernel_exchanged = spelled(
        sides_of_the_kernel_exchanged,
        lambda image, kernel: _counted(
            image, kernel, np.subtract(image.shape, kernel.shape[::-1]) + 1, cut=True
        ),
    )

    def kernels_of_3_only(image, kernel):
        """Right for kernels of 3 x 3 alone: the 3 stands in your code as a number. `kernel.shape`
        says how many rows and columns a kernel has."""
        H, W = image.shape
        return _counted(image, kernel, (H - 2, W - 2), (3, 3))

    kernels_of_3_only = spelled(
        kernels_of_3_only,
        lambda image, kernel: _counted(
            image, kernel, np.subtract(image.shape, kernel.shape) + 1, (3, 3)
        ),
    )


exercise.wrong(Slips)


@exercise.right
class Variants:
    def weight_by_weight(image, kernel):
        """The loops go over the weights instead of over the places: each weight multiplies the
        whole image at once, moved so that the right pixels lie under it. A kernel has few weights
        and an image many places, so this is much faster."""
        (H, W), (h, w) = image.shape, kernel.shape
        scores = np.zeros((H - h + 1, W - w + 1))
        for u in range(h):
            for v in range(w):
                scores += kernel[u, v] * image[u : u + H - h + 1, v : v + W - w + 1]
        return scores

    def with_windows(image, kernel):
        """`sliding_window_view` shows all patches without copying one, and `einsum` multiplies and
        adds up. No loop of Python's is left."""
        windows = np.lib.stride_tricks.sliding_window_view(image, kernel.shape)
        return np.einsum("ijuv,uv->ij", windows, kernel)

    def all_in_lists(image, kernel):
        (H, W), (h, w) = image.shape, kernel.shape
        return np.array(
            [
                [(image[i : i + h, j : j + w] * kernel).sum() for j in range(W - w + 1)]
                for i in range(H - h + 1)
            ]
        )
