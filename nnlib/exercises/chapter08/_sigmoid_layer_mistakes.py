"""Wrong answers to "Repair the sigmoid layer"."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.functions.activations import sigmoid, sigmoid_prime
from nnlib.networks import layers


def _at_no_score(number):
    class slope_at_no_score(layers.Sigmoid):
        """`sigmoid_prime` is handed a number that is no score, a slope for example. It wants what
        came into `forward`, as it came."""

        def backward(self, dA):
            return dA * sigmoid_prime(number(self.A, dA))

    return slope_at_no_score


def _never_vanishes(bound):
    class never_vanishes(layers.Sigmoid):
        """The slope is kept from getting smaller than a bound. Where the score is far from 0 it
        does nearly vanish, and so should the gradient."""

        def backward(self, dA):
            return dA * np.maximum(self.A * (1 - self.A), bound)

    return never_vanishes


class Mistakes:
    class slope_alone(layers.Sigmoid):
        """This is the slope alone. The chain rule multiplies it by dA, which came in."""

        def backward(self, dA):
            return self.A * (1 - self.A)

    class times_the_activation(layers.Sigmoid):
        """The gradient is multiplied by the activation. What is wanted is the slope there: how
        much the activation changes with the score."""

        def backward(self, dA):
            return dA * self.A

    class one_minus_alone(layers.Sigmoid):
        """Half of the slope is missing: at a score of 0 it should be 1/4, not 1/2."""

        def backward(self, dA):
            return dA * (1 - self.A)

    class slope_of_tanh(layers.Sigmoid):
        """This is the slope of tanh, 1 - a². The sigmoid has another one, and at a score of 0
        it is 1/4."""

        def backward(self, dA):
            return dA * (1 - self.A**2)

    class squashed_again(layers.Sigmoid):
        """The gradient is multiplied by the sigmoid of the activation. A second squashing is no
        slope: the slope is how much the activation changes with the score."""

        def backward(self, dA):
            return dA * sigmoid(self.A)

    class slope_at_the_gradient(layers.Sigmoid):
        """The slope is taken at the incoming gradient. It belongs to the scores that `forward`
        saw."""

        def backward(self, dA):
            return dA * sigmoid_prime(dA)

    class _times_the_activation(layers.Sigmoid):
        def backward(self, dA):
            return self.A * sigmoid_prime(dA)

    class _and_nothing_else(layers.Sigmoid):
        def backward(self, dA):
            return sigmoid_prime(dA)

    slope_at_the_gradient = spelled(slope_at_the_gradient, _times_the_activation, _and_nothing_else)
    del _times_the_activation, _and_nothing_else

    class activations_changed(layers.Sigmoid):
        """Right the first time. `backward` writes into the array that `forward` has kept, with
        `*=` or a second assignment, so the second time it finds slopes where activations should be.
        Compute a new array, and leave what is kept alone."""

        def backward(self, dA):
            self.A *= 1 - self.A
            return dA * self.A

    class activations_replaced(layers.Sigmoid):
        def backward(self, dA):
            self.A = dA * self.A * (1 - self.A)
            return self.A

    activations_changed = spelled(activations_changed, activations_replaced)
    del activations_replaced

    class slope_twice(layers.Sigmoid):
        """The slope is multiplied in twice: one factor a (1 - a) is the whole of it."""

        def backward(self, dA):
            return dA * (self.A * (1 - self.A)) ** 2

    class scores_not_kept(layers.Sigmoid):
        """`backward` looks for the scores, and nobody has kept them. Let `forward` put them
        away, as it does with the activations."""

        def backward(self, dA):
            return dA * sigmoid_prime(self.Z)

    class forward_gives_scores(layers.Sigmoid):
        """Now `forward` lets the scores out. Its result, the activations, was right: only what
        the layer remembers may change."""

        def forward(self, Z):
            self.A = sigmoid(Z)
            return Z

    class sign_turned_round(layers.Sigmoid):
        """Right but for the sign. The sigmoid rises everywhere, so its slope is never negative."""

        def backward(self, dA):
            return dA * self.A * (self.A - 1)

    class divides_by_the_slope(layers.Sigmoid):
        """The gradient is divided by the slope. The chain rule multiplies by it."""

        def backward(self, dA):
            return dA / (self.A * (1 - self.A))

    class divided_by_N(layers.Sigmoid):
        """The gradient is divided by the number of samples as well. The 1/N came in with the loss
        and is inside dA."""

        def backward(self, dA):
            return dA * self.A * (1 - self.A) / len(dA)

    class parentheses_missing(layers.Sigmoid):
        """Everything is 0: without parentheses `A * 1 - A` is A - A. The difference comes first."""

        def backward(self, dA):
            return dA * (self.A * 1 - self.A)

    class matrix_product(layers.Sigmoid):
        """`@` is the matrix product. Each entry has a slope of its own: multiply entry by entry."""

        def backward(self, dA):
            return dA @ (self.A * (1 - self.A))

    class _turned(layers.Sigmoid):
        def backward(self, dA):
            return dA @ (self.A * (1 - self.A)).T

    class _both_turned(layers.Sigmoid):
        def backward(self, dA):
            return dA.T @ (self.A * (1 - self.A))

    matrix_product = spelled(matrix_product, _turned, _both_turned)
    del _turned, _both_turned

    class scores_for_activations(layers.Sigmoid):
        """In a (1 - a) both factors are activations. Here they are the scores, which may be of any
        size."""

        def forward(self, Z):
            self.Z = Z
            return sigmoid(Z)

        def backward(self, dA):
            return dA * self.Z * (1 - self.Z)

    class score_in_the_second_factor(layers.Sigmoid):
        """In a (1 - a) both factors are activations. The second one here is 1 minus the *score*."""

        def forward(self, Z):
            self.Z = Z
            return sigmoid(Z)

        def backward(self, dA):
            return dA * sigmoid(self.Z) * (1 - self.Z)

    class plus_for_minus(layers.Sigmoid):
        """A plus for a minus: the slope is a (1 - a), largest in the middle and nearly 0 far
        out."""

        def backward(self, dA):
            return dA * self.A * (1 + self.A)

    class first_batch_kept(layers.Sigmoid):
        """The first batch decides, and none that comes later. Every `forward` keeps its own."""

        def forward(self, Z):
            if not hasattr(self, "kept"):
                self.kept = sigmoid(Z)
            return sigmoid(Z)

        def backward(self, dA):
            return dA * self.kept * (1 - self.kept)

    class kept_in_the_class(layers.Sigmoid):
        """Two layers share what they keep: it stands in the class, or under a global name, where
        the next layer overwrites it. `self.` belongs to one layer."""

        def forward(self, Z):
            type(self).last = sigmoid(Z)
            return sigmoid(Z)

        def backward(self, dA):
            return dA * self.last * (1 - self.last)

    class slope_that_overflows(layers.Sigmoid):
        """The exponential overflows for scores far below 0, and infinity over infinity is not a
        number. The activation that was kept gives the slope without any."""

        def forward(self, Z):
            self.Z = Z
            return sigmoid(Z)

        def backward(self, dA):
            e = np.exp(-self.Z)
            return dA * e / (1 + e) ** 2

    class summed_over_the_samples(layers.Sigmoid):
        """The samples are added up or averaged. Every sample keeps a gradient of its own: the shape
        is that of dA."""

        def backward(self, dA):
            return np.sum(dA * self.A * (1 - self.A), axis=0)

    class averaged_over_the_samples(layers.Sigmoid):
        def backward(self, dA):
            return np.mean(dA * self.A * (1 - self.A), axis=0)

    summed_over_the_samples = spelled(summed_over_the_samples, averaged_over_the_samples)
    del averaged_over_the_samples

    class mean_slope(layers.Sigmoid):
        """The slopes are averaged over the batch. Every score of every sample has its own."""

        def backward(self, dA):
            return dA * np.mean(self.A * (1 - self.A), axis=0)

    class slope_at_another_activation(layers.Sigmoid):
        """The slope is still taken at an activation. `sigmoid_prime` wants the *score*; from the
        activation the slope is a (1 - a)."""

        def backward(self, dA):
            return dA * sigmoid_prime(1 - self.A)

    class activation_subtracted(layers.Sigmoid):
        """Parentheses are missing: the activation is taken off at the very end. The slope is the
        product of a and (1 - a)."""

        def backward(self, dA):
            return dA * self.A * 1 - self.A

    class passed_on_unchanged(layers.Sigmoid):
        """The gradient goes through unchanged. That is the slope of a ReLU above 0, and every
        activation of a sigmoid is above 0. The sigmoid has another slope at each score."""

        def backward(self, dA):
            return dA * (self.A > 0)

    class forward_gives_the_slope(layers.Sigmoid):
        """Now `forward` returns the slope. Its result, the activations, was right: compute the
        slope in `backward`, or keep it beside them."""

        def forward(self, Z):
            self.A = sigmoid_prime(Z)
            return self.A

        def backward(self, dA):
            return dA * self.A

    class thrown_away(layers.Sigmoid):
        """Right the first time, but then `backward` throws away what `forward` has kept, and a
        second `backward` finds nothing. Leave it where it is until the next `forward`."""

        def backward(self, dA):
            A, self.A = self.A, None
            return dA * A * (1 - A)

    never_vanishes = tuple(
        map(_never_vanishes, (0.1, 0.05, 0.01, 1e-3, 1e-4, 1e-5, 1e-6, 0.09, 0.0475, 0.0099))
    )
    slope_at_no_score = tuple(
        map(
            _at_no_score,
            (
                lambda A, dA: A * (1 - A),
                lambda A, dA: sigmoid(A),
                lambda A, dA: dA * A,
                lambda A, dA: dA * A * (1 - A),
                lambda A, dA: -np.log(A + 1e-12),
                lambda A, dA: A**2,
            ),
        )
    )

    class square_subtracted(layers.Sigmoid):
        """Parentheses are missing: a - a² is the slope, but dA multiplies its first part only, and
        the square is taken off as it is."""

        def backward(self, dA):
            return dA * self.A - self.A**2

    class activation_squared(layers.Sigmoid):
        """The gradient is multiplied by the square of the activation. The slope has two different
        factors: one of them is small where the activation is near 1."""

        def backward(self, dA):
            return dA * self.A**2

    class slope_added(layers.Sigmoid):
        """The slope is added to the gradient. The chain rule multiplies the two."""

        def backward(self, dA):
            return dA + self.A * (1 - self.A)

    class gradient_changed(layers.Sigmoid):
        """The first result is right, but it is written into dA, which belongs to the caller: `*=`
        changes that array. Make a new one."""

        def backward(self, dA):
            dA *= self.A * (1 - self.A)
            return dA

    class _step_by_step(layers.Sigmoid):
        def backward(self, dA):
            dA[...] = dA * self.A * (1 - self.A)
            return dA.copy()

    gradient_changed = spelled(gradient_changed, _step_by_step)
    del _step_by_step

    class nothing_returned(layers.Sigmoid):
        """Nothing comes back from `backward`: the result has to be *returned*, not only computed or
        kept."""

        def backward(self, dA):
            self.dZ = dA * self.A * (1 - self.A)

    class summed_over_the_units(layers.Sigmoid):
        """The units of a sample are added up. Every unit keeps a gradient of its own: the shape is
        that of dA."""

        def backward(self, dA):
            return np.sum(dA * self.A * (1 - self.A), axis=1)

    class _in_a_column(layers.Sigmoid):
        def backward(self, dA):
            return np.sum(dA * self.A * (1 - self.A), axis=1, keepdims=True)

    class _all_of_them(layers.Sigmoid):
        def backward(self, dA):
            return np.sum(dA * self.A * (1 - self.A))

    summed_over_the_units = spelled(summed_over_the_units, _in_a_column, _all_of_them)
    del _in_a_column, _all_of_them
