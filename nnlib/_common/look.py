"""The look of the course for Python: what look.css says."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

PATH = Path(__file__).with_name("look.css")


@cache
def _blocks() -> list[str]:
    """What the style sheet sets: for light pages, then what is other on dark ones."""
    css = re.sub(r"/\*.*?\*/", "", PATH.read_text(encoding="utf-8"), flags=re.S)
    return re.findall(r"{(.*?)}", css, re.S)


@cache
def _light() -> dict[str, str]:
    """Each variable of the light page by its name without ``--nn-``."""
    return dict(re.findall(r"--nn-([\w-]+):\s*([^;]+);", _blocks()[0]))


def sheet() -> str:
    """Give the variables as a style sheet: light or dark, as the reader's system is."""
    light, dark = _blocks()
    dark = f"@media screen and (prefers-color-scheme: dark) {{ :root {{{dark}}} }}"
    return f":root {{ color-scheme: light dark; {light}}}\n{dark}\n"


def value(name: str) -> str:
    """Give what a variable is on a light page, such as ``"#0060a8"`` for ``"accent"``."""
    return _light()[name]


def var(name: str) -> str:
    """Give a variable for an inline style; where no page sets it, it has its light value."""
    return f"var(--nn-{name}, {value(name)})"


def box(kind: str, colour: str, inside: str) -> str:
    """Give HTML in a box with a ground of its own, as verdicts, hints and solutions have.

    The style stands in the tag, since a notebook is also read where no style sheet of ours is.
    Tints are thin enough to suit a light page and a dark one; words keep the page's own colour.

    Parameters
    ----------
    kind : str
        Class names, for style sheets and tests.
    colour : str
        A variable that has a tint: ``"accent"``, ``"warm"``, ``"ok"`` or ``"quiet"``.
    inside : str
        HTML.
    """
    style = (
        f"border-left: 4px solid {var(colour)}; background: {var(f'{colour}-tint')}; "
        f"border-radius: {var('radius')}; padding: 0.5em 1em"
    )
    return f'<div class="{kind}" style="{style}">{inside}</div>'
