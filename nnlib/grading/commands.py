"""A cell as Python: what IPython would make of its own commands, as far as answers go by it.

Like IPython this leaves alone what Python can read: a line within brackets may begin with ``%``.
Where Python cannot, it names the line, and if that line is a command something harmless of the
same indentation takes its place. The process that reads runs this file without the library.
"""

from __future__ import annotations

import ast
import re

MOST = 200  # commands in a cell, each of which costs another look at it
NOT_PYTHON = (SyntaxError, ValueError, RecursionError, MemoryError)
# Magics of a whole cell below which Python stands; below others stands another language.
OF_PYTHON = {"capture", "debug", "memit", "mprun", "prun", "time", "timeit"}
OF_A_CELL = re.compile(r"\s*%%(\w+).*")
TIMED = re.compile(r"(?P<kept>\s*(?:[^=!%#\"']+=\s*)?)%time\s+(?P<code>\S.*)")
GIVES = re.compile(r"(?P<kept>\s*[^=!%#\"']+=\s*)[%!].*")
SAYS = re.compile(r"(?P<kept>\s*)(?:[%!?].*|[\w.*%]+\?\??\s*;?\s*)")


def as_python(code: str) -> str:
    """The same lines without IPython's commands; the cell itself if that makes no Python."""
    lines = code.split("\n")
    if (magic := OF_A_CELL.fullmatch(code.lstrip().split("\n")[0])) and magic[1] not in OF_PYTHON:
        return "pass"
    for _ in range(MOST):
        try:
            ast.parse("\n".join(lines))
        except NOT_PYTHON as error:
            if not _has_mended(lines, error):
                break
        else:
            return "\n".join(lines)
    return code


def _has_mended(lines: list[str], error: Exception) -> bool:
    """Put Python in the place of the line that an error names, if it is a command."""
    i = (getattr(error, "lineno", None) or 0) - 1
    if not 0 <= i < len(lines):
        return False
    if isinstance(error, IndentationError) and not "".join(lines[:i]).strip():
        return _is_dedented(lines, i)
    said = _said_in_python(lines[i])
    if said is None:
        return False
    end = i
    while lines[end].endswith("\\") and end + 1 < len(lines):  # the command goes on
        end += 1
    lines[i : end + 1] = [said] + [""] * (end - i)  # each line keeps its number
    return True


def _is_dedented(lines: list[str], first: int) -> bool:
    """Take the indentation of the first line, which IPython does not mind, from all."""
    indent = lines[first][: len(lines[first]) - len(lines[first].lstrip())]
    lines[:] = [line.removeprefix(indent) for line in lines]
    return bool(indent)


def _said_in_python(line: str) -> str | None:
    """What a line with a command does, as far as it can; None if it has none."""
    if found := TIMED.fullmatch(line):
        return found["kept"] + found["code"]
    if found := GIVES.fullmatch(line):  # what that would give is there as little as IPython
        return found["kept"] + "get_ipython()"
    if found := SAYS.fullmatch(line):
        return found["kept"] + "pass"
    return None
