r"""Read the questions out of a chapter's source.

In book/_src a question is a text cell: what is asked, then a list of the answers that people give,
each with the sentence that it earns behind a dash. So it reads well as text:

    +++ {"question": {"id": "01-odds", "kind": "choice", "about": "scores on both sides of 0"}}

    What should we do to 4 and 0.25, so that both are equally far from 0?

    - [ ] Subtract 1. — They become 3 and -0.75: the same "four times" has two sizes.
    - [x] Take the logarithm. — Dividing is the opposite of multiplying, and the logarithm …

kind       the list
choice     one `[x]`
several    any number of `[x]`
number     each option is a Python expression in backticks, `np.exp(2)`; nobody types a result.
           NumPy is there as np, and nnlib. `"within"` says how near an answer has to be
shape      the same, with expressions that are shapes
order      steps in their right order, `1. step — why here`, and for each two neighbours what is
           said when they have changed places: `- [ ] 2 before 1 — …`
explain    the model answer as `[x]`, and what is often said instead as `[ ]`

From it come a text cell, which is readable everywhere, a cell `question("01-odds")`, and the
facts in nnlib/exercises/questions/, so that a notebook gives nothing away.
"""

import itertools
import json
import re

import jupytext
import numpy as np
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin
from nbformat.v4 import new_code_cell, new_markdown_cell

import nnlib
from bookbuild.paths import ROOT, SOURCES
from nnlib._common.atomic import write_atomically
from nnlib.widgets import question

FOLDER = ROOT / "nnlib" / "exercises" / "questions"
BOX = re.compile(r"- \[(?P<mark>[ x])\] ")
STEP = re.compile(r"\d+\. ")
SWAP = re.compile(r"(\d+) before (\d+)")
ASKED = re.compile(r'question\("(?P<id>[\w-]+)"\)')


def _formula(text, options):
    """A formula as MathML, which every browser shows without help."""
    from latex2mathml.converter import convert

    return convert(text, display="block" if options["display_mode"] else "inline")


MARKDOWN = MarkdownIt("commonmark").use(dollarmath_plugin, renderer=_formula)


def cells(cell):
    """The two cells of a notebook that ask a question."""
    facts = cell.metadata["question"]
    prose, _ = _split(cell.source)
    name = facts["id"]
    return [
        new_markdown_cell(f"**Question.** {prose}", metadata={"question": name}),
        new_code_cell(f'question("{name}")', metadata={"tags": ["question"]}),
    ]


def in_source(source):
    """The facts of each question of a chapter's source, in order."""
    read = jupytext.read(source, fmt="md:myst").cells
    return [facts_of(cell) for cell in read if "question" in cell.metadata]


def facts_of(cell):
    """What `nnlib.widgets.Question` takes.

    Raises ValueError if the question cannot be asked as it is written.
    """
    given = cell.metadata["question"]
    prose, items = _split(cell.source)
    kind = given["kind"]
    facts = {**given, "asks": MARKDOWN.render(prose).strip()}
    if kind not in question.ANSWERED_BY:
        raise ValueError(f"{given['id']}: there is no kind {kind!r}")
    if kind in ("number", "shape"):
        facts["options"] = [_valued(kind, *item) for item in items]
        facts["within"] = given.get("within", 0)
    elif kind == "order":
        facts["options"] = [_option(*item) for item in items if item[0] is None]
        facts["swapped"] = [_swap(text, says) for mark, text, says in items if mark is not None]
    else:
        facts["options"] = [_option(*item) for item in items]
    if complaint := wrong_with(facts):
        raise ValueError(f"{given['id']}: {complaint}")
    return facts


