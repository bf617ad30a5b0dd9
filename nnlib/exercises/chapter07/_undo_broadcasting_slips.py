"""Wrong answers to "Broadcasting, backwards": shapes that are only nearly right."""

import math

import numpy as np

from nnlib.autodiff.tensor import undo_broadcasting
from nnlib.exercises._helpers import spelled


class Slips:
    def axes_from_the_end_reshaped(G, shape):
        """The axes that disappear are taken from the end. Broadcasting compares shapes from the
        right and puts what is missing in *front*."""
        while G.ndim > len(shape):
            G = G.sum(axis=-1)
        for axis, length in enumerate(shape):
            if length == 1:
                G = G.sum(axis=axis, keepdims=True)
        return G.reshape(shape)

    def as_many_axes_as_before(G, shape):
        """Where G has as many axes as `shape`, it's handed back as it came. An axis of length 1 may
        have been stretched all the same: compare the lengths, not the number of axes."""
        return G if G.ndim == len(shape) else undo_broadcasting(G, shape)

    def one_entry_without_axes(G, shape):
        """A single entry comes back without its axes, as a number. The gradient has the shape of
        the array, and (1, 1) is another shape than ()."""
        return G.sum() if math.prod(shape) == 1 else undo_broadcasting(G, shape)

    def number_for_a_place(G, shape):
        """The *number* of axes in front is taken for the place of one. With n of them, `axis=n` is
        a single axis, and not even in front: places are counted from 0. All n are to be summed
        over."""
        front = G.ndim - len(shape)
        G = G.sum(axis=front) if front else G
        return G.sum(axis=tuple(i for i, n in enumerate(shape) if n == 1), keepdims=True)

    def number_for_a_place_in_a_loop(G, shape):
        front = G.ndim - len(shape)
        G = G.sum(axis=front) if front else G
        for i, n in enumerate(shape):
            if n == 1:
                G = G.sum(axis=i, keepdims=True)
        return G

    number_for_a_place = spelled(number_for_a_place, number_for_a_place_in_a_loop)
    del number_for_a_place_in_a_loop

    def in_whole_numbers(G, shape):
        """The gradients have lost what is behind the point: they are added up in an array of
        integers."""
        total = np.zeros(shape, dtype=int)
        total[...] = undo_broadcasting(G, shape)
        return total

    def each_made_whole(G, shape):
        total = np.zeros(shape, dtype=int)
        places = np.broadcast_to(np.arange(total.size).reshape(shape), G.shape)
        for place, g in zip(places.ravel(), G.ravel(), strict=True):
            total.flat[place] += g
        return total

    in_whole_numbers = spelled(in_whole_numbers, each_made_whole)
    del each_made_whole

    def nothing_where_nothing_was_copied(G, shape):
        """Where nothing was copied, nothing comes back, not even G: the `return` stands inside of
        the `if`. Put it after, so that it's reached in either case."""
        return undo_broadcasting(G, shape) if G.shape != shape else None

    def added_up_in_place(G, shape):
        """The copies are added up in G itself, which belongs to the caller: `total = G[0]` is no
        copy. (And in an empty batch there is no `G[0]`.) `G.sum(axis=0)` makes a new array."""
        while G.ndim > len(shape):
            total = G[0]
            for copy in G[1:]:
                total += copy
            G = total
        for axis, length in enumerate(shape):
            if length == 1:
                G = G.sum(axis=axis, keepdims=True)
        return G

    def front_stays_and_counts(G, shape):
        """The axes in front stay, with length 1. The array had fewer axes, so its gradient must
        have fewer too."""
        G = G.sum(axis=tuple(range(G.ndim - len(shape))), keepdims=True)
        return G.sum(axis=tuple(i for i, n in enumerate(shape) if n == 1), keepdims=True)

    def only_reshaped(G, shape):
        """`reshape` changes how entries are arranged, and needs as many as there are. Where copies
        were made G has more: what came back to the copies has to be summed."""
        return G.reshape(shape)

    def none_for_no_axis(G, shape):
        """Where no axis is to be summed over, `axis=None` is handed to `sum`, and for `sum` that
        means *all* axes. An empty tuple, `()`, means none: hand it over as it is."""
        G = G.sum(axis=tuple(range(G.ndim - len(shape))) or None)
        return G.reshape(shape)

    def none_for_nothing_stretched(G, shape):
        G = G.sum(axis=tuple(range(G.ndim - len(shape))))
        return G.sum(axis=tuple(i for i, n in enumerate(shape) if n == 1) or None, keepdims=True)

    def none_for_either(G, shape):
        G = G.sum(axis=tuple(range(G.ndim - len(shape))) or None)
        return G.sum(axis=tuple(i for i, n in enumerate(shape) if n == 1) or None, keepdims=True)

    none_for_no_axis = spelled(none_for_no_axis, none_for_nothing_stretched, none_for_either)
    del none_for_nothing_stretched, none_for_either

    def moved_up_and_not_found(G, shape):
        """Without `keepdims=True` a stretched axis is gone after its sum, and those behind it move
        up. So the place at which the loop looks next is another axis, or none any more."""
        while G.ndim > len(shape):
            G = G.sum(axis=0)
        for i, n in enumerate(shape):
            if n == 1 and G.shape[i] > 1:
                G = G.sum(axis=i)
        return G.reshape(shape)

    def moved_up_where_lengths_differ(G, shape):
        while G.ndim > len(shape):
            G = G.sum(axis=0)
        for i, n in enumerate(shape):
            if n != G.shape[i]:
                G = G.sum(axis=i)
        return G.reshape(shape)

    moved_up_and_not_found = spelled(moved_up_and_not_found, moved_up_where_lengths_differ)
    del moved_up_where_lengths_differ
