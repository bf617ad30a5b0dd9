"""Wrong answers to "One block of a transformer" about its two parts: what goes into each, what is
added, what comes back."""

import numpy as np

from nnlib.autodiff import attention
from nnlib.autodiff.attention import masked_weights
from nnlib.exercises._helpers import spelled


def parts_of(given):
    X, *heads, hidden, out, allowed = given
    return X, heads, (hidden, out), allowed


def found_by(S, heads, allowed, root=None, values=None, weights=masked_weights):
    """What each head finds, (N, heads, n, d)."""
    W_q, W_k, W_v, W_o = heads
    N, n, d = S.data.shape
    rows = S.reshape(N, 1, n, d)
    values = rows if values is None else values.reshape(N, 1, n, d)
    root = np.sqrt(W_k.data.shape[-1]) if root is None else root
    return weights(rows @ W_q @ (rows @ W_k).T / root, allowed) @ (values @ W_v) @ W_o


def _centred(X):
    return X - X.mean(axis=-1, keepdims=True)


def dense_layers(S, dense):
    return (S @ dense[0]).relu() @ dense[1]


def second_part(X, dense):
    """The second part, as it should be."""
    return X + dense_layers(X.standardize(), dense)


class Mistakes:
    def attention_not_added(*given):
        """What the heads have found *replaces* the rows. It should be added to them, so that an
        entry doesn't forget what it was itself."""
        X, heads, dense, allowed = parts_of(given)
        return second_part(found_by(X.standardize(), heads, allowed).sum(axis=1), dense)

    def dense_not_added(*given):
        """The dense layers' result comes back alone. Add it to what went into the second part."""
        X, heads, dense, allowed = parts_of(given)
        X = X + found_by(X.standardize(), heads, allowed).sum(axis=1)
        return dense_layers(X.standardize(), dense)

    def nothing_added(*given):
        """Both parts replace their rows. Each should add its result to what came in."""
        X, heads, dense, allowed = parts_of(given)
        X = found_by(X.standardize(), heads, allowed).sum(axis=1)
        return dense_layers(X.standardize(), dense)

    def added_to_the_standardized(*given):
        """The results are added to the *standardized* rows. Keep X as it came in: only what goes
        into a part is standardized, and the way around it isn't."""
        X, heads, dense, allowed = parts_of(given)
        S = X.standardize()
        S = (S + found_by(S, heads, allowed).sum(axis=1)).standardize()
        return S + dense_layers(S, dense)

    def first_added_to_the_standardized(*given):
        X, heads, dense, allowed = parts_of(given)
        S = X.standardize()
        return second_part(S + found_by(S, heads, allowed).sum(axis=1), dense)

    def second_added_to_the_standardized(*given):
        X, heads, dense, allowed = parts_of(given)
        S = (X + found_by(X.standardize(), heads, allowed).sum(axis=1)).standardize()
        return S + dense_layers(S, dense)

    added_to_the_standardized = spelled(
        added_to_the_standardized, first_added_to_the_standardized, second_added_to_the_standardized
    )
    del first_added_to_the_standardized, second_added_to_the_standardized

    def nothing_standardized(*given):
        """Nothing is standardized. What goes into each of the two parts should be."""
        X, heads, dense, allowed = parts_of(given)
        X = X + found_by(X, heads, allowed).sum(axis=1)
        return X + dense_layers(X, dense)

    def first_not_standardized(*given):
        """What goes into the attention isn't standardized. The second part is right."""
        X, heads, dense, allowed = parts_of(given)
        return second_part(X + found_by(X, heads, allowed).sum(axis=1), dense)

    def second_not_standardized(*given):
        """What goes into the dense layers isn't standardized. The first part is right."""
        X, heads, dense, allowed = parts_of(given)
        X = X + found_by(X.standardize(), heads, allowed).sum(axis=1)
        return X + dense_layers(X, dense)

    def standardized_afterwards(*given):
        """The rows are standardized *after* each part, as in the paper of 2017. Here that's done
        before, and only for what goes into the part."""
        X, heads, dense, allowed = parts_of(given)
        X = (X + found_by(X, heads, allowed).sum(axis=1)).standardize()
        return (X + dense_layers(X, dense)).standardize()

    def values_not_standardized(*given):
        """Queries and keys are made of standardized rows and the values aren't. All three are."""
        X, heads, dense, allowed = parts_of(given)
        found = found_by(X.standardize(), heads, allowed, values=X)
        return second_part(X + found.sum(axis=1), dense)

    def along_the_list(*given):
        """Each number is standardized along the list, with mean and standard deviation of the same
        number in all the entries. Here every *row* is standardized by itself: the last axis."""
        X, heads, dense, allowed = parts_of(given)
        X = X + found_by(X.T.standardize().T, heads, allowed).sum(axis=1)
        return X + dense_layers(X.T.standardize().T, dense)

    def first_along_the_list(*given):
        X, heads, dense, allowed = parts_of(given)
        return second_part(X + found_by(X.T.standardize().T, heads, allowed).sum(axis=1), dense)

    along_the_list = spelled(along_the_list, first_along_the_list)
    del first_along_the_list

    def only_centred(*given):
        """The mean of each row is subtracted, and that's only half of standardizing. The rows also
        have to be divided by their standard deviation: `standardize` does both."""
        X, heads, dense, allowed = parts_of(given)
        X = X + found_by(_centred(X), heads, allowed).sum(axis=1)
        return X + dense_layers(_centred(X), dense)

    def side_by_side(*given):
        """The dense layers get the rows as they were before the attention. Their input is what the
        first part has made of them."""
        X, heads, dense, allowed = parts_of(given)
        S = X.standardize()
        return X + found_by(S, heads, allowed).sum(axis=1) + dense_layers(S, dense)

    def dense_first(*given):
        """The dense layers come first. Entries look at each other before each is worked on."""
        X, heads, dense, allowed = parts_of(given)
        X = second_part(X, dense)
        return X + found_by(X.standardize(), heads, allowed).sum(axis=1)

    def attention_alone(*given):
        """The second part is missing: two dense layers for each entry, with a ReLU between."""
        X, heads, _, allowed = parts_of(given)
        return X + found_by(X.standardize(), heads, allowed).sum(axis=1)

    def dense_alone(*given):
        """What the heads have found goes nowhere: it should be added to X before the second
        part."""
        X, _, dense, _ = parts_of(given)
        return second_part(X, dense)

    def no_relu(*given):
        """There's no ReLU between the dense layers, so that the two are one product."""
        X, heads, (hidden, out), allowed = parts_of(given)
        X = X + found_by(X.standardize(), heads, allowed).sum(axis=1)
        return X + X.standardize() @ hidden @ out

    def relu_at_the_end(*given):
        """The ReLU stands behind the second dense layer. It belongs between the two."""
        X, heads, (hidden, out), allowed = parts_of(given)
        X = X + found_by(X.standardize(), heads, allowed).sum(axis=1)
        return X + (X.standardize() @ hidden @ out).relu()

    def another_relu_at_the_end(*given):
        """There's a second ReLU, behind the second dense layer, so that the dense layers can never
        make a number smaller. The one between the two is all."""
        X, heads, dense, allowed = parts_of(given)
        X = X + found_by(X.standardize(), heads, allowed).sum(axis=1)
        return X + dense_layers(X.standardize(), dense).relu()

    def rows_added_for_each_head(*given):
        """X is added once for every head, and it should be once in all."""
        X, heads, dense, allowed = parts_of(given)
        found = X.reshape(len(X.data), 1, *X.data.shape[1:]) + found_by(
            X.standardize(), heads, allowed
        )
        return second_part(found.sum(axis=1), dense)

    def graph_cut(*given):
        """The numbers are right, and no gradient finds its way back: the Tensor is new. Compute
        with the Tensors, not with their `.data`."""
        return type(given[0])(attention.block(*given).data)

    def first_part_cut(*given):
        """The numbers are right, and nothing goes back through the first part: what the heads have
        found is added as an array. Add the Tensor itself, not its `.data`."""
        X, heads, dense, allowed = parts_of(given)
        found = found_by(X.standardize(), heads, allowed)
        return second_part(X + found.data.sum(axis=1), dense)

    def an_array(*given):
        """What comes back is a plain array, from which nothing can go back. Return a Tensor."""
        return attention.block(*given).data

    def dense_added_to_the_first_rows(*given):
        """The dense layers' result is added to X as it first came in, so what the heads have found
        is lost on the way around. Add it to what went into the second part."""
        X, heads, dense, allowed = parts_of(given)
        looked = X + found_by(X.standardize(), heads, allowed).sum(axis=1)
        return X + dense_layers(looked.standardize(), dense)

    def values_alone_standardized(*given):
        """The values are made of standardized rows, and queries or keys aren't. All three are."""
        X, heads, dense, allowed = parts_of(given)
        found = found_by(X, heads, allowed, values=X.standardize())
        return second_part(X + found.sum(axis=1), dense)

    def standardized_at_the_end(*given):
        """Right up to the last step: what comes out is standardized as well. That's done to what
        goes *into* a part, and so the next block does it."""
        X, heads, dense, allowed = parts_of(given)
        X = X + found_by(X.standardize(), heads, allowed).sum(axis=1)
        return second_part(X, dense).standardize()

    def rows_added_twice(*given):
        """X is added twice in the first part. Once is enough."""
        X, heads, dense, allowed = parts_of(given)
        found = found_by(X.standardize(), heads, allowed).sum(axis=1)
        return second_part(X + X + found, dense)

    def what_goes_in_cut(*given):
        """The numbers are right, and nothing goes back to the rows through the heads: what is
        standardized is a new Tensor, made of `X.data`. Standardize X itself."""
        X, heads, dense, allowed = parts_of(given)
        found = found_by(type(X)(X.data).standardize(), heads, allowed)
        return second_part(X + found.sum(axis=1), dense)

    def what_was_found_alone_goes_on(*given):
        """The dense layers get what the heads have found, without the rows that it was added to.
        What goes into the second part is all of what comes out of the first."""
        X, heads, dense, allowed = parts_of(given)
        found = found_by(X.standardize(), heads, allowed).sum(axis=1)
        return X + found + dense_layers(found.standardize(), dense)
