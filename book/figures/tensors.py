"""The drawing of chapter 07: the digits loss, with the shape of what goes each way.

The shapes are those of the engine, by the same lines as in the chapter.
"""

import numpy as np

from bookbuild.diagram import BACK, FORWARD, Diagram
from nnlib.autodiff import Tensor


def shapes():
    """The results on the way to the loss, and the leaves; each has found its gradient."""
    X, y = np.zeros((1527, 64)), np.zeros(1527, int)
    leaves = [Tensor(np.zeros(shape)) for shape in [(64, 10), (10,), (10, 10), (10,)]]
    W_h, b_h, W_o, b_o = leaves
    product = X @ W_h
    Z_h = product + b_h
    A = 1 / (1 + (-Z_h).exp())
    second = A @ W_o
    Z = second + b_o
    logs = Z.log_softmax()
    picked = logs[np.arange(1527), y]
    loss = -picked.mean()
    loss.backward()
    return [product, Z_h, A, second, Z, logs, picked, loss], leaves


def draw_tensors():
    """From the pixels down to the loss, and back."""
    results, leaves = shapes()
    words = ["@", "+", "sigmoid", "@", "+", "log-softmax", "pick", "− mean"]
    names = ["", "*Z*ₕ", "*A*", "", "*Z*", "", "", "*L*"]
    beside = {0: "*W*ₕ", 1: "*b*ₕ", 3: "*W*ₒ", 4: "*b*ₒ"}
    d = Diagram(46 + 76 * len(results) + 32)
    d.text(132, 14, "*X* (1527, 64)", color=FORWARD)
    d.arrow((132, 24), (132, 46), color=FORWARD)
    leaf = iter(leaves)
    for k, (result, word) in enumerate(zip(results, words, strict=True)):
        y = 62 + 76 * k
        d.box(132, y, 100, 30, word)
        if k in beside:
            t = next(leaf)
            d.text(286, y - 9, f"{beside[k]} {t.data.shape}", color=FORWARD)
            d.text(286, y + 9, f"{t.grad.shape}", color=BACK)
            d.both_ways((240, y), (184, y))
        elif word == "pick":
            d.text(286, y, "the labels", color=FORWARD)
            d.arrow((240, y), (184, y), color=FORWARD)
        below = y + 15
        last = k == len(results) - 1
        d.both_ways((132, below), (132, below + 46) if not last else (132, below + 30))
        at = below + (23 if not last else 40)
        shape = str(result.data.shape) if result.data.ndim else "a number"
        if last:
            d.text(118, at, "*L*, a number", color=FORWARD, anchor="end")
            d.text(146, at, "1", color=BACK, anchor="start")
        else:
            d.text(118, at, f"{names[k]} {shape}".strip(), color=FORWARD, anchor="end")
            d.text(146, at, str(result.grad.shape), color=BACK, anchor="start")
    d.legend(d.height - 12)
    return d


PICTURES = {"tensors": draw_tensors}
