"""Sphinx extension: draw each exercise as a card, linked to its solution and back.

In a notebook an exercise is a heading, a task with folded hints, a cell to fill in and
a check: plain text that reads well anywhere. In the book these become one card. The
links are made here and not in the notebooks, because a learner's folder holds no
solutions, and a book may be built without them.
"""

from docutils import nodes

TWINS = {"book/": ("solutions/", "Explained solution"), "solutions/": ("book/", "The exercise")}


def make_cards(app, doctree):
    """Wrap what follows an exercise's heading, up to its check or its model answer."""
    for section in list(doctree.findall(nodes.section)):
        if not section["ids"] or not section["ids"][0].startswith("exercise-"):
            continue
        body = section.children[1:]
        checks = [i for i, node in enumerate(body) if "tag_check" in node.get("classes", [])]
        ends = checks or folds_after_model_answer(body)
        end = ends[0] + 1 if ends else len(body)
        card = nodes.container("", *body[:end], classes=["exercise-card"])
        if checks and (link := link_to_twin(app, section["ids"][0])) is not None:
            card += link
        section.children[1:] = [card, *body[end:]]
        for child in section.children:
            child.parent = section


def folds_after_model_answer(body):
    """Places of the folds' ends from a model answer's on: what comes after goes on in the text."""
    raw = [node.astext() if isinstance(node, nodes.raw) else "" for node in body]
    start = next((i for i, text in enumerate(raw) if "Model answer" in text), len(body))
    return [i for i in range(start, len(body)) if "</details>" in raw[i]]


def link_to_twin(app, anchor):
    """A link from a chapter's exercise to its solution, or the other way round."""
    here = app.env.docname
    for folder, (other, text) in TWINS.items():
        there = other + here.removeprefix(folder)
        if here.startswith(folder) and there in app.env.found_docs:
            uri = app.builder.get_relative_uri(here, there) + f"#{anchor}"
            link = nodes.reference("", text, refuri=uri, internal=True)
            return nodes.paragraph("", "", link, classes=["exercise-links"])
    return None


def setup(app):
    """Register the extension."""
    app.connect("doctree-read", make_cards)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
