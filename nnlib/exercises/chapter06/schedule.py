"""A learning rate that rises to its peak and falls to 0."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.judge.exercise import Case, Exercise
from nnlib.networks import schedules

exercise = Exercise(
    id="06-schedule",
    title="A learning rate that rises and falls",
    minutes=6,
    difficulty=2,
    points=1,
    reference=schedules.triangular,
    hints=(
        "First find which share of the training is done: `step / n_steps`, from 0 to 1.",
        "While it is smaller than `rise`, the rate grows in proportion, and reaches the peak when "
        "done = rise. After that it falls in proportion to what is left, 1 - done.",
        "Rising: `peak * done / rise`. Falling: peak times (what is left) / (what was left at the "
        "peak).",
    ),
    why="""Both branches are straight lines through the same point: at `done = rise` the first
gives `peak * 1`, the second `peak * (1 - rise) / (1 - rise)`. Writing the schedule with the
share that is done, and not with step numbers, makes it the same for every length of
training.""",
    promises={
        "the start": lambda case: case.args["step"] == 0,
        "the end": lambda case: case.args["step"] == case.args["n_steps"],
        "the peak": lambda case: (
            case.args["step"] == case.args.get("rise", 0.4) * case.args["n_steps"]
        ),
        "a peak between two steps": lambda case: (
            case.args.get("rise", 0.4) * case.args["n_steps"] % 1 > 0
        ),
        "the usual rise": lambda case: "rise" not in case.args,
    },
    survivors={
        "done < rise -> done <= rise": "both lines meet at the peak",
        "step <= top -> step < top": "both lines meet at the peak",
        "min(done / rise, (1 - done) / (1 - rise)) -> min((1 - done) / (1 - rise), done / rise)": (
            "the smaller of two, in the other order"
        ),
    },
    distractors=(
        "return peak * (1 - done)",
        "    return peak * done",
    ),
)


def _without_rise(triangular, step, n_steps, peak):
    return triangular(step, n_steps, peak=peak)


@exercise.cases
def _(rng):
    def case(label, step, n_steps, peak, rise):
        args = {"step": step, "n_steps": n_steps, "peak": peak, "rise": rise}
        return Case(label, args)

    yield case("at the start", 0, 100, 0.5, 0.3)
    yield case("half-way up", 15, 100, 0.5, 0.3)
    yield case("at the peak", 30, 100, 0.5, 0.3)
    yield case("on the way down", 65, 100, 0.5, 0.3)
    yield case("at the end", 100, 100, 0.5, 0.3)
    yield case("a short rise", 1, 8, 0.1, 0.25)
    yield case("a peak between two steps", 2, 10, 1.0, 0.25)
    plain = {"step": 10, "n_steps": 100, "peak": 0.5}
    yield Case(
        "without rise, peak by its name", plain, _without_rise, "triangular(10, 100, peak=0.5)"
    )
    yield case("late in a long training", int(rng.integers(700, 900)), 1000, 0.2, 0.4)
    yield case("early in a long training", int(rng.integers(100, 300)), 1000, 0.2, 0.4)


def _with_a_floor(floor, start):
    """The rate never falls below a floor, after the peak alone or in all of the training."""

    def kept_above_a_floor(step, n_steps, peak, rise=0.4):
        """The rate is kept above a floor, as some libraries do it. Here it falls to exactly 0 at
        the end."""
        rate = schedules.triangular(step, n_steps, peak, rise)
        return max(rate, floor * peak) if start or step / n_steps >= rise else rate

    return kept_above_a_floor


@exercise.wrong
class Mistakes:
    def falls_too_steeply(step, n_steps, peak, rise=0.4):
        """It jumps down at the peak, and ends below 0. The fall should start from `peak` itself
        and end at exactly 0."""
        done = step / n_steps
        return peak * done / rise if done < rise else peak * (1 - done / (1 - rise))

    def jumps_after_the_peak(step, n_steps, peak, rise=0.4):
        """It jumps down at the peak: the fall should start from `peak` itself. What share of
        the training is left there?"""
        done = step / n_steps
        return peak * done / rise if done < rise else peak * (1 - done)

    def rises_too_slowly(step, n_steps, peak, rise=0.4):
        """While it rises, it climbs over the whole training. It should reach the peak when the
        share `rise` is done."""
        done = step / n_steps
        return peak * done if done < rise else peak * (1 - done) / (1 - rise)

    def fixed_rise(step, n_steps, peak, rise=0.4):
        """The argument `rise` has no effect: the share that is spent rising is fixed."""
        return schedules.triangular(step, n_steps, peak)

    def forgot_the_peak(step, n_steps, peak, rise=0.4):
        """It is right but for the height: it should reach `peak`, and it reaches 1."""
        return schedules.triangular(step, n_steps, 1.0, rise)

    def whole_division(step, n_steps, peak, rise=0.4):
        """`//` divides and drops what is behind the point, so the share done is 0 until the
        very end. Divide with `/`."""
        return schedules.triangular(step // n_steps, 1, peak, rise)

    def never_falls(step, n_steps, peak, rise=0.4):
        """It rises, but never falls again after the peak."""
        return peak * min(step / n_steps / rise, 1)

    def never_rises(step, n_steps, peak, rise=0.4):
        """It only falls: the first part, in which it rises from 0, is missing."""
        return peak * (1 - step / n_steps)

    def compared_with_step(step, n_steps, peak, rise=0.4):
        """`rise` is a share between 0 and 1, but it is compared with the step number. Divide
        the step by n_steps first."""
        return peak * step / rise if step < rise else peak * (1 - step / n_steps) / (1 - rise)

    def rise_taken_as_steps(step, n_steps, peak, rise=0.4):
        """It starts to fall after the first step: `rise` is taken as a number of steps. It is a
        share of all the steps."""
        return peak * step / rise if step < rise else peak * (n_steps - step) / (n_steps - rise)

    def peak_on_a_whole_step(step, n_steps, peak, rise=0.4):
        """It is right where the peak falls on a whole step. It may lie between two steps: leave
        `rise * n_steps` unrounded, or work with the share that is done."""
        top = int(rise * n_steps)
        return peak * step / top if step < top else peak * (n_steps - step) / (n_steps - top)

    def lines_change_on_a_whole_step(step, n_steps, peak, rise=0.4):
        """The two lines are right, but they meet at a rounded step. The peak may lie between
        two steps: compare the shares, without rounding."""
        done = step / n_steps
        return peak * done / rise if step < int(rise * n_steps) else peak * (1 - done) / (1 - rise)

    def neither_slope_scaled(step, n_steps, peak, rise=0.4):
        """Neither line reaches the peak. Each branch has to be divided by its own share: by `rise`
        on the way up, by what is left at the peak on the way down."""
        done = step / n_steps
        return peak * done if done < rise else peak * (1 - done)

    def shares_multiplied(step, n_steps, peak, rise=0.4):
        """Both lines are multiplied by their shares, where they should be divided: each should
        reach `peak` at `done = rise`."""
        done = step / n_steps
        return peak * done * rise if done < rise else peak * (1 - done) * (1 - rise)

    def shares_exchanged(step, n_steps, peak, rise=0.4):
        """The two shares are exchanged: the way up is `rise` long, the way down 1 - `rise`."""
        done = step / n_steps
        return peak * done / (1 - rise) if done < rise else peak * (1 - done) / rise

    def lines_exchanged(step, n_steps, peak, rise=0.4):
        """Before the peak this is the line that falls, after it the one that rises. It should be
        the other way round: of the two lines always the lower."""
        done = step / n_steps
        return peak * (1 - done) / (1 - rise) if done < rise else peak * done / rise

    def below_zero(step, n_steps, peak, rise=0.4):
        """After the peak the rate is negative: what is left is 1 - done, not done - 1."""
        done = step / n_steps
        return peak * done / rise if done < rise else peak * (done - 1) / (1 - rise)

    def below_zero_from_the_peak(step, n_steps, peak, rise=0.4):
        """After the peak the rate is negative: there it begins at 0 and falls. It should begin at
        the peak: what counts is how much of the training is left."""
        done = step / n_steps
        return peak * done / rise if done < rise else peak * (rise - done) / (1 - rise)

    def never_arrives(step, n_steps, peak, rise=0.4):
        """It falls too slowly, and is not 0 at the end. The whole height has to be lost on the
        share 1 - `rise`."""
        done = step / n_steps
        return peak * done / rise if done < rise else peak - peak * (done - rise)

    def starts_too_high(step, n_steps, peak, rise=0.4):
        """The fall starts above `peak`, and does not end at 0. Put done = rise and done = 1 into
        the second line: it should give `peak` and 0."""
        done = step / n_steps
        return peak * done / rise if done < rise else peak * (1 - (done - rise)) / (1 - rise)

    def counted_from_one(step, n_steps, peak, rise=0.4):
        """The steps are counted one too high: the first is step 0, and its rate is 0."""
        return Variants.as_a_minimum(step + 1, n_steps, peak, rise)

    def one_step_fewer(step, n_steps, peak, rise=0.4):
        """The steps are divided by `n_steps - 1`, so that it reaches 0 one step too soon. The last
        step is `n_steps`."""
        return Variants.as_a_minimum(step, n_steps - 1, peak, rise)

    def peak_on_the_next_step(step, n_steps, peak, rise=0.4):
        """It is right where the peak falls on a whole step, but a peak between two steps is moved
        to the next one. Leave `rise * n_steps` unrounded, or work with the share that is done."""
        top = int(np.ceil(rise * n_steps))
        return peak * step / top if step < top else peak * (n_steps - step) / (n_steps - top)

    def another_rise(step, n_steps, peak, rise=0.5):
        """Right where `rise` is given. Left out, it should be 0.4, as in the first line that was
        given to you."""
        return schedules.triangular(step, n_steps, peak, rise)

    def peak_in_the_middle(step, n_steps, peak, rise=0.4):
        """The peak stands in the middle of the training, whatever `rise` is."""
        return schedules.triangular(step, n_steps, peak, 0.5)

    def steps_without_their_number(step, n_steps, peak, rise=0.4):
        """The slopes are divided by the shares, but not by the number of steps, so the rate goes
        far beyond `peak`. The way up takes `rise * n_steps` steps."""
        if step < rise * n_steps:
            return peak / rise * step
        return peak / (1 - rise) * (n_steps - step)

    def brackets_forgotten(step, n_steps, peak, rise=0.4):
        """In the second line brackets are missing: what is divided by 1 - `rise` is the whole
        (1 - done)."""
        done = step / n_steps
        return peak * done / rise if done < rise else peak * 1 - done / (1 - rise)

    def as_far_as_from_the_peak(step, n_steps, peak, rise=0.4):
        """The rate falls with the distance from the peak, by the same slope on both sides. The two
        sides are `rise` and 1 - `rise` long, and at the end of each it should be 0."""
        return peak * (1 - abs(step / n_steps - rise))

    as_far_as_from_the_peak = spelled(
        as_far_as_from_the_peak,
        lambda step, n_steps, peak, rise=0.4: peak * (1 - abs(step / n_steps - rise) / rise),
    )

    def falls_and_then_rises(step, n_steps, peak, rise=0.4):
        """It begins at the peak, falls to 0 and rises again. It should rise from 0 first, and then
        fall to 0."""
        done = step / n_steps
        return peak * (1 - done / rise) if done < rise else peak * (done - rise) / (1 - rise)

    def number_of_steps_forgotten(step, n_steps, peak, rise=0.4):
        """On the way up the rate goes far beyond the peak: the step is divided by the share `rise`,
        and not by the number of steps. After the peak it's right."""
        is_up = step < rise * n_steps
        return peak * step / rise if is_up else schedules.triangular(step, n_steps, peak, rise)

    def all_the_rates(step, n_steps, peak, rise=0.4):
        """These are the rates of all the steps. Wanted is that of this one step."""
        return np.interp(np.arange(n_steps), [0, rise * n_steps, n_steps], [0, peak, 0])

    def half_a_wave(step, n_steps, peak, rise=0.4):
        """This is a curve, and its peak stands in the middle. Wanted are two straight lines, which
        meet where the part `rise` is done."""
        return peak * np.sin(np.pi * step / n_steps)

    def as_in_the_example(step, n_steps, peak, rise=0.4):
        """These are the numbers of one training, a thousand steps with 300 on the way up. Take
        `n_steps` and `rise`."""
        return peak * step / 300 if step < 300 else peak * (1000 - step) / 700

    def rises_again(step, n_steps, peak, rise=0.4):
        """After the peak it starts at 0 again, and rises a second time. Behind the peak what counts
        is how much is left."""
        done = step / n_steps
        return peak * done / rise if done < rise else peak * (done - rise) / (1 - rise)

    def falls_in_a_curve(step, n_steps, peak, rise=0.4):
        """It rises and ends as it should, but falls in a curve, as some libraries do it. Wanted is
        a straight line."""
        done = step / n_steps
        if done < rise:
            return peak * done / rise
        return peak * (1 + np.cos(np.pi * (done - rise) / (1 - rise))) / 2

    def falls_as_it_rose(step, n_steps, peak, rise=0.4):
        """It falls as steeply as it rose, and is at 0 long before the end. The fall has all the
        rest of the training, the share 1 - `rise`."""
        done = step / n_steps
        return peak * max(0.0, min(done / rise, 2 - done / rise))

    def lost_on_the_way_up(step, n_steps, peak, rise=0.4):
        """Behind the peak it is below 0: after the share `rise` nothing is left of 1 - done / rise.
        What has to be lost by the end is divided by the share of the *fall*, 1 - `rise`."""
        done = step / n_steps
        return peak * done / rise if done < rise else peak * (1 - done / rise)

    def both_by_the_rise(step, n_steps, peak, rise=0.4):
        """Both lines are divided by `rise`. The fall is 1 - `rise` long: at the peak just that is
        left."""
        done = step / n_steps
        return peak * done / rise if done < rise else peak * (1 - done) / rise

    def both_by_the_fall(step, n_steps, peak, rise=0.4):
        """Both lines are divided by 1 - `rise`. The way up is `rise` long."""
        done = step / n_steps
        return (peak * done if done < rise else peak * (1 - done)) / (1 - rise)

    def nothing_behind_the_peak(step, n_steps, peak, rise=0.4):
        """From the peak on nothing is returned. Does a `return` stand in front of the second line,
        too?"""
        return peak * step / n_steps / rise if step / n_steps < rise else None

    def nothing_at_the_peak(step, n_steps, peak, rise=0.4):
        """Only where the peak falls on a step, that one step is wrong: with `<` before and `>`
        behind, neither of the two lines is taken there. Let one of them have it."""
        done = step / n_steps
        return 0.0 if done == rise else schedules.triangular(step, n_steps, peak, rise)

    nothing_at_the_peak = spelled(
        nothing_at_the_peak,
        lambda step, n_steps, peak, rise=0.4: (
            None if step / n_steps == rise else schedules.triangular(step, n_steps, peak, rise)
        ),
    )

    def peak_in_the_code(step, n_steps, peak, rise=0.4):
        """A peak stands in the code, so that the argument `peak` has no effect."""
        return schedules.triangular(step, n_steps, 0.1, rise)

    peak_in_the_code = spelled(
        peak_in_the_code,
        *[
            lambda step, n_steps, peak, rise=0.4, top=top: schedules.triangular(
                step, n_steps, top, rise
            )
            for top in (0.01, 0.05, 0.2, 0.5)
        ],
    )

    def percent(step, n_steps, peak, rise=0.4):
        """What is done is counted in percent, and `rise` is a share, from 0 to 1. Count both in
        shares."""
        done = 100 * step / n_steps
        return peak * done / rise if done < rise else peak * (1 - done) / (1 - rise)

    def fall_one_step_short(step, n_steps, peak, rise=0.4):
        """It falls to 0 one step too soon: the last step is `n_steps`, and not `n_steps - 1`."""
        if step < rise * n_steps:
            return peak * step / (rise * n_steps)
        return peak * (n_steps - 1 - step) / (n_steps - 1 - rise * n_steps)

    kept_above_a_floor = tuple(
        _with_a_floor(floor, start) for floor in (0.1, 0.01, 1e-3, 1e-4) for start in (False, True)
    )

    def rise_for_the_fall(step, n_steps, peak, rise=0.4):
        """`rise` is taken for the share that is spent falling. It's the share of the way *up*."""
        return schedules.triangular(step, n_steps, peak, 1 - rise)


@exercise.right
class Variants:
    def as_a_minimum(step, n_steps, peak, rise=0.4):
        """Of the two straight lines the lower one is always the right one, so there is no need to
        ask on which side of the peak you are."""
        done = step / n_steps
        return peak * min(done / rise, (1 - done) / (1 - rise))

    def by_interpolation(step, n_steps, peak, rise=0.4):
        """`np.interp` draws straight lines between corners: (0, 0), (rise, peak) and (1, 0). A
        schedule with one more corner would be one more number in each list."""
        return np.interp(step / n_steps, [0, rise, 1], [0, peak, 0])

    def from_the_peak(step, n_steps, peak, rise=0.4):
        top = rise * n_steps
        if step <= top:
            return peak / top * step
        return peak - peak * (step - top) / (n_steps - top)
