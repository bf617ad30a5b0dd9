"""Notebooks of the first edition, handed out until November 2026, work with today's library.

Their code cells stand in first_edition/, as learners have them.
"""

import ast
import inspect
import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from bookbuild.environment import QUIET, UNSEEN

CHAPTERS = sorted((Path(__file__).parent / "first_edition").glob("*.py"))
FEWER = "digits = digits._replace(X_train=digits.X_train[:2000], y_train=digits.y_train[:2000])\n"
# What is asked for are names, and they are the same in the second epoch as in the fiftieth.
FEWER_EPOCHS = {
    "03": {"n_steps=20_000": "n_steps=200"},
    "04": {
        "def train_xor(slope, n_steps=50_000)": "def train_xor(slope, n_steps=5400)",
        "step % 5000 == 0": "step % 600 == 0",
        "def many_starts(slope, n_steps=50_000)": "def many_starts(slope, n_steps=500)",
        "if step % 100 == 0": "if True",
        "(100, 2, 3)": "(4, 2, 3)",
        "(100, 3, 1)": "(4, 3, 1)",
        "n_steps=10_000": "n_steps=100",
        "n_steps=3000": "n_steps=30",
    },
    "05": {
        "range(20_000)": "range(20)",
        "n_epochs=40": "n_epochs=2",
        "n_epochs=15": "n_epochs=2",
        "range(1, 16)": "range(1, 3)",
        '"n_epochs": 15': '"n_epochs": 2',
        "n_jobs=-1": "n_jobs=1",
    },
    "06": {
        '"n_epochs": 25': '"n_epochs": 1',
        "n_epochs=8": "n_epochs=1",
        ", 500, l2_grad": ", 2, l2_grad",
        ", 300, l2_grad": ", 2, l2_grad",
        ", 300, penalty_grad": ", 2, penalty_grad",
        "X_train[:5000], digits.y_train[:5000]": "X_train[:500], digits.y_train[:500]",
        "permutation(60_000)": "permutation(60_000)[:2_000]",
        "load_mnist(dtype=np.float64)\n": f"load_mnist(dtype=np.float64)\n{FEWER}",
        "load_mnist(n_validation=0)\n": f"load_mnist(n_validation=0)\n{FEWER}",
    },
    "07": {
        "range(15)": "range(2)",
        "arange(1, 16)": "arange(1, 3)",
        '"epochs": 15': '"epochs": 2',
        "range(50)": "range(3)",
        "arange(1, 51)": "arange(1, 4)",
    },
}


def cells_of(path):
    text = path.read_text(encoding="utf-8")
    for many, few in FEWER_EPOCHS.get(path.name[:2], {}).items():
        assert many in text
        text = text.replace(many, few)
    return text.split("\n\n# %%\n")


def of_the_library(path):
    """Run a chapter's imports of the library; return its tree and what they have brought."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    scope = {}
    for node in ast.walk(tree):
        modules = [alias.name for alias in getattr(node, "names", ())]
        module = node.module if isinstance(node, ast.ImportFrom) else modules[0] if modules else ""
        if isinstance(node, ast.Import | ast.ImportFrom) and module.startswith("nnlib"):
            exec(ast.unparse(node), scope)
    return tree, scope


def resolve(node, scope):
    """The library's own thing that an expression names, such as ``plots.plot_images``."""
    if isinstance(node, ast.Name):
        return scope.get(node.id)
    if isinstance(node, ast.Attribute):
        owner = resolve(node.value, scope)
        return getattr(owner, node.attr) if inspect.ismodule(owner) else None
    return None


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_every_name_is_there_and_takes_what_it_is_given(path):
    tree, scope = of_the_library(path)
    assert len(scope) > 3
    own = {n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.ClassDef)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            resolve(node, scope)  # AttributeError if it is gone
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") not in own:
            function = resolve(node.func, scope)
            plain = not any(isinstance(arg, ast.Starred) for arg in node.args)
            if callable(function) and plain and all(keyword.arg for keyword in node.keywords):
                keywords = {keyword.arg: None for keyword in node.keywords}
                inspect.signature(function).bind(*node.args, **keywords)


@pytest.mark.slow
@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_a_chapter_runs_to_its_end(path, tmp_path):
    cells = [nbformat.v4.new_code_cell(cell) for cell in cells_of(path)]
    notebook = nbformat.v4.new_notebook(cells=cells)
    resources = {"metadata": {"path": str(tmp_path)}}
    client = NotebookClient(notebook, timeout=300, kernel_name="python3", resources=resources)
    quick = {"JAX_DISABLE_MOST_OPTIMIZATIONS": "1"}  # to compile takes most of chapter 07's time
    client.execute(env={**os.environ, **QUIET, **UNSEEN, **quick})  # raises if one fails
