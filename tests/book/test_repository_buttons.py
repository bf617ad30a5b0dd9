"""With the repository's address in _config.yml pages have buttons that lead there, else none.

A book of a few pages, with our configuration, is built both ways.
"""

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import nbformat
import pytest
import yaml
from bs4 import BeautifulSoup

from bookbuild.paths import ROOT
from bookbuild.sphinx.repository import FORM, source_of

ADDRESS = "https://github.com/somebody/networks"
CHAPTER = "02-perceptron"
NOTEBOOK = nbformat.v4.new_notebook(
    cells=[nbformat.v4.new_markdown_cell("# A chapter")],
    metadata={"kernelspec": {"name": "python3", "display_name": "Python"}},
)
MADE = "---\ngenerated: written by bookbuild/sources.py, do not edit\n---\n\n# Sources"
PAGES = {
    f"book/{CHAPTER}.ipynb": nbformat.writes(NOTEBOOK),
    f"solutions/{CHAPTER}.ipynb": nbformat.writes(NOTEBOOK),
    "book/sources.md": MADE,
    "book/notation.md": "# Notation",
}
EXTENSIONS = ["bookbuild.sphinx.pages", "bookbuild.sphinx.repository"]


def build(folder, url):
    """Build a small book; return the links and tooltips of each page's buttons, by their words."""
    config = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))
    config["repository"]["url"] = url
    config["sphinx"] = {"local_extensions": dict.fromkeys(EXTENSIONS, str(ROOT))}
    config["html"].pop("favicon")
    config.pop("bibtex_bibfiles")
    (folder / "_config.yml").write_text(yaml.safe_dump(config), "utf-8")
    first, *others = [page.rpartition(".")[0] for page in PAGES]
    toc = {"format": "jb-book", "root": first, "chapters": [{"file": page} for page in others]}
    (folder / "_toc.yml").write_text(yaml.safe_dump(toc), "utf-8")
    for page, text in {**PAGES, f"book/_src/{CHAPTER}.md": "# A chapter"}.items():
        (folder / page).parent.mkdir(parents=True, exist_ok=True)
        (folder / page).write_text(text, "utf-8")
    command = [Path(sys.executable).with_name("jupyter-book"), "build", folder, "-W", "-n", "-q"]
    built = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert built.returncode == 0, built.stdout + built.stderr
    return {page: buttons(folder / "_build" / "html" / page) for page in PAGES}


def buttons(page):
    """Links and tooltips of the buttons in a page's header that lead out of the book."""
    soup = BeautifulSoup(page.with_suffix(".html").read_text("utf-8"), "html.parser")
    links = soup.select(".article-header-buttons a[href^=http]:not(.btn-open-in-lab)")
    return {link.get_text(strip=True): (link["href"], link.get("title", "")) for link in links}


@pytest.fixture(scope="module")
def with_address(tmp_path_factory):
    return build(tmp_path_factory.mktemp("with"), ADDRESS + "/")


@pytest.mark.slow
def test_the_course_says_no_address_yet_and_then_there_is_no_button(tmp_path):
    assert yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))["repository"]["url"] == ""
    assert build(tmp_path, "") == {page: {} for page in PAGES}


@pytest.mark.slow
def test_every_page_leads_to_the_repository_and_to_a_form_that_exists(with_address):
    for page, found in with_address.items():
        assert found["Repository"][0] == ADDRESS
        link = urlsplit(found["Open issue"][0])
        assert f"https://{link.netloc}{link.path}" == f"{ADDRESS}/issues/new"
        asked = {name: value for name, (value,) in parse_qs(link.query).items()}
        assert asked == {"template": FORM, "page": f"{page.rpartition('.')[0]}.html"}
    form = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / FORM).read_text("utf-8"))
    assert "page" in [field.get("id") for field in form["body"]]


@pytest.mark.slow
def test_who_edits_gets_what_people_write(with_address):
    edited = {page: found["Suggest edit"][0] for page, found in with_address.items()}
    chapter = f"{ADDRESS}/edit/main/book/_src/{CHAPTER}.md"
    assert edited == {
        f"book/{CHAPTER}.ipynb": chapter,
        f"solutions/{CHAPTER}.ipynb": chapter,
        "book/sources.md": f"{ADDRESS}/edit/main/bookbuild/sources.py",
        "book/notation.md": f"{ADDRESS}/edit/main/book/notation.md",
    }


@pytest.mark.slow
@pytest.mark.parametrize("folder", ["book", "solutions"])
def test_binder_and_colab_open_the_built_notebook(with_address, folder):
    found = with_address[f"{folder}/{CHAPTER}.ipynb"]
    path = f"{folder}/{CHAPTER}.ipynb"
    assert found["Binder"][0] == (
        f"https://mybinder.org/v2/gh/somebody/networks/main?urlpath=lab/tree/{path}"
    )
    link, tooltip = found["Colab"]
    assert link == (f"https://colab.research.google.com/github/somebody/networks/blob/main/{path}")
    assert f"%pip install anywidget git+{ADDRESS}" in tooltip


@pytest.mark.slow
def test_a_page_of_text_is_not_opened_as_a_notebook(with_address):
    assert {"Binder", "Colab"}.isdisjoint(with_address["book/notation.md"])


def test_every_page_of_the_book_has_a_file_that_people_write():
    """The built notebooks and generated pages are never what is edited."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text("utf-8"))
    files = [toc["root"]] + [c["file"] for part in toc["parts"] for c in part["chapters"]]
    for file in files:
        (path,) = (p for p in [ROOT / f"{file}.md", ROOT / f"{file}.ipynb"] if p.is_file())
        said = re.search(r"^generated: (.+)$", path.read_text("utf-8"), re.M)
        source = ROOT / source_of(
            ROOT, path.relative_to(ROOT).as_posix(), {"generated": said and said[1]}
        )
        assert source.is_file()
        assert source.suffix in {".md", ".py"}
        assert "\ngenerated: " not in source.read_text("utf-8")[:200]


def test_binder_gets_what_readers_get_and_the_library_itself():
    binder = ROOT / ".binder"
    assert (binder / "requirements.txt").read_text("utf-8").splitlines()[
        -1
    ] == "-r ../requirements.txt"
    said = (binder / "postBuild").read_text("utf-8").replace("python -m pip ", "")
    line = next(line for line in said.splitlines() if line.startswith("install"))
    assert line in (ROOT / "README.md").read_text("utf-8")
    assert re.fullmatch(r"python-3\.1\d\n", (binder / "runtime.txt").read_text("utf-8"))
