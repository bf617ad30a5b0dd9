"""Sphinx extension: every picture of a chapter has a number, an address and a caption below it.

The caption of a figure that a cell draws stands in the cell's metadata, where myst-nb finds it;
that of a diagram is the paragraph in italics under it, which reads well in a notebook too. Here
the second kind becomes like the first, and in chapters "Figure 3.2" goes in front of both. It
links to its figure, so that a teacher or a reader can point at it. Pictures and formulas are
counted by chapter alike; the chapters' own text says "below" and "above", since in a notebook
there is no number to be seen.
"""

import re

from docutils import nodes

CHAPTER = re.compile(r"(?:book|solutions)/(\d\d)-")


def make_figures(app, doctree):
    """Give diagrams their captions, and figures of chapters their numbers."""
    for paragraph in list(doctree.findall(nodes.paragraph)):
        if only_child(paragraph, nodes.image):
            caption_from_italics(paragraph)
    captions = doctree.findall(nodes.caption)
    figures = [c.parent for c in captions if isinstance(c.parent, nodes.figure)]
    chapter = CHAPTER.match(app.env.docname)
    for n, figure in enumerate(figures, start=1):
        if chapter:
            number(figure, f"{int(chapter[1])}.{n}")
        else:
            figure["ids"] = [f"figure-{n}"]


def only_child(node, kind):
    """The only child of a node, if it is of that kind."""
    return node[0] if len(node) == 1 and isinstance(node[0], kind) else None


def caption_from_italics(paragraph):
    """Replace an image and the sentence in italics after it by a figure with a caption."""
    after = paragraph.next_node(siblings=True, descend=False)
    if not isinstance(after, nodes.paragraph):
        return
    if sentence := only_child(after, nodes.emphasis):
        caption = nodes.caption("", "", *sentence.children)
        after.parent.remove(after)
        paragraph.replace_self(nodes.figure("", paragraph[0], caption))


def number(figure, said):
    """Put a figure's number in front of its caption, with the figure's address."""
    address = f"figure-{said.replace('.', '-')}"
    figure["ids"] = [address]
    caption = next(child for child in figure if isinstance(child, nodes.caption))
    name = nodes.reference("", f"Figure {said}", refid=address, classes=["figure-name"])
    caption[:0] = [name, nodes.Text(" ")]


def without_other_numbers(app, config):
    """Keep Sphinx from counting too, "Fig. 12"; an extension of Jupyter Book asks it to."""
    config.numfig = False


def setup(app):
    """Register the extension."""
    app.add_css_file("pictures.css", priority=900)  # after the theme's and the book's
    app.connect("config-inited", without_other_numbers, priority=900)
    app.connect("doctree-read", make_figures)
    return {"version": "2", "parallel_read_safe": True, "parallel_write_safe": True}
