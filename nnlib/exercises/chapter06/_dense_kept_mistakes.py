"""Wrong answers to "The dense layer" that keep too little, or do what isn't a layer's own part."""

from nnlib.exercises._helpers import spelled
from nnlib.networks import layers


class Kept:
    class gradients_not_kept(layers.Dense):
        """`backward` keeps no gradients: a name without `self.` is gone when the method ends. The
        optimizer looks for `self.dW` and `self.db`."""

        def backward(self, dZ):
            return dZ @ self.W.T

    class dW_not_kept(layers.Dense):
        """dW isn't kept in `self`, and is gone when `backward` ends. The optimizer looks for
        `self.dW`, as for `self.db`."""

        def backward(self, dZ):
            self.db = dZ.sum(axis=0)
            return dZ @ self.W.T

    class db_not_kept(layers.Dense):
        """db isn't kept in `self`, and is gone when `backward` ends. The optimizer looks for
        `self.db`, as for `self.dW`."""

        def backward(self, dZ):
            self.dW = self.X.T @ dZ
            return dZ @ self.W.T

    class slope_of_an_activation(layers.Dense):
        """dX is multiplied by the slope of an activation, as in your `mlp_backward`. Activations
        are layers of their own now: this one only multiplies by its weights and adds."""

        def backward(self, dZ):
            return super().backward(dZ) * self.X * (1 - self.X)

    class slope_of_tanh(layers.Dense):
        def backward(self, dZ):
            return super().backward(dZ) * (1 - self.X**2)

    slope_of_an_activation = spelled(slope_of_an_activation, slope_of_tanh)
    del slope_of_tanh

    class learns_by_itself(layers.Dense):
        """dX isn't that of the weights which made the scores: `backward` has moved them first. A
        layer computes gradients only; the step is the optimizer's."""

        def backward(self, dZ):
            super().backward(dZ)
            self.W, self.b = self.W - self.rate * self.dW, self.b - self.rate * self.db
            return dZ @ self.W.T

        rate = 0.1

    class learns_by_itself_faster(learns_by_itself):
        rate = 1

    class learns_by_itself_slowly(learns_by_itself):
        rate = 0.01

    learns_by_itself = spelled(learns_by_itself, learns_by_itself_faster, learns_by_itself_slowly)
    del learns_by_itself_faster, learns_by_itself_slowly

    class scores_not_returned(layers.Dense):
        """`forward` returns nothing: the next layer needs the scores."""

        def forward(self, X):
            super().forward(X)

    class samples_as_columns(layers.Dense):
        """`forward` takes the columns of X for the samples. They're its rows: X (N, D) times W
        (D, H) gives (N, H)."""

        def forward(self, X):
            self.X = X
            return self.W.T @ X + self.b

    class samples_as_columns_and_bias(layers.Dense):
        def forward(self, X):
            self.X = X
            return self.W.T @ X + self.b[:, None]

    samples_as_columns = spelled(samples_as_columns, samples_as_columns_and_bias)
    del samples_as_columns_and_bias

    class bias_as_a_column(layers.Dense):
        """The bias is made a column, which has a number for each row. A row is a sample, and each
        *unit* has a bias: b (H,) fits X @ W as it is."""

        def forward(self, X):
            self.X = X
            return X @ self.W + self.b[:, None]

    class both_signs(layers.Dense):
        """dW and db have the wrong sign. A gradient points uphill; the minus comes later, when the
        optimizer takes its step."""

        def backward(self, dZ):
            out = super().backward(dZ)
            self.dW, self.db = -self.dW, -self.db
            return out

    class a_rate_inside(layers.Dense):
        """dW and db are multiplied by a learning rate. A layer keeps the gradients as they are; the
        rate is the optimizer's."""

        rate = 0.1

        def backward(self, dZ):
            out = super().backward(dZ)
            self.dW, self.db = self.rate * self.dW, self.rate * self.db
            return out

    class a_small_rate_inside(a_rate_inside):
        rate = 0.01

    a_rate_inside = spelled(a_rate_inside, a_small_rate_inside)
    del a_small_rate_inside
