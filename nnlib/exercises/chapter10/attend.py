"""Attention as a layer: queries, keys and values come from matrices that are learned."""

import numpy as np

from nnlib.autodiff import attention
from nnlib.autodiff.attention import attention_weights
from nnlib.exercises._helpers import beside, draw_arrays, spelled
from nnlib.exercises._kinds import array_where
from nnlib.exercises.chapter10._shared import LOST, back_to, data
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="10-attend",
    title="A layer that looks",
    minutes=8,
    difficulty=2,
    points=2,
    reference=attention.attend,
    hints=(
        "Which of the two makes the queries, and which makes keys and values? Three products with "
        "the three matrices come first. Write down their shapes.",
        "`attention_weights` takes queries and keys, and divides by √d already. Its result has a "
        "row for each row of X and a column for each row of Y.",
        "The mean of the values is one more product: `weights @ values`, where the values are "
        "`Y @ W_v`.",
    ),
    why="""X is only asked for its queries; what comes back is made of Y alone. None of the three
matrices knows how many rows there are, so the same layer serves lists of any length. And no row of
Y is chosen: all have a part in the result, so gradients go back to all three matrices, and to the
rows as well if these are Tensors.""",
    promises={
        "one row asks": array_where("X", lambda X: X.shape[1] == 1),
        "as many rows ask as are looked at": lambda case: (
            case.args["X"].shape[1] == case.args["Y"].shape[1]
        ),
        "a list that looks at itself": lambda case: case.label.startswith("a list that looks"),
        "rows of two lengths": lambda case: case.args["X"].shape[2] != case.args["Y"].shape[2],
        "plain arrays": lambda case: case.label.startswith("plain arrays"),
        "several lists": array_where("X", lambda X: len(X) > 1),
        "gradients": lambda case: "G" in case.args,
    },
)


def of_arrays(answer, X, Y, *matrices):
    """The layer's numbers for rows that are arrays, as the chapter's lists are."""
    result = answer(X, Y, *map(beside(answer, "Tensor"), matrices))
    return None if result is None else getattr(result, "data", LOST)


@exercise.cases
def _(rng):
    cut = "Gradients have to find their way from the result back to every matrix. Compute with the "
    cut += "Tensors and not with their `.data`."
    for label, N, M, n, a, b, d, m, use, back in [
        ("plain arrays, one list, one row asks", 1, 1, 3, 2, 4, 3, 2, of_arrays, ()),
        ("two lists, one row asks", 2, 1, 4, 3, 5, 2, 4, data, (0, 1, 2, 3, 4)),
        ("three lists, two rows ask", 3, 2, 5, 4, 3, 6, 1, data, ()),
        ("all sizes are equal", 3, 3, 3, 3, 3, 3, 3, data, ()),
        ("a list that looks at itself", 1, 4, 4, 5, 5, 2, 3, data, (0, 2)),
    ]:
        sizes = {"X": (N, M, a), "Y": (N, n, b), "W_q": (a, d), "W_k": (b, d), "W_v": (b, m)}
        given = draw_arrays(rng, **sizes)
        if label.startswith("a list that looks"):
            given["Y"] = given["X"].copy()
        yield Case(label, given, use, "attend(X, Y, ...).data", "numbers")
        given = given | draw_arrays(rng, G=(N, M, m))
        for place in back:
            result = f"What goes back to {list(given)[place]}"
            yield Case(label, given, back_to(place), result, "gradients", cut)


def _looked(weights, Y, W_v):
    return weights @ (Y @ W_v)


