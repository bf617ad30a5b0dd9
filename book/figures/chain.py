"""Two graphs of chapter 04: numbers go forward, gradients come back.

The numbers are computed here, by the same lines as in the chapter.
"""

from bookbuild.diagram import BACK, FORWARD, Diagram
from nnlib import sigmoid


def draw_chain():
    """A sigmoid unit and its loss, for one sample, from top to bottom."""
    x, w, b, y = 2.0, 1.5, -3.5, 1.0
    z = w * x + b
    a = sigmoid(z)
    L = (a - y) ** 2 / 2
    da = a - y
    dz = da * a * (1 - a)
    d = Diagram(358)
    for place, name, value, slope in [(62, "w", w, x), (170, "x", x, w), (278, "b", b, 1)]:
        d.text(place, 18, f"*{name}* = {value:g}", color=FORWARD)
        d.text(place, 37, f"d*{name}* = {dz * slope:.3f}", color=BACK)
        d.both_ways((place, 50), (170 + (place - 170) * 0.36, 90))
    for top, words in [(90, "*w* *x* + *b*"), (168, "sigmoid"), (246, "(*a* − *y*)² / 2")]:
        d.box(170, top + 17, 118, 34, words)
    for top, forward, back in [
        (124, f"*z* = {z:g}", f"d*z* = {dz:.3f}"),
        (202, f"*a* = {a:.3f}", f"d*a* = {da:.3f}"),
        (280, f"*L* = {L:.3f}", "d*L* = 1"),
    ]:
        d.both_ways((170, top), (170, top + 44))
        d.text(156, top + 22, forward, color=FORWARD, anchor="end")
        d.text(184, top + 22, back, color=BACK, anchor="start")
    d.text(302, 263, f"*y* = {y:g}", color=FORWARD)
    d.arrow((276, 263), (230, 263), color=FORWARD)
    d.legend(346)
    return d


def draw_paths():
    """One number on two ways to the loss."""
    h = 2.0
    u, v = 3 * h, h**2
    du, dv = v, u
    d = Diagram(216)
    d.text(32, 91, f"*h* = {h:g}", color=FORWARD)
    d.text(32, 110, "d*h* = ?", color=BACK)  # the reader is to guess
    ways = [(40, 1, "3 *h*", "u", u, du, 3), (160, -1, "*h*²", "v", v, dv, 2 * h)]
    for height, side, words, name, value, slope, local in ways:
        d.both_ways((62, 100 - 16 * side), (104, height + 4 * side))
        d.text(58, 100 - 47 * side, f"{slope:g} · {local:g}", color=BACK)
        d.box(132, height, 52, 34, words)
        d.both_ways((160, height + 4 * side), (212, 100 - 14 * side))
        d.text(204, height + 4 * side - 9, f"*{name}* = {value:g}", color=FORWARD, anchor="start")
        d.text(204, height + 4 * side + 9, f"d*{name}* = {slope:g}", color=BACK, anchor="start")
    d.box(240, 100, 52, 34, "*u* · *v*")
    d.both_ways((268, 100), (291, 100))
    d.text(314, 84, f"*L* = {u * v:g}", color=FORWARD)
    d.text(314, 117, "d*L* = 1", color=BACK)
    d.legend(204, down=False)
    return d


PICTURES = {"chain": draw_chain, "paths": draw_paths}
