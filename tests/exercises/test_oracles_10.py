"""Independent oracles for chapter 10: PyTorch's formulas by loops, SciPy, complex rotations."""

import math
import statistics

import numpy as np
import pytest
from scipy import special, stats

from nnlib import Tensor, difference
from nnlib.exercises import REGISTRY, find
from nnlib.judge.judge import judge


def look_up(q, K, V):
    """Entry by entry, with logarithms."""
    scores = [sum(a * b for a, b in zip(key, q, strict=True)) for key in K]
    total = special.logsumexp(scores)
    return np.array(
        [
            sum(math.exp(s - total) * v[j] for s, v in zip(scores, V, strict=True))
            for j in range(V.shape[1])
        ]
    )


def softmax_of(scores, parents, slopes):
    """A Tensor of softmax along the last axis whose rules are its whole tables of slopes."""
    P = special.softmax(scores, axis=-1)
    table = np.einsum("...i,ij->...ij", P, np.eye(P.shape[-1])) - P[..., :, None] * P[..., None, :]

    def at_scores(G):
        return np.einsum("...j,...ji->...i", G, table)

    rules = tuple(lambda G, slope=slope: slope(at_scores(G)) for slope in slopes)
    return Tensor(P, parents, rules)


def attention_weights(Q, K):
    q, k = Q.data, K.data
    root = math.sqrt(k.shape[-1])
    scores = np.einsum("...md,...nd->...mn", q, k) / root
    to_q = lambda dS: np.einsum("...mn,...nd->...md", dS, k) / root  # noqa: E731
    to_k = lambda dS: np.einsum("...mn,...md->...nd", dS, q) / root  # noqa: E731
    return softmax_of(scores, (Q, K), (to_q, to_k))


def attend(X, Y, W_q, W_k, W_v):
    """Question by question, with the tables of slopes above."""
    X, Y = (a if isinstance(a, Tensor) else Tensor(a) for a in [X, Y])
    return attention_weights(X @ W_q, Y @ W_k) @ (Y @ W_v)


def masked_weights(scores, allowed):
    lowered = np.where(np.broadcast_to(allowed, scores.data.shape), scores.data, -np.inf)
    return softmax_of(lowered, (scores,), (lambda dS: dS,))


def positional_encoding(n, d):
    """Each pair is the tip of a hand that turns: its imaginary and its real part."""
    P = np.zeros((n, d))
    for j in range(d // 2):
        turn = complex(math.cos(10000 ** (-2 * j / d)), math.sin(10000 ** (-2 * j / d)))
        hand = 1 + 0j
        for place in range(n):
            P[place, 2 * j], P[place, 2 * j + 1] = hand.imag, hand.real
            hand *= turn
            hand /= abs(hand)
    return P


def difference_(with_it, without):
    a, b = list(map(float, with_it)), list(map(float, without))
    squares = statistics.variance(a) / len(a) + statistics.variance(b) / len(b)
    return statistics.fmean(a) - statistics.fmean(b), math.sqrt(squares)


def block_by_loops(X, W_q, W_k, W_v, W_o, W_hidden, W_out, allowed):
    """List by list, head by head and entry by entry; numbers may be complex."""

    def standardized(row):
        away = row - row.mean()
        return away / np.sqrt((away * away).mean())

    lists = []
    for rows in X:
        S = np.array([standardized(row) for row in rows])
        new = rows + 0j
        for q, k, v, o in zip(W_q, W_k, W_v, W_o, strict=True):
            for i in range(len(rows)):
                places = [j for j in range(len(rows)) if allowed[i, j]]
                scores = np.array([(S[i] @ q) @ (S[j] @ k) for j in places]) / math.sqrt(k.shape[1])
                exps = np.exp(scores - scores.real.max())
                found = sum(e * (S[j] @ v) for e, j in zip(exps, places, strict=True)) / exps.sum()
                new[i] += found @ o
        hidden = np.array([standardized(row) for row in new]) @ W_hidden
        lists.append(new + (hidden * (hidden.real > 0)) @ W_out)
    return np.array(lists)


def block(*given):
    """The loops, and gradients by a step in an imaginary direction."""
    *tensors, allowed = given
    arrays = [t.data for t in tensors]

    def rule(place):
        def back(G):
            slopes = np.zeros(arrays[place].shape)
            for index in np.ndindex(slopes.shape):
                moved = [a.astype(complex) for a in arrays]
                moved[place][index] += 1e-30j
                slopes[index] = (G * block_by_loops(*moved, allowed).imag).sum() / 1e-30
            return slopes

        return back

    result = block_by_loops(*arrays, allowed).real
    return Tensor(result, tuple(tensors), tuple(rule(i) for i in range(len(tensors))))


def go_on(scores_of, digits, n_more, window):
    """List by list, with the network asked about one list at a time."""
    lists = [[int(digit) for digit in row] for row in digits]
    for row in lists:
        for _ in range(n_more):
            behind = scores_of(np.array([row[max(0, len(row) - window) :]]))[0][-1]
            row.append(max(range(10), key=list(behind).__getitem__))
    return np.array(lists)


ORACLES = {
    "10-look-up": look_up,
    "10-attention-weights": attention_weights,
    "10-attend": attend,
    "10-positional-encoding": positional_encoding,
    "10-masked-weights": masked_weights,
    "10-block": block,
    "10-go-on": go_on,
    "10-difference": difference_,
}


@pytest.mark.parametrize("exercise_id", ORACLES)
def test_the_reference_says_what_the_oracle_says(exercise_id):
    verdict = judge(find(exercise_id), ORACLES[exercise_id], seconds=20)
    assert verdict.status == "correct", str(verdict)


def test_every_exercise_of_the_chapter_has_its_oracle():
    assert set(ORACLES) == {exercise_id for exercise_id in REGISTRY if exercise_id[:2] == "10"}


def test_a_difference_over_its_uncertainty_is_welchs_t():
    rng = np.random.default_rng(0)
    a, b = rng.normal(0.95, 0.01, 5), rng.normal(0.93, 0.02, 3)
    gap, u = difference(a, b)
    assert gap / u == pytest.approx(stats.ttest_ind(a, b, equal_var=False).statistic)
