"""Backward through any number of layers: a pair of gradients each."""

import numpy as np

from nnlib.by_hand import mlp
from nnlib.exercises._helpers import pairs_of
from nnlib.exercises.chapter04._shared import PROMISES, networks
from nnlib.functions.activations import sigmoid_prime, tanh_prime
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="04-mlp-backward",
    title="Back through any number of layers",
    minutes=12,
    difficulty=5,
    points=4,
    reference=mlp.mlp_backward,
    hints=(
        "The same three rules at every layer, from the last to the first. What changes from one "
        "round to the next is dZ.",
        "Loop with `for i in reversed(range(len(params)))`. First the layer's own two gradients, "
        "from its input `As[i]` and dZ. Then dZ for the layer below: through this layer's weights, "
        "and through the activation that lies between, whose scores are `Zs[i - 1]`.",
        "`grads.append((..., ...))`, then `if i > 0:` and one line `dZ = (dZ @ ...) * slope(...)`. "
        "The gradients were gathered from the back: turn the list round at the end.",
    ),
    why="""A layer's weights meet its input, so `As[i].T @ dZ`; its bias is added to every sample,
so the sum down the columns. To go below, the gradient passes the weights (`dZ @ W.T`) and the
activation of the layer below, whose slope is taken at that layer's own scores, `Zs[i - 1]`. At
the first layer there is nothing below: its input is X, which does not learn. Nothing here knows
N: the 1/N came in with the first dZ.""",
    promises=PROMISES,
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


@exercise.cases
def _(rng):
    for label, args, activation, slope in networks(rng):
        n = (len(args) - 1) // 2
        K = args[f"W_{n}"].shape[1]
        dZ = rng.normal(size=(len(args["X"]), K)).round(2).astype(args["X"].dtype)
        given = {"dZ": dZ, **args}
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
            dZ = down(dZ, W, As, Zs, i) if down else (dZ @ W.T) * slope(Zs[i - 1])
    return grads[::-1] if turn else grads


