"""A notebook that lacks a package runs to its end: what needs it is passed over."""

import ast
import builtins
import os
import types
from pathlib import Path

import IPython
import nbformat
import pytest
from nbclient import NotebookClient
from nnlib.exercises.optional import PassOver, names_of, pass_over  # where old notebooks look

from bookbuild import notebooks
from bookbuild.environment import UNSEEN

# That all cells are run is asked for, and it takes no long training.
FEWER_EPOCHS = {
    "0.5, 15, forward": "0.5, 1, forward",
    "range(50)": "range(3)",
    "arange(1, 51)": "arange(1, 4)",
}


def run(cells):
    """What is left of each cell when the package `rare` is missing."""
    one = PassOver("Rare", ["rare"])
    return [ast.unparse(one.visit(ast.parse(cell))) for cell in cells]


PASSED = "print('Passed over: this cell needs Rare.')"


def test_a_cell_without_the_package_stays_as_it_is():
    cells = ["a = 1\nprint(a)", "def f(x):\n    return x.rare", "rare_things = a"]
    assert run(cells) == cells


def test_a_cell_that_needs_it_is_passed_over():
    assert run(["rare.do()", "def f():\n    return rare.one", "print(f'{rare}')"]) == [PASSED] * 3


def test_what_it_was_to_compute_is_missing_too():
    assert run(["a = rare.do()", "b = a + 1", "print(b)"]) == [PASSED] * 3
    assert run(["def f():\n    rare", "f()"]) == [PASSED] * 2


@pytest.mark.parametrize("again", ["a = 2", "def a():\n    pass", "for a in [1]:\n    print(a)"])
def test_until_a_cell_makes_it_anew(again):
    assert run(["a = rare.do()", again, "print(a)"]) == [PASSED, again, "print(a)"]


def test_after_an_import_nothing_is_passed_over():
    cells = ["import rare", "rare.do()"]
    assert run(cells) == cells


def test_it_is_set_up_once_in_a_notebook(monkeypatch):
    shell = types.SimpleNamespace(ast_transformers=[])
    monkeypatch.setattr(IPython, "get_ipython", lambda: shell)
    pass_over("Rare", "rare")
    pass_over("Rare", "rare", "rarer")
    (only,) = shell.ast_transformers
    assert only.missing == {"rare", "rarer"}


def test_elsewhere_nothing_happens(monkeypatch):
    monkeypatch.setattr(IPython, "get_ipython", lambda: None)
    pass_over("Rare", "rare")


def test_an_old_chapter_has_all_the_names_that_it_then_needs():
    text = (Path(__file__).parent.parent / "first_edition" / "07-keras.py").read_text("utf-8")
    _, *cells = map(ast.parse, text.split("\n\n# %%\n"))
    one, known = PassOver("Keras", ["keras", "jax"]), set(dir(builtins))
    passed = 0
    for cell in map(one.visit, cells):
        used, made = names_of(cell)
        assert used <= known, ast.unparse(cell)
        known |= made
        passed += ast.unparse(cell).startswith("print('Passed over")
    assert 0 < passed < len(cells) / 2


@pytest.mark.slow
def test_todays_chapter_runs_to_its_end_without_keras():
    (source,) = notebooks.SOURCES.glob("07-*.md")
    chapter = nbformat.read(notebooks.target(source, "chapter"), as_version=4)
    for many, few in FEWER_EPOCHS.items():
        cells = [c for c in chapter.cells if c.cell_type == "code" and many in c.source]
        assert cells
        for cell in cells:
            cell.source = cell.source.replace(many, few)
    missing = "import sys\nsys.modules['keras'] = sys.modules['jax'] = None"
    chapter.cells.insert(0, nbformat.v4.new_code_cell(missing))
    client = NotebookClient(chapter, timeout=300, kernel_name="python3")
    client.execute(env={**os.environ, **UNSEEN})
    text = "".join(o.get("text", "") for c in chapter.cells for o in c.get("outputs", []))
    assert "Keras or JAX is missing" in text
    assert "Keras computes with" not in text
