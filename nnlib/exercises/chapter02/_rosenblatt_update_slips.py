"""Wrong answers to "Rosenblatt's rule" of which one half, the weights or the bias, is right."""

import numpy as np

from nnlib.by_hand import perceptron
from nnlib.exercises._helpers import spelled


class Halves:
    """The weights are right and the bias is not, or the other way round."""

    def bias_goes_the_other_way(w, b, x, y):
        """The weights are right, but the bias goes the other way. It is *raised* by the error,
        as the weights are."""
        error = y - perceptron.step_unit(x, w, b)
        return w + error * x, b - error

    def bias_learns_from_a_missed_yes_only(w, b, x, y):
        """The weights are right, but a no that the unit calls yes leaves the bias as it is.
        There the error is -1, for the bias too."""
        error = y - perceptron.step_unit(x, w, b)
        return w + error * x, b + max(error, 0)

    def bias_learns_from_a_false_yes_only(w, b, x, y):
        """The weights are right, but a yes that the unit calls no leaves the bias as it is.
        There the error is 1, for the bias too."""
        error = y - perceptron.step_unit(x, w, b)
        return w + error * x, b + min(error, 0)

    def bias_raised_at_every_mistake(w, b, x, y):
        """The weights are right, but every mistake *raises* the bias. A no that the unit calls
        yes has the error -1: there the bias falls."""
        error = y - perceptron.step_unit(x, w, b)
        return w + error * x, b + abs(error)

    def label_at_the_bias(w, b, x, y):
        """The weights are right, but the bias moves by the label. It moves by the error, label
        minus answer."""
        return w + (y - perceptron.step_unit(x, w, b)) * x, b + y

    def bias_never_learns(w, b, x, y):
        """The weights are right, but the bias comes back as it was: it has to learn as well."""
        error = y - perceptron.step_unit(x, w, b)
        return w + error * x, b

    def only_the_change_of_the_bias(w, b, x, y):
        """The old bias is lost: what is returned is only its change. Add the change to the old
        value."""
        error = y - perceptron.step_unit(x, w, b)
        return w + error * x, error

    def bias_moves_by_the_sample(w, b, x, y):
        """The weights are right, but the bias moves by error times *sample*, and becomes an
        array. Its input is always 1: it moves by the error alone."""
        error = y - perceptron.step_unit(x, w, b)
        return w + error * x, b + error * x

    def bias_moves_by_itself(w, b, x, y):
        """The weights are right, but the bias moves by error times *bias*, so a bias of 0 never
        learns. It moves by the error alone."""
        error = y - perceptron.step_unit(x, w, b)
        return w + error * x, b + error * b

    def bias_moves_the_same_way(w, b, x, y):
        """The weights are right, but the bias moves the same way after every sample, whatever
        happened. It moves by the error: 1, 0 or -1."""
        error = y - perceptron.step_unit(x, w, b)
        return w + error * x, b + 1

    bias_moves_the_same_way = spelled(
        bias_moves_the_same_way,
        lambda w, b, x, y: (w + (y - perceptron.step_unit(x, w, b)) * x, b - 1),
    )

    def bias_moves_by_the_features(w, b, x, y):
        """The weights are right, but how far the bias moves depends on the features. Its own input
        is always 1: it moves by the error alone."""
        error = y - perceptron.step_unit(x, w, b)
        return w + error * x, b + error * np.sum(x)

    def _by(size):
        def wrong(w, b, x, y):
            error = y - perceptron.step_unit(x, w, b)
            return w + error * x, b + error * size(x)

        return wrong

    bias_moves_by_the_features = spelled(
        bias_moves_by_the_features,
        *map(_by, (np.mean, np.linalg.norm, lambda x: x @ x, len, lambda x: x[0])),
    )
    _by = ()

    def bias_moves_by_the_answer(w, b, x, y):
        """The weights are right, but the bias moves by the unit's answer. It moves by the error,
        label minus answer."""
        answer = perceptron.step_unit(x, w, b)
        return w + (y - answer) * x, b + answer

    def bias_moves_by_the_score(w, b, x, y):
        """The weights are right, but the bias moves by label minus *score* or minus a probability.
        It moves by the same error as the weights: label minus answer."""
        return w + (y - perceptron.step_unit(x, w, b)) * x, b + y - (x @ w + b)

    bias_moves_by_the_score = spelled(
        bias_moves_by_the_score,
        lambda w, b, x, y: (
            w + (y - perceptron.step_unit(x, w, b)) * x,
            b + y - 1 / (1 + np.exp(-(x @ w + b))),
        ),
    )

    def weights_never_learn(w, b, x, y):
        """The bias is right, but the weights come back as they were: they have to learn as well, by
        error times sample."""
        return w, b + (y - perceptron.step_unit(x, w, b))

    def only_the_change_of_the_weights(w, b, x, y):
        """The bias is right, but the old weights are lost: what comes back is only their change.
        Add it to the old weights."""
        error = y - perceptron.step_unit(x, w, b)
        return error * x, b + error

    def weights_moved_by_the_label(w, b, x, y):
        """The bias is right, but the weights move by *label* times sample. They move by the same
        error as the bias, label minus answer."""
        return w + y * x, b + (y - perceptron.step_unit(x, w, b))

    def weights_added_at_every_mistake(w, b, x, y):
        """The bias is right, but every mistake *adds* the sample to the weights. A no that the unit
        calls yes has the error -1: there it has to be subtracted."""
        error = y - perceptron.step_unit(x, w, b)
        return w + abs(error) * x, b + error

    def weights_moved_by_every_sample(w, b, x, y):
        """The bias is right, but every sample is added to the weights, whatever happened. They move
        by error times sample: by the sample, not at all, or by minus the sample."""
        return w + x, b + (y - perceptron.step_unit(x, w, b))

    def subtracts_at_every_mistake(w, b, x, y):
        """Every mistake *subtracts* the sample here. A yes that the unit calls no has the error 1:
        there the sample has to be added."""
        error = abs(y - int(perceptron.step_unit(x, w, b)))
        return w - error * x, b - error

    def learns_when_it_is_right(w, b, x, y):
        """The weights move where the answer is right, and stay where it's wrong. It's the other way
        round: for a right answer label minus answer is 0."""
        right = 1 - abs(y - int(perceptron.step_unit(x, w, b)))
        return w + right * x, b + right
