"""A block of a transformer, put together."""

import numpy as np

from nnlib.autodiff import attention
from nnlib.autodiff.attention import masked_weights
from nnlib.exercises._helpers import draw_arrays
from nnlib.exercises._kinds import array_where
from nnlib.exercises.chapter10._block_heads_mistakes import Heads
from nnlib.exercises.chapter10._block_mistakes import Mistakes
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


exercise.wrong(Mistakes)
exercise.wrong(Heads)


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
