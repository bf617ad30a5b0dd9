"""Independent pieces of evidence, combined into one probability."""

import numpy as np

from nnlib.by_hand import evidence
from nnlib.exercises._helpers import spelled
from nnlib.exercises._kinds import array_where
from nnlib.exercises.chapter01._combine_slips import Slips, log_odds
from nnlib.functions.activations import sigmoid
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="01-combine",
    title="What all the tips say together",
    minutes=8,
    difficulty=2,
    points=2,
    reference=evidence.combine,
    hints=(
        "What do two tips of 0.8 do to the odds, and what would a thousand of them do? A computer "
        "can't hold that number. Which function turns a product into a sum?",
        "Turn each probability into its log-odds, which add up and stay small; at the end you want "
        "a probability again.",
        "Two lines: the log-odds of each tip, by formula (1.2), and then a function of your own "
        "for their sum.",
    ),
    promises={
        "one tip": array_where("a", lambda a: len(a) == 1),
        "no tip at all": array_where("a", lambda a: len(a) == 0),
        "tips that disagree": array_where("a", lambda a: len(a) and a.min() < 0.5 < a.max()),
        "a tip that says nothing": array_where("a", lambda a: (a == 0.5).any()),
        "a very sure tip on either side": lambda case: (
            case.args["a"].size and case.args["a"].min() < 1e-8 < 1 - 1e-6 < case.args["a"].max()
        ),
        "so many tips that the product of their odds overflows": array_where(
            "a", lambda a: len(a) and np.log(a / (1 - a)).sum() > 1000
        ),
        "so many that products overflow, and hardly anything is left": array_where(
            "a", lambda a: len(a) > 2000 and abs(np.log(a / (1 - a)).sum()) < 5
        ),
    },
    why="""Odds multiply, so their logarithms add, and the sigmoid turns the sum back into a
probability. With no tip at all the sum is 0, the odds are even, and the answer is 0.5. The
product of the odds is right on paper too, and fails on a computer as soon as a few hundred
tips agree: the odds overflow, and infinity over infinity is not a number. Adding logarithms
has no such limit. This is what a unit does with its inputs: each one adds its own amount to
the score.""",
)


@exercise.cases
def _(rng):
    yield Case("two tips of 0.8", {"a": np.array([0.8, 0.8])})
    yield Case("one tip", {"a": np.array([0.75])})
    yield Case("two that disagree", {"a": np.array([0.8, 0.2])})
    yield Case("three tips, one of which says nothing", {"a": np.array([0.9, 0.5, 0.6])})
    sure = np.array([1e-6, 0.9, 0.99999])
    yield Case("two very sure tips, one on either side", {"a": sure})
    yield Case("a tip of a billionth, and a sure one", {"a": np.array([1e-9, 0.9999999])})
    yield Case("one tip against", {"a": np.array([0.1])})
    yield Case("no tip at all", {"a": np.array([])})
    yield Case("five tips", {"a": rng.uniform(0.05, 0.95, size=5).round(2)})
    yield Case("2000 tips of 0.9", {"a": np.full(2000, 0.9)})
    yield Case("2000 tips of 0.1", {"a": np.full(2000, 0.1)})
    both = np.concatenate([np.full(2000, 0.9), np.full(2000, 0.1), [0.8]])
    yield Case("2000 tips of 0.9, 2000 of 0.1 and one of 0.8", {"a": both})
    turns = np.concatenate([np.tile([0.9, 0.1], 2000), [0.3]])
    yield Case("0.9 and 0.1 in turns, 2000 times, then 0.3", {"a": turns})


def _clipped(least):
    return lambda a: sigmoid(np.sum(log_odds(np.clip(a, least, 1 - least))))


def _limited(most):
    return lambda a: sigmoid(np.clip(np.sum(log_odds(a)), -most, most))


def _capped(most):
    """The odds are kept within a limit on the way."""

    def wrong(a):
        odds = 1.0
        for tip in a:
            odds = min(max(odds * tip / (1 - tip), 1 / most), most)
        return odds / (1 + odds)

    return wrong


