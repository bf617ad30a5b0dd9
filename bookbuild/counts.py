"""What each chapter is made of, counted in its notebooks and its exercises, in Markdown."""

import ast
import json

from bookbuild.chapters import chapters
from bookbuild.paths import BOOK, SOLUTIONS
from bookbuild.questions import ASKED
from nnlib.exercises import REGISTRY

CHECKS = "checked", "mistakes", "variants", "questions"
CELLS = "drawn", "playable", "lines given", "asked"
VIEW = "application/vnd.jupyter.widget-view+json"
# Cells in which the reader answers, and those that ask.
ANSWERED, ASKING = {"answer", "check"}, ("question(", "puzzle(", "review(")


def code_lines(source):
    """Count the lines of a cell's code, without comments, docstrings, empty lines and magics."""
    lines = ["" if line.lstrip().startswith(("%", "!")) else line for line in source.splitlines()]
    try:
        tree = ast.parse("\n".join(lines))
    except SyntaxError:  # a cell of chapter 08 may be broken on purpose
        tree = ast.Module([], [])
    told = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node) is not None:
            told |= set(range(node.body[0].lineno, node.body[0].end_lineno + 1))
    return sum(
        bool(line.strip()) and not line.lstrip().startswith("#") and number not in told
        for number, line in enumerate(lines, 1)
    )


def code_cells(folder, file):
    """Yield source, tags and the kinds of what each code cell of a stored notebook shows."""
    for cell in json.loads((folder / file).read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            shown = {kind for output in cell["outputs"] for kind in output.get("data", ())}
            yield "".join(cell["source"]), set(cell["metadata"].get("tags", ())), shown


def of(chapter):
    """The numbers of a chapter's row."""
    exercises = [e for e in REGISTRY.values() if e.chapter == chapter.number]
    cells = [*code_cells(BOOK, chapter.file)]
    solved = [source for source, tags, _ in code_cells(SOLUTIONS, chapter.file) if "answer" in tags]
    plain = [(s, shown) for s, tags, shown in cells if not tags & ANSWERED and not _asks(s)]
    return [
        len(exercises),
        sum(len({mistake.name for mistake in e.mistakes}) for e in exercises),
        sum(len(e.variants) for e in exercises),
        sum(bool(ASKED.search(source)) for source, *_ in cells),
        sum("image/png" in shown and VIEW not in shown for _, shown in plain),
        sum(VIEW in shown for _, shown in plain),
        sum(code_lines(source) for source, tags, _ in cells if not tags & ANSWERED),
        sum(max(code_lines(source) - 1, 0) for source in solved),  # the first is given in the stub
    ]


def _asks(source):
    return any(call in source for call in ASKING)


def table():
    """Two tables, which fit a phone: what checks know, and what cells show and ask; with sums."""
    rows = [(f"[{chapter.number}]({chapter.file})", of(chapter)) for chapter in chapters()]
    rows.append(("all", [sum(column) for column in zip(*(row for _, row in rows), strict=True)]))
    half = len(CHECKS)
    return "\n\n".join(
        "\n".join(
            f"| {' | '.join(map(str, line))} |"
            for line in [
                ("chapter", *head),
                ["---"] * (1 + len(head)),
                *((name, *row[part]) for name, row in rows),
            ]
        )
        for head, part in [(CHECKS, slice(half)), (CELLS, slice(half, None))]
    )
