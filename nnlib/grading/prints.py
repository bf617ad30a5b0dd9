"""What an answer is known by when it is copied and disguised: winnowed prints of its tokens.

Each run of K tokens has a number, and of each window of such runs the smallest number is kept
(Schleimer, Wilkerson and Aiken, 2003): a passage of K + WINDOW - 1 tokens that two answers share
gives both at least one number in common. Which names an answer makes itself does not count, nor do
texts, comments, spaces and docstrings, so that renaming disguises nothing. The process that reads
runs this file without the library.
"""

from __future__ import annotations

import ast
import io
import keyword
import tokenize
import zlib
from typing import NamedTuple

K, WINDOW = 8, 4
NOT_PYTHON = (SyntaxError, ValueError, RecursionError, MemoryError)
LEFT_OUT = {
    tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT,
    tokenize.ENCODING, tokenize.ENDMARKER,
}  # fmt: skip


class Print(NamedTuple):
    """A number, and the lines of the passage that it is of."""

    number: int
    first: int
    last: int


def prints_of(code: str) -> list[Print]:
    """The prints of a code, in order; none if it is no Python or too short to tell anything."""
    try:
        tokens = _tokens(code)
    except (*NOT_PYTHON, tokenize.TokenError):
        return []
    runs = [
        Print(
            zlib.crc32("\n".join(text for text, _ in tokens[i : i + K]).encode("utf-8", "replace")),
            tokens[i][1],
            tokens[i + K - 1][1],
        )
        for i in range(len(tokens) - K + 1)
    ]
    kept = {}
    for start in range(max(len(runs) - WINDOW + 1, 1 if runs else 0)):
        window = range(start, min(start + WINDOW, len(runs)))
        i = min(window, key=lambda i: (runs[i].number, -i))
        kept[i] = runs[i]
    return [kept[i] for i in sorted(kept)]


def _tokens(code: str) -> list[tuple[str, int]]:
    """What counts of a code, with the line of each."""
    tree = ast.parse(code)
    own, docstrings = _own_names(tree), _docstrings(tree)
    found = []
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        if token.type in LEFT_OUT:
            continue
        if token.type == tokenize.STRING and token.start[0] in docstrings:
            continue
        text = token.string
        if token.type == tokenize.NAME and not keyword.iskeyword(text):
            text = "v" if text in own else text
        elif token.type == tokenize.STRING:
            text = "s"
        found.append((text, token.start[0]))
    return found


def _own_names(tree: ast.AST) -> set[str]:
    """The names that a code gives: of arguments, variables, functions, and what it imports."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.alias) and node.asname:
            names.add(node.asname)
    return names - {"np", "self"}


def _docstrings(tree: ast.AST) -> set[int]:
    """The lines of texts that stand alone."""
    lines: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            lines.update(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return lines