def _one_by_one(a):
    p = 0.5
    for tip in a:
        p = p * tip / (p * tip + (1 - p) * (1 - tip))
    return p


exercise.wrong(Slips)


@exercise.wrong
class Mistakes:
    def mean_of_the_probabilities(a):
        """This is the mean of the tips. Two tips of 0.8 that don't know of each other make you
        surer than either of them alone."""
        return np.mean(a)

    def product_of_the_probabilities(a):
        """The probabilities are multiplied, so each further tip for *yes* makes *yes* less likely.
        It's the *odds* that multiply."""
        return np.prod(a)

    def product_of_both_answers(a):
        """Right for a few tips, but with thousands of them the products round to 0, and 0 / 0 is
        not a number. Find something of the tips that adds up where these multiply."""
        return np.prod(a) / (np.prod(a) + np.prod(1 - a))

    def product_of_the_odds(a):
        """Right for a few tips, but with thousands of them the odds overflow, and infinity over
        infinity is not a number. Stay with the log-odds, which add up and keep small, and let your
        `sigmoid` make a probability of their sum."""
        odds = np.prod(a / (1 - a))
        return odds / (1 + odds)

    def product_of_the_odds_turned_over(a):
        """Right for a few tips, and for many that agree. But where thousands speak on either side,
        something overflows on the way, or rounds to 0 or 1, and no later tip can move it back. Add
        up what stays small, and make a probability of it only at the end."""
        return 1 / (1 + np.prod((1 - a) / a))

    def forgot_the_sigmoid(a):
        """This is the log-odds of all the tips together. One step is left: turn it back into a
        probability."""
        return np.sum(log_odds(a))

    def odds_at_the_end(a):
        """These are the odds. One step is left, from odds to a probability: and better from
        log-odds, since odds of thousands of tips overflow."""
        return np.exp(np.sum(log_odds(a)))

    def at_least_one(a):
        """This is the probability that at least one of the tips comes true, as if each spoke of a
        horse of its own. They all speak of the same one: multiply their odds."""
        return 1 - np.prod(1 - a)

    def mean_of_the_log_odds(a):
        """The log-odds are averaged. Independent tips add up: two that say the same make you surer
        than one."""
        return sigmoid(np.mean(log_odds(a)))

    def sum_of_the_probabilities(a):
        """The probabilities themselves are added up. What adds is each tip's log-odds, which is
        negative for a tip against."""
        return sigmoid(np.sum(a))

    def sum_of_the_odds(a):
        """The odds are added. Odds multiply: it's their logarithms that add."""
        odds = np.sum(a / (1 - a))
        return odds / (1 + odds)

    def log_of_the_probabilities(a):
        """The logarithm is that of the probability. Formula (1.2) takes it of the odds, the
        probability of *yes* divided by that of *no*."""
        return sigmoid(np.sum(np.log(a)))

    def other_base(a):
        """The logarithm has another base than e, and the sigmoid undoes the natural one,
        `np.log`."""
        return sigmoid(np.sum(np.log10(a / (1 - a))))

    def odds_turned_over(a):
        """A tip for the horse counts against it here: the odds are turned over, *no* to *yes*, or
        the sign of their logarithm is."""
        return sigmoid(np.sum(np.log((1 - a) / a)))

    def one_for_each_tip(a):
        """This is one number for each tip. Add up before the last step: there's one horse, and one
        probability."""
        return sigmoid(log_odds(a))

    def product_of_the_log_odds(a):
        """The log-odds are multiplied. They add, because the odds multiply."""
        return sigmoid(np.prod(log_odds(a)))

    def sum_of_the_sigmoids(a):
        """This is the sum of the tips, which soon gives more than 1. (A sigmoid of each log-odds
        only gives the tip back.) What adds is the log-odds, and the sigmoid comes last."""
        return np.sum(sigmoid(log_odds(a)))

    sum_of_the_sigmoids = spelled(
        sum_of_the_sigmoids, lambda a: np.sum(a), lambda a: np.minimum(np.sum(a), 1)
    )

    def sigmoid_of_the_probabilities(a):
        """The sigmoid wants a score, and gets a probability. First turn each probability into its
        log-odds."""
        return np.mean(sigmoid(a))

    def strongest_tip(a):
        """Only one tip counts here. All of them do: each multiplies the odds by its own factor."""
        return np.max(a)

    def strongest_log_odds(a):
        """Only the strongest tip counts here. All of them do: each adds its own log-odds."""
        return sigmoid(log_odds(a)[np.argmax(np.abs(a - 0.5))])

    def share_of_those_for_it(a):
        """This is a vote: how many of the tips are above 0.5. A tip of 0.99 says more than one of
        0.51, and two that agree say more than one."""
        return np.mean(a > 0.5)

    def clipped(a):
        """Tips or odds are cut off at a limit, which shows where many of them agree or one is very
        sure. Nothing here needs a limit: a tip is never quite 0 or 1."""
        return _clipped(0.2)(a)

    def never_quite_sure(a):
        """The result is kept away from 0 and 1. Let it come as near as it likes: 2000 tips that
        agree are very sure."""
        return np.clip(sigmoid(np.sum(log_odds(a))), 1e-4, 1 - 1e-4)

    def normalized_probabilities(a):
        """The tips are divided by their sum, as if each named a horse of its own. They all speak
        of the same one: multiply their odds."""
        return np.prod(a) / np.sum(a)

    def geometric_mean(a):
        """This is an average of the tips, of another kind. Two independent tips of 0.8 make you
        surer than either of them alone."""
        return np.exp(np.mean(np.log(a)))

    def rounded(a):
        """The result is rounded. Return it as it is: rounding is for printing."""
        return np.round(sigmoid(np.sum(log_odds(a))), 4)

    def running_sum(a):
        """This is one number after each further tip. Only the last, after all of them, is asked
        for, and with no tip at all it's 0.5."""
        return sigmoid(np.cumsum(log_odds(a)))

    def starts_from_the_first(a):
        """With no tip at all this raises an error: it starts from the first one. Start from even
        odds, a log-odds of 0, or let `np.sum` add up what there is."""
        z = log_odds(a[0])
        for tip in a[1:]:
            z = z + log_odds(tip)
        return sigmoid(z)

    def starts_at_a_half(a):
        """The sum of the log-odds starts too high: with no tip at all the odds are even, and the
        result should be 0.5. Which *log-odds* belongs to that?"""
        return sigmoid(0.5 + np.sum(log_odds(a)))

    starts_at_a_half = spelled(starts_at_a_half, lambda a: sigmoid(1 + np.sum(log_odds(a))))

    def no_division_by_the_rest(a):
        """The product of the tips is divided by the number of them or by a power of 0.5. What is
        to be compared is how well *yes* and *no* explain all the tips: multiply the odds."""
        return np.prod(a) / 0.5 ** len(a)

    mean_of_the_probabilities = spelled(
        mean_of_the_probabilities,
        lambda a: np.median(a),
        lambda a: np.mean(a) if len(a) else 0.5,
        lambda a: np.mean(a) if len(a) else 0.0,
        lambda a: sum(a) / len(a),
    )
    strongest_tip = spelled(strongest_tip, lambda a: np.min(a), lambda a: a[-1], lambda a: a[0])
    other_base = spelled(other_base, lambda a: sigmoid(np.sum(np.log2(a / (1 - a)))))
    clipped = spelled(clipped, *map(_clipped, (0.15, 0.25, 0.3, 1e-2, 1e-3, 1e-4)))
    rounded = spelled(
        rounded,
        lambda a: np.round(sigmoid(np.sum(log_odds(a))), 2),
        lambda a: np.round(sigmoid(np.sum(log_odds(a))), 3),
    )
    never_quite_sure = spelled(
        never_quite_sure,
        *map(_limited, (5, 10)),
        lambda a: np.clip(sigmoid(np.sum(log_odds(a))), 1e-3, 1 - 1e-3),
        lambda a: np.clip(sigmoid(np.sum(log_odds(a))), 0.01, 0.99),
        lambda a: np.clip(sigmoid(np.sum(log_odds(a))), 1e-6, 1 - 1e-6),
    )
    product_of_the_odds = spelled(
        product_of_the_odds,
        lambda a: np.exp(np.sum(log_odds(a))) / (1 + np.exp(np.sum(log_odds(a)))),
    )
    product_of_the_odds_turned_over = spelled(
        product_of_the_odds_turned_over,
        lambda a: sigmoid(np.log(np.prod(a / (1 - a)))),
        _one_by_one,
    )
    no_division_by_the_rest = spelled(no_division_by_the_rest, lambda a: np.prod(a) / len(a))

    def sum_above_a_half(a):
        """The distances of the probabilities from 0.5 are added up. What adds is each tip's
        log-odds, which grows without limit as a tip becomes surer."""
        return sigmoid(np.sum(a - 0.5))

    def odds_for_scores(a):
        """The sigmoid gets odds. It undoes the logarithm of odds, so it wants log-odds."""
        return sigmoid(np.prod(a / (1 - a)))

    def nothing_without_tips(a):
        """With no tip at all the odds are even, as they were before: a probability of 0.5.
        The sum of no log-odds is 0, so no special case is needed."""
        return sigmoid(np.sum(log_odds(a))) if len(a) else 0.0

    nothing_without_tips = spelled(
        nothing_without_tips,
        lambda a: sigmoid(np.sum(log_odds(a))) if len(a) else None,
        lambda a: sigmoid(np.sum(log_odds(a))) if len(a) else 1.0,
    )

    def missing_parentheses(a):
        """Division comes before subtraction: `a/1 - a` is `(a/1) - a`, which is 0, and its
        logarithm is minus infinity. Put the whole denominator in parentheses."""
        return sigmoid(np.sum(np.log(a / 1 - a)))

    missing_parentheses = spelled(missing_parentheses, lambda a: np.sum(np.log(a / 1 - a)))
    geometric_mean = spelled(geometric_mean, lambda a: np.prod(a) ** (1 / max(len(a), 1)))
    odds_turned_over = spelled(odds_turned_over, lambda a: 1 / (1 + np.prod(a / (1 - a))))
    odds_at_the_end = spelled(odds_at_the_end, lambda a: np.prod(a / (1 - a)))
    sum_of_the_odds = spelled(
        sum_of_the_odds,
        lambda a: np.sum(a / (1 - a)),
        lambda a: np.log(np.sum(a / (1 - a))),
        lambda a: sigmoid(np.log(np.sum(a / (1 - a)))),
    )
    log_of_the_probabilities = spelled(
        log_of_the_probabilities, lambda a: sigmoid(np.sum(np.log(a) - np.log(1 + a)))
    )
    mean_of_the_log_odds = spelled(
        mean_of_the_log_odds, lambda a: sigmoid(np.sum(log_odds(a)) / max(len(a), 1))
    )

    def nan_without_tips(a):
        """With no tip at all this is not a number, because a mean of nothing is none. Add the
        log-odds up: a sum of nothing is 0."""
        return sigmoid(len(a) * np.mean(log_odds(a)) if len(a) else np.nan)

    share_of_those_for_it = spelled(
        share_of_those_for_it, lambda a: np.mean(a > 0.5) if len(a) else 0.5
    )
    clipped = (*clipped, *spelled(clipped[0], *map(_capped, (1e6, 1e8, 1e9, 1e10, 1e12)))[1:])


@exercise.right
class Variants:
    def a_sum_of_differences(a):
        """The logarithm of a quotient is a difference, so the odds themselves are never made."""
        z = np.sum(np.log(a)) - np.sum(np.log(1 - a))
        return 1 / (1 + np.exp(-z))

    def in_a_loop(a):
        """A loop adds up the same log-odds one by one: more lines, and slower for many tips, but
        it shows that the score starts at 0, even odds."""
        z = 0.0
        for tip in a:
            z += np.log(tip / (1 - tip))
        return sigmoid(z)

    def two_answers(a):
        """*Yes* and *no* as two classes, each with the sum of its logarithms: this is softmax with
        two scores, which the next section is about."""
        scores = np.array([np.sum(np.log(a)), np.sum(np.log(1 - a))])
        E = np.exp(scores - scores.max())
        return E[0] / E.sum()
