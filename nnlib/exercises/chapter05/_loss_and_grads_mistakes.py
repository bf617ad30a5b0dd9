"""Wrong answers to "One call for the whole network" with another loss, or with other results."""

import numpy as np

from nnlib.by_hand.mlp import mlp_backward, mlp_forward
from nnlib.exercises._helpers import spelled
from nnlib.functions.activations import sigmoid, sigmoid_prime, softmax
from nnlib.functions.losses import softmax_cross_entropy
from nnlib.functions.preprocessing import one_hot


def answer_with(X, y, params, *, loss=None, dZ=None, slope=None, scores=None):
    """The answer with one thing changed."""
    As, Zs = mlp_forward(X, params, sigmoid)
    Z = Zs[-1]
    P, Y = softmax(Z), one_hot(y, Z.shape[1])
    first = dZ(P, Y, Z) if dZ else (P - Y) / len(y)
    value = loss(Z, y) if loss else softmax_cross_entropy(Z, y)
    return value, mlp_backward(first, As, Zs, params, slope or sigmoid_prime)


def _with_a_tiny_number(tiny):
    def with_a_tiny_number(X, y, params):
        """A tiny number in the logarithm makes a sure mistake cheaper than it is. Let the loss come
        straight from the scores, with `softmax_cross_entropy`."""

        def loss(Z, y):
            return -np.mean(np.log(softmax(Z)[np.arange(len(y)), y] + tiny))

        return answer_with(X, y, params, loss=loss)

    return with_a_tiny_number


class HandedBack:
    """Mistakes in the loss, and in what comes back beside it."""

    def loss_of_log(X, y, params):
        """A probability rounds to 0, and its logarithm is minus infinity. Let the loss come
        straight from the scores, with `softmax_cross_entropy`."""

        def loss(Z, y):
            with np.errstate(divide="ignore"):
                return -np.mean(np.log(softmax(Z)[np.arange(len(y)), y]))

        return answer_with(X, y, params, loss=loss)

    def loss_of_probabilities(X, y, params):
        """`softmax_cross_entropy` takes scores and makes probabilities of them by itself. Here it
        got probabilities, so softmax was taken twice."""
        return answer_with(X, y, params, loss=lambda Z, y: softmax_cross_entropy(softmax(Z), y))

    def loss_as_a_sum(X, y, params):
        """The loss is a sum over the samples. It should be their mean."""
        return answer_with(X, y, params, loss=lambda Z, y: len(y) * softmax_cross_entropy(Z, y))

    def loss_is_missing(X, y, params):
        """Only the gradients come back. Return two things: the loss, and the list of pairs."""
        return answer_with(X, y, params)[1]

    def loss_at_the_end(X, y, params):
        """The two results are exchanged: first the loss, then the gradients."""
        return answer_with(X, y, params)[::-1]

    loss_at_the_end = spelled(
        loss_at_the_end,
        lambda X, y, params: answer_with(
            X, y, params, loss=lambda Z, y: float(softmax_cross_entropy(Z, y))
        )[::-1],
    )

    def accuracy_for_loss(X, y, params):
        """The first result is the accuracy. Wanted is the loss."""
        return answer_with(X, y, params, loss=lambda Z, y: np.mean(Z.argmax(axis=1) == y))

    loss_with_a_tiny_number = tuple(
        map(_with_a_tiny_number, (1e-6, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15))
    )

    def squared_error(X, y, params):
        """The loss is a squared error. Wanted is the mean negative log-likelihood, which
        `softmax_cross_entropy` computes."""
        return answer_with(
            X, y, params,
            loss=lambda Z, y: np.mean((softmax(Z) - one_hot(y, Z.shape[1])) ** 2),
        )  # fmt: skip

    def in_reverse_order(X, y, params):
        """The gradients come in reverse order. `mlp_backward` gives them in the order of
        `params`."""
        loss, grads = answer_with(X, y, params)
        return loss, grads[::-1]

    def loss_alone(X, y, params):
        """Only the loss comes back. Return two things: the loss, and the list of pairs."""
        return answer_with(X, y, params)[0]

    def loss_and_gradients_as_sums(X, y, params):
        """Loss and gradients are N times too large, with N the number of samples: both should be
        means."""
        return answer_with(
            X, y, params, dZ=lambda P, Y, Z: P - Y,
            loss=lambda Z, y: len(y) * softmax_cross_entropy(Z, y),
        )  # fmt: skip

    def weights_alone(X, y, params):
        """Each layer has the gradient of its weights only. Wanted is a pair for each layer, (dW,
        db), as `mlp_backward` gives it."""
        loss, grads = answer_with(X, y, params)
        return loss, [dW for dW, _ in grads]

    def the_last_layer_alone(X, y, params):
        """Only the last layer's gradients come back. Every layer has a pair."""
        loss, grads = answer_with(X, y, params)
        return loss, grads[-1:]

    def loss_of_the_answers(X, y, params):
        """The loss looks at the largest probability of each row. It's the probability of the
        *label* that counts, large or small."""
        return answer_with(X, y, params, loss=lambda Z, y: softmax_cross_entropy(Z, Z.argmax(1)))

    def loss_divided_again(X, y, params):
        """The loss is N times too small, with N the number of samples. `softmax_cross_entropy`
        gives the mean already."""
        return answer_with(X, y, params, loss=lambda Z, y: softmax_cross_entropy(Z, y) / len(y))

    def loss_with_a_minus(X, y, params):
        """The loss has the wrong sign. `softmax_cross_entropy` gives the *negative* log-likelihood
        already, which is never below 0."""
        return answer_with(X, y, params, loss=lambda Z, y: -softmax_cross_entropy(Z, y))

    def loss_over_the_classes_too(X, y, params):
        """The loss is too small by the number of classes: its mean is taken over all entries. Only
        the right class's counts, so add up over the classes and take the mean over the samples."""

        def loss(Z, y):
            return softmax_cross_entropy(Z, y) / Z.shape[1]

        return answer_with(X, y, params, loss=loss)

    def loss_over_logs_of_zero(X, y, params):
        """The loss is too small by the number of classes: its mean is taken over all entries. Only
        the right class's counts, so add up over the classes and take the mean over the samples."""

        def loss(Z, y):
            with np.errstate(all="ignore"):
                return -np.mean(one_hot(y, Z.shape[1]) * np.log(softmax(Z)))

        return answer_with(X, y, params, loss=loss)

    def times_a_slope(X, y, params):
        """The first dZ is multiplied by P(1 - P). For softmax with its loss the probabilities minus
        the labels are all of it; there's no further slope."""
        return answer_with(X, y, params, dZ=lambda P, Y, Z: (P - Y) * P * (1 - P) / len(Z))
