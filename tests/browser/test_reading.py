"""`make read`: a chapter's exercises done on its page, and who gets nothing from that server.

One server for all of these, with a user's settings that would open every door.
"""

import contextlib
import functools
import http.client
import http.server
import json
import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlencode, urlparse

import pytest

from bookbuild.browser import free_port
from nnlib.exercises import REGISTRY, find
from nnlib.judge.stub import answer_source, stub_source
from tests.browser.conftest import ROOT
from tests.browser.test_every_page import AXE, AXE_SAYS
from tests.browser.test_jupyterlab import WRONG

CHAPTER = "01-sigmoid-softmax"
CARELESS = """
c.ServerApp.allow_origin = "*"
c.ServerApp.allow_remote_access = True
c.ServerApp.disable_check_xsrf = True
c.ServerApp.ip = "0.0.0.0"
c.ServerApp.tornado_settings = {"headers": {"Access-Control-Allow-Origin": "*"}}
c.IdentityProvider.token = "careless"
"""
# What another page tries: each way either fails or gives nothing that the page can read.
TRIES = """async here => {
  const tell = {};
  const loads = (tag, at) => new Promise(done => {
    const element = Object.assign(document.createElement(tag), at);
    element.onload = () => done(tag === "iframe" ? "framed" : "loaded");
    element.onerror = () => done("nothing");
    document.body.append(element);
    setTimeout(() => done("nothing"), 3000);
  });
  const gets = (way, options) => fetch(here + way, { credentials: "include", ...options })
    .then(answer => answer.type === "opaque" ? "sent" : answer.status, () => "nothing");
  const opens = url => new Promise(done => {
    const socket = new WebSocket(url);
    socket.onopen = () => done("open");
    socket.onerror = () => done("nothing");
  });
  tell.page = await gets("/read/book/index.html");
  tell.kernels = await gets("/api/kernels");
  tell.start = await gets("/api/kernels", { method: "POST", body: "{}" });
  tell.script = await loads("script", { src: here + "/read/_static/questions.js" });
  tell.picture = await loads("img", { src: here + "/read/_static/favicon.svg" });
  tell.socket = await opens(here.replace("http", "ws") + "/api/kernels/x/channels");
  return tell;
}"""


class Server:
    """A running `make read`: where it is, the address that it printed, its process."""

    def __init__(self, process, port, address, folder):
        self.process, self.port, self.address, self.folder = process, port, address, folder
        self.here = f"http://127.0.0.1:{port}"
        self.work = folder / "work"

    def ask(self, way, method="GET", body=None, **headers):
        """What a program gets: status, headers, text."""
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request(method, way, body=body, headers=headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, answer.headers, text


@pytest.fixture(scope="module")
def server(html, tmp_path_factory):
    folder = tmp_path_factory.mktemp("reading")
    (folder / "config").mkdir()
    (folder / "config" / "jupyter_server_config.py").write_text(CARELESS)
    variables = {**os.environ, "JUPYTER_PLATFORM_DIRS": "1"}
    for name in ["CONFIG", "DATA", "RUNTIME"]:
        variables[f"JUPYTER_{name}_DIR"] = str(folder / name.lower())
    port, log = free_port(), folder / "log"
    command = [sys.executable, "-m", "bookbuild.read", html, "--no-browser", "--port", str(port)]
    with log.open("w") as file:
        process = subprocess.Popen(
            [*command, "--work", folder / "work"], cwd=ROOT, env=variables, stdout=file, stderr=file
        )
    try:
        while not (found := re.search(r"http://\S+#key=\S+", log.read_text())):
            assert process.poll() is None, log.read_text()
            time.sleep(0.1)
        made = Server(process, port, found[0], folder)
        for _ in range(300):
            with contextlib.suppress(OSError):
                made.ask("/")
                break
            time.sleep(0.1)
        yield made
    finally:
        process.terminate()
        process.wait(timeout=60)


@pytest.fixture(scope="module")
def reader(chromium, server):
    """A browser that has been let in: the one for whom the address was printed."""
    context = chromium.new_context(viewport={"width": 1440, "height": 1000}, accept_downloads=True)
    page = context.new_page()
    page.goto(server.address)
    page.wait_for_url("**/read/book/index.html")
    assert page.evaluate("location.hash + location.search") == ""
    assert server.address.split("#")[1] not in page.content()
    page.close()
    return context


@pytest.fixture
def page(reader, server):
    """A tab of that browser on a chapter, without errors and without anything that is refused."""
    page, wrong = reader.new_page(), []
    page.set_default_timeout(30_000)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda m: wrong.append(m.text) if "Security Policy" in m.text else None)
    page.on("response", lambda r: wrong.append(r.url) if r.status > 399 else None)
    page.goto(f"{server.here}/read/book/{CHAPTER}.html", wait_until="domcontentloaded")
    yield page
    if "/read/" in page.url:
        page.evaluate("localStorage.clear()")  # the next test's reader has answered nothing yet
    page.close()
    assert wrong == []


