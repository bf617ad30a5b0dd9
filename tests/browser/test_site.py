"""`make site`: each chapter has a button, and behind it the chapter runs in the browser.

What cannot run here is NumPy itself and all that is compiled for the browser (see
pyodide_here.py): no number that the browser computes is tested.
"""

import functools
import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import zipfile
from email.parser import Parser

import nbformat
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bookbuild import notebooks

pytest.importorskip("jupyterlite_pyodide_kernel", reason="the extra `site` is not installed")
from bookbuild import live
from tests.browser import pyodide_here

CHAPTERS = sorted(path.stem for path in notebooks.SOURCES.glob("[0-9][0-9]-*.md"))
KNOWN = "THEBE_JS_URL"  # the theme declares it twice on every page
LEARNER = """import sys
from nnlib._common.record import read_done, record_done
from nnlib.widgets.playable import Playable

class Figure(Playable):
    _esm = "export default {render({el}) {el.append('It ' + 'plays.')}}"
    __repr__ = lambda self: "a figure"
    still = lambda self: {}  # there is no matplotlib here to draw it with

def endless(Z):
    while True:
        pass

mine = check("01-sigmoid", endless)
record_done("01-softmax")
print(sys.platform, "done:", *read_done())
Figure()"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def pyodide(tmp_path_factory):
    """The archive of a Pyodide that is whole but for what is compiled."""
    if shutil.which("npm") is None:
        pytest.skip("there is no `npm` on the PATH to fetch Pyodide's core with")
    try:
        return pyodide_here.fetch(tmp_path_factory.mktemp("pyodide"))
    except subprocess.CalledProcessError as error:
        pytest.skip(f"Pyodide could not be fetched: {error}: {error.stderr[-500:]}")


@pytest.fixture(scope="module")
def site(tmp_path_factory, html, pyodide):
    """The folder of a site that serves that Pyodide itself."""
    folder = tmp_path_factory.mktemp("site")
    environment = {**os.environ, "JUPYTERLITE_PYODIDE_URL": str(pyodide)}
    command = [sys.executable, "-m", "bookbuild.live", html, folder]
    built = subprocess.run(
        command, cwd=notebooks.ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stdout[-3000:] + built.stderr[-3000:]
    return folder / "_build" / "html"


def test_each_chapter_and_nothing_else_has_a_button_to_its_notebook(site):
    found = {}
    for path in site.rglob("*.html"):
        if "lite" not in path.relative_to(site).parts:
            links = re.findall(r'href="([^"]+)">Try it live', path.read_text(encoding="utf-8"))
            if links:
                (found[path.stem],) = links
    assert sorted(found) == CHAPTERS
    for chapter, link in found.items():
        place, name = link.split("?path=")
        assert (site / "book" / place).resolve().is_file()
        assert name == f"{chapter}.ipynb"
        assert (site / "lite" / "files" / name).is_file()


def test_the_book_that_make_book_builds_knows_nothing_of_it(html):
    for chapter in CHAPTERS:
        text = (html / "book" / f"{chapter}.html").read_text(encoding="utf-8")
        assert "Try it live" not in text
        assert "lite/" not in text


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_live_chapter_is_the_chapter_with_two_cells_more(site, chapter):
    original = nbformat.read(notebooks.ROOT / "book" / f"{chapter}.ipynb", as_version=4)
    notebook = nbformat.read(site / "lite" / "files" / f"{chapter}.ipynb", as_version=4)
    sources = [cell.source for cell in notebook.cells]
    place = sources.index(live.FETCH)
    assert [cell.cell_type for cell in notebook.cells].index("code") == place
    note = sources[place - 1]
    assert ("Keras does not run" in note) == (chapter == "07-keras")
    assert sources[: place - 1] + sources[place + 1 :] == [c.source for c in original.cells]
    assert not any(cell.get("outputs") for cell in notebook.cells)


def test_what_the_wheels_need_is_on_the_site_or_in_pyodide(site):
    """The browser asks no registry, so nothing may be missing, or of a version too old."""
    lock = json.loads((site / "lite" / "static" / "pyodide" / "pyodide-lock.json").read_text())
    there = {canonicalize_name(n): p["version"] for n, p in lock["packages"].items()}
    wheels = [path for path in (site / "lite").rglob("*.whl") if path.parent.name == "pypi"]
    told = []
    for path in wheels:
        with zipfile.ZipFile(path) as wheel:
            name = next(n for n in wheel.namelist() if n.endswith(".dist-info/METADATA"))
            told.append(Parser().parsestr(wheel.read(name).decode()))
    there.update({canonicalize_name(data["Name"]): data["Version"] for data in told})
    assert {"nnlib", "anywidget", "ipywidgets", "pyodide-kernel"} <= set(there)
    browser = {"sys_platform": "emscripten", "platform_system": "Emscripten", "extra": ""}
    browser["python_version"] = live.PYODIDE_PYTHON_VERSION
    ours = {canonicalize_name(name) for name in ["nnlib", *live.WHEELS]}
    for data in told:
        for line in data.get_all("Requires-Dist", []):
            need = Requirement(line)
            if canonicalize_name(data["Name"]) not in ours:
                continue  # the kernel's own business
            if need.marker is None or need.marker.evaluate(browser):
                assert there[canonicalize_name(need.name)] in need.specifier, (data["Name"], line)


@pytest.fixture
def page(chromium, site):
    """A page of the site; nothing may be asked of any other machine."""
    handler = functools.partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        here = f"http://127.0.0.1:{server.server_port}"
        context = chromium.new_context(base_url=here, viewport={"width": 1300, "height": 950})
        asked, errors = [], []
        context.on("request", lambda request: asked.append(request.url))
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.set_default_timeout(240_000)  # an idle machine needs a tenth of it
        yield page
        context.close()
        server.shutdown()
    assert [url for url in asked if not url.startswith((here, "blob:", "data:"))] == []
    assert [error for error in errors if KNOWN not in error] == []


def test_an_exercise_is_checked_on_its_page_and_stop_starts_python_anew(page):
    """The page, its worker and the check; numbers there are none without NumPy."""
    page.goto("/book/01-sigmoid-softmax.html", wait_until="domcontentloaded")
    refused = []
    page.on("console", lambda m: refused.append(m.text) if "Security Policy" in m.text else None)
    card = page.locator("section.exercise:has(.exercise-id:text-is('01-sigmoid'))")
    link = card.get_by_role("link", name="Open the whole notebook").get_attribute("href")
    assert link == "../lite/lab/index.html?path=01-sigmoid-softmax.ipynb"
    card.locator(".work-begin button").click()

    def check(text):
        card.locator("textarea").fill(text)
        page.keyboard.press("Control+Enter")

    check("def sigmoid(Z)\n    return 1")
    card.get_by_text("Python cannot read your answer. Line 1").wait_for()
    check("while True:\n    try:\n        pass\n    except BaseException:\n        pass")
    card.get_by_text("Checking").wait_for()
    card.get_by_role("button", name="Stop").click()
    card.get_by_text("Stopped. Nothing was checked.").wait_for()
    check("def sigmoid(Z):\n    while True:\n        pass")
    card.get_by_text("took too long and was stopped").wait_for()
    assert refused == []
    if "SHOTS" in os.environ:
        card.screenshot(path=f"{os.environ['SHOTS']}/live-card.png")


def test_each_page_of_the_site_says_what_may_run_on_it(site):
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        if (
            "lite" not in path.relative_to(site).parts and "<head" in text
        ):  # not the one that leads on
            (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text)
            assert "default-src &#x27;none&#x27;; script-src &#x27;self&#x27; blob:" in policy
            work = "data-work=" in text
            assert work == (path.stem in CHAPTERS and path.parent.name == "book"), path


def run(page, number, text=None):
    """Run one of the notebook's first code cells, perhaps with another text; return it."""
    cell = page.locator(".jp-CodeCell").nth(number)
    cell.locator(".cm-content").click()
    if text is not None:
        page.keyboard.press("Control+a")
        page.keyboard.insert_text(text)
    page.keyboard.press("Control+Enter")
    return cell


def test_the_button_leads_to_a_chapter_that_runs(page):
    """From the book to a check that stops an endless loop, and a figure that plays."""
    page.goto("/book/01-sigmoid-softmax.html")
    page.get_by_role("link", name="Try it live").click()
    page.get_by_text("Python (Pyodide) | Idle").wait_for()
    letters = page.locator(".jp-RenderedMarkdown p").first.evaluate(
        "p => getComputedStyle(p).fontFamily"
    )
    assert "Source Serif" in letters, "it has the look of `make lab`"
    run(page, 0).get_by_text(re.compile(r"^nnlib [\d.]+ is here")).wait_for()
    run(page, 1)  # the chapter's own imports
    cell = run(page, 1, f"print('imported', check.__name__)\n{LEARNER}")
    cell.get_by_text("emscripten done: 01-softmax").wait_for()
    said = cell.inner_text()
    assert "imported check" in said
    assert "Your code took too long and was stopped" in said
    assert "can't start new thread" not in said
    cell.get_by_text("It plays.").wait_for()
    if "SHOTS" in os.environ:  # a folder, to look at what a reader sees
        page.screenshot(path=f"{os.environ['SHOTS']}/live.png")
