"""Sphinx extension: a figure that plays keeps its still picture too.

A notebook stores both, and myst-nb would keep the live view alone. Here both go to the
page: the picture is what a reader without JavaScript has, and what stands there until the
page's script (book/_static/play_on_page.js) has made the live view.
"""

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

VIEW, PICTURE = "application/vnd.jupyter.widget-view+json", "image/png"


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
            if VIEW in parts and PICTURE in parts:
                both = [*parts[PICTURE], *parts[VIEW]]
                bundle.replace_self(nodes.container("", *both, classes=["playable"]))


def setup(app):
    """Register the extension."""
    app.add_post_transform(KeepPicture)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
