"""The weights and bias that do without standardized inputs."""

import numpy as np

from nnlib.by_hand import stacking
from nnlib.exercises._helpers import first, second, spelled
from nnlib.exercises._kinds import array_where, float32
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="03-fold-standardize",
    title="Fold the standardizing away",
    minutes=8,
    difficulty=4,
    points=3,
    reference=stacking.fold_standardize,
    hints=(
        "Take one input first. Multiply out w (a - mean) / spread + b, and sort: what stands in "
        "front of a, and what does not depend on a?",
        "What stands in front of a is the new weight, a fraction. What is left is a number: b, "
        "and minus a term with the mean in it. With many inputs there is such a term for each.",
        "`new_w = ...`, then b minus a sum over the inputs; a dot product of two vectors "
        "of length D is such a sum.",
    ),
    why="""For one input the score is `w * (a - mean) / spread + b`, which multiplied out is
`(w / spread) * a` plus `b - (w / spread) * mean`. Several inputs add up, so the bias gets a dot
product. Shifting and scaling are a linear layer too, with the matrix `np.diag(1 / spread)` and the
biases `-mean / spread`. So this is two linear layers merged into one, as in `merge_layers`, and no
input has to be standardized any more.""",
    promises={
        "one input": array_where("w", lambda w: len(w) == 1),
        "several inputs": array_where("w", lambda w: len(w) > 1),
        "weights and means below 0": lambda case: (
            min(case.args["w"].min(), case.args["mean"].min()) < 0
        ),
        "spreads below and above 1": array_where("spread", lambda s: s.min() < 1 < s.max()),
        "a very small spread": array_where("spread", lambda s: s.min() < 1e-11),
        "float32": float32("w"),
    },
    survivors={
        **dict.fromkeys(
            [
                "mean @ new_w -> new_w @ mean",
                "np.dot(mean, w) -> np.dot(w, mean)",
                "(a - mean) / spread @ w -> w @ ((a - mean) / spread)",
            ],
            "the same sum for two vectors",
        ),
        "np.zeros(len(w)) -> np.zeros(len(w), dtype=int)": "0 is a 0",
        "w @ np.diag(1 / spread) -> np.diag(1 / spread) @ w": "a diagonal is symmetric",
        "new_b = new_b - new_w[d] * mean[d] -> new_b -= new_w[d] * mean[d]": "b is a number",
    },
)


@exercise.cases
def _(rng):
    def draw(D, dtype=np.float64):
        w, mean = rng.normal(size=(2, D)).round(1).astype(dtype)
        spread = rng.uniform(0.3, 3, size=D).round(1).astype(dtype)
        return {"w": w, "b": dtype(0.6), "mean": mean, "spread": spread}

    whole = {"w": [3.0, -2], "b": 1.0, "mean": [5.0, 2], "spread": [2.0, 4]}
    halves = {"w": [2.0, 1, -4], "b": -3.0, "mean": [-1.0, 2, 3], "spread": [0.5, 1, 2]}
    tiny = {"w": [2e-12, 1.0], "b": 1.0, "mean": [3.0, 4.0], "spread": [1e-12, 2.0]}
    rows = [
        ("a very small spread", {k: v if k == "b" else np.array(v) for k, v in tiny.items()}),
        ("whole numbers", {k: v if k == "b" else np.array(v) for k, v in whole.items()}),
        ("three inputs", {k: v if k == "b" else np.array(v) for k, v in halves.items()}),
        ("two inputs", draw(2)),
        ("five inputs", draw(5)),
        ("a single input", draw(1)),
        ("float32", draw(3, np.float32)),
    ]
    for label, args in rows:
        yield Case(label, args, first, "the new w", "w")
        yield Case(label, args, second, "the new b", "b")


def _by_spreads(w, b, mean, spread):
    new_w = w / spread
    return new_w, b - mean @ new_w


def _plus(tiny):
    return lambda w, b, mean, spread: _by_spreads(w, b, mean, spread + tiny)


def _threshold(least, instead):
    return lambda w, b, mean, spread: _by_spreads(
        w, b, mean, np.where(spread < least, instead, spread)
    )


