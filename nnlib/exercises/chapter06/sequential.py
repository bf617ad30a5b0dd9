"""A network: layers in a row."""

import numpy as np

from nnlib.exercises._helpers import beside, spelled
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
        "come in the other order, and what one returns is what the next one gets.",
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


def _named(what, arrays):
    """A dictionary of a network whose layers 0 and 2 learn something."""

    def use(Sequential, *values):
        given = dict(zip(arrays, values, strict=True))
        layers = _made(Sequential, ("Tanh", "Sigmoid", "Tanh"))
        for i in (0, 2):
            layers[i].param_names = ["W", "b"]
            for name in ("W", "b"):
                array = given[f"{i}.{name}"]
                setattr(layers[i], name, array)
                setattr(layers[i], f"d{name}", 10 * array)
        return getattr(Sequential(layers), what)

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


class _OtherNames(sequential.Sequential):
    """A network that names its arrays in another way."""

    def key(self, i, n_before, name):
        return f"{i}.{name}"

    def collected(self, what):
        found, n_before = {}, 0
        for i, layer in enumerate(self.layers):
            arrays = getattr(layer, what)
            for name, array in arrays.items():
                found[self.key(i, n_before, name)] = array
            n_before += bool(arrays)
        return found

    @property
    def params(self):
        return self.collected("params")

    @property
    def grads(self):
        return self.collected("grads")


def _in_params_alone(other):
    """The same mistake, made in one of the two dictionaries."""

    class OnlyParams(other):
        grads = sequential.Sequential.grads

    return OnlyParams


@exercise.wrong
class Mistakes:
    class every_layer_gets_X(sequential.Sequential):
        """Every layer gets X itself, and only the last one's output is returned. Each layer should
        get what the one before has put out."""

        def forward(self, X):
            for layer in self.layers:
                Z = layer.forward(X)
            return Z

    class only_the_first(sequential.Sequential):
        """Only the first layer has computed anything. Does a `return` stand inside the loop?"""

        def forward(self, X):
            return self.layers[0].forward(X)

    class without_the_last(sequential.Sequential):
        """The last layer is left out on the way forward."""

        def forward(self, X):
            for layer in self.layers[:-1]:
                X = layer.forward(X)
            return X

    class forward_from_the_end(sequential.Sequential):
        """The batch runs through the layers from the last to the first. They stand in the list
        from input to output."""

        def forward(self, X):
            for layer in reversed(self.layers):
                X = layer.forward(X)
            return X

    class back_from_the_start(sequential.Sequential):
        """On the way back the layers are asked from the first to the last. The gradient comes in
        at the output, so the last layer is the first to get it."""

        def backward(self, dZ):
            for layer in self.layers:
                dZ = layer.backward(dZ)
            return dZ

    class every_layer_gets_dZ(sequential.Sequential):
        """On the way back every layer gets the gradient of the scores. Each should get what the
        layer behind it has returned."""

        def backward(self, dZ):
            for layer in reversed(self.layers):
                dX = layer.backward(dZ)
            return dX

    class back_through_one(sequential.Sequential):
        """Only the last layer has carried the gradient back. Does a `return` stand inside the
        loop?"""

        def backward(self, dZ):
            return self.layers[-1].backward(dZ)

    class not_through_the_first(sequential.Sequential):
        """The first layer is left out on the way back. Its input has a gradient too, and its own
        parameters wait for theirs."""

        def backward(self, dZ):
            for layer in self.layers[:0:-1]:
                dZ = layer.backward(dZ)
            return dZ

    class forward_once_more(sequential.Sequential):
        """On the way back the layers' `forward` is called. They have a `backward` for that."""

        def backward(self, dZ):
            for layer in reversed(self.layers):
                dZ = layer.forward(dZ)
            return dZ

    class short_names(_OtherNames):
        """The arrays have their short names, W and b, so those of a later layer take the place of
        those before. The layer's number belongs in front."""

        def key(self, i, n_before, name):
            return name

    short_names = spelled(short_names, _in_params_alone(short_names))

    class counted_from_one(_OtherNames):
        """The layers are counted from 1. In a list the first has the number 0."""

        def key(self, i, n_before, name):
            return f"{i + 1}.{name}"

    counted_from_one = spelled(counted_from_one, _in_params_alone(counted_from_one))

    class only_layers_that_learn(_OtherNames):
        """Only layers that learn something are counted. A layer's number is its place in the
        list."""

        def key(self, i, n_before, name):
            return f"{n_before}.{name}"

    class without_the_dot(_OtherNames):
        """The dot between number and name is missing."""

        def key(self, i, n_before, name):
            return f"{i}{name}"

    class name_first(_OtherNames):
        """The name stands before the number."""

        def key(self, i, n_before, name):
            return f"{name}.{i}"

    class numbers_as_keys(_OtherNames):
        """The keys are numbers or pairs. A text is wanted, such as `0.W`."""

        def key(self, i, n_before, name):
            return (i, name)

    class params_for_grads(sequential.Sequential):
        """`grads` holds the parameters themselves. A layer has its gradients in `layer.grads`."""

        @property
        def grads(self):
            return self.params

    class gradients_called_dW(sequential.Sequential):
        """In `grads` the names are those of the layers' attributes, dW and db. A gradient has the
        same name as its parameter, so that an optimizer finds it."""

        @property
        def grads(self):
            found = super().grads
            return {f"{name[:2]}d{name[2:]}": array for name, array in found.items()}

    class last_layer_alone(_OtherNames):
        """Only the last layer's arrays are there. Is the dictionary made anew for each layer?"""

        def collected(self, what):
            i = len(self.layers) - 1
            return {f"{i}.{name}": a for name, a in getattr(self.layers[i], what).items()}

    class first_layer_alone(_OtherNames):
        """Only the first layer's arrays are there. Does a `return` stand inside the loop?"""

        def collected(self, what):
            return {f"0.{name}": a for name, a in getattr(self.layers[0], what).items()}


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
