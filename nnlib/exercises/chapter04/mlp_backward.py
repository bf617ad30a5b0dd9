"""Backward through any number of layers: a pair of gradients each."""

import numpy as np

from nnlib.by_hand import mlp
from nnlib.exercises._helpers import pairs_of, spelled
from nnlib.exercises.chapter04._mlp_backward_mistakes import (
    Backward,
    slope_transposed_in_a_product,
    steps_that_do_not_meet,
    weights_that_do_not_meet,
)
from nnlib.exercises.chapter04._shared import AGAIN, PROMISES, entries, networks
from nnlib.functions.activations import sigmoid_prime, tanh_prime
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="04-mlp-backward",
    title="Back through any number of layers",
    minutes=45,
    difficulty=5,
    points=4,
    reference=mlp.mlp_backward,
    hints=(
        "A weight `W[d, h]` goes into `Z[n, h]` for every n, and there it is multiplied by "
        "`A[n, d]`. So it gets a sum over n of two factors: which product of matrices is that? "
        "Then a bias, then an input `A[n, d]`.",
        "What arrives at a layer is the gradient of its scores. From it come the layer's own dW "
        "and db, and then what the layer below needs: the gradient of *its* scores, through this "
        "layer's weights and the activation that lies between. Below the first layer there's "
        "nothing: mind that Python's `Zs[-1]` would quietly give you the last scores.",
        "`for i in reversed(range(len(params)))`: `grads.append((..., ...))`, then `if i > 0:` and "
        "one line, `dZ = (...) * slope(...)`. At the end turn the list round.",
    ),
    why="""A layer's weights meet its input, so `As[i].T @ dZ`; its bias is added to every sample,
so the sum down the columns. To go below, the gradient passes the weights (`dZ @ W.T`) and the
activation of the layer below, whose slope is taken at that layer's own scores, `Zs[i - 1]`. At
the first layer there is nothing below: its input is X, which does not learn. Nothing here knows
N: the 1/N came in with the first dZ.""",
    promises=PROMISES,
    distractors=("        dZ = (dZ @ params[i][0].T) * slope(As[i])",),
)


def _gradient(activation, slope, i, which):
    """Run the library's forward, then the answer, and look at one gradient (or at how many)."""

    def use(mlp_backward, dZ, X, *arrays):
        if i is None:  # what is said of a changed argument belongs to the next case
            dZ, X, arrays = dZ.copy(), X.copy(), [array.copy() for array in arrays]
        params = pairs_of(arrays)
        As, Zs = mlp.mlp_forward(X, params, activation)
        grads = mlp_backward(dZ, As, Zs, params, slope)
        if grads is None:
            return None
        return np.array(len(grads)) if i is None else grads[i][which]

    return use


def _added_by_a_second_call(mlp_backward, dZ, X, *arrays):
    def backward():
        params = pairs_of(arrays)
        return mlp_backward(dZ.copy(), *mlp.mlp_forward(X, params, np.tanh), params, tanh_prime)

    before, after = (entries(backward()) for _ in range(2))
    return np.array(after - before)


@exercise.cases
def _(rng):
    for label, args, activation, slope in networks(rng):
        n = (len(args) - 1) // 2
        K = args[f"W_{n}"].shape[1]
        dZ = rng.normal(size=(len(args["X"]), K)).round(2).astype(args["X"].dtype)
        given = {"dZ": dZ, **args}
        if label.startswith("whole"):
            what = "The number of arrays that a second call adds"
            yield Case(label, given, _added_by_a_second_call, what, "dW", AGAIN)
        # How many comes first: a list that is too short would raise where an entry is read.
        use = _gradient(activation, slope, None, 0)
        yield Case(label, given, use, "len(mlp_backward(dZ, …))", "dW")
        for i in reversed(range(n)):
            for which, name in [(0, "dW"), (1, "db")]:
                use = _gradient(activation, slope, i, which)
                yield Case(label, given, use, f"{name} of layer {i + 1}", name)


def _backward(dZ, As, Zs, params, slope, *, weights=None, bias=None, down=None, turn=True):
    """The answer with one thing changed."""
    grads = []
    for i in reversed(range(len(params))):
        dW = weights(As[i], dZ) if weights else As[i].T @ dZ
        grads.append((dW, bias(dZ) if bias else dZ.sum(axis=0)))
        if i > 0:
            W = params[i][0]
            dZ = down(dZ, W, As, Zs, i, slope) if down else (dZ @ W.T) * slope(Zs[i - 1])
    return grads[::-1] if turn else grads


