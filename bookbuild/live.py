"""Make the chapters of a built book live: python -m bookbuild.live HTML FOLDER

FOLDER/_build/html then holds the book that lies in HTML, each chapter with a button and with
exercises that can be done on the page (bookbuild/on_page.py), and in lite/ what the button opens:
JupyterLite, the chapters, and the wheels that Pyodide's distribution lacks. Pyodide itself (Python,
NumPy, matplotlib, scikit-learn) is fetched by the reader's browser from its public server, or comes
from lite/ too if JUPYTERLITE_PYODIDE_URL names an archive of the distribution.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from html import escape
from pathlib import Path

import nbformat
from jupyterlite_pyodide_kernel.constants import (
    PYODIDE_KERNEL_PLUGIN_ID,
    PYODIDE_PYTHON_VERSION,
    PYODIDE_VERSION,
)

from bookbuild import on_page
from bookbuild.lab import CONFIG
from bookbuild.lab_copies import copy_new
from bookbuild.licences import IN_SITE, copy_texts
from bookbuild.paths import BOOK, ROOT

LAB_EXTENSIONS = Path(sys.prefix) / "share" / "jupyter" / "labextensions"
# What figures that play need in Python, and in JupyterLab; comm is the kernel's own need.
WHEELS = ["anywidget", "comm", "ipywidgets", "jupyterlab-widgets", "psygnal", "seaborn"]
WANTED = [
    "anywidget",
    "@jupyter-widgets/jupyterlab-manager",
    "@jupyterlite/pyodide-kernel-extension",
]
# Where the kernel of the live chapters looks too, unless the site has its own.
PUBLIC = f"https://cdn.jsdelivr.net/pyodide/v{PYODIDE_VERSION}/full/pyodide.mjs"
LITE = "../lite/lab/index.html"
WORDS = " Runs in your browser, with nothing to install. The first start takes a minute."
KERNEL = {"name": "python", "display_name": "Python (Pyodide)", "language": "python"}

NOTE = """**This is Python in your browser.** Nothing that you write is sent anywhere: it stays
in this browser, and *File › Download* keeps a copy. Run the next cell before all others: it
fetches what the chapter needs. Training takes longer here than in a Python on your computer."""
NOTES = {
    "07": "Keras does not run in a browser: the cells that need it say so and are passed over.",
}
FETCH = """%pip install -q nnlib anywidget
import nnlib

print("nnlib", nnlib.__version__, "is here")"""


def with_button(text, chapter):
    """A chapter's page with the button under its title that opens it in JupyterLite."""
    button = (
        f'<p class="try-live"><a class="btn btn-primary reference external" '
        f'href="{LITE}?path={chapter}.ipynb">Try it live</a>'
        f"{WORDS}</p>"
    )
    head, article, rest = text.partition("<article")  # the theme's page for print has the title too
    return head + article + rest.replace("</h1>", f"</h1>\n{button}", 1)


def for_the_browser(notebook, chapter):
    """Let a chapter's notebook start by fetching what it needs, and say what differs."""
    first = next(i for i, cell in enumerate(notebook.cells) if cell.cell_type == "code")
    note = "\n\n".join([NOTE, NOTES[chapter]] if chapter in NOTES else [NOTE])
    notebook.cells[first:first] = [
        nbformat.v4.new_markdown_cell(note, id="browser-note"),
        nbformat.v4.new_code_cell(FETCH, id="browser-fetch"),
    ]
    notebook.metadata.kernelspec = KERNEL
    return notebook


