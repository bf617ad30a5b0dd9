"""A query, looked up among keys."""

import numpy as np

from nnlib.exercises._helpers import draw_arrays, spelled
from nnlib.exercises._kinds import array_where
from nnlib.functions import attention
from nnlib.functions.activations import softmax
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="10-look-up",
    title="Look it up, softly",
    minutes=6,
    difficulty=2,
    points=2,
    reference=attention.look_up,
    hints=(
        "Three steps: a score for each key, a weight for each key, a mean of the values. Write "
        "down the shape that each of them gives.",
        "The score of a key is its dot product with the query. All of them at once are a matrix "
        "times a vector: which of K's two axes disappears?",
        "With weights of shape (n,) and values of shape (n, m), `weights @ V` adds up the rows of "
        "V, each times its weight. The weights come from `softmax(...)`.",
    ),
    why="""`K @ q` has a dot product for each row of K, so n scores. Softmax makes weights of them
that add up to 1, and `weights @ V` is the mean of the rows of V with these weights. Nowhere does
n have to be known beforehand: there's no weight that belongs to the third place of the list.""",
    survivors={
        "key @ q -> q @ key": "of two vectors it is the same",
        "np.array([key @ q for key in K]) -> [key @ q for key in K]": "softmax makes an array",
        "zip(weights, V, strict=True) -> zip(V, weights, strict=True)": "the factors change places",
    },
    promises={
        "one entry": array_where("K", lambda K: len(K) == 1),
        "as many entries as numbers in a key": array_where("K", lambda K: K.shape[0] == K.shape[1]),
        "two equal keys": lambda case: case.label.startswith("two equal keys"),
        "values of another length than keys": lambda case: (
            case.args["K"].shape[1] != case.args["V"].shape[1]
        ),
        "scores of 1000": lambda case: np.abs(case.args["K"] @ case.args["q"]).max() >= 1000,
    },
)


@exercise.cases
def _(rng):
    K = np.array([[1.0, 0], [0, 1], [1, 1]])
    V = np.array([[10.0], [20], [40]])
    yield Case("three entries", {"q": np.array([1.0, 0]), "K": K, "V": V})
    twice = K[[0, 1, 1]]
    yield Case("two equal keys", {"q": np.array([0.5, 2]), "K": twice, "V": V})
    for label, d, n, m in [
        ("five entries, keys of 3, values of 2", 3, 5, 2),
        ("one entry", 4, 1, 3),
        ("four entries, keys of 4", 4, 4, 4),
    ]:
        yield Case(label, draw_arrays(rng, q=d, K=(n, d), V=(n, m)))
    many = {"q": np.array([1.0, 2]), "K": np.ones((200, 2)), "V": np.arange(200.0)[:, None]}
    yield Case("two hundred equal keys", many)  # weights that are all small
    far = {"q": np.array([300.0, -200]), "K": 10 * K, "V": V}
    yield Case("scores of 1000", far)


def _quietly(compute):
    with np.errstate(all="ignore"):
        return compute()


