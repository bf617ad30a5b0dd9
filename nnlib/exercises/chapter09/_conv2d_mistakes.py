"""Wrong answers to "The convolution" that show on the way back."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.functions.patches import add_patches, patches
from nnlib.networks import convolution


class Other(convolution.Conv2d):
    """Conv2d in parts, each of which an answer may get wrong."""

    def cut(self, X):
        return patches(X, self.size, self.stride)

    def table(self, P):
        return P.reshape(-1, P.shape[3])

    def scores(self, Z):
        return Z

    def forward(self, X):
        X = self.pad(X)
        self.shape = X.shape
        P = self.cut(X)
        self.rows = self.table(P)
        Z = self.scores(self.rows @ self.W + self.b)  # here, as errors name their function
        return Z.reshape(*P.shape[:3], -1)

    def gradient(self, dW, d_rows):
        return dW

    def sum_of(self, d_rows, dZ):
        return d_rows.sum(axis=0)

    def to_pixels(self, dP):
        return self.unpad(add_patches(dP, self.shape, self.size, self.stride))

    def backward(self, dZ):
        d_rows = dZ.reshape(-1, dZ.shape[3])
        self.dW = self.gradient(self.rows.T @ d_rows, d_rows)
        self.db = self.sum_of(d_rows, dZ)
        return self.to_pixels((d_rows @ self.W.T).reshape(*dZ.shape[:3], -1))


class Mistakes:
    class forgot_the_stride_backward(Other):
        """The gradient of the images is wrong where the stride is larger than 1: `add_patches`
        takes it as its fourth argument."""

        def to_pixels(self, dP):
            return self.unpad(add_patches(dP, self.shape, self.size))

    class zeros_still_around_it(Other):
        """dX is as large as the *padded* images. Take the zeros' gradients away: `self.unpad`."""

        def to_pixels(self, dP):
            return add_patches(dP, self.shape, self.size, self.stride)

    class shape_before_the_padding(Other):
        """With padding the patches don't fit into the images that they go back to. They were cut
        from the *padded* images: keep the shape of those."""

        def forward(self, X):
            Z = super().forward(X)
            self.shape = X.shape
            return Z

        def backward(self, dZ):  # in one, as errors name their function
            d_rows = dZ.reshape(-1, dZ.shape[3])
            self.dW, self.db = self.rows.T @ d_rows, d_rows.sum(axis=0)
            dP = (d_rows @ self.W.T).reshape(*dZ.shape[:3], -1)
            return self.unpad(add_patches(dP, self.shape, self.size, self.stride))

    class shape_before_and_not_unpadded(shape_before_the_padding):
        def unpad(self, X):
            return X

    shape_before_the_padding = spelled(shape_before_the_padding, shape_before_and_not_unpadded)
    del shape_before_and_not_unpadded

    class divided_by_N(Other):
        """dW is divided by the number of images. The loss is already a mean, so its 1/N is inside
        dZ."""

        def backward(self, dZ):
            dX = super().backward(dZ)
            self.dW = self.dW / len(dZ)
            return dX

    class divided_by_the_places(Other):
        """dW is divided by the number of patches. A weight is used in all of them, and the
        gradients from all of them add up: nobody divides."""

        def gradient(self, dW, d_rows):
            return dW / len(d_rows)

    class both_divided_by_N(Other):
        """dW and db are divided by the number of images. The loss is already a mean, so its 1/N is
        inside dZ."""

        def backward(self, dZ):
            dX = super().backward(dZ)
            self.dW, self.db = self.dW / len(dZ), self.db / len(dZ)
            return dX

    class both_divided_by_the_places(Other):
        """dW and db are means over the patches. Weights and biases are used in all of them, and the
        gradients from all of them add up: nobody divides."""

        def gradient(self, dW, d_rows):
            return dW / len(d_rows)

        def sum_of(self, d_rows, dZ):
            return d_rows.mean(axis=0)

    class mean_for_db(Other):
        """db is a mean over the patches; it should be their sum. The bias is added to the score of
        each."""

        def sum_of(self, d_rows, dZ):
            return d_rows.mean(axis=0)

    class db_over_the_batch_alone(Other):
        """db has been summed over the images alone. A kernel has one bias for all places: sum over
        them too, so that K numbers are left."""

        def sum_of(self, d_rows, dZ):
            return dZ.sum(axis=0)

    class db_over_the_places_alone(Other):
        """db has been summed over the places alone, so each image has its own. A kernel has one
        bias for all images: sum over them too, so that K numbers are left."""

        def sum_of(self, d_rows, dZ):
            return dZ.sum(axis=(1, 2))

    class db_a_single_number(Other):
        """db is a single number: without an axis the sum runs over the kernels as well. Each has a
        bias of its own."""

        def sum_of(self, d_rows, dZ):
            return d_rows.sum()

    class transposed_dW(Other):
        """dW is transposed: the gradient of W has W's own shape, (size * size * C, K)."""

        def gradient(self, dW, d_rows):
            return dW.T

    class patches_for_pixels(Other):
        """backward returns the gradient of the *patches*. The layer before wants that of the
        pixels: `add_patches` adds up what belongs to each."""

        def to_pixels(self, dP):
            return dP

    class rows_for_pixels(Other):
        def to_pixels(self, dP):
            return dP.reshape(-1, dP.shape[3])

    patches_for_pixels = spelled(patches_for_pixels, rows_for_pixels)
    del rows_for_pixels

    class a_table_for_add_patches(Other):
        """`add_patches` is given a table. It wants the patches with the axes of images and places,
        (N, H', W', size * size * C): give them back first, with `reshape`."""

        def backward(self, dZ):  # in one, as errors name their function
            d_rows = dZ.reshape(-1, dZ.shape[3])
            self.dW, self.db = self.rows.T @ d_rows, d_rows.sum(axis=0)
            dP = d_rows @ self.W.T
            return self.unpad(add_patches(dP, self.shape, self.size, self.stride))

    class dW_not_summed(Other):
        """dW still has axes for images and places. The same W is used in all of them, so their
        gradients add up, until W's own shape is left."""

        def forward(self, X):
            X = self.pad(X)
            self.shape, self.P = X.shape, self.cut(X)
            return self.P @ self.W + self.b

        def backward(self, dZ):
            self.dW, self.db = self.P.mT @ dZ, dZ.sum(axis=(0, 1, 2))
            return self.to_pixels(dZ @ self.W.T)

    class forgot_to_return_dX(Other):
        """backward returns nothing: the layer before needs dX to go on."""

        def backward(self, dZ):
            super().backward(dZ)

    class returns_everything(Other):
        """backward returns several things. dW and db are kept in `self`; what is returned is dX
        alone."""

        def backward(self, dZ):
            dX = super().backward(dZ)
            return dX, self.dW, self.db

    class kept_in_the_class(Other):
        """Two layers share their patches: they're kept in the class, where the next layer
        overwrites them. `self.rows` belongs to one layer."""

        def forward(self, X):
            Z = super().forward(X)
            type(self).last = self.rows
            return Z

        def backward(self, dZ):
            self.rows = type(self).last
            return super().backward(dZ)

    class first_batch_kept(Other):
        """dW is that of another batch: the first patches are kept, and none that come later. Every
        `forward` keeps its own."""

        def forward(self, X):
            Z = super().forward(X)
            if not hasattr(self, "kept"):
                self.kept = self.rows
            return Z

        def backward(self, dZ):
            self.rows = self.kept
            return super().backward(dZ)

    class signs_turned_round(Other):
        """dW has the wrong sign. A gradient points uphill; the minus comes later, when the
        optimizer takes its step."""

        def gradient(self, dW, d_rows):
            return -dW

    class weights_not_transposed(Other):
        """The gradient of the patches is `d_rows @ W.T`, as in a dense layer: W leads from the
        numbers of a patch to the scores, and its transpose back."""

        def backward(self, dZ):
            d_rows = dZ.reshape(-1, dZ.shape[3])
            self.dW, self.db = self.rows.T @ d_rows, d_rows.sum(axis=0)
            return self.to_pixels((d_rows @ self.W).reshape(*dZ.shape[:3], -1))

    class gradients_not_kept(Other):
        """dW and db are computed and forgotten. The optimizer looks for them in `self.dW` and
        `self.db`."""

        def backward(self, dZ):
            self.dW, self.db = np.zeros_like(self.W), np.zeros_like(self.b)
            d_rows = dZ.reshape(-1, dZ.shape[3])
            return self.to_pixels((d_rows @ self.W.T).reshape(*dZ.shape[:3], -1))

    class gradients_in_no_attribute(Other):
        def backward(self, dZ):
            d_rows = dZ.reshape(-1, dZ.shape[3])
            return self.to_pixels((d_rows @ self.W.T).reshape(*dZ.shape[:3], -1))

    gradients_not_kept = spelled(gradients_not_kept, gradients_in_no_attribute)
    del gradients_in_no_attribute

    class db_divided_by_N(Other):
        """db is divided by the number of images. The loss is already a mean, so its 1/N is inside
        dZ."""

        def sum_of(self, d_rows, dZ):
            return d_rows.sum(axis=0) / len(dZ)

    class db_a_mean_over_the_places(Other):
        """db is added up over the images, and averaged over the places. A kernel's bias is in the
        score of every place, and the gradients from all of them add up."""

        def sum_of(self, d_rows, dZ):
            return dZ.mean(axis=(1, 2)).sum(axis=0)

    class of_the_first_image(Other):
        """A gradient holds the first image of the batch alone. W and b are the same for all images,
        so dW and db are sums over all of them."""

        def gradient(self, dW, d_rows):
            n = self.places
            return self.rows[:n].T @ d_rows[:n]

        def backward(self, dZ):
            self.places = dZ.shape[1] * dZ.shape[2]
            return super().backward(dZ)

    class db_of_the_first_image(Other):
        def sum_of(self, d_rows, dZ):
            return dZ[0].sum(axis=(0, 1))

    class both_of_the_first_image(of_the_first_image):
        def sum_of(self, d_rows, dZ):
            return dZ[0].sum(axis=(0, 1))

    of_the_first_image = spelled(of_the_first_image, db_of_the_first_image, both_of_the_first_image)
    del db_of_the_first_image, both_of_the_first_image

    class unpadded_at_one_side(Other):
        """dX has the size of the images, but it begins with the padding: rows and columns have been
        cut off below and to the right alone. Zeros lie on all four sides, and `self.unpad` knows
        how many."""

        def to_pixels(self, dP):
            dX = add_patches(dP, self.shape, self.size, self.stride)
            high, wide = (n - 2 * self.padding for n in dX.shape[1:3])
            return dX[:, :high, :wide]

    class overwritten(Other):
        """Where patches overlap, only the last one's gradient is left in dX. A pixel gets one from
        each patch that it's in, and they add up: `add_patches`."""

        def to_pixels(self, dP):
            dX = np.zeros(self.shape, dP.dtype)
            for i, j in np.ndindex(dP.shape[1:3]):
                top, left = i * self.stride, j * self.stride
                square = dX[:, top : top + self.size, left : left + self.size]
                square[...] = dP[:, i, j].reshape(square.shape)
            return self.unpad(dX)
