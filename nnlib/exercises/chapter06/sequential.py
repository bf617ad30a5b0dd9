"""A network: layers in a row."""

import contextlib

import numpy as np

from nnlib.exercises._helpers import beside, fill
from nnlib.exercises._kinds import float32
from nnlib.exercises.chapter06._sequential_kept_mistakes import Kept
from nnlib.exercises.chapter06._sequential_mistakes import Mistakes
from nnlib.judge.exercise import Case, Exercise
from nnlib.networks import sequential

exercise = Exercise(
    id="06-sequential",
    title="Layers in a row",
    minutes=12,
    difficulty=3,
    points=4,
    reference=sequential.Sequential,
    blank=("forward", "backward", "params", "grads"),
    hints=(
        "Forward, what one layer puts out is what the next one gets. On the way back the layers "
        "come in the other order, and what one returns is what the next one gets. (`reversed` goes "
        "through a list from its end; the list's own `.reverse()` would turn it round for good.)",
        "For the names you need a layer's place in the list as well as the layer. And a layer "
        "already has a dictionary of its own, in which its parameters have short names.",
        "In `params`, start with an empty dictionary. Go through `enumerate(self.layers)`, and for "
        "each layer through `layer.params.items()`; a key such as `0.W` is a number, a dot and a "
        "name. `grads` differs in one word.",
    ),
    why="""A network needs to know nothing of what its layers do, so it can be short. `forward`
hands the batch on, `backward` hands the gradient on in the other order, and the two dictionaries
give every array a name that no other has. An optimizer that works on these dictionaries works for
every network.""",
    promises={
        "one layer": lambda case: case.label == "one layer",
        "layers that differ": lambda case: case.label == "tanh, sigmoid, softmax",
        "layers without parameters": lambda case: "2.W" in case.args,
        "a batch of another size before": lambda case: "dZ" in case.args,
        "a second batch": lambda case: case.label == "a second batch",
        "out of training": lambda case: case.label == "out of training",
        "layers of float32": float32("0.W"),
        "parameters of other names": lambda case: "0.scale" in case.args,
    },
    survivors={},
    distractors=(
        "for i, layer in enumerate(self.layers, 1):",
        "        params[name] = array",
    ),
)


def _made(answer, kinds):
    """Layers where the answer lives."""
    return [beside(answer, kind)() for kind in kinds]


def _forward(*kinds):
    def use(Sequential, X):
        return Sequential(_made(Sequential, kinds)).forward(X)

    return use


def _backward(*kinds):
    def use(Sequential, X, dZ):
        network = Sequential(_made(Sequential, kinds))
        network.forward(np.concatenate([X, 2 * X]))
        network.forward(X)
        return network.backward(dZ)

    return use


def _second_batch(*kinds):
    """What comes out at both ends for a batch, after another has gone forward and back."""

    def use(Sequential, X, dZ):
        network = Sequential(_made(Sequential, kinds))
        network.forward(X)
        network.backward(dZ)
        return np.vstack([network.forward(2 * X), network.backward(3 * dZ)])

    return use


def _set(layers, given, factor=1):
    for key, array in given.items():
        i, name = key.split(".")
        setattr(layers[int(i)], name, factor * array)
        setattr(layers[int(i)], f"d{name}", 10 * factor * array)


def _learners(answer, arrays):
    """Three layers that learn the arrays of these names: `0.W` belongs to layer 0."""
    layers = _made(answer, ("Tanh", "Sigmoid", "Tanh"))
    for i, layer in enumerate(layers):
        names = [key.split(".")[1] for key in arrays if key.startswith(f"{i}.")]
        if names:
            layer.param_names = names
    return layers


def _named(what, arrays):
    """A dictionary of a network whose layers 0 and 2 learn something, after a second batch."""

    def use(Sequential, *values):
        given = dict(zip(arrays, values, strict=True))
        layers = _learners(Sequential, arrays)
        network = Sequential(layers)
        for factor in (2, 1):  # the layers have other arrays before: none of them may stay
            _set(layers, given, factor)
            if what == "grads":  # somebody may collect them in `backward`
                with contextlib.suppress(NotImplementedError):  # which may not be written yet
                    network.forward(np.ones((2, 3)))
                    network.backward(np.ones((2, 3)))
            found = getattr(network, what)
        return found

    return use


def _filled(arrays):
    """The layers' own arrays, after a number was written into those of the dictionary."""

    def use(Sequential, *values):
        layers = _learners(Sequential, arrays)
        _set(layers, dict(zip(arrays, values, strict=True)))
        fill(Sequential(layers), "params", 0.5)
        return np.concatenate([np.ravel(getattr(layers[i], n)) for i in (0, 2) for n in ("W", "b")])

    return use


def _values(what, arrays):
    def use(Sequential, *values):
        found = _named(what, arrays)(Sequential, *values)
        if not isinstance(found, dict):
            raise TypeError(f"{what} is a {type(found).__name__}, and a dictionary is wanted")
        parts = [
            np.ravel(found[name]) for name in sorted(found) if not isinstance(found[name], dict)
        ]
        return np.concatenate(parts) if parts else np.zeros(0)

    return use


def _still_off(Sequential, X, dZ):
    """Whether the layers behave as in training, after a batch has gone both ways out of it."""
    network = Sequential(_made(Sequential, ("Tanh", "Sigmoid")))
    network.training = False
    network.forward(X)
    with contextlib.suppress(NotImplementedError):  # which may not be written yet
        network.backward(dZ)
    return int(network.training)


