"""What the checks of both training loops try and look at."""

import itertools

import numpy as np

from nnlib.by_hand.training import descend, loss_and_grads, minibatches, momentum_step
from nnlib.exercises._helpers import pairs_of
from nnlib.exercises.chapter05._shared import SMALL, network

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
    *net, rate, _, n_epochs, _ = given
    got = trained(answer, given)[0][0][0]
    return int(not is_one_order(got, net, rate, n_epochs))


def one_by_one(answer, *given):
    """Whether an epoch of three samples one by one ends where one of their orders does."""
    *net, rate, _, _, _ = given
    return int(is_one_order(trained(answer, given)[0][0][0], net, rate, 1))


def is_one_order(got, net, rate, n_epochs):
    X, y, *arrays = net
    for order in itertools.permutations(range(len(X))):
        params = pairs_of(arrays)
        for n in [*order] * n_epochs:
            params, _ = descend(X[n : n + 1], y[n : n + 1], params, rate, 1)
        if np.allclose(got, params[0][0], rtol=1e-9):
            return True
    return False


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


def loop_cases(rng, *middle):
    """Cases of a training loop, whose answers do not hang on the order: (label, args, losses)."""
    same = {**SMALL, "X": np.array([[1.0, -1]] * 5), "y": np.array([2] * 5)}
    one = {name: SMALL[name] for name in ("X", "y", "W_1", "b_1")}
    for label, args, batch_size, n_epochs in [
        ("all samples in one batch, one epoch", one, 4, 1),
        ("all samples in one batch, three epochs", SMALL, 4, 3),
        ("batches larger than all samples", SMALL, 10, 2),
        ("five times the same sample, batches of 2", same, 2, 1),
        ("five times the same sample, two epochs", same, 2, 2),
        ("no epoch", SMALL, 2, 0),
    ]:
        rest = dict([("rate", 0.5), *middle, ("batch_size", batch_size)])
        yield label, {**args, **rest, "n_epochs": n_epochs, "rng": int(rng.integers(1000))}


def order_args(rng, *middle):
    """Three samples one by one, in eight epochs; and twelve in batches of 5."""
    three = {"X": np.array([[2.0, 0], [1, 2], [-1, 1]]), "y": np.array([0, 1, 1])}
    three |= {"W_1": np.zeros((2, 2)), "b_1": np.zeros(2)}
    rest = dict([("rate", 1.0), *middle, ("batch_size", 1)])
    three |= {**rest, "n_epochs": 8, "rng": int(rng.integers(1000))}
    many = network(rng, 12, (3, 4, 3))
    many["y"] = np.arange(12) % 3
    rest = dict([("rate", 1.0), *middle, ("batch_size", 5)])
    return three, {**many, **rest, "n_epochs": 3, "rng": int(rng.integers(1000))}


def takes_a_generator(answer, *given):
    """Whether a generator will do as well as a number."""
    return of_all(answer, *given[:-1], np.random.default_rng(given[-1]))


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
    forget="", step=a_step, batches=minibatches, note="epoch", begin=zeros,
):  # fmt: skip
    """The training loop with momentum, with one thing changed."""
    rng, losses, steps = np.random.default_rng(rng), [], begin(params)
    for _ in range(n_epochs):
        if forget == "epoch":
            steps = zeros(params)
        for batch in batches(X, y, batch_size, rng):
            if forget == "batch":
                steps = zeros(params)
            before, grads = loss_and_grads(*batch, params)
            params, steps = step(params, steps, grads, rate, momentum)
            if note == "batch":
                losses.append(loss_and_grads(X, y, params)[0])
        if note == "before":
            losses.append(before)
        elif note != "batch":
            losses.append(loss_and_grads(*((X, y) if note == "epoch" else batch), params)[0])
    return params, losses
