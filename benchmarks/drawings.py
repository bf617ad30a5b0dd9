"""Count the drawn digits that the network of chapter 06 reads: python -m benchmarks.drawings

Three hands draw each digit on the figure of the built book: 30 with the mouse, ten with a finger.
Then 300 wobbly ones, turned by up to 8 degrees, with a hand that trembles, of any size from under a
half of the paper on and anywhere on it, come in the page's address. The goals: 30, 10 and 290.
Needs `chromium` on the PATH and a book in _build/html, or a folder of a built book as argument.
"""

import itertools
import shutil
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
HTML = ROOT / "_build" / "html"
PAPER = 280  # units wide, and high
GOALS = {"mouse": (30, 30), "finger": (10, 10), "wobbly": (290, 300)}


def arc(x, y, across, down, start, end):
    """Points of an ellipse around (x, y); the angles grow clockwise from the right, in degrees."""
    angles = np.radians(np.linspace(start, end, 25))
    return [*zip(x + across * np.cos(angles), y + down * np.sin(angles), strict=True)]


# Each digit is a list of strokes in a square of side 1, y downwards.
ROUND = {
    0: [arc(0.5, 0.5, 0.28, 0.38, -90, 270)],
    1: [[(0.5, 0.12), (0.5, 0.88)]],
    2: [[*arc(0.5, 0.32, 0.24, 0.2, 190, 390), (0.26, 0.85), (0.78, 0.85)]],
    3: [[*arc(0.48, 0.3, 0.22, 0.18, 200, 450), *arc(0.48, 0.67, 0.26, 0.2, -90, 160)]],
    4: [[(0.3, 0.12), (0.25, 0.55), (0.78, 0.55)], [(0.68, 0.1), (0.66, 0.9)]],
    5: [[(0.72, 0.13), (0.33, 0.13), (0.3, 0.45), *arc(0.47, 0.64, 0.24, 0.22, 220, 510)]],
    6: [[(0.66, 0.12), (0.45, 0.25), (0.32, 0.48), *arc(0.5, 0.68, 0.22, 0.2, 180, -180)]],
    7: [[(0.24, 0.15), (0.76, 0.15), (0.45, 0.88)]],
    8: [
        [
            *arc(0.5, 0.3, 0.2, 0.18, 330, 90),
            *arc(0.5, 0.68, 0.24, 0.2, -90, 270),
            *arc(0.5, 0.3, 0.2, 0.18, 90, -30),
        ]
    ],
    9: [[*arc(0.5, 0.32, 0.22, 0.2, 360, 0), (0.7, 0.6), (0.6, 0.9)]],
}
ANGULAR = {
    0: [arc(0.5, 0.5, 0.2, 0.4, -60, 300)],
    1: [[(0.34, 0.3), (0.54, 0.12), (0.54, 0.88)]],
    2: [[(0.26, 0.3), (0.36, 0.14), (0.62, 0.14), (0.7, 0.32), (0.24, 0.86), (0.76, 0.86)]],
    3: [[(0.25, 0.14), (0.72, 0.14), (0.45, 0.42), *arc(0.46, 0.65, 0.25, 0.23, -80, 150)]],
    4: [[(0.58, 0.12), (0.2, 0.62), (0.82, 0.62)], [(0.6, 0.36), (0.6, 0.9)]],
    5: [
        [(0.34, 0.14), (0.3, 0.46), *arc(0.46, 0.65, 0.25, 0.22, 230, 500)],
        [(0.34, 0.14), (0.74, 0.14)],
    ],
    6: [[(0.6, 0.1), (0.3, 0.55), *arc(0.5, 0.68, 0.22, 0.2, 190, -170)]],
    7: [[(0.24, 0.15), (0.76, 0.15), (0.42, 0.88)], [(0.36, 0.5), (0.7, 0.5)]],
    8: [arc(0.5, 0.3, 0.18, 0.18, 90, 450), arc(0.5, 0.68, 0.23, 0.2, -90, 270)],
    9: [arc(0.47, 0.32, 0.2, 0.2, 0, -360), [(0.67, 0.28), (0.66, 0.9)]],
}
CURSIVE = {
    0: [arc(0.5, 0.5, 0.34, 0.34, -45, 315)],
    1: [[(0.4, 0.24), (0.52, 0.12), (0.5, 0.88)]],
    2: [
        [
            *arc(0.48, 0.3, 0.22, 0.18, 170, 400),
            (0.4, 0.7),
            (0.25, 0.84),
            (0.4, 0.78),
            (0.6, 0.86),
            (0.78, 0.8),
        ]
    ],
    3: [[*arc(0.5, 0.29, 0.2, 0.17, 220, 440), *arc(0.48, 0.66, 0.24, 0.21, -80, 170)]],
    4: [[(0.34, 0.12), (0.24, 0.45), (0.34, 0.56), (0.72, 0.5)], [(0.72, 0.14), (0.66, 0.88)]],
    5: [[(0.7, 0.12), (0.4, 0.16), (0.34, 0.42), *arc(0.48, 0.63, 0.22, 0.23, 235, 490)]],
    6: [[*arc(0.72, 0.6, 0.44, 0.5, 265, 185), *arc(0.48, 0.67, 0.2, 0.19, 180, -150)]],
    7: [[(0.24, 0.2), (0.3, 0.14), (0.5, 0.18), (0.76, 0.13), (0.56, 0.45), (0.48, 0.88)]],
    8: [
        [
            *arc(0.52, 0.28, 0.18, 0.16, 300, 100),
            *arc(0.5, 0.66, 0.2, 0.22, -80, 260),
            *arc(0.52, 0.28, 0.18, 0.16, 80, -50),
        ]
    ],
    9: [[*arc(0.5, 0.32, 0.2, 0.18, 340, 0), (0.66, 0.6), *arc(0.46, 0.7, 0.2, 0.18, 20, 120)]],
}
HANDS = {"round": ROUND, "angular": ANGULAR, "cursive": CURSIVE}
SLANT = {"round": 0, "angular": 0.05, "cursive": 0.18}


