"""Measure the built book: python -m benchmarks.page

For each page, opened from disk in a new Chromium context: milliseconds to the first contentful
paint, how much the layout shifts, what the page weighs with its pictures, without the assets
that all pages share, and the milliseconds that the slowest of its figures computes and draws for
one move of a slider and for one frame of training. For the book: its size, and the seconds of a
`make book` after the first.
The goals: 1.5 s, 0.1, 1.5 MB, 8 ms twice; 40 MB, 60 s. Needs `chromium` on the PATH.
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
FRAMES = """
  const ask = requestAnimationFrame;
  window.frames = [];
  window.requestAnimationFrame = then => ask(now => {
    const begin = performance.now();
    then(now);
    window.frames.push(performance.now() - begin);
  });
"""
# The lower quartile of 21 moves to both ends and between, since other programs take the core too.
MOVE = """async input => {
  const times = [], [low, high, step] = ["min", "max", "step"].map(name => Number(input[name]));
  for (let i = 0; i < 21; i++) {
    input.value = low + step * Math.round(((high - low) * ((7 * i) % 21)) / 21 / step);
    const begin = performance.now();
    input.dispatchEvent(new Event("input", { bubbles: true }));
    await null;  // what changes together is drawn once, in a microtask
    await null;
    times.push(performance.now() - begin);
  }
  return times.sort((a, b) => a - b)[5];
}"""


def weigh(path):
    """Bytes of a page and its pictures."""
    text = path.read_text(encoding="utf-8")
    pictures = set(re.findall(r'src="([^"]*_images/[^"]+)"', text))
    return path.stat().st_size + sum((path.parent / name).stat().st_size for name in pictures)


def look(browser, path):
    """Milliseconds to the first view, layout shift, milliseconds of a move and of a frame."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(FRAMES)
    page = context.new_page()
    page.goto(path.as_uri())
    paint, shift = page.evaluate(WATCH)
    moves = [slider.evaluate(MOVE) for slider in page.locator("input[type=range]").all()]
    frames = [_training(page, button) for button in page.get_by_role("button", name="Train").all()]
    context.close()
    return paint, shift, max(moves, default=0), max(frames, default=0)


def _training(page, button):
    """The median of a figure's frames while it trains; 0 if it draws none in two seconds."""
    page.evaluate("window.frames.length = 0")
    button.click()
    page.wait_for_timeout(2_000)
    return page.evaluate("window.frames.sort((a, b) => a - b)[window.frames.length >> 1] ?? 0")


def main():
    """Build twice, measure, print."""
    from playwright.sync_api import sync_playwright

    for _ in range(2):  # the first may have to make the environment
        start = time.perf_counter()
        subprocess.run(["make", "-s", "book"], cwd=ROOT, check=True, capture_output=True)
        seconds = time.perf_counter() - start
    flags = ["--no-sandbox", "--disable-gpu"]
    head = f"{'page':35} {'first view, ms':>15} {'shift':>7} {'MB':>6}"
    print(head, f"{'move, ms':>9} {'frame, ms':>10}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=flags)
        for path in sorted([*HTML.glob("book/*.html"), *HTML.glob("solutions/*.html")]):
            paint, shift, move, frame = look(browser, path)
            name = str(path.relative_to(HTML).with_suffix(""))
            seen = f"{name:35} {paint:15.0f} {shift:7.3f} {weigh(path) / 1e6:6.2f}"
            print(seen, f"{move:9.1f} {frame:10.1f}", flush=True)
        browser.close()
    total = sum(path.stat().st_size for path in HTML.rglob("*") if path.is_file())
    print(f"the whole book: {total / 1e6:.1f} MB; a warm make book: {seconds:.1f} s")


if __name__ == "__main__":
    main()
