"""Sphinx extension: a number and what belongs to it stand on one line.

40 %, 3 × 3 and 50 000 are written with plain spaces, as one types them; here these become spaces
at which no line ends.
"""

import re

from docutils import nodes

INSIDE = re.compile(
    r"(?<=\d) (?=%|× \d)|(?<=\d ×) (?=\d)"
    r"|(?<=\d)(?<!\d{4}) (?=\d{3}(?!\w))"  # what stands behind a year is another number
)
AS_THEY_ARE = (nodes.literal, nodes.FixedTextElement, nodes.math, nodes.math_block, nodes.raw)


def bind(app, doctree):
    """Let no line end within a number."""
    for text in list(doctree.findall(nodes.Text)):
        if INSIDE.search(text) and not any(isinstance(e, AS_THEY_ARE) for e in _around(text)):
            text.parent.replace(text, nodes.Text(INSIDE.sub("\u00a0", text)))


def _around(node):
    while (node := node.parent) is not None:
        yield node


def setup(app):
    """Register the extension."""
    app.connect("doctree-read", bind)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
