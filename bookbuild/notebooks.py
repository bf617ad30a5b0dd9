"""Build the notebooks: python -m bookbuild.notebooks [--check | --words | --figures] [NN …]

Each chapter is written once, in book/_src/NN-title.md. From it come two notebooks,
executed, with their outputs:

    book/NN-title.ipynb         what learners open: exercises as stubs
    solutions/NN-title.ipynb    its exercises with their answers, and why (bookbuild/solved.py)

A page with outputs that is no chapter, such as book/_src/grid-search.md, becomes one notebook, in
book/.

In a chapter's source, a text cell that begins with

    +++ {"exercise": "01-softmax"}

holds the task of an exercise. It grows into a heading, the task, folded hints, the
stub (or the answer) cut out of nnlib, and the check. An exercise that has no check
gives its title and minutes instead: +++ {"exercise": {"title": "…", "minutes": 5}}.
A text cell that begins with +++ {"question": …} is a question (bookbuild/questions.py).

--check builds nothing; it says whether the committed notebooks are up to date. What
their outputs say is tested by running them: pytest --nbval.

--words runs nothing either: it brings changed text into the notebooks, whose outputs stay as they
are, and does what --figures does. If the code of a cell has changed, build the chapter.

--figures runs nothing either: it renews what a notebook has stored of its playable figures, their
modules, looks and new settings, after a change in nnlib/widgets or in nnlib/_common/look.css, and
of its questions, after a change in their words. A figure's still picture and words stay as they
are; if those have changed, build the chapter.
"""

import argparse
import copy
import hashlib
import importlib
import os
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from itertools import zip_longest

import jupytext
import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from bookbuild import own_cells, questions, solved
from bookbuild.environment import QUIET
from bookbuild.paths import BOOK, ROOT, SOLUTIONS, SOURCES
from bookbuild.sphinx.shared_modules import share_modules
from nnlib._common.atomic import write_atomically
from nnlib.exercises import find
from nnlib.exercises.puzzles import has_puzzle
from nnlib.judge.stub import answer_source, stub_source

FOLDERS = {"chapter": BOOK, "solution": SOLUTIONS}
PAGES = ("grid-search", "five-hundred-images", "fused-step", "capstone")  # they are no chapters
METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def main(argv=None):
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(description="Build the course's notebooks.")
    parser.add_argument(
        "chapters", nargs="*", metavar="NN", help="chapters or pages to build (all)"
    )
    parser.add_argument("--check", action="store_true", help="only say whether all is up to date")
    parser.add_argument(
        "--words", action="store_true", help="only bring in changed text: no cell is run"
    )
    parser.add_argument("--figures", action="store_true", help="only renew the stored figures")
    options = parser.parse_args(argv)
    sources = [
        path for path in all_sources() if not options.chapters or name_of(path) in options.chapters
    ]
    unknown = set(options.chapters) - {name_of(path) for path in sources}
    if unknown:
        parser.error(f"there is no chapter {' '.join(sorted(unknown))} in book/_src")
    jobs = jobs_of(sources)
    if options.check:
        return check(jobs)
    questions.write()
    own_cells.write()
    if options.words:
        return max(renew_words(*job) for job in jobs)
    if options.figures:
        return max(renew_figures(target(*job)) for job in jobs)
    with ThreadPoolExecutor(max_workers=2) as pool:  # each notebook has a process of its own
        return max(pool.map(lambda job: build(*job), jobs))


def all_sources():
    """The chapters' sources in order, and those of the pages with outputs."""
    chapters = sorted(SOURCES.glob("[0-9][0-9]-*.md"))
    return chapters + [SOURCES / f"{name}.md" for name in PAGES]


def name_of(source):
    """How a source is called on the command line: a chapter's number, a page's name."""
    return source.stem if source.stem in PAGES else source.name[:2]


def jobs_of(sources):
    """Source and kind of each notebook: of a page there are no solutions."""
    return [
        (source, kind)
        for source in sources
        for kind in FOLDERS
        if kind == "chapter" or source.stem not in PAGES
    ]


