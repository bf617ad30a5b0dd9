"""Exercises of chapter 03: units on top of units."""

import itertools

import numpy as np

from nnlib.by_hand import stacking
from nnlib.by_hand.perceptron import step_unit
from nnlib.functions.activations import sigmoid, softmax
from nnlib.judge.exercise import Case, Exercise


def _pick(place):
    """A use that calls the answer and looks at one of the things that it returns."""

    def use(answer, *args):
        result = answer(*args)
        return None if result is None else result[place]

    return use


_first, _second = _pick(0), _pick(1)


xor_by_hand = Exercise(
    id="03-xor-by-hand",
    title="XOR by hand",
    minutes=8,
    difficulty=2,
    points=2,
    reference=stacking.xor_by_hand,
    hints=(
        "Two of the four pairs want a 1. Let one unit find one of them, the second unit the "
        "other, and the third say yes if either of them does.",
        "A unit that says yes to (0, 1) alone: x2 has to push its score up, x1 has to push it "
        "down, and the bias has to keep (0, 0) and (1, 1) at no, by a margin.",
        "`first = step_unit(X, np.array([...]), ...)`, the same for `second`, then a last "
        "`step_unit` for the two side by side, `np.column_stack([first, second])`.",
    ),
    why="""The first unit's score is `x2 - x1 - 0.5`: positive for (0, 1) alone. The second is its
mirror image. The biases put each line halfway between the pairs, so that noise does no harm. The
answers side by side are a new table of samples, with (0, 1), (1, 0) and twice (0, 0) in it, and
there an OR is all that is left to do, which one line can. Many other weights are as right as these.
""",
)


TOO_CLOSE = (
    "Right for the exact pairs, but not with noise. Does one of your lines run too close to a "
    "pair? Let each pass halfway between the pairs that get a yes and those that get a no."
)


@xor_by_hand.cases
def _(rng):
    table = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    yield Case("the four pairs", {"X": table})
    yield Case("a batch of one", {"X": table[3:]})
    yield Case("the pairs in another order", {"X": table[[3, 1, 1, 0, 2]]})
    yield Case("float32", {"X": table[[2, 0, 3]].astype(np.float32)})
    # Just below 0.1: rounding must not put a score of 0 on paper above 0.
    noise = 0.099 * np.array([[1, -1], [-1, 1], [1, 1], [-1, -1]])
    for label, rows in [
        ("each with some noise", [0, 0, 1, 0]),
        ("with other noise", [2, 3, 3, 2]),
        ("with other noise again", [1, 2, 2, 3]),
    ]:
        yield Case(f"the four pairs, {label}", {"X": table + noise[rows]}, otherwise=TOO_CLOSE)
    many = table[rng.integers(4, size=30)] + rng.uniform(-0.1, 0.1, size=(30, 2))
    yield Case("a large batch with noise", {"X": many}, otherwise=TOO_CLOSE)


def _gate(X, w, b):
    return step_unit(X, np.array(w), b)


@xor_by_hand.mistake(
    "This is OR: the pair (1, 1) gets a 1. In an *exclusive* or, both at once is a no."
)
def inclusive_or(X):
    return _gate(X, [1, 1], -0.5)


@xor_by_hand.mistake(
    "This is AND: only (1, 1) gets a 1. If your first two units find the right pairs, the last "
    "one should say yes when *either* of them does."
)
def conjunction(X):
    return _gate(X, [1, 1], -1.5)


@xor_by_hand.mistake(
    "This is NAND: the pair (0, 0) gets a 1 as well. Yes is for exactly one 1 in the pair."
)
def not_both(X):
    return _gate(X, [-1, -1], 1.5)


@xor_by_hand.mistake("Every answer is exchanged: you say yes where the two inputs are the same.")
def whether_they_are_the_same(X):
    return 1 - stacking.xor_by_hand(X)