def write_contents(folder):
    """Copy what a learner gets, chapters and all, and make the chapters fit for the browser."""
    copy_new(BOOK, folder)
    for path in sorted(folder.glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        nbformat.write(for_the_browser(notebook, path.name[:2]), path)


def write_wheels(folder):
    """Build nnlib's wheel, and fetch the pure ones that Pyodide's distribution lacks."""
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    with tempfile.TemporaryDirectory() as scratch:  # a build/ in the tree would keep old modules
        shutil.copytree(ROOT / "nnlib", Path(scratch, "nnlib"))
        for name in ["pyproject.toml", "README.md", "LICENSE"]:
            shutil.copy(ROOT / name, scratch)
        options = ["--no-deps", "--no-build-isolation", "--wheel-dir", folder]
        subprocess.run([*pip, "wheel", *options, scratch], check=True)
    pure = ["--platform", "any", "--implementation", "py", "--abi", "none"]
    pure += ["--python-version", PYODIDE_PYTHON_VERSION, "--only-binary", ":all:", "--no-deps"]
    pinned = ["--constraint", ROOT / "requirements.txt", "--dest", folder]
    subprocess.run([*pip, "download", *pure, *pinned, *WHEELS], check=True)


def build_lite(folder, output):
    """Build JupyterLite from what lies in a folder: contents/ and wheels/."""
    pyodide = os.environ.get("JUPYTERLITE_PYODIDE_URL")
    if pyodide and Path(pyodide).exists():
        pyodide = str(Path(pyodide).resolve())  # JupyterLite looks for it from the folder
    config = {
        "LiteBuildConfig": {
            "apps": ["lab"],
            "contents": [str(folder / "contents")],
            "output_dir": str(output),
            "ignore_sys_prefix": ["federated_extensions"],  # most of them ask for a server
            "federated_extensions": [str(LAB_EXTENSIONS / name) for name in WANTED],
            "no_sourcemaps": True,
            "no_unused_shared_packages": True,
        },
        "PipliteAddon": {"piplite_urls": [str(folder / "wheels")]},
        "PyodideAddon": {"pyodide_url": pyodide},
    }
    settings = {PYODIDE_KERNEL_PLUGIN_ID: {"disablePyPIFallback": True}}
    page = {"appName": "Neural networks from scratch", "litePluginSettings": settings}
    defaults = CONFIG / "labconfig" / "default_setting_overrides.json"
    page["settingsOverrides"] = json.loads(defaults.read_text(encoding="utf-8"))
    write_json(folder / "build.json", config)
    write_json(
        folder / "jupyter-lite.json",
        {"jupyter-lite-schema-version": 0, "jupyter-config-data": page},
    )
    command = [sys.executable, "-m", "jupyter", "lite", "build", "--config", folder / "build.json"]
    built = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if built.returncode:
        sys.exit(built.stdout + built.stderr)


def write_json(path, value):
    """Write a file of JSON."""
    path.write_text(json.dumps(value, indent=1), encoding="utf-8")


def dress(html):
    """Give JupyterLite, which knows no custom.css, the look that chapters have in `make lab`."""
    shutil.copy(CONFIG / "custom" / "custom.css", html / "_static")  # beside what it imports
    page = html / "lite" / "lab" / "index.html"
    link = '<link rel="stylesheet" href="../../_static/custom.css" />'
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("</head>", f"{link}</head>", 1), encoding="utf-8")


def put_to_work(html):
    """Let the exercises be done on their pages, and say on each page what may run on it."""
    (wheel,) = (html / "lite" / "pypi").glob("nnlib-*.whl")
    local = html / "lite" / "static" / "pyodide" / "pyodide.mjs"
    place = {
        "kind": "browser",
        "wheel": f"../lite/pypi/{wheel.name}",
        "pyodide": "../lite/static/pyodide/pyodide.mjs" if local.exists() else PUBLIC,
    }
    for page in html.rglob("*.html"):
        path = page.relative_to(html).as_posix()
        if path.startswith("lite/"):
            continue
        text = page.read_text(encoding="utf-8")
        if name := on_page.chapter_of(path):
            text = with_button(text, name)
            notebook = f"{LITE}?path={name}.ipynb"
            text = on_page.with_script(text, page, {**place, "notebook": notebook})
        rule = escape(on_page.policy(text, frames=""))
        meta = f'<meta http-equiv="Content-Security-Policy" content="{rule}">'
        page.write_text(re.sub("<head[^>]*>", rf"\g<0>{meta}", text, count=1), encoding="utf-8")


def main(book, folder):
    """Put a built book and what its chapters need into a folder."""
    if not (book / "index.html").is_file():
        sys.exit(f"There is no book in {book}: run `make book` first")
    folder = folder.resolve()
    lite, html = folder / "lite", folder / "_build" / "html"
    for old in [lite, html]:  # JupyterLite takes a half of what was there for the whole
        shutil.rmtree(old, ignore_errors=True)
    lite.mkdir(parents=True)
    shutil.copytree(book, html)
    write_contents(lite / "contents")
    write_wheels(lite / "wheels")
    build_lite(lite, html / "lite")
    dress(html)
    put_to_work(html)
    copy_texts(IN_SITE, html / "lite" / "licences")
    print(f"\nThe site is in {html}\nIt wants a server, such as")
    print(f"    {sys.executable} -m http.server --directory {html}")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