def wrong_with(facts):
    """What keeps a question from being asked; empty if nothing does."""
    options, kind = facts["options"], facts["kind"]
    right = [option for option in options if option["right"]]
    if kind == "explain":
        return "" if len(right) == 1 and options[0]["right"] else "it needs a model answer, first"
    if kind == "order":
        pairs = {(swap["first"], swap["then"]) for swap in facts["swapped"]}
        neighbours = {(n, n + 1) for n in range(len(options) - 1)}
        return "" if pairs >= neighbours else "each two neighbours need a sentence"
    said = [option["says"] for option in options]
    if not all(said) or len({*said}) < len(said):
        return "each option needs a sentence of its own"
    if len(options) - len(right) < 2:
        return "it needs two wrong options"
    if (len(right) != 1) if kind != "several" else not right:
        return "mark what is right with [x]"
    values = [option["value"] for option in options if "value" in option]
    for a, b in itertools.combinations(values, 2):
        if a == b if kind == "shape" else abs(a - b) <= 2 * facts["within"]:
            return f"{a} and {b} cannot be told apart"
    return ""


def _split(text):
    """The prose, and the items of the list under it: mark, text, sentence."""
    lines = text.strip().splitlines()
    starts = [n for n, line in enumerate(lines) if BOX.match(line) or STEP.match(line)]
    first = starts[0] if starts else len(lines)
    items = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        box = BOX.match(lines[start])
        whole = " ".join(line.strip() for line in lines[start:end] if line.strip())
        whole = whole[(box or STEP.match(whole)).end() :]
        answer, _, says = whole.partition(" — ")
        items.append((box["mark"] if box else None, answer, says))
    return "\n".join(lines[:first]).strip(), items


def _html(text):
    return MARKDOWN.renderInline(text)


def _option(mark, text, says):
    return {"text": _html(text), "right": mark in ("x", None), "says": _html(says)}


def _valued(kind, mark, expression, says):
    """An option whose value is computed here."""
    value = eval(expression.strip("`"), {"np": np, "nnlib": nnlib})  # the book's own source
    if kind == "shape":
        value = [int(n) for n in value]
        text = str(tuple(value))
    else:
        value = float(f"{float(value):.10g}")  # what every computer agrees on
        text = f"{value:,.0f}" if value.is_integer() and abs(value) < 1e9 else f"{value:.4g}"
        text = text.replace("-", "\u2212")
    return {**_option(mark, text, says), "value": value}


def _swap(text, says):
    """What is said when two steps have changed places."""
    then, first = (int(number) - 1 for number in SWAP.fullmatch(text).groups())
    return {"first": first, "then": then, "says": _html(says)}


def texts():
    """Path and text of each generated file, one for each chapter that asks something."""
    known = set()
    for source in sorted(SOURCES.glob("[0-9][0-9]-*.md")):
        facts = in_source(source)
        for one in facts:
            if not one["id"].startswith(source.name[:3]) or one["id"] in known:
                raise ValueError(f"{one['id']}: a question's id is its chapter's, and its own")
            known.add(one["id"])
        if facts:
            path = FOLDER / f"chapter{source.name[:2]}.json"
            yield path, json.dumps(facts, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def write():
    """Write the files that are not up to date, and delete those that nothing asks for."""
    for path in stale():
        path.unlink(missing_ok=True)
    for path, text in texts():
        if not path.is_file():
            write_atomically(path, text)


def stale():
    """The files that are not what the sources give: old ones, missing ones and needless ones."""
    wanted = dict(texts())
    there = {path: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.json")}
    return sorted(path for path in {*wanted, *there} if wanted.get(path) != there.get(path))


def renew(notebook, models):
    """Give each stored question of a notebook the facts of today, in place."""
    from nnlib.exercises.questions import find_question

    for model in models.values():
        state = model["state"]
        if state.get("_anywidget_id", "").endswith(".Question"):
            state |= question.settings(find_question(state["name"]))
    for cell in notebook.cells:
        asked = ASKED.fullmatch(cell.source)
        for output in cell.get("outputs", []) if asked else []:
            facts = find_question(asked["id"])
            new = {"text/html": question.still(facts), "text/plain": question.words(facts)}
            output["data"] |= new
