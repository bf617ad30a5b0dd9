"""Forty networks, trained side by side: what settings are worth on digits that are no test digits.

The 1527 digits that aren't for testing are cut into twenty parts, twice. Each network learns from
nineteen parts and reads the one that is left. So the test digits stay closed, and each of the
others is unseen once in each round. `Exam` asks it of settings that keep to their bounds.
"""

import functools

import numpy as np

from nnlib.datasets import load_digits
from nnlib.functions.preprocessing import one_hot, standardize
from nnlib.judge.exercise import Case

PARTS, ROUNDS = 20, 2
NETWORKS = range(PARTS * ROUNDS)
ORDER = ("hidden", "bound", "rate", "momentum", "batch_size", "n_epochs")
WHOLE = ("hidden", "batch_size", "n_epochs")

GOAL = 0.97
# About what softmax regression reads in the same parts: 96.2 % in ten epochs, 96.7 % in twenty.
WITHOUT_HIDDEN = 0.965

NO_NUMBERS = (
    "One of the settings is no number, or no whole one: `hidden`, `batch_size` and `n_epochs` "
    "count something."
)
ALIKE = (
    "With a {start} of 0 all hidden units start alike, and they stay alike: all of them "
    "do the work of one."
)
NOTHING_LEARNED = (
    "These networks have hardly learned: their training loss is above 1, and 2.3 is what it costs "
    "to know nothing. Are their steps far too short, or so long that they jump? (With momentum 0.9 "
    "a rate counts for ten times as much.) Or do all hidden units start nearly alike?"
)
ON_THE_WAY = (
    "The training loss of these networks is above 0.1. Either they're still on their way (what "
    "makes it come down faster, in as many epochs?), or their steps are so long that they jump "
    "(with momentum 0.9 a rate counts for ten times as much), or they have very few hidden units."
)