@xor_by_hand.mistake(
    "Only (0, 1) gets a 1. Half of the work is done: (1, 0) needs a unit of its own, and the last "
    "unit has to listen to both."
)
def only_the_second(X):
    return _gate(X, [-1, 1], -0.5)


@xor_by_hand.mistake(
    "Only (1, 0) gets a 1. Half of the work is done: (0, 1) needs a unit of its own, and the last "
    "unit has to listen to both."
)
def only_the_first(X):
    return _gate(X, [1, -1], -0.5)


@xor_by_hand.mistake(
    "Every answer is 0. Try your units one at a time: does each of the first two say yes to some "
    "pair (a score of exactly 0 is a no), and is the last one content with what they say?"
)
def never(X):
    return np.zeros(len(X), dtype=int)


@xor_by_hand.mistake(
    "The exact pairs all get a 0, and yet some noisy ones get a 1: a line runs through the very "
    "pairs that should get a yes, and a score of exactly 0 is a no."
)
def lines_through_the_pairs_to_find(X):
    A = np.column_stack([_gate(X, [-1, 1], -1), _gate(X, [1, -1], -1)])
    return _gate(A, [1, 1], -0.5)


@xor_by_hand.mistake("Every answer is 1. Which unit should be able to say no, and does not?")
def always(X):
    return np.ones(len(X), dtype=int)


@xor_by_hand.mistake(
    "Your answer is the table of four answers, whatever X holds. X may have any number of rows, in "
    "any order: let the units look at it."
)
def the_table_itself(X):
    return np.array([0, 1, 1, 0])


@xor_by_hand.mistake(
    "Right for exact pairs. But two equal inputs arrive a little different, and your answer to "
    "(0.1, -0.1) is yes. A unit whose line runs halfway between the pairs, not through them, has "
    "room for noise on both sides."
)
def whether_they_differ_at_all(X):
    return np.where(X[:, 0] != X[:, 1], 1, 0)


@xor_by_hand.mistake(
    "You say True where the two inputs differ at all, and for (0.1, -0.1) that is wrong. Let step "
    "units decide, with lines that leave room for noise: they answer 1 and 0."
)
def compared_to_true_and_false(X):
    return X[:, 0] != X[:, 1]


@xor_by_hand.mistake(
    "These are two answers for each sample, those of the first two units. A third unit has to make "
    "one of them."
)
def two_answers(X):
    return np.column_stack([_gate(X, [-1, 1], -0.5), _gate(X, [1, -1], -0.5)])


@xor_by_hand.mistake(
    "These are True and False. The labels are numbers: make the answers 1 and 0 as well."
)
def xor_true_and_false(X):
    return stacking.xor_by_hand(X) == 1


@xor_by_hand.variant
def or_but_not_and(X):
    either, both = _gate(X, [1, 1], -0.5), _gate(X, [1, 1], -1.5)
    return _gate(np.column_stack([either, both]), [1, -2], -0.5)


@xor_by_hand.variant
def or_and_nand(X):
    A = np.stack([_gate(X, [2, 2], -1), _gate(X, [-1, -1], 1.5)], axis=1)
    return (A.sum(axis=1) > 1.5).astype(float)


@xor_by_hand.variant
def with_just_enough_room(X):
    A = np.column_stack([_gate(X, [-1, 1], -0.2), _gate(X, [3, -3], -0.6)])
    return _gate(A, [1, 1], -0.5)


@xor_by_hand.variant
def both_columns_at_once(X):
    A = X @ np.array([[-1, 1], [1, -1]]) > 0.5
    return np.where(A @ np.ones(2) > 0, 1, 0)


