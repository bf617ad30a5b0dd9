"""Gradient descent as a loop that notes how the training went."""

import numpy as np

from nnlib.by_hand import sigmoid_unit
from nnlib.by_hand.perceptron import step_unit
from nnlib.by_hand.sigmoid_unit import sigmoid_unit_grad
from nnlib.exercises._helpers import first, second, spelled
from nnlib.exercises._kinds import array_where
from nnlib.exercises.chapter02._descend_mistakes import (
    Notes,
    Steps,
    Sure,
    loss_of,
    loss_of_answers,
    places_of,
    told,
)
from nnlib.functions.activations import sigmoid
from nnlib.functions.losses import binary_cross_entropy
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="02-descend",
    title="All the way down",
    minutes=12,
    difficulty=3,
    points=3,
    reference=sigmoid_unit.descend,
    hints=(
        "What has to happen once before the loop, and what in every round? Count the losses: there "
        "is one more of them than there are steps.",
        "Ask `sigmoid_unit_grad` for both gradients while the weights are where they are, and only "
        "then move. The loss of a place needs the probabilities there.",
        "Before the loop, a list with one loss in it; in the loop, the two gradients, then new "
        "weights and a new bias, then one more loss. New ones, because `w -= …` would change the "
        "array that belongs to whoever called you.",
    ),
    distractors=(
        "    w, b = w + learning_rate * dw, b + learning_rate * db",
        "    w, b = w - learning_rate * dw, b - db",
    ),
    why="""Each round asks for both gradients at one place and moves both from there: were w moved
first, db would belong to another point. The gradient points uphill, hence the minus. The loss is
noted at the start too, so the list has one entry more than there were steps, and its first one
tells what was gained. `w - …` makes a new array each time, so the start stays as it was.""",
    promises={
        "several steps": lambda case: case.args["n_steps"] > 2,
        "a single step": lambda case: case.args["n_steps"] == 1,
        "no step at all": lambda case: case.args["n_steps"] == 0,
        "a start at 0": array_where("w", lambda w: not w.any()),
        "a start elsewhere, with a bias": lambda case: case.args["w"].any() and case.args["b"],
        "a small learning rate": lambda case: case.args["learning_rate"] < 1,
        "a large learning rate": lambda case: case.args["learning_rate"] > 1,
        "a loss that rises": lambda case: (np.diff(sigmoid_unit.descend(**case.args)[2]) > 0).any(),
        "three features": array_where("X", lambda X: X.shape[1] == 3),
        "as many features as samples": array_where("X", lambda X: X.shape[0] == X.shape[1]),
        "a unit that is right and perfectly sure": lambda case: (
            sigmoid(case.args["X"] @ case.args["w"] + case.args["b"])[case.args["y"] == 1] == 1
        ).any(),
        "a single sample": array_where("X", lambda X: len(X) == 1),
    },
    survivors={
        "np.array(w, dtype=float) -> np.array(w)": "a start is made of floats",
        "b = b - learning_rate * db -> b -= learning_rate * db": "a number is changed for nobody",
    },
)


def _lengths(answer, *args):
    result = answer(*args)
    return None if result is None or result[2] is None else np.size(result[2])


def _losses(answer, *args):
    result = answer(*args)
    return None if result is None or result[2] is None else np.asarray(result[2], dtype=float)


