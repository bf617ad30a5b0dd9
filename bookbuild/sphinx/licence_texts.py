"""Sphinx extension: the licences of what the build takes from installed packages lie in the book.

bookbuild/licences.py says which packages these are.
"""

from pathlib import Path

from bookbuild.licences import IN_BOOK, copy_texts


def add_texts(app, exception):
    """Copy the texts beside what they are about."""
    if exception is None and app.builder.format == "html":
        copy_texts(IN_BOOK, Path(app.outdir, "_static", "licences"))


def setup(app):
    """Register the extension."""
    app.connect("build-finished", add_texts)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
