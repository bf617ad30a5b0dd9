"""What of the library a student's answers may use while they are graded, by chapter.

A chapter imports pieces of earlier chapters for its answers to build on. A child has no
library, so these pieces are offered to it: functions as calls back to the parent, which
tells nothing of how they are written, and classes without secrets as text.
"""

from __future__ import annotations

import inspect
from typing import Any

import nnlib
from nnlib.judge.source import without_annotations

OFFERS = {
    "02": ["sigmoid"],
    "03": ["sigmoid", "step_unit"],
    "04": ["one_hot", "relu", "relu_prime", "sigmoid", "sigmoid_prime", "softmax", "tanh"],
    "05": ["one_hot", "sigmoid", "sigmoid_prime", "softmax"],
    "06": ["Layer", "he", "log_softmax", "one_hot", "sigmoid", "softmax", "xavier"],
    "07": ["ACTIVATIONS", "nll", "one_hot", "sigmoid", "sigmoid_prime", "softmax"],
    "08": ["Layer", "one_hot", "sigmoid", "sigmoid_prime", "softmax"],
}


def offered(chapter: str) -> tuple[dict[str, Any], dict[str, str]]:
    """Functions and tables of functions, and the source of each class, by name.

    Parameters
    ----------
    chapter : str
        ``"06"``.
    """
    things = {name: getattr(nnlib, name) for name in OFFERS.get(chapter, ())}
    plain = {name: thing for name, thing in things.items() if not inspect.isclass(thing)}
    sources = {
        name: f"{without_annotations(inspect.getsource(thing))}\n{name}._given = True\n"
        for name, thing in things.items()
        if inspect.isclass(thing)
    }
    return plain, sources
