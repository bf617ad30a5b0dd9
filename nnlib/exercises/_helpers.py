"""What exercises of several chapters try their answers with."""

import contextlib
import itertools

import numpy as np

import nnlib


def result_at(place):
    """A use that calls the answer and looks at one of the things that it returns."""

    def use(answer, *args):
        result = answer(*args)
        return None if result is None else result[place]

    return use


first, second = result_at(0), result_at(1)


def beside(attempt, name):
    """A class of the library's, for arguments, where an answer lives: here or in its child."""
    answer = getattr(attempt, "__wrapped__", attempt)
    return answer.beside(name) if hasattr(answer, "beside") else getattr(nnlib, name)


@contextlib.contextmanager
def last_entry(cls, name, value):
    """Inside this context, a list that is an attribute of a Tensor's class ends with that value.

    A constructor looks for it in what is called Tensor where it lives, here or in a child.
    """
    if not hasattr(cls, "set_in_class"):
        kept = getattr(cls, name)
        kept.append(value)
        try:
            yield
        finally:
            kept.pop()
        return
    called = cls.beside("Tensor")
    set_in_class = getattr(called, "set_in_class", cls.set_in_class)
    set_in_class(name, [value])
    try:
        yield
    finally:
        set_in_class(name, [True])


def fill(thing, name, value):
    """Write a number into all arrays of a dictionary that an object has, where the object lives:
    what comes back from a child are copies."""
    kept = getattr(thing, "__dict__", {})
    if "_link" in kept:
        kept["_link"].fill(kept["_number"], name, value)
    elif isinstance(found := getattr(thing, name), dict):
        for array in found.values():
            array[...] = value


def within(most):
    """A use that calls the answer and cuts what lies beyond ±most, so that infinity and a very
    large number are the same."""

    def use(answer, *args):
        result = answer(*args)
        plain = type(result) in (float, int) or isinstance(result, np.number | np.ndarray)
        return np.clip(result, -most, most) if plain else result

    return use


def spelled(first, *others):
    """A mistake in several spellings, for ``Mistakes``: the others earn the sentence of the first.

    another_digit = spelled(another_digit, lambda: …, lambda: …)
    """
    for other in others:
        other.__name__, other.__doc__ = first.__name__, first.__doc__
    return first, *others


def each_alone(wrong, right, *methods):
    """A mistake that is made in several methods, for ``Mistakes``: in all, and in each alone.

    ``right`` is a class that has the methods as they should be.
    """

    def in_one(name):
        class alone(wrong):
            pass

        for other in methods:
            if other != name:
                setattr(alone, other, getattr(right, other))
        return alone

    return spelled(wrong, *map(in_one, methods))


def forward(Layer, Z):
    """Send scores through a layer that has no parameters."""
    return Layer().forward(Z)


def backward(Layer, Z, dA):
    """Send a gradient back through a layer that has no parameters."""
    layer, other = Layer(), Layer()
    layer.forward(-Z)  # a batch before this one must leave no trace
    layer.backward(2 * dA)
    layer.forward(Z)
    other.forward(1 - Z)  # nor may another layer of the network
    return layer.backward(dA)


def draw_arrays(rng, dtype=np.float64, **sizes):
    """Arrays of these sizes, by name; few decimals, so that a learner can read them."""
    return {name: rng.normal(size=size).round(1).astype(dtype) for name, size in sizes.items()}


def draw_layers(rng, sizes, dtype=np.float64):
    """Arguments W_1, b_1, W_2, b_2, … of a network."""
    args = {}
    for i, (D, H) in enumerate(itertools.pairwise(sizes), 1):
        args |= draw_arrays(rng, dtype, **{f"W_{i}": (D, H), f"b_{i}": H})
    return args


def pairs_of(arrays):
    """Pairs (W, b) of a flat list W_1, b_1, W_2, b_2, …"""
    return list(zip(arrays[::2], arrays[1::2], strict=True))
