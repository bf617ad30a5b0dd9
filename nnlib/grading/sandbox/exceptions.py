"""The exceptions that the child tells of, as exceptions of our own process."""

from __future__ import annotations

import builtins
import contextlib
from typing import Any

from nnlib.grading.sandbox.proxies import of_a_type_named, printable


def raised(facts: Any) -> Any:
    """The exception that the child tells of, with the student's own line."""
    if type(facts) is not dict:
        facts = {}
    text = {key: value for key, value in facts.items() if type(value) is str}
    bases = facts.get("bases")
    names = [n for n in bases if type(n) is str] if type(bases) is list else []
    base = next((b for b in map(_builtin_exception, names) if b is not None), RuntimeError)
    name = printable(text.get("type", "Error")[:100])
    message = text.get("message", "")[:2000]
    error: Any
    if issubclass(base, AttributeError):
        owner = of_a_type_named(text.get("owner", "object")[:100])
        error = AttributeError(message, name=text.get("name", ""), obj=owner)
    elif issubclass(base, NameError):
        error = NameError(message, name=text.get("name") or None)
    else:
        kind = base if base.__name__ == name else type(name, (base,), {})
        if issubclass(base, KeyError):
            message = message.strip("'")  # it quotes its message, and will again
        with contextlib.suppress(TypeError):
            error = kind(message)
            error.own_line = text.get("line", "")[:500], text.get("function", "")[:100]
            return error
        error = RuntimeError(f"{name}: {message}")
    error.own_line = text.get("line", "")[:500], text.get("function", "")[:100]
    return error


def _builtin_exception(name: str) -> type[BaseException] | None:
    """A built-in exception that stands for the student's own; none that would stop the grading."""
    kind = getattr(builtins, name, None)
    if not isinstance(kind, type) or not issubclass(kind, BaseException):
        return None
    if issubclass(kind, KeyboardInterrupt | GeneratorExit) or kind is BaseException:
        return None
    return kind
