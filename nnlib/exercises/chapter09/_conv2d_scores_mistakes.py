"""Wrong answers to "The convolution" that show in the scores."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.exercises.chapter09._conv2d_mistakes import Other
from nnlib.functions.patches import add_patches, patches


class Reordered(Other):
    """The numbers of a patch in another order, forward and back."""

    def unfolded(self, P):
        return P.reshape(*P.shape[:3], self.size, self.size, -1)

    def cut(self, X):
        P = self.order(self.unfolded(super().cut(X)))
        return P.reshape(*P.shape[:3], -1)

    def to_pixels(self, dP):
        dP = self.order_back(dP)
        return super().to_pixels(dP.reshape(*dP.shape[:3], -1))


class Scores:
    class forgot_the_bias(Other):
        """The bias is forgotten: each kernel adds its own to all of its scores."""

        def scores(self, Z):
            return Z - self.b

    class forgot_the_padding(Other):
        """Right without padding. With it, `self.pad` has to put the zeros around the images before
        the patches are cut."""

        def pad(self, X):
            return X

        def unpad(self, X):
            return X

    class forgot_to_pad(Other):
        def pad(self, X):
            return X

    forgot_the_padding = spelled(forgot_the_padding, forgot_to_pad)
    del forgot_to_pad

    class forgot_the_stride(Other):
        """Right for stride 1. The stride stands in `self.stride`, and `patches` takes it as its
        third argument; so does `add_patches`."""

        def cut(self, X):
            return patches(X, self.size)

        def to_pixels(self, dP):
            return self.unpad(add_patches(dP, self.shape, self.size))

    class forgot_the_stride_with_all_axes(Other):
        def forward(self, X):
            X = self.pad(X)
            self.shape, self.P = X.shape, patches(X, self.size)
            return self.P @ self.W + self.b

        def backward(self, dZ):
            d_rows = dZ.reshape(-1, dZ.shape[3])
            self.dW = self.P.reshape(len(d_rows), -1).T @ d_rows
            self.db = d_rows.sum(axis=0)
            return self.unpad(add_patches(dZ @ self.W.T, self.shape, self.size))

    forgot_the_stride = spelled(forgot_the_stride, forgot_the_stride_with_all_axes)
    del forgot_the_stride_with_all_axes

    class as_large_as_the_images(Other):
        """The scores are given the height and width of the images. There are fewer places than
        pixels: take H' and W' from the shape of the patches."""

        def forward(self, X):
            X = self.pad(X)
            self.shape = X.shape
            self.rows = self.table(self.cut(X))
            return (self.rows @ self.W + self.b).reshape(*X.shape[:3], -1)

    class square_images_only(Other):
        """Right for square images. Here there are as many places to the right as there are down,
        while they are H' down and W' to the right: both stand in the shape of the patches."""

        def forward(self, X):
            X = self.pad(X)
            self.shape = X.shape
            self.n = (X.shape[1] - self.size) // self.stride + 1
            self.rows = self.table(self.cut(X))
            return (self.rows @ self.W + self.b).reshape(len(X), self.n, self.n, -1)

    class square_images_both_ways(square_images_only):
        def backward(self, dZ):
            d_rows = dZ.reshape(-1, dZ.shape[3])
            self.dW, self.db = self.rows.T @ d_rows, d_rows.sum(axis=0)
            dP = (d_rows @ self.W.T).reshape(len(dZ), self.n, self.n, -1)
            return self.unpad(add_patches(dP, self.shape, self.size, self.stride))

    class square_images_by_their_root(Other):
        def forward(self, X):
            X = self.pad(X)
            self.shape = X.shape
            self.rows = self.table(self.cut(X))
            n = int((len(self.rows) // len(X)) ** 0.5)
            return (self.rows @ self.W + self.b).reshape(len(X), n, n, -1)

    square_images_only = spelled(
        square_images_only, square_images_both_ways, square_images_by_their_root
    )
    del square_images_both_ways, square_images_by_their_root

    class scores_in_a_table(Other):
        """The scores are a table with a row for each patch. The next layer wants images: (N, H',
        W', K)."""

        def forward(self, X):
            Z = super().forward(X)
            return Z.reshape(-1, Z.shape[3])

    class table_of_images(Other):
        """A product does not fit: the table has a row for each image, with all of its patches in
        it. W wants rows of `size * size * C` numbers, one a patch."""

        def table(self, P):
            return P.reshape(len(P), -1)

    class places_on_their_side(Other):
        """The scores' places lie on their side: H' comes before W', as in the shape of the
        patches."""

        def forward(self, X):
            Z = super().forward(X)
            n, high, wide, k = Z.shape
            return Z.reshape(n, wide, high, k)

    class kernels_before_the_places(Other):
        """The scores are given the shape (N, K, H', W'). The channels stand last here: (N, H', W',
        K), and in that order the product has written them."""

        def forward(self, X):
            Z = super().forward(X)
            n, high, wide, k = Z.shape
            return Z.reshape(n, k, high, wide)

    class channels_from_elsewhere(Other):
        """The scores' numbers are right, and stand in the wrong channels and places. In the table
        the K scores of a patch stand side by side, so that `reshape` to (N, H', W', K) is enough:
        no axis has to be exchanged."""

        def forward(self, X):
            Z = super().forward(X)
            n, high, wide, k = Z.shape
            return Z.reshape(n, k, high, wide).transpose(0, 2, 3, 1)

    class channel_by_channel(Reordered):
        """The numbers of a patch come channel by channel before they meet W. Its rows are in the
        order of `patches`: row, column, and the channels of a pixel side by side."""

        def order(self, P):
            return P.transpose(0, 1, 2, 5, 3, 4)

        def order_back(self, dP):
            side = self.size, self.size
            return dP.reshape(*dP.shape[:3], -1, *side).transpose(0, 1, 2, 4, 5, 3)

    class turned_kernels(Reordered):
        """The kernels are turned by half a circle. In mathematics a convolution does that; here
        each lies on the patch as it is, and the rows of W are in the order of `patches`."""

        def order(self, P):
            return P[:, :, :, ::-1, ::-1]

        def order_back(self, dP):
            return self.unfolded(dP)[:, :, :, ::-1, ::-1]

    class cut_off_below_0(Other):
        """Scores below 0 have become 0. The ReLU is a layer of its own and comes behind this one:
        return the scores as they are."""

        def scores(self, Z):
            return np.maximum(Z, 0)

    class edge_repeated(Other):
        """The padding isn't zeros: around the image stand copies of its own pixels. `self.pad` puts
        zeros there."""

        mode = "edge"

        def pad(self, X):
            edge = (self.padding, self.padding)
            return np.pad(X, [(0, 0), edge, edge, (0, 0)], mode=self.mode)

    class edge_mirrored(edge_repeated):
        mode = "reflect"

    edge_repeated = spelled(edge_repeated, edge_mirrored)
    del edge_mirrored

    class kernels_on_the_second_axis(Other):
        """The scores come in the order (N, K, H', W'), as in PyTorch. Here the axis of the kernels
        is the last, as that of the channels is: (N, H', W', K)."""

        def forward(self, X):
            return super().forward(X).transpose(0, 3, 1, 2)

    class kernels_on_the_second_axis_both_ways(kernels_on_the_second_axis):
        def backward(self, dZ):
            return super().backward(dZ.transpose(0, 2, 3, 1))

    kernels_on_the_second_axis = spelled(
        kernels_on_the_second_axis, kernels_on_the_second_axis_both_ways
    )
    del kernels_on_the_second_axis_both_ways

    class zeros_around_the_channels(Other):
        """Right without padding. With it, zeros have been put around the channels and the batch as
        well: `np.pad` with a single number pads all the axes. `self.pad` knows which two are
        meant."""

        def pad(self, X):
            return np.pad(X, self.padding)
