"""Wrong answers to the binary cross-entropy that charge another price for the right probability."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.exercises.chapter02._prices import right, two_terms
from nnlib.functions.activations import sigmoid


class OtherPrices:
    """Another function of the probability, or another mean."""

    def squared_error(y, a):
        """This is the squared error. It never charges more than 1, however sure the mistake."""
        return np.mean((y - a) ** 2)

    def log_to_base_10(y, a):
        """The logarithm has another base than e. The loss takes the natural one, `np.log`."""
        return -np.mean(np.log10(np.where(y == 1, a, 1 - a)))

    def one_loss_for_each_label(y, a):
        """The yes and the no samples are averaged apart, and the two means put together. The loss
        is one mean over *all* the samples."""
        return -np.mean(np.log(a[y == 1])) - np.mean(np.log(1 - a[y == 0]))

    one_loss_for_each_label = spelled(
        one_loss_for_each_label,
        lambda y, a: -(np.mean(np.log(a[y == 1])) + np.mean(np.log(1 - a[y == 0]))) / 2,
    )

    def one_minus_the_logarithm(y, a):
        """For label 0 this takes 1 minus a logarithm. It's the *probability* that is taken from 1,
        inside the logarithm: that of `1 - a`."""
        return np.mean(np.where(y == 1, -np.log(a), 1 - np.log(a)))

    one_minus_the_logarithm = spelled(
        one_minus_the_logarithm, lambda y, a: -np.mean(np.where(y == 1, np.log(a), 1 - np.log(a)))
    )

    def mean_distance(y, a):
        """This is the mean distance of label and probability, which never exceeds 1. The loss
        takes minus the logarithm of the right answer's probability."""
        return np.mean(np.abs(y - a))

    log_to_base_10 = spelled(
        log_to_base_10,
        lambda y, a: -np.mean(np.log2(right(y, a))),
        lambda y, a: -np.mean(two_terms(y, np.clip(a, 1e-12, 1 - 1e-12))) / np.log(2),
        lambda y, a: -np.mean(two_terms(y, np.clip(a, 1e-12, 1 - 1e-12))) / np.log(10),
        lambda y, a: -np.mean(two_terms(y, a)) / np.log(2),
        lambda y, a: -np.mean(two_terms(y, a)) / np.log(10),
    )

    def of_the_product(y, a):
        """The probabilities of all samples are multiplied before the logarithm is taken. In a
        large batch the product is too small for a computer, which rounds it to 0. Take the
        logarithm of each, and then the mean."""
        return -np.log(np.prod(right(y, a))) / len(y)

    def price_of_the_rounded_answer(y, a):
        """The probabilities have been rounded to answers, so every mistake costs the same. Take
        the logarithm of the probability itself."""
        return -np.mean(np.log(np.where(y == np.round(a), 1.0, 0.0)))

    price_of_the_rounded_answer = spelled(
        price_of_the_rounded_answer,
        lambda y, a: np.mean(np.round(a) != y),
        lambda y, a: np.mean(np.round(a) == y),
        lambda y, a: np.mean((a > 0.5) != y),
    )

    def mean_over_both_terms(y, a):
        """The two terms of each sample have been averaged, so the loss is half of what it should
        be. One of the two is 0: add them, and take the mean over the samples."""
        return -np.mean(np.log(right(y, a))) / 2

    def logarithm_of_1_plus(y, a):
        """A 1 is added inside the logarithm. The loss takes the logarithm of the probability
        itself."""
        return -np.mean(np.log1p(right(y, a)))

    def forgot_the_logarithm(y, a):
        """The logarithm is missing: this is minus the mean probability of the right answer."""
        return -np.mean(right(y, a))

    def a_second_sigmoid(y, a):
        """`a` goes through a sigmoid here, but it holds probabilities already. The sigmoid is for
        scores."""
        return -np.mean(np.log(right(y, sigmoid(a))))

    a_second_sigmoid = spelled(a_second_sigmoid, lambda y, a: -np.sum(np.log(right(y, sigmoid(a)))))

    def divided_again(y, a):
        """The loss is divided by the number of samples twice: the mean has done it already."""
        return -np.mean(np.log(right(y, a))) / len(y)

    def dearest_sample(y, a):
        """This is the loss of a single sample, the dearest, cheapest or middle one. The loss of the
        batch is the mean over all of them."""
        return np.max(-np.log(right(y, a)))

    dearest_sample = spelled(
        dearest_sample,
        lambda y, a: np.min(-np.log(right(y, a))),
        lambda y, a: np.median(-np.log(right(y, a))),
    )

    def divided_by_one_less(y, a):
        """The sum is divided by one sample less than there are. The mean is over all of them."""
        return -np.sum(np.log(right(y, a))) / (len(y) - 1)

    def root_of_the_squared_error(y, a):
        """This is the root of the mean squared error, which never exceeds 1. The loss takes minus
        the logarithm of the right answer's probability."""
        return np.sqrt(np.mean((y - a) ** 2))
