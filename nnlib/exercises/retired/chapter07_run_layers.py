"""A network run from its description: arrays and names."""

from functools import partial

import numpy as np

from nnlib.by_hand import keras_layout
from nnlib.exercises._helpers import draw_arrays, draw_layers
from nnlib.exercises._kinds import batch, batch_of_one, float32, reaches
from nnlib.judge.exercise import Case, Exercise


def _has(name, case):
    """A case in which a layer has that activation."""
    return f'"{name}"' in case.result


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
    promises={
        "a batch": batch("X"),
        "a batch of one": batch_of_one("X"),
        "float32": float32("X"),
        "one layer": lambda case: len(case.args) == 3,
        "three layers": lambda case: len(case.args) == 7,
        "very large scores": reaches("X", 1000),
        **{name: partial(_has, name) for name in keras_layout.ACTIVATIONS},
    },
    distractors=(
        "    A = A @ W + b",
        "    W, b = weights[i], weights[i + 1]",
    ),
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
    pair = {"W_2": np.array([[1.0], [2]]), "b_2": np.array([-3.0])}
    rows = [
        ("whole numbers", {**whole, "b_1": np.array([1.0, 0])}, ["relu"]),
        ("two layers", {**whole, "b_1": np.array([1.0, 0]), **pair}, ["relu", "linear"]),
        ("two layers: 3 inputs, 4 units, 2 units", draw(5, [3, 4, 2]), ["tanh", "softmax"]),
        ("one layer, a batch of one", one, ["sigmoid"]),
        ("two square layers", draw(4, [3, 3, 3]), ["relu", "sigmoid"]),
        ("three layers, float32", draw(6, [4, 5, 3, 2], np.float32), ["relu", "tanh", "linear"]),
        ("scores near ±1000", {**large, "b_1": np.zeros(3)}, ["softmax"]),
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

    def softmax_for_the_last(X, weights, activations):
        """The last layer has softmax, whatever its name says. Only a layer named "softmax" has
        it."""
        return keras_layout.run_layers(X, weights, [*activations[:-1], "softmax"])

    def softmax_on_top(X, weights, activations):
        """A softmax is added after the last layer. The description names all the activations that
        there are: "softmax" stands in it where it is wanted."""
        return keras_layout.ACTIVATIONS["softmax"](keras_layout.run_layers(X, weights, activations))

    def sigmoid_for_all(X, weights, activations):
        """Every layer has the sigmoid, whatever its name says. Look the function up by the name."""
        return keras_layout.run_layers(X, weights, ["sigmoid"] * len(activations))

    def names_from_the_end(X, weights, activations):
        """The activations are taken in the wrong order: the first name belongs to the first
        layer."""
        return keras_layout.run_layers(X, weights, activations[::-1])

    def last_layer_missing(X, weights, activations):
        """The last layer has not been run. Its name and its two arrays are in the description like
        those of the others."""
        return keras_layout.run_layers(X, weights, activations[:-1])

    def bias_taken_off(X, weights, activations):
        """The bias is taken off the scores. It is added."""
        return _with(weights, activations, X, lambda i, A, W, b, f: f(A @ W - b))

    def activation_twice(X, weights, activations):
        """The activation is used twice, before the bias and after it. The bias is part of the
        score: product, bias, then the activation once."""
        return _with(weights, activations, X, lambda i, A, W, b, f: f(f(A @ W) + b))

    def weights_first(X, weights, activations):
        """The product is the wrong way round. Rows are samples: A (N, D) times W (D, H) gives
        (N, H)."""
        return _with(weights, activations, X, lambda i, A, W, b, f: f(W @ A + b))

    def entry_by_entry(X, weights, activations):
        """`*` multiplies entry by entry. Each score is a sum over all the inputs: the matrix
        product is `@`."""
        return _with(weights, activations, X, lambda i, A, W, b, f: f(A * W + b))

    def name_called(X, weights, activations):
        """A name is text and cannot be called (TypeError). `ACTIVATIONS[name]` is the function."""
        return _with(weights, activations, X, lambda i, A, W, b, f: activations[i](A @ W + b))

    def number_for_a_name(X, weights, activations):
        """The functions are asked for by the layer's number, and stand under their names
        (KeyError)."""
        return _with(
            weights, activations, X, lambda i, A, W, b, f: keras_layout.ACTIVATIONS[i](A @ W + b)
        )

    def pairs_expected(X, weights, activations):
        """This wants a list of pairs, and Keras's list is flat: W and b of a layer are two places
        of it (ValueError)."""
        A = X
        for (W, b), name in zip(weights, activations, strict=False):
            A = keras_layout.ACTIVATIONS[name](A @ W + b)
        return A

    def one_layer_an_array(X, weights, activations):
        """The loop runs once for each *array*, and there are twice as many of them as layers
        (IndexError). Go through the activations: one name a layer."""
        A = X
        for i in range(len(weights)):
            W, b = weights[2 * i], weights[2 * i + 1]
            A = keras_layout.ACTIVATIONS[activations[i]](A @ W + b)
        return A

    def one_place_for_both(X, weights, activations):
        """The same place is used in both lists, and the names run out (IndexError). A layer fills
        two places among the arrays and one among the names."""
        A = X
        for i in range(0, len(weights), 2):
            W, b = weights[i], weights[i + 1]
            A = keras_layout.ACTIVATIONS[activations[i]](A @ W + b)
        return A

    def two_layers_only(X, weights, activations):
        """This takes exactly two layers, and a network may have any number of them: go through the
        description in a loop."""
        W_1, b_1, W_2, b_2 = weights
        first, last = (keras_layout.ACTIVATIONS[name] for name in activations)
        return last(first(X @ W_1 + b_1) @ W_2 + b_2)

    def labels_for_outputs(X, weights, activations):
        """These are labels, the place of each row's largest number. Wanted is what the last
        activation gives, all of it."""
        return keras_layout.run_layers(X, weights, activations).argmax(axis=1)

    def all_activations(X, weights, activations):
        """This is a list, of what every layer gives. Return what the last one gives."""
        return [keras_layout.run_layers(X, weights, activations)]


@exercise.right
class Variants:
    def by_pairs(X, weights, activations):
        """`zip` lays each layer's weights, bias and name side by side, so there is no index to get
        wrong, and `strict=True` complains of lists that do not fit together."""
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

    def sample_by_sample(X, weights, activations):
        rows = []
        for row in X:
            arrays, a = iter(weights), row
            for name in activations:
                a = keras_layout.ACTIVATIONS[name](a @ next(arrays) + next(arrays))
            rows.append(a)
        return np.array(rows)