def card_of(page, name):
    return page.locator(f"section.exercise:has(.exercise-id:text-is('{name}'))")


def begin(page, name):
    """Bring a card's editor to life."""
    card = card_of(page, name)
    card.locator(".work-begin button").click()
    card.locator("textarea").wait_for()
    return card


def check(card, text):
    card.locator("textarea").fill(text)
    card.page.keyboard.press("Control+Enter")


def wrong_answer(name):
    _, body = WRONG[name]
    lines = stub_source(find(name)).splitlines()
    return "\n".join([*lines[:-1], f"    {body}"])


def test_every_exercise_of_a_chapter_is_done_on_the_page(page, server, tmp_path):
    loaded = []
    page.on("request", lambda request: loaded.append(request.url))
    page.reload()
    assert [url.rsplit("/", 1)[1] for url in loaded if "/on_page/" in url] == [
        "work.css",
        "start.js",
    ]
    assert not json.loads(page.evaluate("fetch('/api/kernels').then(a => a.text())"))
    ours = [name for name in REGISTRY if name[:2] == CHAPTER[:2]]
    for name in ours:
        card = begin(page, name)
        check(card, wrong_answer(name))
        mistake = next(m for m in find(name).mistakes if m.name == WRONG[name][0])
        verdict = card.locator(".work-verdict .nnlib-verdict.not-yet")
        verdict.wait_for()
        assert mistake.sentence.replace("`", "") in verdict.inner_text()
        check(card, answer_source(find(name)))
        card.locator(".work-verdict .nnlib-verdict.correct").wait_for()
    page.reload()
    for name in ours:
        assert "You have solved this here" in card_of(page, name).inner_text()
    # Out into a file, everything deleted, and in again: as text, which nothing says is right.
    page.locator(".question button.option").first.click()
    assert page.evaluate("Object.keys(localStorage).some(k => k.startsWith('nnlib-answered:'))")
    page.locator("#answers-kept summary").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save answers as a file").click()
    download.value.save_as(tmp_path / "answers.json")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Delete everything").click()
    page.get_by_text("Deleted.").wait_for()
    assert page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('nnlib-'))") == []
    page.locator("input[type=file]").set_input_files(tmp_path / "answers.json")
    page.get_by_text(f"{len(ours)} answers taken over").wait_for()
    page.reload()
    for name in ours:
        assert "kept in this browser" in card_of(page, name).inner_text()
        assert begin(page, name).locator("textarea").input_value() == answer_source(find(name))
    (name,) = page.evaluate("Object.keys(localStorage).filter(k => k.includes('answers'))")
    assert re.fullmatch(r"nnlib-answers:01:[0-9a-f]{12}", name), "with the edition in its name"


def test_stop_ends_what_catches_everything_and_the_next_check_goes_on(page):
    card = begin(page, "01-sigmoid")
    loop = (
        "while True:\n    try:\n        while True:\n            pass\n"
        "    except BaseException:\n        pass\n"
    )
    check(card, loop)
    card.get_by_text("Checking").wait_for()
    card.get_by_role("button", name="Stop").click()
    card.get_by_text("Stopped. Nothing was checked.").wait_for()
    check(card, "def sigmoid(Z):\n    while True:\n        pass\n")  # the check itself stops this
    card.get_by_text("took too long and was stopped").wait_for()
    check(card, answer_source(find("01-sigmoid")))
    card.locator(".nnlib-verdict.correct").wait_for()


def test_the_keys_of_the_editor(page):
    card = begin(page, "01-sigmoid")
    area = card.locator("textarea")
    area.fill("")
    page.keyboard.type("def f(x):\nif x:\n")  # what is under a colon goes in by itself
    assert area.input_value() == "def f(x):\n    if x:\n        "
    page.keyboard.press("Backspace")
    page.keyboard.type("return 1")
    assert area.input_value() == "def f(x):\n    if x:\n    return 1"
    page.keyboard.press("Tab")
    assert area.input_value().endswith("return 1    ")
    page.keyboard.press("Shift+Tab")
    assert area.input_value() == "def f(x):\n    if x:\nreturn 1    "
    page.keyboard.press("Control+a")
    page.keyboard.press("Tab")
    assert area.input_value() == "    def f(x):\n        if x:\n    return 1    "
    page.keyboard.press("Control+z")
    assert area.input_value() == "def f(x):\n    if x:\nreturn 1    "
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert not area.evaluate("e => e === document.activeElement"), "Esc, then Tab leaves"
    card.get_by_role("button", name="Start over").click()
    assert "NotImplementedError" in area.input_value()
    card.get_by_role("button", name="Take that back").click()
    assert "def f(x)" in area.input_value()
    card.get_by_role("button", name="Take that back").or_(
        card.get_by_role("button", name="Start over")
    ).click()