@exercise.cases
def _(rng):
    X = np.array([[1.0, 2.0], [-1.0, 0.5], [0.5, -1.0], [2.0, 1.0]])
    four = {"X": X, "y": np.array([1, 0, 0, 1])}
    start = {"w": np.array([1.0, -1.0]), "b": 0.5}
    three = np.array([[1.0, 0, 2], [0, 1, 1], [1, 2, 0]])
    drawn = rng.normal(size=(9, 3)).round(1)
    away = {"w": np.array([0.5, -0.5, 1.0]), "b": -0.25}
    rows = [
        ("three steps from elsewhere", {**four, **start, "learning_rate": 0.5, "n_steps": 3}),
        ("no step", {**four, **start, "learning_rate": 0.5, "n_steps": 0}),
        ("a single step", {**four, **start, "learning_rate": 0.5, "n_steps": 1}),
        (
            "five long steps from 0",
            {**four, "w": np.zeros(2), "b": 0.0, "learning_rate": 4.0, "n_steps": 5},
        ),
        (
            "steps so long that the loss rises",
            {
                "X": np.array([[3.0], [1.0], [-1.0]]),
                "y": np.array([0, 1, 0]),
                **{"w": np.zeros(1), "b": 0.0, "learning_rate": 4.0, "n_steps": 3},
            },
        ),
        (
            "three samples of three features",
            {"X": three, "y": np.array([1, 0, 1]), **away, "learning_rate": 1.0, "n_steps": 4},
        ),
        (
            "a single sample",
            {"X": three[:1], "y": np.array([0]), **away, "learning_rate": 0.1, "n_steps": 2},
        ),
        (
            "a unit that is right and perfectly sure",
            {
                "X": np.array([[40.0], [-0.5], [1.0]]),
                "y": np.array([1, 0, 1]),
                **{"w": np.ones(1), "b": 0.0, "learning_rate": 0.5, "n_steps": 2},
            },
        ),
        (
            "nine samples, eight steps",
            {"X": drawn, "y": np.arange(9) % 2, **away, "learning_rate": 0.3, "n_steps": 8},
        ),
    ]
    for row, (label, args) in enumerate(rows):
        yield Case(label, args, first, "w", "weights")
        yield Case(label, args, second, "b", "weights")
        if row < 3:
            yield Case(label, args, _lengths, "the number of losses", "losses")
        yield Case(label, args, _losses, "losses", "losses")


exercise.wrong(Steps)
exercise.wrong(Notes)
exercise.wrong(Sure)


