"""Where to look: a flow chart, from what the data and the log tell to laws that need asking."""

from bookbuild.diagram import BACK, FORWARD, MONO, QUIET, SMALL, WIDTH, Diagram

LEFT, RIGHT = 70, 204  # middles of the two columns of questions
WIDE, NARROW, TALL = 132, 92, 40  # boxes
LAWS = 285  # where the laws beside the right column begin
SPINE = [  # questions of the left column, and where they stand; yes leads down
    (26, "Do labels fit\ntheir pictures?"),
    (92, "Does the\nloss fall?"),
    (284, "Are twenty\ndigits memorized?"),
    (350, "Does a long run\nkeep its success?"),
    (416, "Do loss and\naccuracy agree?"),
    (522, "Is the test as\ngood as training?"),
]
QUIET_LAWS = 640


def draw():
    """Draw the chart: blue arrows where the answer is yes, orange ones where it is no."""
    d = Diagram(QUIET_LAWS + 108)
    ends = [place for place, _ in SPINE[1:]] + [QUIET_LAWS - 6]
    for number, ((y, question), below) in enumerate(zip(SPINE, ends, strict=True), 1):
        d.box(LEFT, y, WIDE, TALL, question, size=SMALL)
        d.text(LEFT - WIDE / 2 + 9, y - 10, str(number), color=QUIET, size=SMALL)
        _down(d, LEFT, y, below)
        _across(d, LEFT + WIDE / 2, y, RIGHT - NARROW / 2, "no", BACK)
    d.text(RIGHT - NARROW / 2 + 4, SPINE[0][0], "mend the data", anchor="start", size=SMALL)

    _asked(d, 92, "Is the loss\na number?", "no", ["slopes", "steps", "shift"])
    _down(d, RIGHT, 92, 158)
    _asked(d, 158, "Does the\nloss rise?", "yes", ["slopes", "steps"])
    _down(d, RIGHT, 158, 208, "no", end=6)
    _laws(d, RIGHT, 226, ["start", "steps", "batches"], anchor="middle")

    _laws(d, RIGHT - NARROW / 2 + 4, 284, ["slopes", "batches"])
    _laws(d, RIGHT - NARROW / 2 + 4, 350, ["slopes"])
    _asked(d, 416, "Loss never\nbelow 1.46?", "no", ["score", "units"])
    _down(d, RIGHT, 416, 470, end=8)
    d.text(RIGHT, 471, "one softmax too many", size=SMALL)
    _asked(d, 522, "Same alone\nas together?", "no", ["alone"])
    _down(d, RIGHT, 522, 576, end=8)
    d.text(RIGHT, 577, "it overfits", size=SMALL)

    d.box(WIDTH / 2, QUIET_LAWS + 16, WIDTH - 8, 84)
    middle = {"size": SMALL}
    d.text(WIDTH / 2, QUIET_LAWS - 8, "Nothing is loud. Ask one law after another:", **middle)
    d.text(WIDTH / 2, QUIET_LAWS + 10, "start slopes steps batches", **middle, font_family=MONO)
    d.text(WIDTH / 2, QUIET_LAWS + 27, "repeat shift alone units", **middle, font_family=MONO)
    d.text(
        WIDTH / 2, QUIET_LAWS + 45, "One broken? Mend it, and begin again.", color=BACK, **middle
    )
    _down(d, WIDTH / 2, QUIET_LAWS + 38, QUIET_LAWS + 104, "all hold")
    d.text(WIDTH / 2, QUIET_LAWS + 94, "Plant a bug, and see it found.", color=QUIET, **middle)
    return d


def _down(d, x, y, below, answer="yes", end=TALL / 2):
    """An arrow from a box to what stands below it."""
    color = BACK if answer == "no" else FORWARD
    start, end = y + TALL / 2, below - end
    d.arrow((x, start), (x, end), color=color)
    d.text(x + 7, (start + end) / 2 - 1, answer, color=color, anchor="start", size=SMALL)


def _across(d, x, y, end, answer, color):
    """An arrow from a box to what stands at its right."""
    d.arrow((x, y), (end, y), color=color)
    d.text((x + end) / 2 - 2, y - 9, answer, color=color, size=SMALL)


def _asked(d, y, question, answer, laws):
    """A question of the right column, and the laws that one answer leads to."""
    d.box(RIGHT, y, NARROW, TALL, question, size=SMALL)
    color = BACK if answer == "no" else FORWARD
    d.arrow((RIGHT + NARROW / 2, y), (LAWS - 3, y), color=color)
    d.text(RIGHT + NARROW / 2 + 15, y - 9, answer, color=color, size=SMALL)
    _laws(d, LAWS, y, laws)


def _laws(d, x, y, laws, anchor="start"):
    for i, law in enumerate(laws):
        place = y + 15 * (i - (len(laws) - 1) / 2)
        d.text(x, place, law, anchor=anchor, size=SMALL, font_family=MONO)


PICTURES = {"where_to_look": draw}
