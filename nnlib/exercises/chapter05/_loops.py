"""What the checks of both training loops try and look at."""

import functools
import itertools

import numpy as np

from nnlib.by_hand.training import loss_and_grads, minibatches, momentum_step
from nnlib.exercises._helpers import pairs_of
from nnlib.exercises.chapter05._shared import LEARNED, MORE_THAN_TWO, SMALL, network
from nnlib.judge.exercise import Case

SAME_ORDER = (
    "The samples come in the same order in every epoch. Draw new batches in each of them, from "
    "*one* generator that is made before the loop: a number as `rng` gives the same order again "
    "and again."
)


def trained(answer, given):
    X, y, *arrays, rate, batch_size, n_epochs, rng = given
    return answer(X, y, pairs_of(arrays), rate, batch_size, n_epochs, rng)


def shuffles(answer, *given):
    """Whether three samples one by one come in other orders in other epochs."""
    return int(not is_one_order(trained(answer, given)[0][0][0], given[-2]))


SEEDS = 8


def one_by_one(answer, *given):
    """Whether epochs of three samples one by one end where one of their orders does, all of them:
    those of a few seeds, since samples that are drawn may happen to be all three."""
    ends = [trained(answer, (*given[:-1], given[-1] + i))[0][0][0] for i in range(SEEDS)]
    return int(all(is_one_order(end, given[-2]) for end in ends))


def is_one_order(got, n_epochs, momentum=0.0):
    """Whether the weights are those after one order of the three samples, in every epoch."""
    return bool(np.isclose(got, _ends(n_epochs, momentum), rtol=1e-9).all(axis=(1, 2)).any())


@functools.cache
def _ends(n_epochs, momentum):
    """The weights after each order of the three samples, one by one, again and again."""
    X, y, *arrays = THREE.values()
    return np.stack([
        with_momentum(
            X, y, pairs_of(arrays), RATE_OF_THREE, momentum, 1, n_epochs, 0,
            batches=lambda *_, order=order: [(X[[n]], y[[n]]) for n in order],
        )[0][0][0]
        for order in itertools.permutations(range(len(X)))
    ])  # fmt: skip


def repeats(answer, *given):
    one, two = (trained(answer, given)[0][0][0] for _ in range(2))
    return int(np.allclose(one, two))


def loss_of_all(answer, given):
    """Whether the last loss is that of all samples, with the parameters that come back."""
    params, losses = answer
    X, y = given[:2]
    return int(np.isclose(losses[-1], loss_and_grads(X, y, params)[0]))


def of_all(answer, *given):
    return loss_of_all(trained(answer, given), given)


def depends(answer, *given):
    one, two = (trained(answer, (*given[:-1], rng))[0][0][0] for rng in (given[-1], given[-1] + 1))
    return int(not np.allclose(one, two))


def loop_cases(rng, uses, *middle):
    """Cases of a training loop, whose answers do not hang on the order."""
    n_pairs, losses, entry, in_a_row, beyond = uses
    same = {**SMALL, "X": np.array([[1.0, -1]] * 5), "y": np.array([2] * 5)}
    one = {name: SMALL[name] for name in ("X", "y", "W_1", "b_1")}
    five = {**one, "X": same["X"], "y": same["y"]}
    rows = [
        ("all samples in one batch, one epoch", one, 0.5, 4, 1),
        ("batches larger than all samples", SMALL, 0.5, 10, 1),
        ("five times the same sample, batches of 2", five, 0.5, 2, 1),
        ("all samples in one batch, three epochs", SMALL, 0.5, 4, 3),
        ("five times the same sample, two epochs", same, 0.5, 2, 2),
        ("no epoch", SMALL, 0.5, 2, 0),
        ("a large rate, so that the loss rises in the last epoch", one, 6.25, 4, 3),
    ]
    for row, (label, args, rate, batch_size, n_epochs) in enumerate(rows):
        rest = dict([("rate", rate), *middle, ("batch_size", batch_size)])
        args = {**args, **rest, "n_epochs": n_epochs, "rng": int(rng.integers(100, 1000))}
        if row < 2:
            yield Case(label, args, n_pairs, "the number of pairs", "params")
        if row < 3:  # the rest is only looked at as a whole: every look is a training
            for i in reversed(range(2 if "W_2" in args else 1)):
                yield Case(label, args, entry(i, 0), f"W of layer {i + 1}", "params")
                yield Case(label, args, entry(i, 1), f"b of layer {i + 1}", "params")
        else:
            yield Case(label, args, in_a_row, "the weights and biases", "params")
        yield Case(label, args, losses, "the losses", "losses")
    rows = [
        ("the same rate, and an epoch more, in which the loss falls again", one, 6.25, 4),
        ("a start that knows its samples already", LEARNED, 0.5, 3),
    ]
    for label, args, rate, n_epochs in rows:
        rest = dict([("rate", rate), *middle, ("batch_size", 4), ("n_epochs", n_epochs)])
        args = {**args, **rest, "rng": int(rng.integers(100, 1000))}
        yield Case(label, args, losses, "the losses", "losses")
    what = "the results beyond two"
    yield Case(label, args, beyond, what, "losses", MORE_THAN_TWO, numbers=False)