in_corner = Exercise(
    id="03-in-corner",
    title="Labels for one corner",
    minutes=4,
    difficulty=2,
    points=1,
    reference=stacking.in_corner,
    hints=(
        "A feature has the same sign as the corner's when their product is positive. Do that for "
        "all features of all samples at once.",
        "You get a mask of shape (N, D). A sample lies in the corner if its *whole row* is True: "
        "`np.all` with an axis.",
        "`same_sign = ... > 0`, then `np.where(np.all(..., axis=...), ..., ...)`.",
    ),
    why="""A product is positive just when both factors have the same sign, and broadcasting
multiplies every row of X with the corner. `np.all(…, axis=1)` asks for all features of a row, so
one answer for each sample is left. A feature of exactly 0 has no sign; its product is 0, which is
not above 0.""",
)


@in_corner.cases
def _(rng):
    X = np.array([[-1.1, 0.9], [0.8, -1.2], [-0.7, -1], [1.3, 0.6], [-0.2, 0.1]])
    yield Case("five samples, upper left", {"X": X, "corner": np.array([-1, 1])})
    yield Case("the same five, lower right", {"X": X, "corner": np.array([1, -1])})
    signs = np.array(list(itertools.product([-1, 1], repeat=3)))
    eight = (signs * rng.uniform(0.2, 2, size=(8, 3))).round(1)
    yield Case("three features", {"X": eight, "corner": np.array([1, -1, 1])})
    yield Case("a batch of one", {"X": np.array([[-2.0, -3.0]]), "corner": np.array([-1, -1])})
    edge = np.array([[0.0, 1.0], [1.0, 0.0], [0.0, 0.0], [0.5, 0.1]])
    yield Case("features of exactly 0", {"X": edge, "corner": np.array([1, 1])})
    whole = rng.integers(-3, 4, size=(15, 2)).astype(float)
    yield Case("whole numbers", {"X": whole, "corner": np.array([-1, 1])})
    single = rng.normal(size=(12, 2)).astype(np.float32)
    yield Case("float32", {"X": single, "corner": np.array([1, -1], dtype=np.float32)})


@in_corner.mistake(
    "These are True and False. The labels of this course are numbers: make them 1 and 0."
)
def corner_as_a_mask(X, corner):
    return np.all(X * corner > 0, axis=1)


@in_corner.mistake(
    "One right sign is enough here. A sample lies in the corner when *all* of its features have "
    "the corner's sign."
)
def any_sign(X, corner):
    return np.where(np.any(X * corner > 0, axis=1), 1, 0)


@in_corner.mistake(
    "There is one label for each *feature*. Ask along the other axis, so that each sample keeps "
    "one."
)
def along_the_samples(X, corner):
    return np.where(np.all(X * corner > 0, axis=0), 1, 0)


@in_corner.mistake(
    "These are labels for every feature of every sample. One step is left: a sample counts when "
    "all of its row does."
)
def a_label_for_every_feature(X, corner):
    return np.where(X * corner > 0, 1, 0)


@in_corner.mistake(
    "This is True or False for every *feature* of every sample: the signs, compared. One step is "
    "left before the labels: a sample counts when all of its row does."
)
def signs_compared(X, corner):
    return X * corner > 0


@in_corner.mistake(
    "There is one True or False for each *feature*, and there should be a label for each sample. "
    "Ask along the other axis, and make numbers of the answers."
)
def a_mask_along_the_samples(X, corner):
    return np.all(X * corner > 0, axis=0)


@in_corner.mistake(
    "A feature of exactly 0 counts as being in the corner. It has no sign, so it should not."
)
def the_edge_too(X, corner):
    return np.where(np.all(X * corner >= 0, axis=1), 1, 0)


@in_corner.mistake("The labels are exchanged: 1 is for the samples *in* the corner.")
def outside_the_corner(X, corner):
    return np.where(np.all(X * corner > 0, axis=1), 0, 1)


@in_corner.mistake("This labels the opposite corner, where every sign is the other one.")
def the_opposite_corner(X, corner):
    return np.where(np.all(X * corner < 0, axis=1), 1, 0)


