"""One step of Rosenblatt's rule, for one sample."""

import numpy as np

from nnlib.by_hand import perceptron
from nnlib.by_hand.perceptron import step_unit
from nnlib.exercises._helpers import first, second, spelled
from nnlib.exercises._kinds import float32
from nnlib.exercises.chapter02._rosenblatt_update_slips import Halves
from nnlib.functions.activations import sigmoid
from nnlib.judge.exercise import Case, Exercise


def _score(case):
    return case.args["x"] @ case.args["w"] + case.args["b"]


def _answered(*, no, label):
    """A case with that label which the unit answers with no, or else with yes."""
    return lambda case: case.args["y"] == label and (_score(case) <= 0) == no


exercise = Exercise(
    id="02-rosenblatt-update",
    title="Rosenblatt's rule",
    minutes=5,
    difficulty=2,
    points=2,
    reference=perceptron.rosenblatt_update,
    hints=(
        "First ask the unit for its answer to x. How far is it from the label? That difference is "
        "1, 0 or -1.",
        "Both new values are the old one plus something; for a right answer that something is 0, "
        "so no `if` is needed.",
        "`error = y - ...`, then return two things, separated by a comma: the weights plus error "
        "times x, and the bias plus ... (its input is always 1).",
    ),
    promises={
        "a yes called no": _answered(no=True, label=1),
        "a no called yes": _answered(no=False, label=0),
        "a yes called yes": _answered(no=False, label=1),
        "a no called no": _answered(no=True, label=0),
        "a score of exactly 0": lambda case: _score(case) == 0,
        "a bias that decides": lambda case: (
            (_score(case) > 0) != (_score(case) - case.args["b"] > 0)
        ),
        "a single update that is not enough": lambda case: (
            case.args["y"] == 0 and _score(case) > case.args["x"] @ case.args["x"] + 1
        ),
        "float32": float32("x"),
    },
    survivors={
        "np.dot(x, w) -> np.dot(w, x)": "a dot product of two vectors",
        "w = w + np.multiply(error, x) -> w += np.multiply(error, x)": "w is a copy there",
        "w.copy() -> w": "w + … makes a new array by itself",
    },
    why="""The error `y - answer` is 1 for a missed yes, -1 for a false yes and 0 for a right
answer, so one line covers the three. Adding `x` to the weights and 1 to the bias raises this
sample's score by `x @ x + 1`, subtracting lowers it by as much: always towards the right answer.
`w + error * x` makes a new array; `w += error * x` would change the caller's.""",
)


@exercise.cases
def _(rng):
    w, x = np.array([0.5, -1.0]), np.array([1.0, 2.0])
    whole = {"w": np.array([3.0, -1, 2, 0]), "b": -1.0, "x": np.array([1.0, 0, 2, 1]), "y": 0}
    # Without the bias the next two are answered right; each score is near 0, for thresholds.
    small = {"w": np.array([1.0, -1.0]), "b": 0.55, "x": np.array([0.5, 1.0]), "y": 0}
    rows = [
        ("a yes that the unit calls no", {"w": w, "b": 0.25, "x": x, "y": 1}),
        ("a no that the unit calls yes", {"w": -w, "b": 0.25, "x": x, "y": 0}),
        ("a yes that it calls yes", {"w": -w, "b": 0.25, "x": x, "y": 1}),
        ("a no that it calls no", {"w": w, "b": 0.25, "x": x, "y": 0}),
        ("weights and bias 0, a yes", {"w": np.zeros(3), "b": 0.0, "x": np.ones(3) * 2, "y": 1}),
        ("weights and bias 0, a no", {"w": np.zeros(3), "b": 0.0, "x": np.ones(3) * 2, "y": 0}),
        ("whole numbers", whole),
        ("a no that its bias makes the unit call yes", small),
        ("a yes that its bias makes it call no", {**small, "w": -small["w"], "b": -0.55, "y": 1}),
    ]
    # Here an error taken after the weights have moved is still the right one.
    short = {"w": np.array([2.0, 1.0]), "b": 2.0, "x": np.array([0.5, -0.5]), "y": 0}
    rows.append(("a no that the unit calls yes even after the step", short))
    w32, x32 = (rng.uniform(0.5, 2, size=4).astype(np.float32) for _ in range(2))
    rows.append(("float32", {"w": w32, "b": np.float32(0.5), "x": x32, "y": 0}))
    for label, args in rows:
        yield Case(label, args, first, "the new w", "w")
        yield Case(label, args, second, "the new b", "b")


