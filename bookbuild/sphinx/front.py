"""Sphinx extension: the front page, which shows in ten seconds what the book is and how it works.

book/index.md reads well on GitHub and in a learner's folder: a sentence, two links, a picture, a
list of three steps, a table of the chapters. Of these the page makes its first view, with the
figure of chapter 06 that reads what one draws; the steps, with the verdicts that the check really
gives; and cards. Numbers are counted here. The figure's weights lie in a file of their own, which
no first view waits for.
"""

import dataclasses
import html
import json
import re
from pathlib import Path

import numpy as np
from docutils import nodes

from book.figures.ladder import RUNGS
from bookbuild.chapters import chapters
from bookbuild.paths import BOOK
from nnlib.exercises import REGISTRY
from nnlib.judge.judge import judge

CHAPTER = BOOK / "06-mnist.ipynb"
FIGURE = "nnlib.widgets.draw_digit.DrawDigit"
STATE = "application/vnd.jupyter.widget-state+json"
VIEW = '<script type="application/vnd.jupyter.widget-view+json">{"model_id": "draw-digit"}</script>'
SCRIPT = "front_figure.js"
EXERCISE = re.compile(r'class="exercise-id">([\w-]+)<')
TRY = "00-distance"  # three minutes, one line, and its card says all that is needed
STEP = "02-step-unit"  # the exercise that the three steps show
SHOWN = ("tried on", "expected", "got")  # of what its verdict says
WORDS = "Draw a digit. The code of chapter 06 has trained this network."
HEAD = f'<p class="front-figure-head">{WORDS}</p>'


def facts():
    """What the book has, counted: a line of words."""
    minutes = [chapter.minutes for chapter in chapters()]
    mistakes = sum(len({mistake.name for mistake in e.mistakes}) for e in REGISTRY.values())
    return [
        f"{len(minutes)} chapters",
        f"{len(REGISTRY)} checked exercises",
        f"{mistakes:,} mistakes explained",
        f"about {sum(minutes) / 60:.0f} hours",
    ]


def verdicts(code):
    """The HTML of the check's verdicts on an answer and on the right one.

    Parameters
    ----------
    code : str
        An answer to the exercise ``STEP``.
    """
    exercise = REGISTRY[STEP]
    scope = {"np": np}
    exec(code, scope)
    for attempt in (scope[exercise.name], exercise.reference):
        said = judge(exercise, attempt)
        details = tuple((name, value) for name, value in said.details if name in SHOWN)
        yield dataclasses.replace(said, details=details, others=())._repr_html_()


def stored_figure():
    """The state of chapter 06's figure, as its notebook has stored it, without its controls."""
    models = json.loads(CHAPTER.read_text("utf-8"))["metadata"]["widgets"][STATE]["state"]
    found = (m for m in models.values() if m["state"].get("_anywidget_id") == FIGURE)
    model = next(found)
    for part in ("_esm", "_css"):  # of a second figure of a kind the notebook only says whose
        if isinstance(model["state"][part], dict):
            model["state"][part] = models[model["state"][part]["as"]]["state"][part]
    model["state"]["controls"] = False
    return {"state": {"draw-digit": model}}


def figure_script():
    """A script that puts the state where play_on_page.js looks: from disk no page may read JSON."""
    tag = f'{{ type: "{STATE}", textContent: {json.dumps(json.dumps(stored_figure()))} }}'
    return f'document.head.append(Object.assign(document.createElement("script"), {tag}));\n'


def make_front(app, doctree, docname):
    """Make the front page of what stands in index.md."""
    if docname != app.config.root_doc or app.builder.format != "html":
        return
    page = next(doctree.findall(nodes.section))
    first = [node for node in page.children if not isinstance(node, nodes.section)]
    sections = [node for node in page.children if isinstance(node, nodes.section)]
    steps = next(n for n in first if isinstance(n, nodes.enumerated_list))
    claim, sentence, links = (n for n in first if isinstance(n, nodes.paragraph) and words(n))
    picture = next(node for n in first for node in n.findall(nodes.image))
    title = raw(f"<h1>{html.escape(claim.astext())}</h1>")
    to_exercise(app, buttons(links))
    sentence["classes"].append("front-sentence")
    line = " · ".join(facts())
    told = nodes.raw("", f'<p class="front-facts">{html.escape(line)}</p>', format="html")
    picture["classes"].append("front-still")
    playable = nodes.container("", picture, raw(VIEW), classes=["playable"])
    left = nodes.container("", title, sentence, links, told, classes=["front-words"])
    right = nodes.container("", raw(HEAD), playable, classes=["front-figure"])
    hero = nodes.container("", left, right, classes=["front-first"])
    cards(sections[0])
    beside(sections[0])
    rest = nodes.container("", *sections[1:], classes=["front-rest"])
    with_verdicts(steps)
    page.children = []
    page += [hero, steps, sections[0], rest]
    page["classes"].append("front")


