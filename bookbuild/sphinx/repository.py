"""Sphinx extension: the buttons that need the repository's address, which stands in _config.yml.

Without an address there are none, and no link that leads nowhere. With one, of a repository on
GitHub, they are the theme's, and three of them are put right here:

* *Suggest edit* leads to what people write: of a chapter to its source and not to the notebook
  that is built from it, of a page that is made of facts to the script that makes it.
* *Open issue* opens the form for a sentence that is unclear, with the page filled in: an issue
  without a form is not taken.
* *Colab* says what has to be installed there first.
"""

import re
from pathlib import Path
from urllib.parse import urlencode

BUTTONS = ["use_repository_button", "use_edit_page_button", "use_issues_button"]
LAUNCH = {
    "notebook_interface": "jupyterlab",
    "binderhub_url": "https://mybinder.org",
    "colab_url": "https://colab.research.google.com",
}
FORM = "unclear.yml"  # in .github/ISSUE_TEMPLATE
MADE_BY = re.compile(r"written by (\S+), do not edit")  # bookbuild/pages.py


def want_buttons(app, config):
    """Turn the theme's buttons on if there is an address, else off."""
    options = config.html_theme_options
    options["repository_url"] = (options.get("repository_url") or "").rstrip("/")
    options["repository_branch"] = options.get("repository_branch") or "main"
    options.update(dict.fromkeys(BUTTONS, bool(options["repository_url"])))
    options["launch_buttons"] = LAUNCH if options["repository_url"] else {}


def put_right(app, pagename, templatename, context, doctree):
    """Change where a page's buttons lead, and what they say."""
    address = app.config.html_theme_options["repository_url"]
    if not address:
        return
    page = pagename + (context.get("page_source_suffix") or "")
    groups = context.get("header_buttons", [])
    buttons = {b.get("label", b["text"]): b for g in groups for b in g.get("buttons", [])}
    if edit := buttons.get("source-edit-button"):
        source = source_of(app.srcdir, page, app.env.metadata[pagename])
        edit["url"] = edit["url"].removesuffix(page) + source
    if issue := buttons.get("source-issues-button"):
        filled_in = urlencode({"template": FORM, "page": f"{pagename}.html"}, safe="/")
        issue["url"] = f"{address}/issues/new?{filled_in}"
    if colab := buttons.get("Colab"):
        colab["tooltip"] += f"; there run first: %pip install anywidget git+{address}"


def source_of(top, page, metadata):
    """The file to edit for a page, as a path from the top of the repository."""
    written = f"book/_src/{Path(page).stem}.md"
    if Path(top, written).is_file():
        return written
    made = MADE_BY.match(str(metadata.get("generated", "")))
    return made[1] if made else page


def setup(app):
    """Register the extension."""
    app.connect("config-inited", want_buttons)
    app.connect("html-page-context", put_right, priority=900)  # after the theme's
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
