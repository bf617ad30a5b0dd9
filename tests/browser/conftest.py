"""A headless Chromium, and the book and JupyterLab for it to look at."""

import functools
import http.server
import json
import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import ipywidgets.embed
import pytest

from bookbuild import browser

ROOT = Path(__file__).parent.parent.parent
FLAGS = [*browser.FLAGS, "--disable-quic", "--no-first-run"]
MATHJAX = "**/mathjax/tex-mml-chtml.js*"
FLAGS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]


# For one file's tests, not for the session: Playwright's event loop runs as long as it is open,
# and what comes after (the PDF's own browser, the grader's count of processes) must not meet it.
@pytest.fixture(scope="module")
def chromium():
    program = browser.chromium()
    if program is None:
        pytest.skip("there is no `chromium` on the PATH")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def html(tmp_path_factory):
    """The folder of the built book: the one that BOOK names, or one built here."""
    if "BOOK" in os.environ:
        return Path(os.environ["BOOK"]).resolve()
    out = tmp_path_factory.mktemp("book")
    program = Path(sys.executable).with_name("jupyter-book")
    command = [str(program), "build", str(ROOT), "-W", "-n", "--keep-going"]
    built = subprocess.run(
        [*command, "--path-output", str(out)], capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stdout[-3000:] + built.stderr[-3000:]
    return out / "_build" / "html"


@pytest.fixture(scope="session")
def every_page(html):
    """All that was built, as paths relative to the book's folder."""
    found = sorted(path.relative_to(html) for path in html.rglob("*.html"))
    found = [str(path) for path in found if path.parts[0] != "_static"]
    found.remove("index.html")  # it only leads to book/index.html
    assert len(found) >= 28
    return found


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="session")
def places(html):
    """The book by http and from disk."""
    handler = functools.partial(Quiet, directory=str(html))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield {"http": f"http://127.0.0.1:{server.server_port}", "file": html.as_uri()}
        server.shutdown()


@pytest.fixture
def tab(chromium):
    """Open pages with no network but this machine; collect what goes wrong.

    formulas: whether MathJax sets them, which takes a chapter as long as all the rest of it.
    """
    contexts, wrong = [], []

    def here_only(route):
        wrong.append(f"asked for {route.request.url}")
        route.abort()

    def open_page(url=None, formulas=False, **settings):
        context = chromium.new_context(**settings)
        contexts.append(context)
        if not formulas:
            context.route(
                MATHJAX, lambda route: route.fulfill(body="", content_type="text/javascript")
            )
        # What is on this machine does not pass through here, which is quicker.
        context.route(re.compile(r"^(?!file:|blob:|data:|http://127\.0\.0\.1)"), here_only)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
        page.on("requestfailed", lambda r: wrong.append(f"{r.url} failed") if is_lost(r) else None)
        page.on(
            "response", lambda r: wrong.append(f"{r.status} {r.url}") if r.status > 399 else None
        )
        if url is not None:
            page.goto(url)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


def is_lost(request):
    """A file that is not there, rather than one that a page left while it was loading."""
    return "ERR_FILE_NOT_FOUND" in (request.failure or "")


@pytest.fixture
def alone(tab, tmp_path):
    """A figure on a page of its own, with the book's script; set_up: what the address says."""

    def show(figure, set_up="", **settings):
        data = ipywidgets.embed.embed_data(views=[figure], drop_defaults=False)
        kind = '<script type="application/vnd.jupyter.widget-{}+json">{}</script>'
        state = kind.format("state", json.dumps(data["manager_state"]).replace("</", "<\\/"))
        view = kind.format("view", json.dumps(data["view_specs"][0]))
        script = (ROOT / "book" / "_static" / "play_on_page.js").read_text()
        page = tmp_path / "figure.html"
        page.write_text(
            '<!doctype html><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width">'
            f'<div class="playable">{view}</div>{state}<script>{script}</script>'
        )
        page = tab(page.as_uri() + set_up, **settings)
        page.wait_for_selector(".playable.live")
        return page, page.locator(".nnlib-figure")

    return show
