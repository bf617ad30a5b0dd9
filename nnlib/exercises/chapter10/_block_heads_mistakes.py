"""Wrong answers to "One block of a transformer" about its heads: who looks where, and how much."""

import numpy as np

from nnlib.autodiff.attention import masked_weights
from nnlib.exercises._helpers import spelled
from nnlib.exercises.chapter10._block_mistakes import found_by, parts_of, second_part


def _erased(scores, allowed):
    return masked_weights(scores, np.ones_like(allowed)) * allowed.astype(float)


def _scores_erased(scores, allowed):
    return masked_weights(scores * allowed.astype(float), np.ones_like(allowed))


def _as_numbers(scores, allowed):
    return type(scores)(masked_weights(scores, allowed).data)


def _relu_head_by_head(*given):
    X, heads, dense, allowed = parts_of(given)
    return second_part(X + found_by(X.standardize(), heads, allowed).relu().sum(axis=1), dense)


class Heads:
    def mask_forgotten(*given):
        """Every entry looks at all the others, those that aren't allowed too. `masked_weights`
        takes the mask."""
        X, heads, dense, allowed = parts_of(given)
        found = found_by(X.standardize(), heads, np.ones_like(allowed))
        return second_part(X + found.sum(axis=1), dense)

    def mask_turned(*given):
        """Rows and columns of the mask are exchanged: in `allowed` a row says where *one entry* may
        look."""
        X, heads, dense, allowed = parts_of(given)
        return second_part(X + found_by(X.standardize(), heads, allowed.T).sum(axis=1), dense)

    def always_looking_back(*given):
        """Every entry looks at itself and at those before it, whatever the mask says: it's made
        inside the function. Who may look where is said by the argument `allowed`."""
        X, heads, dense, allowed = parts_of(given)
        found = found_by(X.standardize(), heads, np.tri(len(allowed), dtype=bool))
        return second_part(X + found.sum(axis=1), dense)

    def weights_erased(*given):
        """The weights of those that aren't allowed become 0 *after* the softmax, so the others no
        longer sum to 1. Leave them out before it, as `masked_weights` does."""
        X, heads, dense, allowed = parts_of(given)
        found = found_by(X.standardize(), heads, allowed, weights=_erased)
        return second_part(X + found.sum(axis=1), dense)

    def scores_erased(*given):
        """The scores of those that aren't allowed become 0, and the exponential of 0 is 1, so they
        still get a weight. Your `masked_weights` gives them none."""
        X, heads, dense, allowed = parts_of(given)
        found = found_by(X.standardize(), heads, allowed, weights=_scores_erased)
        return second_part(X + found.sum(axis=1), dense)

    def not_divided(*given):
        """The scores aren't divided by the root of a key's length."""
        X, heads, dense, allowed = parts_of(given)
        return second_part(X + found_by(X.standardize(), heads, allowed, 1.0).sum(axis=1), dense)

    def root_of_d(*given):
        """The scores are divided by the root of d. A head's keys have m numbers, and it's their
        number that makes a score large."""
        X, heads, dense, allowed = parts_of(given)
        found = found_by(X.standardize(), heads, allowed, np.sqrt(X.data.shape[-1]))
        return second_part(X + found.sum(axis=1), dense)

    def divided_without_a_root(*given):
        """The scores are divided by m, and not by its root."""
        X, heads, dense, allowed = parts_of(given)
        found = found_by(X.standardize(), heads, allowed, heads[1].data.shape[-1])
        return second_part(X + found.sum(axis=1), dense)

    def heads_averaged(*given):
        """What the heads have found is averaged. It should be added up."""
        X, heads, dense, allowed = parts_of(given)
        return second_part(X + found_by(X.standardize(), heads, allowed).mean(axis=1), dense)

    def first_head_alone(*given):
        """Only the first head is used. All of them look, and what they find is added up."""
        X, heads, dense, allowed = parts_of(given)
        return second_part(X + found_by(X.standardize(), heads, allowed)[:, 0], dense)

    def last_head_alone(*given):
        """Only the last head counts: `=` in the loop forgets those before it. Add them up."""
        X, heads, dense, allowed = parts_of(given)
        return second_part(X + found_by(X.standardize(), heads, allowed)[:, -1], dense)

    def heads_one_after_the_other(*given):
        """Each head gets what the heads before it have made. They look at the same rows, side by
        side, and their results are added."""
        X, heads, dense, allowed = parts_of(given)
        for k in range(len(heads[0].data)):
            one = [W[k : k + 1] for W in heads]
            X = X + found_by(X.standardize(), one, allowed).sum(axis=1)
        return second_part(X, dense)

    def heads_kept_apart(*given):
        """The result still has an axis for the heads. What they have found has to be added up, over
        that axis."""
        X, heads, dense, allowed = parts_of(given)
        N, n, d = X.data.shape
        return second_part(X.reshape(N, 1, n, d) + found_by(X.standardize(), heads, allowed), dense)

    def lists_added_up(*given):
        """The sum runs over the *lists*, which stand on the first axis. It should run over the
        heads, and each list keeps its own rows: print the shape before you sum."""
        X, heads, dense, allowed = parts_of(given)
        return second_part(X + found_by(X.standardize(), heads, allowed).sum(axis=0), dense)

    def lists_for_heads(X, W_q, W_k, W_v, W_o, W_hidden, W_out, allowed):
        """List 0 meets head 0, list 1 meets head 1, and where there are more of one than of the
        other, nothing fits. The rows need an axis of their own for the heads, or a loop."""
        S = X.standardize()
        weights = masked_weights(S @ W_q @ (S @ W_k).T / np.sqrt(W_k.data.shape[-1]), allowed)
        return second_part(X + weights @ (S @ W_v) @ W_o, (W_hidden, W_out))

    def keys_come_back(X, W_q, W_k, W_v, W_o, W_hidden, W_out, allowed):
        """What comes back is made of the *keys*. They say where to look; `W_v` makes the values."""
        found = found_by(X.standardize(), [W_q, W_k, W_k, W_o], allowed)
        return second_part(X + found.sum(axis=1), (W_hidden, W_out))

    def keys_ask_queries(X, W_q, W_k, W_v, W_o, W_hidden, W_out, allowed):
        """Queries and keys have changed places. A row of the weights belongs to the entry that
        looks, and that's the one with the *query*."""
        found = found_by(X.standardize(), [W_k, W_q, W_v, W_o], allowed)
        return second_part(X + found.sum(axis=1), (W_hidden, W_out))

    def root_of_the_heads(*given):
        """The scores are divided by the root of how many *heads* there are: `shape[0]`. What makes
        a score large is the number of its terms, the length m of a head's keys: `shape[-1]`."""
        X, heads, dense, allowed = parts_of(given)
        root = np.sqrt(heads[0].data.shape[0])
        return second_part(X + found_by(X.standardize(), heads, allowed, root).sum(axis=1), dense)

    def weights_cut(*given):
        """The numbers are right, and nothing goes back to `W_q` and `W_k`, because the weights are
        taken as plain numbers. Leave them a Tensor, so that it can be learned where to look."""
        X, heads, dense, allowed = parts_of(given)
        found = found_by(X.standardize(), heads, allowed, weights=_as_numbers)
        return second_part(X + found.sum(axis=1), dense)

    def two_heads_only(*given):
        """Right for two heads: the 2 stands in your code. There may be any number of them, and
        `W_q.data.shape[0]` says how many."""
        X, heads, dense, allowed = parts_of(given)
        S, new = X.standardize(), X
        for h in range(2):
            W_q, W_k, W_v, W_o = (W[h] for W in heads)
            scores = (S @ W_q) @ (S @ W_k).T / np.sqrt(W_q.data.shape[1])
            new = new + masked_weights(scores, allowed) @ (S @ W_v) @ W_o
        return second_part(new, dense)

    def no_way_out_of_the_heads(X, W_q, W_k, W_v, W_o, W_hidden, W_out, allowed):
        """What the heads have found is added without `W_o`. It has m numbers, and a row has d:
        `W_o` leads from the one to the other, also where m and d happen to be equal."""
        N, n, d = X.data.shape
        rows = X.standardize().reshape(N, 1, n, d)
        scores = rows @ W_q @ (rows @ W_k).T / np.sqrt(W_k.data.shape[-1])
        found = masked_weights(scores, allowed) @ (rows @ W_v)
        return second_part(X + found.sum(axis=1), (W_hidden, W_out))

    def relu_on_what_was_found(*given):
        """What the heads have found goes through a ReLU before it's added, so that they can never
        make a number smaller. There's one ReLU in a block, between the dense layers."""
        X, heads, dense, allowed = parts_of(given)
        return second_part(X + found_by(X.standardize(), heads, allowed).sum(axis=1).relu(), dense)

    relu_on_what_was_found = spelled(relu_on_what_was_found, _relu_head_by_head)

    def root_of_a_share_of_d(*given):
        """The scores are divided by the root of d over the number of heads. A head's keys have m
        numbers, whatever d is: the last axis of `W_k` says how many."""
        X, heads, dense, allowed = parts_of(given)
        root = np.sqrt(X.data.shape[-1] // heads[0].data.shape[0])
        return second_part(X + found_by(X.standardize(), heads, allowed, root).sum(axis=1), dense)

    def as_many_heads_as_lists(*given):
        """Right where there are as many heads as lists: the loop counts the *lists*, the first axis
        of X. The heads are on the first axis of each matrix."""
        X, heads, dense, allowed = parts_of(given)
        S, new = X.standardize(), X
        for h in range(X.data.shape[0]):
            W_q, W_k, W_v, W_o = (W[h] for W in heads)
            scores = (S @ W_q) @ (S @ W_k).T / np.sqrt(W_q.data.shape[1])
            new = new + masked_weights(scores, allowed) @ (S @ W_v) @ W_o
        return second_part(new, dense)
