"""Sphinx extension: a phone gets the panels of a wide picture below one another.

A picture of two or three plots side by side is 660 pixels wide; on a phone it would shrink to
half, and its letters with it. Its panels are parted by columns in which nothing is drawn, so it
can be cut there when the book is built: each panel keeps its size, and a line holds as many as
fit, one row of panels after the other. A title that stands over several of them is broken between
its words in the same way, and names that stand at the first panel of a row alone, since they hold
for all, are repeated at each line. Rows of small images with a title each become one row, unless
the picture's class says that a row means something ("in-rows"), or a column ("in-columns"); one
"in-one-piece" is left as it is. Where panels that the words call left and right stand below one
another, the caption says so.
"""

import itertools
import re
from pathlib import Path

import numpy as np
from PIL import Image

from nnlib.plots.sharp import DENSITY, with_palette

# All in pixels of the page.
ROOM = 400  # what a phone has for a picture, with little shrinking
PANEL = 62  # what is narrower belongs to its neighbour: the name of an axis, a bar of colours
SMALL = 31  # one of a row of small images
LINES = 3  # between two lines of a picture that is written in rows
UPRIGHT = 16  # how wide a line of letters is at most that stands upright
WORDS = 4.5  # between two words; letters stand closer
IMAGES = 1  # between two small images
UNBROKEN = 0.5  # less than a pixel: a frame has no gap
LETTER = 6  # how far a name beside a plot's last line hangs below it
NAME = 10  # what stands left of a panel and is narrower is its ticks, without a name
APART = 9  # between two panels at least, where a title's words stand closer
TITLE = 30  # how high a line of a title is at most
BETWEEN = 14  # between two lines of panels
ALIKE = 0.1  # by how much of their height rows of panels may differ
NARROW = "(max-width: 480px)"
KEPT = re.compile(r"(?<=[\" ])in-(?:rows|columns|one-piece)(?=[\" ])")
SIDES = re.compile(r"\b(left|right)\b", re.I)
ABOVE = "On this screen what is left stands above, and what is right below."
CAPTION = re.compile(
    r'(<picture class="column">(?:(?!<picture).)*?<span class="caption-text">.*?)'
    r'(</span><a class="headerlink")',
    re.S,
)
PICTURE = re.compile(r'<img\b[^>]*?\bsrc="([^"]*_images/)([^"/]+)\.png"[^>]*?/?>')


def runs(drawn, gap=LINES):
    """Where something is drawn, [(start, end)], parted by more than ``gap`` empty pixels."""
    places = np.flatnonzero(drawn)
    cuts = np.flatnonzero(np.diff(places) > gap * DENSITY)
    starts = places[np.concatenate([[0], cuts + 1])] if len(places) else []
    ends = places[np.concatenate([cuts, [len(places) - 1]])] + 1 if len(places) else []
    return [(int(start), int(end)) for start, end in zip(starts, ends, strict=True)]


def is_high(drawn):
    """True for the columns in which a plot's frame or an image stands: letters are lower."""
    row = np.arange(len(drawn))[:, np.newaxis]
    last_empty = np.maximum.accumulate(np.where(drawn, -1, row), axis=0)
    return (row - last_empty).max(axis=0) >= SMALL * DENSITY


def panels(drawn):
    """The columns of a picture's panels, each with the names and bars that stand beside it.

    A panel is as wide as what is widest in it without a gap, and what is as low as letters is
    none, so that a legend or the names of an axis keep to their neighbour.
    """
    high = is_high(drawn)
    found = [
        (start, end, (end - start) * high[start:end].any())
        for start, end in runs(drawn.any(axis=0), IMAGES)
    ]
    while len(found) > 1:
        widths = [width / DENSITY for *_, width in found]
        i = int(np.argmin(widths))
        if widths[i] >= (SMALL if len(found) > 5 else PANEL):
            break
        left = found[i][0] - found[i - 1][1] if i > 0 else np.inf
        right = found[i + 1][0] - found[i][1] if i < len(found) - 1 else np.inf
        named = right < np.inf and is_axis_name(drawn[:, found[i][0] : found[i][1]])
        first = i if named or right <= left else i - 1
        one, two = found[first : first + 2]
        found[first : first + 2] = [(one[0], two[1], max(one[2], two[2]))]
    return [(start, end) for start, end, _ in found]


def is_axis_name(drawn):
    """True for what stands upright beside an axis: words in a column of their own."""
    height = np.flatnonzero(drawn.any(axis=1))
    return (
        drawn.shape[1] <= UPRIGHT * DENSITY
        and np.ptp(height) >= SMALL * DENSITY
        and len(runs(drawn.any(axis=1), UPRIGHT)) == 1
        and not is_high(drawn).any()
    )


