"""What the checks of the engine look at in a Value that came back."""

import numpy as np

LOST = 0.0  # a gradient that is not there, or is no number


def is_number(thing):
    """Whether it is one number that an engine can multiply by, in an array of shape () too."""
    if isinstance(thing, np.ndarray):
        return thing.ndim == 0 and thing.dtype.kind in "biuf"
    return isinstance(thing, int | float | np.number | np.bool_)


def number_of(thing):
    """A number as it is, and anything else as one that is lost."""
    return float(thing) if is_number(thing) else LOST


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
    """Parents, Values among them, local gradients, numbers among them: how many of each.

    The last count is 1 if the value's own data is a number, too. What is no tuple and no list
    counts as -1.
    """
    if c is None:
        return None
    given = getattr(c, "parents", ()), getattr(c, "local_gradients", ())
    parents, slopes = (one if isinstance(one, tuple | list) else () for one in given)
    values = [parent for parent in parents if isinstance(getattr(parent, "name", None), str)]
    numbers = [slope for slope in slopes if is_number(slope)]
    whole = is_number(getattr(c, "data", None))
    found = [len(parents), len(values), len(slopes), len(numbers), int(whole)]
    for i, one in enumerate(given):
        found[2 * i] = found[2 * i] if isinstance(one, tuple | list) else -1
    return np.array(found)


def start(Boxes, number, name="a"):
    """Something with these methods that holds a number."""
    v = Boxes()
    v.data, v.name = number, name
    v.parents, v.local_gradients, v.grad = (), (), 7.0  # left over from an earlier call
    return v


def with_a_parent(v):
    """The same with parents of its own, more than a box has, so that no new one is like it."""
    v.parents = tuple(start(type(v), 1.0, "before") for _ in range(3))
    v.local_gradients = (2.0, 2.0, 2.0)
    return v


def apply(method, Boxes, number):
    """Call a method of a number."""
    v = with_a_parent(start(Boxes, number))
    return getattr(v, method)()


def both(method):
    """A use that looks at the number that a method computes, and at its local gradient."""

    def use(Boxes, number):
        c = apply(method, Boxes, number)
        if c is None:
            return None
        return np.array([number_of(c.data), *local_gradients(c, "a")])

    return use


def left(method):
    """A use that looks at the number that went in, after the method was called."""

    def use(Boxes, number):
        v = with_a_parent(start(Boxes, number))
        c = getattr(v, method)()
        return None if c is None else number_of(v.data)

    return use


def kept(method):
    """A use that counts parents and local gradients.

    A box may be made of another: ``self.max(0)`` is a ReLU, and has the 0 for a second parent.
    """

    def use(Boxes, number):
        found = counts(apply(method, Boxes, number))
        if found is not None and found[0] in (1, 2) and (found[:4] == found[0]).all():
            found[:4] = 1
        return found

    return use
