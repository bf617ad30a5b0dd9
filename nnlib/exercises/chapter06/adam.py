"""A step of like size for every parameter."""

import numpy as np

from nnlib.exercises._kinds import not_in_a_row
from nnlib.exercises.chapter06._adam_means_mistakes import Means
from nnlib.exercises.chapter06._adam_mistakes import Mistakes
from nnlib.judge.exercise import Case, Exercise
from nnlib.networks import optimizers

exercise = Exercise(
    id="06-adam",
    title="Adam",
    minutes=15,
    difficulty=4,
    points=4,
    reference=optimizers.Adam,
    blank=("step",),
    hints=(
        "Each parameter needs two running means under its name, `self.m` and `self.v`; both are 0 "
        "before the first step, so `self.m.get(name, 0)` finds the old one. And the steps have to "
        "be counted, once a step.",
        "For the correction go back to the question above: with a gradient that stays the same, "
        "what fraction of it has a running mean reached after t steps? Divide by just that. The "
        "second mean fades at another pace.",
        "Keep the *uncorrected* means, and make corrected ones for this step alone. The parameter "
        "moves, in place, by the learning rate times the corrected mean, over the root of the "
        "corrected mean square plus epsilon.",
    ),
    why="""While the gradient stays the same, both corrected means are exact from the first step on:
m̂ is the gradient and √v̂ its size, so the step is the learning rate times its sign. In real
training m̂ shrinks where signs change from batch to batch, and the step with it. Without the
corrections the first step would be 0.1 / √0.001, about 3.2, times as long, since v starts even
further from its value than m.""",
    promises={
        "one step": lambda case: len(case.args["dW"]) == 1,
        "several steps": lambda case: len(case.args["dW"]) > 2,
        "other options": lambda case: case.args.get("beta2", 0.999) != 0.999,
        "a gradient of 0": lambda case: (case.args["dW"] == 0).any(),
        "gradients that are all 0, after others": lambda case: not case.args["dW"][-1].any(),
        "an array that is not in a row": not_in_a_row("W"),
        "several parameters": lambda case: case.args["W"].ndim == 2,
        "layers that are alike": lambda case: "other" in case.args,
        "a rate that changes": lambda case: case.label == "a rate that changes",
    },
    survivors={"self.t = self.t + 1 -> self.t += 1": "the same in other words"},
    distractors=(
        "    m_hat, v_hat = m / (1 - self.beta1), v / (1 - self.beta2)",
        "    parameter -= self.learning_rate * m_hat / (v_hat + self.epsilon)",
    ),
)


def _after_steps(Adam, W, dW, learning_rate, beta1, beta2, epsilon):
    """Take a step with each of the gradients dW; W and a second parameter, b, both move."""
    optimizer = Adam(learning_rate, beta1=beta1, beta2=beta2, epsilon=epsilon)
    params = {"W": W.copy(), "b": W[0].copy()}
    W, b = params.values()  # the network's own arrays
    for gradient in dW:
        optimizer.step(params, {"b": 3 * gradient[0], "W": gradient})
    return np.vstack([W, b])


NO_VIEW = (
    "A transposed parameter hasn't moved: `ravel()` and `reshape(-1)` give a *copy* of it, and the "
    "copy has moved. Move the array itself, `parameter -= …`, whatever its shape."
)


def _transposed_moves(Adam, W, dW):
    own = np.asfortranarray(W).copy(order="F")
    Adam(0.5).step({"W": own}, {"W": dW[0]})
    return own


def _changing_rate(Adam, W, dW):
    """Two steps, the second with another rate: what counts is the one that is set by then."""
    optimizer, params = Adam(0.5, beta1=0.5, beta2=0.75), {"W": W.copy()}
    W = params["W"]
    optimizer.step(params, {"W": dW[0]})
    optimizer.learning_rate = 0.125
    optimizer.step(params, {"W": dW[1]})
    return W


def _two_layers(Adam, W, dW, other, d_other):
    """Two steps of a network whose two layers have parameters of like shapes, and like letters."""
    optimizer, params = Adam(0.5, beta1=0.5, beta2=0.75), {"0.W": W.copy(), "2.W": other.copy()}
    W, other = params.values()
    for gradients in zip(dW, d_other, strict=True):
        optimizer.step(params, dict(zip(params, gradients, strict=True)))
    return np.vstack([W, other])


