"""Sphinx extension: what each page's frame needs beside what the theme gives.

* No script for Thebe (live code on somebody's server): the course has none, and the theme's
  extension declares its variables twice, which is an error on every page.
* Width and height on each picture, so that nothing moves when it comes.
* Tables and references without what a screen reader stumbles over; templates/ does the same for
  three parts of the theme.
* Search without excerpts when the book lies on a disk, where a script may not read other pages.
* A description, for search engines and for links that are passed on, and the fonts, at once; and
  where BOOK_URL says at which address the book will be, each page's own address and a picture.
* In the header, a chapter's notebook to download, and, of a book on the reader's own computer, to
  open in a JupyterLab that runs there.
"""

import html
import json
import os
import re
import struct
from pathlib import Path

from docutils import nodes
from PIL import Image

from bookbuild.paths import BOOK

ON_DISK = 'if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;'
PREVIEW = "_static/preview.jpg"  # the README's moving picture, as it begins
PREVIEW_SIZE = (1200, 630)  # as those who show links want it
LAB = "http://localhost:8888/lab/tree"  # where `make lab` serves the folder work/
PICTURE = re.compile(r'<img\b(?![^>]*\bwidth=)[^>]*?\bsrc="[^"]*_images/([^"/]+\.(?:png|svg))"')
# What the first screen is written in; the others come when a letter needs them.
FONTS = ["source-serif-4/normal", "source-serif-4/italic", "fira-sans/400", "fira-sans/600"]
FONTS += ["source-code-pro/normal"]
OPENER = re.compile(r"What you[’']ll do\. ")
# A browser takes no font ahead of time from a disk, and says so in its console.
PRELOAD = """<script>if (location.protocol !== "file:") for (const href of %s)
      document.head.append(Object.assign(document.createElement("link"),
        { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "", href }));</script>"""
NUMBER = re.compile(r"[-−+]?[\d.,]+ ?(%|s|ms|kB|MB)?( \(missed\))?")
# Empty headers are cells; the roles that docutils gives to references have been withdrawn; the
# size that a notebook gives to a picture is said once, as docutils does from 0.22 on.
SIZE = r' width="\2" height="\3"'
MENDED = [
    (re.compile(r"<th([^>]*)>(<p></p>)?</th>"), r"<td\1></td>"),
    (re.compile(r' role="(list|doc-biblioentry)"'), ""),
    # Its words say what folded code hides; a label of other words would hide those.
    (re.compile(r'(<summary) aria-label="Toggle hidden content"'), r"\1"),
    (re.compile(r'( width="\d+" height="\d+")? style="width: (\d+)px; height: (\d+)px;"'), SIZE),
]


def adjust(app, pagename, templatename, context, doctree):
    """Change what goes into the page's template."""
    scripts = context.get("script_files", [])
    context["script_files"] = [script for script in scripts if not is_thebe(script)]
    if "body" in context:
        for pattern, new in MENDED:
            context["body"] = pattern.sub(new, context["body"])
        files = {name: Path(app.srcdir, path) for path, name in app.builder.images.items()}
        context["body"] = PICTURE.sub(lambda found: with_size(found, files), context["body"])
    if context.get("title") == context.get("docstitle"):
        context["docstitle"] = ""  # the front page's name, once
    context["metatags"] = context.get("metatags", "") + metatags(app, context, doctree)
    offer_notebook(pagename, context)


def metatags(app, context, doctree):
    """What stands in a page's head for others than its reader."""
    title, about = context.get("title") or app.config.project, description(doctree)
    tags = [
        ("property", "og:title", re.sub("<.*?>", "", title)),
        ("property", "og:type", "article"),
    ]
    site = app.config.html_theme_options.get("logo", {}).get("text") or app.config.project
    tags.append(("property", "og:site_name", site))
    if address := app.config.html_baseurl:
        tags.append(("property", "og:image", f"{address}{PREVIEW}"))
        tags.append(("property", "og:url", context.get("pageurl") or address))
        tags.append(("name", "twitter:card", "summary_large_image"))
    if about:
        tags += [("name", "description", about), ("property", "og:description", about)]
    lines = [
        f'<meta {kind}="{name}" content="{html.escape(html.unescape(text))}" />'
        for kind, name, text in tags
    ]
    addresses = [context["pathto"](f"_static/vendor/{font}.woff2", 1) for font in FONTS]
    lines.append(PRELOAD % json.dumps(addresses))
    return "\n    ".join(["", *lines, ""])


