"""The drawings of chapter 04: numbers go forward, gradients come back.

The numbers are computed here, by the same lines as in the chapter.
"""

import numpy as np

from bookbuild.diagram import BACK, FORWARD, INK, PAPER, QUIET, SMALL, Diagram
from nnlib import sigmoid


def draw_blame():
    """A network that was wrong: the loss blames the output, the output blames two hidden units."""
    w_1, w_2, dz = 2.0, -0.5, -0.8  # not those of the unit below, which the reader computes
    d = Diagram(196)
    places = {"x1": (28, 50), "x2": (28, 126), "h1": (122, 50), "h2": (122, 126), "o": (222, 88)}
    for start in ["x1", "x2"]:
        for end in ["h1", "h2"]:
            (x0, y0), (x1, y1) = places[start], places[end]
            d.arrow(
                (x0 + 15, y0 + (y1 - y0) * 0.16), (x1 - 19, y1 - (y1 - y0) * 0.16), color=FORWARD
            )
    for end, weight, side in [("h1", w_1, -1), ("h2", w_2, 1)]:
        (x0, y0), (x1, y1) = places[end], places["o"]
        # The orange arrow runs on the side of its number.
        d.both_ways((x0 + 19, y0 - side * 7), (x1 - 18, y1 + side * 6), apart=-5 * side)
        d.text(178, 88 + side * 46, f"{dz * weight:+.2f}", color=BACK)
    d.both_ways((241, 88), (284, 88))
    d.text(262, 67, f"{dz:+.2f}", color=BACK)
    for name, (x, y) in places.items():
        d.add("circle", cx=x, cy=y, r=16, fill=PAPER, stroke=INK, stroke_width=1.5)
        words = {"x1": "*x*₁", "x2": "*x*₂", "h1": "*a*₁", "h2": "*a*₂", "o": "*z*"}[name]
        d.text(x, y, words)
    d.box(310, 88, 52, 34, "loss")
    d.text(122, 18, "said too little", color=BACK, size=SMALL)
    d.text(122, 158, "said too much", color=BACK, size=SMALL)
    d.legend(184, to="→")
    return d


def draw_chain():
    """A sigmoid unit and its loss, for one sample of label 1, from bottom to top.

    Of the gradients only those that the text has found: the reader is to find the others.
    """
    w, x, b = 1.5, 2.0, -3.5
    u = w * x
    z = u + b
    a = sigmoid(z)
    L = -np.log(a)
    d = Diagram(418)
    for place, name, value in [(92, "w", w), (208, "x", x)]:
        d.text(place - 5, 372, f"d*{name}* = ?", color=BACK, anchor="end")
        d.text(place + 5, 372, f"*{name}* = {value:g}", color=FORWARD, anchor="start")
        d.both_ways((place, 358), (150 + (place - 150) * 0.5, 328))
    d.text(286, 224, f"*b* = {b:g}", color=FORWARD)
    d.text(286, 243, "d*b* = ?", color=BACK)
    d.both_ways((238, 233), (198, 233))
    for y, words in [(311, "×"), (233, "+"), (155, "sigmoid"), (77, "−log")]:
        d.box(150, y, 92, 34, words)
    for y, forward, back in [
        (272, f"*u* = {u:g}", "d*u* = ?"),
        (194, f"*z* = {z:g}", "d*z* = ?"),
        (116, f"*a* = {a:.3f}", f"d*a* = {-1 / a:.3f}"),
        (38, f"*L* = {L:.3f}", "d*L* = 1"),
    ]:
        d.both_ways((150, y + 22), (150, y - 22))
        d.text(136, y, back, color=BACK, anchor="end")
        d.text(164, y, forward, color=FORWARD, anchor="start")
    d.legend(406, to="↑")
    return d


def draw_gates():
    """A sum, a product and a max of 3 and 5, each with the gradient 2 that arrives."""
    one, other, upstream = 3.0, 5.0, 2.0
    d = Diagram(318)
    rows = [
        (52, "+", one + other, 1, 1, "a sum hands on"),
        (150, "×", one * other, other, one, "a product swaps"),
        (248, "max", max(one, other), 0, 1, "a max routes"),
    ]
    for y, words, result, left, right, said in rows:
        for side, value, local in [(-1, one, left), (1, other, right)]:
            # Blue arrows run below orange ones here, so their numbers do as well.
            d.text(36, y + side * 26 - 9, f"{upstream * local:g}", color=BACK)
            d.text(36, y + side * 26 + 9, f"{value:g}", color=FORWARD)
            d.both_ways((52, y + side * 26), (92, y + side * 10))
        d.box(120, y, 56, 38, words)
        d.both_ways((148, y), (186, y))
        d.text(194, y - 9, f"{upstream:g}", color=BACK, anchor="start")
        d.text(194, y + 9, f"{result:g}", color=FORWARD, anchor="start")
        d.text(330, y, said, color=QUIET, anchor="end", size=SMALL)
    d.legend(306, to="→")
    return d


