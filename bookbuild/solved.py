"""What a notebook of solutions keeps of its chapter: the exercises, and the code that they need.

The rest a reader has in the chapter itself, whose notebook runs with the library's answers too.
"""

import symtable

from nbformat.v4 import new_markdown_cell

from nnlib.grading.commands import as_python


def names_of(code):
    """The names that a cell binds, and the global names that it and its functions read."""
    table = symtable.symtable(as_python(code), "cell", "exec")
    binds = {s.get_name() for s in table.get_symbols() if s.is_assigned() or s.is_imported()}
    reads, scopes = set(), [table]
    while scopes:
        scope = scopes.pop()
        scopes += scope.get_children()
        symbols = (s for s in scope.get_symbols() if s.is_referenced())
        reads |= {s.get_name() for s in symbols if scope is table or s.is_global()}
    return binds, reads


def needed(cells, wanted):
    """The numbers of the cells that those of ``wanted`` need, directly or not, and their own.

    Parameters
    ----------
    cells : list of cells
        A chapter's, in order.
    wanted : iterable of int
        Numbers of some of them.

    Returns
    -------
    set of int
    """
    names = {i: names_of(c.source) for i, c in enumerate(cells) if c.cell_type == "code"}
    kept, open_ones = set(), list(wanted)
    while open_ones:
        cell = open_ones.pop()
        if cell in kept:
            continue
        kept.add(cell)
        for name in names[cell][1] if cell in names else ():
            bound = [i for i in names if i < cell and name in names[i][0]]
            open_ones += bound[-1:]  # a builtin is bound nowhere
    return kept


def only_exercises(cells, exercises):
    """A chapter's cells without those that no exercise needs.

    Parameters
    ----------
    cells : list of cells
        Of the whole chapter, the title first.
    exercises : set of int
        The numbers of the cells that belong to exercises.

    Returns
    -------
    list of cells
        The title alone, and of each section with an exercise the heading, the code that its
        exercises need, and all of theirs.
    """
    kept = needed(cells, exercises)
    found, heading = [new_markdown_cell(cells[0].source.partition("\n")[0])], None
    for i, cell in enumerate(cells):
        if cell.cell_type == "markdown" and cell.source.startswith("## "):
            heading = new_markdown_cell(cell.source.partition("\n")[0])
        if i not in kept:
            continue
        if heading is not None:
            found.append(heading)
            heading = None
        if "guessed" in cell.metadata.get("tags", []):  # its question has stayed in the chapter
            cell.metadata["tags"] = [tag for tag in cell.metadata["tags"] if tag != "guessed"]
        found.append(cell)
    return found
