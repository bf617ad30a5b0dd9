"""Read facts from a file of the report, and say what is wrong with one that is damaged."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


class RecordError(ValueError):
    """A file of the report is not what was written there; the message says why."""


class LaterVersionError(RecordError):
    """A file of the report is a later nnlib's: nothing is wrong with it."""


def content(path: Path) -> Any:
    """What a file of JSON holds."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise RecordError(f"it is no JSON ({str(error)[:100]})") from error


def take(facts: Any, name: str, kinds: tuple[type, ...], default: Any = ...) -> Any:
    """An entry of an object, which has to be of one of these types."""
    if type(facts) is not dict:
        raise RecordError(f"it has {str(facts)[:30]!r} where an object with {name!r} should be")
    if name not in facts and default is not ...:
        return default
    if name not in facts:
        raise RecordError(f"it has no {name!r}")
    if type(facts[name]) not in kinds:
        raise RecordError(f"its {name!r} is {str(facts[name])[:30]!r}")
    return facts[name]


def text(facts: Any, name: str, default: Any = ...) -> str:
    """An entry that is a text."""
    found: str = take(facts, name, (str,), default)
    return found


def texts(facts: Any, name: str, default: Any = ...) -> list[str]:
    """An entry that is a list of texts."""
    found: list[str] = take(facts, name, (list,), default)
    if not all(type(text) is str for text in found):
        raise RecordError(f"its {name!r} are not all texts")
    return found
