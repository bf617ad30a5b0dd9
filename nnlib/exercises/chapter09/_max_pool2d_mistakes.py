"""Wrong answers to "The largest of four"."""

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

    class mean_for_max(convolution.MaxPool2d):
        """The mean of each square is kept. This is *max* pooling: the largest."""

        def forward(self, X):
            super().forward(X)
            return np.mean(self.in_squares(X), axis=0)

    class mean_both_ways(convolution.MaxPool2d):
        def forward(self, X):
            self.X = X
            return np.mean(self.in_squares(X), axis=0)

        def backward(self, dA):
            dX = np.zeros(self.X.shape, dA.dtype)
            for d_pixel in self.in_squares(dX):
                d_pixel[...] = dA / self.size**2
            return dX

    mean_for_max = spelled(mean_for_max, mean_both_ways)
    del mean_both_ways

    class smallest(convolution.MaxPool2d):
        """The smallest of each square is kept. Wanted is the largest."""

        def forward(self, X):
            self.X = X
            self.A = np.min(self.in_squares(X), axis=0)
            return self.A

    class not_below_zero(convolution.MaxPool2d):
        """Where all numbers of a square are below 0, your result is 0. The largest of -4 and -2 is
        -2: begin with the first number, not with 0."""

        def forward(self, X):
            return np.maximum(super().forward(X), 0)

    class zero_kept_too(convolution.MaxPool2d):
        def forward(self, X):
            self.A = np.maximum(super().forward(X), 0)
            return self.A

    not_below_zero = spelled(not_below_zero, zero_kept_too)
    del zero_kept_too

    class largest_in_size(convolution.MaxPool2d):
        """Signs have been ignored: a -4 counts for more than a 3. Wanted is the largest number."""

        def forward(self, X):
            self.X = X
            self.A = np.max(np.abs(self.in_squares(X)), axis=0)
            return self.A

    class farthest_from_zero(convolution.MaxPool2d):
        def forward(self, X):
            self.X, squares = X, np.array(self.in_squares(X))
            farthest = np.abs(squares).argmax(axis=0)[np.newaxis]
            self.A = np.take_along_axis(squares, farthest, axis=0)[0]
            return self.A

    largest_in_size = spelled(largest_in_size, farthest_from_zero)
    del farthest_from_zero

    class one_number_an_image(convolution.MaxPool2d):
        """This is one number for each channel of an image. Each *square* has its largest."""

        def forward(self, X):
            self.X = X
            self.A = X.max(axis=(1, 2))
            return self.A

    class largest_of_everything(convolution.MaxPool2d):
        """This is a single number, the largest of all. `axis=0` compares the arrays of the list
        entry by entry, so that each square keeps its own."""

        def forward(self, X):
            self.X = X
            self.A = np.max(self.in_squares(X))
            return self.A

    class squares_of_2_only(convolution.MaxPool2d):
        """Right for squares of 2 × 2. `self.in_squares` returns as many arrays as a square has
        pixels, 9 for a size of 3: don't take them for four."""

        def forward(self, X):
            self.X = X
            one, two, three, four = self.in_squares(X)
            self.A = np.maximum(np.maximum(one, two), np.maximum(three, four))
            return self.A

    class the_first_four(convolution.MaxPool2d):
        def forward(self, X):
            self.X = X
            self.A = np.max(self.in_squares(X)[:4], axis=0)
            return self.A

    squares_of_2_only = spelled(squares_of_2_only, the_first_four)
    del the_first_four

    class two_of_them(convolution.MaxPool2d):
        """`np.maximum` compares two arrays, and a square has more pixels than that. `np.max` of the
        whole list, with `axis=0`, compares all of them."""

        def forward(self, X):
            self.X = X
            self.A = np.maximum(*self.in_squares(X))
            return self.A

    class largest_place(convolution.MaxPool2d):
        """These are the places of the largest numbers, from `argmax`. Wanted are the numbers
        themselves."""

        def forward(self, X):
            super().forward(X)
            return np.argmax(self.in_squares(X), axis=0)

    class over_the_channels(convolution.MaxPool2d):
        """The channels of a square have one largest number together. Each channel is a map of its
        own, with a largest in every square: compare over the square alone."""

        def forward(self, X):
            self.X = X
            self.A = np.max(self.in_squares(X), axis=(0, 4))[..., np.newaxis]
            return self.A

        def backward(self, dA):
            dX = np.zeros(self.X.shape, dA.dtype)
            not_found = np.ones(dA.shape, bool)
            places = zip(self.in_squares(self.X), self.in_squares(dX), strict=True)
            for pixel, d_pixel in places:
                is_largest = (pixel == self.A) & not_found
                d_pixel[...] = dA * is_largest
                not_found = not_found & ~is_largest.any(axis=3, keepdims=True)
            return dX

    class written_into_the_images(convolution.MaxPool2d):
        """forward has changed the images. `self.in_squares(X)` returns *views*, so what is written
        into the first of them stands in X, and backward finds no pixel where it was. Begin with a
        copy, or make a new array."""

        def forward(self, X):
            self.X = X
            largest, *others = self.in_squares(X)
            for pixel in others:
                largest[...] = np.maximum(largest, pixel)
            self.A = largest
            return largest.copy()

    class written_into_the_images_and_returned(convolution.MaxPool2d):
        def forward(self, X):
            self.X = X
            self.A, *others = self.in_squares(X)
            for pixel in others:
                np.maximum(self.A, pixel, out=self.A)
            return self.A

    written_into_the_images = spelled(written_into_the_images, written_into_the_images_and_returned)
    del written_into_the_images_and_returned

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
        """The gradient is all zeros. `d_pixel = …` gives a name to a new array and leaves dX as it
        is; `d_pixel[...] = …` writes into the view, and so into dX."""

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