@functools.cache
def digits():
    """What each network learns from and what it reads, standardized: (networks, N, 64), …"""
    whole, found = load_digits(), []  # of which the test digits aren't used
    size = len(whole.y_train) // PARTS
    for network in NETWORKS:
        order = np.random.default_rng(network // PARTS).permutation(len(whole.y_train))
        first = size * (network % PARTS)
        unseen, seen = order[first : first + size], np.delete(order, np.s_[first : first + size])
        raw = whole.X_train[seen].astype(float)
        X_unseen = standardize(whole.X_train[unseen].astype(float), raw)
        found.append((standardize(raw, raw), whole.y_train[seen], X_unseen, whole.y_train[unseen]))
    return [np.stack(part) for part in zip(*found, strict=True)]


@functools.lru_cache(maxsize=256)
def results(hidden, bound, rate, momentum, batch_size, n_epochs):
    """Mean accuracy on the unseen digits, and mean loss on those that were learned from.

    Each network has a seed of its own.
    """
    X, y, X_unseen, y_unseen = digits()
    N, X = X.shape[1], X.astype(np.float32)
    Y = one_hot(y.ravel(), 10).reshape(*y.shape, 10).astype(np.float32)
    rngs = [np.random.default_rng(seed) for seed in NETWORKS]
    params = []
    for D, H in [(64, hidden), (hidden, 10)]:
        params.append(np.stack([rng.uniform(-bound, bound, (D, H)) for rng in rngs]))
        params.append(np.zeros((len(rngs), 1, H)))
    params = [part.astype(np.float32) for part in params]
    steps = [np.zeros_like(part) for part in params]
    networks = np.arange(len(rngs))[:, None]
    for _ in range(n_epochs):
        orders = np.stack([rng.permutation(N) for rng in rngs])
        for start in range(0, N, batch_size):
            rows = orders[:, start : start + batch_size]
            grads = _gradients(X[networks, rows], Y[networks, rows], params)
            for part, step, grad in zip(params, steps, grads, strict=True):
                step *= momentum
                step -= rate * grad
                part += step
    answers = _scores(X_unseen.astype(np.float32), params)[1].argmax(axis=-1)
    Z = _scores(X, params)[1].astype(float)
    Z -= Z.max(axis=-1, keepdims=True)
    losses = np.log(np.exp(Z).sum(axis=-1)) - np.sum(Z * Y, axis=-1)
    return float(np.mean(answers == y_unseen)), float(losses.mean())


def _scores(X, params):
    W_h, b_h, W_o, b_o = params
    with np.errstate(over="ignore"):  # of a unit that is as sure as can be
        A = 1 / (1 + np.exp(-(X @ W_h + b_h)))
    return A, A @ W_o + b_o


def _gradients(X, Y, params):
    A, Z = _scores(X, params)
    E = np.exp(Z - Z.max(axis=-1, keepdims=True))
    dZ = (E / E.sum(axis=-1, keepdims=True) - Y) / X.shape[1]
    dZ_h = dZ @ params[2].mT * A * (1 - A)
    pairs = [(X, dZ_h), (A, dZ)]
    return [part for A, dZ in pairs for part in (A.mT @ dZ, dZ.sum(axis=1, keepdims=True))]


class Exam:
    """The cases of an exercise whose answer is a dictionary of settings.

    Parameters
    ----------
    bounds : dict of str to (lowest, highest)
        The settings, by the names that the exercise gives them, in the order of `ORDER`.
    ranges : dict of str to str
        What each of them "has to be", in words.
    no_better, nearly : str
        What is said of less than `WITHOUT_HIDDEN`, and of less than `GOAL`.
    """

    def __init__(self, bounds, ranges, *, no_better, nearly):
        self.bounds, self.ranges = bounds, ranges
        self.start = list(bounds)[ORDER.index("bound")]
        self.by_share = [(WITHOUT_HIDDEN, no_better), (GOAL, nearly)]

    def missing(self, answer):
        """Which names are missing, as one number."""
        found = settings_of(answer)
        return sum(2**i for i, name in enumerate(self.bounds) if name not in found)

    def unknown(self, answer):
        return sum(name not in self.bounds for name in settings_of(answer))

    def no_numbers(self, answer):
        """Values that are no numbers, or no whole numbers where these are wanted."""
        bad = 0
        for name, value in settings_of(answer).items():
            number = isinstance(value, int | float | np.number) and not isinstance(value, bool)
            number = number and bool(np.isfinite(value))
            bad += not number or (name in WHOLE and value != int(value))
        return bad

    def outside(self, name):
        lowest, highest = self.bounds[name]

        def use(answer):
            value = settings_of(answer).get(name, lowest)
            number = isinstance(value, int | float | np.number)
            return int(number and not lowest <= value <= highest)

        return use

    def all_alike(self, answer):
        """Whether all hidden units start alike."""
        return int(np.any(settings_of(answer).get(self.start, 1) == 0))

    def results(self, answer):
        """The accuracy on unseen digits and the training loss; of what can't be trained, the
        worst."""
        sound = (self.missing, self.unknown, self.no_numbers, self.all_alike)
        if any(use(answer) for use in (*sound, *map(self.outside, self.bounds))):
            return 0.0, np.inf
        found = settings_of(answer)
        return results(*((int if n in WHOLE else float)(found[n]) for n in self.bounds))

    def loss_down_to(self, enough):
        def use(answer):
            loss = self.results(answer)[1]
            return max(loss, enough) if np.isfinite(loss) else 1e6

        return use

    def at_least(self, share):
        return lambda answer: min(self.results(answer)[0], share)

    def cases(self):
        digits()  # outside of the time that the training has
        names = "The six names are " + ", ".join(map(repr, self.bounds)) + "."
        rows = [
            (self.missing, "the missing settings", f"A setting is missing. {names}"),
            (self.unknown, "the other settings", f"There is a setting too many. {names}"),
            (self.no_numbers, "the numbers", NO_NUMBERS),
        ]
        for name, said in self.ranges.items():
            rows.append((self.outside(name), f"the range of {name}", f"`{name}` has to be {said}."))
        rows.append((self.all_alike, "the start", ALIKE.format(start=self.start)))
        for use, result, sentence in rows:
            yield Case("your settings", {}, use, result, otherwise=sentence, numbers=False)
        for enough, sentence in [(1.0, NOTHING_LEARNED), (0.1, ON_THE_WAY)]:
            result = f"the training loss, if it isn't below {enough:.1f}"
            yield Case("your settings", {}, self.loss_down_to(enough), result, otherwise=sentence)
        for share, sentence in self.by_share:
            result = f"the accuracy up to {share:.1%}"
            yield Case("your settings", {}, self.at_least(share), result, otherwise=sentence)


def settings_of(answer):
    found = answer()
    if not isinstance(found, dict):
        raise TypeError(f"a dictionary is wanted, not a {type(found).__name__}")
    return found