def under_the_title(drawn):
    """The row at which panels begin, below a title that stands over more than one of them."""
    bands = runs(drawn.any(axis=1), 1)
    if len(bands) < 2 or bands[0][1] - bands[0][0] > TITLE * DENSITY:
        return 0
    below = panels(drawn[bands[1][0] :])
    for (_, end), (start, _) in itertools.pairwise(below):
        title = drawn[bands[0][0] : bands[0][1]].any(axis=0)
        left, right = np.flatnonzero(title[:start]), np.flatnonzero(title[end:])
        free = right[0] + end - left[-1] if len(left) and len(right) else np.inf
        if free < APART * DENSITY:
            return bands[1][0]
    return 0


def rows(drawn):
    """The rows of a picture whose rows are alike, each with the titles and ticks that are its own.

    A row's body, its plots' frames or its images, is what is high, and as high in each; a line of
    letters belongs to the body that is nearest, or below. Where only the first row has titles, they
    hold for the columns, which are not torn apart. A title whose letters touch its body is a part
    of it, and makes it taller.
    """
    bands = runs(drawn.any(axis=1), IMAGES)
    bodies = [band for band in bands if band[1] - band[0] >= SMALL * DENSITY]
    heights = [end - start for start, end in bodies]
    whole = [(bands[0][0], bands[-1][1])]
    if len(bodies) < 2 or np.ptp(heights) > ALIKE * max(heights):
        return whole
    found = [[*body] for body in bodies]
    for start, end in bands:
        away = [top - end if top >= end else 2 * max(start - bottom, 0) for top, bottom in bodies]
        own = found[int(np.argmin(away))]
        own[:] = min(own[0], start), max(own[1], end)
    taller = [height >= min(heights) + LETTER * DENSITY for height in heights]
    above = [start < body[0] for (start, _), body in zip(found, bodies, strict=True)]
    is_titled = [one or other for one, other in zip(above, taller, strict=True)]
    if is_titled[0] and not all(is_titled):
        return whole
    return [(start, end) for start, end in found]


def names(drawn, part):
    """The columns at the left of a panel's frame, if a name stands there, and the frame's rows."""
    start, end = part
    high = np.flatnonzero(is_high(drawn[:, start:end]))
    if not len(high):
        return None, None
    first = start + int(high[0])
    frames = [f for f in runs(drawn[:, first], UNBROKEN) if f[1] - f[0] >= SMALL * DENSITY]
    top, bottom = frames[0][0], frames[-1][1]
    beside = slice(max(top - LETTER * DENSITY, 0), bottom + LETTER * DENSITY)
    ink = np.flatnonzero(drawn[beside, start:first].any(axis=0))
    is_named = len(ink) and first - start - ink[0] >= NAME * DENSITY
    return (start, first) if is_named else None, np.array([top, bottom])


def lines(parts, room=ROOM):
    """Parts in as few lines as hold them all, and those as even as may be."""

    def pack(width):
        made = [[parts[0]]]
        for part in parts[1:]:
            if part[1] - made[-1][0][0] <= width:
                made[-1].append(part)
            else:
                made.append([part])
        return made

    packed = pack(room * DENSITY)
    for width in range(room * DENSITY, 0, -DENSITY):
        if len(pack(width)) > len(packed):
            break
        even = pack(width)
    return even


def narrowed(pixels, kept=""):
    """A wide picture with its panels below one another, or None if it cannot be cut.

    Parameters
    ----------
    pixels : uint8 array (H, W, 4)
        Red, green, blue and opacity, with ``DENSITY`` pixels for one of the page.
    kept : str
        "in-rows" or "in-columns", which stay together, "in-one-piece", or nothing.
    """
    drawn = pixels[..., 3] > 8
    if kept == "in-one-piece" or pixels.shape[1] <= ROOM * DENSITY or not drawn.any():
        return None
    top = under_the_title(drawn)
    parts = panels(drawn[top:])
    if len(parts) < 2:
        return None
    blocks = words_of(pixels[:top]) if top else []
    found = [pixels[top + start : top + end] for start, end in rows(drawn[top:])]
    if kept == "in-columns":
        found = [pixels[top:]]
    if not kept and is_gallery(found, parts):
        blocks += gallery(found, parts)
    else:
        blocks += itertools.chain(*(row_of_panels(row, parts) for row in found))
    return stacked([trimmed(block) for block in blocks])


def is_gallery(found, parts):
    """True for rows of small images of one size, each with a title of its own."""
    widths = [end - start for start, end in parts]
    if len(found) < 2 or len(parts) < 4 or np.ptp(widths) > ALIKE * max(widths):
        return False
    between = [slice(end, start) for (_, end), (start, _) in itertools.pairwise(parts)]
    for row in found:
        drawn = row[..., 3] > 8
        tops = [drawn[: LETTER * DENSITY, slice(*part)].any(axis=0) for part in parts]
        # An image's upper edge goes from side to side, and a title over several goes over a gap.
        if not all(0 < top.mean() < 1 for top in tops):
            return False
        if any(drawn[:, gap].any() for gap in between):
            return False
    return True


