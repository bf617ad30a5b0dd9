"""A block of a transformer, put together."""

import numpy as np

from nnlib.autodiff import attention
from nnlib.autodiff.attention import masked_weights
from nnlib.exercises._helpers import draw_arrays, spelled
from nnlib.exercises._kinds import array_where
from nnlib.exercises.chapter10._shared import back_to, data
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="10-block",
    title="One block of a transformer",
    minutes=30,
    difficulty=5,
    points=5,
    reference=attention.block,
    hints=(
        "Two parts, one after the other, and both have the same form: standardize, do something, "
        "add the result to what came in. Begin with a single head and a mask that allows "
        "everything, and print the shape after each product.",
        "The lists stand on X's first axis and the heads on W_q's, so `X @ W_q` would pair lists "
        "with heads. Either loop over the heads, since `W_q[h]` picks one matrix, and add up what "
        "they find; or give the rows an axis of length 1 for the heads, with `reshape`.",
        "With that axis, queries, keys and values are (N, heads, n, m), scores and weights (N, "
        "heads, n, n), and what is found, times `W_o`, (N, heads, n, d). Sum over the heads, add "
        "it to X, and give the *new* X to the second part.",
    ),
    why="""The rows meet each head on an axis of length 1, which broadcasting stretches, so that one
product serves all lists and all heads; on the way back its gradients are summed over the copies,
as `undo_broadcasting` of chapter 07 does it. That heads are *added* is no loss: each has its own
`W_o` and can write into numbers that the others leave alone. And because both parts add to X
instead of replacing it, a block whose `W_o` and `W_out` are 0 hands on what it got.""",
    distractors=(
        "root = np.sqrt(X.data.shape[-1])",
        "return X + (X.standardize() @ W_hidden @ W_out).relu()",
    ),
    survivors={
        "1 -> -2": "`reshape` takes -2 for -1, and finds out the size either way",
        "X = X + found.sum(axis=1) -> X += found.sum(axis=1)": "of Tensors it makes a new one too",
        "X = X + part(X.standardize()) -> X += part(X.standardize())": "of Tensors, the same",
        "new = new + masked_weights(scores, allowed) @ (S @ W_v[h]) @ W_o[h] -> "
        "new += masked_weights(scores, allowed) @ (S @ W_v[h]) @ W_o[h]": "of Tensors, the same",
    },
    promises={
        "one head": array_where("W_q", lambda W: len(W) == 1),
        "several heads": array_where("W_q", lambda W: len(W) > 1),
        "as many lists as heads": lambda case: len(case.args["X"]) == len(case.args["W_q"]),
        "one list": array_where("X", lambda X: len(X) == 1),
        "keys of another length than rows": array_where("W_k", lambda W: W.shape[1] != W.shape[2]),
        "all allowed": array_where("allowed", np.all),
        "each looks at itself and at those before it": array_where(
            "allowed", lambda a: len(a) > 1 and np.array_equal(a, np.tri(len(a), dtype=bool))
        ),
        "gradients": lambda case: "G" in case.args,
    },
)


@exercise.cases
def _(rng):
    for label, N, n, d, heads, m, h, allowed, back in [
        ("one list, one head", 1, 3, 4, 1, 4, 5, np.ones((3, 3), bool), ()),
        ("one head, two lists", 2, 3, 4, 1, 2, 6, np.tri(3, dtype=bool), (0,)),
        ("two heads, three lists", 3, 4, 6, 2, 3, 5, np.tri(4, dtype=bool), (0, 1, 3, 5)),
        ("as many lists as heads", 2, 3, 6, 2, 2, 4, np.tri(3, dtype=bool), (2,)),
        ("three heads, another mask", 1, 4, 6, 3, 4, 4, np.tri(4, 4, 1, dtype=bool), ()),
    ]:
        sizes = {"X": (N, n, d), "W_q": (heads, d, m), "W_k": (heads, d, m), "W_v": (heads, d, m)}
        sizes |= {"W_o": (heads, m, d), "W_hidden": (d, h), "W_out": (h, d)}
        given = draw_arrays(rng, **sizes) | {"allowed": allowed}
        given["X"] *= 3  # so that it matters what is standardized

        def numbers(answer, *args):
            return data(answer, *args, plain=1)

        yield Case(label, given, numbers, "block(X, ...).data", "numbers")
        given = given | draw_arrays(rng, G=(N, n, d))
        cut = "Gradients have to find their way back to the rows and to every matrix. Compute with "
        cut += "the Tensors and not with their `.data`."
        for place in back:
            result = f"What goes back to {list(given)[place]}"
            yield Case(label, given, back_to(place, plain=1), result, "gradients", cut)


