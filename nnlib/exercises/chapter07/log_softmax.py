"""The logarithm of softmax as one box."""

import numpy as np

from nnlib.autodiff.tensor import Softmaxes, Tensor
from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where, reaches
from nnlib.exercises.chapter07._log_softmax_slips import Slips
from nnlib.exercises.chapter07._tensors import boxed, cases, drawn, without_commas
from nnlib.functions.activations import log_softmax, softmax
from nnlib.judge.exercise import Exercise

exercise = Exercise(
    id="07-log-softmax",
    title="Log-softmax as one box",
    minutes=16,
    difficulty=4,
    points=3,
    reference=Softmaxes,
    blank=("log_softmax",),
    rtol=1e-8,
    atol=1e-10,
    hints=(
        "Take one row with scores z. Its log-softmax has the entries l_i = z_i - log(sum of all "
        "exp(z_k)). In how many ways does a single z_k reach the l_i?",
        "In two: z_k stands in l_k itself, and in the logarithm that is subtracted from "
        "*every* l_i. The slope of that logarithm with respect to z_k is the probability p_k. "
        "So how much goes back to z_k in all, if G_i arrives at l_i?",
        "Along the first way G_k arrives. Along the second every G_i of the row comes back, each "
        "times -p_k, so their sum does: `G.sum(axis=-1, keepdims=True)`.",
    ),
    why="""A score reaches the result in two ways. In its own place it counts fully, so what
arrives there goes back as it is. And it stands in the logarithm of the sum, which is subtracted
from every entry of the row; so all that arrives at the row comes back as well, with a minus, times
the slope of that logarithm, which is the score's probability. If only the label's entry was picked
and divided by -N, what comes out is (P − Y)/N: the formula of chapter 01, as a special case.""",
    distractors=("    return G - np.exp(logs) * G",),
    survivors={
        "np.log(total) -> np.maximum(np.log(total), -10)": "the total is 1 or more",
        "0 -> -1": "the only row of a table that was made for the product",
    },
    promises={
        "a row": array_where("a", lambda a: a.ndim == 1),
        "several rows": array_where("a", lambda a: a.ndim == 2),
        "three axes": array_where("a", lambda a: a.ndim == 3),
        "scores of 1000": reaches("a", 1000),
        "as many rows as classes": array_where("a", lambda a: a.shape == (3, 3)),
        "one entry of G": lambda case: case.label.startswith("one label"),
    },
)


def _make(Boxes, a):
    return boxed(Boxes, a).log_softmax()


@exercise.cases
def _(rng):
    rows = np.array([[0.0, 1.0, 3.0], [2.0, 2.0, -1.0]])
    for label, a, G in [
        ("two equal scores, both count", np.zeros(2), np.array([1.0, 3.0])),
        ("one label counts, three equal scores", np.zeros(3), np.array([0.0, 1.0, 0.0])),
        ("two rows", rows, np.array([[1.0, 0.0, 2.0], [-1.0, 3.0, 0.5]])),
        ("one label of each row counts", rows, np.array([[0.0, -0.5, 0.0], [0.0, 0.0, -0.5]])),
        ("as many rows as classes", drawn(rng, 3, 3), drawn(rng, 3, 3)),
        ("three axes", drawn(rng, 2, 2, 4), drawn(rng, 2, 2, 4)),
        (
            "scores of 1000",
            np.array([[1000.0, 998.0], [-1000.0, -1001.0], [-1000.0, 1000.0]]),
            np.array([[1.0, 2], [3, 4], [5, 6]]),
        ),
    ]:
        yield from cases(label, {"a": a, "G": G}, _make, "a.log_softmax()", "log_softmax")


class _Other(Softmaxes):
    def box(self, rule, logs=None):
        logs = log_softmax(self.data) if logs is None else logs
        return Tensor(logs, (self,), (rule,), "log-softmax")


