"""Write down what each chapter's own cells are, for the grader: nnlib/grading/chapters/.

A cell that still has its text is not a student's, and is not run while a notebook is graded, for
it only shows and trains. What it imports is there all the same, and what it defines can be named.
"""

import ast
import builtins
import json
import re
import symtable

from docutils import nodes

from bookbuild.paths import ROOT, SOURCES
from nnlib._common.atomic import write_atomically
from nnlib.exercises import REGISTRY
from nnlib.exercises.catalogue import RETIRED
from nnlib.grading.commands import as_python
from nnlib.grading.submission import text_id

HEADING = re.compile(r"### (Exercise .*)")
FOLDER = ROOT / "nnlib" / "grading" / "chapters"


def texts():
    """Path and text of each generated file, one a chapter."""
    from bookbuild.notebooks import expand

    for source in sorted(SOURCES.glob("[0-9][0-9]-*.md")):
        cells = expand(source, "chapter").cells
        own = [c.source for c in cells if c.cell_type == "code" and "nbgrader" not in c.metadata]
        known = (REGISTRY | RETIRED).values()
        answers = {exercise.name for exercise in known if exercise.chapter == source.name[:2]}
        facts = facts_of(own, answers) | {"page": source.stem, "sections": sections_of(cells)}
        text = json.dumps(facts, indent=1, ensure_ascii=False) + "\n"
        yield FOLDER / f"chapter{source.name[:2]}.json", text


def sections_of(cells):
    """The id of each exercise's section on the chapter's page, as docutils makes it."""
    sections, title = {}, ""
    for cell in cells:
        if cell.cell_type == "markdown" and (found := HEADING.match(cell.source)):
            title = found[1]
        elif (i := cell.metadata.get("nbgrader", {}).get("grade_id")) in REGISTRY:
            sections.setdefault(i, nodes.make_id(title))
    return sections


def facts_of(cells, answers):
    """What ``nnlib.grading.chapters.OwnCells`` takes, of the code of a chapter's own cells."""
    imports, names = {}, set()
    for code in map(as_python, cells):
        for statement in ast.parse(code).body:
            if isinstance(statement, (ast.Import, ast.ImportFrom)):
                statement.names = [a for a in statement.names if a.name not in answers]
                if statement.names:
                    imports[ast.unparse(statement)] = None
        symbols = symtable.symtable(code, "cell", "exec").get_symbols()
        names |= {s.get_name() for s in symbols if s.is_assigned() and not s.is_imported()}
    return {
        "texts": sorted({text_id(code) for code in cells}),
        "imports": list(imports),
        "names": sorted(names - answers - {*dir(builtins)}),
    }


def write():
    """Write the files that are not up to date, and delete those of no chapter."""
    wanted = dict(texts())
    for path in stale(wanted):
        if path in wanted:
            write_atomically(path, wanted[path])
        else:
            path.unlink()


def stale(wanted=None):
    """The files that are not what the sources give: old ones, missing ones and needless ones."""
    wanted = dict(texts()) if wanted is None else wanted
    there = {path: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.json")}
    return sorted(path for path in {*wanted, *there} if wanted.get(path) != there.get(path))
