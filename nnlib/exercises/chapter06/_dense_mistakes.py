"""Wrong answers to "The dense layer"."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.networks import layers


class _OtherDense(layers.Dense):
    """Dense in parts, each of which an answer may get wrong."""

    def product(self, dZ):
        return self.X.T @ dZ

    def sum_of(self, dZ):
        return dZ.sum(axis=0)

    def dX(self, dZ):
        return dZ @ self.W.T

    def backward(self, dZ):
        self.dW, self.db = self.product(dZ), self.sum_of(dZ)
        return self.dX(dZ)


class Mistakes:
    class forgot_the_bias(layers.Dense):
        """The bias is forgotten: add b to every row."""

        def forward(self, X):
            self.X = X
            return X @ self.W

    class weights_first(layers.Dense):
        """The product is the wrong way round. Rows are samples: X (N, D) times W (D, H) gives
        (N, H)."""

        def forward(self, X):
            self.X = X
            return self.W @ X + self.b

    class transposed_weights(layers.Dense):
        """W has the shape (D, H) already, one column a unit; transposed it does not fit X."""

        def forward(self, X):
            self.X = X
            return X @ self.W.T + self.b

    class transposed_dW(_OtherDense):
        """Your dW is transposed: it has the shape (H, D). The gradient of W has W's own shape,
        (D, H)."""

        def product(self, dZ):
            return dZ.T @ self.X

    class divided_by_N(_OtherDense):
        """dW is divided by the number of samples. The loss is already a mean, so its 1/N is
        inside dZ; a second one makes the steps too small."""

        def product(self, dZ):
            return self.X.T @ dZ / len(dZ)

    class mean_for_db(_OtherDense):
        """db is a mean over the samples; it should be their sum. The 1/N of the loss is inside
        dZ."""

        def sum_of(self, dZ):
            return dZ.mean(axis=0)

    class db_without_sum(_OtherDense):
        """db is dZ itself, one row a sample. Every sample adds to the same bias: sum over the
        samples."""

        def sum_of(self, dZ):
            return dZ

    class db_along_the_units(_OtherDense):
        """db sums over the units. Sum over the samples: one number a unit is wanted."""

        def sum_of(self, dZ):
            return dZ.sum(axis=1)

    class db_with_keepdims(_OtherDense):
        """db has the shape (1, H), the bias has (H,). Without keepdims the sum has the bias's
        shape."""

        def sum_of(self, dZ):
            return dZ.sum(axis=0, keepdims=True)

    class batches_added_up(layers.Dense):
        """A gradient of an earlier batch is still in there: it is added to, batch after batch.
        Each `backward` should give the gradients of its own batch alone."""

        def backward(self, dZ):
            dW, db = getattr(self, "dW", 0), getattr(self, "db", 0)
            dX = super().backward(dZ)
            self.dW, self.db = dW + self.dW, db + self.db
            return dX

    class forgot_to_return_dX(layers.Dense):
        """backward returns nothing: the layer before needs dX to go on."""

        def backward(self, dZ):
            super().backward(dZ)

    class forgot_the_transpose(layers.Dense):
        """A product does not fit: dZ (N, H) is multiplied by something that has not H rows. In dX
        that is Wᵀ (H, D), which gives (N, D); in dW dZ comes second."""

        def backward(self, dZ):
            super().backward(dZ)
            return dZ @ self.W

    class entry_by_entry(layers.Dense):
        """`*` multiplies entry by entry. Each score is a sum of products, over all the inputs: the
        matrix product is `@`."""

        def forward(self, X):
            self.X = X
            return X * self.W + self.b

    class dW_entry_by_entry(layers.Dense):
        """In dW the product is `*`, entry by entry. Every weight sums over the samples, so it wants
        the matrix product, `@`."""

        def backward(self, dZ):
            self.dW = self.X.T * dZ
            self.db = dZ.sum(axis=0)
            return dZ @ self.W.T

    class dX_entry_by_entry(layers.Dense):
        """In dX the product is `*`, entry by entry. Every input sums over the units that it goes
        into, so it wants the matrix product, `@`."""

        def backward(self, dZ):
            self.dW = self.X.T @ dZ
            self.db = dZ.sum(axis=0)
            return dZ * self.W.T

    class something_before_dZ(layers.Dense):
        """A product does not fit: something with D columns is multiplied by dZ, which has N rows.
        In dW that is Xᵀ (D, N); in dX (N, D) dZ comes first."""

        def backward(self, dZ):
            self.dW = self.X @ dZ

    class signs_turned_round(_OtherDense):
        """dW has the wrong sign. A gradient points uphill; the minus comes later, when the
        optimizer takes its step."""

        def product(self, dZ):
            return -super().product(dZ)

    class db_a_single_number(_OtherDense):
        """db is a single number: without an axis the sum runs over the units as well. Every unit
        has a bias of its own: sum over the samples only."""

        def sum_of(self, dZ):
            return dZ.sum()

    class transposed_dX(layers.Dense):
        """dX is transposed: it has the shape (D, N). Rows are samples: dZ (N, H) times Wᵀ (H, D)
        gives (N, D)."""

        def backward(self, dZ):
            super().backward(dZ)
            return self.W @ dZ.T

    class returns_everything(layers.Dense):
        """backward returns several things. dW and db are kept in `self`; what is returned is dX
        alone, for the layer before."""

        def backward(self, dZ):
            dX = super().backward(dZ)
            return self.dW, self.db, dX

    class moves_its_weights(layers.Dense):
        """The weights have moved during `backward`. A layer computes gradients only; the step is
        the optimizer's."""

        def backward(self, dZ):
            dX = super().backward(dZ)
            self.W -= 0.1 * self.dW
            return dX

    class everything_divided_by_N(layers.Dense):
        """dW and db are divided by the number of samples. The loss is already a mean, so its 1/N is
        inside dZ; a second one makes the steps too small."""

        def backward(self, dZ):
            dX = super().backward(dZ)
            self.dW, self.db = self.dW / len(dZ), self.db / len(dZ)
            return dX

    class first_batch_kept(layers.Dense):
        """dW is that of another batch: the first X is kept, and none that comes later. Every
        `forward` keeps its own."""

        def forward(self, X):
            if not hasattr(self, "kept"):
                self.kept = X
            return X @ self.W + self.b

        def backward(self, dZ):
            self.X = self.kept
            return super().backward(dZ)

    class kept_in_the_class(layers.Dense):
        """Two layers share one X: it is kept in the class, where the next layer overwrites it.
        `self.X` belongs to one layer."""

        def forward(self, X):
            type(self).last = X
            return X @ self.W + self.b

        def backward(self, dZ):
            self.X = type(self).last
            return super().backward(dZ)

    class reshaped_for_transposed(_OtherDense):
        """For dX the weights were given another shape, which leaves the numbers in their order; a
        transpose, `.T`, turns rows into columns."""

        def dX(self, dZ):
            return dZ @ self.W.reshape(self.W.shape[::-1])

    class db_squeezed(_OtherDense):
        """A layer of one unit has one bias, of the shape (1,), and so should its db be. `squeeze`
        makes a plain number of it."""

        def sum_of(self, dZ):
            return np.squeeze(dZ.sum(axis=0))

    class one_dimension_gone(layers.Dense):
        """`squeeze` takes axes of size one away, so a batch of one is no batch any more. The scores
        have a row for each sample, also if it is one."""

        def forward(self, X):
            self.X = X
            return np.squeeze(X @ self.W) + self.b

    class product_of_sums(_OtherDense):
        """In dW the samples were added up before the product. Each sample's input meets its *own*
        dZ, and then the samples are added: `X.T @ dZ` does both."""

        def product(self, dZ):
            return np.outer(self.X.sum(axis=0), dZ.sum(axis=0))

    class dX_summed(_OtherDense):
        """dX is summed over the samples. Every sample has a gradient of its own: (N, D), as X."""

        def dX(self, dZ):
            return (dZ @ self.W.T).sum(axis=0)

    class relu_backward(_OtherDense):
        """dX is 0 where the input was not above 0. That is what a ReLU does; this layer has
        none."""

        def dX(self, dZ):
            return dZ @ self.W.T * (self.X > 0)

    class scores_for_inputs(layers.Dense):
        """dW is computed from the scores. Keep what came *in*: it is X that the weights
        multiply."""

        def forward(self, X):
            self.X = X @ self.W + self.b
            return self.X

    class returns_dW(layers.Dense):
        """backward returns dW. That one is kept in `self`; what is returned is the gradient of the
        *input*, dX (N, D), for the layer before."""

        def backward(self, dZ):
            super().backward(dZ)
            return self.dW

    class dX_of_dW(_OtherDense):
        """In dX stands dW where the weights belong: how much an input counts is said by W
        itself."""

        def dX(self, dZ):
            return dZ @ self.dW.T

    class also_dX_divided_by_N(layers.Dense):
        """All three gradients are divided by the number of samples. The loss is already a mean, so
        its 1/N is inside dZ; a second one makes the steps too small."""

        def backward(self, dZ):
            dX = super().backward(dZ)
            self.dW, self.db = self.dW / len(dZ), self.db / len(dZ)
            return dX / len(dZ)

    class returns_dZ(_OtherDense):
        """backward returns the gradient that came in. The layer before needs that of *its* output,
        which went through the weights: dX (N, D)."""

        def dX(self, dZ):
            return dZ

    class a_relu_in_forward(layers.Dense):
        """Scores below 0 are cut off. That's what a ReLU does, which is a layer of its own; a dense
        layer gives its scores as they are."""

        def forward(self, X):
            return np.maximum(super().forward(X), 0)

    class bias_subtracted(layers.Dense):
        """The bias is subtracted. It's added to every score."""

        def forward(self, X):
            return super().forward(X) - 2 * self.b

    class nothing_kept(layers.Dense):
        """`backward` looks for `self.X`, and `forward` has not kept it. Keep what came in, before
        you return the scores."""

        def forward(self, X):
            return X @ self.W + self.b

    class dZ_times_X(_OtherDense):
        """A product does not fit: in dW dZ (N, H) is multiplied by X (N, D). Every weight sums over
        the samples, so those have to meet: Xᵀ (D, N) times dZ."""

        def product(self, dZ):
            return dZ @ self.X

    class gradients_for_weights(layers.Dense):
        """The gradients are stored in W and b, in place of the weights and biases themselves. Keep
        them in `self.dW` and `self.db`."""

        def backward(self, dZ):
            self.W, self.b = self.X.T @ dZ, dZ.sum(axis=0)
            return dZ @ self.W.T

    class into_the_dictionary(layers.Dense):
        """The gradients were put into `self.grads`, a dictionary that is made anew each time from
        `self.dW` and `self.db`. Set these two."""

        def backward(self, dZ):
            self.grads["W"] = self.X.T @ dZ
            self.grads["b"] = dZ.sum(axis=0)
            return dZ @ self.W.T

    class last_sample_alone(layers.Dense):
        """Only the last sample is left in the gradients: in a loop over the samples each one has
        replaced those before. Add them up."""

        def backward(self, dZ):
            self.dW, self.db = np.outer(self.X[-1], dZ[-1]), dZ[-1].copy()
            return dZ @ self.W.T

    class last_sample_alone_in_dW(_OtherDense):
        def product(self, dZ):
            return np.outer(self.X[-1], dZ[-1])

    last_sample_alone = spelled(last_sample_alone, last_sample_alone_in_dW)
    del last_sample_alone_in_dW

    class db_from_dW(_OtherDense):
        """db is the sum of dW down its columns. The bias meets no input, so X plays no part in its
        gradient: sum dZ over the samples."""

        def sum_of(self, dZ):
            return self.dW.sum(axis=0)

        def backward(self, dZ):
            self.dW = self.product(dZ)
            self.db = self.sum_of(dZ)
            return self.dX(dZ)

    class dX_divided_by_N(_OtherDense):
        """dX is divided by the number of samples. Every sample has a row of its own in it, and the
        1/N of the loss is inside dZ."""

        def dX(self, dZ):
            return dZ @ self.W.T / len(dZ)

    class dW_divided_by_units(_OtherDense):
        """dW is divided by the number of units. Nothing is a mean here: each weight adds up what
        its samples give."""

        def product(self, dZ):
            return self.X.T @ dZ / dZ.shape[1]

    class returns_all_three_as_a_dictionary(layers.Dense):
        """backward returns a dictionary. dW and db are kept in `self`; what is returned is dX
        alone, for the layer before."""

        def backward(self, dZ):
            dX = super().backward(dZ)
            return {"dX": dX, "dW": self.dW, "db": self.db}

    class bias_added_first(layers.Dense):
        """The bias is added to the inputs. It belongs to the units: multiply first, then add b."""

        def forward(self, X):
            self.X = X
            return (X + self.b) @ self.W
