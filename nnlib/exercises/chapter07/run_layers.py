"""A network run from its description: arrays and names."""

import numpy as np

from nnlib.by_hand import keras_layout
from nnlib.exercises._helpers import draw_arrays, draw_layers
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="07-run-layers",
    title="Read a description",
    minutes=8,
    difficulty=3,
    points=3,
    reference=keras_layout.run_layers,
    hints=(
        "Go through the layers. Each takes two arrays of the flat list and one name, and what it "
        "gives is the input of the next.",
        "For the layer with number i: which two places of the list are its own? "
        "`ACTIVATIONS[name]` is a function, which you can call at once.",
        "Start with `A = X`. `enumerate(activations)` gives each layer's number and name. In the "
        "loop two lines: pick W and b, then make the new A. Return it after the loop.",
    ),
    why="""A description is a list, and running it is a loop over that list. Nothing in it knows
whether it came from Keras or from us: the arrays carry the sizes, the names choose the functions.
The last layer is no exception; "linear" leaves its scores as they are, "softmax" makes
probabilities of them.""",
)


def _run(*names):
    """A use that runs a batch through layers with these activations."""

    def use(answer, X, *arrays):
        return answer(X, list(arrays), list(names))

    return use


@exercise.cases
def _(rng):
    def draw(N, sizes, dtype=np.float64):
        return draw_arrays(rng, dtype, X=(N, sizes[0])) | draw_layers(rng, sizes, dtype)

    one = {"X": np.array([[1.0, -2.0]]), "W_1": np.array([[1.0], [0.25]]), "b_1": np.array([0.1])}
    large = {"X": np.array([[1000.0], [-1000.0]]), "W_1": np.array([[1.0, -1.0, 0.5]])}
    whole = {"X": np.array([[1.0, 0], [2, -1], [-3, 1]]), "W_1": np.array([[1.0, -2], [3, 1]])}
    rows = [
        ("two layers: 3 inputs, 4 units, 2 units", draw(5, [3, 4, 2]), ["tanh", "softmax"]),
        ("one layer, a batch of one", one, ["sigmoid"]),
        ("two square layers", draw(4, [3, 3, 3]), ["relu", "sigmoid"]),
        ("three layers, float32", draw(6, [4, 5, 3, 2], np.float32), ["relu", "tanh", "linear"]),
        ("scores near ±1000", {**large, "b_1": np.zeros(3)}, ["softmax"]),
        ("whole numbers", {**whole, "b_1": np.array([1.0, 0])}, ["relu"]),
    ]
    for label, args, names in rows:
        shown = ", ".join(f'"{name}"' for name in names)
        result = f"run_layers(X, weights, [{shown}])"
        yield Case(label, args, _run(*names), result)


def _with(weights, activations, X, step):
    A = X
    for i, name in enumerate(activations):
        A = step(i, A, weights[2 * i], weights[2 * i + 1], keras_layout.ACTIVATIONS[name])
    return A


@exercise.wrong
class Mistakes:
    def without_biases(X, weights, activations):
        """The biases are missing: add each layer's b to its scores."""
        return _with(weights, activations, X, lambda i, A, W, b, f: f(A @ W))

    def last_without(X, weights, activations):
        """The last layer's activation is missing: these are its scores. The description gives
        it one too."""
        return keras_layout.run_layers(X, weights, [*activations[:-1], "linear"])

    def no_activation(X, weights, activations):
        """No layer has its activation: these are scores of scores."""
        return keras_layout.run_layers(X, weights, ["linear"] * len(activations))

    def activation_of_the_last_only(X, weights, activations):
        """Only the last layer has its activation; the ones before it hand on bare scores. Every
        layer has one."""
        linear = ["linear"] * (len(activations) - 1)
        return keras_layout.run_layers(X, weights, [*linear, activations[-1]])

    def first_for_all(X, weights, activations):
        """All layers have the activation of the first. Each name belongs to its own layer."""
        return keras_layout.run_layers(X, weights, [activations[0]] * len(activations))

    def last_for_all(X, weights, activations):
        """All layers have the activation of the last. Each name belongs to its own layer."""
        return keras_layout.run_layers(X, weights, [activations[-1]] * len(activations))

    def activation_first(X, weights, activations):
        """The activation stands before the product, on the layer's input. It belongs to the
        layer's scores, after the bias."""
        return _with(weights, activations, X, lambda i, A, W, b, f: f(A) @ W + b)

    def bias_last(X, weights, activations):
        """The bias is added after the activation. It is part of the score that goes into it."""
        return _with(weights, activations, X, lambda i, A, W, b, f: f(A @ W) + b)

    def returned_in_the_loop(X, weights, activations):
        """Only the first layer has been run. Return after the loop, not in it."""
        return keras_layout.run_layers(X, weights, activations[:1])

    def one_place_a_layer(X, weights, activations):
        """From the second layer on, the wrong two arrays are taken: each layer's start one
        place further than those of the layer before. How many places does a layer fill?"""
        A = X
        for i, name in enumerate(activations):
            W, b = weights[i], weights[i + 1]
            A = keras_layout.ACTIVATIONS[name](A @ W + b)
        return A

    def places_of_another_library(X, weights, activations):
        """This is what comes of a list with all weights before all biases. In Keras's order
        each bias follows its own weights."""
        n = len(weights) // 2
        A = X
        for i, name in enumerate(activations):
            A = keras_layout.ACTIVATIONS[name](A @ weights[i] + weights[n + i])
        return A

    def every_layer_sees_x(X, weights, activations):
        """Every layer was given X itself. What one layer gives is the input of the next."""
        return _with(weights, activations, X, lambda i, A, W, b, f: f(X @ W + b))

    def weights_transposed(X, weights, activations):
        """The weights are transposed; W has the shape (D, H) and stands as it is."""
        return _with(weights, activations, X, lambda i, A, W, b, f: f(A @ W.T + b))


@exercise.right
class Variants:
    def by_pairs(X, weights, activations):
        for W, b, name in zip(weights[::2], weights[1::2], activations, strict=True):
            X = keras_layout.ACTIVATIONS[name](np.dot(X, W) + b)
        return X

    def by_calling_itself(X, weights, activations):
        if not activations:
            return X
        A = keras_layout.ACTIVATIONS[activations[0]](X @ weights[0] + weights[1])
        return Variants.by_calling_itself(A, weights[2:], activations[1:])

    def with_if(X, weights, activations):
        A = X
        for i in range(len(activations)):
            Z = A @ weights[2 * i] + weights[2 * i + 1]
            A = Z if activations[i] == "linear" else keras_layout.ACTIVATIONS[activations[i]](Z)
        return A
