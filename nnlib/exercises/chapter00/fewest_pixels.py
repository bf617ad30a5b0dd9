"""How few pixels fool a layer: a sum, and the largest gains first."""

import numpy as np

from nnlib.by_hand import centroids
from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where, float32
from nnlib.exercises.chapter00 import _fewest_pixels as ways
from nnlib.exercises.chapter00 import _fewest_pixels_lines as lines
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="00-fewest-pixels",
    title="Fool your own reader",
    minutes=30,
    difficulty=5,
    points=4,
    reference=centroids.fewest_pixels,
    hints=(
        "Only the difference between the two scores counts, of j and of the answer k. Written as a "
        "sum over the pixels, what does pixel d count with? If that is above 0, ink helps j.",
        "Repainting a pixel gains its slope, `W[d, j] - W[d, k]`, times how far the pixel moves: "
        "from what it is to 16, or down to 0. What one pixel gains doesn't depend on the others, "
        "so begin with the largest gain, and go on until the lead of k is used up.",
        "For one class j: the slopes; the target of each pixel, with `np.where`; the gains, sorted "
        "from the largest; their running sums; how many of them are not yet above the lead, and "
        "one more. Do so for each j but k, and keep the smallest number.",
    ),
    promises={
        "one pixel is enough": lambda case: centroids.fewest_pixels(*case.args.values()) == 1,
        "several pixels are needed": lambda case: centroids.fewest_pixels(*case.args.values()) > 2,
        "the runner-up is not the easiest class": lambda case: ways.differs(ways.runner_up, case),
        "steep slopes that gain little": lambda case: ways.differs(ways.by_slope, case),
        "a class that can't be reached": lambda case: ways.unreachable(*case.args.values()),
        "some pixels that only draw level": lambda case: ways.differs(ways.level, case),
        "a class that is overtaken on the way": lambda case: ways.differs(ways.second_by_now, case),
        "ten classes of 64 pixels": array_where("W", lambda W: W.shape == (64, 10)),
        "as many classes as pixels": array_where("W", lambda W: W.shape[0] == W.shape[1]),
        "float32": float32("x"),
    },
    survivors={
        "slopes > 0 -> slopes >= 0": "a pixel with the slope 0 gains nothing either way",
        "min(fewest, n) -> min(n, fewest)": "the smaller of two numbers, in any order",
    },
    why="""Class j overtakes the answer k when the difference of their scores has grown by the lead
of k. The difference is a sum over the pixels, in which pixel d counts with `W[d, j] - W[d, k]`, so
the best that it can do is to be filled where this slope is above 0, and to be cleared where it is
below. What it gains is the slope times the way that it still has to go, and since the score is a
*sum*, no pixel changes what another one gains. So nothing can be quicker than taking the largest
gains first: no other choice of as many pixels gains more. The smallest number over all classes j is
the answer, and it's certain, without having tried all the ways of repainting.""",
)


@exercise.cases
def _(rng):
    x = np.array([16.0, 0.0, 8.0])
    W = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 0.5]])
    yield Case("3 pixels, 2 classes", {"x": x, "W": W, "b": np.zeros(2)})
    W = np.array([[2.0, 0.0], [1.0, 0.5], [1.5, 1.0], [0.5, 1.0]])
    x = np.array([12.0, 10.0, 14.0, 3.0])
    yield Case("4 pixels, 2 classes", {"x": x, "W": W, "b": np.array([2.0, 0.0])})
    turned = {"x": x, "W": W[:, ::-1], "b": np.array([0.0, 2.0])}
    yield Case("the same classes in the other order", turned)

    def case(label, D, K, wanted=lambda *args: True, dtype=np.float64, spread=8, most=16):
        args = ways.draw(rng, D, K, wanted, dtype, spread, most)
        return Case(label, dict(zip("xWb", args, strict=True)))

    yield case("6 pixels, 3 classes", 6, 3, ways.unlike(ways.score_for_lead))
    yield case("5 pixels, 3 classes", 5, 3, ways.unlike(ways.biases_only))
    yield case("4 pixels, 4 classes", 4, 4)
    yield case("the runner-up isn't quickest", 7, 4, ways.unlike(ways.runner_up))
    yield case("pixels half inked", 7, 3, ways.unlike(ways.by_slope))
    yield case("several pixels needed", 9, 3, lambda *args: centroids.fewest_pixels(*args) > 2)

    def out_of_reach(*args):
        return ways.unreachable(*args) and ways.unlike(ways.first_above)(*args)

    yield case("one class out of reach", 5, 4, out_of_reach, spread=40)
    biases = ways.all_unlike(ways.without_biases, ways.biases_multiplied)
    yield case("biases decide", 6, 3, biases, spread=20)
    yield case("gentle slopes", 6, 3, ways.all_unlike(ways.flipped, ways.gentle_ones_filled))
    yield case("0 is the least", 6, 3, ways.unlike(ways.below_0))
    yield case("15 isn't full", 6, 3, ways.apart(ways.up_to(15)))
    yield case("filled and cleared", 8, 3, ways.apart(ways.cleared, ways.filled))
    blank = {"spread": 1, "most": 0}
    yield case("a blank image", 6, 3, lambda *args: 1 < ways.up_to(1)(*args) < 6, **blank)
    many = dict(zip("xWb", ways.draw_many(rng), strict=True))
    yield Case("many pixels needed", many)
    yield case("64 pixels, ten classes", 64, 10)
    yield case("float32", 6, 4, dtype=np.float32)
    W = np.array([[0.0, 1.0], [0.0, 1.0], [0.0, 0.5]])
    tie = {"x": np.zeros(3), "W": W, "b": np.array([32.0, 0.0])}
    yield Case("two pixels only draw level", tie)
    yield case("another class than the one that is second", 7, 4, ways.unlike(ways.second_by_now))


