"""The weights of many queries at once, divided by the root of d, on Tensors."""

import numpy as np

from nnlib.autodiff import attention
from nnlib.exercises._helpers import draw_arrays, spelled
from nnlib.exercises._kinds import array_where
from nnlib.exercises.chapter10._shared import back_to, data
from nnlib.functions.activations import softmax
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="10-attention-weights",
    title="Attention on your own Tensor",
    minutes=9,
    difficulty=3,
    points=3,
    reference=attention.attention_weights,
    hints=(
        "Formula (10.3) without its last factor, written with what your Tensor can do. What shape "
        "do the scores of M queries and n keys have?",
        "`K.T` exchanges the last two axes, in a stack too. The number d is the length of a key: "
        "`K.data.shape[...]`; count from the end, so that a stack works as well.",
        "`scores = Q @ K.T / ...`, and a Tensor has the method `.softmax()`, which works along the "
        "last axis. Compute with the Tensors themselves: `.data` would cut the graph.",
    ),
    why="""Row i of `Q @ K.T` has the scores of query i, one for each key, and softmax works on
each row by itself. √d is a plain number, not a tensor: no gradient needs to go to it. Because
only the last two axes are touched, the same two lines serve for one list and for a stack of
lists, and every box they use has its rule, so gradients reach both Q and K.""",
    promises={
        "one query": array_where("Q", lambda Q: Q.shape[-2] == 1),
        "as many queries as keys": lambda case: case.args["Q"].shape == case.args["K"].shape,
        "a stack of lists": array_where("Q", lambda Q: Q.ndim == 3),
        "keys of length 1": array_where("K", lambda K: K.shape[-1] == 1),
        "scores of 1000": lambda case: np.abs(case.args["Q"] @ case.args["K"].mT).max() > 2000,
        "a row far below the others": lambda case: case.label.startswith("a row of scores far"),
        "gradients of both": lambda case: "G" in case.args,
    },
)


def entry(label, Q, K, G=None):
    """Cases of one input: the weights, and with G what goes back."""
    given = {"Q": Q, "K": K}
    cut = "Gradients have to find their way from the weights back to Q and to K. Compute with the "
    cut += "Tensors and not with their `.data`."
    yield Case(label, given, data, "attention_weights(Q, K).data", "weights")
    if G is not None:
        given = {**given, "G": G}
        for place, name in enumerate(["Q", "K"]):
            result = f"What goes back from the weights to {name}"
            yield Case(label, given, back_to(place), result, "gradients", cut)


@exercise.cases
def _(rng):
    Q = np.array([[1.0, 0, 0, 2]])
    K = np.array([[1.0, 0, 0, 2], [2, 1, 0, 0], [0, 0, 3, 0]])
    yield from entry("one query, three keys", Q, K, np.array([[1.0, 0, 0]]))
    far = np.array([[300.0, -200, 0, 0]])
    yield from entry("scores of 1000", far, 20 * np.eye(3, 4) + 20 * np.eye(3, 4, -2))
    apart = np.array([[60.0, 0, 0, 0], [-60, 0, 0, 0], [0, 1, 0, 0]])
    keys = np.array([[50.0, 0, 0, 1], [50, 1, 0, 0]])
    yield from entry("a row of scores far below the others", apart, keys)
    yield from entry("keys of length 1", *draw_arrays(rng, Q=(2, 1), K=(3, 1)).values())
    for label, stack, M, n, d in [
        ("two queries, five keys", (), 2, 5, 3),
        ("as many queries as keys", (), 3, 3, 3),
        ("a stack of two lists", (2,), 3, 4, 6),
    ]:
        sizes = {"Q": (*stack, M, d), "K": (*stack, n, d), "G": (*stack, M, n)}
        yield from entry(label, *draw_arrays(rng, **sizes).values())


def _scores(Q, K):
    return Q @ K.T


def _divided(Q, K):
    return _scores(Q, K) / np.sqrt(K.data.shape[-1])