def check(jobs):
    """Compare the committed notebooks with what their sources say now."""
    stale = [target(*job) for job in jobs if not is_up_to_date(*job)]
    wanted = {target(*job) for job in jobs}
    if wanted == {target(*job) for job in jobs_of(all_sources())}:
        there = {path for folder in FOLDERS.values() for path in folder.glob("*.ipynb")}
        stale += sorted(there - wanted)  # a notebook whose source is gone
    for path in stale:
        print(
            f"{path.relative_to(ROOT)} is not what its source gives. Notebooks are built: edit "
            f"book/_src/{path.stem}.md or nnlib, "
            f"then run `make notebooks CHAPTERS={path.stem[:2]}`.",
            file=sys.stderr,
        )
    for path in (others := questions.stale() + own_cells.stale()):
        print(
            f"{path.relative_to(ROOT)} is not what the chapter's source gives: "
            "run `.venv/bin/python -m bookbuild.notebooks --figures`.",
            file=sys.stderr,
        )
    behind = [path for path in sorted(wanted - {*stale}) if has_old_figures(path)]
    for path in behind:
        print(
            f"{path.relative_to(ROOT)} has figures as they were before: "
            "run `.venv/bin/python -m bookbuild.notebooks --figures`.",
            file=sys.stderr,
        )
    return 1 if stale or others or behind else 0


def is_up_to_date(source, kind):
    """True if the committed notebook has the cells that the source gives."""
    path = target(source, kind)
    if not path.is_file():
        return False
    committed = nbformat.read(path, as_version=4)
    return essence(committed) == essence(expand(source, kind))


def essence(notebook):
    """What a notebook says before it is run."""
    return [(c.cell_type, c.source, c.metadata, c.id) for c in notebook.cells]


def target(source, kind):
    """Where a built notebook goes."""
    return FOLDERS[kind] / f"{source.stem}.ipynb"


def build(source, kind):
    """Expand, execute and write one notebook; return 0, or 1 if a cell failed."""
    path = target(source, kind)
    path.parent.mkdir(exist_ok=True)
    notebook = expand(source, kind)
    environment = {**os.environ, **QUIET}
    client = NotebookClient(
        notebook,
        timeout=600,
        kernel_name="python3",
        resources={"metadata": {"path": str(path.parent)}},
        record_timing=False,
        coalesce_streams=True,  # else a slow cell's lines come in pieces
    )
    try:
        client.execute(env=environment)
    except CellExecutionError as error:
        print(f"{path.relative_to(ROOT)}: a cell failed\n{error}", file=sys.stderr)
        return 1
    notebook.metadata = nbformat.from_dict(METADATA | stored_figures(notebook))
    write_atomically(path, nbformat.writes(notebook) + "\n")
    print(f"built {path.relative_to(ROOT)} ({path.stat().st_size / 1000:.0f} kB)")
    return 0


def renew_words(source, kind):
    """Write a notebook with its text renewed; return 0, or 1 if it has to be built."""
    path = target(source, kind)
    notebook, stored = expand(source, kind), nbformat.read(path, as_version=4)
    code, ran = ([c for c in n.cells if c.cell_type == "code"] for n in (notebook, stored))
    for cell, before in zip_longest(code, ran):
        if cell is None or before is None or origin(cell) != origin(before):
            line = (cell or before).source.partition("\n")[0]
            print(f"{path.relative_to(ROOT)}: `{line}` has changed; build it", file=sys.stderr)
            return 1
        cell.outputs, cell.execution_count = before.outputs, before.execution_count
    notebook.metadata = stored.metadata
    if notebook != stored:
        write_atomically(path, nbformat.writes(notebook) + "\n")
        print(f"renewed the text of {path.relative_to(ROOT)}")
    return renew_figures(path)


def origin(cell):
    """What a cell's outputs depend on: its code, but of an answer, which prints nothing, its id."""
    return cell.id if "answer" in cell.metadata.get("tags", []) else cell.source


STATE = "application/vnd.jupyter.widget-state+json"
VIEW = "application/vnd.jupyter.widget-view+json"


