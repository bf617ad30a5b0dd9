"""The slope of the negative log-likelihood at every score."""

import numpy as np

from nnlib.by_hand import softmax_nll
from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where, batch, batch_of_one, reaches
from nnlib.exercises.chapter01._large_scores import Large
from nnlib.exercises.chapter01._softmax_nll_grad_slips import Slips
from nnlib.functions.activations import log_softmax, softmax
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="01-softmax-nll-grad",
    title="The slope at every score",
    minutes=20,
    difficulty=5,
    points=4,
    reference=softmax_nll.softmax_nll_grad,
    hints=(
        "Begin with one sample. By formula (1.8) its loss is a logarithm of a sum, minus the right "
        "class's score. Which of the two terms contains a *wrong* class's score?",
        "The slope of log(S) is 1/S times the slope of S, and only one term of the sum S contains "
        "the score in question. You know the quotient that comes out by another name.",
        "The first term gives every class something. The second gives the right class something "
        "more, and the one-hot row says where. At the end think of the mean: in a batch of N, one "
        "sample's scores move only a share of the loss.",
    ),
    # So small that a measurement isn't taken for the formula.
    rtol=1e-11,
    atol=1e-12,
    promises={
        "a batch": batch("Z"),
        "a batch of one": batch_of_one("Z"),
        "very large scores": reaches("Z", 1000),
        "as many samples as classes": array_where("Z", lambda Z: Z.shape[0] == Z.shape[1] > 1),
        "two samples of one class": array_where("Y", lambda Y: (Y.sum(axis=0) > 1).any()),
        "right and sure": lambda case: (
            np.max(np.sum(softmax(case.args["Z"]) * case.args["Y"], axis=1)) == 1
        ),
    },
    why="""For one sample the loss is `log(S) - z_right`, where S is the sum of the exponentials.
The slope of log(S) at the score of class k is `exp(z_k) / S`, which is the probability `p_k`;
the second term takes 1 off at the right class. Together: the probabilities minus the one-hot
label. The mean over N samples divides each sample's loss by N, and so its slopes. Nothing of
the exponential, nor of the logarithm, is left in the result, because the one undoes the
other.""",
)


@exercise.cases
def _(rng):
    yield Case("one sample, two equal scores", {"Z": np.zeros((1, 2)), "Y": np.array([[1.0, 0]])})
    two = {"Z": np.zeros((2, 4)), "Y": np.eye(4)[[0, 3]]}
    yield Case("two samples, all scores 0", two)
    one = {"Z": np.array([[1.0, 2.0, 4.0]]), "Y": np.array([[0.0, 1, 0]])}
    yield Case("one sample of three classes", one)
    args = {"Z": rng.normal(size=(4, 3)).round(1), "Y": np.eye(3)[[2, 0, 2, 1]]}
    yield Case("four samples of three classes", args)
    args = {"Z": rng.normal(size=(3, 3)).round(1), "Y": np.eye(3)[[2, 0, 0]]}
    yield Case("as many samples as classes", args)
    large = {"Z": np.array([[2000.0, 1990, 0], [-2000, 1000, 999]]), "Y": np.eye(3)[[1, 2]]}
    yield Case("scores of 2000", large)
    sure = {"Z": np.array([[50.0, 0, 0], [0, -50, 0]]), "Y": np.eye(3)[[0, 1]]}
    yield Case("right and sure, wrong and sure", sure)


def _from_scores(Z, Y):
    return -np.mean(np.sum(Y * log_softmax(Z), axis=-1))


def _from_probabilities(Z, Y):
    return -np.mean(np.log(np.sum(Y * softmax(Z), axis=-1)))


def _measured(step, sides=2, loss=_from_scores):
    """Slopes by measurement, entry by entry."""

    def slopes(Z, Y):
        G = np.zeros_like(Z)
        for place in np.ndindex(Z.shape):
            up, down = Z.copy(), Z.copy()
            up[place] += step
            down[place] -= step if sides == 2 else 0
            G[place] = (loss(up, Y) - loss(down, Y)) / (sides * step)
        return G

    return slopes