THREE = {
    "X": np.array([[2.0, 0], [1, 2], [-1, 1]]),
    "y": np.array([0, 1, 1]),
    "W_1": np.zeros((2, 2)),
    "b_1": np.zeros(2),
}
RATE_OF_THREE = 1.0


ONCE = (
    "In an epoch every sample has to be shown once, in one of the batches. Here some are shown "
    "more often than others."
)


def once_args(rng, *middle):
    """Twenty-four samples, each with a feature of its own, in batches of 4; one epoch."""
    args = {"X": np.eye(24), "y": np.arange(24) % 2, "W_1": np.zeros((24, 2)), "b_1": np.zeros(2)}
    rest = dict([("rate", 1e-3), *middle, ("batch_size", 4)])
    return {**args, **rest, "n_epochs": 1, "rng": int(rng.integers(1000))}


def shown_once(W):
    """Whether the weights of each sample's own feature have moved alike, that is, as often."""
    way = np.abs(W[:, 0])
    return int(np.allclose(way, way.mean(), rtol=0.01, atol=0))


def once(answer, *given):
    return shown_once(trained(answer, given)[0][0][0])


def order_args(rng, *middle):
    """Three samples one by one, in eight epochs; and twelve in batches of 5."""
    rest = dict([("rate", RATE_OF_THREE), *middle, ("batch_size", 1)])
    three = {**THREE, **rest, "n_epochs": 8, "rng": int(rng.integers(1000))}
    many = network(rng, 12, (3, 3))
    many["y"] = np.arange(12) % 3
    rest = dict([("rate", 1.0), *middle, ("batch_size", 5)])
    return three, {**many, **rest, "n_epochs": 2, "rng": int(rng.integers(1000))}


def still_args(three, many):
    """Four samples in batches of 2, which move nothing."""
    of_many = {"X": many["X"][:4], "y": many["y"][:4], "W_1": many["W_1"], "b_1": many["b_1"]}
    return {**three, **of_many, "rate": 0.0, "batch_size": 2, "n_epochs": 1}


def takes_a_generator(answer, *given):
    """Whether a generator will do as well as a number."""
    return of_all(answer, *given[:-1], np.random.default_rng(given[-1]))


def full_ones(X, y, size, rng):
    """Mini-batches without those that aren't full."""
    return [batch for batch in minibatches(X, y, size, rng) if len(batch[0]) == size]


def _drawn(rows_of):
    """Batches of samples that are drawn from all of them, each batch anew."""

    def batches(X, y, size, rng):
        sizes = [min(size, len(X) - start) for start in range(0, len(X), size)]
        rows = (rows_of(rng, len(X), n) for n in sizes)
        return [(X[at], y[at]) for at in rows]

    return batches


DRAWN = (
    _drawn(lambda rng, N, n: rng.choice(N, n, replace=False)),
    _drawn(lambda rng, N, n: rng.choice(N, n)),
    _drawn(lambda rng, N, n: rng.integers(N, size=n)),
)
RISES = (
    lambda losses: len(losses) > 1 and losses[-1] > losses[-2],
    lambda losses: losses[-1] > min(losses),
)
SMALL_ENOUGH = (
    lambda losses: losses[-1] < 1e-3,
    lambda losses: len(losses) > 1 and abs(losses[-1] - losses[-2]) < 1e-6,
)


def zeros(params):
    return [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]


def a_step(params, steps, grads, rate, momentum):
    """Parameters and their steps after one more step."""
    new, new_steps = [], []
    for pair, last, slopes in zip(params, steps, grads, strict=True):
        (W, v), (b, c) = (
            momentum_step(*at, rate, momentum) for at in zip(pair, last, slopes, strict=True)
        )
        new.append((W, b))
        new_steps.append((v, c))
    return new, new_steps


def with_momentum(
    X, y, params, rate, momentum, batch_size, n_epochs, rng, *,
    forget="", step=a_step, batches=minibatches, note="epoch", begin=zeros, look=None, until=None,
):  # fmt: skip
    """The training loop with momentum, with one thing changed."""
    rng, losses, steps = np.random.default_rng(rng), [], begin(params)
    for _ in range(n_epochs):
        if forget == "epoch":
            steps = zeros(params)
        taken = []
        for batch in batches(X, y, batch_size, rng):
            if forget == "batch":
                steps = zeros(params)
            place = look(params, steps) if look else params
            before, grads = loss_and_grads(*batch, place)
            taken.append((batch, params))
            params, steps = step(params, steps, grads, rate, momentum)
            taken[-1] += (params,)
            if note == "batch":
                losses.append(loss_and_grads(X, y, params)[0])
        if callable(note):
            losses += note(taken)
        elif note == "before":
            losses.append(before)
        elif note != "batch":
            losses.append(loss_and_grads(*((X, y) if note == "epoch" else batch), params)[0])
        if until and until(losses):
            break
    return params, losses
