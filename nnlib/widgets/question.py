"""A question that answers: after each answer the reader sees what is right or tempting in it."""

from __future__ import annotations

import base64
import json
import random
from collections.abc import Mapping
from typing import Any

import traitlets

from nnlib.widgets.playable import Playable, module, style

ANSWERED_BY = {
    "choice": "one of these",
    "several": "one or more of these",
    "number": "a number",
    "shape": "a shape, such as (2, 3)",
    "order": "these in their order",
    "explain": "a sentence of your own",
}


class Question(Playable):
    """A question with its options, and a sentence for each answer that somebody may give.

    Parameters
    ----------
    facts : dict
        ``id``, ``kind`` (a key of ``ANSWERED_BY``), ``about`` (a few words), ``asks`` (HTML) and
        ``options``, each a dict with ``text`` (HTML), ``right`` and ``says`` (HTML). An option of
        a number or a shape has its ``value`` too, and a number's ``within`` says how near an answer
        has to be. An order's options stand in their right order, and ``swapped`` has a sentence
        for each two neighbours that have changed places.
    with_text : bool
        Show the question's own text too; a chapter has it in a text cell above.
    opened : bool
        Show all answers at once.

    Attributes
    ----------
    tries : list of dict
        What the reader has answered so far: ``given`` and whether that was ``right``.
    """

    _esm = module("answers.js", "question.js")
    _css = style("answers.css", "question.css")
    name = traitlets.Unicode().tag(sync=True)
    kind = traitlets.Unicode().tag(sync=True)
    about = traitlets.Unicode().tag(sync=True)
    asks = traitlets.Unicode().tag(sync=True)
    options = traitlets.List(traitlets.Unicode()).tag(sync=True)
    sealed = traitlets.Unicode().tag(sync=True)
    opened = traitlets.Bool(False).tag(sync=True)
    tries = traitlets.List(traitlets.Dict()).tag(sync=True)

    def __init__(
        self, facts: Mapping[str, Any], *, with_text: bool = False, opened: bool = False
    ) -> None:
        super().__init__(**settings(facts, with_text=with_text), opened=opened)
        self.facts = facts

    def __repr__(self) -> str:
        return words(self.facts)

    def still(self) -> dict[str, str]:
        """The options, and the answers folded, as HTML."""
        return {"text/html": still(self.facts)}


def settings(facts: Mapping[str, Any], *, with_text: bool = False) -> dict[str, Any]:
    """What a question's module gets: what is to be seen, and the rest where nobody reads it.

    Returns
    -------
    dict
        The traits by name. ``sealed`` is JSON in base64.
    """
    shown = shown_options(facts)
    rest = {key: facts[key] for key in ("options", "within", "swapped") if key in facts}
    rest["shown"] = [number for number, _ in shown]
    return {
        "name": facts["id"],
        "kind": facts["kind"],
        "about": facts["about"],
        "asks": facts["asks"] if with_text else "",
        "options": [text for _, text in shown],
        "sealed": sealed(rest),
    }


def sealed(facts: Mapping[str, Any]) -> str:
    """Facts where nobody reads them by accident: JSON in base64."""
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True)
    return base64.b64encode(text.encode()).decode()


def shown_options(facts: Mapping[str, Any]) -> list[tuple[int, str]]:
    """The options that are there to be chosen, each with its number, as they are shown first."""
    options = [(n, option["text"]) for n, option in enumerate(facts["options"])]
    if facts["kind"] in ("choice", "several"):
        return options
    if facts["kind"] != "order":
        return []
    mixed = list(options)
    dice = random.Random(facts["id"])
    while mixed == options:
        dice.shuffle(mixed)
    return mixed


def words(facts: Mapping[str, Any]) -> str:
    """A question in a line that gives nothing away."""
    return f"question {facts['id']}, {facts['about']}: answer with {ANSWERED_BY[facts['kind']]}"


def still(facts: Mapping[str, Any]) -> str:
    """A question for a page on which nothing moves: its options, and its answers in a fold."""
    shown = "".join(f"<li>{text}</li>" for _, text in shown_options(facts))
    options = f"<ul>{shown}</ul>" if shown else f"<p>Answer with {ANSWERED_BY[facts['kind']]}.</p>"
    answers = "".join(_answer(facts["kind"], option) for option in facts["options"])
    answers += "".join(f"<li>{swap['says']}</li>" for swap in facts.get("swapped", []))
    tag = "ol" if facts["kind"] == "order" else "ul"
    fold = f"<details><summary>Answer</summary><{tag}>{answers}</{tag}></details>"
    return f'<div class="question-still">{options}{fold}</div>'


def _answer(kind: str, option: Mapping[str, Any]) -> str:
    mark = {"order": ""}.get(kind, "✓ " if option["right"] else "✗ ")
    says = f" {option['says']}" if option["says"] else ""
    return f"<li>{mark}<strong>{option['text']}</strong>{says}</li>"
