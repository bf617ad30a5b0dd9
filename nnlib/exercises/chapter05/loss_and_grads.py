"""The loss of a batch, and the gradients of a whole network."""

import numpy as np

from nnlib.by_hand import training
from nnlib.by_hand.mlp import mlp_backward, mlp_forward
from nnlib.exercises._helpers import pairs_of, spelled
from nnlib.exercises._kinds import array_where, batch_of_one, reaches
from nnlib.exercises.chapter05._loss_and_grads_mistakes import HandedBack, answer_with
from nnlib.exercises.chapter05._shared import LAYERS, SMALL, WHOLE, flat, network
from nnlib.functions.activations import sigmoid, sigmoid_prime, softmax
from nnlib.functions.losses import softmax_cross_entropy
from nnlib.functions.preprocessing import one_hot
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="05-loss-and-grads",
    title="One call for the whole network",
    minutes=10,
    difficulty=2,
    points=2,
    reference=training.loss_and_grads,
    hints=(
        "Three parts, and two of them are chapter 04's functions. Forward first: where in the two "
        "lists that come back are the network's own scores?",
        "The gradient at the last scores is P minus Y, divided by N: probabilities from `softmax`, "
        "labels from `one_hot`, which needs the number of classes. That's as many as there are "
        "scores in a row.",
        "`mlp_backward(dZ, As, Zs, params, sigmoid_prime)` gives the list of pairs as it has to "
        "be. Return the loss first, then that list.",
    ),
    why="""Forward, the start of the gradient, backward: the three lines are the whole of a
network's learning, whatever its depth. The 1/N comes in once, with the first dZ, because the loss
is a mean, and everything behind it is sums. The number of classes is read off the scores and not
off the labels: a batch need not hold every digit.""",
    promises={
        **LAYERS,
        "whole numbers": WHOLE,
        "a batch of one": batch_of_one("X"),
        "a class that does not occur": array_where("y", lambda y: y.max() < 2),
        "samples that are sure and wrong": reaches("X", 1000),
    },
    distractors=("dZ = P - one_hot(y, P.shape[1])",),
)


def _loss(answer, X, y, *arrays):
    result = answer(X, y, pairs_of(arrays))
    return None if result is None else result[0]


def _n_pairs(answer, X, y, *arrays):
    result = answer(X.copy(), y.copy(), pairs_of([array.copy() for array in arrays]))
    return None if result is None or result[1] is None else np.array(len(result[1]))


def _gradient(layer, which):
    def use(answer, X, y, *arrays):
        result = answer(X, y, pairs_of(arrays))
        return None if result is None else result[1][layer][which]

    return use


def _in_a_row(answer, X, y, *arrays):
    result = answer(X, y, pairs_of(arrays))
    return None if result is None else flat(result[1])