def raw(text):
    """HTML as it is."""
    return nodes.raw("", text, format="html")


def words(paragraph):
    """What a paragraph says, if it is no picture."""
    return not list(paragraph.findall(nodes.image)) and paragraph.astext()


def buttons(paragraph):
    """The two links of a paragraph, as buttons; the second one."""
    found = list(paragraph.findall(nodes.reference))
    for link, kind in zip(found, ("btn-primary", "btn-quiet"), strict=True):
        link["classes"] += ["btn", kind]
    paragraph.children = []
    paragraph += found
    paragraph["classes"].append("front-buttons")
    return found[1]


def to_exercise(app, link):
    """Lead a link to its chapter's exercise ``TRY``."""
    chapter = Path(link["refuri"]).stem
    for section in app.env.get_doctree(f"book/{chapter}").findall(nodes.section):
        found = (EXERCISE.search(node.astext()) for node in section.findall(nodes.raw))
        if "exercise" in section["classes"] and any(f and f[1] == TRY for f in found):
            link["refuri"] += f"#{section['ids'][0]}"
            return
    raise ValueError(f"{chapter} has no exercise {TRY}")


def with_verdicts(steps):
    """Put the verdicts on the first step's code into the second and the third."""
    code = next(steps.findall(nodes.literal_block)).astext()
    for item, verdict in zip(steps.children[1:], verdicts(code), strict=True):
        item += raw(verdict)
    steps["classes"].append("front-steps")


def cards(section):
    """Make cards of the table's rows: number, title, what is built, what the code can do, time."""
    table = next(section.findall(nodes.table))
    rungs = {number: (can, how_well) for number, can, how_well in RUNGS}
    made = []
    for row in next(table.findall(nodes.tbody)).children:
        chapter, builds, minutes, needs = (cell.astext() for cell in row.children)
        number, _, title = chapter.partition(" · ")
        can, how_well = rungs[number]
        result = f": <b>{html.escape(how_well)}</b>" if how_well else ""
        address = next((link["refuri"] for link in row.findall(nodes.reference)), "#")
        ids = " ".join(id_ for id_ in REGISTRY if id_.startswith(f"{number}-"))
        made.append(
            f'<li><a href="{html.escape(address)}"><span class="front-number">{number}</span> '
            f'<strong>{html.escape(title)}</strong> <span class="front-builds">'
            f'{html.escape(builds)}</span> <span class="front-can">'
            f'{html.escape(can)}{result}</span> <span class="front-time">{minutes} min · '
            f'needs {html.escape(needs)}</span> <span class="front-progress" '
            f'data-exercises="{ids}" hidden></span></a></li>'
        )
    whole = table.parent if isinstance(table.parent, nodes.container) else table
    whole.parent.replace(whole, raw(f'<ol class="front-cards">{"".join(made)}</ol>'))


def beside(section):
    """Put what stands under the cards, words and a map, beside each other."""
    under = section.children[2:]
    section.children = section.children[:2]
    section += nodes.container("", *under, classes=["front-map"])


def add_files(app, pagename, templatename, context, doctree):
    """Give the front page its style, and the figure its weights, after which the player comes."""
    if pagename != app.config.root_doc or app.builder.format != "html":
        return
    static = Path(app.outdir, "_static")
    static.mkdir(parents=True, exist_ok=True)
    (static / SCRIPT).write_text(figure_script(), encoding="utf-8")
    app.add_css_file("front.css", priority=950)
    app.add_js_file(SCRIPT, defer="defer", priority=900)
    app.add_js_file("play_on_page.js", defer="defer", priority=950)
    app.add_js_file("front_progress.js", defer="defer", priority=950)


def setup(app):
    """Register the extension."""
    app.connect("doctree-resolved", make_front, priority=900)
    app.connect("html-page-context", add_files)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