@in_corner.mistake(
    "Two corners at once get a 1. The product of all features of a row cannot tell a corner "
    "from the opposite one: compare feature by feature."
)
def product_of_the_features(X, corner):
    return np.where(np.prod(X, axis=1) * np.prod(corner) > 0, 1, 0)


@in_corner.mistake(
    "The products of a row are added up before you ask for the sign. A large feature then "
    "outvotes the others: ask every feature first."
)
def sum_over_the_features(X, corner):
    return np.where(X @ corner > 0, 1, 0)


@in_corner.mistake("The corner is not looked at: you ask for positive features, whatever it is.")
def the_upper_right_always(X, corner):
    return np.where(np.all(X > 0, axis=1), 1, 0)


@in_corner.mistake("Only the first feature is looked at. All of them have to have the right sign.")
def the_first_feature_only(X, corner):
    return np.where(X[:, 0] * corner[0] > 0, 1, 0)


@in_corner.mistake(
    "Only the first two features are looked at. Samples may have three, or any other number: "
    "compare whole rows."
)
def the_first_two_features_only(X, corner):
    return np.where((X[:, 0] * corner[0] > 0) & (X[:, 1] * corner[1] > 0), 1, 0)


@in_corner.mistake(
    "You ask whether the features *are* 1 or -1. Only their signs have to be the corner's."
)
def on_the_very_corner(X, corner):
    return np.where(np.all(np.equal(X, corner), axis=1), 1, 0)


@in_corner.variant
def corner_by_signs(X, corner):
    return np.all(np.sign(X) == corner, axis=1).astype(int)


@in_corner.variant
def corner_by_the_smallest(X, corner):
    return 1.0 * (np.min(X * corner, axis=1) > 0)


@in_corner.variant
def corner_in_a_loop(X, corner):
    return np.array([int(all(x * c > 0 for x, c in zip(row, corner, strict=True))) for row in X])


hidden_layer = Exercise(
    id="03-hidden-layer",
    title="A row of units",
    minutes=3,
    difficulty=1,
    points=1,
    reference=stacking.hidden_layer,
    hints=(
        "Chapter 02's unit, with a matrix where the vector of weights was. What are the shapes?",
        "X is (N, D) and W is (D, H), so their product has one row a sample and one column a "
        "unit. The biases are added to every row.",
        "`Z = ... @ ... + ...`, then what makes an activation of a score.",
    ),
    why="""`X @ W` takes the dot product of every sample with every unit's column, (N, D) by (D, H)
to (N, H). Broadcasting adds the biases (H,) to each row, one for each column. The sigmoid works
on each entry by itself, so that no unit knows of its neighbours.""",
)


@hidden_layer.cases
def _(rng):
    def draw(N, D, H, dtype=np.float64):
        sizes = {"X": (N, D), "W": (D, H), "b": H}
        return {name: rng.normal(size=size).round(1).astype(dtype) for name, size in sizes.items()}

    yield Case("4 samples, 2 features, 3 units", draw(4, 2, 3))
    yield Case("a batch of one", draw(1, 3, 2))
    yield Case("a single unit", draw(5, 2, 1))
    yield Case("as many samples as units", draw(3, 3, 3))
    yield Case("float32", draw(3, 4, 2, np.float32))
    whole = {"X": [[1, 0, 2], [0, -1, 1]], "W": [[1, 0], [2, -1], [0, 1]], "b": [-1, 1]}
    yield Case("whole numbers", {name: np.array(v, dtype=float) for name, v in whole.items()})


@hidden_layer.mistake("These are the scores. One step is left: the sigmoid makes activations.")
def scores_of_the_row(X, W, b):
    return X @ W + b


@hidden_layer.mistake("The biases are missing: add them to the scores, before the sigmoid.")
def row_without_biases(X, W, b):
    return sigmoid(X @ W)


@hidden_layer.mistake(
    "The biases come too late. They belong to the scores, so add them *before* the sigmoid."
)
def biases_after_the_sigmoid(X, W, b):
    return sigmoid(X @ W) + b