@exercise.cases
def _(rng):
    one = {name: SMALL[name] for name in ("X", "y")}
    one |= {"W_1": np.array([[1.0, -1, 0], [0, 2, 1]]), "b_1": np.array([0.0, 1, -1])}
    sure = {"X": np.array([[1000.0, -1000], [0, 1000]]), "y": np.array([1, 1])}
    sure |= {"W_1": np.eye(2), "b_1": np.zeros(2)}
    rows = [
        ("one layer, whole numbers", one),
        ("two layers, whole numbers", SMALL),
        ("a batch of one", {**SMALL, "X": SMALL["X"][3:], "y": SMALL["y"][3:]}),
        ("no sample of the last class", {**SMALL, "y": np.array([0, 1, 1, 0])}),
        ("scores of 1000, sure and wrong", sure),
        ("three layers", network(rng, 7, (4, 5, 3, 6))),
    ]
    for row, (label, args) in enumerate(rows):
        yield Case(label, args, _loss, "the loss", "loss")
        if row in (2, 3, 4):  # looked at as a whole
            yield Case(label, args, _in_a_row, "the gradients", "grads")
            continue
        yield Case(label, args, _n_pairs, "the number of pairs", "grads")
        for i in reversed(range((len(args) - 2) // 2)):
            for which, name in enumerate(("dW", "db")):
                what = f"{name} of layer {i + 1}"
                yield Case(label, args, _gradient(i, which), what, "grads")


def _through_a_sigmoid(X, y, params):
    """The answer with one sigmoid more, and its slope."""
    As, Zs = mlp_forward(X, params, sigmoid)
    scores = sigmoid(Zs[-1])
    dZ = (softmax(scores) - one_hot(y, scores.shape[1])) / len(y) * sigmoid_prime(Zs[-1])
    return softmax_cross_entropy(scores, y), mlp_backward(dZ, As, Zs, params, sigmoid_prime)


def _of_inputs(X, y, params, which, *, loss_of_scores):
    """The answer with what goes into the last layer for its scores; ``which`` counts classes."""
    As, Zs = mlp_forward(X, params, sigmoid)
    dZ = (softmax(As[-1]) - one_hot(y, which(Zs[-1], As[-1]).shape[1])) / len(y)
    loss = softmax_cross_entropy(Zs[-1] if loss_of_scores else As[-1], y)
    return loss, mlp_backward(dZ, As, Zs, params, sigmoid_prime)


exercise.wrong(HandedBack)


@exercise.wrong
class Mistakes:
    def not_divided(X, y, params):
        """The gradients are N times too large, with N the number of samples: the loss is a mean,
        so the first dZ has to be divided by N."""
        return answer_with(X, y, params, dZ=lambda P, Y, Z: P - Y)

    def divided_by_the_classes(X, y, params):
        """The first dZ is divided by the number of classes. The mean is over the samples."""
        return answer_with(X, y, params, dZ=lambda P, Y, Z: (P - Y) / P.shape[1])

    def divided_by_both(X, y, params):
        """The first dZ is divided by the number of all its entries, samples times classes. The
        mean is over the samples only."""
        return answer_with(X, y, params, dZ=lambda P, Y, Z: (P - Y) / P.size)

    def uphill(X, y, params):
        """The gradients point the other way: it's the probabilities minus the labels."""
        return answer_with(X, y, params, dZ=lambda P, Y, Z: (Y - P) / len(P))

    def scores_for_probabilities(X, y, params):
        """The labels are subtracted from the *scores*. Make probabilities of them first."""
        return answer_with(X, y, params, dZ=lambda P, Y, Z: (Z - Y) / len(P))

    def one_softmax_for_all(X, y, params):
        """Softmax is taken over the whole batch at once. Each row is a sample, whose probabilities
        add up to 1."""

        def dZ(P, Y, Z):
            E = np.exp(Z - Z.max())
            return (E / E.sum() - Y) / len(P)

        return answer_with(X, y, params, dZ=dZ)

    def sigmoid_at_the_end(X, y, params):
        """The last scores go through a sigmoid. There are several classes, so it has to be
        softmax."""
        return answer_with(X, y, params, dZ=lambda P, Y, Z: (sigmoid(Z) - Y) / len(P))

    def wrong_slope(X, y, params):
        """The hidden layers' gradients are wrong and the last layer's are right: to `mlp_backward`
        belongs the *slope* of the activation, `sigmoid_prime`."""
        return answer_with(X, y, params, slope=sigmoid)

    def first_scores(X, y, params):
        """The scores of the *first* layer are taken for the network's. Its own are the last of the
        list, `Zs[-1]`."""
        As, Zs = mlp_forward(X, params, sigmoid)
        Z = Zs[0]
        dZ = (softmax(Z) - one_hot(y, Z.shape[1])) / len(y)
        return softmax_cross_entropy(Z, y), mlp_backward(dZ, As, Zs, params, sigmoid_prime)

    def classes_from_the_labels(X, y, params):
        """The number of classes is read off the labels, and in a small batch some class may be
        missing. There are as many as scores in a row."""
        As, Zs = mlp_forward(X, params, sigmoid)
        dZ = (softmax(Zs[-1]) - one_hot(y, y.max() + 1)) / len(y)
        return softmax_cross_entropy(Zs[-1], y), mlp_backward(dZ, As, Zs, params, sigmoid_prime)

    def different_labels(X, y, params):
        """The number of classes is read off the labels, and in a small batch some class may be
        missing. There are as many as scores in a row."""
        As, Zs = mlp_forward(X, params, sigmoid)
        dZ = (softmax(Zs[-1]) - one_hot(y, len(np.unique(y)))) / len(y)
        return softmax_cross_entropy(Zs[-1], y), mlp_backward(dZ, As, Zs, params, sigmoid_prime)

    def always_ten_classes(X, y, params):
        """The number of classes is fixed at ten. There are as many as scores in a row."""
        As, Zs = mlp_forward(X, params, sigmoid)
        dZ = (softmax(Zs[-1]) - one_hot(y, 10)) / len(y)
        return softmax_cross_entropy(Zs[-1], y), mlp_backward(dZ, As, Zs, params, sigmoid_prime)

    def labels_as_they_are(X, y, params):
        """The labels are subtracted as numbers. Subtract one-hot rows, which have a 1 at the right
        class."""
        As, Zs = mlp_forward(X, params, sigmoid)
        dZ = (softmax(Zs[-1]) - y[:, None]) / len(y)
        return softmax_cross_entropy(Zs[-1], y), mlp_backward(dZ, As, Zs, params, sigmoid_prime)

    labels_as_they_are = spelled(
        labels_as_they_are,
        lambda X, y, params: answer_with(X, y, params, dZ=lambda P, Y, Z: (P - y) / len(P)),
    )

    def slope_at_the_last_scores(X, y, params):
        """The first dZ is multiplied by a sigmoid's slope. No sigmoid follows the last scores, so P
        minus Y is the gradient *at the scores* already."""
        return answer_with(X, y, params, dZ=lambda P, Y, Z: (P - Y) / len(P) * sigmoid_prime(Z))

    def without_hidden_activation(X, y, params):
        """Between the layers there's no sigmoid. `mlp_forward` takes the activation as its third
        argument."""
        As, Zs = mlp_forward(X, params, lambda Z: Z)
        dZ = (softmax(Zs[-1]) - one_hot(y, Zs[-1].shape[1])) / len(y)
        return softmax_cross_entropy(Zs[-1], y), mlp_backward(dZ, As, Zs, params, sigmoid_prime)

    def softmax_twice(X, y, params):
        """Softmax is taken twice, once of the scores and once of the probabilities."""
        return answer_with(X, y, params, dZ=lambda P, Y, Z: (softmax(P) - Y) / len(P))

    def divided_by_the_features(X, y, params):
        """The first dZ is divided by the number of *features*. The mean is over the samples,
        `len(y)`."""
        return answer_with(X, y, params, dZ=lambda P, Y, Z: (P - Y) / X.shape[1])

    def inputs_for_scores(X, y, params):
        """`As[-1]` is taken for the network's scores, and it's what goes *into* the last layer. The
        scores that come out of it are `Zs[-1]`."""
        As, Zs = mlp_forward(X, params, sigmoid)
        dZ = (As[-1] - one_hot(y, Zs[-1].shape[1])) / len(y)
        return softmax_cross_entropy(Zs[-1], y), mlp_backward(dZ, As, Zs, params, sigmoid_prime)

    inputs_for_scores = spelled(
        inputs_for_scores,
        lambda X, y, params: _of_inputs(X, y, params, lambda Z, A: A, loss_of_scores=True),
        lambda X, y, params: _of_inputs(X, y, params, lambda Z, A: Z, loss_of_scores=True),
        lambda X, y, params: _of_inputs(X, y, params, lambda Z, A: A, loss_of_scores=False),
    )

    def the_two_lists_exchanged(X, y, params):
        """`mlp_backward` gets the two lists of `mlp_forward` in the wrong order. First come the
        inputs of the layers, As, and then their scores, Zs."""
        As, Zs = mlp_forward(X, params, sigmoid)
        dZ = (softmax(Zs[-1]) - one_hot(y, Zs[-1].shape[1])) / len(y)
        return softmax_cross_entropy(Zs[-1], y), mlp_backward(dZ, Zs, As, params, sigmoid_prime)

    def slope_of_the_scores(X, y, params):
        """The last layer's gradients are right and the others' aren't. Z(1 - Z) isn't the sigmoid's
        slope: that's a(1 - a), with a for the *activation*, and `sigmoid_prime` computes it."""
        return answer_with(X, y, params, slope=lambda Z: Z * (1 - Z))

    def softmax_in_the_hidden_layers(X, y, params):
        """The hidden layers go through softmax. Their activation is the sigmoid; softmax comes
        once, after the last scores."""
        As, Zs = mlp_forward(X, params, softmax)
        dZ = (softmax(Zs[-1]) - one_hot(y, Zs[-1].shape[1])) / len(y)
        return softmax_cross_entropy(Zs[-1], y), mlp_backward(dZ, As, Zs, params, sigmoid_prime)

    def classes_of_the_first_layer(X, y, params):
        """There are as many classes as the *last* layer has units, not the first."""
        As, Zs = mlp_forward(X, params, sigmoid)
        dZ = (softmax(Zs[-1]) - one_hot(y, len(params[0][1]))) / len(y)
        return softmax_cross_entropy(Zs[-1], y), mlp_backward(dZ, As, Zs, params, sigmoid_prime)

    def sigmoid_before_softmax(X, y, params):
        """The last scores go through a sigmoid, and what comes out is taken for scores, between 0
        and 1. Loss and softmax want the scores as they are, `Zs[-1]`."""
        As, Zs = mlp_forward(X, params, sigmoid)
        scores = sigmoid(Zs[-1])
        dZ = (softmax(scores) - one_hot(y, scores.shape[1])) / len(y)
        return softmax_cross_entropy(scores, y), mlp_backward(dZ, As, Zs, params, sigmoid_prime)

    sigmoid_before_softmax = spelled(
        sigmoid_before_softmax, lambda X, y, params: _through_a_sigmoid(X, y, params)
    )

    def without_the_slope(X, y, params):
        """The last layer's gradients are right. On the way through the hidden units the sigmoid's
        slope is missing: `mlp_backward` multiplies by the slope that it is given."""
        return answer_with(X, y, params, slope=np.ones_like)

    def slope_at_the_activations(X, y, params):
        """The last layer's gradients are right and the others' aren't: the sigmoid is taken twice,
        because its slope is computed at the *activations*. It belongs to the scores, `Zs`."""
        return answer_with(X, y, params, slope=lambda Z: sigmoid_prime(sigmoid(Z)))

    def second_scores(X, y, params):
        """`Zs[1]` are the scores of the second layer, which is the last one only in a network of
        two. Count from the end: whatever the number of layers, the last has the place -1."""
        As, Zs = mlp_forward(X, params, sigmoid)
        dZ = (softmax(Zs[1]) - one_hot(y, Zs[1].shape[1])) / len(y)
        return softmax_cross_entropy(Zs[1], y), mlp_backward(dZ, As, Zs, params, sigmoid_prime)

    def two_layers_alone(X, y, params):
        """This is written for exactly two layers. There may be one or five: `mlp_forward` and
        `mlp_backward` take the list as it is."""
        (_, _), (_, _) = params
        return answer_with(X, y, params)

    def lists_exchanged(X, y, params):
        """`mlp_forward` returns the inputs of the layers first and their scores second; here they
        have changed places."""
        Zs, As = mlp_forward(X, params, sigmoid)
        dZ = (softmax(Zs[-1]) - one_hot(y, Zs[-1].shape[1])) / len(y)
        return softmax_cross_entropy(Zs[-1], y), mlp_backward(dZ, As, Zs, params, sigmoid_prime)

    def biases_divided_again(X, y, params):
        """The gradients of the biases are N times too small. The division by N is in the first dZ
        already, and behind it everything is a sum."""
        loss, grads = answer_with(X, y, params)
        return loss, [(dW, db / len(y)) for dW, db in grads]

    def always_twenty(X, y, params):
        """The first dZ is divided by 20, the size of one batch. Other batches have other sizes:
        how many rows has X?"""
        return answer_with(X, y, params, dZ=lambda P, Y, Z: (P - Y) / 20)


@exercise.right
class Variants:
    def minus_one_at_the_label(X, y, params):
        """P minus Y differs from P in one entry a row, so 1 is subtracted there and no one-hot
        table is built. It spares memory where there are many classes."""
        As, Zs = mlp_forward(X, params, sigmoid)
        dZ = softmax(Zs[-1])
        dZ[np.arange(len(y)), y] -= 1
        loss = softmax_cross_entropy(Zs[-1], y)
        return loss, mlp_backward(dZ / len(y), As, Zs, params, sigmoid_prime)

    def layer_by_layer(X, y, params):
        """Both passes are written out here, without chapter 04's functions: the activations are
        kept, and the sigmoid's slope is computed from them."""
        As = [X]
        for W, b in params[:-1]:
            As.append(sigmoid(As[-1] @ W + b))
        Z = As[-1] @ params[-1][0] + params[-1][1]
        dZ, grads = (softmax(Z) - one_hot(y, len(params[-1][1]))) / len(X), []
        for A, (W, _) in zip(As[::-1], params[::-1], strict=True):
            grads.insert(0, (A.T @ dZ, dZ.sum(axis=0)))
            dZ = dZ @ W.T * A * (1 - A)
        return softmax_cross_entropy(Z, y), grads