exercise.wrong(lines.Lines)


@exercise.wrong
class Mistakes:
    def runner_up_only(x, W, b):
        """Only the class with the second largest score is tried. Another class may overtake with
        fewer pixels: try every j but k, and keep the smallest number."""
        return ways.runner_up(x, W, b)

    def by_slope(x, W, b):
        """The pixels come in the order of their slopes. But a pixel that is nearly full can hardly
        be filled: sort by what each *gains*, slope times the way that it still has to go."""
        return ways.by_slope(x, W, b)

    def filled_only(x, W, b):
        """Pixels are only filled here. Where the slope is below 0, a pixel helps j by being
        cleared."""
        return ways.filled(x, W, b)

    def cleared_only(x, W, b):
        """Pixels are only cleared here. Where the slope is above 0, a pixel helps j by being
        filled."""
        return ways.cleared(x, W, b)

    def one_too_few(x, W, b):
        """The number is too small by one: a place counted from 0, or the pixels *before* the one
        that tips the scales. That one has to be repainted, too."""
        return ways.fewest(x, W, b) - 1

    def one_too_many(x, W, b):
        """The number is too large by one. Count the pixels up to the one with which the other class
        overtakes, and no further."""
        return ways.fewest(x, W, b) + 1

    def in_order_of_place(x, W, b):
        """The pixels are repainted in the order of their places, from the first on. Which of them
        brings the most should come first."""
        return ways.fewest(x, W, b, order=lambda gains, slopes: gains)

    def smallest_first(x, W, b):
        """The smallest gains come first. `np.sort` and `argsort` begin with the smallest: turn the
        order around, `[::-1]`, or sort the gains with a minus."""
        return ways.fewest(x, W, b, order=lambda gains, slopes: np.sort(gains))

    def the_hardest_class(x, W, b):
        """This is the number for the class that is hardest to reach. The *fewest* pixels are asked
        for: keep the smallest number."""
        return max(ways.counts(x, W, b))

    def the_last_class(x, W, b):
        """Only the last class came through: each round of the loop has replaced the one before.
        Keep the smallest number of all."""
        return ways.counts(x, W, b)[-1]

    def the_first_class(x, W, b):
        """Only the first class has been tried. Try them all, and return the smallest number. (A
        `return` inside a loop ends it in the first round.)"""
        return ways.counts(x, W, b)[0]

    def added_up(x, W, b):
        """The numbers of all the classes are added up. One class that overtakes is enough: keep the
        smallest."""
        return sum(ways.counts(x, W, b))

    def without_biases(x, W, b):
        """The biases are missing from the lead. It's the difference of two *scores*, and those are
        `x @ W + b`."""
        return ways.without_biases(x, W, b)

    def score_for_lead(x, W, b):
        """The gains are compared with a score. What j has to make up is its distance from the
        answer, the score of k minus the score of j."""
        return ways.score_for_lead(x, W, b)

    def up_to_1(x, W, b):
        """A full pixel has the value 1 here. In these images it's 16."""
        return ways.up_to(1)(x, W, b)

    def up_to_255(x, W, b):
        """A full pixel has the value 255 here. In these images it's 16."""
        return ways.up_to(255)(x, W, b)

    def up_to_15(x, W, b):
        """A full pixel has the value 15 here. From 0 to 16 means that it may have 16 itself."""
        return ways.up_to(15)(x, W, b)

    def flipped(x, W, b):
        """Each pixel is flipped: cleared if it's dark, filled if it's light. It's the slope that
        says which of the two helps j, whatever the pixel is now."""
        return ways.flipped(x, W, b)

    def the_other_way(x, W, b):
        """Each pixel is pushed the wrong way: it's cleared where ink helps j, and filled where ink
        harms. Above 0, the slope asks for 16."""
        return len(x) + 1  # no class is reached, however many pixels are pushed

    def for_j_alone(x, W, b):
        """The pixels are chosen by the weights of j alone. The same pixels change the score of k,
        too: what counts is the difference, `W[:, j] - W[:, k]`."""
        return ways.greedy(x, W, b, lambda j, k: W[:, j])

    def against_k_alone(x, W, b):
        """The pixels are chosen by the weights of k alone. The same pixels change the score of j,
        too: what counts is the difference, `W[:, j] - W[:, k]`."""
        return ways.greedy(x, W, b, lambda j, k: -W[:, k])

    def all_that_help(x, W, b):
        """These are all the pixels that help. Stop as soon as the other class is ahead."""
        return ways.all_that_help(x, W, b)

    def all_pixels(x, W, b):
        """This is the number of all pixels. Either it doesn't stop as soon as the other class is
        ahead, or no class ever gets ahead, as when pixels are pushed the wrong way."""
        return len(x)

    def the_answer_itself(x, W, b):
        """0 pixels: the class that the layer names already is among those that are tried. Leave k
        out."""
        return 0

    def always_one(x, W, b):
        """The number is always 1. Often one pixel isn't enough: go on with the next largest gain,
        until the lead of k is used up."""
        return 1

    def always_three(x, W, b):
        """3 is right for one digit, and this function is given others, with other layers. Let it
        find the number."""
        return 3

    def the_class(x, W, b):
        """This says *which* class overtakes, or where its number stands in a list. How many pixels
        did that take?"""
        return ways.classes(x, W, b)[int(np.argmin(ways.counts(x, W, b)))]

    def the_places(x, W, b):
        """These are the pixels themselves. Only their number is asked for."""
        return ways.places(x, W, b)

    def the_image(x, W, b):
        """This is the repainted image. How many pixels of it have changed?"""
        return ways.repainted(x, W, b)

    def all_the_counts(x, W, b):
        """There is a number for each class here. Return the smallest of them."""
        return ways.counts(x, W, b)

    all_the_counts = spelled(all_the_counts, lambda x, W, b: np.array(ways.counts(x, W, b)))

    def a_fraction(x, W, b):
        """This is a fraction of the pixels. Their number is asked for."""
        return ways.fewest(x, W, b) / len(x)

    def in_place(x, W, b):
        """The caller's image has been repainted. Work on a copy of it: `x.copy()`."""
        n = ways.fewest(x, W, b)
        x[:] = ways.repainted(x, W, b)
        return n

    def always_64_pixels(x, W, b):
        """64 pixels or ten classes are counted, whatever comes. `len(x)` and `len(b)` say how many
        there are."""
        return ways.fewest(np.array([x[d] for d in range(64)]), W, b)

    always_64_pixels = spelled(
        always_64_pixels, lambda x, W, b: ways.fewest(x, W, np.array([b[k] for k in range(10)]))
    )

    def whole_way(x, W, b):
        """Each pixel gains as if it had the whole way of 16 to go. A pixel that has ink already can
        gain only the rest: its target minus what it is."""
        return ways.whole_way(x, W, b)

    def lead_divided(x, W, b):
        """The lead is divided by the largest gain, as if every pixel gained as much. The next ones
        gain less: add them up one by one."""
        return ways.lead_divided(x, W, b)

    def inverted(x, W, b):
        """Each pixel is inverted, to 16 minus what it is. It may get any value: go all the way to
        16 or to 0, whichever of them the slope asks for."""
        return ways.by_counting(targets=lambda slope, x: 16 - x)(x, W, b)

    def out_of_reach_counts_one(x, W, b):
        """A class that can't overtake, whatever is repainted, counts as one that needs a single
        pixel: where none of the sums is above the lead, `argmax` of the comparison is 0. Leave such
        a class out, or count the sums that are *not* above the lead."""
        return ways.first_above(x, W, b)

    def lead_over_the_runner_up(x, W, b):
        """Every class has to make up the same lead, that over the class in second place. Each is
        behind by a distance of its own: the score of k minus the score of j."""
        return ways.by_counting(leads=lambda lead: 0 * lead + np.sort(lead)[1])(x, W, b)

    def level_is_enough(x, W, b):
        """A class that draws level counts as one that is ahead. Its score has to be *larger* than
        that of k: the sum of the gains must be above the lead."""
        return ways.level(x, W, b)

    def second_by_now(x, W, b):
        """Each pixel is chosen for the class that is second at that moment, and the aim may change
        on the way. Choose one class j and keep to it, then the next, and keep the smallest number.
        """
        return ways.second_by_now(x, W, b)

    runner_up_only = spelled(
        runner_up_only, ways.by_counting(classes=lambda lead: [np.argsort(lead)[1]])
    )
    filled_only = spelled(
        filled_only, ways.by_counting(targets=lambda slope, x: np.where(slope > 0, 16, x))
    )
    cleared_only = spelled(
        cleared_only, ways.by_counting(targets=lambda slope, x: np.where(slope > 0, x, 0))
    )
    for_j_alone = spelled(for_j_alone, ways.by_counting(slopes=lambda W, j, k: W[:, j]))
    without_biases = spelled(
        without_biases,
        lambda x, W, b: ways.by_counting()(x, W, 0 * b),
        ways.leads_without_biases,
    )
    the_last_class = spelled(the_last_class, ways.by_counting(pick=lambda numbers: numbers[-1]))
    the_first_class = spelled(the_first_class, ways.by_counting(pick=lambda numbers: numbers[0]))
    the_hardest_class = spelled(the_hardest_class, ways.by_counting(pick=max))
    all_that_help = spelled(all_that_help, ways.all_that_help_anybody)
    up_to_1 = spelled(up_to_1, ways.by_counting(targets=lambda s, x: np.where(s > 0, 1, 0)))

    by_slope = spelled(
        by_slope,
        lines.in_order_of_slopes(lambda slope: np.argsort(np.abs(slope))[::-1]),
        lines.in_order_of_slopes(lambda slope: np.argsort(-np.abs(slope))),
        lines.in_order_of_slopes(lambda slope: np.argsort(slope)[::-1]),
        lines.in_order_of_slopes(lambda slope: np.argsort(-slope)),
    )
    the_class = spelled(the_class, lines.by_lines(pick=lambda numbers: int(np.argmin(numbers))))
    filled_only = spelled(
        *filled_only,
        lines.by_lines(targets=lambda slope, x: np.full(len(x), 16)),
    )
    cleared_only = spelled(
        *cleared_only,
        lines.by_lines(targets=lambda slope, x: np.zeros(len(x))),
    )
    flipped = spelled(
        flipped,
        lines.by_lines(targets=lambda slope, x: np.where(x > 8, 0, 16)),
        lines.by_lines(targets=lambda slope, x: np.where(x >= 8, 0, 16)),
        lines.by_lines(targets=lambda slope, x: np.where(x > 0, 0, 16)),
    )
    inverted = spelled(inverted, lines.by_lines(targets=lambda slope, x: 16 - x))
    up_to_1 = spelled(*up_to_1, lines.by_lines(targets=lambda slope, x: np.where(slope > 0, 1, 0)))
    up_to_15 = spelled(
        up_to_15, lines.by_lines(targets=lambda slope, x: np.where(slope > 0, 15, 0))
    )


@exercise.right
class Variants:
    def by_repainting(x, W, b):
        """This one really repaints a copy, pixel by pixel, and asks the layer each time: slower,
        and it reads like what you did with the mouse."""
        k = np.argmax(x @ W + b)
        fewest = len(x)
        for j in range(len(b)):
            slopes = W[:, j] - W[:, k]
            target = np.where(slopes > 0, 16, 0)
            repainted = x.copy()
            for n, d in enumerate(np.argsort(-slopes * (target - x)), 1):
                repainted[d] = target[d]
                if np.argmax(repainted @ W + b) != k:
                    fewest = min(fewest, n)
                    break
        return fewest

    def all_classes_at_once(x, W, b):
        """No loop at all: the slopes of all classes are one table, whose columns are sorted and
        added up side by side."""
        Z = x @ W + b
        slopes = W - W[:, [Z.argmax()]]
        gains = np.maximum(slopes * (16 - x[:, np.newaxis]), -slopes * x[:, np.newaxis])
        reached = np.cumsum(-np.sort(-gains, axis=0), axis=0)
        return np.min(np.sum(reached <= Z.max() - Z, axis=0)) + 1