def _names(what, arrays):
    """The names, each as a whole number, which is never shown."""

    def use(Sequential, *values):
        found = _named(what, arrays)(Sequential, *values)
        codes = [int.from_bytes(str(name).encode()[:7]) for name in found]
        return np.array(sorted(codes), dtype=np.int64)

    return use


NAMES = (
    "The names aren't those that are wanted. The layers here are number 0, 1 and 2, and layers 0 "
    "and 2 have a W and a b each: `0.W`, `0.b`, `2.W`, `2.b`."
)


OTHERS = (
    "Layer 0 has one array here, `scale`, and layer 2 has two, W and b. A network takes the names "
    "from its layers, so that layers which nobody has thought of yet fit in: `0.scale`, `2.W`, "
    "`2.b`."
)
COPIES = (
    "The arrays in `params` are not the layers' own, so an optimizer that changes them would "
    "change nothing in the network."
)
SINGLE = (
    "Where the layers are of float32, the arrays in `params` are not the layers' own, so an "
    "optimizer that changes them would change nothing in the network. Hand them over as they are."
)

SWITCH = (
    "`training` was False, and after a batch has gone through the network it's True. Whoever uses "
    "the network sets it: `train` for its time, and nobody else."
)


@exercise.cases
def _(rng):
    X = np.array([[0.0, 1, -1], [2, 0, 1]])
    dZ = np.array([[1.0, 0, -1], [0, 2, 1]])
    drawn = {"X": rng.normal(size=(4, 5)).round(1), "dZ": rng.normal(size=(4, 5)).round(1)}
    three = ("Tanh", "Sigmoid", "Softmax")
    for label, kinds, args in [
        ("one layer", ("Tanh",), {"X": X, "dZ": dZ}),
        ("tanh, sigmoid", ("Tanh", "Sigmoid"), {"X": X, "dZ": dZ}),
        ("tanh, sigmoid, softmax", three, {"X": X, "dZ": dZ}),
        ("tanh, sigmoid, softmax", three, drawn),
    ]:
        forward = {"X": args["X"]}
        yield Case(label, forward, _forward(*kinds), "network.forward(X)", "forward")
        what = "network.backward(dZ), after network.forward(X),"
        yield Case(label, args, _backward(*kinds), what, "backward")
    what = (
        "what a second batch gives, network.forward(2 * X) with network.backward(3 * dZ) under it,"
    )
    yield Case("a second batch", {"X": X, "dZ": dZ}, _second_batch(*three[:2]), what, "backward")
    what, told = "network.training, after it was set to False,", {"numbers": False}
    batch = {"X": X, "dZ": dZ}
    yield Case("out of training", batch, _still_off, what, "forward", SWITCH, **told)
    arrays = {
        "0.W": np.array([[1.0, 2], [3, 4]]),
        "0.b": np.array([5.0, 6]),
        "2.W": np.array([[7.0], [8]]),
        "2.b": np.array([9.0]),
    }
    label = "three layers, of which the second learns nothing"
    for what in ("params", "grads"):
        names, values = _names(what, arrays), _values(what, arrays)
        yield Case(label, arrays, names, f"network.{what}", what, NAMES, numbers=False)
        result = f"the arrays in network.{what}, in the order of their names,"
        yield Case(label, arrays, values, result, what)
    zeros = {**arrays, "2.W": np.zeros((2, 1)), "2.b": np.zeros(1)}
    for what in ("params", "grads"):
        names, shown = _names(what, zeros), f"{label}, and the third is all zeros"
        yield Case(shown, zeros, names, f"network.{what}", what, NAMES, numbers=False)
    others = {"0.scale": np.array([4.0, 5]), **{key: arrays[key] for key in ("2.W", "2.b")}}
    label = "a layer whose array has another name"
    for what in ("params", "grads"):
        names = _names(what, others)
        yield Case(label, others, names, f"network.{what}", what, OTHERS, numbers=False)
    label = "three layers, of which the second learns nothing"
    result = "the layers' own arrays, after 0.5 was written into those of network.params,"
    yield Case(label, arrays, _filled(arrays), result, "params", COPIES)
    single = {name: array.astype(np.float32) for name, array in arrays.items()}
    yield Case(f"{label}, of float32", single, _filled(single), result, "params", SINGLE)


exercise.wrong(Mistakes)
exercise.wrong(Kept)


@exercise.right
class Variants:
    class in_one_expression(sequential.Sequential):
        """A dictionary can be written as one expression with two `for`, which stand in it in the
        order in which they would be nested. It is shorter, and harder to read aloud."""

        @property
        def params(self):
            return {
                f"{i}.{name}": array
                for i, layer in enumerate(self.layers)
                for name, array in layer.params.items()
            }

        @property
        def grads(self):
            return {
                f"{i}.{name}": array
                for i, layer in enumerate(self.layers)
                for name, array in layer.grads.items()
            }

    class by_numbers(sequential.Sequential):
        """Places in the list in place of the layers themselves: `[::-1]` makes a reversed copy of a
        list, where `reversed` only walks backwards."""

        def forward(self, X):
            output = X
            for i in range(len(self.layers)):
                output = self.layers[i].forward(output)
            return output

        def backward(self, dZ):
            for layer in self.layers[::-1]:
                dZ = layer.backward(dZ)
            return dZ