@exercise.cases
def _(rng):
    usual = {"learning_rate": 0.1, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}

    def draw(T, D, H, **options):
        W = rng.normal(size=(D, H)).round(1)
        dW = rng.uniform(0.5, 3, size=(T, D, H)).round(1) * rng.choice([-1, 1], size=(T, D, H))
        return {"W": W, "dW": dW, **usual, **options}

    def case(label, args):
        steps = "1 step" if len(args["dW"]) == 1 else f"{len(args['dW'])} steps"
        return Case(label, args, _after_steps, f"W, with b under it, after {steps},")

    W = np.array([[1.0, -2, 3], [0, 4, -5]])
    yield case("one step", {"W": W, "dW": np.ones((1, 2, 3)), **usual})
    turned, what = {"W": W.T.copy().T, "dW": np.ones((1, 2, 3))}, "W after 1 step"
    yield Case("a transposed parameter", turned, _transposed_moves, what, otherwise=NO_VIEW)
    yield case("a constant gradient", {"W": W, "dW": np.ones((3, 2, 3)), **usual})
    yield case("four steps", draw(4, 3, 2))
    yield case("other options", draw(3, 1, 4, beta1=0.5, beta2=0.75, epsilon=0.5))
    whole = np.array([[[1.0, 0]], [[3, -2]]])  # 0 at once: there epsilon alone keeps 0 / 0 away
    yield case("a gradient that is 0 at first", {**draw(2, 1, 2), "dW": whole})
    over = np.array([[[1.0, -0.25]], [[0, 0]]])  # the means remember what was before
    quick = {"beta1": 0.5, "beta2": 0.75, "epsilon": 0.5}
    yield case("all gradients 0 in the second step", {**draw(2, 1, 2, **quick), "dW": over})
    what = "W after 2 steps, the second with learning rate 0.125,"
    rates = {"W": W[:, :2], "dW": np.array([[[1.0, 2], [3, -1]], [[1, -4], [3, 1]]])}
    yield Case("a rate that changes", rates, _changing_rate, what)
    alike = {"W": np.zeros((1, 2)), "dW": np.array([[[1.0, 2]], [[2, -1]]])}
    alike |= {"other": np.ones((1, 2)), "d_other": np.array([[[-4.0, 1]], [[-4, 3]]])}
    what = "W of layer 0, with that of layer 2 under it, after 2 steps"
    yield Case("two layers that are alike", alike, _two_layers, what)


exercise.wrong(Mistakes)
exercise.wrong(Means)


@exercise.right
class Variants:
    class corrections_in_the_rate(optimizers.Adam):
        """The two corrections join other numbers, so no corrected mean is made as an array."""

        def step(self, params, grads):
            self.t = self.t + 1
            for_m, for_v = 1 - self.beta1**self.t, 1 - self.beta2**self.t
            for name in params:
                g = grads[name]
                self.m[name] = g * (1 - self.beta1) + self.m.get(name, 0.0) * self.beta1
                self.v[name] = g * g * (1 - self.beta2) + self.v.get(name, 0.0) * self.beta2
                size = np.sqrt(self.v[name] / for_v) + self.epsilon
                params[name] -= self.learning_rate / for_m * self.m[name] / size

    class means_in_place(optimizers.Adam):
        """A running mean moves towards the new gradient by a fraction of the distance between them:
        the same numbers, written so that the arrays are made only once."""

        def step(self, params, grads):
            self.t += 1
            for name, parameter in params.items():
                g = grads[name]
                m = self.m.setdefault(name, np.zeros(g.shape))
                v = self.v.setdefault(name, np.zeros(g.shape))
                m += (1 - self.beta1) * (g - m)
                v += (1 - self.beta2) * (g**2 - v)
                m_hat, v_hat = m / (1 - self.beta1**self.t), v / (1 - self.beta2**self.t)
                parameter -= self.learning_rate * m_hat / (np.sqrt(v_hat) + self.epsilon)
