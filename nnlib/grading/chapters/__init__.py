"""What each chapter's own cells are, for a grader that has no chapters.

The JSON files are built: bookbuild/own_cells.py makes them of the chapters' sources.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple


class OwnCells(NamedTuple):
    """A chapter's cells that are no answers and no checks.

    Attributes
    ----------
    texts : list of str
        ``text_id`` of each.
    imports : list of str
        The lines that import something, other than answers.
    names : list of str
        What they define besides, other than answers.
    page : str
        Name of the chapter's page in the book, without its ending.
    sections : dict of str to str
        Where on that page each exercise is.
    """

    texts: list[str]
    imports: list[str]
    names: list[str]
    page: str = ""
    sections: Mapping[str, str] = MappingProxyType({})


@functools.cache
def own_cells(chapter: str) -> OwnCells:
    """The cells of a chapter, ``"06"``; none if there is no such chapter."""
    path = files(__name__) / f"chapter{chapter}.json"
    if not path.is_file():
        return OwnCells([], [], [])
    return OwnCells(**json.loads(path.read_text(encoding="utf-8")))
