"""Measure the built book: python -m benchmarks.page

For each page, opened from disk in a new Chromium context: milliseconds to the first contentful
paint, how much the layout shifts, and what the page weighs with its pictures, without the assets
that all pages share. For the book: its size, and the seconds of a `make book` after the first.
The goals: 1.5 s, 0.1, 1.5 MB; 40 MB, 60 s. Needs `chromium` on the PATH.
"""

import re
import shutil
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HTML = ROOT / "_build" / "html"
WATCH = """() => new Promise(done => {
  let shift = 0;
  new PerformanceObserver(list => list.getEntries().forEach(e => { shift += e.value }))
    .observe({ type: "layout-shift", buffered: true });
  const paint = () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
  setTimeout(() => done([paint(), shift]), 1500);  // formulas and figures are there by then
})"""


def weigh(path):
    """Bytes of a page and its pictures."""
    text = path.read_text(encoding="utf-8")
    pictures = set(re.findall(r'src="([^"]*_images/[^"]+)"', text))
    return path.stat().st_size + sum((path.parent / name).stat().st_size for name in pictures)


def look(browser, path):
    """Milliseconds to the first view, and the layout shift, of a page."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(path.as_uri())
    paint, shift = page.evaluate(WATCH)
    context.close()
    return paint, shift


def main():
    """Build twice, measure, print."""
    from playwright.sync_api import sync_playwright

    for _ in range(2):  # the first may have to make the environment
        start = time.perf_counter()
        subprocess.run(["make", "-s", "book"], cwd=ROOT, check=True, capture_output=True)
        seconds = time.perf_counter() - start
    flags = ["--no-sandbox", "--disable-gpu"]
    print(f"{'page':35} {'first view, ms':>15} {'shift':>7} {'MB':>6}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        for path in sorted([*HTML.glob("book/*.html"), *HTML.glob("solutions/*.html")]):
            paint, shift = look(browser, path)
            name = str(path.relative_to(HTML).with_suffix(""))
            print(f"{name:35} {paint:15.0f} {shift:7.3f} {weigh(path) / 1e6:6.2f}", flush=True)
        browser.close()
    total = sum(path.stat().st_size for path in HTML.rglob("*") if path.is_file())
    print(f"the whole book: {total / 1e6:.1f} MB; a warm make book: {seconds:.1f} s")


if __name__ == "__main__":
    main()
