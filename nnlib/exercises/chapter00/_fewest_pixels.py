"""Ways to go wrong with the fewest pixels, and inputs on which they show."""

import numpy as np

from nnlib.by_hand import centroids

NEVER = 10**6


def lead_of(x, W, b):
    """The answer k, and how far it is ahead of each class: (K,)."""
    Z = x @ W + b
    return int(Z.argmax()), Z.max() - Z


def number(gains, lead):
    """How many gains, in the order given, it takes to get above the lead."""
    above = np.flatnonzero(np.cumsum(gains) > lead)
    return int(above[0]) + 1 if len(above) else NEVER


def counts(x, W, b, targets=None, order=None, full=16):
    """The number of pixels for each class but the answer; those out of reach are left out."""
    k, lead = lead_of(x, W, b)
    found = []
    for j in range(len(b)):
        slopes = W[:, j] - W[:, k]
        target = targets(slopes) if targets else np.where(slopes > 0, full, 0)
        gains = slopes * (target - x)
        gains = order(gains, slopes) if order else np.sort(gains)[::-1]
        if j != k and (n := number(gains, lead[j])) < NEVER:
            found.append(n)
    return found


def classes(x, W, b):
    """The classes that can be reached, in order."""
    k, lead = lead_of(x, W, b)
    slopes = W - W[:, [k]]
    ways = (np.where(slopes > 0, 16, 0) - x[:, np.newaxis]) * slopes
    return [j for j in range(len(b)) if j != k and ways[:, j].sum() > lead[j]]


def fewest(x, W, b, **how):
    """The smallest of the numbers; all the pixels if no class is reached."""
    return min(counts(x, W, b, **how), default=len(x))


def runner_up(x, W, b):
    """Only the class with the second largest score."""
    k, lead = lead_of(x, W, b)
    second = np.argsort(lead)[1]
    keep = [k, second] if k < second else [second, k]
    return fewest(x, W[:, keep], b[keep])


def filled(x, W, b):
    """Pixels are filled and never cleared."""
    return fewest(x, W, b, targets=lambda slopes: np.where(slopes > 0, 16, x))


def cleared(x, W, b):
    """Pixels are cleared and never filled."""
    return fewest(x, W, b, targets=lambda slopes: np.where(slopes < 0, 0, x))


def up_to(full):
    """A full pixel has another value."""
    return lambda x, W, b: fewest(x, W, b, full=full)


def by_slope(x, W, b):
    """The steepest pixels first, whatever they gain."""
    return fewest(x, W, b, order=lambda gains, slopes: gains[np.argsort(-np.abs(slopes))])


def without_biases(x, W, b):
    """As if the lead were one of the products alone."""
    return fewest(x, W, 0 * b)


def with_lead(x, W, b, k, lead):
    """As if other leads had to be made up."""
    numbers = []
    for j in range(len(b)):
        slopes = W[:, j] - W[:, k]
        gains = slopes * (np.where(slopes > 0, 16, 0) - x)
        numbers.append(np.sum(np.cumsum(np.sort(gains)[::-1]) <= lead[j]) + 1)
    return int(min(numbers))


def leads_without_biases(x, W, b):
    """The answer is right, and how far it's ahead leaves the biases out."""
    k, _ = lead_of(x, W, b)
    Z = x @ W
    return with_lead(x, W, b, k, Z[k] - Z)


def first_above(x, W, b):
    """The first sum above the lead, and the first of all where none is."""
    k, lead = lead_of(x, W, b)
    found = []
    for j in range(len(b)):
        slopes = W[:, j] - W[:, k]
        gains = np.sort(slopes * (np.where(slopes > 0, 16, 0) - x))[::-1]
        if j != k:
            found.append(int(np.argmax(np.cumsum(gains) > lead[j])) + 1)
    return min(found)


def below_0(x, W, b):
    """A pixel may go down to -1."""
    return fewest(x, W, b, targets=lambda slopes: np.where(slopes > 0, 16, -1))