@exercise.wrong
class Mistakes:
    class only_its_own_way(_Other):
        """Only the way through an entry's own place is there. The score stands in the logarithm of
        the sum too, and that is subtracted from every entry of its row."""

        def log_softmax(self):
            return self.box(lambda G: G)

    class not_summed(_Other):
        """Each score gets only what arrives at its own place, times 1 - p. The logarithm of the sum
        is subtracted from *every* entry of the row, so what arrives at all of them comes back."""

        def log_softmax(self):
            return self.box(lambda G: G - softmax(self.data) * G)

    class minus_for_any_upstream(_Other):
        """This is right only if what arrives adds up to 1 in each row, as for one label with a 1.
        In general the probability is multiplied by the *sum* of what arrives."""

        def log_softmax(self):
            return self.box(lambda G: G - softmax(self.data))

    class summed_over_everything(_Other):
        """What arrives is summed over the whole batch. Each row has a softmax of its own, so sum
        along the last axis only."""

        def log_softmax(self):
            return self.box(lambda G: G - softmax(self.data) * G.sum())

    class along_the_first_axis(_Other):
        """What arrives is summed along the first axis. Each row has a softmax of its own, so sum
        along the last axis."""

        def log_softmax(self):
            return self.box(lambda G: G - softmax(self.data) * G.sum(axis=0))

    class log_for_the_probability(_Other):
        """The sum is multiplied by the *logarithm* of the probability. The slope of the logarithm
        of the sum is the probability itself."""

        def log_softmax(self):
            return self.box(lambda G: G - log_softmax(self.data) * G.sum(axis=-1, keepdims=True))

    class softmax_rule(_Other):
        """This is the rule of softmax. Log-softmax has a simpler one: nothing is multiplied by p
        but the sum."""

        def log_softmax(self):
            P = softmax(self.data)
            return self.box(lambda G: P * (G - (G * P).sum(axis=-1, keepdims=True)))

    class plus(_Other):
        """The two ways have the same sign here. The logarithm is *subtracted*."""

        def log_softmax(self):
            return self.box(lambda G: G + softmax(self.data) * G.sum(axis=-1, keepdims=True))

    class p_minus_y(_Other):
        """This is P - Y with what arrives in place of Y, the gradient of the *loss* for one label a
        row. For any upstream gradient it's linear in G: if nothing arrives, nothing goes back."""

        def log_softmax(self):
            return self.box(lambda G: softmax(self.data) - G)

    class p_minus_y_over_n(_Other):
        def log_softmax(self):
            return self.box(lambda G: (softmax(self.data) - G) / len(G))

    p_minus_y = spelled(p_minus_y, p_minus_y_over_n)
    del p_minus_y_over_n

    class divided_by_n(_Other):
        """What goes back is divided by the number of rows. The 1/N belongs to the loss, and comes
        with G if the loss is a mean."""

        def log_softmax(self):
            return self.box(
                lambda G: (G - softmax(self.data) * G.sum(axis=-1, keepdims=True)) / len(G)
            )

    class without_keepdims(_Other):
        """The sums of what arrives have lost their axis, so they don't line up with the rows. With
        as many rows as classes that gives wrong numbers without a word: `keepdims=True`."""

        def log_softmax(self):
            return self.box(lambda G: G - softmax(self.data) * G.sum(axis=-1))

    class a_mean_for_the_sum(_Other):
        """What arrives at the row is averaged. The logarithm is subtracted from *every* entry, so
        all that arrives comes back: the sum."""

        def log_softmax(self):
            return self.box(lambda G: G - softmax(self.data) * G.mean(axis=-1, keepdims=True))

    class weighted_sum(_Other):
        """What arrives is multiplied by the probabilities before it's summed up. Through the
        logarithm all of it comes back in full, and each score then takes its own probability of
        the sum."""

        def log_softmax(self):
            P = softmax(self.data)
            return self.box(lambda G: G - P * (P * G).sum(axis=-1, keepdims=True))

    class weighted_sum_alone(_Other):
        def log_softmax(self):
            P = softmax(self.data)
            return self.box(lambda G: G - (P * G).sum(axis=-1, keepdims=True))

    weighted_sum = spelled(weighted_sum, weighted_sum_alone)
    del weighted_sum_alone

    class the_sum_alone(_Other):
        """Each score is charged with the whole sum of what arrives. It has a share in the logarithm
        only as large as its probability: the sum times p."""

        def log_softmax(self):
            return self.box(lambda G: G - G.sum(axis=-1, keepdims=True))

    class without_upstream(_Other):
        """The rule returns 1 - p, whatever arrives. What goes back has to be computed from G."""

        def log_softmax(self):
            return self.box(lambda G: 1 - softmax(self.data))

    class times_p_at_the_end(_Other):
        """All of it is multiplied by p, the direct way too. What arrives at a score's own place
        comes back in full; only the sum, which comes through the logarithm, is multiplied by p."""

        def log_softmax(self):
            P = softmax(self.data)
            return self.box(lambda G: P * (G - G.sum(axis=-1, keepdims=True)))

    class only_through_the_logarithm(_Other):
        """Only the way through the logarithm of the sum is there. A score also stands in its own
        place, where what arrives comes back as it is."""

        def log_softmax(self):
            return self.box(lambda G: -softmax(self.data) * G.sum(axis=-1, keepdims=True))

    class times_p_alone(_Other):
        """What arrives is multiplied by p, entry by entry. Directly it comes back in full, and
        through the logarithm p is multiplied by the *sum* of the row, with a minus."""

        def log_softmax(self):
            return self.box(lambda G: G * softmax(self.data))

    class exponentials_for_probabilities(_Other):
        """The rule multiplies by the exponentials of the scores. Their *share* of the sum is
        wanted, the probabilities: the exponential of what came out."""

        def log_softmax(self):
            def rule(G):
                with np.errstate(all="ignore"):
                    return G - np.exp(self.data) * G.sum(axis=-1, keepdims=True)

            return self.box(rule)

    class tables_only(_Other):
        """`axis=1` is the last axis of a table. A single row has no such axis, and of three axes
        it's the middle one: `axis=-1` is the last, however many there are."""

        def log_softmax(self):
            return self.box(lambda G: G - softmax(self.data) * G.sum(axis=1, keepdims=True))

    class tables_only_on_both_ways(_Other):
        def log_softmax(self):
            Z = self.data - self.data.max(axis=1, keepdims=True)
            logs = Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))
            return self.box(lambda G: G - np.exp(logs) * G.sum(axis=1, keepdims=True), logs)

    tables_only = spelled(tables_only, tables_only_on_both_ways)
    del tables_only_on_both_ways

    class largest_of_all_rows(_Other):
        """The largest score of the *whole* table is subtracted from every row. A row far below it
        loses all its exponentials, and the logarithm of 0 is minus infinity: subtract each row's
        own largest score, or use `log_softmax` of the library."""

        def log_softmax(self):
            Z = self.data - self.data.max()
            with np.errstate(all="ignore"):
                logs = Z - np.log(np.exp(Z).sum(axis=-1, keepdims=True))
            return self.box(lambda G: G - np.exp(logs) * G.sum(axis=-1, keepdims=True), logs)

    class equal_shares(_Other):
        """Every score of a row is charged with the same share of the sum, as if all were equally
        probable. A large score moves the logarithm more than a small one: its share is its own
        probability."""

        def log_softmax(self):
            return self.box(lambda G: G - G.mean(axis=-1, keepdims=True))

    class overflows_on_the_way_back(_Other):
        """The way forward is right, but on the way back the exponentials of scores of 1000
        overflow. The probabilities are at hand already: the exponential of what came out."""

        def log_softmax(self):
            def rule(G):
                with np.errstate(all="ignore"):
                    exps = np.exp(self.data)
                    P = exps / exps.sum(axis=-1, keepdims=True)
                    return G - P * G.sum(axis=-1, keepdims=True)

            return self.box(rule)

    class sigmoid_like(_Other):
        """What arrives is multiplied by p(1 - p). That's the slope of a probability, as of a
        sigmoid; here the result is its *logarithm*, and the other entries of the row move too."""

        def log_softmax(self):
            return self.box(lambda G: G * softmax(self.data) * (1 - softmax(self.data)))

    class log_of_softmax(_Other):
        """The logarithm is taken of a probability that has been rounded to 0, far below the largest
        score. Take `log_softmax` of the library, which never computes the probability."""

        def log_softmax(self):
            with np.errstate(all="ignore"):
                return self.box(
                    lambda G: G - softmax(self.data) * G.sum(axis=-1, keepdims=True),
                    np.log(softmax(self.data)),
                )

    class exponentials_of_large_scores(_Other):
        """For scores of 1000 the exponentials overflow. Subtract the largest score first, or use
        `log_softmax` of the library."""

        def log_softmax(self):
            with np.errstate(all="ignore"):
                total = np.exp(self.data).sum(axis=-1, keepdims=True)
                return self.box(
                    lambda G: G - softmax(self.data) * G.sum(axis=-1, keepdims=True),
                    self.data - np.log(total),
                )

    class of_the_tensor(_Other):
        """The library's `log_softmax` wants an array: hand it `self.data`, and make a new Tensor of
        what comes back."""

        def log_softmax(self):
            return log_softmax(self)

    class an_array_comes_back(_Other):
        """What comes back is a plain array, which remembers nothing. Make a new Tensor of it, with
        its parent and a rule, each in a tuple, `(self,)`."""

        def log_softmax(self):
            return log_softmax(self.data)

    a_tuple_without_its_comma = without_commas(Softmaxes, "log_softmax")

    class overflows(_Other):
        """For scores of 1000 this overflows or loses everything: the logarithm is taken of
        probabilities. Subtract the largest score first, or use `log_softmax` of the library."""

        def log_softmax(self):
            with np.errstate(all="ignore"):
                P = np.exp(self.data) / np.exp(self.data).sum(axis=-1, keepdims=True)
                return self.box(lambda G: G - P * G.sum(axis=-1, keepdims=True), np.log(P))

    class upside_down(_Other):
        """What goes back has the wrong sign everywhere. The library's rule for the *loss* has the
        minus of the loss in it; here there is none."""

        def log_softmax(self):
            return self.box(lambda G: softmax(self.data) * G.sum(axis=-1, keepdims=True) - G)


exercise.wrong(Slips)


@exercise.right
class Variants:
    class by_hand(Softmaxes):
        """The largest score is subtracted by hand. That the rule is the same shows that subtracting
        it changes nothing but the rounding."""

        def log_softmax(self):
            shifted = self.data - self.data.max(axis=-1, keepdims=True)
            exps = np.exp(shifted)
            total = exps.sum(axis=-1, keepdims=True)

            def rule(G):
                return G - exps / total * np.sum(G, axis=-1, keepdims=True)

            return Tensor(shifted - np.log(total), (self,), (rule,), "log-softmax")

    class with_the_whole_table(Softmaxes):
        """The table of all slopes, for each row: ones on the diagonal, minus the probabilities.
        It's the most explicit way, and for 1000 classes it holds a million numbers a row."""

        def log_softmax(self):
            P = softmax(self.data)
            slopes = np.eye(P.shape[-1]) - P[..., np.newaxis, :]  # of entry i, by score k

            def rule(G):
                return (G[..., np.newaxis, :] @ slopes)[..., 0, :]

            return Tensor(log_softmax(self.data), (self,), (rule,), "log-softmax")
