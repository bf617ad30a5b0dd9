"""Wrong answers to "A unit that learns" whose probabilities are right and whose step is not."""

from nnlib.by_hand import sigmoid_unit

_Unit = sigmoid_unit.SigmoidUnit


class WrongSteps:
    class bias_without_a_learning_rate(_Unit):
        """The weights move rightly, but the learning rate is missing at the bias: its whole
        gradient is subtracted."""

        def step(self, X, y, learning_rate):
            dw, db = sigmoid_unit.sigmoid_unit_grad(X, y, self.w, self.b)
            self.w, self.b = self.w - learning_rate * dw, self.b - db

    class bias_uphill(_Unit):
        """The weights move rightly, but the bias walks uphill: its step goes *against* its
        gradient, too."""

        def step(self, X, y, learning_rate):
            dw, db = sigmoid_unit.sigmoid_unit_grad(X, y, self.w, self.b)
            self.w, self.b = self.w - learning_rate * dw, self.b + learning_rate * db

    class step_for_the_bias(_Unit):
        """The weights move rightly, but the old bias is lost: it is replaced by its step, which
        should be added to it."""

        def step(self, X, y, learning_rate):
            dw, db = sigmoid_unit.sigmoid_unit_grad(X, y, self.w, self.b)
            self.w, self.b = self.w - learning_rate * dw, -learning_rate * db

    class bias_divided_again(_Unit):
        """The weights move rightly, but the step of the bias is divided by the number of
        samples. Its gradient is a mean already."""

        def step(self, X, y, learning_rate):
            dw, db = sigmoid_unit.sigmoid_unit_grad(X, y, self.w, self.b)
            self.w, self.b = self.w - learning_rate * dw, self.b - learning_rate * db / len(X)

    class bias_by_the_sum(_Unit):
        """The weights move rightly, but the step of the bias is N times too long: its gradient
        is a mean over the samples."""

        def step(self, X, y, learning_rate):
            dw, db = sigmoid_unit.sigmoid_unit_grad(X, y, self.w, self.b)
            self.w, self.b = self.w - learning_rate * dw, self.b - learning_rate * db * len(X)

    class bias_stays(_Unit):
        """The weights learn, but the bias stays where it was. It has a gradient too."""

        def step(self, X, y, learning_rate):
            b = self.b
            super().step(X, y, learning_rate)
            self.b = b

    class gradient_of_two_places(_Unit):
        """The bias moves by a gradient taken *after* the weights had moved. Take both gradients
        first, then move."""

        def step(self, X, y, learning_rate):
            dw, _ = sigmoid_unit.sigmoid_unit_grad(X, y, self.w, self.b)
            self.w = self.w - learning_rate * dw
            _, db = sigmoid_unit.sigmoid_unit_grad(X, y, self.w, self.b)
            self.b = self.b - learning_rate * db

    class uphill(_Unit):
        """The unit walks uphill, and its loss grows: the step goes *against* the gradient."""

        def step(self, X, y, learning_rate):
            super().step(X, y, -learning_rate)

    class without_a_learning_rate(_Unit):
        """The learning rate is missing: the whole gradient is subtracted."""

        def step(self, X, y, learning_rate):
            super().step(X, y, 1)

    class nothing_kept(_Unit):
        """The weights are as they were before the step. They have to learn, too; and a new value
        that stands in a variable of its own is lost when the method ends: keep it in the unit.
        """

        def step(self, X, y, learning_rate):
            pass

    class step_for_place(_Unit):
        """The old weights are lost: they are replaced by the step. The step is *added* to where
        the unit was."""

        def step(self, X, y, learning_rate):
            dw, db = sigmoid_unit.sigmoid_unit_grad(X, y, self.w, self.b)
            self.w, self.b = -learning_rate * dw, -learning_rate * db

    class divided_again(_Unit):
        """The step is divided by the number of samples, but the gradient is a mean already."""

        def step(self, X, y, learning_rate):
            super().step(X, y, learning_rate / len(X))

    class step_of_the_sum(_Unit):
        """The step is N times too long: the loss is a mean over the samples, so its gradient is
        one too."""

        def step(self, X, y, learning_rate):
            super().step(X, y, learning_rate * len(X))

    class a_fixed_rate(_Unit):
        """The step does not ask for its learning rate: it is always 0.1. Use the argument."""

        def step(self, X, y, learning_rate):
            super().step(X, y, 0.1)

    class gradients_exchanged(_Unit):
        """The two gradients are exchanged: `sigmoid_unit_grad` returns dw first, then db."""

        def step(self, X, y, learning_rate):
            db, dw = sigmoid_unit.sigmoid_unit_grad(X, y, self.w, self.b)
            self.w, self.b = self.w - learning_rate * dw, self.b - learning_rate * db

    class rate_at_the_weights(_Unit):
        """The learning rate multiplies the old weights. It belongs to the gradient: old weights
        minus rate times gradient."""

        def step(self, X, y, learning_rate):
            dw, db = sigmoid_unit.sigmoid_unit_grad(X, y, self.w, self.b)
            self.w, self.b = self.w * learning_rate - dw, self.b * learning_rate - db

    class rate_of_everything(_Unit):
        """The learning rate multiplies the old weights as well. Only the gradient is multiplied
        by it: mind the parentheses."""

        def step(self, X, y, learning_rate):
            dw, db = sigmoid_unit.sigmoid_unit_grad(X, y, self.w, self.b)
            self.w, self.b = learning_rate * (self.w - dw), learning_rate * (self.b - db)

    class error_of_the_answers(_Unit):
        """The step takes its error from the answers 0 and 1, as Rosenblatt's rule does. Use
        `sigmoid_unit_grad`, which takes the probabilities."""

        def step(self, X, y, learning_rate):
            error = self.predict(X) - y
            self.w = self.w - learning_rate * X.T @ error / len(X)
            self.b = self.b - learning_rate * error.mean()

    class sample_by_sample(_Unit):
        """A step is taken for each sample in turn. One step of formula (2.8) uses the gradient
        of the whole batch, once."""

        def step(self, X, y, learning_rate):
            for n in range(len(X)):
                super().step(X[n : n + 1], y[n : n + 1], learning_rate)

    class forgot_self(_Unit):
        """The unit's own weights are `self.w` and `self.b`. Without `self.` Python looks for a
        variable w outside of the unit."""

        def step(self, X, y, learning_rate):
            dw, db = sigmoid_unit.sigmoid_unit_grad(X, y, w, b)  # noqa: F821
            self.w, self.b = self.w - learning_rate * dw, self.b - learning_rate * db

    class gradient_for_place(_Unit):
        """The weights have become the gradient itself. A step subtracts rate times gradient
        from the old weights."""

        def step(self, X, y, learning_rate):
            self.w, self.b = sigmoid_unit.sigmoid_unit_grad(X, y, self.w, self.b)

    class gradient_of_b_for_all(_Unit):
        """The weights move by the gradient of the bias. Each weight has a gradient of its own:
        dw."""

        def step(self, X, y, learning_rate):
            _, db = sigmoid_unit.sigmoid_unit_grad(X, y, self.w, self.b)
            self.w, self.b = self.w - learning_rate * db, self.b - learning_rate * db

    class learns_from_its_own_answers(_Unit):
        """The unit compares itself with its own answers. The labels y are what it learns from."""

        def step(self, X, y, learning_rate):
            super().step(X, self.predict(X), learning_rate)

    class bias_first(_Unit):
        """The weights move by a gradient taken *after* the bias had moved. Take both gradients
        first, then move."""

        def step(self, X, y, learning_rate):
            _, db = sigmoid_unit.sigmoid_unit_grad(X, y, self.w, self.b)
            self.b = self.b - learning_rate * db
            dw, _ = sigmoid_unit.sigmoid_unit_grad(X, y, self.w, self.b)
            self.w = self.w - learning_rate * dw

    class gradients_pile_up(_Unit):
        """The first step is right and the second too long: the gradients of earlier steps are
        added to it. Each step takes the gradient at the place where the unit is then, and no
        other."""

        def step(self, X, y, learning_rate):
            dw, db = sigmoid_unit.sigmoid_unit_grad(X, y, self.w, self.b)
            self.dw = getattr(self, "dw", 0) + dw
            self.db = getattr(self, "db", 0) + db
            self.w, self.b = self.w - learning_rate * self.dw, self.b - learning_rate * self.db

    class gradient_of_the_start(_Unit):
        """The first step is right, but the second takes the gradient, or the probabilities, of
        the first again. Compute them anew in each step, with the weights as they are then."""

        def step(self, X, y, learning_rate):
            self.start = getattr(self, "start", (self.w, self.b))
            dw, db = sigmoid_unit.sigmoid_unit_grad(X, y, *self.start)
            self.w, self.b = self.w - learning_rate * dw, self.b - learning_rate * db

    class rate_that_shrinks(_Unit):
        """The first step is right, but the second is shorter than its learning rate says.
        Formula (2.8) takes the rate as it is, in every step."""

        def step(self, X, y, learning_rate):
            self.n_steps = getattr(self, "n_steps", 0) + 1
            super().step(X, y, learning_rate / self.n_steps)
