"""An array that counts its multiplications: what does a forward pass cost, and a backward pass?"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

SINGLE = (np.multiply, np.divide, np.square, np.power)  # one multiplication an entry, or the like


class Counting(np.ndarray):
    """An array that counts what is multiplied in calculations with it.

    Make one of an array with ``A.view(Counting)``. What is computed from it counts as well.

    Attributes
    ----------
    in_products : int
        Of all arrays of this class together: multiplications within products of matrices.
    entry_by_entry : int
        Multiplications, divisions and powers of single entries.
    """

    in_products = 0
    entry_by_entry = 0

    @classmethod
    def start(cls) -> None:
        """Count from 0 again."""
        cls.in_products = cls.entry_by_entry = 0

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
        """Let NumPy compute, and count."""
        plain = [_plain(one) for one in inputs]
        if "out" in options:
            options["out"] = tuple(map(_plain, options["out"]))
        result = getattr(ufunc, method)(*plain, **options)
        if ufunc is np.matmul:
            Counting.in_products += np.size(result) * plain[0].shape[-1]
        elif ufunc in SINGLE:
            Counting.entry_by_entry += np.size(result)
        return np.asarray(result).view(Counting)

    def __array_function__(self, function: Any, types: Any, args: Any, options: Any) -> Any:
        """Count for the functions that make products of matrices in other ways."""
        if function is np.dot:
            Counting.in_products += np.size(args[0]) * np.shape(args[1])[-1]
        elif function is np.einsum:
            letters = args[0].partition("->")[0].split(",")
            pairs = zip(letters, args[1:], strict=True)
            sizes = {k: n for word, A in pairs for k, n in zip(word, A.shape, strict=True)}
            Counting.in_products += math.prod(sizes.values())
        plain = [_plain(one) for one in args]
        result = function(*plain, **options)
        return result.view(Counting) if isinstance(result, np.ndarray) else result


def _plain(one: Any) -> Any:
    return one.view(np.ndarray) if isinstance(one, Counting) else one