def gentle_ones_filled(x, W, b):
    """Pixels are filled where the slope is only a little below 0, too."""
    return fewest(x, W, b, targets=lambda slopes: np.where(slopes > -1, 16, 0))


def flipped(x, W, b):
    """Dark pixels are cleared, and light ones filled."""
    return fewest(x, W, b, targets=lambda slopes: np.where(x > 8, 0, 16))


def biases_multiplied(x, W, b):
    """As if the biases were factors."""
    Z = x @ W * b
    return with_lead(x, W, b, Z.argmax(), Z.max() - Z)


def all_unlike(*ways):
    """Whether each of some ways to go wrong shows on these arguments."""
    return lambda *args: all(unlike(way)(*args) for way in ways)


def biases_only(x, W, b):
    """As if the scores were the biases alone."""
    return with_lead(x, W, b, b.argmax(), b.max() - b)


def score_for_lead(x, W, b):
    """As if the score of j had to be made up, and not how far it is behind."""
    Z = x @ W + b
    return with_lead(x, W, b, Z.argmax(), Z)


def greedy(x, W, b, slopes_of):
    """Repaint the pixels in the order of other slopes, until the answer changes."""
    k, _ = lead_of(x, W, b)
    found = [len(x)]
    for j in range(len(b)):
        slopes = slopes_of(j, k)
        target = np.where(slopes > 0, 16, 0)
        image = x.copy()
        for n, d in enumerate(np.argsort(-slopes * (target - x)), 1):
            image[d] = target[d]
            if np.argmax(image @ W + b) != k:
                found.append(n)
                break
    return min(found)


def second_by_now(x, W, b):
    """Repaint the best pixel for whichever class is second, again and again."""
    image, (k, _) = x.astype(float), lead_of(x, W, b)
    for n in range(1, len(x) + 1):
        Z = image @ W + b
        Z[k] = -np.inf
        slopes = W[:, Z.argmax()] - W[:, k]
        target = np.where(slopes > 0, 16.0, 0.0)
        d = np.argmax(slopes * (target - image))
        image[d] = target[d]
        if np.argmax(image @ W + b) != k:
            return n
    return len(x)


def level(x, W, b):
    """As if it were enough to draw level."""
    k, lead = lead_of(x, W, b)
    found = [len(x)]
    for j in range(len(b)):
        slopes = W[:, j] - W[:, k]
        sums = np.cumsum(np.sort(slopes * (np.where(slopes > 0, 16, 0) - x))[::-1])
        if j != k and (sums >= lead[j]).any():
            found.append(int(np.argmax(sums >= lead[j])) + 1)
    return min(found)


def best(x, W, b):
    """The class that is reached with the fewest pixels, and their places."""
    k, _ = lead_of(x, W, b)
    j = classes(x, W, b)[int(np.argmin(counts(x, W, b)))]
    slopes = W[:, j] - W[:, k]
    target = np.where(slopes > 0, 16, 0)
    return target, np.argsort(-slopes * (target - x))[: fewest(x, W, b)]


def places(x, W, b):
    """Which pixels are repainted."""
    return best(x, W, b)[1]


def repainted(x, W, b):
    """The image after it."""
    target, where = best(x, W, b)
    image = x.copy()
    image[where] = target[where]
    return image


def all_that_help(x, W, b):
    """All the pixels that can gain anything, for the class where these are fewest."""
    k, _ = lead_of(x, W, b)
    helping = []
    for j in classes(x, W, b):
        slopes = W[:, j] - W[:, k]
        helping.append(int(np.sum(np.where(slopes > 0, 16, 0) != x)))
    return min(helping)