def draw_tiny():
    """A network with two hidden units in whole numbers, forward only: the reader goes back."""
    x, y = 3, 1
    z_1, z_2 = 2 * x - 4, -1 * x + 1
    h_1, h_2 = max(z_1, 0), max(z_2, 0)
    z = 5 * h_1 + 4 * h_2 - 7
    d = Diagram(388)
    d.text(170, 370, f"*x* = {x}", color=FORWARD)
    for place, words, score, active, i in [
        (80, "2 *x* − 4", z_1, h_1, "₁"),
        (260, "−1 *x* + 1", z_2, h_2, "₂"),
    ]:
        d.arrow((170 + (place - 170) * 0.15, 358), (170 + (place - 170) * 0.85, 332), color=FORWARD)
        d.box(place, 315, 104, 34, words)
        d.arrow((place, 298), (place, 258), color=FORWARD)
        d.text(place + 10, 278, f"*z*{i} = {score}", color=FORWARD, anchor="start")
        d.box(place, 241, 104, 34, f"max(*z*{i}, 0)")
        d.arrow((place, 224), (170 + (place - 170) * 0.4, 180), color=FORWARD)
        side = 1 if place > 170 else -1
        d.text(170 + side * 102, 200, f"*h*{i} = {active}", color=FORWARD)
    d.box(170, 163, 176, 34, "5 *h*₁ + 4 *h*₂ − 7")
    d.arrow((170, 146), (170, 102), color=FORWARD)
    d.text(182, 124, f"*z* = {z}", color=FORWARD, anchor="start")
    d.box(170, 85, 104, 34, "(*z* − *y*)²")
    d.text(276, 85, f"*y* = {y}", color=FORWARD)
    d.arrow((254, 85), (224, 85), color=FORWARD)
    d.arrow((170, 68), (170, 30), color=FORWARD)
    d.text(170, 16, f"*L* = {(z - y) ** 2}", color=FORWARD)
    return d


def draw_paths():
    """One number on two ways to the loss."""
    h = 2.0
    u, v = 3 * h, h**2
    du, dv = v, u
    d = Diagram(216)
    d.text(32, 91, "d*h* = ?", color=BACK)  # the reader is to guess
    d.text(32, 110, f"*h* = {h:g}", color=FORWARD)
    ways = [(40, 1, "3 *h*", "u", u, du), (160, -1, "*h*²", "v", v, dv)]
    for height, side, words, name, value, slope in ways:
        d.both_ways((62, 100 - 16 * side), (104, height + 4 * side))
        d.box(132, height, 52, 34, words)
        d.both_ways((160, height + 4 * side), (212, 100 - 14 * side))
        d.text(204, height + 4 * side - 9, f"d*{name}* = {slope:g}", color=BACK, anchor="start")
        d.text(204, height + 4 * side + 9, f"*{name}* = {value:g}", color=FORWARD, anchor="start")
    d.box(240, 100, 52, 34, "*u* · *v*")
    d.both_ways((268, 100), (291, 100))
    d.text(314, 84, "d*L* = 1", color=BACK)
    d.text(314, 117, f"*L* = {u * v:g}", color=FORWARD)
    d.legend(204, to="→")
    return d


def draw_layers():
    """What the forward pass of three layers has kept, and what comes back, from bottom to top."""
    d = Diagram(448)
    steps = ["layer 1", "activation", "layer 2", "activation", "layer 3", "loss"]
    kept = ["As[0]", "Zs[0]", "As[1]", "Zs[1]", "As[2]", "Zs[2]"]
    d.text(170, 416, "the samples", color=FORWARD)
    for i, (words, name) in enumerate(zip(steps, kept, strict=True)):
        start, end = (170, 402 - 66 * i), (170, 368 - 66 * i)
        middle = 385 - 66 * i
        if i:
            d.both_ways(start, end)
            # The reader is to find what comes back.
            d.text(156, middle, "d*Z*" if words == "loss" else "?", color=BACK, anchor="end")
        else:
            d.arrow(start, end, color=FORWARD)  # nothing is handed down to the samples
        d.text(184, middle, name, color=FORWARD, anchor="start")
        d.box(170, end[1] - 16, 92, 32, words)
        if words.startswith("layer"):
            d.text(226, end[1] - 16, f"params[{i // 2}]", anchor="start")
            d.text(114, end[1] - 16, "d*W*, d*b*", color=BACK, anchor="end")
    d.legend(436, to="↑")
    return d


PICTURES = {
    "blame": draw_blame,
    "chain": draw_chain,
    "gates": draw_gates,
    "tiny": draw_tiny,
    "paths": draw_paths,
    "layers": draw_layers,
}