@hidden_layer.mistake("The biases are subtracted. In this course a bias is added to the score.")
def biases_subtracted(X, W, b):
    return sigmoid(X @ W - b)


@hidden_layer.mistake(
    "Each row sums to 1: that is softmax, in which the units compete. Here each unit answers "
    "for itself, so use the sigmoid."
)
def a_softmax(X, W, b):
    return softmax(X @ W + b)


@hidden_layer.mistake(
    "These are answers of 0 and 1. The units of this layer say how sure they are: use the sigmoid."
)
def a_row_of_steps(X, W, b):
    return np.where(X @ W + b > 0, 1, 0)


@hidden_layer.mistake("The sigmoid is applied twice. Once is enough.")
def sigmoid_of_the_sigmoid(X, W, b):
    return sigmoid(sigmoid(X @ W + b))


@hidden_layer.mistake(
    "Your result has one row a *unit*. It should have one row a sample and one column a unit."
)
def one_row_a_unit(X, W, b):
    return sigmoid(X @ W + b).T


@hidden_layer.mistake(
    "The shapes do not meet. A unit is a *column* of W already, so W needs no transposing."
)
def transposed_the_weights(X, W, b):
    return sigmoid(X @ W.T + b)


@hidden_layer.mistake(
    "The shapes do not meet: a sample is a row of X, a unit a column of W, so X comes first."
)
def weights_before_samples(X, W, b):
    return sigmoid(W @ X + b)


@hidden_layer.mistake(
    "The biases stand in a column, one for each *sample*. They belong to the units, the columns of "
    "the scores: add them as they come, to every row."
)
def biases_in_a_column(X, W, b):
    return sigmoid(X @ W + b[:, np.newaxis])


@hidden_layer.mistake(
    "The product is the entry-by-entry one. Each score is a sum over the features: "
    "a matrix product."
)
def entry_by_entry(X, W, b):
    return sigmoid(X * W + b)


@hidden_layer.variant
def unit_by_unit(X, W, b):
    return np.stack([sigmoid(np.dot(X, W[:, k]) + b[k]) for k in range(len(b))], axis=1)


@hidden_layer.variant
def bias_as_a_weight_of_one(X, W, b):
    ones = np.ones((len(X), 1))
    return 1 / (1 + np.exp(-np.hstack([X, ones]) @ np.vstack([W, b])))


fold_standardize = Exercise(
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
)


@fold_standardize.cases
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
        yield Case(label, args, _first, "the new w", "w")
        yield Case(label, args, _second, "the new b", "b")


# Those in which only the bias is wrong stand first: they fit it better than the rest.


@fold_standardize.mistake(
    "The new weights are right. The bias is as it was: but shifting every input by its mean "
    "shifts the score as well. By how much?"
)
def bias_as_it_was(w, b, mean, spread):
    return w / spread, b


@fold_standardize.mistake(
    "The new weights are right. In the bias the means are weighed with the old weights: divide "
    "by the spreads there too."
)
def means_with_the_old_weights(w, b, mean, spread):
    return w / spread, b - mean @ w


@fold_standardize.mistake(
    "The new weights are right. The bias moves the wrong way: the means are *subtracted* from "
    "the inputs, so what they bring is subtracted from the score."
)
def bias_the_wrong_way(w, b, mean, spread):
    return w / spread, b + mean @ (w / spread)


@fold_standardize.mistake(
    "The new weights are right, but the new bias has an entry for every input. A unit has one "
    "bias: add the terms up."
)
def a_bias_for_every_input(w, b, mean, spread):
    return w / spread, b - mean * w / spread


@fold_standardize.mistake(
    "The new weights are right. In the bias each mean is only divided by its spread, and the "
    "input's weight is missing."
)
def means_without_weights(w, b, mean, spread):
    return w / spread, b - np.sum(mean / spread)


