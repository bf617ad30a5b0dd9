"""Sphinx extension: a page carries the module and the style of its figures once.

The lines to sort are made for the page, each with its module; the second and later ones name the
figure that has the same, as those of the notebook do, which are stored so
(book/_static/play_on_page.js reads that).
"""

import json

STATE = "application/vnd.jupyter.widget-state+json"


def share_modules(models):
    """Keep each module and each style once: who has the same names the figure that has it.

    Twenty questions would make half a megabyte of theirs. The page's script reads the names.
    """
    there = {}
    for name in sorted(models):
        for part in ("_esm", "_css"):
            text = models[name]["state"].get(part)
            if isinstance(text, str) and there.setdefault((part, text), name) != name:
                models[name]["state"][part] = {"as": there[part, text]}


def share(app, pagename, templatename, context, doctree):
    """Rewrite the stored state among a page's scripts."""
    for script in context.get("script_files", []):
        attributes = getattr(script, "attributes", {})
        if attributes.get("type") == STATE:
            attributes["body"] = shared(attributes["body"])


def shared(text):
    """The state as JSON, with what was there before replaced by where it was."""
    stored = json.loads(text)
    share_modules(stored.get("state", {}))
    return json.dumps(stored).replace("</", "<\\/")


def setup(app):
    """Register the extension."""
    app.connect("html-page-context", share, priority=900)  # after myst-nb's
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