def _parts(given):
    X, *heads, hidden, out, allowed = given
    return X, heads, (hidden, out), allowed


def _erased(scores, allowed):
    return masked_weights(scores, np.ones_like(allowed)) * allowed.astype(float)


def _scores_erased(scores, allowed):
    return masked_weights(scores * allowed.astype(float), np.ones_like(allowed))


def _found(S, heads, allowed, root=None, values=None, weights=masked_weights):
    """What each head finds, (N, heads, n, d)."""
    W_q, W_k, W_v, W_o = heads
    N, n, d = S.data.shape
    rows = S.reshape(N, 1, n, d)
    values = rows if values is None else values.reshape(N, 1, n, d)
    root = np.sqrt(W_k.data.shape[-1]) if root is None else root
    return weights(rows @ W_q @ (rows @ W_k).T / root, allowed) @ (values @ W_v) @ W_o


def _centred(X):
    return X - X.mean(axis=-1, keepdims=True)


def _dense(S, dense):
    return (S @ dense[0]).relu() @ dense[1]


def _second(X, dense):
    """The second part, as it should be."""
    return X + _dense(X.standardize(), dense)


@exercise.wrong
class Mistakes:
    def attention_not_added(*given):
        """What the heads have found *replaces* the rows. It should be added to them, so that an
        entry doesn't forget what it was itself."""
        X, heads, dense, allowed = _parts(given)
        return _second(_found(X.standardize(), heads, allowed).sum(axis=1), dense)

    def dense_not_added(*given):
        """The dense layers' result comes back alone. Add it to what went into the second part."""
        X, heads, dense, allowed = _parts(given)
        X = X + _found(X.standardize(), heads, allowed).sum(axis=1)
        return _dense(X.standardize(), dense)

    def nothing_added(*given):
        """Both parts replace their rows. Each should add its result to what came in."""
        X, heads, dense, allowed = _parts(given)
        X = _found(X.standardize(), heads, allowed).sum(axis=1)
        return _dense(X.standardize(), dense)

    def added_to_the_standardized(*given):
        """The results are added to the *standardized* rows. Keep X as it came in: only what goes
        into a part is standardized, and the way around it isn't."""
        X, heads, dense, allowed = _parts(given)
        S = X.standardize()
        S = (S + _found(S, heads, allowed).sum(axis=1)).standardize()
        return S + _dense(S, dense)

    def first_added_to_the_standardized(*given):
        X, heads, dense, allowed = _parts(given)
        S = X.standardize()
        return _second(S + _found(S, heads, allowed).sum(axis=1), dense)

    def second_added_to_the_standardized(*given):
        X, heads, dense, allowed = _parts(given)
        S = (X + _found(X.standardize(), heads, allowed).sum(axis=1)).standardize()
        return S + _dense(S, dense)

    added_to_the_standardized = spelled(
        added_to_the_standardized, first_added_to_the_standardized, second_added_to_the_standardized
    )
    del first_added_to_the_standardized, second_added_to_the_standardized

    def nothing_standardized(*given):
        """Nothing is standardized. What goes into each of the two parts should be."""
        X, heads, dense, allowed = _parts(given)
        X = X + _found(X, heads, allowed).sum(axis=1)
        return X + _dense(X, dense)

    def first_not_standardized(*given):
        """What goes into the attention isn't standardized. The second part is right."""
        X, heads, dense, allowed = _parts(given)
        return _second(X + _found(X, heads, allowed).sum(axis=1), dense)

    def second_not_standardized(*given):
        """What goes into the dense layers isn't standardized. The first part is right."""
        X, heads, dense, allowed = _parts(given)
        X = X + _found(X.standardize(), heads, allowed).sum(axis=1)
        return X + _dense(X, dense)

    def standardized_afterwards(*given):
        """The rows are standardized *after* each part, as in the paper of 2017. Here that's done
        before, and only for what goes into the part."""
        X, heads, dense, allowed = _parts(given)
        X = (X + _found(X, heads, allowed).sum(axis=1)).standardize()
        return (X + _dense(X, dense)).standardize()

    def values_not_standardized(*given):
        """Queries and keys are made of standardized rows and the values aren't. All three are."""
        X, heads, dense, allowed = _parts(given)
        found = _found(X.standardize(), heads, allowed, values=X)
        return _second(X + found.sum(axis=1), dense)

    def along_the_list(*given):
        """Each number is standardized along the list, with mean and standard deviation of the same
        number in all the entries. Here every *row* is standardized by itself: the last axis."""
        X, heads, dense, allowed = _parts(given)
        X = X + _found(X.T.standardize().T, heads, allowed).sum(axis=1)
        return X + _dense(X.T.standardize().T, dense)

    def only_centred(*given):
        """The mean of each row is subtracted, and that's only half of standardizing. The rows also
        have to be divided by their standard deviation: `standardize` does both."""
        X, heads, dense, allowed = _parts(given)
        X = X + _found(_centred(X), heads, allowed).sum(axis=1)
        return X + _dense(_centred(X), dense)

    def side_by_side(*given):
        """The dense layers get the rows as they were before the attention. Their input is what the
        first part has made of them."""
        X, heads, dense, allowed = _parts(given)
        S = X.standardize()
        return X + _found(S, heads, allowed).sum(axis=1) + _dense(S, dense)

    def dense_first(*given):
        """The dense layers come first. Entries look at each other before each is worked on."""
        X, heads, dense, allowed = _parts(given)
        X = _second(X, dense)
        return X + _found(X.standardize(), heads, allowed).sum(axis=1)

    def attention_alone(*given):
        """The second part is missing: two dense layers for each entry, with a ReLU between."""
        X, heads, _, allowed = _parts(given)
        return X + _found(X.standardize(), heads, allowed).sum(axis=1)

    def dense_alone(*given):
        """What the heads have found goes nowhere: it should be added to X before the second
        part."""
        X, _, dense, _ = _parts(given)
        return _second(X, dense)

    def mask_forgotten(*given):
        """Every entry looks at all the others, those that aren't allowed too. `masked_weights`
        takes the mask."""
        X, heads, dense, allowed = _parts(given)
        found = _found(X.standardize(), heads, np.ones_like(allowed))
        return _second(X + found.sum(axis=1), dense)

    def mask_turned(*given):
        """Rows and columns of the mask are exchanged: in `allowed` a row says where *one entry* may
        look."""
        X, heads, dense, allowed = _parts(given)
        return _second(X + _found(X.standardize(), heads, allowed.T).sum(axis=1), dense)

    def always_looking_back(*given):
        """Every entry looks at itself and at those before it, whatever the mask says: it's made
        inside the function. Who may look where is said by the argument `allowed`."""
        X, heads, dense, allowed = _parts(given)
        found = _found(X.standardize(), heads, np.tri(len(allowed), dtype=bool))
        return _second(X + found.sum(axis=1), dense)

    def weights_erased(*given):
        """The weights of those that aren't allowed become 0 *after* the softmax, so the others no
        longer sum to 1. Leave them out before it, as `masked_weights` does."""
        X, heads, dense, allowed = _parts(given)
        found = _found(X.standardize(), heads, allowed, weights=_erased)
        return _second(X + found.sum(axis=1), dense)

    def scores_erased(*given):
        """The scores of those that aren't allowed become 0, and the exponential of 0 is 1, so they
        still get a weight. Your `masked_weights` gives them none."""
        X, heads, dense, allowed = _parts(given)
        found = _found(X.standardize(), heads, allowed, weights=_scores_erased)
        return _second(X + found.sum(axis=1), dense)

    def not_divided(*given):
        """The scores aren't divided by the root of a key's length."""
        X, heads, dense, allowed = _parts(given)
        return _second(X + _found(X.standardize(), heads, allowed, 1.0).sum(axis=1), dense)

    def root_of_d(*given):
        """The scores are divided by the root of d. A head's keys have m numbers, and it's their
        number that makes a score large."""
        X, heads, dense, allowed = _parts(given)
        found = _found(X.standardize(), heads, allowed, np.sqrt(X.data.shape[-1]))
        return _second(X + found.sum(axis=1), dense)

    def divided_without_a_root(*given):
        """The scores are divided by m, and not by its root."""
        X, heads, dense, allowed = _parts(given)
        found = _found(X.standardize(), heads, allowed, heads[1].data.shape[-1])
        return _second(X + found.sum(axis=1), dense)

    def heads_averaged(*given):
        """What the heads have found is averaged. It should be added up."""
        X, heads, dense, allowed = _parts(given)
        return _second(X + _found(X.standardize(), heads, allowed).mean(axis=1), dense)

    def first_head_alone(*given):
        """Only the first head is used. All of them look, and what they find is added up."""
        X, heads, dense, allowed = _parts(given)
        return _second(X + _found(X.standardize(), heads, allowed)[:, 0], dense)

    def last_head_alone(*given):
        """Only the last head counts: `=` in the loop forgets those before it. Add them up."""
        X, heads, dense, allowed = _parts(given)
        return _second(X + _found(X.standardize(), heads, allowed)[:, -1], dense)

    def heads_one_after_the_other(*given):
        """Each head gets what the heads before it have made. They look at the same rows, side by
        side, and their results are added."""
        X, heads, dense, allowed = _parts(given)
        for k in range(len(heads[0].data)):
            one = [W[k : k + 1] for W in heads]
            X = X + _found(X.standardize(), one, allowed).sum(axis=1)
        return _second(X, dense)

    def heads_kept_apart(*given):
        """The result still has an axis for the heads. What they have found has to be added up, over
        that axis."""
        X, heads, dense, allowed = _parts(given)
        N, n, d = X.data.shape
        return _second(X.reshape(N, 1, n, d) + _found(X.standardize(), heads, allowed), dense)

    def lists_for_heads(X, W_q, W_k, W_v, W_o, W_hidden, W_out, allowed):
        """List 0 meets head 0, list 1 meets head 1, and where there are more of one than of the
        other, nothing fits. The rows need an axis of their own for the heads, or a loop."""
        S = X.standardize()
        weights = masked_weights(S @ W_q @ (S @ W_k).T / np.sqrt(W_k.data.shape[-1]), allowed)
        return _second(X + weights @ (S @ W_v) @ W_o, (W_hidden, W_out))

    def no_relu(*given):
        """There's no ReLU between the dense layers, so that the two are one product."""
        X, heads, (hidden, out), allowed = _parts(given)
        X = X + _found(X.standardize(), heads, allowed).sum(axis=1)
        return X + X.standardize() @ hidden @ out

    def relu_at_the_end(*given):
        """The ReLU stands behind the second dense layer. It belongs between the two."""
        X, heads, (hidden, out), allowed = _parts(given)
        X = X + _found(X.standardize(), heads, allowed).sum(axis=1)
        return X + (X.standardize() @ hidden @ out).relu()

    def another_relu_at_the_end(*given):
        """There's a second ReLU, behind the second dense layer, so that the dense layers can never
        make a number smaller. The one between the two is all."""
        X, heads, dense, allowed = _parts(given)
        X = X + _found(X.standardize(), heads, allowed).sum(axis=1)
        return X + _dense(X.standardize(), dense).relu()

    def keys_come_back(X, W_q, W_k, W_v, W_o, W_hidden, W_out, allowed):
        """What comes back is made of the *keys*. They say where to look; `W_v` makes the values."""
        found = _found(X.standardize(), [W_q, W_k, W_k, W_o], allowed)
        return _second(X + found.sum(axis=1), (W_hidden, W_out))

    def keys_ask_queries(X, W_q, W_k, W_v, W_o, W_hidden, W_out, allowed):
        """Queries and keys have changed places. A row of the weights belongs to the entry that
        looks, and that's the one with the *query*."""
        found = _found(X.standardize(), [W_k, W_q, W_v, W_o], allowed)
        return _second(X + found.sum(axis=1), (W_hidden, W_out))

    def graph_cut(*given):
        """The numbers are right, and no gradient finds its way back: the Tensor is new. Compute
        with the Tensors, not with their `.data`."""
        return type(given[0])(attention.block(*given).data)

    def an_array(*given):
        """What comes back is a plain array, from which nothing can go back. Return a Tensor."""
        return attention.block(*given).data

    def rows_added_for_each_head(*given):
        """X is added once for every head, and it should be once in all."""
        X, heads, dense, allowed = _parts(given)
        found = X.reshape(len(X.data), 1, *X.data.shape[1:]) + _found(
            X.standardize(), heads, allowed
        )
        return _second(found.sum(axis=1), dense)


