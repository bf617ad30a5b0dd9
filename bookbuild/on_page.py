"""What a page carries so that its exercises can be done on it: one script of a few kilobytes.

`make read` puts it into the pages as it serves them, `make site` as they are built. A book that
is opened from disk has none of it, and its cards stay as they are.
"""

import html
import json

import nbformat

from bookbuild.handouts import edition

FOLDER = "_static/on_page"


def script(notebook, place, up="../"):
    """The tag for a page, whose `data-` attributes say all that the script has to know.

    Parameters
    ----------
    notebook : path
        The page's notebook, whose edition stands in the name under which answers are kept.
    place : dict of str to str
        Where Python is: ``kind`` is ``"server"`` or ``"browser"``; ``notebook``, the address of
        the whole notebook.
    up : str
        The way from the page to the book's root.
    """
    facts = {**place, "edition": edition_of(notebook), "chapter": notebook.name[:2]}
    data = html.escape(json.dumps(facts), quote=True)
    return (
        f'<link rel="stylesheet" href="{up}{FOLDER}/work.css">\n'
        f'<script type="module" src="{up}{FOLDER}/start.js" data-work="{data}"></script>\n'
    )


def edition_of(notebook):
    """The edition of a chapter, as a learner's copy notes it."""
    chapter = nbformat.read(notebook, as_version=4)
    chapter.metadata.pop("widgets", None)
    return edition(chapter)
