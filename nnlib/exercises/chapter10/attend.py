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
    cut = (
        "Gradients have to find their way from the result back to every matrix, and to X and Y if "
    )
    cut += "these are Tensors. Compute with the Tensors and not with their `.data`."
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


def _divided_by(length):
    def another_root(X, Y, W_q, W_k, W_v):
        """The scores are divided by another root than √d: d is the length of a query and of a key,
        the number of columns of `W_q`. `attention_weights` sees to that."""
        scores = X @ W_q @ (Y @ W_k).T / np.sqrt(length(X, Y, W_q, W_v))
        return _looked(scores.softmax(), Y, W_v)

    return another_root


@exercise.wrong
class Mistakes:
    def the_other_way_round(X, Y, W_q, W_k, W_v):
        """Here the rows of Y ask, and those of X are looked at. X asks: queries are made of X, keys
        and values of Y."""
        return attention_weights(Y @ W_q, X @ W_k) @ (X @ W_v)

    def queries_of_what_is_looked_at(X, Y, W_q, W_k, W_v):
        """The queries are made of Y. Who asks, and who is looked at? What asks makes the queries,
        and what's looked at the keys and the values."""
        return _looked(attention_weights(Y @ W_q, X @ W_k), Y, W_v)

    queries_of_what_is_looked_at = spelled(
        queries_of_what_is_looked_at,
        lambda X, Y, W_q, W_k, W_v: attention_weights(Y @ W_q, Y @ W_k) @ (X @ W_v),
    )

    def weights_turned_round(X, Y, W_q, W_k, W_v):
        """The weights are turned round before they meet the values. They have a row for each row of
        X, as the result has: use them as they are."""
        return _looked(attention_weights(X @ W_q, Y @ W_k).T, Y, W_v)

    def values_before_the_weights(X, Y, W_q, W_k, W_v):
        """The values stand on the left of the product, and the weights on the right. Write down
        both shapes: the rows of which of the two are the rows of the result?"""
        return (Y @ W_v) @ attention_weights(X @ W_q, Y @ W_k)

    values_before_the_weights = spelled(
        values_before_the_weights,
        lambda X, Y, W_q, W_k, W_v: (Y @ W_v).T @ attention_weights(X @ W_q, Y @ W_k),
    )

    def only_X(X, Y, W_q, W_k, W_v):
        """Y isn't used at all, so the rows of X look at each other. X only asks: what's looked at
        is Y."""
        return attention_weights(X @ W_q, X @ W_k) @ (X @ W_v)

    def only_Y(X, Y, W_q, W_k, W_v):
        """X isn't used at all, so the rows of Y look at each other. It's X that asks."""
        return _looked(attention_weights(Y @ W_q, Y @ W_k), Y, W_v)

    def keys_for_values(X, Y, W_q, W_k, W_v):
        """Keys and values are exchanged. Queries are compared with the keys, which `W_k` makes, and
        what comes back is a mean of the values, which `W_v` makes."""
        return _looked(attention_weights(X @ W_q, Y @ W_v), Y, W_k)

    def one_matrix_for_both(X, Y, W_q, W_k, W_v):
        """`W_q` makes the queries and the keys as well. The keys have a matrix of their own,
        `W_k`."""
        return _looked(attention_weights(X @ W_q, Y @ W_q), Y, W_v)

    def columns_of_sum_1(X, Y, W_q, W_k, W_v):
        """The *columns* of the weights have the sum 1 here, so each row of Y shares itself among
        the rows of X. It's each row of X that shares its attention among those of Y: queries first,
        and nothing is to be turned round."""
        return _looked(attention_weights(Y @ W_k, X @ W_q).T, Y, W_v)

    def matrices_turned_round(X, Y, W_q, W_k, W_v):
        """The matrices are transposed. `W_q` has a row for each number in a row of X and a column
        for each number of a query, so it can be used as it is, and so can the others."""
        return _looked(attention_weights(X @ W_q.T, Y @ W_k.T), Y, W_v.T)

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

    def both_as_tensors(X, Y, W_q, W_k, W_v):
        of = type(W_q).as_tensor
        return _looked(attention_weights(of(X), of(Y)), Y, W_v)

    nothing_but_values = spelled(nothing_but_values, both_as_tensors)
    del both_as_tensors

    def not_divided(X, Y, W_q, W_k, W_v):
        """The scores aren't divided by √d. `attention_weights` does that, and the softmax as
        well."""
        return _looked((X @ W_q @ (Y @ W_k).T).softmax(), Y, W_v)

    def divided_twice(X, Y, W_q, W_k, W_v):
        """The scores are divided by d, or by √d twice. `attention_weights` divides them by √d
        already."""
        root = np.sqrt(W_k.data.shape[-1])
        return _looked(attention_weights(X @ W_q / root, Y @ W_k), Y, W_v)

    another_root = spelled(
        *(_divided_by(length) for length in (
            lambda X, Y, W_q, W_v: W_q.data.shape[0],
            lambda X, Y, W_q, W_v: (Y @ W_v).data.shape[-2],
            lambda X, Y, W_q, W_v: W_v.data.shape[0],
            lambda X, Y, W_q, W_v: W_v.data.shape[1],
        ))
    )  # fmt: skip

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
        """The results of all rows of X are added up or averaged. Each row that asks gets a row of
        its own back."""
        return _looked(attention_weights(X @ W_q, Y @ W_k), Y, W_v).sum(axis=1)

    all_questions_together = spelled(
        all_questions_together,
        lambda X, Y, W_q, W_k, W_v: _looked(attention_weights(X @ W_q, Y @ W_k), Y, W_v).mean(
            axis=1
        ),
    )

    def all_values_alike(X, Y, W_q, W_k, W_v):
        """All values count alike here, so each row of X gets the same plain mean. They're weighted
        by how well their keys fit: `attention_weights` says by how much."""
        return _looked((X @ W_q @ (Y @ W_k).T * 0).softmax(), Y, W_v)

    def the_best_alone(X, Y, W_q, W_k, W_v):
        """Each row of X gets only the value whose key fits best. All values have a part in the
        mean, each with its weight, so that gradients can say where to look instead."""
        weights = attention_weights(X @ W_q, Y @ W_k).data
        return _looked(type(W_q)(np.eye(weights.shape[-1])[weights.argmax(axis=-1)]), Y, W_v)

    def masked(X, Y, W_q, W_k, W_v):
        """A row of X sees the rows of Y only up to its own place. In this layer every row may look
        at all of them: there's no mask in it."""
        scores = X @ W_q @ (Y @ W_k).T / np.sqrt(W_k.data.shape[-1])
        later = np.triu(np.full(scores.data.shape[-2:], -1e9), k=1)
        return _looked((scores + later).softmax(), Y, W_v)

    def lists_mixed(X, Y, W_q, W_k, W_v):
        """All lists are laid one behind another, so rows of X look at rows of other lists, too.
        Leave the first axis alone: `@` works on each list by itself."""
        one = 1, -1, W_q.data.shape[-1]
        queries, keys, values = X @ W_q, Y @ W_k, Y @ W_v
        N, M, m = *queries.data.shape[:2], values.data.shape[-1]
        weights = attention_weights(queries.reshape(*one), keys.reshape(*one))
        return (weights @ values.reshape(1, -1, m)).reshape(N, M, m)

    def weights_cut(X, Y, W_q, W_k, W_v):
        """`W_v` gets its gradient, and `W_q` and `W_k` get none, because the weights are taken as
        plain numbers. Leave them a Tensor, so that it can be learned where to look."""
        return _looked(type(W_q)(attention_weights(X @ W_q, Y @ W_k).data), Y, W_v)

    def rows_cut(X, Y, W_q, W_k, W_v):
        """The matrices get their gradients, and X and Y get none, because only their numbers are
        used, with `.data` or in new Tensors, and numbers know no parents. X and Y can be used just
        as they are."""
        new = type(W_q)
        X, Y = (new(rows.data if hasattr(rows, "parents") else rows) for rows in (X, Y))
        return _looked(attention_weights(X @ W_q, Y @ W_k), Y, W_v)

    def asked_for_its_shape(X, Y, W_q, W_k, W_v):
        """An array has a `shape`, and X and Y may be Tensors as well, which have it in their
        `data`. But nothing in this layer has to ask for the lengths of X and Y."""
        if X.shape and Y.shape:
            return _looked(attention_weights(X @ W_q, Y @ W_k), Y, W_v)
        raise ValueError

    def several_things(X, Y, W_q, W_k, W_v):
        """What comes back is no Tensor but several things, the weights among them, perhaps. Return
        the means alone."""
        weights = attention_weights(X @ W_q, Y @ W_k)
        return _looked(weights, Y, W_v), weights

    def graph_cut(X, Y, W_q, W_k, W_v):
        """The numbers are right, and no gradient finds its way back: the Tensor that comes back
        doesn't know the matrices. Compute with the Tensors, not with their `.data`, nor inside
        `no_grad`."""
        return type(W_q)(_looked(attention_weights(X @ W_q, Y @ W_k), Y, W_v).data)

    def an_array(X, Y, W_q, W_k, W_v):
        """What comes back is a plain array. Nothing can go back from it to the matrices: compute
        with the Tensors, and return one."""
        return _looked(attention_weights(X @ W_q, Y @ W_k), Y, W_v).data

    def values_cut(X, Y, W_q, W_k, W_v):
        """`W_q` and `W_k` get their gradients, and `W_v` gets none, because the values are taken
        as plain numbers. Leave them a Tensor: what comes back is made of them."""
        return attention_weights(X @ W_q, Y @ W_k) @ type(W_v)((Y @ W_v).data)

    def one_kind_of_rows_cut(X, Y, W_q, W_k, W_v):
        """Either X or Y gets no gradient: only its numbers are used, with `.data` or in a new
        Tensor, and numbers know no parents. Both can be used just as they are."""
        X = type(W_q)(X.data if hasattr(X, "parents") else X)
        return _looked(attention_weights(X @ W_q, Y @ W_k), Y, W_v)

    def rows_looked_at_cut(X, Y, W_q, W_k, W_v):
        Y = type(W_q)(Y.data if hasattr(Y, "parents") else Y)
        return _looked(attention_weights(X @ W_q, Y @ W_k), Y, W_v)

    one_kind_of_rows_cut = spelled(one_kind_of_rows_cut, rows_looked_at_cut)
    del rows_looked_at_cut

    def the_first_row_alone(X, Y, W_q, W_k, W_v):
        """Of each list there is only what its first row has found, on two axes. Each row that asks
        gets a row of its own back, also where only one asks: (N, M, m)."""
        return _looked(attention_weights(X @ W_q, Y @ W_k), Y, W_v)[:, 0]

    def mean_of_weighted(X, Y, W_q, W_k, W_v):
        """The weighted values are averaged once more. The weights of a row add up to 1, so their
        *sum* is the mean already."""
        return _looked(attention_weights(X @ W_q, Y @ W_k), Y, W_v) / (Y @ W_v).data.shape[1]


@exercise.right
class Variants:
    def the_mean_first(X, Y, W_q, W_k, W_v):
        """The mean of the rows of Y comes first, and `W_v` makes a value of it. A mean of values is
        the value of the mean, because both are products with a matrix."""
        return attention_weights(X @ W_q, Y @ W_k) @ Y @ W_v

    def without_the_last_exercise(X, Y, W_q, W_k, W_v):
        queries, keys, values = X @ W_q, Y @ W_k, Y @ W_v
        return (queries @ keys.T / np.sqrt(W_q.data.shape[1])).softmax() @ values