def _at_rate(rate):
    def step(w, b, x, y):
        error = rate * (y - perceptron.step_unit(x, w, b))
        return w + error * x, b + error

    return step


exercise.wrong(Halves)


@exercise.wrong
class Mistakes:
    def weights_twice(w, b, x, y):
        """The weights are right, but they come back twice. The second thing to return is the
        new bias."""
        error = y - perceptron.step_unit(x, w, b)
        return w + error * x, w + error * x

    def away_from_the_answer(w, b, x, y):
        """The step goes the wrong way. A missed yes needs a *higher* score: label minus answer."""
        error = perceptron.step_unit(x, w, b) - y
        return w + error * x, b + error

    def learns_from_every_sample(w, b, x, y):
        """The weights move although the answer was right. Rosenblatt's unit learns from its
        mistakes only: what is the difference of label and answer when both are the same?"""
        return w + (2 * y - 1) * x, b + (2 * y - 1)

    def learns_from_a_missed_yes_only(w, b, x, y):
        """A no that the unit calls yes changes nothing here. There the error is -1: the sample
        has to be subtracted."""
        error = max(y - int(perceptron.step_unit(x, w, b)), 0)
        return w + error * x, b + error

    def adds_at_every_mistake(w, b, x, y):
        """Every mistake *adds* the sample here. A no that the unit calls yes has the error -1:
        there the sample has to be subtracted."""
        error = abs(y - int(perceptron.step_unit(x, w, b)))
        return w + error * x, b + error

    def decides_without_the_bias(w, b, x, y):
        """The bias is missing in the decision: the unit's answer is 1 where `x @ w + b` is
        above 0, and here it depends on `x @ w` alone."""
        error = y - (1 if x @ w > 0 else 0)
        return w + error * x, b + error

    def yes_at_zero(w, b, x, y):
        """A score of exactly 0 is called a yes here. The unit answers 1 only *above* 0, as in
        `step_unit`."""
        error = y - (1 if x @ w + b >= 0 else 0)
        return w + error * x, b + error

    def no_just_above_zero(w, b, x, y):
        """A score a little above 0 is called a no here. The threshold of a score is 0; one half
        is that of a probability."""
        error = y - (1 if x @ w + b > 0.5 else 0)
        return w + error * x, b + error

    def error_of_the_score(w, b, x, y):
        """The error is taken from the score itself. Turn the score into an answer, 0 or 1,
        first."""
        error = y - (x @ w + b)
        return w + error * x, b + error

    def error_of_the_probability(w, b, x, y):
        """The error is taken from a probability. Rosenblatt's unit knows no shades: it answers
        0 or 1."""
        error = y - sigmoid(x @ w + b)
        return w + error * x, b + error

    def error_without_the_sample(w, b, x, y):
        """The weights move by the error alone. Each weight moves by error times *its own
        feature*."""
        error = y - perceptron.step_unit(x, w, b)
        return w + error, b + error

    def label_for_error(w, b, x, y):
        """The label multiplies the sample; it is the *error*, label minus answer, that should."""
        return w + y * x, b + y

    def error_of_two_places(w, b, x, y):
        """The weights are right, but the bias moves by an error taken *after* the weights had
        moved. Compute the error once, before anything moves."""
        w = w + (y - perceptron.step_unit(x, w, b)) * x
        return w, b + (y - perceptron.step_unit(x, w, b))

    def error_of_two_places_in_place(w, b, x, y):
        """The bias moves by an error taken *after* the weights had moved: compute it once, before.
        And `w += …` changes the caller's weights, while `w + …` makes new ones."""
        w += (y - perceptron.step_unit(x, w, b)) * x
        return w, b + (y - perceptron.step_unit(x, w, b))

    def only_the_change(w, b, x, y):
        """The old weights are lost: what comes back is only their change. Add it to the old
        weights."""
        error = y - perceptron.step_unit(x, w, b)
        return error * x, error

    def only_the_weights(w, b, x, y):
        """Only the weights come back. Return two things, the new weights and the new bias."""
        return w + (y - perceptron.step_unit(x, w, b)) * x

    def weights_overwritten(w, b, x, y):
        """The new weights are right, but the caller's were overwritten, which is what `w += …`
        does. Make a new array."""
        error = y - perceptron.step_unit(x, w, b)
        np.add(w, error * x, out=w, casting="unsafe")
        return w, b + error

    def learns_from_a_false_yes_only(w, b, x, y):
        """A yes that the unit calls no changes nothing here. There the error is 1: the sample
        has to be added."""
        error = min(y - int(perceptron.step_unit(x, w, b)), 0)
        return w + error * x, b + error

    def bias_on_the_wrong_side(w, b, x, y):
        """The unit's answer is taken with the wrong sign of the bias: it is 1 where `x @ w + b`
        is above 0, as in `step_unit`."""
        error = y - (1 if x @ w > b else 0)
        return w + error * x, b + error

    def a_learning_rate(w, b, x, y):
        """The step is a part of what it should be. Formula (2.3) has no learning rate: the whole
        sample is added or subtracted."""
        error = y - perceptron.step_unit(x, w, b)
        return w + 0.1 * error * x, b + 0.1 * error

    def bias_first(w, b, x, y):
        """The two results come in the wrong order: first the weights, then the bias."""
        error = y - perceptron.step_unit(x, w, b)
        return b + error, w + error * x

    def only_after_a_mistake(w, b, x, y):
        """After a mistake this is right, but for a right answer nothing comes back. Then, too,
        return the weights and the bias, as they are."""
        error = y - perceptron.step_unit(x, w, b)
        if error != 0:
            return w + error * x, b + error
        return None

    def matrix_product_with_the_error(w, b, x, y):
        """The error is a single number, and `@` is a product of arrays. Multiply the sample
        with it by `*`."""
        error = y - perceptron.step_unit(x, w, b)
        return w + error @ x, b + error

    def weights_move_by_themselves(w, b, x, y):
        """The weights move by error times *weights*. They move by error times sample."""
        error = y - perceptron.step_unit(x, w, b)
        return w + error * w, b + error

    def until_it_is_right(w, b, x, y):
        """The step is taken again and again until the answer is right. Formula (2.3) takes one
        step, whatever comes of it."""
        while perceptron.step_unit(x, w, b) != y:
            error = y - perceptron.step_unit(x, w, b)
            w, b = w + error * x, b + error
        return w, b

    def _bias_at_a_rate(w, b, x, y):
        error = y - perceptron.step_unit(x, w, b)
        return w + error * x, b + 0.1 * error

    def _weights_at_a_rate(w, b, x, y):
        error = y - perceptron.step_unit(x, w, b)
        return w + 0.1 * error * x, b + error

    a_learning_rate = spelled(
        a_learning_rate,
        *map(_at_rate, (0.5, 0.01, 0.2, 0.25, 0.001)),
        *(_bias_at_a_rate, _weights_at_a_rate),
    )
    _bias_at_a_rate = _weights_at_a_rate = ()

    def yes_below_zero(w, b, x, y):
        """The unit's two answers are exchanged: it says 1 where the score is *above* 0, as in
        `step_unit`."""
        error = y - (1 if x @ w + b < 0 else 0)
        return w + error * x, b + error

    yes_below_zero = spelled(
        yes_below_zero,
        lambda w, b, x, y: (
            w + (y - (1 if x @ w + b <= 0 else 0)) * x,
            b + (y - (1 if x @ w + b <= 0 else 0)),
        ),
    )

    def a_step_too_long(w, b, x, y):
        """The step is longer than it should be: the sample is added or subtracted once."""
        return _at_rate(2)(w, b, x, y)

    def bias_moved_first(w, b, x, y):
        """The weights move by an error taken *after* the bias had moved. Compute the error once,
        before anything moves."""
        b = b + (y - perceptron.step_unit(x, w, b))
        return w + (y - perceptron.step_unit(x, w, b)) * x, b

    def a_score_of_0_passes(w, b, x, y):
        """A score of exactly 0 counts as right here, whatever the label. Its answer is 0, which
        is a mistake for the label 1."""
        sign = 2 * y - 1
        return (w + sign * x, b + sign) if sign * (x @ w + b) < 0 else (w, b)

    def a_score_of_0_fails(w, b, x, y):
        """A score of exactly 0 counts as a mistake here, whatever the label. Its answer is 0,
        which is right for the label 0."""
        sign = 2 * y - 1
        return (w + sign * x, b + sign) if sign * (x @ w + b) <= 0 else (w, b)

    def sample_overwritten(w, b, x, y):
        """The result is right, but the caller's sample has been changed, which is what `x *= …`
        does. `error * x` makes a new array."""
        error = y - perceptron.step_unit(x, w, b)
        np.multiply(x, error, out=x, casting="unsafe")
        return w + x, b + error

    def two_features_only(w, b, x, y):
        """The features are named one by one, so the new weights are always two. `w + error * x`
        serves any number of them."""
        error = y - perceptron.step_unit(x, w, b)
        return np.array([w[0] + error * x[0], w[1] + error * x[1]]), b + error

    def labels_of_minus_1(w, b, x, y):
        """The error is taken with answers or labels of 1 and -1. Here both are 1 and 0, and
        their difference is 1, 0 or -1."""
        error = (2 * y - 1) - perceptron.step_unit(x, w, b)
        return w + error * x, b + error

    labels_of_minus_1 = spelled(
        labels_of_minus_1,
        lambda w, b, x, y: (
            w + (y - (1 if x @ w + b > 0 else -1)) * x,
            b + (y - (1 if x @ w + b > 0 else -1)),
        ),
    )

    def answer_for_error(w, b, x, y):
        """The answer multiplies the sample; it is the *error*, label minus answer, that should."""
        answer = perceptron.step_unit(x, w, b)
        return w + answer * x, b + answer

    def error_by_the_distance(w, b, x, y):
        """The step of the weights is divided by the length of the sample. Formula (2.3) adds
        error times sample as it is."""
        error = y - perceptron.step_unit(x, w, b)
        return w + error * x / np.linalg.norm(x), b + error

    def old_ones_back(w, b, x, y):
        """The weights and the bias come back as they were. After a mistake they should have
        moved."""
        return w, b

    def weights_away_from_the_answer(w, b, x, y):
        """The bias is right, but the weights go the other way. They are *raised* by error times
        sample, as the bias is by the error."""
        error = y - perceptron.step_unit(x, w, b)
        return w - error * x, b + error

    def always_the_same_way(w, b, x, y):
        """Every sample moves the unit the same way, whatever its label and its answer. It moves
        by the error, label minus answer: 1, 0 or -1."""
        return w + x, b + 1

    always_the_same_way = spelled(always_the_same_way, lambda w, b, x, y: (w - x, b - 1))


@exercise.right
class Variants:
    def with_ifs(w, b, x, y):
        """The three cases of the rule, one by one: longer than the formula, and nearer to how it
        was explained. For a right answer the old arrays themselves come back."""
        answer = 1 if np.dot(x, w) + b > 0 else 0
        if answer == y:
            return w, b
        return (w + x, b + 1) if y == 1 else (w - x, b - 1)

    def with_the_error_twice(w, b, x, y):
        """The unit is asked twice, which costs a second product. Both times it's asked *before*
        anything moves, and that is what matters."""
        return w + (y - step_unit(x, w, b)) * x, b + (y - step_unit(x, w, b))

    def as_a_list(w, b, x, y):
        w = w.copy()
        error = float(y - step_unit(x, w, b))
        w = w + np.multiply(error, x)
        return [w, b + error]