def know_address(app, config):
    """Take the book's address, under which it will be published, from the environment."""
    address = os.environ.get("BOOK_URL") or config.html_baseurl
    config.html_baseurl = f"{address.rstrip('/')}/" if address else ""


def draw_preview(app, exception):
    """Write the picture that stands beside a link to the book."""
    if exception or app.builder.format != "html" or not app.config.html_baseurl:
        return
    with Image.open(BOOK / "figures" / "moving.webp") as film:
        frame = film.convert("RGB")
    height = frame.width * PREVIEW_SIZE[1] // PREVIEW_SIZE[0]
    frame.crop((0, 0, frame.width, height)).resize(PREVIEW_SIZE).save(
        Path(app.outdir, PREVIEW), quality=85
    )


def description(doctree):
    """The first paragraph of a page that says something, in at most 200 characters."""
    paragraphs = doctree.findall(nodes.paragraph) if doctree else []
    # An opener's own heading says nothing to somebody who has not opened the page.
    text = next((" ".join(p.astext().split()) for p in paragraphs if len(p.astext()) > 60), "")
    text = OPENER.sub("", text)
    return text if len(text) <= 200 else text[:200].rpartition(" ")[0] + " …"


def align_numbers(app, doctree):
    """Mark the cells of a table's columns of numbers, so that these stand under one another."""
    for group in doctree.findall(nodes.tgroup):
        rows = [row.children for body in group.findall(nodes.tbody) for row in body.children]
        heads = [row.children for head in group.findall(nodes.thead) for row in head.children]
        for column in zip(*rows, strict=False):
            texts = [cell.astext().strip() for cell in column]
            if any(texts) and all(NUMBER.fullmatch(text) for text in texts if text):
                place = rows[0].index(column[0])
                for row in [*heads, *rows]:
                    row[place]["classes"].append("number")


def is_thebe(script):
    """True for Thebe's script and for its settings."""
    attributes = getattr(script, "attributes", {})
    return "thebe" in f"{script} {attributes.get('body', '')}".lower()


def with_size(found, files):
    """The tag's beginning with the picture's size in pixels, as the file's head says."""
    with files[found[1]].open("rb") as file:
        head = file.read(300)
    if found[1].endswith(".svg"):
        width, height = re.search(rb'width="(\d+)" height="(\d+)"', head).groups()
        return f'{found[0]} width="{width.decode()}" height="{height.decode()}"'
    width, height = struct.unpack(">II", head[16:24])
    return f'{found[0]} width="{width}" height="{height}"'


def offer_notebook(pagename, context):
    """Put a page's notebook in place of the theme's menu of downloads."""
    if context.get("page_source_suffix") != ".ipynb":
        return
    folder, _, name = pagename.rpartition("/")
    context["notebook"] = {
        "name": f"{name}.ipynb",
        "file": context["pathto"](f"_sources/{pagename}.ipynb", 1),
        "lab": f"{LAB}/{name}.ipynb" if folder == "book" else None,  # solutions stay out of it
    }
    buttons = context["header_buttons"]
    buttons[:] = [button for button in buttons if button["label"] != "download-buttons"]


def setup(app):
    """Register the extension."""
    app.add_js_file(None, body=ON_DISK)
    app.connect("config-inited", know_address)
    app.connect("doctree-read", align_numbers)
    app.connect("html-page-context", adjust, priority=900)  # after the theme's
    app.connect("build-finished", draw_preview)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