@exercise.wrong
class Mistakes:
    def bias_as_it_was(w, b, mean, spread):
        """The new weights are right. The bias is as it was: but shifting every input by its
        mean shifts the score as well. By how much?"""
        return w / spread, b

    def means_with_the_old_weights(w, b, mean, spread):
        """The new weights are right. In the bias the means are weighed with the old weights:
        divide by the spreads there too."""
        return w / spread, b - mean @ w

    def bias_the_wrong_way(w, b, mean, spread):
        """The new weights are right. The bias moves the wrong way: the means are *subtracted*
        from the inputs, so what they bring is subtracted from the score."""
        return w / spread, b + mean @ (w / spread)

    def a_bias_for_every_input(w, b, mean, spread):
        """The new weights are right, but the new bias has an entry for every input. A unit has
        one bias: add the terms up."""
        return w / spread, b - mean * w / spread

    def means_without_weights(w, b, mean, spread):
        """The new weights are right. In the bias each mean is only divided by its spread, and
        the input's weight is missing."""
        return w / spread, b - np.sum(mean / spread)

    def means_subtracted(w, b, mean, spread):
        """The new weights are right. The bias has become an array: the means are subtracted as
        they are. What each of them does to the score depends on its input's weight and spread,
        and then they add up to one number."""
        return w / spread, b - mean

    def means_over_spreads(w, b, mean, spread):
        """The new weights are right. The bias has become an array, in which each mean is
        divided by its spread. The input's weight is missing there, and the terms add up to one
        number."""
        return w / spread, b - mean / spread

    def old_bias_lost(w, b, mean, spread):
        """The new weights are right. The bias has lost its old value: only the part of the
        means is there."""
        return w / spread, -(mean @ (w / spread))

    def times_the_spread(w, b, mean, spread):
        """The weights are multiplied with the spreads. The inputs are *divided* by them, and
        that is what the new weights have to do."""
        return w * spread, b - mean @ (w * spread)

    def weights_standardized(w, b, mean, spread):
        """The weights are standardized like inputs. The new weights are not shifted: set up the
        score and sort it by what stands in front of the inputs."""
        return (w - mean) / spread, b

    weights_standardized = spelled(
        weights_standardized,
        lambda w, b, mean, spread: ((w - mean) / spread, b - mean @ (w / spread)),
    )

    def weights_as_they_were(w, b, mean, spread):
        """The weights are as they were. The inputs were divided by their spreads; now the
        weights have to do that."""
        return w, b - mean @ w

    weights_as_they_were = spelled(
        weights_as_they_were, lambda w, b, mean, spread: (w, b - mean @ (w / spread))
    )

    def the_way_back(w, b, mean, spread):
        """This goes the other way round: it makes a unit for raw inputs into one for standardized
        ones. Yours was trained on standardized inputs, and will be given raw ones."""
        return w * spread, b + mean @ w

    def weights_and_bias_in_a_row(w, b, mean, spread):
        """This is one array, and it begins with the new weights. Return two things: all the
        weights, a comma, the bias."""
        return np.append(*stacking.fold_standardize(w, b, mean, spread))

    def bias_first(w, b, mean, spread):
        """The two results come in the wrong order: first the weights."""
        return stacking.fold_standardize(w, b, mean, spread)[::-1]

    def summed_before_the_division(w, b, mean, spread):
        """The new weights are right. In the bias `mean @ w` has become one number before it is
        divided by the spreads, which makes an array of it again. Divide each weight first, and
        add up after that."""
        return w / spread, b - mean @ w / spread

    def all_of_the_bias_divided(w, b, mean, spread):
        """The new weights are right. The bias has become an array: all of it is divided by the
        spreads, the old bias too. Only the inputs were divided, and their terms add up to one
        number."""
        return w / spread, (b - mean @ w) / spread

    def bias_divided(w, b, mean, spread):
        """The new weights are right. The bias is divided by the spreads. Only the inputs are
        divided by them; what shifts the score is their mean."""
        return w / spread, b / spread

    def bias_divided_and_shifted(w, b, mean, spread):
        """The new weights are right. The bias is treated like an input: the mean is subtracted
        and the result divided. It stays, and a term for each input's mean comes to it."""
        return w / spread, (b - mean) / spread

    def mean_of_the_terms(w, b, mean, spread):
        """The new weights are right. In the bias the terms of the inputs are averaged; they are
        added up."""
        return w / spread, b - np.mean(mean * w / spread)

    def only_the_means_added_up(w, b, mean, spread):
        """The new weights are right. In the bias the means are added up as they are. Each of
        them counts as much as its input's new weight says."""
        return w / spread, b - np.sum(mean)

    def sums_multiplied(w, b, mean, spread):
        """The new weights are right. In the bias means and weights are added up, or averaged,
        before they are multiplied. Multiply each mean by its own new weight, then add up."""
        return w / spread, b - np.sum(mean) * np.sum(w / spread)

    sums_multiplied = spelled(
        sums_multiplied,
        lambda w, b, mean, spread: (w / spread, b - np.mean(mean) * np.sum(w / spread)),
    )

    def bias_with_the_wrong_sign(w, b, mean, spread):
        """The new weights are right, and the bias has the wrong sign: it is the old bias minus
        the part of the means."""
        return w / spread, mean @ (w / spread) - b

    def the_part_of_the_means_alone(w, b, mean, spread):
        """The new weights are right. The bias is only the part of the means, and without its
        minus: the old bias is still there, and that part is taken away from it."""
        return w / spread, mean @ (w / spread)

    def bias_of_the_last_input(w, b, mean, spread):
        """The new weights are right. In the bias only the last input's mean counts: a loop has
        to go on from the bias that the inputs before have left."""
        return w / spread, b - mean[-1] * w[-1] / spread[-1]

    def the_last_input_alone(w, b, mean, spread):
        """Only the last input has a weight here. Keep one for each input, and let the bias go
        on from input to input."""
        return w[-1] / spread[-1], b - mean[-1] * w[-1] / spread[-1]

    def weights_added_up(w, b, mean, spread):
        """The new weights have been added up to one number: a dot product does that. Each input
        keeps a weight of its own, so divide entry by entry."""
        return np.dot(w, 1 / spread), b - mean @ (w / spread)

    def spreads_squared(w, b, mean, spread):
        """The weights are divided by the *squares* of the spreads. The inputs were divided by
        the spreads themselves."""
        return w / spread**2, b - mean @ (w / spread**2)

    def roots_of_the_spreads(w, b, mean, spread):
        """The weights are divided by the *roots* of the spreads. The inputs were divided by the
        spreads themselves."""
        return w / np.sqrt(spread), b - mean @ (w / np.sqrt(spread))

    def means_for_spreads(w, b, mean, spread):
        """The weights are divided by the means. What divides an input is its spread."""
        return w / mean, b - spread @ (w / mean)

    def weights_standardized_by_themselves(w, b, mean, spread):
        """The weights are standardized with their own mean and standard deviation. `mean` and
        `spread` belong to the inputs; the new weights take the division over."""
        with np.errstate(invalid="ignore"):
            return (w - np.mean(w)) / np.std(w), b

    spreads_squared = spelled(
        spreads_squared,
        lambda w, b, mean, spread: (w / spread**2, b - mean @ (w / spread)),
    )

    def tiny_number_added(w, b, mean, spread):
        """A small spread is changed, by a number that is added to it or put in its place. None
        is 0, however small: divide by the spreads as they are."""
        return _plus(1e-8)(w, b, mean, spread)

    tiny_number_added = spelled(
        tiny_number_added,
        *map(_plus, (1e-3, 1e-5, 1e-6, 1e-7, 1e-9, 1e-10, 1e-12, 1e-15)),
        *[_threshold(least, 1) for least in (1, 1e-3, 1e-8)],
        *[_threshold(least, least) for least in (1e-3, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10)],
    )

    def weights_overwritten(w, b, mean, spread):
        """The result is right, but the caller's weights have been changed, which is what `w /=
        …` does. `w / spread` makes a new array."""
        w /= spread
        return w, b - mean @ w

    def old_bias_for_every_input(w, b, mean, spread):
        """The new weights are right. The old bias is counted once for each input: add up the
        terms of the inputs first, and subtract their sum from b."""
        return w / spread, np.sum(b - mean * w / spread)

    def bias_as_an_array(w, b, mean, spread):
        """The new weights are right, but the bias is an array with one number in it. A unit's
        bias is a number."""
        return w / spread, b - np.sum(mean * w / spread, keepdims=True)

    def bias_divided_by_one_number(w, b, mean, spread):
        """The new weights are right. The old bias is divided by the spreads, too, made to one
        number. It stays as it is: only the inputs were divided."""
        return w / spread, b / np.mean(spread) - mean @ (w / spread)

    bias_divided_by_one_number = spelled(
        bias_divided_by_one_number,
        lambda w, b, mean, spread: (w / spread, b / np.sum(spread) - mean @ (w / spread)),
    )

    def one_spread_for_the_means(w, b, mean, spread):
        """The new weights are right. In the bias all means are divided by one number, made of
        all the spreads. Each mean is divided by its own spread, before you add up."""
        return w / spread, b - mean @ w / np.sum(spread)

    one_spread_for_the_means = spelled(
        one_spread_for_the_means,
        lambda w, b, mean, spread: (w / spread, b - mean @ w / np.mean(spread)),
        lambda w, b, mean, spread: (w / spread, (b - mean @ w) / np.sum(spread)),
    )

    def divided_twice_in_the_bias(w, b, mean, spread):
        """The new weights are right. In the bias the means are divided by their spreads, and so
        are the new weights with which they are multiplied. Once is enough."""
        return w / spread, b - (mean / spread) @ (w / spread)

    def two_inputs_only(w, b, mean, spread):
        """The inputs are named one by one, so this serves two of them only. A dot product adds
        up over any number."""
        new_w = w / spread
        return new_w, b - new_w[0] * mean[0] - new_w[1] * mean[1]

    def weights_as_a_column(w, b, mean, spread):
        """The new weights stand in a column, (D, 1). They have the shape of the old ones, (D,)."""
        return (w / spread)[:, np.newaxis], b - mean @ (w / spread)

    def spread_over_weight(w, b, mean, spread):
        """The weights stand under the fraction bar, and the spreads above it. The inputs were
        divided by the spreads: so are the weights."""
        return _by_spreads(spread, b, mean, w)

    def means_times_the_spreads(w, b, mean, spread):
        """The new weights are right. In the bias the means are multiplied by the spreads. They
        are divided by them."""
        return w / spread, b - mean @ (w * spread)

    def weights_only(w, b, mean, spread):
        """Only the weights came back. Return two things, the new weights and the new bias."""
        return w / spread

    def one_spread_for_all(w, b, mean, spread):
        """All weights are divided by the same number. Each input has a spread of its own."""
        return _by_spreads(w, b, mean, np.mean(spread))

    one_spread_for_all = spelled(
        one_spread_for_all,
        lambda w, b, mean, spread: _by_spreads(w, b, mean, np.sum(spread)),
        lambda w, b, mean, spread: _by_spreads(w, b, mean, spread[0]),
    )

    def weights_subtracted(w, b, mean, spread):
        """The new weights are right. In the bias the weights are added up and subtracted, and
        the means play no part. Each new weight is multiplied by its input's mean first."""
        return w / spread, b - np.sum(w / spread)

    weights_subtracted = spelled(
        weights_subtracted, lambda w, b, mean, spread: (w / spread, b - np.sum(w))
    )


@exercise.right
class Variants:
    def by_a_sum(w, b, mean, spread):
        return np.divide(w, spread), float(b - np.sum(w * mean / spread))

    def input_by_input(w, b, mean, spread):
        new_w, new_b = np.zeros_like(w), b
        for d in range(len(w)):
            new_w[d] = w[d] / spread[d]
            new_b = new_b - new_w[d] * mean[d]
        return new_w, new_b

    def in_a_copy(w, b, mean, spread):
        """The division is done inside a copy of the weights. Without the copy the weights that were
        given would be changed."""
        w = w.copy()
        w /= spread
        return w, b - np.dot(mean, w)

    def by_questions(w, b, mean, spread):
        """The folded unit is found by asking the old one: its score at zero is the new bias, and
        what each input adds to it is that input's weight. No algebra is needed, because the score
        is linear."""

        def score(a):
            return ((a - mean) / spread) @ w + b

        new_b = score(np.zeros(len(w)))
        return np.array([score(a) - new_b for a in np.eye(len(w))]), new_b

    def with_a_diagonal(w, b, mean, spread):
        return w @ np.diag(1 / spread), b + np.einsum("d,d", w, -mean / spread)
