"""Draw the map of the course from the table in index.md.

.venv/bin/python book/figures/course_map.py        writes course_map.png beside this script
"""

import re
from pathlib import Path

import matplotlib.pyplot as plt

HERE = Path(__file__).resolve().parent
# Column, row and short name of each chapter; the arrows and minutes follow from the table.
# To the right, then back to the left: so narrow that it can be read on a phone.
PLACES = {
    "00": (0, 0, "arrays\nand shapes"),
    "01": (1, 0, "sigmoid\nand softmax"),
    "02": (2, 0, "the\nperceptron"),
    "03": (3, 0, "stacks\nand XOR"),
    "04": (3, 1.5, "back-\npropagation"),
    "05": (2, 2, "reading\ndigits"),
    "06": (2, 1, "MNIST"),
    "07": (1, 2, "in\nKeras"),
    "08": (1, 1, "find\nthe bug"),
}
INK = "#444444"


def read_table():
    """Number, minutes and needs of every chapter."""
    row = re.compile(r"^\| \[(\d\d) · .*\| (\d+) \| (.*?) \|$", re.M)
    return row.findall((HERE.parent / "index.md").read_text(encoding="utf-8"))


def main():
    """Draw and save."""
    plt.style.use("nnlib.plots.course")
    figure, ax = plt.subplots(figsize=(4.3, 2.9))
    ax.set(xlim=(-0.45, 3.45), ylim=(2.4, -0.4))
    ax.axis("off")
    boxes = {}
    for number, minutes, _ in read_table():
        x, y, words = PLACES[number]
        frame = {"boxstyle": "round,pad=0.35", "facecolor": "white", "edgecolor": INK}
        text = f"{number}\n{words}\n{minutes} min"
        boxes[number] = ax.text(x, y, text, ha="center", va="center", fontsize=9, bbox=frame)
    for number, _, needs in read_table():
        for needed in re.findall(r"\b\d\d\b", needs):
            ends = {"xycoords": ax.transData, "textcoords": ax.transData}
            style = {"arrowstyle": "-|>", "color": INK, "shrinkA": 3, "shrinkB": 3}
            style |= {"patchA": boxes[needed].get_bbox_patch(), "relpos": (0.5, 0.5)}
            style["patchB"] = boxes[number].get_bbox_patch()
            if int(number) - int(needed) > 3:  # a short cut
                style["linestyle"] = "--"
            start, end = PLACES[needed][:2], PLACES[number][:2]
            ax.annotate("", end, start, arrowprops=style, **ends)
    figure.savefig(HERE / "course_map.png", dpi=130)


if __name__ == "__main__":
    main()
