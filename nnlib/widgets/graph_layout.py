"""Where the values of a computational graph stand: in columns, from the inputs to the result.

Layers by depth, then an order within each that lets few lines cross, then heights that keep lines
straight (Sugiyama, Tagawa and Toda, 1981). A line that passes over columns gets a bend in each.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

Spot = tuple[int, int]  # (n, -1): value n; (line, column): where a line passes a column
Line = tuple[int, int]  # from a parent to its child
SWEEPS = 12


def columns_of(parents: Sequence[Sequence[int]]) -> list[int]:
    """Give each value's column; parents stand before their children in ``parents``.

    A value that has parents comes right after the last of them, an input right before the first
    value that uses it.
    """
    column = [0] * len(parents)
    for n, mine in enumerate(parents):
        column[n] = 1 + max((column[p] for p in mine), default=-1)
    for n, mine in enumerate(parents):
        children = [column[c] for c, theirs in enumerate(parents) if n in theirs]
        if not mine and children:
            column[n] = min(children) - 1
    return column


def layout(
    parents: Sequence[Sequence[int]],
) -> tuple[list[tuple[float, float]], dict[Line, list[tuple[float, float]]]]:
    """Place a graph's values: column by column, and in each from 0 downwards.

    Parameters
    ----------
    parents : sequence of sequences of int
        For each value the numbers of its parents, which stand before it. The last is the result.

    Returns
    -------
    places : list of (float, float)
        Column and height of each value; in a column they are at least 1 apart.
    bends : dict
        For each (parent, child) the places between the two through which its line goes.
    """
    column = columns_of(parents)
    lines = [(p, c) for c, mine in enumerate(parents) for p in dict.fromkeys(mine)]
    layers: list[list[Spot]] = [[] for _ in range(max(column) + 1)]
    links: list[tuple[Spot, Spot]] = []
    for n in _walk(parents):
        layers[column[n]].append((n, -1))
    ways: dict[Line, list[Spot]] = {}
    for i, (p, c) in enumerate(lines):
        ways[p, c] = [(i, at) for at in range(column[p] + 1, column[c])]
        for at in range(column[p] + 1, column[c]):
            layers[at].append((i, at))
        links += itertools.pairwise([(p, -1), *ways[p, c], (c, -1)])
    layers = _uncross(layers, links)
    inputs = {(n, -1) for n, mine in enumerate(parents) if not mine}
    height = _heights(layers, links, inputs)
    places = [(float(column[n]), height[n, -1]) for n in range(len(parents))]
    bends = {line: [(float(at), height[i, at]) for i, at in way] for line, way in ways.items()}
    return places, bends


def crossings(layers: list[list[Spot]], links: list[tuple[Spot, Spot]]) -> int:
    """Count the pairs of lines that cross."""
    rank = {spot: (at, i) for at, layer in enumerate(layers) for i, spot in enumerate(layer)}
    ends: dict[int, list[tuple[int, int]]] = {}
    for one, other in links:
        ends.setdefault(rank[one][0], []).append((rank[one][1], rank[other][1]))
    return sum(
        (a - c) * (b - d) < 0
        for pairs in ends.values()
        for (a, b), (c, d) in itertools.combinations(pairs, 2)
    )


def _walk(parents: Sequence[Sequence[int]]) -> list[int]:
    """Go from the result to its parents, the first one first: a tree comes out uncrossed."""
    seen: dict[int, None] = {}
    waiting = [len(parents) - 1]
    while waiting:
        n = waiting.pop()
        if n not in seen:
            seen[n] = None
            waiting += reversed(parents[n])
    return list(seen)


def _neighbours(links: list[tuple[Spot, Spot]]) -> tuple[dict[Spot, list[Spot]], ...]:
    left: dict[Spot, list[Spot]] = {}
    right: dict[Spot, list[Spot]] = {}
    for one, other in links:
        right.setdefault(one, []).append(other)
        left.setdefault(other, []).append(one)
    return left, right


def _uncross(layers: list[list[Spot]], links: list[tuple[Spot, Spot]]) -> list[list[Spot]]:
    """Sort each layer by the middle of its neighbours, back and forth; then exchange pairs."""
    sides = _neighbours(links)
    best, least = [list(layer) for layer in layers], crossings(layers, links)
    for sweep in range(SWEEPS):
        near = sides[sweep % 2]
        for layer in layers if sweep % 2 == 0 else reversed(layers):
            rank = {spot: i for each in layers for i, spot in enumerate(each)}
            layer.sort(key=_middle(near, rank))
        now = crossings(layers, links)
        if now < least:
            best, least = [list(layer) for layer in layers], now
    better = True
    while better and least:
        better = False
        for layer in best:
            for i in range(len(layer) - 1):
                layer[i], layer[i + 1] = layer[i + 1], layer[i]
                now = crossings(best, links)
                if now < least:
                    least, better = now, True
                else:
                    layer[i], layer[i + 1] = layer[i + 1], layer[i]
    return best


def _middle(near: dict[Spot, list[Spot]], rank: dict[Spot, int]) -> Callable[[Spot], float]:
    def key(spot: Spot) -> float:
        beside = near.get(spot)
        return sum(rank[other] for other in beside) / len(beside) if beside else float(rank[spot])

    return key


def _heights(
    layers: list[list[Spot]], links: list[tuple[Spot, Spot]], inputs: set[Spot]
) -> dict[Spot, float]:
    """Draw everything towards its neighbours, in order and apart; an input has little say."""
    left, right = _neighbours(links)
    height = {spot: float(i) for layer in layers for i, spot in enumerate(layer)}
    weight = {spot: 0.02 if spot in inputs else 1.0 for spot in height}
    for sweep in range(8 * SWEEPS):
        for layer in layers if sweep % 2 == 0 else reversed(layers):
            wished = []
            for spot in layer:
                beside = left.get(spot, []) + right.get(spot, []) or [spot]
                total = sum(weight[other] for other in beside)
                wished.append(sum(weight[other] * height[other] for other in beside) / total)
            wide = [1.0 if at < 0 else 0.4 for _, at in layer]
            gaps = [(a + b) / 2 for a, b in itertools.pairwise(wide)]
            now = _apart(wished, [weight[spot] for spot in layer], gaps)
            height |= zip(layer, now, strict=True)
    top = min(height.values())
    return {spot: round(h - top, 3) for spot, h in height.items()}


def _apart(wished: Sequence[float], weights: Sequence[float], gaps: Sequence[float]) -> list[float]:
    """Find the heights nearest to the wished ones (least squares) with at least these gaps."""
    offsets = [0.0, *itertools.accumulate(gaps)]
    blocks: list[tuple[float, float, int]] = []  # mean, weight, size: pool adjacent violators
    for wish, heavy, offset in zip(wished, weights, offsets, strict=True):
        mean, size = wish - offset, 1
        while blocks and blocks[-1][0] >= mean:
            before, weight, many = blocks.pop()
            mean = (mean * heavy + before * weight) / (heavy + weight)
            heavy, size = heavy + weight, size + many
        blocks.append((mean, heavy, size))
    flat = [mean for mean, _, size in blocks for _ in range(size)]
    return [h + offset for h, offset in zip(flat, offsets, strict=True)]
