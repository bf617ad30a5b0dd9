"""What a figure reads of a computational graph: of the library's values and of the learner's."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import Any

NEEDED = ("data", "parents", "local_gradients")
MOST = 40  # values that are drawn
INFIX = {"*": "×", "-": "−", "+": "+", "×": "×", "−": "−", "/": "/", "÷": "÷", "·": "·", "@": "@"}


@dataclass
class Node:
    """One value: its numbers, and where it comes from."""

    name: str
    operation: str
    data: float
    grad: float | None  # what the engine has found, if it has
    parents: list[int] = field(default_factory=list)
    local: list[float] = field(default_factory=list)  # one a parent
    label: str = ""  # what a sentence calls it

    @property
    def sign(self) -> str:
        """The operation as it is written."""
        return INFIX.get(self.operation, self.operation)

    def written(self, inputs: list[str]) -> str:
        """The operation with its inputs, such as ``"a × b"``, ``"h²"`` and ``"tanh(z)"``."""
        power = re.fullmatch(r"(?:\*\*|\^)\s*\(?(-?[\d.]+)\)?", self.operation)
        infix = self.sign in INFIX.values()
        if (infix and self.sign != "+") or power:  # a + b as an input needs brackets there
            loose = " " if power else r" [+−] "
            inputs = [f"({text})" if re.search(loose, text) else text for text in inputs]
        if power:
            return inputs[0] + _raised(power[1])
        if infix and len(inputs) > 1:
            return f" {self.sign} ".join(inputs)
        return f"−{inputs[0]}" if self.sign == "−" else f"{self.sign or '?'}({', '.join(inputs)})"


def _raised(power: str) -> str:
    """A power in small digits, or behind ^ where it has a point."""
    power = power.removesuffix(".0")
    return (
        f"^{power}"
        if "." in power
        else power.translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    )


def read_graph(value: Any) -> list[Node]:
    """Read all values that a value was made from, parents before children; itself is the last.

    Parameters
    ----------
    value : object
        ``nnlib.autodiff.Value``, or anything with ``data``, ``parents`` and
        ``local_gradients``; ``grad``, ``operation`` and ``name`` are read if they are there.

    Raises
    ------
    ValueError
        If an attribute is missing or is not what a graph needs, or the graph is too large.
    """
    order = _in_order(value)
    place = {id(each): n for n, each in enumerate(order)}
    nodes = []
    for each in order:
        name, operation = (str(getattr(each, key, "") or "") for key in ("name", "operation"))
        data = _number(each, "data", each.data)
        grad = getattr(each, "grad", None)
        grad = None if grad is None else _number(each, "grad", grad)
        parents, local = list(each.parents), list(each.local_gradients)
        if len(parents) != len(local):
            called = name or operation or say(data)
            raise ValueError(
                f"the value {called!r} has {len(parents)} parents and {len(local)} local "
                "gradients; it needs one for each parent"
            )
        local = [_number(each, "local_gradients", slope) for slope in local]
        nodes.append(Node(name, operation, data, grad, [place[id(p)] for p in parents], local))
    if not any(node.grad for node in nodes):  # nobody has called backward so far
        for node in nodes:
            node.grad = None
    for node in nodes:
        inputs = [nodes[p].label for p in node.parents]
        node.label = node.name or (node.written(inputs) if inputs else say(node.data))
        if len(node.label) > 24:
            node.label = f"the box {node.sign}"
    return nodes


def _in_order(value: Any) -> list[Any]:
    order: list[Any] = []
    state: dict[int, bool] = {}  # whether a value's parents are all in the order
    waiting = [(value, False)]
    while waiting:
        each, done = waiting.pop()
        if done:
            state[id(each)] = True
            order.append(each)
        elif id(each) not in state:
            state[id(each)] = False
            if len(state) > MOST:
                raise ValueError(
                    f"the graph has more than {MOST} values, too many to see; draw a part of it, "
                    "such as the graph of one sample or of one unit"
                )
            missing = [key for key in NEEDED if not hasattr(each, key)]
            if missing:
                raise ValueError(
                    f"a graph is made of values with {', '.join(NEEDED[:-1])} and {NEEDED[-1]}; "
                    f"this {type(each).__name__} has no {' and no '.join(missing)}"
                )
            parents = _listed(each, each.parents)
            _listed(each, each.local_gradients)
            waiting.append((each, True))
            waiting += [(parent, False) for parent in reversed(parents)]
        elif not state[id(each)]:
            raise ValueError("a value is among its own ancestors: the graph goes round in a circle")
    return order


def _listed(each: Any, values: Any) -> list[Any]:
    if not isinstance(values, tuple | list):
        raise ValueError(
            "parents and local_gradients have to be tuples or lists, in the same order; "
            f"this {type(each).__name__} has a {type(values).__name__}"
        )
    return list(values)


def _number(each: Any, key: str, value: Any) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = math.nan
    if not math.isfinite(number):
        called = getattr(each, "name", "") or getattr(each, "operation", "")
        of = f" of the value {called!r}" if called else ""
        raise ValueError(f"{key}{of} has to be a finite number, got {value!r:.40}")
    return number


def say(value: float) -> str:
    """Three digits after the point, without zeros at the end; very small ones as 3e-5."""
    if value != 0 and not 5e-4 <= abs(value) < 1e6:
        mantissa, power = f"{value:.0e}".split("e")
        return f"{mantissa}e{int(power)}"
    return f"{value + 0:.3f}".rstrip("0").rstrip(".")
