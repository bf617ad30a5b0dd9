"""For notebooks of the first edition: pass over cells that need a package which is not installed.

Their chapter 07 imports it from ``nnlib.exercises.optional``; ``_old_names.py`` sees to that."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable


def pass_over(package: str, *names: str) -> None:
    """From here on, pass over each cell of this notebook that needs a missing package.

    Parameters
    ----------
    package : str
        What to call it in words.
    *names : str
        The names under which the notebook imports it.
    """
    shell = "IPython" in sys.modules and sys.modules["IPython"].get_ipython()
    if shell:
        others = [one for one in shell.ast_transformers if not isinstance(one, PassOver)]
        shell.ast_transformers = [*others, PassOver(package, names)]


class PassOver(ast.NodeTransformer):
    """Turns each cell that uses a missing name into a line that says so.

    What such a cell was to compute is missing from then on as well, until another
    cell makes it.
    """

    def __init__(self, package: str, names: Iterable[str]) -> None:
        self.package, self.missing = package, set(names)

    def visit(self, cell: ast.AST) -> ast.AST:
        """Return the cell, or the line in its place."""
        used, made = names_of(cell)
        if not used & self.missing:
            self.missing -= made
            return cell
        self.missing |= made
        line = f"print('Passed over: this cell needs {self.package}.')"
        return ast.Module(ast.parse(line).body, type_ignores=[])


def names_of(cell: ast.AST) -> tuple[set[str], set[str]]:
    """Names that a cell takes from other cells, and those that it makes."""
    used: set[str] = set()
    made: set[str] = set()
    for node in ast.walk(cell):
        if isinstance(node, ast.Name):
            (used if isinstance(node.ctx, ast.Load) else made).add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            made.add(node.name)
        elif isinstance(node, ast.alias):
            made.add((node.asname or node.name).split(".")[0])
        elif isinstance(node, ast.arg):
            made.add(node.arg)
    return used - made, made
