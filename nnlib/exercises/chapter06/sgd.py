"""A step downhill with momentum, in place."""

import numpy as np

from nnlib.judge.exercise import Case, Exercise
from nnlib.networks import optimizers

exercise = Exercise(
    id="06-sgd",
    title="A step downhill, with momentum",
    minutes=10,
    difficulty=3,
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
)


def _steps(n_steps):
    """A use that takes a few steps with an optimiser and looks at the parameter."""

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
        optimizer.step(params, {"W": dW, "b": db})
    return np.concatenate([params["W"].ravel(), params["b"]])


def _changing_rate(SGD, W, dW):
    optimizer = SGD(0.5, momentum=0.5)
    params = {"W": W.copy()}
    optimizer.step(params, {"W": dW})
    optimizer.learning_rate = 0.1
    optimizer.step(params, {"W": dW})
    return params["W"]


def _network_moves(SGD, W, dW):
    own = W.copy()  # the network's own array, which must be the one that moves
    SGD(0.5).step({"W": own}, {"W": dW})
    return own


@exercise.cases
def _(rng):
    W, dW = np.array([[1.0, -2.0, 0.5]]), np.array([[10.0, 0.0, -20.0]])
    plain = {"W": W, "dW": dW, "learning_rate": 0.1, "momentum": 0.0}
    yield Case("one step", plain, _steps(1), "W after a step", "plain")
    move = "the network's own W after a step"
    yield Case("one step", {"W": W, "dW": dW}, _network_moves, move, "plain")
    W, dW = rng.normal(size=(2, 3)).round(1), rng.normal(size=(2, 3)).round(1)
    rates = {"learning_rate": 0.5, "momentum": 0.0}
    yield Case("three steps", {"W": W, "dW": dW, **rates}, _steps(3), "W after 3 steps", "plain")
    rates = {"learning_rate": 0.5, "momentum": 0.9}
    what = "W after 3 steps with momentum"
    yield Case("three steps", {"W": W, "dW": dW, **rates}, _steps(3), what, "momentum")
    pair = {"W": W, "dW": dW, "b": np.array([1.0, 2.0, 3.0]), "db": np.array([1.0, 0.0, -1.0])}
    what = "W after 2 steps, the second with learning rate 0.1,"
    yield Case("a rate that changes", {"W": W, "dW": dW}, _changing_rate, what, "momentum")
    what = "W and b after 2 steps"
    yield Case("two parameters", pair, _two_parameters, what, "momentum")


@exercise.wrong
class Mistakes:
    class uphill(optimizers.SGD):
        """This climbs: the step must go against the gradient. Count the minus signs: if the
        velocity already points downhill, it is added to the parameter."""

        def step(self, params, grads):
            super().step(params, {name: -grad for name, grad in grads.items()})

    class new_array(optimizers.SGD):
        """The network's own array never moves. (`parameter = parameter + v` would do that: it
        makes a new array, which the network never sees.) Change the array itself, in place."""

        def step(self, params, grads):
            super().step({name: parameter.copy() for name, parameter in params.items()}, grads)

    class forgot_the_velocity(optimizers.SGD):
        """Right without momentum, but with it the steps before this one leave no trace. Their
        velocity has to be kept in `self.velocity` and to enter the next step."""

        def step(self, params, grads):
            self.velocity = {}
            super().step(params, grads)

    class moved_by_the_old_velocity(optimizers.SGD):
        """The step uses the old velocity, from before this gradient. Renew the velocity first,
        then move by the new one."""

        def step(self, params, grads):
            for name, parameter in params.items():
                v = self.velocity.get(name, np.zeros_like(parameter))
                self.velocity[name] = self.momentum * v - self.learning_rate * grads[name]
                parameter += v

    class new_array_in_the_dict(optimizers.SGD):
        """The dictionary holds a new array afterwards, but the network keeps its own, which has
        not moved. Change the array itself, in place."""

        def step(self, params, grads):
            moved = {name: parameter.copy() for name, parameter in params.items()}
            super().step(moved, grads)
            params.update(moved)

    class rate_times_velocity(optimizers.SGD):
        """The learning rate multiplies the whole velocity, past steps included, as some
        libraries do it. Here each gradient is multiplied by the rate of its own step, on
        entering the velocity."""

        def step(self, params, grads):
            for name, parameter in params.items():
                self.velocity[name] = self.momentum * self.velocity.get(name, 0) + grads[name]
                parameter -= self.learning_rate * self.velocity[name]

    class only_the_last(optimizers.SGD):
        """Only one of the parameters has moved. The line that moves a parameter belongs inside
        the loop."""

        def step(self, params, grads):
            kept = {name: parameter.copy() for name, parameter in list(params.items())[:-1]}
            super().step(params, grads)
            for name, parameter in kept.items():
                params[name][...] = parameter

    class no_velocity_yet(optimizers.SGD):
        """There is no velocity of that name yet (KeyError). What is it before the first step?"""

        def step(self, params, grads):
            for name in params:
                self.velocity[name] = self.momentum * self.velocity[name]

    class forgot_the_learning_rate(optimizers.SGD):
        """The learning rate is missing: the whole gradient is subtracted."""

        def step(self, params, grads):
            for name, parameter in params.items():
                v = self.velocity.get(name, 0) * self.momentum - grads[name]
                self.velocity[name] = v
                parameter += v

    class velocity_never_fades(optimizers.SGD):
        """The old velocity is kept whole. Multiply it by the momentum, so that old steps fade."""

        def step(self, params, grads):
            for name, parameter in params.items():
                self.velocity[name] = self.velocity.get(name, 0) - self.learning_rate * grads[name]
                parameter += self.velocity[name]

    class averaged_momentum(optimizers.SGD):
        """The gradient is weighted by (1 - momentum), a form that some libraries use. Here the
        whole gradient goes in: v = momentum * v - learning_rate * gradient."""

        def step(self, params, grads):
            scale = 1 - self.momentum
            super().step(params, {name: scale * grad for name, grad in grads.items()})


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
        def step(self, params, grads):
            for name, parameter in params.items():
                v = self.momentum * self.velocity.get(name, 0) - self.learning_rate * grads[name]
                self.velocity[name] = v
                parameter[...] = parameter + v