def test_the_first_key_replaces_what_is_still_to_be_written(page, server):
    area = begin(page, "01-sigmoid").locator("textarea")
    page.keyboard.type("return 1")
    assert area.input_value().endswith('"""\n    return 1')
    page.goto(f"{server.here}/read/book/00-arrays-shapes.html", wait_until="domcontentloaded")
    area = begin(page, "00-average-three").locator("textarea")
    page.keyboard.type("X[0]")
    assert area.input_value() == "average_three = X[0]"


def test_a_verdict_on_another_text_says_so_until_the_text_is_back(page):
    card = begin(page, "01-sigmoid")
    old, verdict = card.get_by_text("Before your change:"), card.locator(".work-verdict")
    check(card, wrong_answer("01-sigmoid"))
    card.locator(".nnlib-verdict.not-yet").wait_for()
    assert not old.is_visible()
    page.keyboard.type("#")
    assert old.is_visible()
    assert float(verdict.evaluate("e => getComputedStyle(e).opacity")) < 1
    page.keyboard.press("Backspace")
    assert not old.is_visible()
    check(card, answer_source(find("01-sigmoid")))
    card.locator(".nnlib-verdict.correct").wait_for()
    assert not old.is_visible()
    page.keyboard.type(" ")
    card.get_by_role("button", name="Start over").click()
    assert not old.is_visible()


def test_what_the_check_says_comes_into_sight(page):
    page.set_viewport_size({"width": 390, "height": 420})  # a phone's, above its keyboard
    card = begin(page, "01-sigmoid")
    check(card, wrong_answer("01-sigmoid"))
    said = card.locator(".nnlib-verdict.not-yet")
    said.wait_for()
    page.wait_for_function(
        """said => { const { top, bottom } = said.getBoundingClientRect();
                     return top < innerHeight - 100 && bottom > 100; }""",
        arg=said.element_handle(),
    )


