"""Sphinx extension: a quotation that begins with one of four bold words is a callout.

    > **Trap.** The slope of ReLU is taken before the ReLU, not after it.

That reads well on GitHub, in JupyterLab and in VS Code, none of which knows the admonitions of
MyST by itself; here it gets a class and, from text.css, a look.
"""

from docutils import nodes

CALLOUTS = {
    "Guess.": "guess",
    "Trap.": "trap",
    "Aside.": "aside",
    "In other books.": "other-books",
}


def mark(app, doctree):
    """Give each callout its class."""
    for quote in doctree.findall(nodes.block_quote):
        first = quote.next_node(nodes.paragraph)
        # Before a bold word that begins a paragraph, MyST writes a text of no letters.
        inside = [part for part in first or () if part.astext()]
        if not inside or not isinstance(inside[0], nodes.strong):
            continue
        if kind := CALLOUTS.get(inside[0].astext()):
            quote["classes"] += ["callout", f"callout-{kind}"]


def setup(app):
    """Register the extension."""
    app.connect("doctree-read", mark)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