def stored_figures(notebook):
    """The metadata of the playable figures that a run has displayed, for the book's pages.

    A widget that needs Python is left out, and its still picture stays. The others' ids are
    random; here they are counted in order of appearance, in the outputs too. What is not
    displayed is dropped, and so is what is None, as in any new model.
    """
    models = notebook.metadata.get("widgets", {}).get(STATE, {}).get("state", {})
    names = {}  # old id: new id
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if view := output.get("data", {}).get(VIEW):
                old = view["model_id"]
                if models[old]["model_module"] != "anywidget":
                    del output["data"][VIEW]
                    continue
                names.setdefault(old, f"figure-{len(names) + 1}")
                view["model_id"] = names[old]
    if not names:
        return {}
    for old, new in list(names.items()):  # a figure refers to one more model, its layout
        names[models[old]["state"]["layout"].removeprefix("IPY_MODEL_")] = f"{new}-layout"
    kept = {}
    for old, new in names.items():
        state = {k: v for k, v in sorted(models[old]["state"].items()) if v is not None}
        if "layout" in state:
            state["layout"] = f"IPY_MODEL_{new}-layout"
        kept[new] = {**models[old], "state": state}
    share_modules(kept)
    return {"widgets": {STATE: {"version_major": 2, "version_minor": 0, "state": kept}}}


OWN = {"_esm", "_css", "_anywidget_id"}  # anywidget gives these to each figure as it is made


def renew_figures(path):
    """Write a notebook with its stored figures renewed; return 0, or 1 if it has to be built."""
    notebook = nbformat.read(path, as_version=4)
    try:
        new = renewed(notebook)
    except LookupError as error:
        print(f"{path.relative_to(ROOT)}: {error}; build it", file=sys.stderr)
        return 1
    if new != notebook:
        write_atomically(path, nbformat.writes(new) + "\n")
        print(f"renewed the figures of {path.relative_to(ROOT)}")
    return 0


def has_old_figures(path):
    """True if a class of a stored figure has changed since."""
    notebook = nbformat.read(path, as_version=4)
    try:
        return renewed(notebook) != notebook
    except LookupError:
        return True


def renewed(notebook):
    """A copy of a notebook whose stored figures have the modules and the settings of today.

    Raises LookupError if a class has a setting without a plain value of its own, or no longer
    has a stored one: then only a run can tell what the figure is to show.
    """
    notebook = copy.deepcopy(notebook)
    models = notebook.metadata.get("widgets", {}).get(STATE, {}).get("state", {})
    for model in models.values():
        state = model["state"]
        if "_anywidget_id" not in state:
            continue
        module, _, name = state["_anywidget_id"].rpartition(".")
        figure = getattr(importlib.import_module(module), name)
        traits = figure.class_traits(sync=True)
        stored = {*state, *(buffer["path"][0] for buffer in model.get("buffers", []))}
        if gone := stored - {*traits} - OWN:
            raise LookupError(f"{name} has no longer {sorted(gone)}")
        for new in {*traits} - stored - OWN:
            value = traits[new].default_value
            if not isinstance(value, (bool, int, float, str, type(None))):
                raise LookupError(f"{name} has {new} now, whose value is not stored")
            if value is not None:
                state[new] = value
        state |= {"_esm": figure._esm, "_css": figure._css}
        model["state"] = dict(sorted(state.items()))
    questions.renew(notebook, models)
    share_modules(models)
    return notebook


def expand(source, kind):
    """Turn a chapter's source into a notebook with its exercises unfolded."""
    cells = []
    number = 0  # of the exercise within the chapter
    exercises = set()  # numbers of the cells that belong to one
    for cell in jupytext.read(source, fmt="md:myst").cells:
        if "exercise" in cell.metadata:
            number += 1
            grown = exercise_cells(cell, f"{int(source.name[:2])}.{number}", kind)
            exercises |= {*range(len(cells), len(cells) + len(grown))}
            cells += grown
        elif "question" in cell.metadata:
            cells += questions.cells(cell)
        elif cell.source.strip():
            cells.append(cell)
            if kind == "chapter" and BRINGS_CHECK.search(cell.source):
                cells.append(review_cell())
    if kind == "solution":
        cells = solved.only_exercises(cells, exercises)
        for cell in cells:  # pictures and pages that are not chapters lie in book/
            cell.source = re.sub(
                r"\]\((?=figures/|\w+\.md|[a-z][a-z-]*\.ipynb)", "](../book/", cell.source
            )
        cells[0].source += ": solutions"
        cells.insert(1, new_markdown_cell(SOLUTION_NOTE))
    name_cells(cells)
    return new_notebook(cells=cells, metadata=METADATA)


