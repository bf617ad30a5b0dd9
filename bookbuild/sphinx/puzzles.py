"""Sphinx extension: lines to sort, in the card of each exercise that has enough of them.

A notebook only says how to ask for them, under "Sort its lines": a learner runs `puzzle("…")`. On
a page that sentence is replaced by the figure itself. No notebook has stored it, so its settings
are computed here and given to the page's script as a notebook's figures are.
"""

import json
import re

from docutils import nodes
from myst_nb.sphinx_ import NbMetadataCollector

from nnlib.exercises.puzzles import puzzle_of
from nnlib.widgets.puzzle import Puzzle, settings, still

ASKED = re.compile(r'puzzle\("(?P<id>[\w-]+)"\)')
STATE = "application/vnd.jupyter.widget-state+json"
VIEW = "application/vnd.jupyter.widget-view+json"


def place(app, doctree):
    """Put the figures in place of the sentences, and what they need among the page's scripts."""
    models = {}
    for fold in list(doctree.findall(nodes.raw)):
        if "<summary>Sort its lines</summary>" in fold.astext():
            sentence = fold.next_node(nodes.paragraph, descend=False, siblings=True)
            name = ASKED.search(sentence.astext())["id"]
            shown = settings(puzzle_of(name))
            models[f"puzzle-{name}"] = model(shown)
            view = json.dumps({"model_id": f"puzzle-{name}"})
            figure = f'<script type="{VIEW}">{view}</script>'
            parts = [still(shown["head"], shown["lines"]), figure]
            raw = [nodes.raw("", part, format="html") for part in parts]
            box = nodes.container("", *raw, classes=["playable"])
            sentence.parent.replace(sentence, box)
    if models:
        body = json.dumps({"version_major": 2, "version_minor": 0, "state": models})
        state = {"type": STATE, "body": body.replace("</", "<\\/")}
        scripts = [("puzzles", (None, state))]
        for n, script in enumerate(app.config.nb_ipywidgets_js.items()):
            scripts.append((f"ipywidgets_{n}", script))  # as a page with stored figures has it
        for key, (uri, attributes) in scripts:
            NbMetadataCollector.add_js_file(app.env, app.env.docname, key, uri, attributes)


def model(shown):
    """A figure's state, as a notebook stores it."""
    state = {**shown, "order": [], "tries": [], "controls": True}
    return {
        "model_module": "anywidget",
        "state": state | {"_esm": Puzzle._esm, "_css": Puzzle._css},
    }


def setup(app):
    """Register the extension."""
    app.connect("doctree-read", place, priority=400)  # before the cards and myst-nb look at it
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
