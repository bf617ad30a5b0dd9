"""Wrong answers to "The largest of four" that show in what is kept of the squares."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.networks import convolution


class Largest:
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

    class mean_looked_for(convolution.MaxPool2d):
        def forward(self, X):
            self.X = X
            self.A = np.mean(self.in_squares(X), axis=0)
            return self.A

    class mean_looked_for_everywhere(mean_looked_for):
        def backward(self, dA):
            dX = np.zeros(self.X.shape, dA.dtype)
            for pixel, d_pixel in zip(self.in_squares(self.X), self.in_squares(dX), strict=True):
                d_pixel[...] = dA * (pixel == self.A)
            return dX

    mean_for_max = spelled(
        mean_for_max, mean_both_ways, mean_looked_for, mean_looked_for_everywhere
    )
    del mean_both_ways, mean_looked_for, mean_looked_for_everywhere

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

    class over_the_channels_for_each(convolution.MaxPool2d):
        def forward(self, X):
            self.X = X
            largest = np.max(self.in_squares(X), axis=(0, 4))[..., np.newaxis]
            self.A = np.repeat(largest, X.shape[3], axis=3)
            return self.A

    over_the_channels = spelled(over_the_channels, over_the_channels_for_each)
    del over_the_channels_for_each

    class nothing_left_over(convolution.MaxPool2d):
        """Right for images that squares fill. With rows or columns left over at the edge there are
        more numbers than all squares together have, so `reshape` refuses. `self.in_squares` leaves
        them out."""

        def forward(self, X):
            N, H, W, C = X.shape
            s = self.size
            X.reshape(N, H // s, s, W // s, s, C)  # which NumPy refuses
            return super().forward(X)

    class written_into_the_images(convolution.MaxPool2d):
        """forward has changed the images. `self.in_squares(X)` returns *views*, so what is written
        into the first of them stands in X, where its caller and backward no longer find what was
        there. Begin with a copy, or make a new array."""

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

    class written_after_the_places_were_found(convolution.MaxPool2d):
        def forward(self, X):
            squares = self.in_squares(X)
            self.shape, self.winner = X.shape, np.argmax(squares, axis=0)
            for pixel in squares[1:]:
                np.maximum(squares[0], pixel, out=squares[0])
            return squares[0]

        def backward(self, dA):
            dX = np.zeros(self.shape, dA.dtype)
            for k, d_pixel in enumerate(self.in_squares(dX)):
                d_pixel[...] = dA * (self.winner == k)
            return dX

    written_into_the_images = spelled(
        written_into_the_images,
        written_into_the_images_and_returned,
        written_after_the_places_were_found,
    )
    del written_into_the_images_and_returned, written_after_the_places_were_found

    class sides_of_2_only(convolution.MaxPool2d):
        """Right for squares of 2 × 2 alone: they are cut with a 2 where `self.size` should stand.
        `self.in_squares` cuts them with the right size."""

        def in_squares(self, X):
            return convolution.MaxPool2d(2).in_squares(X)

    class squares_over_the_edge(convolution.MaxPool2d):
        """There are too many squares: those that hang over the edge are there too. Rows and columns
        that don't fill a square are left out, as `self.in_squares` does."""

        filling = -np.inf

        def forward(self, X):
            self.shape, more = X.shape, [(0, -n % self.size) for n in X.shape[1:3]]
            X = np.pad(X.astype(float), [(0, 0), *more, (0, 0)], constant_values=self.filling)
            return super().forward(X)

        def backward(self, dA):  # in one, as errors name their function
            dX, not_found = np.zeros(self.X.shape), np.ones(self.A.shape, bool)
            for pixel, d_pixel in zip(self.in_squares(self.X), self.in_squares(dX), strict=True):
                is_largest = (pixel == self.A) & not_found
                d_pixel[...] = is_largest * dA
                not_found &= ~is_largest
            return dX[:, : self.shape[1], : self.shape[2]]

    class filled_up_with_zeros(squares_over_the_edge):
        filling = 0

    squares_over_the_edge = spelled(squares_over_the_edge, filled_up_with_zeros)
    del filled_up_with_zeros
