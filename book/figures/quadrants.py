"""Why steps in one layer don't do two quadrants: two pairs of points around the crossing."""

from bookbuild.diagram import CLASSES, INK, QUIET, SMALL, Diagram

SIDE, TOP = 118, 30  # of a panel, in units
PAIRS = [((0.42, 0.28), 0), ((-0.42, -0.28), 0), ((-0.28, 0.46), 1), ((0.28, -0.46), 1)]


def draw():
    """A unit whose line misses the crossing, and one whose line runs through it."""
    d = Diagram(206)
    panel(d, 34, "past the crossing", [(-1, -0.1), (-0.35, -1), (1, -1), (1, 1), (-1, 1)])
    panel(d, 188, "through the crossing", [(-0.6, -1), (0.6, 1), (1, 1), (1, -1)])
    return d


def panel(d, left, title, yes):
    """The unit's line, white where it says no, the four points, and its answers to the pairs."""

    def place(x1, x2):
        return left + SIDE / 2 * (1 + x1), TOP + SIDE / 2 * (1 - x2)

    middle = left + SIDE / 2
    d.text(middle, 16, title, size=SMALL, weight=600)
    points = " ".join("{:g},{:g}".format(*place(*point)) for point in yes)
    d.add("polygon", points=points, fill=CLASSES[1], fill_opacity=0.2)
    square = {"x": left, "y": TOP, "width": SIDE, "height": SIDE}
    d.add("rect", **square, fill="none", stroke=QUIET, stroke_width=1)
    for start, end in [((-1, 0), (1, 0)), ((0, -1), (0, 1))]:
        line(d, place(*start), place(*end), stroke=QUIET, stroke_width=1, stroke_dasharray="4 3")
    line(d, place(*yes[0]), place(*yes[1]), stroke=INK, stroke_width=1.5)
    answers = {0: [], 1: []}
    for point, label in PAIRS:
        (x1, x2), (x, y), (u, v) = point, place(*point), direction(yes)
        answers[label].append(int(u * (x1 - yes[0][0]) + v * (x2 - yes[0][1]) > 0))
        d.points([point], [label], place)
        d.text(x + (11 if x1 > 0 else -11), y, str(answers[label][-1]), size=SMALL)
    for label, row in [(1, 164), (0, 184)]:
        d.points([(0, 0)], [label], lambda x1, x2, row=row: (middle - 38 + x1, row + x2))
        a, b = answers[label]
        d.text(middle + 6, row, f"{a} + {b} = {a + b}")


def direction(yes):
    """The way from the line to the side of the yes."""
    (x1, x2), (to1, to2), (in1, in2) = yes[:3]
    u, v = to2 - x2, x1 - to1
    side = 1 if u * (in1 - x1) + v * (in2 - x2) > 0 else -1
    return side * u, side * v


def line(d, start, end, **style):
    """Draw a line without a tip."""
    d.add("path", d="M{:g} {:g}L{:g} {:g}".format(*start, *end), **style)


PICTURES = {"quadrants": draw}