def _fixed_slope(whose, derivative):
    def fixed_slope(*given):
        return _backward(
            *given, down=lambda dZ, W, As, Zs, i, slope: dZ @ W.T * derivative(Zs[i - 1], As[i])
        )

    fixed_slope.__doc__ = f"""The slope is fixed inside the function, as {whose}. Use the argument
    `slope`: the activation may be any."""
    return fixed_slope


exercise.wrong(Backward)


@exercise.wrong
class Mistakes:
    def bias_as_a_mean(*given):
        """db is a mean over the samples. The 1/N is in dZ already, once and for all: take the
        sum."""
        return _backward(*given, bias=lambda dZ: dZ.mean(axis=0))

    def bias_not_summed(*given):
        """db has a row for every sample. All samples share one bias: add up over the rows."""
        return _backward(*given, bias=lambda dZ: dZ)

    def bias_as_a_row(*given):
        """db is a table with a single row, (1, H). The bias has the shape (H,), and so must its
        gradient."""
        return _backward(*given, bias=lambda dZ: dZ.sum(axis=0, keepdims=True))

    def bias_summed_across(*given):
        """db is summed along the wrong axis: it has an entry for each sample, where each *unit*
        should have one."""
        return _backward(*given, bias=lambda dZ: dZ.sum(axis=1))

    def one_bias_for_all(*given):
        """db is one number for the whole layer. Every unit has a bias of its own: sum over the
        samples only."""
        return _backward(*given, bias=lambda dZ: dZ.sum())

    def slope_at_activations(*given):
        """The slope is taken at the activations. It belongs to the scores, Zs: what went *into*
        the activation."""
        return _backward(*given, down=lambda dZ, W, As, Zs, i, slope: (dZ @ W.T) * slope(As[i]))

    def without_slope(*given):
        """The slope of the activation is missing: the gradient of a layer's input was taken for
        that of the scores below."""
        return _backward(*given, down=lambda dZ, W, As, Zs, i, slope: dZ @ W.T)

    def slope_of_the_same_layer(*given):
        """The slope is taken at the scores of the wrong layer. The activation that lies *below*
        this layer saw the scores of the layer before."""
        return _backward(*given, down=lambda dZ, W, As, Zs, i, slope: (dZ @ W.T) * slope(Zs[i]))

    def slope_at_the_end_too(dZ, As, Zs, params, slope):
        """dZ is multiplied by the slope at the last scores, before anything else. No activation
        follows them: the dZ that you are given belongs to the scores already."""
        return _backward(dZ * slope(Zs[-1]), As, Zs, params, slope)

    def last_layer_first(*given):
        """The gradients stand in the order in which they were found, the last layer first. They
        should stand in the order of `params`."""
        return _backward(*given, turn=False)

    def weights_divided_by_n(*given):
        """dW is divided by the number of samples. The 1/N is in dZ already; from here on only
        sums."""
        return _backward(*given, weights=lambda A, dZ: A.T @ dZ / len(A))

    def divided_at_every_layer(*given):
        """dZ is divided by the number of samples again on its way down. The 1/N came in with the
        first dZ, once and for all; from here on only sums."""
        return _backward(
            *given, down=lambda dZ, W, As, Zs, i, slope: (dZ @ W.T) * slope(Zs[i - 1]) / len(dZ)
        )

    def below_the_first_layer(dZ, As, Zs, params, slope):
        """The backward pass ends at the first layer: no activation lies below it. The index -1
        fetches the *last* scores, and their shape does not fit. Stop after the first layer's
        own gradients."""
        grads = []
        for i in reversed(range(len(params))):
            grads.append((As[i].T @ dZ, dZ.sum(axis=0)))
            dZ = (dZ @ params[i][0].T) * slope(Zs[i - 1])
        return grads[::-1]

    def weights_transposed(*given):
        """dW is transposed. It should have the shape of W, (D, H)."""
        return _backward(*given, weights=lambda A, dZ: dZ.T @ A)

    def input_not_transposed(*given):
        """The shapes do not meet at the weights' gradient: the layer's input is (N, D), dZ is
        (N, H), and dW should be (D, H). The sum goes over the samples, so their
        axis has to be the inner one of the product."""
        return _backward(*given, weights=lambda A, dZ: A @ dZ)

    input_not_transposed = spelled(input_not_transposed, *weights_that_do_not_meet)

    def weights_not_transposed_back(*given):
        """The shapes do not meet on the way down: dZ is (N, H), the layer's weights are (D, H),
        and its input's gradient should be (N, D)."""
        return _backward(*given, down=lambda dZ, W, As, Zs, i, slope: (dZ @ W) * slope(Zs[i - 1]))

    weights_not_transposed_back = spelled(weights_not_transposed_back, *steps_that_do_not_meet)

    def bias_gradient_first(*given):
        """Each pair comes in the wrong order: first dW, then db, as `params` has W and b."""
        return [(db, dW) for dW, db in mlp.mlp_backward(*given)]

    def only_the_last_gradients(*given):
        """Only the last layer has gradients. Go on to the layers below: each one gets its dZ
        from the one above."""
        return _backward(*given)[-1:]

    def nothing_comes_back(*given):
        """None comes back, not a list. A function without a `return` gives None, and so does
        what changes a list in place: `reverse`, `append`, `insert`."""
        return _backward(*given, turn=False).reverse()

    def reversed_is_no_list(*given):
        """`reversed(...)` is no list yet, it only promises one. Make a list of it, or turn the
        list round in another way."""
        return reversed(_backward(*given, turn=False))

    def no_pairs(*given):
        """The gradients stand one by one. Each layer should have one entry, the pair `(dW,
        db)`."""
        grads = _backward(*given, turn=False)
        return [one for pair in grads for one in pair][::-1]

    def never_carried_on(*given):
        """Every layer gets the dZ of the last one. On the way down dZ changes from layer to
        layer: assign what comes out to `dZ` again."""
        return _backward(*given, down=lambda dZ, W, As, Zs, i, slope: dZ)

    def not_through_the_weights(*given):
        """The weights are missing on the way down: dZ only meets the slope, and the shapes do not
        fit. It has to pass this layer's weights first."""
        return _backward(*given, down=lambda dZ, W, As, Zs, i, slope: dZ * slope(Zs[i - 1]))

    def scores_for_their_slope(*given):
        """On the way down you multiplied by the scores themselves. The activation's *slope* there
        is wanted: `slope(...)` of the scores."""
        return _backward(*given, down=lambda dZ, W, As, Zs, i, slope: (dZ @ W.T) * Zs[i - 1])

    def slope_at_the_input_below(*given):
        """The slope is taken at `As[i - 1]`, which is what the layer below *gets*. It belongs to
        that layer's scores, `Zs`."""
        return _backward(*given, down=lambda dZ, W, As, Zs, i, slope: (dZ @ W.T) * slope(As[i - 1]))

    def slope_in_a_matrix_product(*given):
        """The slope meets the gradient in a matrix product. Each unit has its own slope for each
        sample: multiply entry by entry."""
        return _backward(*given, down=lambda dZ, W, As, Zs, i, slope: (dZ @ W.T) @ slope(Zs[i - 1]))

    slope_in_a_matrix_product = spelled(slope_in_a_matrix_product, slope_transposed_in_a_product)

    def input_of_the_layer_below(dZ, As, Zs, params, slope):
        """dW is computed with the wrong input: `As[i - 1]` is what the layer *below* gets, and
        for the first layer the index -1 fetches the last. `As[i]` is this layer's own."""
        return _backward(dZ, [As[-1], *As[:-1]], Zs, params, slope)

    def through_the_wrong_weights(dZ, As, Zs, params, slope):
        """On its way down dZ passes the weights of the layer *below*, and the shapes do not meet.
        From layer i it goes through the weights of layer i itself, `params[i]`, and through the
        slope at `Zs[i - 1]`."""
        grads = []
        for i in reversed(range(len(params))):
            if i < len(params) - 1:
                dZ = (dZ @ params[i][0].T) * slope(Zs[i])
            grads.append((As[i].T @ dZ, dZ.sum(axis=0)))
        return grads[::-1]

    def without_the_first_layer(*given):
        """The first layer's gradients are missing. There is no way further down from it, but it
        has weights and biases of its own: only the step below stands under the `if`."""
        return _backward(*given)[1:]

    def only_the_first_gradients(*given):
        """Only the first layer's gradients come back. Keep those of every layer: is the list made
        anew in each round?"""
        return _backward(*given)[:1]

    def one_by_one(*given):
        """The gradients stand one by one, dW and db in turn. Each layer should have one entry,
        the pair `(dW, db)`."""
        return [one for pair in _backward(*given) for one in pair]

    def a_list_of_each_kind(*given):
        """This is a list of all dW and a list of all db. One list is wanted, with a pair `(dW,
        db)` for each layer."""
        return tuple(map(list, zip(*_backward(*given), strict=True)))

    def weights_alone(*given):
        """Only the dW are in the list. Each layer should have a pair, `(dW, db)`."""
        return [dW for dW, _ in _backward(*given)]

    def carried_on_under_another_name(dZ, As, Zs, params, slope):
        """What becomes of dZ on its way down is computed, but under another name, so that every
        layer gets the dZ of the last one. Assign it to `dZ` again."""
        grads = []
        for i in reversed(range(len(params))):
            grads.append((As[i].T @ dZ, dZ.sum(axis=0)))
            if i > 0:
                _below = (dZ @ params[i][0].T) * slope(Zs[i - 1])
        return grads[::-1]

    def everything_divided_by_n(dZ, As, Zs, params, slope):
        """Every gradient is divided by the number of samples. The 1/N is in dZ already; from here
        on only sums."""
        return _backward(dZ / len(dZ), As, Zs, params, slope)

    def one_sum_for_all_biases(*given):
        """db has the same number for each unit: the sum over everything. Sum over the samples
        only."""
        return _backward(*given, bias=lambda dZ: np.full(dZ.shape[1], dZ.sum()))

    def reshaped_for_transposed(*given):
        """On the way down the weights were given another shape, which leaves the numbers in their
        order; a transpose, `.T`, turns rows into columns."""
        return _backward(
            *given, down=lambda dZ, W, As, Zs, i, f: dZ @ W.reshape(W.shape[::-1]) * f(Zs[i - 1])
        )

    def samples_mixed(*given):
        """dW pairs everything with everything, so each sample's input meets the dZ of the others.
        Each sample's input should meet that
        sample's own dZ, and then the samples are added up."""
        return _backward(*given, weights=np.outer)

    def slope_at_the_gradient(*given):
        """The slope is taken at the gradient that comes back. It belongs to the scores below,
        `Zs[i - 1]`."""
        return _backward(*given, down=lambda dZ, W, As, Zs, i, slope: dZ @ W.T * slope(dZ @ W.T))

    def slope_only_once(dZ, As, Zs, params, slope):
        """The slope is there on the first step down and missing on the later ones. An activation
        stands between *any* two layers."""
        return _backward(dZ, As, Zs, params, lambda Z: slope(Z) if Z is Zs[-2] else 0 * Z + 1)

    def scores_without_biases(*given):
        """The scores below were computed anew, without their biases. They are given: `Zs`."""
        return _backward(
            *given, down=lambda dZ, W, As, Zs, i, f: dZ @ W.T * f(As[i - 1] @ given[3][i - 1][0])
        )

    fixed_slope = (
        _fixed_slope("the sigmoid's", lambda Z, A: sigmoid_prime(Z)),
        _fixed_slope("the sigmoid's", lambda Z, A: A * (1 - A)),
        _fixed_slope("that of tanh", lambda Z, A: tanh_prime(Z)),
        _fixed_slope("that of tanh", lambda Z, A: 1 - A**2),
    )


@exercise.right
class Variants:
    def with_insert(dZ, As, Zs, params, slope):
        grads = []
        for i in range(len(params) - 1, -1, -1):
            grads.insert(0, [np.dot(As[i].T, dZ), np.sum(dZ, axis=0)])
            if i:
                dZ = np.dot(dZ, params[i][0].T) * slope(Zs[i - 1])
        return grads

    def with_a_product_in_place(dZ, As, Zs, params, slope):
        """`dZ *= …` multiplies inside the array that the matrix product has just made, and so needs
        no other. The dZ that was given must not be changed like that."""
        grads = []
        for i in range(len(params))[::-1]:
            grads.append((As[i].T @ dZ, dZ.sum(axis=0)))
            if i > 0:
                dZ = dZ @ params[i][0].T
                dZ *= slope(Zs[i - 1])
        return grads[::-1]

    def with_einsum(dZ, As, Zs, params, slope):
        grads, dA = [None] * len(params), None
        for i in reversed(range(len(params))):
            if dA is not None:
                dZ = slope(Zs[i]) * dA
            grads[i] = (np.einsum("nd,nh->dh", As[i], dZ), np.ones(len(dZ)) @ dZ)
            dA = np.einsum("nh,dh->nd", dZ, params[i][0])
        return grads
