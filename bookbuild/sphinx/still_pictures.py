"""Sphinx extension: a figure that plays keeps its still form too.

A notebook stores both, and myst-nb would keep the live view alone. Here both go to the
page: the picture is what a reader without JavaScript has, and what stands there until the
page's script (book/_static/play_on_page.js) has made the live view.
"""

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

VIEW = "application/vnd.jupyter.widget-view+json"
STILL = ["image/png", "text/html"]  # a picture, and a question with its answers folded


class KeepPicture(SphinxPostTransform):
    """Replace a bundle that has a view and a picture by both of them."""

    default_priority = 3  # myst-nb makes its own choice at 4
    formats = ("html",)

    def run(self, **kwargs):
        """Go through the page's bundles."""
        for bundle in list(self.document.findall(nodes.container)):
            if bundle.get("nb_element") != "mime_bundle":
                continue
            parts = {part["mime_type"]: part.children for part in bundle.children}
            still = [child for kind in STILL for child in parts.get(kind, [])]
            if VIEW in parts and still:
                both = [*still, *parts[VIEW]]
                bundle.replace_self(nodes.container("", *both, classes=["playable"]))


def setup(app):
    """Register the extension."""
    app.add_post_transform(KeepPicture)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
