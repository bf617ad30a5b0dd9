"""The look of the course for Python: what look.css says."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

PATH = Path(__file__).with_name("look.css")


@cache
def _light() -> dict[str, str]:
    """Each variable of the light page by its name without ``--nn-``."""
    css = re.sub(r"/\*.*?\*/", "", PATH.read_text(encoding="utf-8"), flags=re.S)
    block = css.partition("}")[0]
    return dict(re.findall(r"--nn-([\w-]+):\s*([^;]+);", block))


def value(name: str) -> str:
    """Give what a variable is on a light page, such as ``"#0060a8"`` for ``"accent"``."""
    return _light()[name]


def var(name: str) -> str:
    """Give a variable for an inline style; where no page sets it, it has its light value."""
    return f"var(--nn-{name}, {value(name)})"
