"""Wrong answers to "The largest of four" that show on the way back."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.networks import convolution


class _Other(convolution.MaxPool2d):
    """Pooling whose gradient is written by one rule for each pixel of a square."""

    def share(self, pixel, k):
        return pixel == self.A

    def backward(self, dA):
        dX = np.zeros(self.X.shape, dA.dtype)
        places = zip(self.in_squares(self.X), self.in_squares(dX), strict=True)
        for k, (pixel, d_pixel) in enumerate(places):
            d_pixel[...] = dA * self.share(pixel, k)
        return dX


class Mistakes:
    class nearly_the_largest(_Other):
        """A number that is only nearly the largest counts as the largest: `np.isclose` calls 1 and
        1.0000001 equal. The largest was copied, digit by digit, so `==` finds it."""

        def backward(self, dA):
            dX, found = np.zeros(self.X.shape, dA.dtype), np.zeros(dA.shape, bool)
            places = zip(self.in_squares(self.X), self.in_squares(dX), strict=True)
            for pixel, d_pixel in places:
                is_largest = np.isclose(pixel, self.A) & ~found
                d_pixel[...] = dA * is_largest
                found |= is_largest
            return dX

    class to_all_that_are_largest(_Other):
        """Where several numbers of a square are the largest, each of them gets the whole gradient.
        It should go to one, the first."""

    class to_the_last(_Other):
        """Where several numbers of a square are the largest, the last one gets the gradient. It
        should be the first, row by row."""

        def backward(self, dA):
            dX = np.zeros(self.X.shape, dA.dtype)
            squares = [*zip(self.in_squares(self.X), self.in_squares(dX), strict=True)]
            not_found = np.ones(dA.shape, bool)
            for pixel, d_pixel in reversed(squares):
                d_pixel[...] = dA * ((pixel == self.A) & not_found)
                not_found &= pixel != self.A
            return dX

    class shared_among_the_largest(_Other):
        """Where several numbers of a square are the largest, they share the gradient. It should go
        to one of them, the first."""

        def backward(self, dA):
            self.n = sum(pixel == self.A for pixel in self.in_squares(self.X))
            return super().backward(dA / self.n)

    class column_by_column(_Other):
        """Of several largest numbers in a square the first one counts, *row by row*, and
        here it's the first of a column. `self.in_squares` lists the places in the right order."""

        def backward(self, dA):
            dX = np.zeros(self.X.shape, dA.dtype)
            squares = [*zip(self.in_squares(self.X), self.in_squares(dX), strict=True)]
            not_found = np.ones(dA.shape, bool)
            for v, u in np.ndindex(self.size, self.size):
                pixel, d_pixel = squares[u * self.size + v]
                d_pixel[...] = dA * ((pixel == self.A) & not_found)
                not_found &= pixel != self.A
            return dX

    class one_channel_of_a_square(_Other):
        """As soon as one channel of a square has found its largest, the square counts as done, and
        the other channels get no gradient any more. Each channel has a largest of its own, so the
        array that remembers which are still to be found has the shape of A."""

        def backward(self, dA):
            dX = np.zeros(self.X.shape, dA.dtype)
            not_found = np.ones((*dA.shape[:3], 1), bool)
            for pixel, d_pixel in zip(self.in_squares(self.X), self.in_squares(dX), strict=True):
                is_largest = (pixel == self.A) & not_found
                d_pixel[...] = dA * is_largest
                not_found &= ~is_largest.any(axis=3, keepdims=True)
            return dX

    class to_nobody_in_a_tie(_Other):
        """Where several numbers of a square are the largest, none of them gets a gradient. The
        output was as large as they are, so one of them has to get it: the first."""

        def backward(self, dA):
            n = sum(pixel == self.A for pixel in self.in_squares(self.X))
            return super().backward(dA * (n == 1))

    class only_above_zero(convolution.MaxPool2d):
        """Right where the largest number is above 0. Below it the gradient is lost, as in a ReLU; a
        max hands on its gradient whatever the sign of the number."""

        def backward(self, dA):
            return super().backward(dA * (self.A > 0))

    class numbers_for_gradients(convolution.MaxPool2d):
        """The places are right, and the largest *numbers* stand there. What goes back is what has
        come in: the gradient of each square, dA."""

        def backward(self, dA):
            return super().backward(self.A)

    class to_everybody(_Other):
        """Every pixel of a square gets the gradient. Only the one that was the largest had any
        influence."""

        def share(self, pixel, k):
            return 1

    class spread_evenly(_Other):
        """The gradient is spread over the square, as for a mean. All of it belongs to the pixel
        that was the largest."""

        def share(self, pixel, k):
            return 1 / self.size**2

    class to_the_upper_left(_Other):
        """Each gradient goes to the upper left pixel of its square, whichever was the largest."""

        def share(self, pixel, k):
            return k == 0

    class the_mask_alone(convolution.MaxPool2d):
        """This is a mask: 1 where a number was the largest. The gradient that comes in, dA, has to
        be multiplied with it."""

        def backward(self, dA):
            return super().backward(np.ones_like(dA))

    class the_mask_of_all_alone(_Other):
        def backward(self, dA):
            return super().backward(np.ones_like(dA))

    the_mask_alone = spelled(the_mask_alone, the_mask_of_all_alone)
    del the_mask_of_all_alone

    class written_nowhere(convolution.MaxPool2d):
        """The gradient is all zeros. Either nothing is written into dX (`d_pixel = …` gives a name
        to a new array, and `d_pixel[...] = …` writes into the view; a view of a copy leaves dX as
        it is), or no place ever counts as the largest: is a pixel of X compared with that of A,
        does each square start as one that still has to find its largest, and is it closed only
        after its place was written?"""

        def backward(self, dA):
            return np.zeros(self.X.shape, dA.dtype)

    class a_list_of_squares(convolution.MaxPool2d):
        """What comes back is a list of arrays, one for each place in a square. The layer before
        wants images: write each into its place of a dX of zeros."""

        def backward(self, dA):
            return [dA * (pixel == self.A) for pixel in self.in_squares(self.X)]

    class all_of_dA_where_it_fits(convolution.MaxPool2d):
        """On the left only the entries of the mask are chosen, and on the right stands the whole
        dA. Choose the same entries there, or multiply dA by the mask."""

        def backward(self, dA):
            dX = np.zeros(self.X.shape, dA.dtype)
            places = zip(self.in_squares(self.X), self.in_squares(dX), strict=True)
            for pixel, d_pixel in places:
                d_pixel[pixel == self.A] = dA
            return dX

    class largest_of_the_gradients(_Other):
        """The gradient goes to where the number is the largest of the whole image. Each square has
        a largest of its own."""

        def share(self, pixel, k):
            return pixel == self.X.max(axis=(1, 2), keepdims=True)

    class largest_of_all_squares(convolution.MaxPool2d):
        def backward(self, dA):
            return super().backward(dA * (self.A.max(axis=(1, 2), keepdims=True) == self.A))

    largest_of_the_gradients = spelled(largest_of_the_gradients, largest_of_all_squares)
    del largest_of_all_squares

    class as_small_as_it_came(convolution.MaxPool2d):
        """The gradient has the shape of the *output*. The layer before wants one for each pixel of
        the images that came in."""

        def backward(self, dA):
            return dA

    class without_the_edge(convolution.MaxPool2d):
        """The gradient is smaller than the images. Pixels that were left over at the edge get one
        as well, 0."""

        def backward(self, dA):
            dX = super().backward(dA)
            high, wide = (n // self.size * self.size for n in dX.shape[1:3])
            return dX[:, :high, :wide]

    class times_the_number(_Other):
        """The gradient is multiplied by the number itself. Where a max lets through, its slope is
        1."""

        def backward(self, dA):
            return convolution.MaxPool2d.backward(self, dA) * self.X

    class divided_by_N(convolution.MaxPool2d):
        """The gradient is divided by the number of images. The 1/N came in with the loss: a layer
        divides by nothing."""

        def backward(self, dA):
            return super().backward(dA) / len(dA)

    class kept_in_the_class(convolution.MaxPool2d):
        """Two layers share what they keep: it stands in the class, where the next layer overwrites
        it. `self.X` belongs to one layer."""

        def forward(self, X):
            A = super().forward(X)
            type(self).last = self.X, self.A
            return A

        def backward(self, dA):
            self.X, self.A = type(self).last
            return super().backward(dA)

    class forgot_to_return_it(convolution.MaxPool2d):
        """backward returns nothing: the layer before needs the gradient of its output."""

        def backward(self, dA):
            super().backward(dA)

    class cut_to_integers(convolution.MaxPool2d):
        """The gradient has lost what is behind the point: the array that it's written into holds
        integers."""

        def backward(self, dA):
            return super().backward(dA).astype(int)

    class in_the_type_of_the_images(convolution.MaxPool2d):
        """Right for images that hold floats. Where their pixels are integers, dX holds integers
        too, and has lost what is behind the point. `np.zeros_like(X)` also takes the *type* of X;
        a gradient needs that of dA."""

        def backward(self, dA):
            return super().backward(dA).astype(self.X.dtype)

    class added_in_the_type_of_the_images(convolution.MaxPool2d):
        def backward(self, dA):
            dX = np.zeros_like(self.X)
            dX += super().backward(dA)
            return dX

    in_the_type_of_the_images = spelled(in_the_type_of_the_images, added_in_the_type_of_the_images)
    del added_in_the_type_of_the_images

    class written_into_the_images_backward(convolution.MaxPool2d):
        """backward writes the gradient into the images: `dX = self.X` is another name for the same
        array. Make an array of zeros, as large as X, and leave X as it is."""

        def backward(self, dA):
            dX, not_found = self.X, np.ones(dA.shape, bool)
            for pixel, d_pixel in zip(self.in_squares(self.X), self.in_squares(dX), strict=True):
                is_largest = (pixel == self.A) & not_found
                d_pixel[...] = dA * is_largest
                not_found &= ~is_largest
            return dX

    class open_again(_Other):
        """A square that has found its largest may find another one two places later: what is
        remembered is only whether the place *before* was the largest. Once closed, a square stays
        closed: what was known before has to go on counting."""

        def backward(self, dA):
            dX, not_found = np.zeros(self.X.shape, dA.dtype), np.ones(dA.shape, bool)
            for pixel, d_pixel in zip(self.in_squares(self.X), self.in_squares(dX), strict=True):
                is_largest = (pixel == self.A) & not_found
                d_pixel[...] = dA * is_largest
                not_found = ~is_largest
            return dX

    class closed_after_the_first_pixel(_Other):
        """Where the first pixel of a square isn't the largest, the gradient is lost: the square has
        been closed before its largest came. It's closed by the largest, and only by that."""

        def share(self, pixel, k):
            return (pixel == self.A) & (k == 0)

    class closed_by_the_others(_Other):
        def backward(self, dA):
            dX, not_found = np.zeros(self.X.shape, dA.dtype), np.ones(dA.shape, bool)
            for pixel, d_pixel in zip(self.in_squares(self.X), self.in_squares(dX), strict=True):
                not_found = (pixel == self.A) & not_found
                d_pixel[...] = dA * not_found
            return dX

    closed_after_the_first_pixel = spelled(closed_after_the_first_pixel, closed_by_the_others)
    del closed_by_the_others
