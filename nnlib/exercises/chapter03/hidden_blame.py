"""What each hidden unit is to blame for, sample by sample, without measuring."""

import numpy as np

from nnlib.by_hand import stacking
from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where, float32
from nnlib.functions.activations import sigmoid
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="03-hidden-blame",
    title="Blame without measuring",
    minutes=9,
    difficulty=3,
    points=2,
    reference=stacking.hidden_blame,
    hints=(
        "Take one sample and go in two steps. If the last unit's score rises a little, how does "
        "the loss of the sample change? And how does that score change if one hidden unit says "
        "more?",
        "A hidden unit moves the score through its weight alone. So divide the ten measured "
        "numbers by the ten weights: what comes out is the same ten times. It's how the loss "
        "changes with the score, and chapters 01 and 02 have found that number.",
        "Row n and column k of the result are the product of sample n's number and unit k's "
        "weight. `np.outer` makes such a table of two arrays.",
    ),
    why="""If the score of the last unit rises by a little, the loss changes by p - y times that:
chapter 01's gradient. If hidden unit k says a little more, the score rises by `w_out[k]` times
that. So its blame is the product of the two. The blame of the score is one number for each sample,
and the last unit hands it back to all hidden units, to each in proportion to the weight with which
it listens to it.""",
    promises={
        "a single sample": array_where("p", lambda p: len(p) == 1),
        "a single hidden unit": array_where("w_out", lambda w: len(w) == 1),
        "as many samples as hidden units": lambda case: (
            len(case.args["p"]) == len(case.args["w_out"]) > 1
        ),
        "samples of both classes": array_where("y", lambda y: len(np.unique(y)) == 2),
        "quite sure, and wrong": lambda case: bool(
            (np.abs(case.args["p"] - case.args["y"]) == 1).any()
        ),
        "a hidden unit that nobody listens to": array_where("w_out", lambda w: (w == 0).any()),
        "float32": float32("p"),
    },
    survivors={
        "(p - y)[:, None] @ w_out[None] -> (p - y)[:, None] * w_out[None]": (
            "a column times a row, by either product"
        ),
    },
)


@exercise.cases
def _(rng):
    def draw(N, H, dtype=np.float64):
        p = sigmoid(rng.normal(size=N)).round(2).astype(dtype)
        y = np.arange(N) % 2
        w = (rng.choice([-1, 1], H) * rng.uniform(0.2, 1.5, H)).round(1).astype(dtype)
        return {"p": p, "y": y.astype(dtype) if dtype == np.float32 else y, "w_out": w}

    sure = {"p": np.array([1.0, 0, 1, 0]), "y": np.array([0, 1, 1, 0])}
    rows = [
        ("2 samples, 3 hidden units", draw(2, 3)),
        ("5 samples, 2 hidden units", draw(5, 2)),
        ("3 samples, 3 hidden units", draw(3, 3)),
        ("a single sample", draw(1, 4)),
        ("a single hidden unit", draw(4, 1)),
        ("quite sure", {**sure, "w_out": np.array([2.0, -1, 0.5])}),
        ("a weight of 0", draw(3, 2) | {"w_out": np.array([0.5, 0, -0.3, 1.2])}),
        ("float32", draw(3, 4, np.float32)),
    ]
    for label, args in rows:
        yield Case(label, args)


def _log_loss_slope(p, y):
    with np.errstate(divide="ignore", invalid="ignore"):
        return (p - y) / (p * (1 - p))


