"""Sphinx extension: a page carries the module and the style of its figures once.

A notebook stores them with every figure, so that each can be shown alone. A dozen questions would
make half a megabyte of it; on a page the second and later ones name the figure that has the same
(book/_static/play_on_page.js reads that).
"""

import json

STATE = "application/vnd.jupyter.widget-state+json"


def share(app, pagename, templatename, context, doctree):
    """Rewrite the stored state among a page's scripts."""
    for script in context.get("script_files", []):
        attributes = getattr(script, "attributes", {})
        if attributes.get("type") == STATE:
            attributes["body"] = shared(attributes["body"])


def shared(text):
    """The state as JSON, with what was there before replaced by where it was."""
    stored = json.loads(text)
    there = {}
    for name, model in stored.get("state", {}).items():
        for part in ("_esm", "_css"):
            if part in model["state"]:
                first = there.setdefault((part, model["state"][part]), name)
                if first != name:
                    model["state"][part] = {"as": first}
    return json.dumps(stored).replace("</", "<\\/")


def setup(app):
    """Register the extension."""
    app.connect("html-page-context", share, priority=900)  # after myst-nb's
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
