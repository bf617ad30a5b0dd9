"""Sphinx extension: what each page's frame needs beside what the theme gives.

* No script for Thebe (live code on somebody's server): the course has none, and the theme's
  extension declares its variables twice, which is an error on every page.
* Width and height on each picture, so that nothing moves when it comes.
* In the header, a chapter's notebook to download and to open in a JupyterLab that runs here.
"""

import re
import struct
from pathlib import Path

LAB = "http://localhost:8888/lab/tree"  # where `make lab` serves the folder work/
PICTURE = re.compile(r'<img\b(?![^>]*\bwidth=)[^>]*?\bsrc="[^"]*_images/([^"/]+\.png)"')


def adjust(app, pagename, templatename, context, doctree):
    """Change what goes into the page's template."""
    scripts = context.get("script_files", [])
    context["script_files"] = [script for script in scripts if not is_thebe(script)]
    if "body" in context:
        files = {name: Path(app.srcdir, path) for path, name in app.builder.images.items()}
        context["body"] = PICTURE.sub(lambda found: with_size(found, files), context["body"])
    change_buttons(pagename, context)


def is_thebe(script):
    """True for Thebe's script and for its settings."""
    attributes = getattr(script, "attributes", {})
    return "thebe" in f"{script} {attributes.get('body', '')}".lower()


def with_size(found, files):
    """The tag's beginning with the picture's size in pixels, as its header says."""
    with files[found[1]].open("rb") as file:
        width, height = struct.unpack(">II", file.read(24)[16:])
    return f'{found[0]} width="{width}" height="{height}"'


def change_buttons(pagename, context):
    """Say that the source is a notebook, and lead to the reader's own copy of it."""
    if context.get("page_source_suffix") != ".ipynb":
        return
    buttons = context["header_buttons"]
    for group in buttons:
        for button in group.get("buttons", []):
            if button["label"] == "download-source-button":
                button.update(text="Notebook (.ipynb)", tooltip="Download this page's notebook")
    folder, _, name = pagename.rpartition("/")
    if folder == "book":  # solutions are not copied into the reader's folder
        lab = {
            "type": "link",
            "url": f"{LAB}/{name}.ipynb",
            "icon": "fas fa-rocket",
            "tooltip": "Open in JupyterLab on this machine: `make lab` must be running",
            "label": "open-in-lab-button",
        }
        buttons.insert(0, lab)


def setup(app):
    """Register the extension."""
    app.connect("html-page-context", adjust, priority=900)  # after the theme's
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