def test_a_card_that_is_worked_fits_and_has_no_barrier(page):
    card = begin(page, "01-softmax")
    check(card, wrong_answer("01-softmax"))
    card.locator(".nnlib-verdict.not-yet").wait_for()
    page.evaluate(AXE.read_text())  # the page's policy lets in no tag with a script
    where = {"include": [[".exercise-card:has(textarea)"], ["#answers-kept"]]}
    for width, theme in [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")]:
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for text in ["", " "]:  # with a verdict on what stands there, and on what stood there
            card.locator("textarea").press_sequentially(text)
            assert page.evaluate(AXE_SAYS, [where, {}]) == []
            if text:
                page.keyboard.press("Backspace")
        if "SHOTS" in os.environ:  # a folder, to look at what a reader sees
            card.screenshot(path=f"{os.environ['SHOTS']}/card-{width}-{theme}.png")


def test_the_whole_notebook_stands_beside_it(page, server):
    link = card_of(page, "01-sigmoid").get_by_role("link", name="Open the whole notebook")
    assert link.get_attribute("href") == f"/lab/tree/{CHAPTER}.ipynb"
    assert (server.work / f"{CHAPTER}.ipynb").is_file()
    answer = page.request.get(f"{server.here}/lab/tree/{CHAPTER}.ipynb")
    assert answer.status == 200
    assert "JupyterLab" in answer.text()


@pytest.fixture
def elsewhere(tmp_path):
    """A page of another origin on this machine."""
    (tmp_path / "page.html").write_text("<!doctype html><title>Another</title>")
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        yield {
            "another origin": f"http://127.0.0.1:{other.server_port}/page.html",
            "a page from disk": (tmp_path / "page.html").as_uri(),
        }
        other.shutdown()


@pytest.mark.parametrize("kind", ["another origin", "a page from disk"])
def test_another_page_in_the_readers_browser_gets_nothing(reader, server, elsewhere, kind):
    page = reader.new_page()
    page.goto(elsewhere[kind])
    tried = page.evaluate(TRIES, server.here)
    assert set(tried.values()) == {"nothing"}, tried
    # In a frame the book doesn't show; a form that is sent there is refused.
    page.evaluate(
        "here => document.body.append("
        "Object.assign(document.createElement('iframe'), { src: here }))",
        f"{server.here}/read/book/index.html",
    )
    page.wait_for_function("document.querySelector('iframe').contentDocument === null")
    time.sleep(0.3)
    assert page.frames[1].evaluate("document.body.innerText") == ""
    with page.expect_navigation() as sent:
        page.evaluate(
            "here => { document.body.innerHTML = `<form method=post action='${here}/api/kernels'>"
            "<input name=_xsrf value=x></form>`; document.forms[0].submit() }",
            server.here,
        )
    assert sent.value.status == 403
    page.close()


FOREIGN = {
    "a foreign name": {"Host": "evil.example:80"},
    "a foreign name of this machine": {"Host": "localhost"},
    "another origin": {"Origin": "http://127.0.0.1:1"},
    "a page from disk": {"Origin": "null"},
    "another site's link": {"Sec_Fetch_Site": "cross-site"},
    "a neighbour's page": {"Sec_Fetch_Site": "same-site"},
}


@pytest.mark.parametrize(
    "way", ["/", "/login", "/read/book/index.html", "/api", "/static/x", "/lab"]
)
@pytest.mark.parametrize("who", FOREIGN)
def test_the_wall_stands_before_every_address(server, way, who):
    status, headers, text = server.ask(way, **FOREIGN[who])
    assert (status, text) == (403, "")
    assert not [name for name in headers if name.lower().startswith("access-control")]


@pytest.mark.parametrize(
    "way", ["/read/book/index.html", "/api/kernels", "/lab", "/read/_static/text.css"]
)
def test_without_the_cookie_there_is_nothing(server, way):
    token = {"Authorization": "token careless"}
    for asked in [server.ask(way), server.ask(f"{way}?token=careless"), server.ask(way, **token)]:
        status, headers, text = asked
        assert status in {302, 403}
        assert "Set-Cookie" not in headers or "username" not in headers["Set-Cookie"]
        assert "sigmoid" not in text
        assert "Access-Control-Allow-Origin" not in headers


def test_the_key_opens_once_and_gives_a_strict_cookie(reader, server):
    (cookie,) = [c for c in reader.cookies() if c["name"].startswith("username")]
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Strict"
    assert cookie["expires"] == -1, "it ends with the browser"
    (xsrf,) = [c for c in reader.cookies() if c["name"] == "_xsrf"]
    assert xsrf["sameSite"] == "Strict"
    key = server.address.split("#key=")[1]
    for tried in [key, "", "x"]:
        both = {"X_XSRFToken": xsrf["value"], "Cookie": f"_xsrf={xsrf['value']}"}
        both["Content_Type"] = "application/x-www-form-urlencoded"
        status, headers, _ = server.ask("/login", "POST", urlencode({"key": tried}), **both)
        assert status == 403
        assert "username" not in headers.get("Set-Cookie", "")


def test_who_has_the_cookie_still_needs_the_other_one_to_change_something(reader, server):
    cookies = "; ".join(f"{c['name']}={c['value']}" for c in reader.cookies())
    assert server.ask("/api/kernels", Cookie=cookies)[0] in {200, 403}
    assert server.ask("/api/kernels", "POST", "{}", Cookie=cookies)[0] == 403


def test_the_key_stands_nowhere_but_in_the_address(server):
    key = server.address.split("#key=")[1]
    if Path("/proc/self/cmdline").exists():
        arguments = Path(f"/proc/{server.process.pid}/cmdline").read_bytes()
        environment = Path(f"/proc/{server.process.pid}/environ").read_bytes()
        assert key.encode() not in arguments + environment
    log = (server.folder / "log").read_text()
    assert log.count(key) == 1, "printed once"
    for path in server.folder.rglob("*"):
        if path.is_file() and path.name != "log":
            text = path.read_bytes()
            assert key.encode() not in text
            assert b'"token": ""' in text or not path.name.startswith("jpserver"), path
            assert not path.name.endswith("-open.html")


def test_it_listens_on_this_machine_alone(server):
    assert urlparse(server.address).hostname == "127.0.0.1"
    with contextlib.suppress(FileNotFoundError):
        lines = Path("/proc/net/tcp").read_text().splitlines()[1:]
        wanted = f":{server.port:04X}"
        heard = [line.split()[1] for line in lines if line.split()[3] == "0A"]
        assert [where for where in heard if where.endswith(wanted)] == [f"0100007F{wanted}"]


def test_a_page_says_what_may_run_on_it(reader, server):
    answer = reader.request.get(f"{server.here}/read/book/{CHAPTER}.html")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]
    assert "unsafe-eval" not in policy
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert 'data-work="' in answer.text()
    for page in ["book/index.html", "book/glossary.html"]:
        assert 'data-work="' not in reader.request.get(f"{server.here}/read/{page}").text()
    outside = reader.request.get(f"{server.here}/read/%2e%2e/%2e%2e/README.md")
    assert outside.status in {403, 404}
