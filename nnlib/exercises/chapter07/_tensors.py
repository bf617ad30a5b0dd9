"""What the checks of the engine for arrays look at in a Tensor that came back."""

import numpy as np

from nnlib.autodiff.tensor import undo_broadcasting
from nnlib.judge.exercise import Case

LOST = 0.0  # what is not there, or is no array

A = np.array([[1.0, 2.0, -1.0], [0.5, -2.0, 3.0]])
B = np.array([[2.0, -1.0, 4.0], [1.0, 5.0, 0.5]])
G = np.array([[1.0, 10.0, 2.0], [-1.0, 3.0, 0.5]])  # an upstream gradient

KEEPS = "{} should be a new Tensor with its parents, the Tensors that went in, and one rule for "
KEEPS += "each, a function. Here are counted: parents, Tensors among them, rules, functions among "
KEEPS += "them."
BARE = (
    "{} should have Tensors for its parents, and one rule for each, a function. Here are counted: "
)
BARE += "parents that are no Tensors, rules that are no functions, parents without a rule."
ALONE = "A rule has changed the array that it was given. That is the gradient of the result, which "
ALONE += "the other rules still need: compute a new array instead, without `+=` or `*=`."


def drawn(rng, *shape):
    """An array of this shape with one decimal, no two entries alike and none near 0."""
    n = int(np.prod(shape))
    return (rng.permutation(np.arange(2, n + 2)) * rng.choice([-0.5, 0.5], n)).reshape(shape)


def boxed(Boxes, data, name="a"):
    """Something with these methods that holds an array."""
    t = Boxes()
    t.data, t.name, t.parents = data, name, ()
    return t


def _pairs(c):
    """(parent, rule) of what came back; nothing if it keeps no such thing."""
    parents, rules = getattr(c, "parents", ()), getattr(c, "rules", ())
    if not isinstance(parents, tuple | list) or not isinstance(rules, tuple | list):
        return []
    return list(zip(parents, rules, strict=False))


def counts(c):
    """Parents, Tensors among them, rules, functions among them: how many of each."""
    if c is None:
        return None
    parents, rules = getattr(c, "parents", ()), getattr(c, "rules", ())
    parents = parents if isinstance(parents, tuple | list) else ()
    rules = rules if isinstance(rules, tuple | list) else ()
    tensors = [parent for parent in parents if isinstance(getattr(parent, "name", None), str)]
    return np.array([len(parents), len(tensors), len(rules), sum(map(callable, rules))])


def gaps(c):
    """What is amiss in what it keeps, where it may keep a plain array's Tensor or do without:
    parents that are no Tensors, rules that are no functions, parents without a rule."""
    if c is None:
        return None
    parents, tensors, rules, functions = counts(c)
    return np.array([parents - tensors, rules - functions, parents - rules])


def data_of(c):
    """The array of what came back."""
    data = None if c is None else getattr(c, "data", LOST)
    return data if data is None or _is_plain(data) else np.array(LOST)


def _is_plain(thing):
    return isinstance(thing, int | float | np.number | np.ndarray)


def back_to(c, name, G, deep=8):
    """What arrives at the parent of that name when G comes back to c, as the engine adds it up.

    An answer may be built of several boxes: then G goes back through all of them.
    """
    if c is None:
        return None
    total = None
    for parent, rule in _pairs(c):
        if not callable(rule) or not _leads_to(parent, name, deep):
            continue
        handed = rule(G.copy())
        if not _is_plain(handed):
            return handed  # nothing at all, or a Tensor
        handed = np.asarray(handed, dtype=float)
        try:
            back = undo_broadcasting(handed, np.shape(parent.data))
        except (ValueError, IndexError):
            return handed  # its shape says what is wrong
        if back.shape != np.shape(parent.data):
            return handed
        if getattr(parent, "name", None) != name:
            back = back_to(parent, name, back, deep - 1)
            if not _is_plain(back):
                return back
        total = back if total is None else total + back
    return np.array(LOST) if total is None else total


def _leads_to(t, name, deep):
    """True if t is the tensor of that name, or was computed from it."""
    if getattr(t, "name", None) == name:
        return True
    return deep > 0 and any(_leads_to(parent, name, deep - 1) for parent, _ in _pairs(t))


def back_again(c, name, G):
    """The same when G comes back a second time."""
    back_to(c, name, G)
    return back_to(c, name, G)


def left_of(c, G):
    """What the rules of c have left of G."""
    if c is None:
        return None
    given = G.copy()
    for _, rule in _pairs(c):
        if callable(rule):
            rule(given)
    return given


def of_one(method, *options):
    """What is done with a box of one tensor: call the method."""
    return lambda a: getattr(a, method)(*options)


COMMA = """A tuple of one needs its comma, `(self,)` and `(lambda G: …,)`. Without it the brackets
mean nothing, and the parent, or its rule, is handed over by itself."""


def without_commas(reference, *methods):
    """Wrong answers: the parent, or its rule, is handed over without a tuple."""

    def wrong(kept):
        class a_tuple_without_its_comma(reference):
            pass

        def method_of(name):
            def method(self, *given, **options):
                made = getattr(reference, name)(self, *given, **options)
                setattr(made, kept, getattr(made, kept)[0])
                return made

            return method

        for name in methods:
            setattr(a_tuple_without_its_comma, name, method_of(name))
        a_tuple_without_its_comma.__doc__ = COMMA
        return a_tuple_without_its_comma

    return wrong("rules"), wrong("parents")  # both bare is like nothing remembered


def looks(make):
    """Uses that look at a box: what it keeps, its array, what goes back to a, to b, and G."""
    return {
        "kept": lambda answer, *given: counts(make(answer, *given[:-1])),
        "gaps": lambda answer, *given: gaps(make(answer, *given[:-1])),
        "data": lambda answer, *given: data_of(make(answer, *given[:-1])),
        "a": lambda answer, *given: back_to(make(answer, *given[:-1]), "a", given[-1]),
        "b": lambda answer, *given: back_to(make(answer, *given[:-1]), "b", given[-1]),
        "again": lambda answer, *given: back_again(make(answer, *given[:-1]), "a", given[-1]),
        "G": lambda answer, *given: left_of(make(answer, *given[:-1]), given[-1]),
    }


def cases(label, given, make, said, group, also=""):
    """Cases of one box. ``given`` are its arguments by name, the upstream gradient G the last."""
    use, plain = looks(make), "plain" in label
    wanted = [name for name in ("a", "b") if name in given and name not in also]
    kept, sentence = use["gaps" if plain else "kept"], (BARE if plain else KEEPS).format(said)
    yield Case(label, given, kept, f"What {said} keeps", group, sentence)
    yield Case(label, given, use["data"], f"The array of {said}", group)
    for name in wanted:
        result = f"What goes back from {said} to {name}"
        yield Case(label, given, use[name], result, group)
    yield Case(label, given, use["G"], f"G, after the rules of {said}", group, ALONE)
