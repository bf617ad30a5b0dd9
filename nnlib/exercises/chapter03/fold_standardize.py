"""The weights and bias that do without standardized inputs."""

import numpy as np

from nnlib.by_hand import stacking
from nnlib.exercises._helpers import first, second
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
product. Shifting and scaling are linear, and a unit's score is linear: the one disappears in the
other, and no input has to be standardized any more.""",
    survivors={"mean @ new_w -> new_w @ mean": "the same sum for two vectors"},
)


@exercise.cases
def _(rng):
    def draw(D, dtype=np.float64):
        w, mean = rng.normal(size=(2, D)).round(1).astype(dtype)
        spread = rng.uniform(0.3, 3, size=D).round(1).astype(dtype)
        return {"w": w, "b": dtype(0.6), "mean": mean, "spread": spread}

    whole = {"w": [3.0, -2], "b": 1.0, "mean": [5.0, 2], "spread": [2.0, 4]}
    rows = [
        ("two inputs", draw(2)),
        ("five inputs", draw(5)),
        ("a single input", draw(1)),
        ("float32", draw(3, np.float32)),
        ("whole numbers", {k: v if k == "b" else np.array(v) for k, v in whole.items()}),
    ]
    for label, args in rows:
        yield Case(label, args, first, "the new w", "w")
        yield Case(label, args, second, "the new b", "b")


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

    def weights_as_they_were(w, b, mean, spread):
        """The weights are as they were. The inputs were divided by their spreads; now the
        weights have to do that."""
        return w, b - mean @ w

    def weights_and_bias_in_a_row(w, b, mean, spread):
        """This is one array, and it begins with the new weights. Return two things: all the
        weights, a comma, the bias."""
        return np.append(*stacking.fold_standardize(w, b, mean, spread))

    def bias_first(w, b, mean, spread):
        """The two results come in the wrong order: first the weights."""
        return stacking.fold_standardize(w, b, mean, spread)[::-1]


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
        w = w.copy()
        w /= spread
        return w, b - np.dot(mean, w)

    def by_questions(w, b, mean, spread):
        def score(a):
            return ((a - mean) / spread) @ w + b

        new_b = score(np.zeros(len(w)))
        return np.array([score(a) - new_b for a in np.eye(len(w))]), new_b
