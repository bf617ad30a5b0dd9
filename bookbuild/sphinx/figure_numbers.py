"""Sphinx extension: every picture of a chapter has a number and an address.

"Figure 3.2", under the second picture of chapter 03, links to itself, so that a teacher or a
reader can point at it. Pictures and formulas are counted by chapter alike; the chapters' own
text says "below" and "above", since in a notebook there is no number to be seen.
"""

import re

# Sphinx makes a picture that has a size of its own a link to itself.
PICTURE = re.compile(r'<img\b[^>]*\bsrc="[^"]*_images/[^"]*"[^>]*>(\s*</a>)?')
CHAPTER = re.compile(r"(?:book|solutions)/(\d\d)-")


def number(app, pagename, templatename, context, doctree):
    """Put its number behind each picture."""
    chapter = CHAPTER.match(pagename)
    if chapter and "body" in context:
        context["body"] = numbered(context["body"], int(chapter[1]))


def numbered(body, chapter):
    """A page's HTML with a line under each picture: "Figure 3.1", "Figure 3.2", …"""
    pictures = enumerate(PICTURE.finditer(body), start=1)
    lines = {found.start(): _line(chapter, n) for n, found in pictures}
    return PICTURE.sub(lambda found: found[0] + lines[found.start()], body)


def _line(chapter, n):
    return (
        f'<span class="figure-number" id="figure-{chapter}-{n}">'
        f'<a href="#figure-{chapter}-{n}">Figure {chapter}.{n}</a></span>'
    )


def setup(app):
    """Register the extension."""
    app.connect("html-page-context", number)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