BRINGS_CHECK = re.compile(
    r"from nnlib\.exercises import [^)\n]*?\bcheck\b|from nnlib\.exercises import \("
)


def review_cell():
    """What is due from earlier chapters, in each chapter's opener; the page does without."""
    source = """# A few things from earlier chapters, if some are due; it differs for everyone.
from nnlib.exercises import puzzle, review

review()"""
    tags = ["remove-cell", "skip-execution", "nbval-ignore-output"]
    return new_code_cell(source, metadata={"tags": tags})


SOLUTION_NOTE = (
    "> These are the chapter's exercises with their answers filled in, and under each answer "
    "**why** it is so. Try the chapter first: an answer that you found yourself stays with you."
)


# Where the book has the puzzle itself: bookbuild/sphinx/puzzles.py.
PUZZLE = """<details><summary>Sort its lines</summary>

Run `puzzle("{}")` in a new cell, and put the lines of the answer into their order.

</details>"""


def exercise_cells(cell, number, kind):
    """The cells of one exercise: heading and task, stub or answer, check, explanation."""
    if isinstance(cell.metadata["exercise"], dict):  # an open one, without a check
        facts = cell.metadata["exercise"]
        heading = f"### Exercise {number} · {facts['title']}"
        line = f"*{facts['minutes']} minutes · open: compare with the model answer*"
        return [new_markdown_cell(f"{heading}\n\n{line}\n\n{cell.source}")]
    exercise = find(cell.metadata["exercise"])
    level = "●" * exercise.difficulty + "○" * (5 - exercise.difficulty)
    points = "1 point" if exercise.points == 1 else f"{exercise.points} points"
    card = [
        f"### Exercise {number} · {exercise.title}",
        f"`{exercise.id}` · {exercise.minutes} minutes · difficulty {level} · {points}",
        cell.source,
    ]
    if kind == "chapter":
        price = " (costs one measurement)" if exercise.budget else ""
        card += [
            f"<details><summary>Hint {i}{price}</summary>\n\n{hint}\n\n</details>"
            for i, hint in enumerate(exercise.hints, 1)
        ]
        if has_puzzle(exercise.id):
            card.append(PUZZLE.format(exercise.id))
    code = stub_source(exercise) if kind == "chapter" else answer_source(exercise)
    answer = new_code_cell(code, metadata=nbgrader_metadata(exercise.id, solution=True))
    if kind == "chapter" and exercise.budget:  # in a hunt one measures first, and reads then
        answer.metadata["jupyter"] = {"source_hidden": True}
        answer.metadata["tags"].append("hide-input")
        answer.metadata["mystnb"] = {"code_prompt_show": "Show the program"}
    check = new_code_cell(
        f'{exercise.name} = check("{exercise.id}", {exercise.name})',
        metadata=nbgrader_metadata(f"{exercise.id}-check", points=exercise.points),
    )
    cells = [new_markdown_cell("\n\n".join(card)), answer, check]
    if kind == "solution":
        cells.append(new_markdown_cell(f"**Why.** {exercise.why}"))
    return cells


def nbgrader_metadata(grade_id, *, solution=False, points=None):
    """nbgrader's metadata (schema 3): a cell to be written, or one that earns points."""
    facts = {
        "schema_version": 3,
        "grade_id": grade_id,
        "grade": not solution,
        "solution": solution,
        "locked": not solution,
        "task": False,
    }
    if points is not None:
        facts["points"] = points
    return {"nbgrader": facts, "tags": ["answer" if solution else "check"]}


def name_cells(cells):
    """Give each cell an id that follows from its text, so that builds can be compared."""
    seen = set()
    for cell in cells:
        text = cell.metadata.get("nbgrader", {}).get("grade_id", cell.source)
        digest = hashlib.sha256(text.encode()).hexdigest()
        cell.id = next(digest[i : i + 12] for i in range(0, 52) if digest[i : i + 12] not in seen)
        seen.add(cell.id)


if __name__ == "__main__":
    sys.exit(main())
