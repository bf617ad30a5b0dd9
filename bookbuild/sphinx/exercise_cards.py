"""Sphinx extension: draw each exercise as a card, with its links.

In a notebook an exercise is a heading, a task with folded hints, a cell to fill in and
a check: plain text that reads well anywhere. In the book these become one card: a head with
the minutes and the difficulty, the hints beside each other, the stub with what its docstring
says after the first sentence folded, the check. Under it stand links to the solution, back to the
section and on to the next exercise. They are made here and not in the notebooks, because a
learner's folder holds no solutions, and a book may be built without them.
"""

import ast
import itertools
import re

from docutils import nodes

TWINS = {"book/": ("solutions/", "Explained solution"), "solutions/": ("book/", "The exercise")}
ANCHOR = "exercise-"
FACTS = re.compile(r"(?P<id>\d\d-[\w-]+) · (?P<minutes>.*?) · difficulty (?P<level>[●○]+) · (.*)")
FULL = "Full contract"


def make_cards(app, doctree):
    """Wrap what follows an exercise's heading, up to its check or its model answer."""
    sections = [s for s in doctree.findall(nodes.section) if is_exercise(s)]
    for section, following in itertools.zip_longest(sections, sections[1:]):
        body = section.children[1:]
        checks = [i for i, node in enumerate(body) if "tag_check" in node.get("classes", [])]
        ends = checks or folds_after_model_answer(body)
        end = ends[0] + 1 if ends else len(body)
        section["classes"].append("exercise")
        card = nodes.container("", classes=["exercise-card"])
        card += with_hints_together([facts_of(node) for node in body[:end]])
        for cell in list(card.findall(nodes.container)):
            if "tag_answer" in cell["classes"]:
                fold_contract(cell)
        if checks:
            card += links(app, section, following)
        section.children[1:] = [card, *body[end:]]
        for child in section.children:
            child.parent = section


def is_exercise(section):
    """True for the section of an exercise."""
    return bool(section["ids"]) and section["ids"][0].startswith(ANCHOR)


def folds_after_model_answer(body):
    """Places of the folds' ends from a model answer's on: what comes after goes on in the text."""
    raw = [node.astext() if isinstance(node, nodes.raw) else "" for node in body]
    start = next((i for i, text in enumerate(raw) if "Model answer" in text), len(body))
    return [i for i in range(start, len(body)) if "</details>" in raw[i]]


def facts_of(node):
    """The line of facts with the id last and small, and a name for the five circles."""
    facts = FACTS.fullmatch(node.astext()) if isinstance(node, nodes.paragraph) else None
    if not facts:
        return node
    level = facts["level"]
    circles = f'<span role="img" aria-label="{level.count("●")} of {len(level)}">{level}</span>'
    line = (
        f'<p class="exercise-facts"><span>{facts["minutes"]} · difficulty {circles} · '
        f'{facts[4]}</span> <code class="exercise-id">{facts["id"]}</code></p>'
    )
    return nodes.raw("", line, format="html")


def with_hints_together(body):
    """The same nodes with the folded hints in a container of their own."""
    raw = [node.astext() if isinstance(node, nodes.raw) else "" for node in body]
    starts = [i for i, text in enumerate(raw) if "<summary>Hint" in text]
    if not starts:
        return body
    end = max(i for i, text in enumerate(raw) if "</details>" in text and i >= starts[-1]) + 1
    hints = nodes.container("", *body[starts[0] : end], classes=["exercise-hints"])
    return [*body[: starts[0]], hints, *body[end:]]


def fold_contract(cell):
    """Show of a stub's docstrings the first sentence, and the whole of them in a fold."""
    code = next(iter(cell.findall(nodes.literal_block)), None)
    if code is None or (short := without_contract(code.astext())) == code.astext():
        return
    brief = nodes.literal_block(short, short, **code.attributes)
    parts = [
        nodes.container("", brief, classes=["stub-brief"]),
        nodes.raw("", f'<details class="contract"><summary>{FULL}</summary>', format="html"),
        nodes.container("", code.deepcopy(), classes=["stub-full"]),
        nodes.raw("", "</details>", format="html"),
    ]
    code.parent.replace(code, parts)


def without_contract(code):
    """The code with each docstring cut to its first paragraph."""
    lines = code.splitlines()
    kinds = (ast.FunctionDef, ast.ClassDef)
    owners = [node for node in ast.walk(ast.parse(code)) if isinstance(node, kinds)]
    for owner in sorted(owners, key=lambda node: -node.lineno):
        summary, _, contract = (ast.get_docstring(owner) or "").partition("\n\n")
        if contract:
            place = owner.body[0]
            indent = " " * place.col_offset
            brief = f'{indent}"""{summary}"""'.replace("\n", f"\n{indent}").splitlines()
            lines[place.lineno - 1 : place.end_lineno] = brief
    return "\n".join(lines)


def links(app, section, following):
    """A line of links: to the solution or the exercise, to the section, to the next exercise."""
    line = nodes.paragraph("", classes=["exercise-links"])
    around = section.parent
    if isinstance(around, nodes.section) and around["ids"]:
        line += reference(f"#{around['ids'][0]}", around, "Back to: ", "to-section")
    if following is not None:
        line += reference(f"#{following['ids'][0]}", following, "Next: ", "to-next")
    if twin := link_to_twin(app, section["ids"][0]):
        line += twin
    return line


def reference(uri, section, before, kind):
    """A link to a section of this page, with its title."""
    title = before + section.next_node(nodes.title).astext()
    return nodes.reference("", title, refuri=uri, internal=True, classes=[kind])


def link_to_twin(app, anchor):
    """A link from a chapter's exercise to its solution, or the other way round."""
    here = app.env.docname
    for folder, (other, text) in TWINS.items():
        there = other + here.removeprefix(folder)
        if here.startswith(folder) and there in app.env.found_docs:
            uri = app.builder.get_relative_uri(here, there) + f"#{anchor}"
            return nodes.reference("", text, refuri=uri, internal=True, classes=["to-twin"])
    return None


def setup(app):
    """Register the extension."""
    app.connect("doctree-read", make_cards)
    return {"version": "2", "parallel_read_safe": True, "parallel_write_safe": True}
