"""Where to look: what to ask of a program, from what is loud to what is quiet."""

from bookbuild.diagram import BACK, FORWARD, MONO, QUIET, SMALL, Diagram

# A question with the answer yes, and the laws to measure where it is no.
ASKED = [
    ("Do labels fit their pictures?", ["data"]),
    ("Is the loss a number, not NaN?", ["slopes", "steps", "shift"]),
    ("Does it fall from the start?", ["slopes", "steps"]),
    ("Does it leave log *K*?", ["start", "steps", "batches"]),
    ("Can it memorize twenty digits?", ["slopes", "batches"]),
    ("Does a long run keep its success?", ["slopes"]),
    ("Do loss and training accuracy agree?", ["score"]),
    ("Do signals keep their size?", ["start"]),
    ("Are gradients slopes, not all 0?", ["slopes"]),
    ("Is a step as long as it should be?", ["steps"]),
    ("Each sample once in an epoch?", ["batches"]),
    ("Same seed, same run?", ["repeat"]),
    ("Are scores of 1000 fine?", ["shift"]),
    ("Same answer alone and together?", ["alone"]),
    ("Same answer in other units?", ["units"]),
]
LOUD = 7  # questions about the data, and those that a log answers
LEFT, WIDE, TALL, STEP, GAP = 4, 244, 30, 50, 26
MIDDLE = LEFT + WIDE / 2


def draw():
    """Draw the chart: down where the answer is yes, to the right where it is no."""
    places = [22 + STEP * k + GAP * (k >= LOUD) for k in range(len(ASKED) + 1)]
    d = Diagram(places[-1] + 24)
    for k, (question, laws) in enumerate(ASKED):
        y, below = places[k : k + 2]
        d.box(MIDDLE, y, WIDE, TALL, question, size=SMALL)
        d.arrow((MIDDLE, y + TALL / 2), (MIDDLE, below - TALL / 2), color=FORWARD)
        d.text(MIDDLE + 8, y + STEP / 2, "yes", color=FORWARD, anchor="start", size=SMALL)
        d.arrow((LEFT + WIDE, y), (LEFT + WIDE + 28, y), color=BACK)
        d.text(LEFT + WIDE + 12, y - 9, "no", color=BACK, size=SMALL)
        for i, law in enumerate(laws):
            place = y + 15 * (i - (len(laws) - 1) / 2)
            style = {"anchor": "start", "size": SMALL, "font_family": MONO}
            d.text(LEFT + WIDE + 32, max(place, 8 + 15 * i), law, **style)
    border = (places[LOUD - 1] + places[LOUD]) / 2
    d.text(MIDDLE - 10, border - 8, "above: loud", color=QUIET, anchor="end", size=SMALL)
    d.text(MIDDLE - 10, border + 8, "below: quiet", color=QUIET, anchor="end", size=SMALL)
    d.box(MIDDLE, places[-1], WIDE, TALL, "Plant a bug, and see it found.", size=SMALL, color=QUIET)
    return d


PICTURES = {"where_to_look": draw}