def _exponentials(Q, K):
    """Each row's largest score is taken off, so nothing overflows."""
    scores = _divided(Q, K)
    return (scores - scores.max(-1, keepdims=True)).exp()


def _largest(Q, K):
    """Each row's largest score, as an array."""
    return _divided(Q, K).data.max(axis=-1, keepdims=True)


def _of_all(exps):
    with np.errstate(all="ignore"):
        return exps / exps.sum()


def _shares(exps):
    with np.errstate(all="ignore"):
        return exps / exps.sum(-1, keepdims=True)


@exercise.wrong
class Mistakes:
    def not_divided(Q, K):
        """The scores aren't divided by √d."""
        return _scores(Q, K).softmax()

    def divided_by_d(Q, K):
        """The scores are divided by d (or by √d twice, once in Q and once in K). A sum of d
        products is about √d large, so that's what they should be divided by."""
        return (_scores(Q, K) / K.data.shape[-1]).softmax()

    def divided_by_d_and_by_2(Q, K):
        """`**` comes before `/`, so `d ** 1 / 2` is d, and then half of it or of what was divided
        by it. The exponent of a root is a half: put it in brackets, or write it as one number."""
        return (_scores(Q, K) / K.data.shape[-1] / 2).softmax()

    def queries_turned_round(Q, K):
        """The queries are turned round. The scores of a query are its products with all keys: its
        numbers have to stay in its row, and it's the keys that become columns."""
        return (Q.T @ K / np.sqrt(K.data.shape[-1])).softmax()

    def nothing_turned_round(Q, K):
        """`Q @ K` pairs the rows of Q with the *columns* of K. A key is a row of K, so one of the
        two has to be turned round: which?"""
        return (Q @ K / np.sqrt(K.data.shape[-1])).softmax()

    def multiplied(Q, K):
        """The scores are multiplied by √d. They are already too large: divide."""
        return (_scores(Q, K) * np.sqrt(K.data.shape[-1])).softmax()

    def root_of_n(Q, K):
        """The scores are divided by the root of n, the number of *keys*. What makes a dot product
        large is the number of its terms, the length d of a key: the last axis."""
        return (_scores(Q, K) / np.sqrt(K.data.shape[-2])).softmax()

    def root_of_the_first_axis(Q, K):
        """`len`, or `shape[0]`, counts the rows of a matrix and the matrices of a stack. The
        length d of a key is the *last* axis: `shape[-1]`."""
        return (_scores(Q, K) / np.sqrt(len(K.data))).softmax()

    root_of_the_first_axis = spelled(
        root_of_the_first_axis,
        lambda Q, K: (_scores(Q, K) / np.sqrt(len(Q.data))).softmax(),
    )

    def divided_after_softmax(Q, K):
        """The *weights* are divided by √d, after softmax, so that they don't add up to 1. The
        scores should be divided, before."""
        return _scores(Q, K).softmax() / np.sqrt(K.data.shape[-1])

    def no_softmax(Q, K):
        """These are the scores, divided. Softmax makes weights of them."""
        return _scores(Q, K) / np.sqrt(K.data.shape[-1])

    def log_weights(Q, K):
        """These are the logarithms of the weights: `.log_softmax()` in place of `.softmax()`."""
        return (_scores(Q, K) / np.sqrt(K.data.shape[-1])).log_softmax()

    def over_the_queries(Q, K):
        """Here the *queries* share each key's attention: the columns add up to 1. Each query should
        share its own among the keys, so that the rows do."""
        return (_scores(K, Q) / np.sqrt(K.data.shape[-1])).softmax().T

    def keys_by_queries(Q, K):
        """Rows and columns are exchanged: there should be a row for each *query*."""
        return (_scores(K, Q) / np.sqrt(K.data.shape[-1])).softmax()

    def graph_cut(Q, K):
        """The weights are right, and no gradient finds its way back: the Tensor is new, and
        doesn't know Q and K. Compute with the Tensors, not with their `.data`."""
        return type(Q)((_scores(Q, K) / np.sqrt(K.data.shape[-1])).softmax().data)

    def queries_alone_learn(Q, K):
        """Nothing goes back to the keys. `K.data` takes the numbers out of the graph; `K` itself
        keeps it."""
        scores = Q @ type(K)(K.data).T
        return (scores / np.sqrt(K.data.shape[-1])).softmax()

    queries_alone_learn = spelled(
        queries_alone_learn,
        lambda Q, K: (Q @ type(K)(K.data.T) / np.sqrt(K.data.shape[-1])).softmax(),
    )

    def keys_alone_learn(Q, K):
        """Nothing goes back to the queries. `Q.data` takes the numbers out of the graph; `Q` itself
        keeps it."""
        scores = type(Q)(Q.data) @ K.T
        return (scores / np.sqrt(K.data.shape[-1])).softmax()

    def largest_of_all(Q, K):
        """The largest of *all* scores is taken off, the same for every row. In a row whose scores
        lie far below it nothing is left, and 0 / 0 is nan. Take off each row's own largest:
        `max(-1, keepdims=True)`, or `.softmax()`, which does so."""
        scores = _scores(Q, K) / np.sqrt(K.data.shape[-1])
        return _shares((scores - scores.data.max()).exp())

    largest_of_all = spelled(
        largest_of_all,
        lambda Q, K: _shares((_divided(Q, K) - _divided(Q, K).max()).exp()),
        lambda Q, K: _shares(
            (_divided(Q, K) - _divided(Q, K).data.max(axis=(-2, -1), keepdims=True)).exp()
        ),
    )

    def overflows(Q, K):
        """Right for small scores. Those of 1000 overflow in the exponential, and what is left
        isn't a number. `.softmax()` takes the largest score of each row off first."""
        return _shares(_divided(Q, K).exp())

    def second_axis_of_a_stack(Q, K):
        """Right for matrices. In a stack `shape[1]` counts the rows, since `shape[0]` counts the
        lists. The length d of a key is the *last* axis: `shape[-1]`."""
        return (_scores(Q, K) / np.sqrt(K.data.shape[1])).softmax()

    second_axis_of_a_stack = spelled(
        second_axis_of_a_stack,
        lambda Q, K: (_scores(Q, K) / np.sqrt(Q.data.shape[1])).softmax(),
    )

    def shares_of_the_whole_list(Q, K):
        """All weights of a matrix, or of the stack, add up to 1 together. *Each query* has an
        attention of its own to share out: every row should add up to 1."""
        exps = _exponentials(Q, K)
        return exps / exps.sum()

    shares_of_the_whole_list = spelled(
        shares_of_the_whole_list,
        lambda Q, K: _of_all((_divided(Q, K) - _largest(Q, K)).exp()),
        lambda Q, K: _of_all(_divided(Q, K).exp()),
        lambda Q, K: _of_all((_divided(Q, K) - _divided(Q, K).data.max()).exp()),
    )

    def an_array(Q, K):
        """What comes back is a plain array. Nothing can go back from it to Q and K: compute with
        the Tensors, and return one."""
        return _divided(Q, K).softmax().data

    def weights_alone_of_the_first(Q, K):
        """Only the first query's weights are there. There should be a row for each query."""
        weights = _divided(Q, K).softmax()
        return weights[0] if weights.data.ndim == 2 else weights[:, 0]

    def root_of_the_queries(Q, K):
        """The scores are divided by the root of M, the number of *queries*. What makes a dot
        product large is the number of its terms, the length d of a query: the last axis."""
        return (_scores(Q, K) / np.sqrt(Q.data.shape[-2])).softmax()

    def root_of_all_numbers(Q, K):
        """The scores are divided by the root of how many numbers there are in all of Q or of K. A
        score is a sum of d products, so d alone counts: the last axis, `shape[-1]`."""
        return (_scores(Q, K) / np.sqrt(K.data.size)).softmax()

    root_of_all_numbers = spelled(
        root_of_all_numbers,
        lambda Q, K: (_scores(Q, K) / np.sqrt(Q.data.size)).softmax(),
    )

    def softmax_twice(Q, K):
        """Softmax is taken twice, and the second one makes the weights nearly equal, since it sees
        numbers between 0 and 1 alone. Take it once, of the scores."""
        return _divided(Q, K).softmax().softmax()

    def keys_with_keys(Q, K):
        """One of the two is compared with itself: the keys with keys, or the queries with queries.
        A score belongs to a query and a key."""
        return _divided(K, K).softmax()

    keys_with_keys = spelled(keys_with_keys, lambda Q, K: _divided(Q, Q).softmax())

    def divided_by_the_sum(Q, K):
        """The scores are divided by their sum. That adds up to 1, but a score below 0 makes a
        weight below 0, and scores whose sum is near 0 make enormous ones. `.softmax()` takes
        exponentials first."""
        return _shares(_divided(Q, K))

    def written_into_the_numbers(Q, K):
        """Queries or keys have been divided in place, `Q.data /= …`. So the caller's numbers have
        changed, and the graph knows of no division. `Q / …` is a new Tensor."""
        Q.data /= np.sqrt(K.data.shape[-1])
        return _scores(Q, K).softmax()

    def written_into_the_keys(Q, K):
        K.data /= np.sqrt(K.data.shape[-1])
        return _scores(Q, K).softmax()

    written_into_the_numbers = spelled(written_into_the_numbers, written_into_the_keys)
    del written_into_the_keys

    def keys_of_one_length_only(Q, K):
        """Right for keys of one length: in place of √d stands a number. The length of a key is
        `K.data.shape[-1]`."""
        return (_scores(Q, K) / 4).softmax()

    keys_of_one_length_only = spelled(
        keys_of_one_length_only,
        *(lambda Q, K, root=root: (_scores(Q, K) / root).softmax() for root in (2, 5, 8)),
    )

    def half_of_d(Q, K):
        """The scores are divided by half of d. Its root is `np.sqrt(d)`, or `d ** 0.5`."""
        return (_scores(Q, K) / (K.data.shape[-1] / 2)).softmax()

    def half_of_d_in_whole_numbers(Q, K):
        with np.errstate(all="ignore"):
            return (_scores(Q, K) / (K.data.shape[-1] // 2)).softmax()

    half_of_d = spelled(half_of_d, half_of_d_in_whole_numbers)
    del half_of_d_in_whole_numbers

    def times_the_keys(Q, K):
        """The weights have been multiplied by the keys, as if these were the values. The weights
        themselves are asked for."""
        return _divided(Q, K).softmax() @ K

    def cosines(Q, K):
        """Keys, or queries too, have been scaled to length 1. (10.3) takes the dot products as
        they are, in which a long key counts for more, and divides them by √d."""
        return (Q @ (K / np.linalg.norm(K.data, axis=-1, keepdims=True)).T).softmax()

    cosines = spelled(
        cosines,
        lambda Q, K: (
            (Q / np.linalg.norm(Q.data, axis=-1, keepdims=True))
            @ (K / np.linalg.norm(K.data, axis=-1, keepdims=True)).T
        ).softmax(),
    )

    def a_function_for_arrays(Q, K):
        """A function for arrays, as chapter 01's `softmax` and `np.max` are, has been given a
        Tensor. A Tensor has methods of its own: `.softmax()`."""
        return softmax(_divided(Q, K))


@exercise.right
class Variants:
    def queries_divided(Q, K):
        """The queries are divided before the product. That's the same numbers, up to rounding, and
        fewer divisions if there are more keys than numbers in a query."""
        return ((Q / np.sqrt(Q.data.shape[-1])) @ K.T).softmax()

    def with_boxes(Q, K):
        """Softmax of boxes that you know: exponentials over their sum. It needs the largest score
        taken off first, or large scores overflow."""
        scores = Q @ K.T * (1 / np.sqrt(K.data.shape[-1]))
        exps = (scores - scores.max(-1, keepdims=True)).exp()
        return exps / exps.sum(-1, keepdims=True)

    def by_logarithms(Q, K):
        return (Q @ K.T / K.data.shape[-1] ** 0.5).log_softmax().exp()
