"""Lines to sort: an exercise's answer taken apart, with a line or two that do not belong."""

from __future__ import annotations

import html
import random
from collections.abc import Mapping
from typing import Any

import traitlets

from nnlib.widgets.playable import Playable, module, style
from nnlib.widgets.question import sealed


class Puzzle(Playable):
    """Lines to be dragged into their order, by mouse, by finger or with keys.

    Parameters
    ----------
    facts : dict
        ``id``, ``about`` (the exercise's title), ``head`` (the line above them, or nothing),
        ``lines`` in a right order, ``wrong``, each a dict with a line's ``text`` and what it
        ``says`` (HTML), and ``orders``: every right order, as lists of places in ``lines``.

    Attributes
    ----------
    order : list of int
        The lines as they stand now, by their places in ``lines`` as shown; -1 is the bar under
        which lie those that are left over. Empty until something has been moved.
    tries : list of dict
        What was checked so far: the lines ``given``, and whether that was ``right``.
    """

    _esm = module("answers.js", "puzzle.js")
    _css = style("answers.css", "puzzle.css")
    name = traitlets.Unicode().tag(sync=True)
    about = traitlets.Unicode().tag(sync=True)
    head = traitlets.Unicode().tag(sync=True)
    lines = traitlets.List(traitlets.Unicode()).tag(sync=True)
    sealed = traitlets.Unicode().tag(sync=True)
    order = traitlets.List(traitlets.Int()).tag(sync=True)
    tries = traitlets.List(traitlets.Dict()).tag(sync=True)

    def __init__(self, facts: Mapping[str, Any]) -> None:
        super().__init__(**settings(facts))

    def __repr__(self) -> str:
        return f"puzzle {self.name}, {self.about}: {len(self.lines)} lines to sort"

    def still(self) -> dict[str, str]:
        """The lines as they lie at first, as HTML."""
        return {"text/html": still(self.head, self.lines)}


def settings(facts: Mapping[str, Any]) -> dict[str, Any]:
    """What a puzzle's module gets: what is to be seen, and the rest where nobody reads it."""
    return {
        "name": facts["id"],
        "about": facts["about"],
        "head": facts["head"],
        "lines": shuffled(facts),
        "sealed": sealed({key: facts[key] for key in ("lines", "wrong", "orders")}),
    }


def shuffled(facts: Mapping[str, Any]) -> list[str]:
    """All lines, those that do not belong among them, always in the same disorder."""
    lines = [*facts["lines"], *(line["text"] for line in facts["wrong"])]
    right = [[facts["lines"][k] for k in order] for order in facts["orders"]]
    dice = random.Random(facts["id"])
    mixed = list(lines)
    for _ in range(100):  # unless every order is right
        if [line for line in mixed if line in facts["lines"]] not in right:
            break
        dice.shuffle(mixed)
    return mixed


def still(head: str, lines: list[str]) -> str:
    """A puzzle for a page on which nothing moves."""
    code = html.escape("\n".join([*([head] if head else []), *lines]))
    return f'<pre class="question-still puzzle-still">{code}</pre>'
