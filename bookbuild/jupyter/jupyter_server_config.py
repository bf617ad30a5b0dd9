"""What `make lab` asks of JupyterLab's server: the look of the course (custom/custom.css)."""

from pathlib import Path

from nnlib._common import look

HERE = Path(__file__).resolve().parent

c = get_config()  # noqa: F821  # Jupyter's own
c.LabApp.custom_css = True
# Where custom.css is, and what it imports: the book's types, the course's colours.
folders = [HERE / "custom", HERE.parents[1] / "book" / "_static", look.PATH.parent]
c.ServerApp.tornado_settings = {"static_custom_path": list(map(str, folders))}