@fold_standardize.mistake(
    "The new weights are right. The bias has become an array: the means are subtracted as they "
    "are. What each of them does to the score depends on its input's weight and spread, and then "
    "they add up to one number."
)
def means_subtracted(w, b, mean, spread):
    return w / spread, b - mean


@fold_standardize.mistake(
    "The new weights are right. The bias has become an array, in which each mean is divided by its "
    "spread. The input's weight is missing there, and the terms add up to one number."
)
def means_over_spreads(w, b, mean, spread):
    return w / spread, b - mean / spread


@fold_standardize.mistake(
    "The new weights are right. The bias has lost its old value: only the part of the means "
    "is there."
)
def old_bias_lost(w, b, mean, spread):
    return w / spread, -(mean @ (w / spread))


@fold_standardize.mistake(
    "The weights are multiplied with the spreads. The inputs are *divided* by them, and that "
    "is what the new weights have to do."
)
def times_the_spread(w, b, mean, spread):
    return w * spread, b - mean @ (w * spread)


@fold_standardize.mistake(
    "The weights are standardized like inputs. The new weights are not shifted: set up the "
    "score and sort it by what stands in front of the inputs."
)
def weights_standardized(w, b, mean, spread):
    return (w - mean) / spread, b


@fold_standardize.mistake(
    "The weights are as they were. The inputs were divided by their spreads; now the weights "
    "have to do that."
)
def weights_as_they_were(w, b, mean, spread):
    return w, b - mean @ w


@fold_standardize.mistake(
    "This is one array, and it begins with the new weights. Return two things: all the weights, "
    "a comma, the bias."
)
def weights_and_bias_in_a_row(w, b, mean, spread):
    return np.append(*stacking.fold_standardize(w, b, mean, spread))


@fold_standardize.mistake("The two results come in the wrong order: first the weights.")
def folded_bias_first(w, b, mean, spread):
    return stacking.fold_standardize(w, b, mean, spread)[::-1]


@fold_standardize.variant
def fold_by_a_sum(w, b, mean, spread):
    return np.divide(w, spread), float(b - np.sum(w * mean / spread))


@fold_standardize.variant
def fold_input_by_input(w, b, mean, spread):
    new_w, new_b = np.zeros_like(w), b
    for d in range(len(w)):
        new_w[d] = w[d] / spread[d]
        new_b = new_b - new_w[d] * mean[d]
    return new_w, new_b


@fold_standardize.variant
def fold_in_a_copy(w, b, mean, spread):
    w = w.copy()
    w /= spread
    return w, b - np.dot(mean, w)


@fold_standardize.variant
def fold_by_two_questions(w, b, mean, spread):
    def score(a):
        return ((a - mean) / spread) @ w + b

    new_b = score(np.zeros(len(w)))
    return np.array([score(a) - new_b for a in np.eye(len(w))]), new_b


merge_layers = Exercise(
    id="03-merge-layers",
    title="Two layers, or one?",
    minutes=6,
    difficulty=3,
    points=2,
    reference=stacking.merge_layers,
    hints=(
        "Write the two layers as one expression, the first in parentheses, and multiply the "
        "parentheses out.",
        "Matrices keep their order: (X W1) W2 is X (W1 W2). And the first biases go through the "
        "second layer too.",
        "Return two things: a product of two matrices for X, and for the bias `... @ W2 + ...`.",
    ),
    why="""(X W1 + b1) W2 + b2 is X (W1 W2) + (b1 W2 + b2): a matrix product may be multiplied out
and regrouped, as long as the order stays. However many linear layers you stack, they collapse
pair by pair into a single one, with a single straight boundary for each output.""",
)


