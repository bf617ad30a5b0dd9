"""Bring answers that were written on the book's pages into a learner's notebooks.

A page saves them as a file; `make lab ANSWERS=file.json` puts each into its cell, if that still
holds the stub. What a learner has written in a notebook is never replaced. Nothing of the file is
run here: an answer is text, and its cell is run by whoever opens the notebook.
"""

import json
import re

import nbformat

from bookbuild import handouts
from bookbuild.lab_copies import running_server, write
from nnlib._common.record import record_done

KIND = "nnlib-answers"
LONGEST = 100_000
ID = re.compile(r"\d\d-[a-z0-9-]{1,60}")


def read(path):
    """The answers of a saved file: status and text by exercise; ValueError if it is none."""
    try:
        file = json.loads(path.read_text(encoding="utf-8"))
        if file["kind"] != KIND:
            raise ValueError
        pairs = [(id_, str(a["status"]), a["text"]) for id_, a in file["answers"].items()]
    except (OSError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path} is no file of answers that a page has saved") from error
    fits = [
        (id_, status, text)
        for id_, status, text in pairs
        if ID.fullmatch(id_) and isinstance(text, str) and len(text) <= LONGEST
    ]
    return {id_: (status, text) for id_, status, text in fits}


def put(answers, book, work):
    """Put answers into the chapters in a folder; return what is to be said."""
    if server := running_server(work):
        return [f"JupyterLab is open on {server}: close it to bring in answers"]
    said, placed, kept = [], [], []
    for source in sorted(book.glob("[0-9][0-9]-*.ipynb")):
        mine = work / source.name
        if mine.exists() and any(id_[:2] == source.name[:2] for id_ in answers):
            stubs = handouts.hand_out(source).cells
            stubs = {handouts.exercise_of(cell): cell.source for cell in stubs}
            notebook = nbformat.read(mine, as_version=4)
            new, others = put_into(notebook, answers, stubs)
            if new:
                write(notebook, mine)
            placed += new
            kept += others
    for id_ in placed:
        if answers[id_][0] == "correct":
            record_done(id_)
    unknown = [id_ for id_ in answers if id_ not in {*placed, *kept}]
    told = [
        ("answers brought in: ", placed),
        ("answered otherwise in your notebooks, where yours stay: ", kept),
        ("as they are in your notebooks, or of no chapter there: ", unknown),
    ]
    said = [f"{start}{', '.join(ids)}" for start, ids in told if ids]
    return said or ["there are no answers in that file"]


def put_into(notebook, answers, stubs):
    """Fill the cells that hold their stubs; return the exercises filled, and those that stay."""
    new, others = [], []
    for cell in notebook.cells:
        id_ = handouts.exercise_of(cell)
        if id_ in answers and (text := answers[id_][1].strip()) != cell.source.strip():
            if cell.source.strip() == stubs.get(id_, "").strip():
                cell.source, cell.outputs, cell.execution_count = text, [], None
                new.append(id_)
            else:
                others.append(id_)
    return new, others
