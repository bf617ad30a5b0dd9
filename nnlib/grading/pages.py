"""What the pages of a report share: templates, a style, and code in colours.

Everything that a student wrote is text on them: Jinja escapes it, and nothing on a page runs.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from datetime import datetime
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from nnlib._common import look
from nnlib.grading.report import number
from nnlib.judge.verdict import LOOKS, MARKS, to_html

if TYPE_CHECKING:
    from jinja2 import Environment


@functools.cache
def _environment() -> Environment:
    """What fills the templates in; ValueError names the packages that it needs."""
    try:
        from jinja2 import Environment, FileSystemLoader, StrictUndefined
        from markupsafe import Markup

        found = Environment(
            loader=FileSystemLoader(str(files(__package__) / "templates")),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        import pygments  # noqa: F401  # told in the same sentence
    except ImportError as error:
        raise ValueError(
            "the pages of a report need Jinja and Pygments: pip install nnlib[grading]"
        ) from error
    style = look.sheet() + (files(__package__) / "templates" / "page.css").read_text("utf-8")
    found.globals |= {"style": Markup(style), "marks": MARKS, "looks": LOOKS}
    found.filters |= {
        "number": number,
        "sentence": lambda text: Markup(to_html(text)),
        "code": lambda text, marked=(): Markup(in_colours(text, marked)),
        "day": in_words,
    }
    return found


def check_packages() -> None:
    """Raise a ValueError if the packages are missing that pages are made with."""
    _environment()


def page(template: str, **facts: Any) -> str:
    """A page: a template with these facts."""
    return _environment().get_template(template).render(**facts)


@functools.cache
def _python() -> Any:
    from pygments.lexers import PythonLexer

    return PythonLexer(stripnl=False, ensurenl=False)


def in_colours(code: str, marked: Iterable[int] = ()) -> str:
    """Python as HTML, with the lines of these numbers marked."""
    from pygments import highlight
    from pygments.formatters import HtmlFormatter

    return highlight(code, _python(), HtmlFormatter(nowrap=True, hl_lines=list(marked)))


def without_comments(code: str, marked: Iterable[int] = ()) -> tuple[str, set[int]]:
    """A code without comments, docstrings and empty lines: there may be names, or the stub's words.

    Parameters
    ----------
    code : str
    marked : iterable of int
        Numbers of lines.

    Returns
    -------
    str, set of int
        The rest, and the numbers that those lines have in it.
    """
    from pygments import lex
    from pygments.token import Comment, String

    left_out = (Comment, String.Doc)
    pieces = [
        "\n" * text.count("\n") if any(kind in one for one in left_out) else text
        for kind, text in lex(code, _python())
    ]
    lines = enumerate("".join(pieces).split("\n"), 1)
    kept = [(number, line.rstrip()) for number, line in lines if line.strip()]
    numbers = set(marked)
    places = {place for place, (number, _) in enumerate(kept, 1) if number in numbers}
    return "\n".join(line for _, line in kept), places


def in_words(date: str) -> str:
    """A date of a record as a person writes it; nothing if there is none."""
    try:
        found = datetime.fromisoformat(date)
    except ValueError:
        return ""
    return f"{found.day} {found:%B %Y, %H:%M}"
