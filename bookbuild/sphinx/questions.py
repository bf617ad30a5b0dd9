"""Sphinx extension: questions stand in a frame, and what was asked for waits to be seen.

A question is two cells of a notebook, what is asked and the figure that answers
(bookbuild/questions.py); here they become one. The output of a cell with the tag "guessed" is
folded behind "Show what it prints": the text above asks what it will be. So is what a check says of
code that is to be repaired, for that is its symptom.
"""

from docutils import nodes

BEGINS = "Question. "
PRINTS, DRAWS = "Show what it prints", "Show what it draws"
SAYS, SYMPTOM = "Show what the check says", "nnlib-verdict not-yet"


def arrange(app, doctree):
    """Frame the questions, and fold the outputs that wait."""
    for cell in list(doctree.findall(nodes.container)):
        classes = cell.get("classes", [])
        if "tag_question" in classes:
            frame(cell)
        elif "tag_guessed" in classes:
            fold(cell)
        elif "tag_check" in classes and SYMPTOM in cell.astext():
            fold(cell, SAYS)


def frame(cell):
    """Put a question's text and its figure into one container."""
    parent = cell.parent
    place = parent.index(cell)
    starts = (n for n in range(place, -1, -1) if parent[n].astext().startswith(BEGINS))
    start = next(starts)
    ids = [f"question-{name_of(cell)}"]
    for part in list(cell.findall(nodes.container)):
        if "cell_input" in part["classes"]:
            part.parent.remove(part)
    box = nodes.container("", *parent[start : place + 1], classes=["question-card"], ids=ids)
    parent[start : place + 1] = [box]


def name_of(cell):
    """The question's id, as its cell calls it."""
    return cell.next_node(nodes.literal_block).astext().split('"')[1]


def fold(cell, words=None):
    """Fold a cell's outputs; the words say behind what."""
    for part in list(cell.findall(nodes.container)):
        if "cell_output" in part["classes"]:
            shown = words or (PRINTS if has_text(part) else DRAWS)
            start = f'<details class="waits"><summary>{shown}</summary>'
            place = cell.index(part)
            cell.insert(place + 1, nodes.raw("", "</details>", format="html"))
            cell.insert(place, nodes.raw("", start, format="html"))


def has_text(output):
    """True if a cell prints something."""
    return any("stream" in node.get("classes", []) for node in output.findall(nodes.literal_block))


def setup(app):
    """Register the extension."""
    app.connect("doctree-read", arrange, priority=400)  # before the cards take what is in them
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
