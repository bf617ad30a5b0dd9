"""Draw two graphs of chapter 04: numbers go forward, gradients come back.

    python book/figures/chain.py        writes chain.png and paths.png beside this script

The numbers are computed here, by the same lines as in the chapter.
"""

from pathlib import Path

import matplotlib.pyplot as plt
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from nnlib import sigmoid

FORWARD, BACK, BOX = "#0072B2", "#C04A00", "#444444"


def main():
    """Draw both and save them."""
    for name, draw in [("chain", draw_chain), ("paths", draw_paths)]:
        figure = draw()
        figure.savefig(Path(__file__).with_name(f"{name}.png"), dpi=150)
        plt.close(figure)


def draw_chain():
    """A sigmoid unit and its loss, for one sample."""
    x, w, b, y = 2.0, 1.5, -3.5, 1.0
    z = w * x + b
    a = sigmoid(z)
    L = (a - y) ** 2 / 2
    da = a - y
    dz = da * a * (1 - a)
    ax = canvas()
    box(ax, 2.1, 1.5, "w x + b")
    box(ax, 3.6, 1.5, "sigmoid")
    box(ax, 5.15, 1.5, "(a − y)² / 2")
    for height, name, value, slope in [(2.5, "w", w, x), (1.5, "x", x, w), (0.5, "b", b, 1)]:
        values(ax, 0.5, height, f"{name} = {value:g}", f"d{name} = {dz * slope:.3f}")
        arrow(ax, (1.13, height), (1.62, 1.5 + (height - 1.5) * 0.22))
    arrow(ax, (2.55, 1.5), (3.15, 1.5))
    arrow(ax, (4.05, 1.5), (4.6, 1.5))
    arrow(ax, (5.7, 1.5), (6.15, 1.5))
    arrow(ax, (5.15, 0.75), (5.15, 1.2))
    ax.text(5.15, 0.6, f"y = {y:g}", ha="center", va="center", color=FORWARD)
    values(ax, 2.85, 1.5, f"z = {z:g}", f"dz = {dz:.3f}", gap=0.42)
    values(ax, 4.3, 1.5, f"a = {a:.3f}", f"da = {da:.3f}", gap=0.42)
    values(ax, 6.55, 1.5, f"L = {L:.3f}", "dL = 1")
    legend(ax)
    return ax.figure


def draw_paths():
    """One number on two ways to the loss."""
    h = 2.0
    u, v = 3 * h, h**2
    du, dv = v, u
    ax = canvas()
    values(ax, 0.75, 1.5, f"h = {h:g}", "dh = ?")  # the reader is to guess
    for height, text, name, value, slope, local in [
        (2.3, "3 h", "u", u, du, 3),
        (0.7, "h²", "v", v, dv, 2 * h),
    ]:
        box(ax, 2.6, height, text)
        arrow(ax, (1.3, 1.5 + (height - 1.5) * 0.45), (2.12, height))
        ax.text(
            1.62, height - 0.33 * (1 if height < 1.5 else -1), f"{slope:g} · {local:g}",
            ha="center", va="center", color=BACK,
        )  # fmt: skip
        arrow(ax, (3.07, height), (4.52, 1.5 + (height - 1.5) * 0.22))
        shift = 0.22 if height > 1.5 else -0.22  # clear of the arrow
        values(ax, 3.95, height + shift, f"{name} = {value:g}", f"d{name} = {slope:g}", gap=0.16)
    box(ax, 5.0, 1.5, "u · v")
    arrow(ax, (5.47, 1.5), (5.97, 1.5))
    values(ax, 6.4, 1.5, f"L = {u * v:g}", "dL = 1")
    legend(ax)
    return ax.figure


def canvas():
    """Axes without anything, on white."""
    plt.rcParams["font.size"] = 11
    _, ax = plt.subplots(figsize=(6.6, 2.8), facecolor="white")
    ax.figure.subplots_adjust(0, 0, 1, 1)
    ax.set(xlim=(-0.1, 7.05), ylim=(-0.25, 3.05))
    ax.axis("off")
    return ax


def box(ax, x, y, text):
    """A step of the computation."""
    width = 1.0 if len(text) > 8 else 0.8
    style = {"boxstyle": "round,pad=0,rounding_size=0.1", "facecolor": BOX, "edgecolor": "none"}
    ax.add_patch(FancyBboxPatch((x - width / 2, y - 0.26), width, 0.52, **style))
    ax.text(x, y, text, color="white", ha="center", va="center", fontsize=10)


def arrow(ax, start, end):
    """A way from one step to the next."""
    ax.add_patch(FancyArrowPatch(start, end, arrowstyle="->", mutation_scale=12, color=BOX))


def values(ax, x, y, above, below, gap=0.2):
    """The number that goes forward, and under it the gradient that comes back."""
    for height, text, colour in [(y + gap, above, FORWARD), (y - gap, below, BACK)]:
        ax.text(x, height, text.replace("-", "−"), color=colour, ha="center", va="center")


def legend(ax):
    """What the two colours mean."""
    ax.text(6.95, 2.85, "numbers go forward →", color=FORWARD, ha="right", va="center")
    ax.text(6.95, -0.08, "← gradients come back", color=BACK, ha="right", va="center")


if __name__ == "__main__":
    main()
