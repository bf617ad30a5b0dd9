"""A step downhill with momentum, in place."""

import numpy as np

from nnlib.exercises._kinds import array_where, not_in_a_row
from nnlib.exercises.chapter06._sgd_kept_mistakes import Kept
from nnlib.exercises.chapter06._sgd_mistakes import Mistakes
from nnlib.judge.exercise import Case, Exercise
from nnlib.networks import optimizers

exercise = Exercise(
    id="06-sgd",
    title="A step downhill, with momentum",
    minutes=10,
    difficulty=2,
    points=3,
    reference=optimizers.SGD,
    blank=("step",),
    hints=(
        "For each parameter: look up its velocity (zeros the first time), renew it, keep it, and "
        "add it to the parameter.",
        "The new velocity is momentum times the old one, minus the learning rate times the "
        "gradient. `self.velocity` is a dict in which each parameter has its own.",
        "Loop over `params.items()`. `self.velocity.get(name, 0)` is the old velocity, or 0 the "
        "first time. Store the new one, then move the parameter in place with `+=`.",
    ),
    why="""The velocity is a running sum of past steps in which each older step counts `momentum`
times less, so steps that agree add up and steps that disagree cancel. `parameter += v` changes
the array that the network holds; `parameter = parameter + v` would make a new array that the
network never sees.""",
    promises={
        "without momentum": array_where("momentum", lambda m: m == 0),
        "with momentum": array_where("momentum", lambda m: m > 0),
        "a gradient of zeros": lambda case: case.label == "a gradient of zeros",
        "an array that is not in a row": not_in_a_row("W"),
        "several parameters": lambda case: {"W", "b"} <= {*case.args},
        "layers that are alike": lambda case: {"0.W", "2.W"} <= {*case.args},
    },
    survivors={
        "np.zeros(params[name].shape) -> np.zeros(params[name].shape, dtype=int)": (
            "the first step makes floats of it"
        ),
    },
    distractors=("    parameter = parameter + self.velocity[name]",),
)


def _steps(n_steps):
    """A use that takes a few steps with an optimizer and looks at the parameter."""

    def use(SGD, W, dW, learning_rate, momentum):
        optimizer = SGD(learning_rate, momentum=momentum)
        params = {"W": W.copy()}
        for k in range(n_steps):
            optimizer.step(params, {"W": dW * (k + 1)})
        return params["W"]

    return use


def _two_parameters(SGD, W, dW, b, db):
    optimizer = SGD(0.1, momentum=0.5)
    params = {"W": W.copy(), "b": b.copy()}
    for _ in range(2):
        optimizer.step(params, {"b": db, "W": dW})  # in another order: names count
    return np.concatenate([params["W"].ravel(), params["b"]])


def _two_layers(SGD, *arrays):
    """Steps of a network whose two layers have parameters of like shapes, and like letters."""
    optimizer, names = SGD(0.1, momentum=0.5), ("0.W", "0.b", "2.W", "2.b")
    params = dict(zip(names, (array.copy() for array in arrays[::2]), strict=True))
    for _ in range(2):
        optimizer.step(params, dict(zip(names, arrays[1::2], strict=True)))
    return np.concatenate([array.ravel() for array in params.values()])


def _changing_rate(SGD, W, dW):
    optimizer = SGD(0.5, momentum=0.5)
    params = {"W": W.copy()}
    optimizer.step(params, {"W": dW})
    optimizer.learning_rate = 0.1
    optimizer.step(params, {"W": dW})
    return params["W"]


def _rolls_on(SGD, W, dW):
    """A step, and a second one with a gradient of nothing but zeros."""
    optimizer, params = SGD(0.1, momentum=0.5), {"W": W.copy()}
    optimizer.step(params, {"W": dW})
    optimizer.step(params, {"W": 0 * dW})
    return params["W"]


def _network_moves(SGD, W, dW):
    own = W.copy()  # the network's own array, which must be the one that moves
    SGD(0.5).step({"W": own}, {"W": dW})
    return own