def gallery(found, parts):
    """The lines of a gallery: the images of all rows one after the other, as many as fit."""
    images = [row[:, slice(*part)] for row in found for part in parts]
    width = max(image.shape[1] for image in images) + BETWEEN * DENSITY
    fit = max((ROOM + BETWEEN) * DENSITY // width, 1)
    if len(images) % fit and fit > 2 and len(images) % (fit - 1) == 0:
        fit -= 1  # without a line that is shorter
    height = max(map(len, images))
    cells = [
        np.pad(image, ((height - len(image), 0), (0, width - image.shape[1]), (0, 0)))
        for image in images
    ]
    return [np.concatenate(cells[i : i + fit], axis=1) for i in range(0, len(cells), fit)]


def is_column(pixels):
    """Whether each line of a picture that can be cut holds one panel."""
    drawn = pixels[..., 3] > 8
    return all(len(line) == 1 for line in lines(panels(drawn[under_the_title(drawn) :])))


def words_of(title):
    """A title's pictures, line by line."""
    words = runs((title[..., 3] > 8).any(axis=0), WORDS)
    return [title[:, line[0][0] : line[-1][1]] for line in lines(words)]


def row_of_panels(pixels, parts):
    """The pictures of one row: its title, if it has one over several panels, and its lines."""
    drawn = pixels[..., 3] > 8
    top = under_the_title(drawn)
    blocks = words_of(pixels[:top]) if top else []
    below, drawn = pixels[top:], drawn[top:]
    found = [names(drawn, part) for part in parts]
    (strip, frame), others = found[0], found[1:]
    is_shared = strip is not None and all(
        name is None and other is not None and (abs(other - frame) <= 2 * DENSITY).all()
        for name, other in others
    )
    width = (strip[1] - strip[0]) // DENSITY if is_shared else 0
    if is_shared:
        again = below[:, slice(*strip)].copy()
        again[frame[1] + LETTER * DENSITY :] = 0  # what is lower belongs to the axis below
    for i, line in enumerate(lines(parts, ROOM - width)):
        panel = below[:, line[0][0] : line[-1][1]]
        if i and is_shared:
            panel = np.concatenate([again, panel], axis=1)
        blocks.append(panel)
    return blocks


def trimmed(pixels):
    """A picture without the empty rows above and below it."""
    seen = np.flatnonzero((pixels[..., 3] > 8).any(axis=1))
    return pixels[seen[0] : seen[-1] + 1] if len(seen) else pixels[:0]


def stacked(blocks):
    """Pictures below one another, with a little room between."""
    width = max(block.shape[1] for block in blocks)
    made = np.zeros((0, width, 4), np.uint8)
    for block in blocks:
        row = np.zeros((len(block) + BETWEEN * DENSITY, width, 4), np.uint8)
        row[: len(block), : block.shape[1]] = block
        made = np.concatenate([made, row])
    return made[: -BETWEEN * DENSITY]


def offer(found, images, to):
    """An image's tag, and, where its picture can be cut, the one for phones beside it."""
    name, source = f"{found[2]}-narrow.png", images.get(f"{found[2]}.png")
    if source is None or "front-still" in found[0]:
        return found[0]
    with Image.open(source) as image:
        pixels = np.asarray(image.convert("RGBA"))
    kept = KEPT.search(found[0])
    cut = narrowed(pixels, kept[0] if kept else "")
    if cut is None:
        return found[0]
    palette, indices = with_palette(np.ascontiguousarray(cut))
    small = Image.fromarray(indices)
    small.putpalette(palette.tobytes(), "RGBA")
    to.mkdir(parents=True, exist_ok=True)
    small.save(to / name, optimize=True)
    height, width = (round(length / DENSITY) for length in cut.shape[:2])
    size = f'width="{width}" height="{height}"'
    source = f'<source media="{NARROW}" srcset="{found[1]}{name}" {size}>'
    kind = ' class="column"' if SIDES.search(found[0]) and is_column(pixels) else ""
    return f"<picture{kind}>{source}{found[0]}</picture>"


def adjust(app, pagename, templatename, context, doctree):
    """Go through the pictures of a page."""
    if "body" in context and app.builder.format == "html":
        images = {name: Path(app.srcdir, path) for path, name in app.builder.images.items()}
        to = Path(app.outdir, "_images")
        body = PICTURE.sub(lambda found: offer(found, images, to), context["body"])
        context["body"] = CAPTION.sub(rf'\1 <span class="on-a-phone">{ABOVE}</span>\2', body)


def setup(app):
    """Register the extension."""
    app.connect("html-page-context", adjust, priority=910)  # after the pictures have their sizes
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
