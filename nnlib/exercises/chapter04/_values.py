"""What the checks of the engine look at in a Value that came back."""

import numpy as np

LOST = 0.0  # a gradient that is not there, or is no number


def number_of(thing):
    """A number as it is, and anything else as one that is lost."""
    plain = isinstance(thing, int | float | np.number)
    return float(thing) if plain else LOST


def local_gradients(c, *names):
    """The local gradients that belong to parents of these names, added up for each."""
    if c is None:
        return None
    parents, slopes = getattr(c, "parents", ()), getattr(c, "local_gradients", ())
    if not isinstance(parents, tuple | list) or not isinstance(slopes, tuple | list):
        return np.full(len(names), LOST)
    found = dict.fromkeys(names, LOST)
    for parent, slope in zip(parents, slopes, strict=False):
        name = getattr(parent, "name", None)
        if isinstance(name, str) and name in found:
            found[name] += number_of(slope)
    return np.array(list(found.values()))


def counts(c):
    """Parents, Values among them, local gradients, numbers among them: how many of each."""
    if c is None:
        return None
    parents, slopes = getattr(c, "parents", ()), getattr(c, "local_gradients", ())
    parents = parents if isinstance(parents, tuple | list) else ()
    slopes = slopes if isinstance(slopes, tuple | list) else ()
    values = [parent for parent in parents if isinstance(getattr(parent, "name", None), str)]
    numbers = [slope for slope in slopes if isinstance(slope, int | float | np.number)]
    return np.array([len(parents), len(values), len(slopes), len(numbers)])


def start(Boxes, number, name="a"):
    """Something with these methods that holds a number."""
    v = Boxes()
    v.data, v.name = number, name
    return v


def apply(method, Boxes, number, *others):
    """Call a method of a number."""
    v = start(Boxes, number)
    return v ** others[0] if method == "__pow__" else getattr(v, method)(*others)


def both(method):
    """A use that looks at the number that a method computes, and at its local gradient."""

    def use(Boxes, number, *others):
        c = apply(method, Boxes, number, *others)
        if c is None:
            return None
        return np.array([number_of(c.data), *local_gradients(c, "a")])

    return use


def kept(method):
    """A use that counts parents and local gradients."""

    def use(Boxes, number, *others):
        return counts(apply(method, Boxes, number, *others))

    return use


def of_two(look):
    """A use of max with two values: their parents, or its number and its local gradients."""

    def use(Boxes, number, other):
        b = start(Boxes, other, "b")
        b.parents = ()  # it is a Value
        c = start(Boxes, number).max(b)
        if c is None:
            return None
        if look == "counts":
            return counts(c)
        return np.array([number_of(c.data), *local_gradients(c, "a", "b")])

    return use