def _by_the_sigmoid(P, Y):
    return P * (1 - P) * (-Y / P)


exercise.wrong(Large)
exercise.wrong(Slips)


@exercise.wrong
class Mistakes:
    def forgot_the_mean(Z, Y):
        """N times too large: this is right for one sample. In a batch of N the loss is a mean, so
        one sample's scores move only a share of it."""
        return softmax(Z) - Y

    def wrong_sign(Z, Y):
        """The sign is turned round. Check it on the right class: when its score grows, does the
        loss rise or fall?"""
        return (Y - softmax(Z)) / len(Z)

    def wrong_sign_and_no_mean(Z, Y):
        """Two things: the sign is turned round (when the right class's score grows, does the loss
        rise or fall?); and it is N times too large, since the loss is a mean over N samples."""
        return Y - softmax(Z)

    def divided_by_K(Z, Y):
        """It is divided by the number of classes. The mean goes over the samples, one a row."""
        return (softmax(Z) - Y) / Z.shape[1]

    def divided_by_N_and_K(Z, Y):
        """It is divided by the number of all entries. The mean goes over the samples, one a
        row."""
        return (softmax(Z) - Y) / Z.size

    def only_the_right_class(Z, Y):
        """The wrong classes have got no slope. Their scores stand in the sum under the logarithm,
        and a score moves all the probabilities of its row through that sum, so the loss depends on
        them too."""
        return (softmax(Z) - 1) * Y / len(Z)

    def carried_over_from_the_sigmoid(Z, Y):
        """p (1 - p) is how a *sigmoid* answers its own score, so the wrong classes get no slope (or
        0/0). In softmax a score moves all the probabilities of its row: start from (1.8)."""
        return _by_the_sigmoid(softmax(Z), Y) / len(Z)

    def only_the_first_term(Z, Y):
        """This is the slope of the logarithm of the sum alone. The right class's score stands in
        the loss a second time."""
        return softmax(Z) / len(Z)

    def only_the_second_term(Z, Y):
        """This is the slope of the right class's score alone. The logarithm of the sum depends on
        all the scores as well."""
        return -Y / len(Z)

    def at_the_probabilities(Z, Y):
        """This is the slope with respect to the *probabilities*. Asked for are the scores: start
        from the loss as a function of those."""
        return -Y / softmax(Z) / len(Z)

    def slope_of_a_sigmoid(Z, Y):
        """There is a factor p (1 - p) too many, the slope of a sigmoid. Differentiate the whole
        loss again: the logarithm cancels it."""
        P = softmax(Z)
        return (P - Y) * P * (1 - P) / len(Z)

    def logarithms_of_the_probabilities(Z, Y):
        """The logarithms of the probabilities stand where the probabilities should: the slope of
        log(S) is 1/S times something, and no logarithm is left."""
        return (log_softmax(Z) - Y) / len(Z)

    def scores_minus_labels(Z, Y):
        """The labels are taken off the raw scores. What comes out of the sum's logarithm isn't the
        score itself."""
        return (Z - Y) / len(Z)

    def exponentials_not_divided(Z, Y):
        """The exponentials aren't divided by their sum. The slope of log(S) is 1/S times the slope
        of S."""
        return (np.exp(Z) - Y) / len(Z)

    def sum_over_the_samples(Z, Y):
        """The exponentials are divided by their sum over the samples. Each sample has a sum of its
        own, along its row."""
        return (softmax(Z.T).T - Y) / len(Z)

    def exponentials_that_overflow(Z, Y):
        """For scores of 2000 the exponential overflows, and infinity over infinity is not a
        number. Your own `softmax` takes care of that."""
        E = np.exp(Z)
        return (E / E.sum(axis=-1, keepdims=True) - Y) / len(Z)

    def mean_over_the_samples(Z, Y):
        """The rows are averaged into one. Every score has a slope of its own: the result has the
        shape of Z, and the mean only makes each slope smaller."""
        return np.mean(softmax(Z) - Y, axis=0)

    def one_number(Z, Y):
        """This is a single number. Every score has a slope of its own: the result has the shape of
        Z."""
        return np.mean(softmax(Z) - Y)

    def the_loss_itself(Z, Y):
        """This is the loss, and the question is how fast it grows with each score."""
        return -np.mean(np.sum(Y * log_softmax(Z), axis=-1))

    def added_up_along_the_row(Z, Y):
        """The slopes of a row are added up, which always gives 0: raising all its scores alike
        changes nothing. Every score has a slope of its own."""
        return np.sum(softmax(Z) - Y, axis=-1) / len(Z)

    def of_the_squared_error(Z, Y):
        """This is the slope of a squared error, carried back through softmax. The loss here is the
        negative log-likelihood."""
        P = softmax(Z)
        D = P - Y
        return P * (D - np.sum(D * P, axis=-1, keepdims=True)) / len(Z)

    def twice(Z, Y):
        """Twice as large as it should be, as if something had been squared. Nothing in this loss
        is."""
        return 2 * (softmax(Z) - Y) / len(Z)

    def half(Z, Y):
        """Half as large as it should be. Nothing in this loss has a half in front."""
        return (softmax(Z) - Y) / len(Z) / 2

    def divided_only_the_labels(Z, Y):
        """Only a part is divided by N. The mean divides a sample's whole loss, so both terms."""
        return softmax(Z) - Y / len(Z)

    def only_one_minus_p(Z, Y):
        """Every class is treated as the right one. What is taken off stands at the right class
        only, and Y says where."""
        return (softmax(Z) - 1) / len(Z)

    def of_the_other_classes(Z, Y):
        """The right class has got no slope. Its score stands in the loss twice, in the sum and by
        itself."""
        return softmax(Z) * (1 - Y) / len(Z)

    def changed_in_place(Z, Y):
        """The caller's scores have been changed, which is what `-=` and `/=` do. Make a new
        array."""
        G = softmax(Z) - Y
        Z -= Z.max(axis=-1, keepdims=True)
        return G / len(Z)

    def measured(Z, Y):
        """This is measured, so it's only nearly right, and with large scores the rounding shows.
        The formula on paper gives it exactly, in one line."""
        return _measured(1e-2)(Z, Y)

    def rounded(Z, Y):
        """The slopes are rounded. Return them as they are: rounding is for printing."""
        return np.round((softmax(Z) - Y) / len(Z), 4)

    def softmax_of_the_difference(Z, Y):
        """The labels are taken off too early, from the scores. First the slope of the logarithm of
        the sum, then what the right class has in addition."""
        return softmax(Z - Y) / len(Z)

    def squeezed(Z, Y):
        """Right for several samples, but a batch of one has lost an axis. The result has the shape
        of Z."""
        return np.squeeze((softmax(Z) - Y) / len(Z))

    def by_the_answers(Z, Y):
        """1 is taken off at the class with the largest score. The truth is in Y, and only
        there."""
        return (softmax(Z) - np.eye(Z.shape[1])[Z.argmax(axis=1)]) / len(Z)

    divided_only_the_labels = spelled(divided_only_the_labels, lambda Z, Y: softmax(Z) / len(Z) - Y)
    only_the_right_class = spelled(
        only_the_right_class,
        lambda Z, Y: (softmax(Z) - 1) * Y,
        lambda Z, Y: (1 - softmax(Z)) * Y,
    )
    carried_over_from_the_sigmoid = spelled(
        carried_over_from_the_sigmoid, lambda Z, Y: _by_the_sigmoid(softmax(Z), Y)
    )
    only_the_first_term = spelled(only_the_first_term, lambda Z, Y: softmax(Z))
    only_the_second_term = spelled(only_the_second_term, lambda Z, Y: -Y)
    at_the_probabilities = spelled(
        at_the_probabilities,
        lambda Z, Y: -Y / softmax(Z),
        lambda Z, Y: Y / softmax(Z) / len(Z),
        lambda Z, Y: Y / softmax(Z),
        *[
            lambda Z, Y, t=t: -Y / np.maximum(softmax(Z), t) / len(Z)
            for t in (1e-8, 1e-10, 1e-12, 1e-15)
        ],
    )
    slope_of_a_sigmoid = spelled(
        slope_of_a_sigmoid,
        lambda Z, Y: (softmax(Z) - Y) * softmax(Z) * (1 - softmax(Z)),
    )
    logarithms_of_the_probabilities = spelled(
        logarithms_of_the_probabilities, lambda Z, Y: log_softmax(Z) - Y
    )
    measured = spelled(
        measured,
        _measured(1e-1),
        *map(_measured, (1e-3, 1e-4, 1e-5, 1e-6)),
        *(_measured(step, 1) for step in (1e-3, 1e-4, 1e-5, 1e-6)),
        *(_measured(step, 2, _from_probabilities) for step in (1e-4, 1e-5, 1e-6)),
    )
    rounded = spelled(
        rounded,
        lambda Z, Y: np.round((softmax(Z) - Y) / len(Z), 3),
        lambda Z, Y: np.round((softmax(Z) - Y) / len(Z), 2),
    )

    only_one_minus_p = spelled(
        only_one_minus_p,
        lambda Z, Y: softmax(Z) - 1,
        lambda Z, Y: 1 - softmax(Z),
        lambda Z, Y: softmax(Z) - 1 / len(Z),
    )
    the_loss_itself = spelled(
        the_loss_itself,
        lambda Z, Y: -Y * log_softmax(Z) / len(Z),
        lambda Z, Y: -Y * log_softmax(Z),
        lambda Z, Y: -np.log(softmax(Z)) * Y / len(Z),
    )

    def logarithms_and_infinity(Z, Y):
        """The logarithms of the probabilities stand where the probabilities should, and some of
        them are infinite. The slope of log(S) is 1/S times something: no logarithm is left."""
        return (np.log(softmax(Z)) - Y) / len(Z)

    def divided_only_the_probabilities(Z, Y):
        """Two things: the sign is turned round, and only the probabilities are divided by N. The
        mean divides a sample's whole loss."""
        return Y - softmax(Z) / len(Z)

    def one_sum_that_overflows(Z, Y):
        """Two things: each sample has a sum of exponentials of its own, along its row; and large
        exponentials overflow. Your own `softmax` takes care of both."""
        return (np.exp(Z) / np.exp(Z).sum() - Y) / len(Z)

    one_sum_that_overflows = spelled(
        one_sum_that_overflows, lambda Z, Y: np.exp(Z) / np.exp(Z).sum() - Y
    )

    def sigmoids_of_the_scores(Z, Y):
        """Each score has gone through a sigmoid of its own, as if there were K questions of yes or
        no. The sum under the logarithm joins all the scores of a row."""
        return (1 / (1 + np.exp(-np.clip(Z, -700, 700))) - Y) / len(Z)

    sigmoids_of_the_scores = spelled(
        sigmoids_of_the_scores, lambda Z, Y: 1 / (1 + np.exp(-np.clip(Z, -700, 700))) - Y
    )

    logarithms_and_infinity = spelled(logarithms_and_infinity, lambda Z, Y: np.log(softmax(Z)) - Y)

    exponentials_not_divided = spelled(
        exponentials_not_divided,
        lambda Z, Y: (np.exp(Z - Z.max(axis=-1, keepdims=True)) - Y) / len(Z),
    )


@exercise.right
class Variants:
    def from_the_logarithms(Z, Y):
        """The probabilities come from log-softmax here: one exponential more, and the same
        numbers."""
        return (np.exp(log_softmax(Z)) - Y) / Z.shape[0]

    def sample_by_sample(Z, Y):
        """A loop over the samples is the derivation, written out. It's slower than one subtraction
        of arrays, and shows where the 1/N comes from."""
        G = np.zeros(Z.shape)
        for n in range(len(Z)):
            G[n] = (softmax(Z[n]) - Y[n]) / len(Z)
        return G

    def taken_off_in_place(Z, Y):
        """This takes 1 off a copy of the probabilities, at the right classes, as libraries do it:
        with labels in place of one-hot rows it needs no second table."""
        G = softmax(Z)
        G[np.arange(len(Z)), Y.argmax(axis=1)] -= 1
        return G / len(Z)