@exercise.right
class Variants:
    def head_by_head(X, W_q, W_k, W_v, W_o, W_hidden, W_out, allowed):
        """A loop over the heads: each picks its matrices, looks by itself, and what it finds is
        added. No axis has to be put in, and for two heads it's hardly slower."""
        S, new = X.standardize(), X
        for h in range(W_q.data.shape[0]):
            scores = (S @ W_q[h]) @ (S @ W_k[h]).T / np.sqrt(W_q.data.shape[2])
            new = new + masked_weights(scores, allowed) @ (S @ W_v[h]) @ W_o[h]
        return new + (new.standardize() @ W_hidden).relu() @ W_out

    def in_two_functions(X, W_q, W_k, W_v, W_o, W_hidden, W_out, allowed):
        """Both parts are functions of rows, and one line says what they have in common: each adds
        to what it got. A network of many parts is then a loop."""

        def look(S):
            rows = S.reshape(len(S.data), 1, *S.data.shape[1:])
            Q, K, V = rows @ W_q, rows @ W_k, rows @ W_v
            weights = masked_weights(Q @ K.T / W_k.data.shape[-1] ** 0.5, allowed)
            return (weights @ V @ W_o).sum(axis=1)

        def work(S):
            return (S @ W_hidden).relu() @ W_out

        for part in (look, work):
            X = X + part(X.standardize())
        return X
