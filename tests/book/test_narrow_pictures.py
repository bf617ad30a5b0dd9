"""On a phone the panels of a wide picture stand below one another."""

import io
from collections import Counter
from types import SimpleNamespace

import matplotlib.pyplot as plt
import numpy as np
import pytest
from PIL import Image

from bookbuild.sphinx import narrow_pictures
from nnlib.plots import show_images
from nnlib.plots.sharp import DENSITY, png


def drawing(columns, title=None, whole=False):
    with plt.style.context("nnlib.plots.course"):
        figure, axes = plt.subplots(1, columns, figsize=(6, 2.5), squeeze=False)
        for i, ax in enumerate(axes[0]):
            ax.plot([0, i + 1])
            ax.set(xlabel="epoch", ylabel="loss", title=None if whole else f"panel {i}")
        if whole:
            figure.suptitle(title)
        picture = png(figure, bbox_inches="tight")
        plt.close(figure)
    return np.asarray(Image.open(io.BytesIO(picture)).convert("RGBA"))


@pytest.mark.parametrize("columns", [2, 3])
def test_plots_side_by_side_come_below_one_another_at_their_size(columns):
    wide = drawing(columns)
    narrow = narrow_pictures.narrowed(wide)
    assert narrow.shape[1] <= narrow_pictures.ROOM * DENSITY < wide.shape[1]
    lines = 2  # of three, two stand side by side
    assert narrow.shape[0] > (lines - 0.3) * wide.shape[0]
    assert abs((narrow[..., 3] > 8).sum() - (wide[..., 3] > 8).sum()) < 4  # nothing is lost


def test_a_title_over_all_of_them_is_broken_between_words():
    wide = drawing(2, "Two plots under one title that goes over both of them", whole=True)
    narrow = narrow_pictures.narrowed(wide)
    assert narrow.shape[1] <= narrow_pictures.ROOM * DENSITY
    assert (narrow[..., 3] > 8).sum() == (wide[..., 3] > 8).sum()


def test_a_single_plot_stays_as_it_is():
    assert narrow_pictures.narrowed(drawing(1)) is None


def test_images_with_titles_keep_their_order():
    X = np.repeat(np.linspace(0.1, 0.9, 10), 64).reshape(10, 64)
    with plt.style.context("nnlib.plots.course"):
        ax = show_images(X, [str(n) for n in range(10)], n_columns=5)
        ax.images[0].set_clim(0, 1)
        picture = png(ax.figure, bbox_inches="tight")
        plt.close(ax.figure)
    wide = np.asarray(Image.open(io.BytesIO(picture)).convert("RGBA"))
    narrow = narrow_pictures.narrowed(wide)
    lines = Counter()
    for row in np.where(
        narrow[..., 3] == 255, narrow[..., 0], 255
    ):  # the shades of the images that it crosses
        parts = np.split(row, np.flatnonzero(np.diff(row.astype(int))) + 1)
        lines[tuple(int(part[0]) for part in parts if len(part) > 60)] += 1
    told = [shade for line, n in lines.items() if n > 60 for shade in line if shade < 255]
    assert len(told) == 10, lines
    assert told == sorted(told, reverse=True), lines