@exercise.wrong
class Mistakes:
    def bias_as_a_mean(dZ, As, Zs, params, slope):
        """db is a mean over the samples. The 1/N is in dZ already, once and for all: take the
        sum."""
        return _backward(dZ, As, Zs, params, slope, bias=lambda dZ: dZ.mean(axis=0))

    def bias_not_summed(dZ, As, Zs, params, slope):
        """db has a row for every sample. All samples share one bias: add up over the rows."""
        return _backward(dZ, As, Zs, params, slope, bias=lambda dZ: dZ)

    def bias_as_a_row(dZ, As, Zs, params, slope):
        """db is a table with a single row, (1, H). The bias has the shape (H,), and so must its
        gradient."""
        return _backward(dZ, As, Zs, params, slope, bias=lambda dZ: dZ.sum(axis=0, keepdims=True))

    def bias_summed_across(dZ, As, Zs, params, slope):
        """db is summed along the wrong axis: it has an entry for each sample, where each *unit*
        should have one."""
        return _backward(dZ, As, Zs, params, slope, bias=lambda dZ: dZ.sum(axis=1))

    def one_bias_for_all(dZ, As, Zs, params, slope):
        """db is one number for the whole layer. Every unit has a bias of its own: sum over the
        samples only."""
        return _backward(dZ, As, Zs, params, slope, bias=lambda dZ: dZ.sum())

    def slope_at_activations(dZ, As, Zs, params, slope):
        """The slope is taken at the activations. It belongs to the scores, Zs: what went *into*
        the activation."""

        def down(dZ, W, As, Zs, i):
            return (dZ @ W.T) * slope(As[i])

        return _backward(dZ, As, Zs, params, slope, down=down)

    def without_slope(dZ, As, Zs, params, slope):
        """The slope of the activation is missing: the gradient of a layer's input was taken for
        that of the scores below."""
        return _backward(dZ, As, Zs, params, slope, down=lambda dZ, W, As, Zs, i: dZ @ W.T)

    def slope_of_the_same_layer(dZ, As, Zs, params, slope):
        """The slope is taken at the scores of the wrong layer. The activation that lies *below*
        this layer saw the scores of the layer before."""
        return _backward(
            dZ, As, Zs, params, slope, down=lambda dZ, W, As, Zs, i: (dZ @ W.T) * slope(Zs[i])
        )

    def slope_at_the_end_too(dZ, As, Zs, params, slope):
        """dZ is multiplied by the slope at the last scores, before anything else. No activation
        follows them: the dZ that you are given belongs to the scores already."""
        return _backward(dZ * slope(Zs[-1]), As, Zs, params, slope)

    def last_layer_first(dZ, As, Zs, params, slope):
        """The gradients stand in the order in which they were found, the last layer first. They
        should stand in the order of `params`."""
        return _backward(dZ, As, Zs, params, slope, turn=False)

    def weights_divided_by_n(dZ, As, Zs, params, slope):
        """dW is divided by the number of samples. The 1/N is in dZ already; from here on only
        sums."""
        return _backward(dZ, As, Zs, params, slope, weights=lambda A, dZ: A.T @ dZ / len(A))

    def divided_at_every_layer(dZ, As, Zs, params, slope):
        """dZ is divided by the number of samples again on its way down. The 1/N came in with the
        first dZ, once and for all; from here on only sums."""

        def down(dZ, W, As, Zs, i):
            return (dZ @ W.T) * slope(Zs[i - 1]) / len(dZ)

        return _backward(dZ, As, Zs, params, slope, down=down)

    def below_the_first_layer(dZ, As, Zs, params, slope):
        """The way back ends at the first layer: no activation lies below it. The index -1
        fetches the *last* scores, and their shape does not fit. Stop after the first layer's
        own gradients."""
        grads = []
        for i in reversed(range(len(params))):
            grads.append((As[i].T @ dZ, dZ.sum(axis=0)))
            dZ = (dZ @ params[i][0].T) * slope(Zs[i - 1])
        return grads[::-1]

    def weights_transposed(dZ, As, Zs, params, slope):
        """dW is transposed. It should have the shape of W, (D, H)."""
        return _backward(dZ, As, Zs, params, slope, weights=lambda A, dZ: dZ.T @ A)

    def input_not_transposed(dZ, As, Zs, params, slope):
        """The shapes do not meet at the weights' gradient: the layer's input is (N, D), dZ is
        (N, H), and dW should be (D, H). The samples have to meet."""
        return _backward(dZ, As, Zs, params, slope, weights=lambda A, dZ: A @ dZ)

    def weights_not_transposed_back(dZ, As, Zs, params, slope):
        """The shapes do not meet on the way down: dZ is (N, H), the layer's weights are (D, H),
        and its input's gradient should be (N, D)."""
        return _backward(
            dZ, As, Zs, params, slope, down=lambda dZ, W, As, Zs, i: (dZ @ W) * slope(Zs[i - 1])
        )

    def bias_gradient_first(dZ, As, Zs, params, slope):
        """Each pair comes in the wrong order: first dW, then db, as `params` has W and b."""
        return [(db, dW) for dW, db in mlp.mlp_backward(dZ, As, Zs, params, slope)]

    def only_the_last_gradients(dZ, As, Zs, params, slope):
        """Only the last layer has gradients. Go on to the layers below: each one gets its dZ
        from the one above."""
        return _backward(dZ, As, Zs, params, slope)[-1:]

    def nothing_comes_back(dZ, As, Zs, params, slope):
        """None comes back, not a list. A function without a `return` gives None, and so does
        what changes a list in place: `reverse`, `append`, `insert`."""
        return _backward(dZ, As, Zs, params, slope, turn=False).reverse()

    def reversed_is_no_list(dZ, As, Zs, params, slope):
        """`reversed(...)` is no list yet, it only promises one. Make a list of it, or turn the
        list round in another way."""
        return reversed(_backward(dZ, As, Zs, params, slope, turn=False))

    def no_pairs(dZ, As, Zs, params, slope):
        """The gradients stand one by one. Each layer should have one entry, the pair `(dW,
        db)`."""
        grads = _backward(dZ, As, Zs, params, slope, turn=False)
        return [one for pair in grads for one in pair][::-1]

    def never_carried_on(dZ, As, Zs, params, slope):
        """Every layer gets the dZ of the last one. On the way down dZ changes from layer to
        layer: assign what comes out to `dZ` again."""
        return _backward(dZ, As, Zs, params, slope, down=lambda dZ, W, As, Zs, i: dZ)

    def not_through_the_weights(dZ, As, Zs, params, slope):
        """The weights are missing on the way down: dZ only meets the slope, and the shapes do not
        fit. It has to pass this layer's weights first."""
        return _backward(
            dZ, As, Zs, params, slope, down=lambda dZ, W, As, Zs, i: dZ * slope(Zs[i - 1])
        )

    def scores_for_their_slope(dZ, As, Zs, params, slope):
        """On the way down you multiplied by the scores themselves. The activation's *slope* there
        is wanted: `slope(...)` of the scores."""
        return _backward(
            dZ, As, Zs, params, slope, down=lambda dZ, W, As, Zs, i: (dZ @ W.T) * Zs[i - 1]
        )

    def slope_at_the_input_below(dZ, As, Zs, params, slope):
        """The slope is taken at `As[i - 1]`, which is what the layer below *gets*. It belongs to
        that layer's scores, `Zs`."""
        return _backward(
            dZ, As, Zs, params, slope, down=lambda dZ, W, As, Zs, i: (dZ @ W.T) * slope(As[i - 1])
        )

    def always_the_sigmoids_slope(dZ, As, Zs, params, slope):
        """The slope is fixed inside the function, as the sigmoid's. Use the argument `slope`: the
        activation may be any."""
        return _backward(dZ, As, Zs, params, sigmoid_prime)

    def always_the_slope_of_tanh(dZ, As, Zs, params, slope):
        """The slope is fixed inside the function, as that of tanh. Use the argument `slope`: the
        activation may be any."""
        return _backward(dZ, As, Zs, params, tanh_prime)

    def slope_in_a_matrix_product(dZ, As, Zs, params, slope):
        """The slope meets the gradient in a matrix product. Each unit has its own slope for each
        sample: multiply entry by entry."""
        return _backward(
            dZ, As, Zs, params, slope, down=lambda dZ, W, As, Zs, i: (dZ @ W.T) @ slope(Zs[i - 1])
        )

    def slope_added(dZ, As, Zs, params, slope):
        """The slope is added. A box *multiplies* what comes in by its slope."""
        return _backward(
            dZ, As, Zs, params, slope, down=lambda dZ, W, As, Zs, i: (dZ @ W.T) + slope(Zs[i - 1])
        )

    def sign_turned(dZ, As, Zs, params, slope):
        """The sign is wrong. The gradient points uphill; the minus of the descent comes later, in
        the step."""
        return _backward(-dZ, As, Zs, params, slope)

    def input_of_the_layer_below(dZ, As, Zs, params, slope):
        """dW is computed with the wrong input: `As[i - 1]` is what the layer *below* gets, and
        for the first layer the index -1 fetches the last. `As[i]` is this layer's own."""
        grads = []
        for i in reversed(range(len(params))):
            grads.append((As[i - 1].T @ dZ, dZ.sum(axis=0)))
            if i > 0:
                dZ = (dZ @ params[i][0].T) * slope(Zs[i - 1])
        return grads[::-1]

    def from_the_first_to_the_last(dZ, As, Zs, params, slope):
        """The loop goes from the first layer to the last. The dZ that you are given belongs to
        the *last* scores, so that is where the way back begins."""
        grads = []
        for i in range(len(params)):
            grads.append((As[i].T @ dZ, dZ.sum(axis=0)))
            if i > 0:
                dZ = (dZ @ params[i][0].T) * slope(Zs[i - 1])
        return grads

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

    def without_the_first_layer(dZ, As, Zs, params, slope):
        """The first layer's gradients are missing. There is no way further down from it, but it
        has weights and biases of its own: only the step below stands under the `if`."""
        return _backward(dZ, As, Zs, params, slope)[1:]

    def without_the_last_layer(dZ, As, Zs, params, slope):
        """The last layer's gradients are missing: the dZ that you are given is its own."""
        return _backward(dZ, As, Zs, params, slope)[:-1]

    def only_the_first_gradients(dZ, As, Zs, params, slope):
        """Only the first layer's gradients come back. Keep those of every layer: is the list made
        anew in each round?"""
        return _backward(dZ, As, Zs, params, slope)[:1]

    def one_by_one(dZ, As, Zs, params, slope):
        """The gradients stand one by one, dW and db in turn. Each layer should have one entry,
        the pair `(dW, db)`."""
        return [one for pair in _backward(dZ, As, Zs, params, slope) for one in pair]

    def a_list_of_each_kind(dZ, As, Zs, params, slope):
        """This is a list of all dW and a list of all db. One list is wanted, with a pair `(dW,
        db)` for each layer."""
        return tuple(map(list, zip(*_backward(dZ, As, Zs, params, slope), strict=True)))

    def weights_alone(dZ, As, Zs, params, slope):
        """Only the dW are in the list. Each layer should have a pair, `(dW, db)`."""
        return [dW for dW, _ in _backward(dZ, As, Zs, params, slope)]

    def weights_moved_on_the_way(dZ, As, Zs, params, slope):
        """The weights are moved before the gradient has passed through them, and they are the
        caller's. Compute all gradients first; the step comes later, elsewhere."""
        grads = []
        for i in reversed(range(len(params))):
            W, b = params[i]
            grads.append((As[i].T @ dZ, dZ.sum(axis=0)))
            W -= 0.1 * grads[-1][0]
            b -= 0.1 * grads[-1][1]
            if i > 0:
                dZ = (dZ @ W.T) * slope(Zs[i - 1])
        return grads[::-1]

    def carried_on_under_another_name(dZ, As, Zs, params, slope):
        """What becomes of dZ on its way down is computed, but under another name, so that every
        layer gets the dZ of the last one. Assign it to `dZ` again."""
        grads = []
        for i in reversed(range(len(params))):
            grads.append((As[i].T @ dZ, dZ.sum(axis=0)))
            if i > 0:
                _below = (dZ @ params[i][0].T) * slope(Zs[i - 1])
        return grads[::-1]


