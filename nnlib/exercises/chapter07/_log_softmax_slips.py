"""Wrong answers to "Log-softmax as one box": whose arrays are used, and which method is called."""

import numpy as np

from nnlib.autodiff.tensor import Softmaxes, Tensor
from nnlib.exercises._helpers import spelled
from nnlib.functions.activations import log_softmax, softmax


def _box(t, logs):
    def rule(G):
        return G - np.exp(logs) * G.sum(axis=-1, keepdims=True)

    return Tensor(logs, (t,), (rule,), "log-softmax")


def _kept_from_zero(keep):
    """Both rules: with the probabilities that were kept away from 0, and as they are."""

    class kept(Softmaxes):
        def log_softmax(self):
            return _box(self, np.log(keep(softmax(self.data))))

    class kept_forward(Softmaxes):
        def log_softmax(self):
            p = softmax(self.data)
            rule = lambda G: G - p * G.sum(axis=-1, keepdims=True)  # noqa: E731
            return Tensor(np.log(keep(p)), (self,), (rule,), "log-softmax")

    return kept, kept_forward


_KEPT = [
    wrong
    for least in (1e-6, 1e-7, 1e-8, 1e-10)
    for keep in (lambda p, least=least: np.maximum(p, least), lambda p, least=least: p + least)
    for wrong in _kept_from_zero(keep)
]


class Slips:
    class kept_from_zero(Softmaxes):
        """Before the logarithm is taken, the probabilities are kept away from 0, by a small number
        or a bound, so entries far below the largest all stop at the same value. Take `log_softmax`
        of the library, which never computes the probability."""

        def log_softmax(self):
            return _box(self, np.log(softmax(self.data) + 1e-12))

    class kept_from_zero_by_less(Softmaxes):
        def log_softmax(self):
            return _box(self, np.log(softmax(self.data) + 1e-15))

    class clipped(Softmaxes):
        def log_softmax(self):
            return _box(self, np.log(np.maximum(softmax(self.data), 1e-12)))

    kept_from_zero = spelled(kept_from_zero, kept_from_zero_by_less, clipped, *_KEPT)
    del kept_from_zero_by_less, clipped

    class overflows_on_both_ways(Softmaxes):
        """For scores of 1000 the exponentials overflow. Subtract the largest score first, or use
        `log_softmax` of the library."""

        def log_softmax(self):
            with np.errstate(all="ignore"):
                total = np.exp(self.data).sum(axis=-1, keepdims=True)
                return _box(self, self.data - np.log(total))

    class scores_changed(Softmaxes):
        """The largest score is subtracted in the parent's own array, `-=`, so the scores are no
        longer what they were, for this box and for all others. Write `self.data - …`, which makes
        a new array."""

        def log_softmax(self):
            Z = self.data
            Z -= Z.max(axis=-1, keepdims=True)
            return _box(self, Z - np.log(np.exp(Z).sum(axis=-1, keepdims=True)))

    class scores_overwritten(Softmaxes):
        def log_softmax(self):
            self.data -= self.data.max(axis=-1, keepdims=True)
            return _box(self, log_softmax(self.data))

    scores_changed = spelled(scores_changed, scores_overwritten)
    del scores_overwritten

    class upstream_changed(Softmaxes):
        """The rule works in the very array that it was given, with `-=`. That's the gradient of the
        result, which others still need: compute a new array, `G - …`."""

        def log_softmax(self):
            logs = log_softmax(self.data)

            def rule(G):
                G -= np.exp(logs) * G.sum(axis=-1, keepdims=True)
                return G

            return Tensor(logs, (self,), (rule,), "log-softmax")

    class several_boxes(Softmaxes):
        """This puts the result together from several boxes, `self`'s own max, exp and so on. Here
        *one* box is asked for: compute with arrays, `self.data`, and write one rule for all of
        it."""

        def log_softmax(self):
            M = self - self.max(-1, keepdims=True)
            return M - M.exp().sum(-1, keepdims=True).log()

    class several_boxes_from_exp(Softmaxes):
        def log_softmax(self):
            return self - self.exp().sum(-1, keepdims=True).log()

    several_boxes = spelled(several_boxes, several_boxes_from_exp)
    del several_boxes_from_exp

    class calls_itself(Softmaxes):
        """`self.log_softmax()` is this very method, so it calls itself for ever. The library's
        function is called without `self`, with an array: `log_softmax(self.data)`."""

        def log_softmax(self):
            return _box(self, self.log_softmax().data)

    class p_minus_one_at_a_label(Softmaxes):
        """This is P - Y, the gradient of the *cross-entropy*, with a 1 wherever anything arrives.
        The box knows no labels, only G, and that may be any numbers: what arrives at each entry
        counts as much as it is."""

        def log_softmax(self):
            logs = log_softmax(self.data)
            rule = lambda G: np.exp(logs) - (G != 0)  # noqa: E731
            return Tensor(logs, (self,), (rule,), "log-softmax")

    class probabilities(Softmaxes):
        """The result is the softmax itself, the probabilities. Their *logarithms* are asked for,
        which are never above 0."""

        def log_softmax(self):
            return _box(self, softmax(self.data))

    class probabilities_with_their_own_rule(Softmaxes):
        def log_softmax(self):
            p = softmax(self.data)
            rule = lambda G: G - p * G.sum(axis=-1, keepdims=True)  # noqa: E731
            return Tensor(p, (self,), (rule,), "log-softmax")

    probabilities = spelled(probabilities, probabilities_with_their_own_rule)
    del probabilities_with_their_own_rule

    class largest_left_in(Softmaxes):
        """The largest score is subtracted in the exponentials and not outside of the logarithm, so
        all entries of a row are too large by the same amount. Subtract it from the scores once, and
        go on with what you have got then, everywhere."""

        def log_softmax(self):
            X = self.data
            E = np.exp(X - X.max(axis=-1, keepdims=True))
            return _box(self, X - np.log(E.sum(axis=-1, keepdims=True)))

    class another_logarithm(Softmaxes):
        """The logarithms are to another base. Here as everywhere in this course it's the natural
        logarithm, `np.log`, to which exp is the way back."""

        def log_softmax(self):
            return _box(self, log_softmax(self.data) / np.log(2))

    class to_the_base_10(Softmaxes):
        def log_softmax(self):
            return _box(self, log_softmax(self.data) / np.log(10))

    another_logarithm = spelled(another_logarithm, to_the_base_10)
    del to_the_base_10