@exercise.wrong
class Mistakes:
    def uphill(X, y, w, b, learning_rate, n_steps):
        """The weights move *with* the gradient, which points where the loss rises fastest. To go
        down, subtract it."""
        return told(X, y, places_of(X, y, w, b, -learning_rate, n_steps))

    def bias_uphill(X, y, w, b, learning_rate, n_steps):
        """The weights go down and the bias goes up: its gradient is added. Subtract both."""
        return told(X, y, places_of(X, y, w, b, learning_rate, n_steps, of_b=-1.0))

    def only_the_weights(X, y, w, b, learning_rate, n_steps):
        """The bias never moves. It has a gradient of its own, `db`, and goes down by the same
        rule."""
        return told(X, y, places_of(X, y, w, b, learning_rate, n_steps, of_b=0.0))

    def only_the_bias(X, y, w, b, learning_rate, n_steps):
        """Only the bias moves. The weights go down too, by the learning rate times `dw`."""

        def grad(X, y, w, b):
            return 0 * w, sigmoid_unit_grad(X, y, w, b)[1]

        return told(X, y, places_of(X, y, w, b, learning_rate, n_steps, grad=grad))

    def without_the_rate(X, y, w, b, learning_rate, n_steps):
        """The whole gradient is subtracted. The learning rate says how much of it to take."""
        return told(X, y, places_of(X, y, w, b, 1.0, n_steps))

    def rate_at_the_weights_alone(X, y, w, b, learning_rate, n_steps):
        """The learning rate is missing at the bias, which moves by its whole gradient."""
        return told(X, y, places_of(X, y, w, b, learning_rate, n_steps, of_b=1 / learning_rate))

    def divided_again(X, y, w, b, learning_rate, n_steps):
        """The gradient is divided by the number of samples once more. It's that of a mean
        already."""
        return told(X, y, places_of(X, y, w, b, learning_rate / len(y), n_steps))

    def first_gradient_for_all(X, y, w, b, learning_rate, n_steps):
        """All steps go by the gradient of the start. It is another one at every place: ask for it
        inside the loop."""
        fixed = sigmoid_unit_grad(X, y, w, b)
        return told(X, y, places_of(X, y, w, b, learning_rate, n_steps, grad=lambda *place: fixed))

    def always_from_the_start(X, y, w, b, learning_rate, n_steps):
        """Every step begins at the start again, so no step builds on the one before. Give the new
        weights and the new bias the names that the next round reads."""
        once = places_of(X, y, w, b, learning_rate, min(n_steps, 1))
        return told(X, y, [once[0], *[once[-1]] * n_steps])

    def from_zeros(X, y, w, b, learning_rate, n_steps):
        """It starts from zeros, whatever start it is given. Begin with the `w` and `b` that come
        in."""
        return told(X, y, places_of(X, y, 0 * w, 0.0, learning_rate, n_steps))

    def bias_from_zero(X, y, w, b, learning_rate, n_steps):
        """The bias starts at 0, whatever was given. Begin with the `b` that comes in."""
        return told(X, y, places_of(X, y, w, 0.0, learning_rate, n_steps))

    def start_not_noted(X, y, w, b, learning_rate, n_steps):
        """The loss at the start is missing: the list begins after the first step. Note it once
        before the loop."""
        w, b, losses = sigmoid_unit.descend(X, y, w, b, learning_rate, n_steps)
        return w, b, losses[1:]

    def end_not_noted(X, y, w, b, learning_rate, n_steps):
        """The loss is noted *before* each step, so the one after the last step is missing."""
        w, b, losses = sigmoid_unit.descend(X, y, w, b, learning_rate, n_steps)
        return w, b, losses[:-1]

    def loss_of_the_start(X, y, w, b, learning_rate, n_steps):
        """The same loss stands in the list again and again, that of the start. After each step the
        probabilities are others: compute them anew."""
        last = places_of(X, y, w, b, learning_rate, n_steps)[-1]
        return *last, [loss_of(X, y, w, b)] * (n_steps + 1)

    def one_loss_late(X, y, w, b, learning_rate, n_steps):
        """Each loss belongs to the place before the step, so the first one stands twice and the
        last is missing. Compute the probabilities after you've moved."""
        w, b, losses = sigmoid_unit.descend(X, y, w, b, learning_rate, n_steps)
        return w, b, ([losses[0], *losses])[: len(losses)]

    def only_the_last_loss(X, y, w, b, learning_rate, n_steps):
        """Only one loss comes back. Wanted is a list of all of them, from the start to the end."""
        w, b, losses = sigmoid_unit.descend(X, y, w, b, learning_rate, n_steps)
        return w, b, losses[-1]

    def _no_longer_a_list(X, y, w, b, learning_rate, n_steps):
        w, b, losses = sigmoid_unit.descend(X, y, w, b, learning_rate, n_steps)
        return w, b, losses[-1] if n_steps else losses

    only_the_last_loss = spelled(
        only_the_last_loss,
        _no_longer_a_list,
        lambda X, y, w, b, rate, n: (
            *sigmoid_unit.descend(X, y, w, b, rate, n)[:2],
            sigmoid_unit.descend(X, y, w, b, rate, n)[2][:1],
        ),
    )
    _no_longer_a_list = ()

    def fraction_wrong(X, y, w, b, learning_rate, n_steps):
        """The list holds the fractions of mistakes. Note the *loss*, which the descent lowers."""
        places = places_of(X, y, w, b, learning_rate, n_steps)
        return told(X, y, places, lambda X, y, w, b: np.mean(step_unit(X, w, b) != y))

    def squared_errors(X, y, w, b, learning_rate, n_steps):
        """The list holds squared errors. The loss here is the binary cross-entropy."""
        places = places_of(X, y, w, b, learning_rate, n_steps)
        return told(X, y, places, lambda X, y, w, b: np.mean((sigmoid(X @ w + b) - y) ** 2))

    squared_errors = spelled(
        squared_errors,
        lambda X, y, w, b, rate, n: told(
            X,
            y,
            places_of(X, y, w, b, rate, n),
            lambda X, y, w, b: np.mean((sigmoid(X @ w + b) - y) ** 2) / 2,
        ),
    )

    def loss_of_the_answers(X, y, w, b, learning_rate, n_steps):
        """A loss is taken of the answers, 0 or 1, so it's 0 or infinite. It wants
        probabilities: send the scores through the sigmoid."""
        places = places_of(X, y, w, b, learning_rate, n_steps)
        return told(X, y, places, loss_of_answers)

    loss_of_the_answers = spelled(
        loss_of_the_answers,
        lambda X, y, w, b, rate, n: (
            *places_of(X, y, w, b, rate, n)[-1],
            [
                loss_of(X, y, w, b),
                *(loss_of_answers(X, y, *at) for at in places_of(X, y, w, b, rate, n)[1:]),
            ],
        ),
    )

    def summed_losses(X, y, w, b, learning_rate, n_steps):
        """Each loss is a sum over the samples. Their mean is wanted, which your
        `binary_cross_entropy` gives."""
        w, b, losses = sigmoid_unit.descend(X, y, w, b, learning_rate, n_steps)
        return w, b, [len(y) * loss for loss in losses]

    def losses_pile_up(X, y, w, b, learning_rate, n_steps):
        """The losses are added up from step to step. Each place has one of its own."""
        w, b, losses = sigmoid_unit.descend(X, y, w, b, learning_rate, n_steps)
        return w, b, list(np.cumsum(losses))

    def rosenblatts_errors(X, y, w, b, learning_rate, n_steps):
        """The errors are made of answers, 0 or 1, as in Rosenblatt's rule. Here they're made of
        probabilities: `sigmoid_unit_grad` does that."""

        def grad(X, y, w, b):
            dz = (step_unit(X, w, b) - y) / len(y)
            return X.T @ dz, dz.sum()

        return told(X, y, places_of(X, y, w, b, learning_rate, n_steps, grad=grad))

    def losses_first(X, y, w, b, learning_rate, n_steps):
        """The results come in another order. First w, then b, then the losses."""
        w, b, losses = sigmoid_unit.descend(X, y, w, b, learning_rate, n_steps)
        return losses, w, b

    def only_two_results(X, y, w, b, learning_rate, n_steps):
        """Two things come back, and three are wanted: the weights, the bias and the list of
        losses."""
        return sigmoid_unit.descend(X, y, w, b, learning_rate, n_steps)[:2]

    def only_the_losses(X, y, w, b, learning_rate, n_steps):
        """Only the losses come back. Return three things: the weights, the bias and that list."""
        return sigmoid_unit.descend(X, y, w, b, learning_rate, n_steps)[2]

    def changed_in_place(X, y, w, b, learning_rate, n_steps):
        """The result is right, but the caller's weights have moved along, which is what `w -= …`
        does. `w = w - …` makes a new array."""
        last, b, losses = sigmoid_unit.descend(X, y, w, b, learning_rate, n_steps)
        w[:] = last
        return w, b, losses

    def rounded(X, y, w, b, learning_rate, n_steps):
        """The losses are rounded. Note them as they are: rounding is for printing."""
        w, b, losses = sigmoid_unit.descend(X, y, w, b, learning_rate, n_steps)
        return w, b, [round(float(loss), 3) for loss in losses]

    rounded = spelled(
        rounded,
        lambda X, y, w, b, rate, n: (
            *sigmoid_unit.descend(X, y, w, b, rate, n)[:2],
            [round(float(loss), 4) for loss in sigmoid_unit.descend(X, y, w, b, rate, n)[2]],
        ),
    )

    def best_place(X, y, w, b, learning_rate, n_steps):
        """The weights that come back are those with the smallest loss. The *last* ones are asked
        for, even where the loss has risen on the way."""
        places = places_of(X, y, w, b, learning_rate, n_steps)
        losses = [loss_of(X, y, *place) for place in places]
        return *places[int(np.argmin(losses))], losses

    def ended_when_the_loss_rose(X, y, w, b, learning_rate, n_steps):
        """The descent ends as soon as the loss rises. That happens with long steps, and it is what
        the record should show: take all of the `n_steps`."""
        places = places_of(X, y, w, b, learning_rate, n_steps)
        rises = np.flatnonzero(np.diff([loss_of(X, y, *place) for place in places]) > 0)
        return told(X, y, places[: rises[0] + 2] if len(rises) else places)


@exercise.right
class Variants:
    def noted_before_each_step(X, y, w, b, learning_rate, n_steps):
        """The loop notes first and moves afterwards, and the last loss is noted behind it. The
        same calls, in the order of the names."""
        losses = []
        for _ in range(n_steps):
            losses.append(binary_cross_entropy(y, sigmoid(X @ w + b)))
            dw, db = sigmoid_unit_grad(X, y, w, b)
            w = w - learning_rate * dw
            b = b - learning_rate * db
        losses.append(binary_cross_entropy(y, sigmoid(X @ w + b)))
        return w, b, losses

    def in_a_copy(X, y, w, b, learning_rate, n_steps):
        """A copy is made once, and then `-=` may change it in place: no new array in each step,
        which matters where weights are millions."""
        w = np.array(w, dtype=float)
        losses = np.zeros(n_steps + 1)
        losses[0] = binary_cross_entropy(y, sigmoid(X @ w + b))
        for step in range(1, n_steps + 1):
            dw, db = sigmoid_unit_grad(X, y, w, b)
            w -= learning_rate * dw
            b = b - learning_rate * db
            losses[step] = binary_cross_entropy(y, sigmoid(X @ w + b))
        return w, b, losses
