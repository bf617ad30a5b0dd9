"""Wrong answers to "The convolution"."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.functions.patches import add_patches, patches
from nnlib.networks import convolution


class _Other(convolution.Conv2d):
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
    class forgot_the_bias(_Other):
        """The bias is forgotten: each kernel adds its own to all of its scores."""

        def scores(self, Z):
            return Z - self.b

    class forgot_the_padding(_Other):
        """Right without padding. With it, `self.pad` has to put the zeros around the images before
        the patches are cut."""

        def pad(self, X):
            return X

        def unpad(self, X):
            return X

    class forgot_to_pad(_Other):
        def pad(self, X):
            return X

    forgot_the_padding = spelled(forgot_the_padding, forgot_to_pad)
    del forgot_to_pad

    class forgot_the_stride(_Other):
        """Right for stride 1. The stride stands in `self.stride`, and `patches` takes it as its
        third argument; so does `add_patches`."""

        def cut(self, X):
            return patches(X, self.size)

        def to_pixels(self, dP):
            return self.unpad(add_patches(dP, self.shape, self.size))

    class forgot_the_stride_backward(_Other):
        """The gradient of the images is wrong where the stride is larger than 1: `add_patches`
        takes it as its fourth argument."""

        def to_pixels(self, dP):
            return self.unpad(add_patches(dP, self.shape, self.size))

    class zeros_still_around_it(_Other):
        """dX is as large as the *padded* images. Take the zeros' gradients away: `self.unpad`."""

        def to_pixels(self, dP):
            return add_patches(dP, self.shape, self.size, self.stride)

    class shape_before_the_padding(_Other):
        """With padding the patches don't fit into the images that they go back to. They were cut
        from the *padded* images: keep the shape of those."""

        def forward(self, X):
            Z = super().forward(X)
            self.shape = X.shape
            return Z

    class shape_before_and_not_unpadded(shape_before_the_padding):
        def unpad(self, X):
            return X

    shape_before_the_padding = spelled(shape_before_the_padding, shape_before_and_not_unpadded)
    del shape_before_and_not_unpadded

    class as_large_as_the_images(_Other):
        """The scores are given the height and width of the images. There are fewer places than
        pixels: take H' and W' from the shape of the patches."""

        def forward(self, X):
            X = self.pad(X)
            self.shape = X.shape
            self.rows = self.table(self.cut(X))
            return (self.rows @ self.W + self.b).reshape(*X.shape[:3], -1)

    class scores_in_a_table(_Other):
        """The scores are a table with a row for each patch. The next layer wants images: (N, H',
        W', K)."""

        def forward(self, X):
            Z = super().forward(X)
            return Z.reshape(-1, Z.shape[3])

    class divided_by_N(_Other):
        """dW is divided by the number of images. The loss is already a mean, so its 1/N is inside
        dZ."""

        def backward(self, dZ):
            dX = super().backward(dZ)
            self.dW = self.dW / len(dZ)
            return dX

    class divided_by_the_places(_Other):
        """dW is divided by the number of patches. A weight is used in all of them, and the
        gradients from all of them add up: nobody divides."""

        def gradient(self, dW, d_rows):
            return dW / len(d_rows)

    class both_divided_by_N(_Other):
        """dW and db are divided by the number of images. The loss is already a mean, so its 1/N is
        inside dZ."""

        def backward(self, dZ):
            dX = super().backward(dZ)
            self.dW, self.db = self.dW / len(dZ), self.db / len(dZ)
            return dX

    class both_divided_by_the_places(_Other):
        """dW and db are means over the patches. Weights and biases are used in all of them, and the
        gradients from all of them add up: nobody divides."""

        def gradient(self, dW, d_rows):
            return dW / len(d_rows)

        def sum_of(self, d_rows, dZ):
            return d_rows.mean(axis=0)

    class mean_for_db(_Other):
        """db is a mean over the patches; it should be their sum. The bias is added to the score of
        each."""

        def sum_of(self, d_rows, dZ):
            return d_rows.mean(axis=0)

    class db_over_the_batch_alone(_Other):
        """db has been summed over the images alone. A kernel has one bias for all places: sum over
        them too, so that K numbers are left."""

        def sum_of(self, d_rows, dZ):
            return dZ.sum(axis=0)

    class db_over_the_places_alone(_Other):
        """db has been summed over the places alone, so each image has its own. A kernel has one
        bias for all images: sum over them too, so that K numbers are left."""

        def sum_of(self, d_rows, dZ):
            return dZ.sum(axis=(1, 2))

    class db_a_single_number(_Other):
        """db is a single number: without an axis the sum runs over the kernels as well. Each has a
        bias of its own."""

        def sum_of(self, d_rows, dZ):
            return d_rows.sum()

    class transposed_dW(_Other):
        """dW is transposed: the gradient of W has W's own shape, (size * size * C, K)."""

        def gradient(self, dW, d_rows):
            return dW.T

    class patches_for_pixels(_Other):
        """backward returns the gradient of the *patches*. The layer before wants that of the
        pixels: `add_patches` adds up what belongs to each."""

        def to_pixels(self, dP):
            return dP

    class rows_for_pixels(_Other):
        def to_pixels(self, dP):
            return dP.reshape(-1, dP.shape[3])

    patches_for_pixels = spelled(patches_for_pixels, rows_for_pixels)
    del rows_for_pixels

    class a_table_for_add_patches(_Other):
        """`add_patches` is given a table. It wants the patches with the axes of images and places,
        (N, H', W', size * size * C): give them back first, with `reshape`."""

        def to_pixels(self, dP):
            return super().to_pixels(dP.reshape(-1, dP.shape[3]))

    class dW_not_summed(_Other):
        """dW still has axes for images and places. The same W is used in all of them, so their
        gradients add up, until W's own shape is left."""

        def forward(self, X):
            X = self.pad(X)
            self.shape, self.P = X.shape, self.cut(X)
            return self.P @ self.W + self.b

        def backward(self, dZ):
            self.dW, self.db = self.P.mT @ dZ, dZ.sum(axis=(0, 1, 2))
            return self.to_pixels(dZ @ self.W.T)

    class forgot_to_return_dX(_Other):
        """backward returns nothing: the layer before needs dX to go on."""

        def backward(self, dZ):
            super().backward(dZ)

    class returns_everything(_Other):
        """backward returns several things. dW and db are kept in `self`; what is returned is dX
        alone."""

        def backward(self, dZ):
            dX = super().backward(dZ)
            return dX, self.dW, self.db

    class batches_added_up(_Other):
        """A gradient of an earlier batch is still in there. Each `backward` gives the gradients of
        its own batch alone."""

        def backward(self, dZ):
            dW, db = getattr(self, "dW", 0), getattr(self, "db", 0)
            dX = super().backward(dZ)
            self.dW, self.db = dW + self.dW, db + self.db
            return dX

    class moves_its_weights(_Other):
        """The weights have moved during `backward`. A layer computes gradients only; the step is
        the optimizer's."""

        def backward(self, dZ):
            dX = super().backward(dZ)
            self.W -= 0.1 * self.dW
            return dX

    class kept_in_the_class(_Other):
        """Two layers share their patches: they're kept in the class, where the next layer
        overwrites them. `self.rows` belongs to one layer."""

        def forward(self, X):
            Z = super().forward(X)
            type(self).last = self.rows
            return Z

        def backward(self, dZ):
            self.rows = type(self).last
            return super().backward(dZ)

    class first_batch_kept(_Other):
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

    class table_of_images(_Other):
        """A product does not fit: the table has a row for each image, with all of its patches in
        it. W wants rows of `size * size * C` numbers, one a patch."""

        def table(self, P):
            return P.reshape(len(P), -1)

    class signs_turned_round(_Other):
        """dW has the wrong sign. A gradient points uphill; the minus comes later, when the
        optimizer takes its step."""

        def gradient(self, dW, d_rows):
            return -dW

    class weights_not_transposed(_Other):
        """The gradient of the patches is `d_rows @ W.T`, as in a dense layer: W leads from the
        numbers of a patch to the scores, and its transpose back."""

        def backward(self, dZ):
            d_rows = dZ.reshape(-1, dZ.shape[3])
            self.dW, self.db = self.rows.T @ d_rows, d_rows.sum(axis=0)
            return self.to_pixels((d_rows @ self.W).reshape(*dZ.shape[:3], -1))

    class places_on_their_side(_Other):
        """The scores' places lie on their side: H' comes before W', as in the shape of the
        patches."""

        def forward(self, X):
            Z = super().forward(X)
            n, high, wide, k = Z.shape
            return Z.reshape(n, wide, high, k)

    class kernels_before_the_places(_Other):
        """The scores are given the shape (N, K, H', W'). The channels stand last here: (N, H', W',
        K), and in that order the product has written them."""

        def forward(self, X):
            Z = super().forward(X)
            n, high, wide, k = Z.shape
            return Z.reshape(n, k, high, wide)

    class gradients_not_kept(_Other):
        """dW and db are computed and forgotten. The optimizer looks for them in `self.dW` and
        `self.db`."""

        def backward(self, dZ):
            self.dW, self.db = np.zeros_like(self.W), np.zeros_like(self.b)
            d_rows = dZ.reshape(-1, dZ.shape[3])
            return self.to_pixels((d_rows @ self.W.T).reshape(*dZ.shape[:3], -1))

    class gradients_in_no_attribute(_Other):
        def backward(self, dZ):
            d_rows = dZ.reshape(-1, dZ.shape[3])
            return self.to_pixels((d_rows @ self.W.T).reshape(*dZ.shape[:3], -1))

    gradients_not_kept = spelled(gradients_not_kept, gradients_in_no_attribute)
    del gradients_in_no_attribute

    class db_not_set(_Other):
        """db is missing, or still that of another batch: each `backward` sets it too."""

        def backward(self, dZ):
            dX = super().backward(dZ)
            self.db = np.zeros_like(self.b)
            return dX