@exercise.wrong
class Mistakes:
    def the_other_way_round(X, Y, W_q, W_k, W_v):
        """Here the rows of Y ask, and those of X are looked at. X asks: queries are made of X, keys
        and values of Y."""
        return attention_weights(Y @ W_q, X @ W_k) @ (X @ W_v)

    def columns_for_rows(X, Y, W_q, W_k, W_v):
        """The keys look for queries. `attention_weights` takes the queries first."""
        return _looked(attention_weights(Y @ W_k, X @ W_q), Y, W_v)

    def matrices_exchanged(X, Y, W_q, W_k, W_v):
        """`W_k` makes the queries here, and `W_q` the keys. It should be the other way round."""
        return _looked(attention_weights(X @ W_k, Y @ W_q), Y, W_v)

    def keys_of_the_asking(X, Y, W_q, W_k, W_v):
        """The keys are made of X, so X is compared with itself. Y is what's looked at: make the
        keys of Y."""
        return _looked(attention_weights(X @ W_q, X @ W_k), Y, W_v)

    def values_of_the_asking(X, Y, W_q, W_k, W_v):
        """The values are made of X. X only asks; what comes back is made of Y."""
        return attention_weights(X @ W_q, Y @ W_k) @ (X @ W_v)

    def no_values(X, Y, W_q, W_k, W_v):
        """What comes back is a mean of the rows of Y themselves. `W_v` has to make values of them
        first."""
        return attention_weights(X @ W_q, Y @ W_k) @ Y

    def keys_come_back(X, Y, W_q, W_k, W_v):
        """What comes back is a mean of the *keys*. They only say where to look: the values come
        from `W_v`."""
        return _looked(attention_weights(X @ W_q, Y @ W_k), Y, W_k)

    def weights_alone(X, Y, W_q, W_k, W_v):
        """These are the weights. What's asked for is the mean of the values with them."""
        return attention_weights(X @ W_q, Y @ W_k)

    def values_alone(X, Y, W_q, W_k, W_v):
        """These are the values. Their mean is asked for, with the weights of each row of X."""
        return Y @ W_v

    def no_queries(X, Y, W_q, W_k, W_v):
        """The rows of X are taken as queries just as they are. `W_q` has to make the queries."""
        return _looked(attention_weights(X, Y @ W_k), Y, W_v)

    def no_keys(X, Y, W_q, W_k, W_v):
        """The rows of Y are taken as keys just as they are. `W_k` has to make the keys."""
        return _looked(attention_weights(X @ W_q, Y), Y, W_v)

    def nothing_but_values(X, Y, W_q, W_k, W_v):
        """Rows of X and Y are compared just as they are. `W_q` and `W_k` have to make queries and
        keys of them first."""
        return _looked(attention_weights(X, Y), Y, W_v)

    def not_divided(X, Y, W_q, W_k, W_v):
        """The scores aren't divided by √d. `attention_weights` does that, and the softmax as
        well."""
        return _looked((X @ W_q @ (Y @ W_k).T).softmax(), Y, W_v)

    def divided_twice(X, Y, W_q, W_k, W_v):
        """The scores are divided by √d twice: `attention_weights` does it already."""
        root = np.sqrt(W_k.data.shape[-1])
        return _looked(attention_weights(X @ W_q / root, Y @ W_k), Y, W_v)

    def no_softmax(X, Y, W_q, W_k, W_v):
        """The values are weighted with the raw scores. Softmax makes weights of them, and
        `attention_weights` does so already."""
        scores = X @ W_q @ (Y @ W_k).T
        return _looked(scores / np.sqrt(W_k.data.shape[-1]), Y, W_v)

    no_softmax = spelled(
        no_softmax,
        lambda X, Y, W_q, W_k, W_v: _looked(X @ W_q @ (Y @ W_k).T, Y, W_v),
    )

    def softmax_twice(X, Y, W_q, W_k, W_v):
        """Softmax is taken twice, and the second one makes the weights nearly equal. What
        `attention_weights` returns adds up to 1 already."""
        return _looked(attention_weights(X @ W_q, Y @ W_k).softmax(), Y, W_v)

    def softmax_of_the_result(X, Y, W_q, W_k, W_v):
        """Softmax is taken of the result as well. The layer returns the means as they are: they
        needn't be probabilities."""
        return _looked(attention_weights(X @ W_q, Y @ W_k), Y, W_v).softmax()

    def added_to_what_asks(X, Y, W_q, W_k, W_v):
        """What was found is added to X. The layer returns what was found alone."""
        return X + _looked(attention_weights(X @ W_q, Y @ W_k), Y, W_v)

    def all_questions_together(X, Y, W_q, W_k, W_v):
        """The results of all rows of X are added up. Each row that asks gets a row of its own
        back."""
        return _looked(attention_weights(X @ W_q, Y @ W_k), Y, W_v).sum(axis=1)

    def graph_cut(X, Y, W_q, W_k, W_v):
        """The numbers are right, and no gradient finds its way back: the Tensor is new, and doesn't
        know the matrices. Compute with the Tensors, not with their `.data`."""
        return type(W_q)(_looked(attention_weights(X @ W_q, Y @ W_k), Y, W_v).data)

    def an_array(X, Y, W_q, W_k, W_v):
        """What comes back is a plain array. Nothing can go back from it to the matrices: compute
        with the Tensors, and return one."""
        return _looked(attention_weights(X @ W_q, Y @ W_k), Y, W_v).data


@exercise.right
class Variants:
    def the_mean_first(X, Y, W_q, W_k, W_v):
        """The mean of the rows of Y comes first, and `W_v` makes a value of it. A mean of values is
        the value of the mean, because both are products with a matrix."""
        return attention_weights(X @ W_q, Y @ W_k) @ Y @ W_v

    def without_the_last_exercise(X, Y, W_q, W_k, W_v):
        queries, keys, values = X @ W_q, Y @ W_k, Y @ W_v
        return (queries @ keys.T / np.sqrt(W_q.data.shape[1])).softmax() @ values
