"""Film the README's moving picture on the book's own pages: python -m bookbuild.moving_picture

A digit is drawn on the front page and read there; then, on chapter 02's page as `make read` serves
it, an answer with a common mistake is written and checked, and the right one. Needs Chromium and
the book of `make book` (or a folder of a built book as argument). The first frame is the poster: it
is all that shows where a picture does not move.
"""

import contextlib
import io
import re
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image

from benchmarks.drawings import drawn, on_screen
from bookbuild.browser import FLAGS, chromium, free_port
from bookbuild.paths import BOOK, ROOT

PICTURE = BOOK / "figures" / "moving.webp"
SIZE = (1360, 850)  # pixels: sharp enough for a column of 838 on GitHub
DIGIT = drawn("round", 3)
EXERCISE = "02-step-unit"
WRONG = "return np.where(X @ w + b >= 0, 1, 0)"
RIGHT = "return np.where(X @ w + b > 0, 1, 0)"
# What is seen of a page, in its own pixels: the front page smaller, the card so large that its
# code is read easily.
FRONT, CARD = 1000, 900
STILL = """* {
  animation: none !important; caret-color: transparent !important; transition: none !important;
}"""


class Film:
    """Frames, each with the milliseconds that it stays."""

    def __init__(self, browser):
        self.browser, self.frames, self.times = browser, [], []

    def page(self, width, cookies=()):
        """A tab, so wide that what it shows fills the frame."""
        view = {"width": width, "height": -(-width * SIZE[1] // SIZE[0])}
        context = self.browser.new_context(viewport=view, device_scale_factor=SIZE[0] / width)
        context.add_cookies(cookies)
        return context.new_page()

    def shoot(self, page, milliseconds):
        """One frame, or more time for the last one where nothing has changed."""
        shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        frame = shot.crop((0, 0, *SIZE))
        if self.frames and frame.tobytes() == self.frames[-1].tobytes():
            self.times[-1] += milliseconds
        else:
            self.frames.append(frame)
            self.times.append(milliseconds)

    def save(self, path):
        """Write the film, which begins anew whenever it ends."""
        first, *others = self.frames
        first.save(
            path,
            save_all=True,
            append_images=others,
            duration=self.times,
            loop=0,
            lossless=True,
            method=6,
            minimize_size=True,
        )


@contextlib.contextmanager
def served(html):
    """`make read` on that book, in a folder of its own: the address that lets one browser in."""
    port = str(free_port())
    with tempfile.TemporaryDirectory() as scratch:
        log, work = Path(scratch, "log"), Path(scratch, "work")
        command = [sys.executable, "-m", "bookbuild.read", html, "--no-browser", "--port", port]
        with log.open("w") as file:
            server = subprocess.Popen(
                [*command, "--work", work], cwd=ROOT, stdout=file, stderr=file
            )
        try:
            while not (found := re.search(r"http://\S+#key=\S+", log.read_text("utf-8"))):
                if server.poll() is not None:
                    raise RuntimeError(log.read_text("utf-8"))
                time.sleep(0.1)
            while True:
                with contextlib.suppress(OSError):
                    socket.create_connection(("127.0.0.1", int(port)), timeout=1).close()
                    break
                time.sleep(0.1)
            yield found[0]
        finally:
            server.terminate()
            server.wait()


def draw_a_digit(film, page):
    """The poster, with the digit; then how it came to be there."""
    page.wait_for_selector(".playable.live")
    page.add_style_tag(content=STILL)
    figure = page.locator(".nnlib-figure:has(.pad)")
    strokes = on_screen(figure, DIGIT)
    for moving in (False, True):
        if moving:
            figure.get_by_role("button", name="Clear").click()
            page.mouse.move(5, 5)
            film.shoot(page, 900)
        for stroke in strokes:
            page.mouse.move(*stroke[0])
            page.mouse.down()
            for i, point in enumerate(stroke[1:]):
                page.mouse.move(*point)
                if moving and i % 3 == 2:
                    film.shoot(page, 60)
            page.mouse.up()
        film.shoot(page, 1800 if moving else 1000)


def answer(film, page):
    """A wrong answer, what is said of it, and the right one."""
    page.add_style_tag(content=STILL)
    card = page.locator(f"section.exercise:has(.exercise-id:text-is('{EXERCISE}'))")
    scroll_to(card.locator("h3"))
    film.shoot(page, 2400)
    card.locator(".work-begin button").click()
    area = card.locator("textarea")
    area.wait_for()
    page.mouse.move(5, 5)
    stub = area.input_value().rsplit("    raise", 1)[0]
    scroll_to(card.locator(".work-label"))
    film.shoot(page, 700)
    for n in [*range(0, len(WRONG), 3), len(WRONG)]:
        area.fill(f"{stub}    {WRONG[:n]}")
        film.shoot(page, 80)
    film.shoot(page, 900)
    check(film, card, "not-yet", 4500)
    area.fill(f"{stub}    {RIGHT}")
    film.shoot(page, 1200)
    check(film, card, "correct", 3000)


def check(film, card, verdict, milliseconds):
    """Ask for the verdict, and show it."""
    card.page.keyboard.press("Control+Enter")
    card.locator(f".work-verdict .nnlib-verdict.{verdict}").wait_for()
    film.shoot(card.page, milliseconds)


def scroll_to(element):
    """Bring it to the top, under the page's header."""
    element.evaluate(
        "e => scrollTo(0, scrollY + e.getBoundingClientRect().top "
        "- document.querySelector('.bd-header-article').getBoundingClientRect().bottom - 12)"
    )


def main(html=ROOT / "_build" / "html"):
    """Film, and say how large the picture is."""
    from playwright.sync_api import sync_playwright

    with served(Path(html).resolve()) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        film = Film(browser)
        front = film.page(FRONT)
        front.goto(address)
        front.wait_for_url("**/read/book/index.html")
        draw_a_digit(film, front)
        chapter = film.page(CARD, front.context.cookies())
        chapter.goto(front.url.replace("index.html", "02-perceptron.html"))
        answer(film, chapter)
        browser.close()
    film.save(PICTURE)
    seconds, size = sum(film.times) / 1000, PICTURE.stat().st_size / 1e3
    print(f"{PICTURE}: {len(film.frames)} frames, {seconds:.0f} s, {size:.0f} kB")


if __name__ == "__main__":
    main(*sys.argv[1:])