@merge_layers.cases
def _(rng):
    def draw(D, H, K, dtype=np.float64):
        sizes = {"W1": (D, H), "b1": H, "W2": (H, K), "b2": K}
        return {name: rng.normal(size=size).round(1).astype(dtype) for name, size in sizes.items()}

    def whole():
        sizes = {"W1": (2, 3), "b1": 3, "W2": (3, 2), "b2": 2}
        return {name: rng.integers(1, 5, size=size) * 1.0 for name, size in sizes.items()}

    rows = [
        ("2 inputs, 4 units, 3 outputs", draw(2, 4, 3)),
        ("a single unit between", draw(3, 1, 2)),
        ("one output", draw(2, 3, 1)),
        ("square matrices", draw(3, 3, 3)),
        ("float32", draw(3, 2, 4, np.float32)),
        ("whole numbers", whole()),
    ]
    for label, args in rows:
        yield Case(label, args, _first, "the merged W", "W")
        yield Case(label, args, _second, "the merged b", "b")


@merge_layers.mistake(
    "The weights are right. The biases of the first layer go through the second layer as well: "
    "they cannot just be added."
)
def biases_added(W1, b1, W2, b2):
    return W1 @ W2, b1 + b2


@merge_layers.mistake(
    "The weights are right, but the first layer's biases are lost. What does the second layer "
    "make of them?"
)
def second_biases_only(W1, b1, W2, b2):
    return W1 @ W2, b2


@merge_layers.mistake("The weights are right, but the second layer's own biases are missing.")
def first_biases_only(W1, b1, W2, b2):
    return W1 @ W2, b1 @ W2


@merge_layers.mistake(
    "The weights are right. Only the first biases go through the second layer; its own come last, "
    "and no weights touch them."
)
def both_biases_weighed(W1, b1, W2, b2):
    return W1 @ W2, (b1 + b2) @ W2


@merge_layers.mistake(
    "The matrices are in the wrong order. X meets the first layer first, so its matrix is on "
    "the left."
)
def the_second_layer_first(W1, b1, W2, b2):
    return W2 @ W1, b1 @ W2 + b2


@merge_layers.mistake("The matrices are added. Two layers in a row multiply.")
def matrices_added(W1, b1, W2, b2):
    return W1 + W2, b1 @ W2 + b2


@merge_layers.mistake(
    "The product is the entry-by-entry one. A layer is a matrix product, and so are two."
)
def matrices_entry_by_entry(W1, b1, W2, b2):
    return W1 * W2, b1 @ W2 + b2


@merge_layers.mistake(
    "There is a sigmoid in it. These layers are linear: nothing stands between them."
)
def sigmoid_between(W1, b1, W2, b2):
    return sigmoid(W1) @ W2, sigmoid(b1) @ W2 + b2


@merge_layers.mistake(
    "X was left out before the parentheses were multiplied out: the first biases are added to the "
    "weights. They belong to the scores. Keep the X, and sort by what it stands in front of."
)
def biases_added_to_the_weights(W1, b1, W2, b2):
    return (W1 + b1) @ W2, b2


@merge_layers.mistake(
    "This is one array, and it begins with the merged weights. Return two things: all of W, a "
    "comma, b."
)
def merged_weights_alone(W1, b1, W2, b2):
    return W1 @ W2


@merge_layers.mistake(
    "This is one array, in which what belongs to X and what does not are added up. Return two "
    "things: W, a comma, b."
)
def weights_plus_biases(W1, b1, W2, b2):
    return W1 @ W2 + (b1 @ W2 + b2)


@merge_layers.mistake("The two results come in the wrong order: first W, then b.")
def merged_bias_first(W1, b1, W2, b2):
    return stacking.merge_layers(W1, b1, W2, b2)[::-1]


@merge_layers.variant
def merge_by_questions(W1, b1, W2, b2):
    def both(X):
        return np.dot(np.dot(X, W1) + b1, W2) + b2

    zero = both(np.zeros(len(W1)))
    return both(np.eye(len(W1))) - zero, zero


@merge_layers.variant
def merge_with_einsum(W1, b1, W2, b2):
    return np.einsum("dh,hk->dk", W1, W2), b2 + (b1[:, None] * W2).sum(axis=0)