@exercise.wrong
class Mistakes:
    def hardest(q, K, V):
        """Only the best key counts here, and its value comes back alone. Each value should have a
        part in the result, as large as its key's weight."""
        return V[np.argmax(K @ q)]

    def scores_as_weights(q, K, V):
        """The values are weighted with the raw scores, which don't add up to 1 and may be below 0.
        Softmax makes weights of them."""
        return (K @ q) @ V

    def divided_by_the_sum(q, K, V):
        """The scores are divided by their sum. That adds up to 1, but a score below 0 makes a
        weight below 0, and scores whose sum is near 0 make enormous ones."""
        with np.errstate(all="ignore"):
            scores = K @ q
            return scores / scores.sum() @ V

    def weights_alone(q, K, V):
        """These are the weights. What's asked for is the mean of the values with them."""
        return softmax(K @ q)

    def values_not_summed(q, K, V):
        """Each value has been multiplied by its weight, and they still stand in n rows. Add them
        up."""
        return softmax(K @ q)[:, None] * V

    def weights_beside_the_numbers(q, K, V):
        """`weights * V` puts the weights beside the numbers *of* a value, since both lie in a row.
        A weight belongs to a whole row of V. Make a column of the weights, or let `@` multiply and
        add up."""
        return (softmax(K @ q) * V).sum(axis=0)

    weights_beside_the_numbers = spelled(
        weights_beside_the_numbers,
        lambda q, K, V: softmax(K @ q) * V,
        lambda q, K, V: np.sum(softmax(K @ q) * V),
        lambda q, K, V: (softmax(K @ q) * V).sum(axis=1),
    )

    def softmax_of_the_result(q, K, V):
        """Softmax comes at the very end, of what should be the result. It makes weights of the
        *scores*; the mean of the values stays as it is."""
        return softmax(K @ q @ V)

    softmax_of_the_result = spelled(
        softmax_of_the_result, lambda q, K, V: softmax(softmax(K @ q) @ V)
    )

    def written_into_the_keys(q, K, V):
        """The result is right, but the keys that came in have been multiplied in place: `K *= q`
        writes into the caller's array. `K * q` makes a new one."""
        K *= q
        return softmax(K.sum(axis=1)) @ V

    def plain_mean(q, K, V):
        """All values have the same weight here, whatever the query is."""
        return V.mean(axis=0)

    def mean_of_weighted(q, K, V):
        """The weighted values are averaged once more. The weights add up to 1, so their *sum* is
        the mean already."""
        return softmax(K @ q) @ V / len(V)

    def minus(q, K, V):
        """The keys that fit least have the largest weights. The sign of the scores is turned."""
        return softmax(-(K @ q)) @ V

    def on_distances(q, K, V):
        """The weights come from the distances between query and keys. Here the score is the dot
        product, for which a long key counts more than a short one."""
        return softmax(-((K - q) ** 2).sum(axis=1)) @ V

    def overflows(q, K, V):
        """Scores of 1000 overflow in `np.exp`, and what is left isn't a number. The library's
        `softmax` takes off the largest score first."""
        with np.errstate(all="ignore"):
            weights = np.exp(K @ q)
            return weights / weights.sum() @ V

    def already_divided(q, K, V):
        """The scores are divided by √d here. That's the next section's; for now the score is the
        plain dot product."""
        return softmax(K @ q / np.sqrt(len(q))) @ V

    def values_scored(q, K, V):
        """The query is compared with the *values*. It should be compared with the keys; the values
        are what comes back."""
        return softmax(V @ q) @ V

    values_scored = spelled(
        values_scored,
        lambda q, K, V: softmax(V @ q) @ K,
    )

    def keys_come_back(q, K, V):
        """What comes back is a mean of the *keys*. They only say where to look."""
        return softmax(K @ q) @ K

    def turned_keys(q, K, V):
        """The products are added up over the *keys*, as in `K.T @ q` and `q @ K`, which pair each
        number of the query with a whole key. Every key should be paired with the whole query."""
        return softmax(K.T @ q) @ V

    turned_keys = spelled(turned_keys, lambda q, K, V: softmax(q @ K) @ V)

    def columns_of_values(q, K, V):
        """`V @ weights` pairs the weights with the columns of V, the numbers *of* a value. A weight
        belongs to an entry, and so to a row of V."""
        return V @ softmax(K @ q)

    def exponentials_alone(q, K, V):
        """The exponentials of the scores aren't divided by their sum, so the weights don't add up
        to 1, and the result is no mean. That division is the second half of softmax."""
        with np.errstate(all="ignore"):
            return np.exp(np.minimum(K @ q, 700)) @ V

    exponentials_alone = spelled(
        exponentials_alone,
        lambda q, K, V: _quietly(lambda: np.exp(K @ q) @ V),
    )

    def cosines(q, K, V):
        """Query and keys have been scaled to length 1 first. (10.1) takes the dot product as it
        is, in which a long key counts for more than a short one."""
        scores = K @ q / np.linalg.norm(K, axis=1) / np.linalg.norm(q)
        return softmax(scores) @ V

    cosines = spelled(
        cosines,
        lambda q, K, V: softmax(K @ q / np.linalg.norm(K, axis=1)) @ V,
    )

    def everything_added_up(q, K, V):
        """What comes back is a single number: without `axis=0` the sum runs over the numbers of a
        value too. The result has as many numbers as one value."""
        return np.sum(softmax(K @ q)[:, None] * V)

    def values_added_up_across(q, K, V):
        """Each weighted value has been added up by itself, so a number for each *entry* is left.
        Add up the entries instead: `axis=0`."""
        return np.sum(softmax(K @ q)[:, None] * V, axis=1)

    def the_last_entry_alone(q, K, V):
        """Of the weighted values only the last is left: `=` forgets those before it. Let them add
        up, with `+=`."""
        return softmax(K @ q)[-1] * V[-1]

    def both(q, K, V):
        """Two things come back. What's asked for is the mean of the values alone."""
        weights = softmax(K @ q)
        return weights @ V, weights

    both = spelled(both, lambda q, K, V: (softmax(K @ q), softmax(K @ q) @ V))

    def in_a_table(q, K, V):
        """The numbers are right, and they stand in a table of one row. The query came as a plain
        row, so the result should be one too."""
        return softmax(q[None, :] @ K.T) @ V

    def softmax_before_the_sum(q, K, V):
        """Every weight is 1, so the values are simply added up. Softmax shares out a 1 among the
        numbers of a row, the last axis. All the scores should stand in one row, *one* for each key:
        neither the numbers of a single key, nor a score in a row of its own, as in a column."""
        return softmax(K * q).sum(axis=1) @ V

    def softmax_of_each_number(q, K, V):
        """Softmax comes before the sum: there are weights for each number of the keys, and they are
        put together afterwards. A key has *one* score, the sum of its products, and softmax comes
        then."""
        return softmax((K * q).T).mean(axis=0) @ V

    softmax_of_each_number = spelled(
        softmax_of_each_number, lambda q, K, V: softmax((K * q).T).sum(axis=0) @ V
    )

    def three_entries_only(q, K, V):
        """Right for three entries: the 3 stands in your code. A list may have any number of them,
        `len(K)`, and the answer needs neither that number nor a loop."""
        weights = softmax(np.array([K[i] @ q for i in range(3)]))
        return weights[0] * V[0] + weights[1] * V[1] + weights[2] * V[2]

    def softmax_twice(q, K, V):
        """Softmax is taken twice, and the second one makes the weights nearly equal, since it sees
        numbers between 0 and 1 alone. Take it once, of the scores."""
        return softmax(softmax(K @ q)) @ V

    def as_many_entries_as_numbers(q, K, V):
        """Only as many entries count as a query has numbers. How many entries there are, `len(K)`
        says; `len(q)` is d, the length of a key."""
        n = len(q)
        return softmax(np.array([K[i] @ q for i in range(n)])) @ V[:n]

    as_many_entries_as_numbers = spelled(
        as_many_entries_as_numbers,
        lambda q, K, V: softmax(K[: len(q)] @ q) @ V[: len(q)],
    )

    def sigmoids(q, K, V):
        """Each score has become a weight by itself, with a sigmoid, so the weights don't add up to
        1. They share out a 1 among them: softmax."""
        with np.errstate(all="ignore"):
            return 1 / (1 + np.exp(-(K @ q))) @ V

    def softmax_of_the_values(q, K, V):
        """Softmax is taken of the values, and the scores stay as they are. It's the scores that it
        makes weights of; values come into the mean as they are."""
        return (K @ q) @ softmax(V)

    softmax_of_the_values = spelled(softmax_of_the_values, lambda q, K, V: (K @ q) @ softmax(V.T).T)

    def softmax_before_the_mean(q, K, V):
        """All weights are equal, 1 / d. Softmax shares out a 1 among the numbers that it gets, and
        these are the d numbers of a single key, whose mean is 1 / d whatever they are. It should
        get the scores, *one* for each key."""
        return softmax(K * q).mean(axis=1) @ V

    def squeezed(q, K, V):
        """Right where a value has several numbers. Where it has a single one, the result has lost
        its axis: wanted is a row all the same, of one number. Nothing has to be squeezed."""
        return np.squeeze(softmax(K @ q) @ V)


@exercise.right
class Variants:
    def one_by_one(q, K, V):
        """A loop over the entries, with a sum for each: the same in as many words as there are
        steps. It takes Python a step for each entry."""
        weights = softmax(np.array([key @ q for key in K]))
        result = np.zeros(V.shape[1])
        for weight, value in zip(weights, V, strict=True):
            result += weight * value
        return result

    def query_first(q, K, V):
        """With the query in front the keys have to be transposed. So it stands in most texts,
        since there many queries are rows of a matrix."""
        return softmax(q @ K.T) @ V

    def with_sums(q, K, V):
        scores = np.sum(K * q, axis=1)
        exps = np.exp(scores - scores.max())
        return np.sum(exps[:, None] * V, axis=0) / exps.sum()