NO_VIEW = (
    "A transposed parameter hasn't moved: `ravel()` and `reshape(-1)` give a *copy* of it, and the "
    "copy has moved. Move the array itself, `parameter += …`, whatever its shape."
)


def _transposed_moves(SGD, W, dW):
    own = np.asfortranarray(W).copy(order="F")
    SGD(0.5).step({"W": own}, {"W": dW})
    return own


@exercise.cases
def _(rng):
    W, dW = np.array([[1.0, -2.0, 0.5]]), np.array([[10.0, 0.0, -20.0]])
    plain = {"W": W, "dW": dW, "learning_rate": 0.1, "momentum": 0.0}
    yield Case("one step", plain, _steps(1), "W after a step", "plain")
    move = "the network's own W after a step"
    yield Case("one step", {"W": W, "dW": dW}, _network_moves, move, "plain")
    fast = {**plain, "momentum": 0.5}
    yield Case("a first step with momentum", fast, _steps(1), "W after a step", "plain")
    W, dW = rng.normal(size=(2, 3)).round(1), rng.uniform(0.1, 2, size=(2, 3)).round(1)
    turned = {"W": W.T.copy().T, "dW": dW}
    told = {"otherwise": NO_VIEW}
    yield Case("a transposed parameter", turned, _transposed_moves, move, "plain", **told)
    rates = {"learning_rate": 0.5, "momentum": 0.0}
    yield Case("three steps", {"W": W, "dW": dW, **rates}, _steps(3), "W after 3 steps", "plain")
    rates = {"learning_rate": 0.5, "momentum": 0.9}
    what = "W after 3 steps with momentum"
    yield Case("three steps", {"W": W, "dW": dW, **rates}, _steps(3), what, "momentum")
    pair = {"W": W, "dW": dW, "b": np.array([1.0, 2.0, 3.0]), "db": np.array([1.0, 0.0, -1.0])}
    what = "W after 2 steps, the second with learning rate 0.1,"
    yield Case("a rate that changes", {"W": W, "dW": dW}, _changing_rate, what, "momentum")
    what = "W after 2 steps, the second with a gradient of zeros,"
    yield Case("a gradient of zeros", {"W": W, "dW": dW}, _rolls_on, what, "momentum")
    what = "W and b after 2 steps"
    yield Case("two parameters", pair, _two_parameters, what, "momentum")
    first = {"0.W": np.eye(2), "0.dW": np.ones((2, 2)), "0.b": np.zeros(2), "0.db": np.ones(2)}
    second = {"2.W": -np.eye(2), "2.dW": np.array([[2.0, 0], [0, -4]])}
    second |= {"2.b": np.ones(2), "2.db": np.array([-1.0, 3.0])}
    what = "0.W, 0.b, 2.W and 2.b, end to end, after 2 steps"
    yield Case("two layers that are alike", first | second, _two_layers, what, "momentum")


exercise.wrong(Mistakes)
exercise.wrong(Kept)


@exercise.right
class Variants:
    class with_subtract(optimizers.SGD):
        def step(self, params, grads):
            for name in params:
                if name not in self.velocity:
                    self.velocity[name] = np.zeros(params[name].shape)
                self.velocity[name] = self.momentum * self.velocity[name] + (
                    self.learning_rate * grads[name]
                )
                np.subtract(params[name], self.velocity[name], out=params[name])

    class assigns_into_the_array(optimizers.SGD):
        """`parameter[...] = …` writes into the array that is there, as `+=` does."""

        def step(self, params, grads):
            for name, parameter in params.items():
                v = self.momentum * self.velocity.get(name, 0) - self.learning_rate * grads[name]
                self.velocity[name] = v
                parameter[...] = parameter + v

    class velocities_made_at_once(optimizers.SGD):
        def step(self, params, grads):
            if not self.velocity:
                self.velocity = {name: np.zeros(array.shape) for name, array in params.items()}
            for name in grads:
                v = self.velocity[name]
                v *= self.momentum
                v -= self.learning_rate * grads[name]
                params[name] += v