@exercise.wrong
class Mistakes:
    def the_other_way_round(p, y, w_out):
        """The sizes are right, and all signs are turned. Blame is above 0 if the unit has said too
        much: prediction minus label."""
        return np.outer(y - p, w_out)

    def divided_by_the_batch(p, y, w_out):
        """Everything is divided by the number of samples. That belongs to the mean loss of a batch;
        here each row is about the loss of its own sample."""
        return np.outer(p - y, w_out) / len(y)

    def labels_left_out(p, y, w_out):
        """For samples of class 0 it's right. The label doesn't appear, so those of class 1 are
        treated as if they were of class 0."""
        return np.outer(p, w_out)

    def as_if_class_1(p, y, w_out):
        """For samples of class 1 it's right. The others are treated as if their label were 1, too:
        subtract the sample's own label."""
        return np.outer(p - 1, w_out)

    def divided_by_the_weights(p, y, w_out):
        """The score's blame is divided by the weights. It was the other way that you divided: a
        unit that is listened to with a large weight moves the score *more*."""
        with np.errstate(divide="ignore"):
            return (p - y)[:, np.newaxis] / w_out

    def transposed(p, y, w_out):
        """The numbers are right, but the table is lying on its side: rows are samples, and a column
        is a hidden unit, (N, H)."""
        return np.outer(w_out, p - y)

    def summed_over_the_samples(p, y, w_out):
        """The samples have been added up. Each of them has a row of its own, (N, H)."""
        return np.sum(p - y) * w_out

    summed_over_the_samples = spelled(
        summed_over_the_samples,
        lambda p, y, w_out: np.outer(p - y, w_out).sum(axis=0),
        lambda p, y, w_out: np.outer(p - y, w_out).sum(axis=0, keepdims=True),
    )

    def averaged_over_the_samples(p, y, w_out):
        """The samples have been averaged. Each of them has a row of its own, (N, H)."""
        return np.mean(p - y) * w_out

    averaged_over_the_samples = spelled(
        averaged_over_the_samples, lambda p, y, w_out: np.outer(p - y, w_out).mean(axis=0)
    )

    def summed_over_the_units(p, y, w_out):
        """The hidden units have been added up. Each of them has a column of its own, (N, H)."""
        return (p - y) * np.sum(w_out)

    summed_over_the_units = spelled(
        summed_over_the_units, lambda p, y, w_out: np.outer(p - y, w_out).sum(axis=1)
    )

    def the_scores_blame_alone(p, y, w_out):
        """This is the blame of the last unit's score, one number for each sample. It still has to
        be handed back to the hidden units: to each through its weight."""
        return p - y

    the_scores_blame_alone = spelled(
        the_scores_blame_alone,
        lambda p, y, w_out: (p - y)[:, np.newaxis],
        lambda p, y, w_out: np.repeat((p - y)[:, np.newaxis], len(w_out), axis=1),
    )

    def weights_alone(p, y, w_out):
        """Every sample gets the weights themselves. They say how a hidden unit moves the *score*;
        how that moves the loss depends on the sample."""
        return np.repeat(w_out[np.newaxis], len(p), axis=0)

    weights_alone = spelled(weights_alone, lambda p, y, w_out: w_out)

    def slope_of_the_sigmoid_once_more(p, y, w_out):
        """There is a slope of the sigmoid too many, p (1 - p). In `p - y` it has cancelled against
        the logarithm's, as in chapter 01."""
        return np.outer((p - y) * p * (1 - p), w_out)

    def blame_of_the_probability(p, y, w_out):
        """This is what the *probability* is to blame for, times the weights. Between it and the
        score lies the last unit's sigmoid, whose slope p (1 - p) is missing."""
        return np.outer(_log_loss_slope(p, y), w_out)

    def squared_error(p, y, w_out):
        """This is the gradient of a squared error. The loss here is the negative log-likelihood, so
        the blame of the score is simpler."""
        return np.outer(2 * (p - y) * p * (1 - p), w_out)

    squared_error = spelled(squared_error, lambda p, y, w_out: np.outer(2 * (p - y), w_out))

    def answers_in_place_of_probabilities(p, y, w_out):
        """The probabilities have been rounded to an answer, 0 or 1, so a unit gets no blame at all
        if the answer is right. The loss asks for more: even a right answer could be surer."""
        return np.outer((p > 0.5) - 1.0 * y, w_out)

    answers_in_place_of_probabilities = spelled(
        answers_in_place_of_probabilities,
        lambda p, y, w_out: np.outer(np.where((p > 0.5) == (y == 1), 0.0, p - y), w_out),
    )

    def the_loss_itself(p, y, w_out):
        """This is the *loss* of each sample times the weights. Blame is how the loss *changes*: its
        slope at the score."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.outer(-np.log(np.where(y == 1, p, 1 - p)), w_out)

    def _by_both_terms(p, y, w_out):
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.outer(-(y * np.log(p) + (1 - y) * np.log(1 - p)), w_out)

    the_loss_itself = spelled(the_loss_itself, _by_both_terms)
    del _by_both_terms

    def error_squared(p, y, w_out):
        """The difference between prediction and label is squared. The slope at the score is the
        difference itself, with its sign."""
        return np.outer((p - y) ** 2, w_out)

    def through_the_probability(p, y, w_out):
        """Right, but for a sample whose probability is exactly 0 or 1 it divides by 0. What you
        divide by is multiplied again by the sigmoid's slope: cancel it on paper first."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.outer((-y / p + (1 - y) / (1 - p)) * p * (1 - p), w_out)

    def on_its_side_and_reshaped(p, y, w_out):
        """The table lies on its side and was given the other shape, so its numbers stand in wrong
        places. `.T` exchanges rows and columns."""
        return np.outer(w_out, p - y).reshape(len(p), len(w_out))

    def minus_for_class_0(p, y, w_out):
        """For samples of class 1 it's right. For the others the sign is turned: with y = 0 the
        blame of the score is p."""
        return np.outer(-y * (1 - p) - (1 - y) * p, w_out)

    def slope_of_a_weight(p, y, w_out):
        """The weights went into the sigmoid's slope. A weight is the factor itself, w."""
        return np.outer(p - y, w_out * (1 - w_out))

    def the_weights_sign_alone(p, y, w_out):
        """Only the sign of a weight counts here. A unit that is listened to with twice the weight
        moves the score twice as far."""
        return np.outer(p - y, np.sign(w_out))

    def no_weights_below_0(p, y, w_out):
        """Weights below 0 have become 0. A unit that is listened to with a minus moves the score
        as well, the other way."""
        return np.outer(p - y, np.maximum(w_out, 0))

    def shared_out(p, y, w_out):
        """The blame of the score is shared out: how much a unit gets depends on the other units'
        weights, or on how many there are. A unit's blame depends on its own weight alone."""
        return np.outer(p - y, w_out / w_out.sum())

    shared_out = spelled(
        shared_out,
        lambda p, y, w_out: np.outer(p - y, w_out / len(w_out)),
        lambda p, y, w_out: np.outer(p - y, np.abs(w_out) / np.abs(w_out).sum()),
        lambda p, y, w_out: np.outer(p - y, w_out / np.abs(w_out).sum()),
        lambda p, y, w_out: np.outer(p - y, w_out / np.linalg.norm(w_out)),
    )

    def cut_off_at_the_point(p, y, w_out):
        """Every number is the right one cut off at the point. Was the table made for integers, with
        `dtype=int`, or of labels, which are whole numbers?"""
        return np.trunc(np.outer(p - y, w_out))

    def times_the_probability(p, y, w_out):
        """Each error has been multiplied by a probability, the sample's p or 1 - p. The slope at
        the score is p - y itself, with nothing in front of it."""
        return np.outer((p - y) * p, w_out)

    times_the_probability = spelled(
        times_the_probability, lambda p, y, w_out: np.outer((p - y) * (1 - p), w_out)
    )

    def class_1_only(p, y, w_out):
        """Samples of class 0 get no blame. Their loss has a slope too: look at the formula with
        y = 0."""
        return np.outer(y * (p - 1), w_out)

    def one_error_for_all(p, y, w_out):
        """Every sample has got the mean error of the batch. Each has an error of its own."""
        return np.outer(np.full(len(p), np.mean(p - y)), w_out)

    def squared_weights(p, y, w_out):
        """The weights are squared. The score contains each unit times its weight, once."""
        return np.outer(p - y, w_out**2)

    def labels_of_minus_one(p, y, w_out):
        """The labels are taken for -1 and 1. Here they are 0 and 1."""
        return np.outer(p - (2 * y - 1), w_out)

    def slope_of_the_probability(p, y, w_out):
        """This is how the *probability* changes. How does the loss change with it?"""
        return np.outer(p * (1 - p), w_out)

    def clipped(p, y, w_out):
        """The probabilities have been clipped. There's no logarithm here that could become
        infinite, so take them as they are."""
        return np.outer(np.clip(p, 0.05, 0.95) - y, w_out)

    clipped = spelled(clipped, lambda p, y, w_out: np.outer(np.clip(p, 0.01, 0.99) - y, w_out))

    def the_last_unit_left_out(p, y, w_out):
        """The last hidden unit has got no blame: the loop stops before it."""
        return np.outer(p - y, np.append(w_out[:-1], 0))

    def an_axis_too_many(p, y, w_out):
        """The numbers are right, but there's an axis too many. The result is a table, (N, H)."""
        return np.outer(p - y, w_out)[:, :, np.newaxis]

    def sizes_alone(p, y, w_out):
        """The sizes are right, but blame has a sign: too much or too little."""
        return np.abs(np.outer(p - y, w_out))

    sizes_alone = spelled(
        sizes_alone,
        lambda p, y, w_out: np.outer(np.abs(p - y), w_out),
        lambda p, y, w_out: np.outer(p - y, np.abs(w_out)),
    )

    def a_sigmoid_once_more(p, y, w_out):
        """p goes through a sigmoid once more. It holds probabilities already."""
        return np.outer(sigmoid(p) - y, w_out)

    def entry_by_entry(p, y, w_out):
        """The samples' numbers and the units' weights are multiplied entry by entry, or added up in
        a dot product. What's wanted is every number times every weight, a table (N, H)."""
        return (p - y) * w_out

    entry_by_entry = spelled(
        entry_by_entry,
        lambda p, y, w_out: (p - y) @ w_out,
        lambda p, y, w_out: np.diag((p - y) * w_out),
    )

    def first_sample_alone(p, y, w_out):
        """Only the first sample is looked at. There's a row for each of them. (A `return` inside a
        loop ends it in the first round.)"""
        return (p[0] - y[0]) * w_out

    first_sample_alone = spelled(
        first_sample_alone,
        lambda p, y, w_out: ((p[0] - y[0]) * w_out)[np.newaxis],
        lambda p, y, w_out: np.repeat(((p[0] - y[0]) * w_out)[np.newaxis], len(p), axis=0),
        lambda p, y, w_out: np.outer((p - y) * (np.arange(len(p)) == 0), w_out),
    )

    def squeezed(p, y, w_out):
        """Right for several samples and units, but a single one has lost its axis to `squeeze`. The
        result is always (N, H)."""
        return np.squeeze(np.outer(p - y, w_out))

    def p_overwritten(p, y, w_out):
        """The result is right, but the caller's p has been changed, which is what `p -= y` does.
        Write the difference as a new array."""
        p -= y
        return np.outer(p, w_out)

    def added(p, y, w_out):
        """The score's blame and the weights are added. Along a way from the loss back to a unit,
        slopes multiply."""
        return (p - y)[:, np.newaxis] + w_out

    def labels_added(p, y, w_out):
        """The label is added to the probability. It has to be subtracted: where the two agree,
        nobody is to blame."""
        return np.outer(p + y, w_out)

    def a_step_against_the_blame(p, y, w_out):
        """This is what each unit should change, a step against its blame. The blame itself is
        wanted, without a rate."""
        return -0.1 * np.outer(p - y, w_out)

    def one_for_class_0(p, y, w_out):
        """`1 - p` is the probability of class 0, and y says whether the label is 1, so they don't
        belong together. Take p as it is."""
        return np.outer((1 - p) - y, w_out)


@exercise.right
class Variants:
    def along_a_new_axis(p, y, w_out):
        """A new axis makes a column of the scores' blame, (N, 1), and broadcasting does what
        `np.outer` does."""
        return (p - y)[:, np.newaxis] * w_out

    def as_a_matrix_product(p, y, w_out):
        """A product of a column and a row: what chapter 04 writes, for one output or for many."""
        return (p - y)[:, None] @ w_out[None]

    def with_a_loop(p, y, w_out):
        return np.array([(p_n - y_n) * w_out for p_n, y_n in zip(p, y, strict=True)])

    def unit_by_unit(p, y, w_out):
        return np.column_stack([(p - y) * w for w in w_out])