def drawn(hand, digit, spacing=0.03):
    """The strokes of a digit as a hand draws it: arrays (N, 2), points a few hundredths apart."""
    strokes = []
    for corners in HANDS[hand][digit]:
        points = [np.array(corners[0])]
        for start, end in itertools.pairwise(np.array(corners)):
            n = int(np.hypot(*(end - start)) / spacing) + 1
            points += [start + (end - start) * i / n for i in range(1, n + 1)]
        stroke = np.array(points)
        strokes.append(stroke + [SLANT[hand], 0] * (0.5 - stroke[:, 1:]))
    return strokes


def wobbly(strokes, rng):
    """The same turned, by a hand that trembles, of another size and at another place."""
    turn, size = np.radians(rng.uniform(-8, 8)), rng.uniform(0.4, 0.9)
    rotation = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    turned = [(stroke - 0.5) @ rotation + rng.normal(0, 0.012, stroke.shape) for stroke in strokes]
    low = np.min([stroke.min(axis=0) for stroke in turned], axis=0) * size
    high = np.max([stroke.max(axis=0) for stroke in turned], axis=0) * size
    place = rng.uniform(0.04 - low, 0.96 - high)
    return [stroke * size + place for stroke in turned]


def said(figure):
    """The digit that the figure's words name, or None for empty paper."""
    words = figure.locator("[aria-live]").inner_text().split()
    return int(words[words.index("like") + 2]) if "like" in words else None


def on_screen(figure, strokes):
    """The strokes in pixels of the screen."""
    figure.locator(".pad").scroll_into_view_if_needed()
    box = figure.locator(".pad").bounding_box()
    return [stroke * [box["width"], box["height"]] + [box["x"], box["y"]] for stroke in strokes]


def by_mouse(page, figure, strokes):
    """Draw them with the mouse."""
    for stroke in on_screen(figure, strokes):
        page.mouse.move(*stroke[0])
        page.mouse.down()
        for point in stroke[1:]:
            page.mouse.move(*point)
        page.mouse.up()


def by_finger(page, figure, strokes):
    """Draw them with a finger on a touch screen."""
    touch = page.context.new_cdp_session(page)
    for stroke in on_screen(figure, strokes):
        for i, (x, y) in enumerate(stroke.tolist()):
            at = {"type": "touchMove" if i else "touchStart", "touchPoints": [{"x": x, "y": y}]}
            touch.send("Input.dispatchTouchEvent", at)
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    touch.detach()


def by_address(page, _, strokes):
    """Let the page's address set them up."""
    whole = [np.rint(np.clip(stroke, 0, 1) * PAPER).astype(int).tolist() for stroke in strokes]
    words = "~".join("_".join(",".join(map(str, point)) for point in stroke) for stroke in whole)
    name = page.locator("figure:has(.playable .pad)").first.get_attribute("id")
    page.evaluate(
        "words => new Promise(done => { addEventListener('hashchange', () => setTimeout(done), "
        "{ once: true }); location.hash = words })",
        f"{name}?strokes={words}",
    )


def read(page, draw, digits):
    """Draw each digit on empty paper; return those that were read as another one."""
    page.wait_for_selector(".playable.live:has(.pad)")
    figure = page.locator(".nnlib-figure:has(.pad)").first
    missed = []
    for hand, digit, strokes in digits:
        clear = figure.get_by_role("button", name="Clear")
        if draw is not by_address and clear.is_enabled():
            clear.click()
        draw(page, figure, strokes)
        if (answer := said(figure)) != digit:
            missed.append((hand, digit, answer))
    return missed


def main(html=HTML):
    """Measure, print the counts, and return 0 if the goals are met."""
    from playwright.sync_api import sync_playwright

    rng = np.random.default_rng(0)
    all_of_them = [(hand, digit, drawn(hand, digit)) for hand in HANDS for digit in range(10)]
    ways = {
        "mouse": (by_mouse, {}, all_of_them),
        "finger": (by_finger, {"has_touch": True, "is_mobile": True}, all_of_them[::3]),
        "wobbly": (
            by_address,
            {},
            [(hand, d, wobbly(s, rng)) for _ in range(10) for hand, d, s in all_of_them],
        ),
    }
    met = True
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for name, (draw, settings, digits) in ways.items():
            context = browser.new_context(viewport={"width": 390, "height": 844}, **settings)
            page = context.new_page()
            page.goto((Path(html).resolve() / "book" / "06-mnist.html").as_uri())
            missed = read(page, draw, digits)
            context.close()
            goal, n = GOALS[name]
            right = len(digits) - len(missed)
            met &= right >= goal and len(digits) == n
            print(f"{name}: {right} of {len(digits)} right, goal {goal}")
            print("".join(f"  a {d} ({hand}) read as {said}\n" for hand, d, said in missed), end="")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
