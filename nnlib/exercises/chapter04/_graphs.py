"""Small graphs that the engine's exercises are tried on."""

from nnlib.exercises._helpers import beside

# For each value its name, its number, and its parents with a local gradient each.
ALONE = [("a", 2.0, [])]
CHAIN = [("h", 2.0, []), ("u", 6.0, [("h", 3.0)]), ("L", 36.0, [("u", 12.0)])]
JOIN = [
    ("w", 2.0, []),
    ("x", 5.0, []),
    ("u", 10.0, [("w", 5.0), ("x", 2.0)]),
    ("b", 1.0, []),
    ("z", 11.0, [("u", 1.0), ("b", 1.0)]),
]
FORK = [
    ("h", 2.0, []),
    ("u", 6.0, [("h", 3.0)]),
    ("v", 4.0, [("h", 4.0)]),
    ("L", 24.0, [("u", 4.0), ("v", 6.0)]),
]
TWICE = [("h", 3.0, []), ("L", 9.0, [("h", 3.0), ("h", 3.0)])]
FROM_ITSELF = [("h", 3.0, []), ("L", 0.0, [("h", 1.0), ("h", -1.0)])]
ASIDE = [("h", 3.0, []), ("z", 5.0, []), ("L", 6.0, [("h", 2.0)])]
SHORT_CUT = [
    ("a", 1.0, []),
    ("b", 2.0, [("a", 2.0)]),
    ("c", 8.0, [("b", 4.0)]),
    ("L", 8.0, [("c", 1.0), ("a", 8.0)]),
]
MEET_EARLY = [*SHORT_CUT[:3], ("d", 8.0, [("c", 1.0), ("a", 8.0)]), ("L", 16.0, [("d", 2.0)])]
LONG_WAY_LAST = [*SHORT_CUT[:3], ("L", 8.0, [("a", 8.0), ("c", 1.0)])]
BELOW_A_SHORT_CUT = [
    ("w", 1.0, []),
    ("a", 2.0, [("w", 2.0)]),
    ("b", 4.0, [("a", 2.0)]),
    ("L", 8.0, [("a", 4.0), ("b", 2.0)]),
]
MET_BEFORE = [
    ("a", 1.0, []),
    ("b", 2.0, [("a", 2.0)]),
    ("w", 3.0, []),
    ("c", 3.0, [("a", 3.0), ("w", 1.0)]),
    ("L", 6.0, [("b", 3.0), ("c", 2.0)]),
]
A_GATE_THAT_IS_OFF = [
    ("x", 2.0, []),
    ("u", 6.0, [("x", 3.0)]),
    ("h", -1.0, []),
    ("r", 0.0, [("h", 0.0)]),
    ("L", 6.0, [("u", 1.0), ("r", 1.0)]),
]
THREE_LEVELS = [
    ("x", 1.0, []),
    ("a", 2.0, [("x", 2.0)]),
    ("b", 3.0, [("x", 3.0)]),
    ("h", 6.0, [("a", 3.0), ("b", 2.0)]),
    ("c", 12.0, [("h", 2.0)]),
    ("d", 36.0, [("h", 12.0)]),
    ("k", 48.0, [("c", 1.0), ("d", 1.0)]),
    ("e", 96.0, [("k", 2.0)]),
    ("f", 144.0, [("k", 3.0)]),
    ("L", 240.0, [("e", 1.0), ("f", 1.0)]),
]
LABELS = {
    "a value without parents": ALONE,
    "a chain, u = 3·h and L = u**2": CHAIN,
    "a sum of a product and a number, u = w·x and z = u + b": JOIN,
    "one number twice in one box, L = h·h": TWICE,
    "a number minus itself, twice in one box, L = h - h": FROM_ITSELF,
    "one number on two paths, u = 3·h, v = h**2 and L = u·v": FORK,
    "a long path and a short one, b = 2·a, c = b**2 and L = c·a": SHORT_CUT,
    "a short path and a long one, b = 2·a, c = b**2 and L = a·c": LONG_WAY_LAST,
    "a number used on two levels, a = 2·w, b = 2·a and L = a·b": BELOW_A_SHORT_CUT,
    "one number met before and a new one, b = 2·a, c = a·w and L = b·c": MET_BEFORE,
    "a ReLU that is off, u = 3·x, r = relu(h) and L = u + r": A_GATE_THAT_IS_OFF,
    "numbers used twice on three levels": THREE_LEVELS,
}


def drawn(rng, n):
    """A graph of n values, all of which lead to the last; some numbers in it are equal."""
    graph = [("v0", 1.0, []), ("v1", 2.0, [])]
    for i in range(2, n):
        one, other = i - 1, int(rng.integers(0, i - 1))
        locals_ = rng.integers(-2, 4, size=2).astype(float).tolist()
        parents = [(f"v{k}", local) for k, local in zip((one, other), locals_, strict=True)]
        graph.append((f"v{i}", float(rng.integers(1, 4)), parents[:: int(rng.choice([1, -1]))]))
    graph[2] = ("v2", graph[2][1], [("v1", 2.0), ("v0", -1.0)])  # else v0 may be alone
    return graph


def build(answer, graph, *, name=""):
    """Make the graph's values, where the answer lives; all of them, in their order.

    Each knows its ``place`` in it. With a name, all are called so: names are for drawings only.
    """
    Value = beside(answer, "Value")
    values = {}
    for place, (own_name, data, parents) in enumerate(graph):
        value = values[own_name] = Value(
            data,
            tuple(values[parent] for parent, _ in parents),
            tuple(local for _, local in parents),
            name=name or own_name,
        )
        value.place = place
    return list(values.values())


def places(values):
    """The places of values in their graph, and -1 for what is no value of it."""
    return [getattr(v, "place", -1) for v in values]


def lines(values):
    """How many parents each value has."""
    return [len(v.parents) for v in values]
