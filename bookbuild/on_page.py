"""What a page carries so that its exercises can be done on it: one script of a few kilobytes.

`make read` puts it into the pages as it serves them, `make site` as they are built. A book that
is opened from disk has none of it, and its cards stay as they are.
"""

import base64
import hashlib
import html
import json
import re

import nbformat

from bookbuild.handouts import edition

FOLDER = "_static/on_page"
CHAPTER = re.compile(r"book/(\d\d-[\w-]+)\.html")
# The book's own scripts that stand in a page are known by their hashes; a figure that plays is
# imported from a blob; MathJax and verdicts have styles in their tags; the theme's button to print
# has its code in its tag.
PRINT = "'unsafe-hashes' 'sha256-MguIPR6qNR8D3B+eAlK+bIRTZe8t3wkOY4B/56Me9FU='"
POLICY = (
    f"default-src 'none'; script-src 'self' blob: {PRINT} {{}}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
    "worker-src 'self'; base-uri 'none'; form-action 'self'"
)
FRAMES = "; frame-ancestors 'none'"  # which only a server can ask for
INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)


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


def chapter_of(path):
    """The name of the chapter that a page of the book shows; None for any other page."""
    found = CHAPTER.fullmatch(path)
    return found[1] if found else None


def with_script(text, there, place):
    """A chapter's page with the script for its exercises.

    Parameters
    ----------
    text : str
        The page as it was built.
    there : path
        Where it lies in the built book, which holds its notebook too.
    place : dict of str to str
        As ``script`` takes it.
    """
    notebook = there.parents[1] / "_sources" / "book" / f"{there.stem}.ipynb"
    return text.replace("</head>", script(notebook, place) + "</head>", 1)


def policy(text, frames=FRAMES):
    """What may run on a page, and what it may fetch, as its own scripts need it."""
    return POLICY.format(hashes(text)) + frames


def hashes(text):
    """The hashes of a page's own scripts, as a policy names them."""
    codes = {code.encode() for code in INLINE.findall(text)}
    digests = sorted(base64.b64encode(hashlib.sha256(code).digest()).decode() for code in codes)
    return " ".join(f"'sha256-{digest}'" for digest in digests)