def test_rows_of_images_with_titles_become_one_row_without_a_hole():
    X = np.repeat(np.linspace(0.1, 0.9, 10), 64).reshape(10, 64)
    with plt.style.context("nnlib.plots.course"):
        figure, axes = plt.subplots(2, 5, figsize=(6, 3.2))
        for letter, image, ax in zip("abcdefghij", X, axes.flat, strict=True):
            ax.imshow(image.reshape(8, 8), cmap="gray", vmin=0, vmax=1)
            ax.set(xticks=[], yticks=[], title=letter)  # g and j touch their images
        picture = png(figure, bbox_inches="tight")
        plt.close(figure)
    wide = np.asarray(Image.open(io.BytesIO(picture)).convert("RGBA"))
    narrow = narrow_pictures.narrowed(wide)
    middles = []
    for line in np.split(narrow, np.flatnonzero(~(narrow[..., 3] > 8).any(axis=1))):
        if len(line) > 40 * DENSITY:
            row = line[len(line) // 2]
            grey = np.where(row[:, 3] == 255, row[:, 0], 255).astype(int)
            parts = np.split(grey, np.flatnonzero(np.diff(grey)) + 1)
            middles.append([int(part[0]) for part in parts if len(part) > 60 and part[0] < 250])
    told = [shade for line in middles for shade in line]
    assert told == sorted(told)
    assert len(set(told)) == 10
    assert {len(line) for line in middles[:-1]} == {len(middles[0])}


@pytest.mark.parametrize(
    ("kept", "lines"),
    [
        ("", ["ab", "cd", "ef", "gh", "ij"]),
        ("in-rows", ["abc", "de", "fgh", "ij"]),
        ("in-columns", ["abc", "fgh", "de", "ij"]),
    ],
)
def test_rows_or_columns_that_mean_something_stay_together(kept, lines):
    letters = np.arange(10).reshape(2, 5)
    drawn = np.zeros((2, 130, 5, 130), np.uint8)
    drawn[:, 30:124, :, 10:124] = (60 + 10 * letters)[:, np.newaxis, :, np.newaxis]
    drawn[:, 4:16, :, 60:70] = 20  # the titles
    shade = drawn.reshape(260, 650).repeat(DENSITY, axis=0).repeat(DENSITY, axis=1)
    wide = np.dstack([shade, shade, shade, np.where(shade, 255, 0).astype(np.uint8)])
    narrow = narrow_pictures.narrowed(wide, kept)[..., 0]
    found = []
    for row in narrow.tolist():
        line = "".join("abcdefghij"[(s - 60) // 10] for s in dict.fromkeys(row) if s > 20)
        found += [line] if line else []
    assert list(dict.fromkeys(found)) == lines


def test_the_name_of_an_axis_goes_with_its_own_plot():
    drawn = np.zeros((200, 660), bool)
    drawn[:, 0:300] = drawn[:, 340:640] = True  # two plots
    drawn[60:140:3, 304:314] = drawn[61:141:3, 304:314] = True  # nearer to the first
    drawn = drawn.repeat(DENSITY, axis=0).repeat(DENSITY, axis=1)
    (_, first), (second, _) = narrow_pictures.panels(drawn)
    assert (first, second) == (300 * DENSITY, 304 * DENSITY)


def shades_of(narrow):
    """The greys of the panels of a stacked picture, from the top, and how far left each begins."""
    found = {}
    for row in narrow:
        solid = np.where(row[:, 3] == 255, row[:, 0], 0)
        for shade in (60, 100, 140, 180):
            at = np.flatnonzero(abs(solid.astype(int) - shade) < 2)
            if len(at) > 200:
                found.setdefault(shade, at[0])
    return found


def grid(named):
    """Two rows of two grey panels each, whose lines have names at the left."""
    with plt.style.context("nnlib.plots.course"):
        figure, axes = plt.subplots(2, 2, figsize=(6.6, 5), sharex=True, sharey=True)
        for ax, shade in zip(axes.flat, (60, 100, 140, 180), strict=True):
            ax.set_facecolor((shade / 255,) * 3)
            ax.set(title=f"panel {shade}", ylim=(-0.5, 2.5), yticks=range(3))
            ax.set_yticklabels(["first", "second", "third"] if named else [])
        picture = png(figure, bbox_inches="tight")
        plt.close(figure)
    return np.asarray(Image.open(io.BytesIO(picture)).convert("RGBA"))


def test_rows_of_panels_keep_their_order_and_names_that_hold_for_all_stand_at_each():
    begin = shades_of(narrow_pictures.narrowed(grid(named=True)))
    assert list(begin) == [60, 100, 140, 180]
    assert np.ptp(list(begin.values())) < 14 * DENSITY  # a tick's number may stand out
    assert min(begin.values()) > 30 * DENSITY  # room for the names


def test_where_there_are_no_names_none_are_repeated():
    begin = shades_of(narrow_pictures.narrowed(grid(named=False)))
    assert list(begin) == [60, 100, 140, 180]
    assert max(begin.values()) < 14 * DENSITY


def test_a_legend_beside_a_plot_is_no_panel():
    with plt.style.context("nnlib.plots.course"):
        figure, ax = plt.subplots(figsize=(4.4, 3))
        ax.plot([0, 1], label="a class with a long name")
        ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
        picture = png(figure, bbox_inches="tight")
        plt.close(figure)
    wide = np.asarray(Image.open(io.BytesIO(picture)).convert("RGBA"))
    assert wide.shape[1] > narrow_pictures.ROOM * DENSITY
    assert narrow_pictures.narrowed(wide) is None


def test_the_page_offers_it_to_phones_only(tmp_path):
    Image.fromarray(drawing(2)).save(tmp_path / "a.png")
    app = SimpleNamespace(
        srcdir=tmp_path,
        outdir=tmp_path / "out",
        builder=SimpleNamespace(images={"a.png": "a.png"}, format="html"),
    )
    image = '<img alt="two" src="../_images/a.png" width="660" height="275" />'
    context = {"body": image}
    narrow_pictures.adjust(app, "book/x", "page.html", context, None)
    with Image.open(tmp_path / "out" / "_images" / "a-narrow.png") as made:
        width = made.width // DENSITY
    assert context["body"].startswith(
        '<picture><source media="(max-width: 480px)" srcset="../_images/a-narrow.png" '
        f'width="{width}" height="'
    )
    assert context["body"].endswith('height="275" /></picture>')

    words = (
        '{}<figcaption><span class="caption-text">Up.</span><a class="headerlink"></a></figcaption>'
    )
    sides = words.format(image.replace("two", "Left, a line; right, another."))
    context = {"body": words.format(image) + sides}
    narrow_pictures.adjust(app, "book/x", "page.html", context, None)
    first, second = context["body"].split("</figcaption>")[:2]
    assert narrow_pictures.ABOVE not in first
    assert f'Up. <span class="on-a-phone">{narrow_pictures.ABOVE}</span></span>' in second
