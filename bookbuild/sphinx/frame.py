"""Sphinx extension: a page without what the theme brings and this book does not use.

* The script of Font Awesome, 1.5 MB of icons, and its fonts: frame.css draws the dozen in use.
* The index of the search, on pages where nobody searches: the search page loads it itself.
* A second and a third line that says how wide a phone is.
* Maps of the theme's sources, which only its authors' browsers ask for.

And the heading over the solutions in the sidebar has a class, since these stand apart.

What the theme writes into a page by macros of its own cannot be changed before it is written, so
this is done to the finished pages; once more does no harm.
"""

import re
import shutil
from pathlib import Path

VIEWPORT = '<meta name="viewport" content="width=device-width, initial-scale=1" />'
UNUSED = [
    re.compile(r'\s*<meta name="viewport"[^>]*>'),
    re.compile(r"\s*<!-- So that users can add custom icons -->"),
    re.compile(r"\s*<(script|link)\b[^>]*\bfontawesome[^>]*>(</script>)?"),
    re.compile(r"\s*<link\b[^>]*\bvendor/fontawesome[^>]*>"),
]
SEARCH = re.compile(
    r'\s*<script[^>]*src="[^"]*(?:searchtools|language_data|searchindex)\.js[^"]*"[^>]*></script>'
)
SOLUTIONS = re.compile(r'(class="caption)("[^>]*><span class="caption-text">Solutions<)')
FILES = ["scripts/fontawesome.js*", "vendor/fontawesome", "**/*.map", "locales"]


def slim(text, *, is_search=False):
    """A page's HTML without what is not used.

    Parameters
    ----------
    text : str
    is_search : bool
        The search page keeps the scripts of the search.
    """
    for pattern in [*UNUSED, *([] if is_search else [SEARCH])]:
        text = pattern.sub("", text)
    text = SOLUTIONS.sub(r"\1 solutions\2", text)
    return re.sub(r"(<meta charset=[^>]*>)", rf"\1\n    {VIEWPORT}", text, count=1)


def finish(app, exception):
    """Go through what was written."""
    if exception is not None or app.builder.format != "html":
        return
    out = Path(app.outdir)
    static = out / "_static"
    for path in out.rglob("*.html"):
        if static not in path.parents and "lite" not in path.relative_to(out).parts:
            text = path.read_text(encoding="utf-8")
            path.write_text(slim(text, is_search=path.name == "search.html"), encoding="utf-8")
    for path in [path for pattern in FILES for path in static.glob(pattern)]:
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def setup(app):
    """Register the extension."""
    app.connect("build-finished", finish)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
