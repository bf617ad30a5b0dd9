"""Sphinx extension: a button on each chapter that opens it in JupyterLite.

Only `make site` loads it (bookbuild/live.py), which puts JupyterLite beside the book.
"""

import re

from docutils import nodes

CHAPTER = re.compile(r"book/(\d\d-.+)")
WORDS = " Runs in your browser, with nothing to install. The first start takes a minute."


def add_button(app, doctree, docname):
    """Put the button under a chapter's title."""
    if found := CHAPTER.fullmatch(docname):
        title = doctree.next_node(nodes.title)
        url = f"../lite/lab/index.html?path={found[1]}.ipynb"
        button = nodes.reference("", "Try it live", refuri=url, classes=["btn", "btn-primary"])
        line = nodes.paragraph("", "", button, nodes.Text(WORDS), classes=["try-live"])
        title.parent.insert(title.parent.index(title) + 1, line)


def setup(app):
    """Register the extension."""
    app.connect("doctree-resolved", add_button)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
