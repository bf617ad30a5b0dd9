"""Sphinx extension: the library's docstrings as a page, with links to the exercises.

The reference page is made from docstrings. Where a function, class or method is the answer to
an exercise, a line is added that leads to the exercise, and to its explained solution if the
book has it.
"""

import re

import nbformat
from docutils import nodes

from nnlib.exercises import REGISTRY

HEADING = re.compile(r"^### (Exercise [\d.]+ · .+)\n\n`([\w-]+)` · ", re.M)


def find_exercises(app):
    """Page and anchor of every exercise, by its id."""
    app.env.nnlib_exercises = {}
    for path in sorted((app.srcdir / "book").glob("[0-9][0-9]-*.ipynb")):
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "markdown" and (found := HEADING.match(cell.source)):
                place = path.stem, nodes.make_id(found[1]), found[1]
                app.env.nnlib_exercises[found[2]] = place


def add_links(app, what, name, thing, options, lines):
    """Add a line for each exercise that it is the answer of."""
    links = []
    for exercise in REGISTRY.values():
        if exercise.kind == "variable" or exercise.reference is not thing:
            continue
        stem, anchor, title = app.env.nnlib_exercises[exercise.id]
        there = f"`{title} <{stem}.html#{anchor}>`__"
        if f"solutions/{stem}" in app.env.found_docs:
            there += f", `its solution <../solutions/{stem}.html#{anchor}>`__"
        links += [f"* {there}"]
    if links:
        lines += ["", ".. rubric:: In the course", "", *links]


def keep_drawings(app, what, name, thing, options, lines):
    """Show the drawings of a module's docstring as they are drawn."""
    if what != "module":
        return
    kept = []
    for paragraph in "\n".join(lines).split("\n\n"):
        rows = paragraph.strip("\n").split("\n")
        is_drawing = any("──" in row for row in rows) or any(row.startswith(" ") for row in rows)
        kept += ["::", "", *(f"    {row}" for row in rows)] if is_drawing else rows
        kept.append("")
    lines[:] = kept


def setup(app):
    """Register the extension."""
    app.connect("builder-inited", find_exercises)
    app.connect("autodoc-process-docstring", keep_drawings, priority=400)  # before numpydoc
    app.connect("autodoc-process-docstring", add_links)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
