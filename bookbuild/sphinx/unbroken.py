"""Sphinx extension: a number and what belongs to it stand on one line, a formula and its mark too.

40 %, 3 × 3 and 50 000 are written with plain spaces, as one types them; here these become spaces
at which no line ends, and the hyphen of -1 a minus, at which none ends either. Before and after a
formula, which a browser takes for a picture, a line may end anywhere: a bracket before it, or a
comma, a full stop or an 's after it, is bound to it. Code of a few letters, such as --help or
1 - t, stays in one line too.
"""

import re

from docutils import nodes

INSIDE = re.compile(
    r"(?<=\d) (?=%|× \d)|(?<=\d ×) (?=\d)"
    r"|(?<=\d)(?<!\d{4}) (?=\d{3}(?!\w))"  # what stands behind a year is another number
)
BEFORE, AFTER = re.compile(r"[(\[“]+$"), re.compile(r"^(?:['’]s\b)?[.,;:?!)\]”]*")
HYPHEN = re.compile(r"(?<![\w.,)-])-(?=\d)")
SHORT = 16  # letters of code, half of a phone's line
AS_THEY_ARE = (nodes.literal, nodes.FixedTextElement, nodes.math, nodes.math_block, nodes.raw)


def bind(app, doctree):
    """Let no line end within a number."""
    for text in list(doctree.findall(nodes.Text)):
        bound = HYPHEN.sub("\u2212", INSIDE.sub("\u00a0", text))
        if bound != text and not any(isinstance(e, AS_THEY_ARE) for e in _around(text)):
            text.parent.replace(text, nodes.Text(bound))


def bind_marks(app, doctree):
    """Let no line end within short code, nor between a formula and its mark."""
    for code in doctree.findall(nodes.literal):
        if len(code.astext()) <= SHORT:
            code["classes"].append("unbroken")
    for formula in list(doctree.findall(nodes.math)):
        around = [None, *formula.parent, None]
        place = around.index(formula)
        before, after = around[place - 1], around[place + 1]
        bound = nodes.inline(classes=["unbroken"])
        formula.replace_self(bound)
        bound += formula
        if isinstance(before, nodes.Text) and (mark := BEFORE.search(before)):
            bound.insert(0, nodes.Text(mark[0]))
            before.parent.replace(before, nodes.Text(before[: mark.start()]))
        if isinstance(after, nodes.Text) and (mark := AFTER.search(after))[0]:
            bound += nodes.Text(mark[0])
            after.parent.replace(after, nodes.Text(after[mark.end() :]))
        if len(bound) == 1:
            bound.replace_self(formula)


def _around(node):
    while (node := node.parent) is not None:
        yield node


def setup(app):
    """Register the extension."""
    app.connect("doctree-read", bind)
    app.connect("doctree-read", bind_marks)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
