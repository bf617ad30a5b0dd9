"""A unit: inputs, weights, a sum, and a step, from top to bottom."""

import numpy as np

from bookbuild.diagram import FORWARD, QUIET, SMALL, Diagram
from nnlib import step_unit

X, W, B = np.array([1.0, 2.0]), np.array([0.5, -1.0]), 0.25


def draw():
    """One sample goes through."""
    z, answer = X @ W + B, step_unit(X[None], W, B)[0]
    d = Diagram(322)
    for y, words in [
        (24, "inputs"),
        (74, "weights"),
        (130, "score"),
        (216, "step"),
        (300, "answer"),
    ]:
        d.text(8, y, words, color=QUIET, size=SMALL, anchor="start")
    columns = [
        (104, f"*x*₁ = {X[0]:g}", f"*w*₁ = {W[0]:g}"),
        (198, f"*x*₂ = {X[1]:g}", f"*w*₂ = {W[1]:g}"),
        (292, "1", f"*b* = {B:g}"),
    ]
    for x, name, weight in columns:
        d.box(x, 24, 64, 32, name)
        d.arrow((x, 40), (x, 62))
        d.text(x, 74, weight, color=FORWARD, weight=600)
        d.arrow((x, 86), (198 + (x - 198) * 0.72, 112))
    products = " ".join(f"{product:+g}" for product in [*(X * W), B])
    total = products.removeprefix("+").replace("+", "+ ").replace(" -", " - ")
    d.box(198, 130, 210, 36, f"{total.replace('- ', '− ')} = {z:g}")
    d.arrow((198, 148), (198, 184), color=FORWARD)
    d.text(208, 165, f"*z* = {z:g}", color=FORWARD, anchor="start")
    d.box(198, 216, 110, 62)
    d.add("path", d="M155 225H198V197H241", fill="none", stroke=QUIET, stroke_width=2)
    d.add("circle", cx=198 + 21.5 * z, cy=225 - 28 * float(answer), r=4.5, fill=FORWARD)
    d.text(198, 236, "0", size=SMALL, color=QUIET)
    d.arrow((198, 247), (198, 285), color=FORWARD)
    d.text(198, 300, f"{answer}", size=22, color=FORWARD, weight=600)
    return d


PICTURES = {"perceptron": draw}