def by_counting(*, classes=None, slopes=None, leads=None, targets=None, pick=min):
    """As the answer itself counts, so that a class out of reach has a number more than all pixels.

    What differs: the classes tried, their slopes (of W, j and k), the leads, the targets (of slopes
    and x), which of the numbers is picked.
    """

    def wrong(x, W, b):
        k, lead = lead_of(x, W, b)
        tried = classes(lead) if classes else [j for j in range(len(b)) if j != k]
        lead = leads(lead) if leads else lead
        numbers = []
        for j in tried:
            slope = slopes(W, j, k) if slopes else W[:, j] - W[:, k]
            target = targets(slope, x) if targets else np.where(slope > 0, 16, 0)
            gains = np.sort(np.maximum(slope * (target - x), 0))[::-1]
            numbers.append(int(np.sum(np.cumsum(gains) <= lead[j])) + 1)
        return pick(numbers)

    return wrong


def all_that_help_anybody(x, W, b):
    """As ``all_that_help``, the classes out of reach among them."""
    k, _ = lead_of(x, W, b)
    slopes = W - W[:, [k]]
    helping = (slopes * (np.where(slopes > 0, 16, 0) - x[:, np.newaxis]) > 0).sum(axis=0)
    return int(min(np.delete(helping, k)))


def whole_way(x, W, b):
    """As if each pixel went from 0 to 16."""
    return fewest(x, W, b, order=lambda gains, slopes: np.sort(16 * np.abs(slopes))[::-1])


def lead_divided(x, W, b):
    """As if all the pixels gained as much as the best one."""
    k, lead = lead_of(x, W, b)
    found = []
    for j in range(len(b)):
        slopes = W[:, j] - W[:, k]
        gain = (slopes * (np.where(slopes > 0, 16, 0) - x)).max()
        if j != k and gain > 0:
            found.append(int(np.ceil(lead[j] / gain)))
    return min(found)


def unreachable(x, W, b):
    """Whether some class can't be reached, whatever is repainted, and some other can."""
    return 0 < len(classes(x, W, b)) < len(b) - 1


def differs(way, case):
    """Whether a way to go wrong shows on a case."""
    return unlike(way)(*case.args.values())


def unlike(way):
    """Whether a way to go wrong shows on these arguments."""
    return lambda x, W, b: way(x, W, b) != centroids.fewest_pixels(x, W, b)


def apart(*ways):
    """Whether some ways to go wrong give different numbers, none of them right."""
    right = centroids.fewest_pixels
    return lambda *args: len({way(*args) for way in (right, *ways)}) == len(ways) + 1


def draw_many(rng):
    """Forty pixels with slopes that are much alike, of which more than half are needed."""
    x = rng.integers(0, 5, size=40).astype(float)
    W = np.stack([np.zeros(40), rng.uniform(0.5, 1, size=40).round(2)], axis=1)
    gains = np.sort(W[:, 1] * (16 - x))[::-1]
    lead = gains[:28].sum() + 0.4 * gains[28] + x @ W[:, 1]
    return x, W, np.array([lead.round(2), 0.0])


def draw(rng, D, K, wanted, dtype, spread, most=16):
    """An image and a layer that some pixels fool, with no number near a tie."""
    while True:
        x = rng.integers(0, most + 1, size=D).astype(dtype)
        W = rng.normal(size=(D, K)).round(1).astype(dtype)
        b = (spread * rng.normal(size=K)).round(1).astype(dtype)
        if classes(x, W, b) and _clear(x, W, b) and wanted(x, W, b):
            return x, W, b


def _clear(x, W, b):
    """Whether no sum of gains comes within a hundredth of a lead, and no two classes tie."""
    k, lead = lead_of(x, W, b)
    others = [j for j in range(len(b)) if j != k]
    slopes = W[:, others] - W[:, [k]]
    gains = slopes * (np.where(slopes > 0, 16, 0) - x[:, np.newaxis])
    sums = np.cumsum(-np.sort(-gains, axis=0), axis=0)
    return min(np.abs(sums - lead[others]).min(), lead[others].min()) > 0.01