@exercise.right
class Variants:
    def with_insert(dZ, As, Zs, params, slope):
        grads = []
        for i in range(len(params) - 1, -1, -1):
            W, _ = params[i]
            grads.insert(0, [np.dot(As[i].T, dZ), np.sum(dZ, axis=0)])
            if i:
                dZ = np.dot(dZ, W.T) * slope(Zs[i - 1])
        return grads

    def with_a_product_in_place(dZ, As, Zs, params, slope):
        grads = []
        for i in range(len(params))[::-1]:
            grads.append((As[i].T @ dZ, dZ.sum(axis=0)))
            if i > 0:
                dZ = dZ @ params[i][0].T
                dZ *= slope(Zs[i - 1])
        return grads[::-1]

    def into_zeros(dZ, As, Zs, params, slope):
        grads = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
        for i in reversed(range(len(params))):
            dW, db = grads[i]
            dW += As[i].T @ dZ
            db += dZ.sum(axis=0)
            if i > 0:
                dZ = (dZ @ params[i][0].T) * slope(Zs[i - 1])
        return grads

    def with_einsum(dZ, As, Zs, params, slope):
        grads = [None] * len(params)
        dA = None
        for i in reversed(range(len(params))):
            if dA is not None:
                dZ = slope(Zs[i]) * dA
            grads[i] = (np.einsum("nd,nh->dh", As[i], dZ), np.ones(len(dZ)) @ dZ)
            dA = np.einsum("nh,dh->nd", dZ, params[i][0])
        return tuple(grads)

    def until_none_is_left(dZ, As, Zs, params, slope):
        grads = []
        for i in reversed(range(len(params))):
            dW, db = As[i].T @ dZ, dZ.sum(axis=0)
            grads.append((dW, db))
            dZ = (dZ @ params[i][0].T) * slope(Zs[i - 1]) if i > 0 else None
        return list(reversed(grads))
