"""One step with momentum."""

import numpy as np

from nnlib.by_hand import training
from nnlib.exercises._helpers import first, second, spelled
from nnlib.exercises._kinds import array_where
from nnlib.exercises.chapter05._shared import MORE_THAN_TWO, beyond_two
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="05-momentum-step",
    title="A step that remembers",
    minutes=6,
    difficulty=2,
    points=2,
    reference=training.momentum_step,
    hints=(
        "Two things make up the new step: what is kept of the old one, and what gradient descent "
        "would do on its own.",
        "Plain gradient descent would move w by the rate times the gradient. In which direction?",
        "Compute the new step first, then the new parameters from it; both are returned.",
    ),
    why="""The new step is the kept fraction of the old one plus the step of plain descent, which
goes *against* the gradient. The parameters move by the new step, not by the old one. With momentum
0 nothing is kept, and what remains is gradient descent. In other books the step is called the
velocity, hence the letter v.""",
    promises={
        "a table of parameters": array_where("w", lambda w: w.ndim == 2),
        "a row of parameters": array_where("w", lambda w: w.ndim == 1),
        "a first step": array_where("v", lambda v: not v.any()),
        "a later step": array_where("v", lambda v: v.any()),
        "momentum 0": array_where("momentum", lambda m: m == 0),
    },
)


@exercise.cases
def _(rng):
    small = {"w": np.array([1.0, 2]), "v": np.array([4.0, -8]), "dw": np.array([1.0, -3])}
    table = {name: rng.normal(size=(3, 2)).round(1) for name in ("w", "v", "dw")}
    for label, args in [
        ("whole numbers", {**small, "rate": 2.0, "momentum": 0.25}),
        ("a first step", {**small, "v": np.zeros(2), "rate": 2.0, "momentum": 0.25}),
        ("momentum 0", {**small, "rate": 0.5, "momentum": 0.0}),
        ("a table", {**table, "rate": 0.1, "momentum": 0.9}),
    ]:
        yield Case(label, args, first, "w", "w")
        yield Case(label, args, second, "v", "v")
    what, said = "the results beyond two", MORE_THAN_TWO
    yield Case(label, args, _beyond, what, "v", said, numbers=False)


def _beyond(answer, *given):
    return beyond_two(answer(*given))


@exercise.wrong
class Mistakes:
    def uphill(w, v, dw, rate, momentum):
        """The gradient is added, so the step goes uphill. Descent goes *against* the gradient."""
        v = momentum * v + rate * dw
        return w + v, v

    def against_the_step(w, v, dw, rate, momentum):
        """The new step is right, and then it's *subtracted*. The minus is in it already: add it."""
        v = momentum * v - rate * dw
        return w - v, v

    def kept_part_subtracted(w, v, dw, rate, momentum):
        """What is kept of the old step is *subtracted*, so the step turns round. Add it."""
        v = -momentum * v - rate * dw
        return w + v, v

    def moved_by_plain_descent(w, v, dw, rate, momentum):
        """The step that comes back is right, but w has moved by that of plain descent alone. Move
        by the whole new step."""
        return w - rate * dw, momentum * v - rate * dw

    def momentum_of_the_parameters(w, v, dw, rate, momentum):
        """The fraction is kept of the *parameters*. Keep it of their last step, v."""
        v = momentum * w - rate * dw
        return v, v - w

    momentum_of_the_parameters = spelled(
        momentum_of_the_parameters,
        lambda w, v, dw, rate, momentum: (momentum * w - rate * dw, momentum * v - rate * dw),
        lambda w, v, dw, rate, momentum: (momentum * w - rate * dw, -rate * dw),
    )

    def momentum_and_rate_exchanged(w, v, dw, rate, momentum):
        """Momentum and rate have changed places: keep the fraction `momentum` of the old step, and
        multiply the gradient by `rate`."""
        v = rate * v - momentum * dw
        return w + v, v

    def step_counted_downwards(w, v, dw, rate, momentum):
        """The parameters would be right after a *first* step. But v has to be the step itself, as
        it is added to w; here it points the other way."""
        v = momentum * v + rate * dw
        return w - v, v

    def gradients_gathered(w, v, dw, rate, momentum):
        """v gathers gradients, and the rate comes in afterwards. Some libraries do it so. Here v is
        the step itself, with the rate in it."""
        v = momentum * v + dw
        return w - rate * v, v

    def shares_of_one(w, v, dw, rate, momentum):
        """The new step is a mean of the two, with the shares m and 1 - m. Here the whole step of
        plain descent is added to what is kept of the old one."""
        v = momentum * v - (1 - momentum) * rate * dw
        return w + v, v

    def all_of_the_old_step(w, v, dw, rate, momentum):
        """All of the old step is kept. Keep the fraction `momentum` of it."""
        v = v - rate * dw
        return w + v, v

    def always_nine_tenths(w, v, dw, rate, momentum):
        """The momentum is fixed inside the function. Use the argument `momentum`."""
        v = 0.9 * v - rate * dw
        return w + v, v

    def without_the_rate(w, v, dw, rate, momentum):
        """The learning rate isn't used: plain descent takes a step of rate times gradient."""
        v = momentum * v - dw
        return w + v, v

    def rate_twice(w, v, dw, rate, momentum):
        """The parameters move by the rate times the step, but the rate is in the step already."""
        v = momentum * v - rate * dw
        return w + rate * v, v

    def momentum_on_the_gradient(w, v, dw, rate, momentum):
        """The momentum multiplies the gradient too. It belongs to the old step alone."""
        v = momentum * (v - rate * dw)
        return w + v, v

    def rate_on_both(w, v, dw, rate, momentum):
        """The rate multiplies the old step too. It's in that step already."""
        v = rate * (momentum * v - dw)
        return w + v, v

    def plain_descent(w, v, dw, rate, momentum):
        """This is plain descent: nothing is kept of the old step."""
        return w - rate * dw, -rate * dw

    def by_the_old_step(w, v, dw, rate, momentum):
        """The parameters move by the *old* step. Make the new one first, and move by that."""
        return w + v, momentum * v - rate * dw

    def old_step_returned(w, v, dw, rate, momentum):
        """The parameters are right, and the *old* step comes back with them. The next call needs
        the new one."""
        return w + momentum * v - rate * dw, v

    def looking_ahead(w, v, dw, rate, momentum):
        """The momentum is applied once more before the parameters move. (There is such a method,
        Nesterov's; it isn't asked for here.) The parameters move by the new step."""
        v = momentum * v - rate * dw
        return w + momentum * v - rate * dw, v

    def the_other_share_is_kept(w, v, dw, rate, momentum):
        """Of the old step the fraction 1 - m is kept. Keep the fraction m: with momentum 0 nothing
        is kept."""
        v = (1 - momentum) * v - rate * dw
        return w + v, v

    def a_mean_of_gradients(w, v, dw, rate, momentum):
        """v is a running mean of gradients. Here v is the step itself: what is kept of the last
        one, plus the whole step of plain descent."""
        v = momentum * v + (1 - momentum) * dw
        return w - rate * v, v

    def descent_twice(w, v, dw, rate, momentum):
        """The step of plain descent is taken twice: it's in the new step, and then once more in the
        parameters."""
        v = momentum * v - rate * dw
        return w + v - rate * dw, v

    def own_step_returned(w, v, dw, rate, momentum):
        """The parameters are right, and the step that comes back is that of plain descent alone.
        Return the whole step by which they moved."""
        return w + momentum * v - rate * dw, -rate * dw

    def kept_part_returned(w, v, dw, rate, momentum):
        """The parameters are right, and only what is kept of the *old* step comes back. Return the
        whole step by which they moved."""
        return w + momentum * v - rate * dw, momentum * v

    def rate_outside(w, v, dw, rate, momentum):
        """The rate multiplies the whole step when the parameters move. It belongs to the gradient
        alone, inside the step."""
        v = momentum * v - dw
        return w + rate * v, v

    def parameters_kept(w, v, dw, rate, momentum):
        """A fraction of the *parameters* is kept. It's the last step that is remembered."""
        v = momentum * w - rate * dw
        return w + v, v

    def step_for_parameters(w, v, dw, rate, momentum):
        """The step comes back twice. The first result is where the parameters are after it."""
        v = momentum * v - rate * dw
        return v, v

    def parameters_alone(w, v, dw, rate, momentum):
        """Only the parameters come back. Return two things: the parameters, and the step."""
        return w + momentum * v - rate * dw

    def step_first(w, v, dw, rate, momentum):
        """The two results are exchanged: first the parameters, then the step."""
        v = momentum * v - rate * dw
        return v, w + v

    def parameters_moved_in_place(w, v, dw, rate, momentum):
        """The result is right, but the caller's arrays have been changed: `v *= ...` and
        `w += ...` work on the very arrays that were handed in."""
        v *= momentum
        v -= rate * dw
        w += v
        return w, v

    parameters_moved_in_place = spelled(
        parameters_moved_in_place,
        lambda w, v, dw, rate, momentum: (np.add(w, momentum * v - rate * dw, out=w), w - w),
    )[:1]

    def three_results(w, v, dw, rate, momentum):
        """More than two things come back. Return just two, the parameters and the step: whoever
        writes `w, v = ...` gets an error from a third."""
        v = momentum * v - rate * dw
        return w + v, v, rate

    def step_changed_in_place(w, v, dw, rate, momentum):
        """The result is right, but the caller's v has been changed: `v *= ...` and `v -= ...` work
        on the very array that was handed in."""
        v *= momentum
        v -= rate * dw
        return w + v, v

    def parameters_changed_in_place(w, v, dw, rate, momentum):
        """The result is right, but the caller's w has been changed: `w += ...` works on the very
        array that was handed in. `w + ...` makes a new one."""
        v = momentum * v - rate * dw
        w += v
        return w, v

    def gradient_changed_in_place(w, v, dw, rate, momentum):
        """The result is right, but the caller's gradient has been changed: `dw *= ...` works on the
        very array that was handed in. `rate * dw` makes a new one."""
        dw *= rate
        v = momentum * v - dw
        return w + v, v

    def tables_alone(w, v, dw, rate, momentum):
        """This is written for tables, with rows and columns, and biases have one axis only. Without
        loops it fits every shape: NumPy computes entry by entry."""
        new_w, new_v = np.zeros_like(w), np.zeros_like(v)
        for i in range(w.shape[0]):
            for j in range(w.shape[1]):
                new_v[i, j] = momentum * v[i, j] - rate * dw[i, j]
                new_w[i, j] = w[i, j] + new_v[i, j]
        return new_w, new_v

    def parameters_shrink(w, v, dw, rate, momentum):
        """The step is right, and the parameters are multiplied by the momentum before it's added.
        They stay where they are, and move by the step."""
        v = momentum * v - rate * dw
        return momentum * w + v, v

    def momentum_on_the_gradient_alone(w, v, dw, rate, momentum):
        """The momentum multiplies the gradient, and all of the old step is kept. It's the other way
        round: it belongs to the old step alone."""
        v = v - momentum * rate * dw
        return w + v, v

    def zero_taken_for_none(w, v, dw, rate, momentum):
        """With momentum 0 another momentum is taken. 0 is a value like others, though Python's `or`
        and `if momentum:` take it for nothing: use the argument as it is."""
        v = (momentum or 0.9) * v - rate * dw
        return w + v, v

    def old_step_without_momentum(w, v, dw, rate, momentum):
        """With momentum 0 the old step comes back. Without a case of its own for 0 the same two
        lines do it."""
        new = momentum * v - rate * dw
        return w + new, (new if momentum else v)

    def parameters_twice(w, v, dw, rate, momentum):
        """The parameters are right, and they come back twice. The second result is the *step* by
        which they moved."""
        w = w + momentum * v - rate * dw
        return w, w

    def absolute_gradient(w, v, dw, rate, momentum):
        """The sign of the gradient is lost, so all parameters move one way. Take the gradient as it
        is."""
        v = momentum * v - rate * np.abs(dw)
        return w + v, v


@exercise.right
class Variants:
    def in_one_go(w, v, dw, rate, momentum):
        """The old step is scaled, the slope's part is taken away, and only then w is touched. It's
        the same in other words; the names say what the two parts are."""
        kept, own = momentum * v, -rate * dw
        return w + kept + own, kept + own

    def on_copies(w, v, dw, rate, momentum):
        """Two copies are made, and then everything happens in place. For large arrays that spares
        the ones in between."""
        w, v = w.copy(), v.copy()
        v *= momentum
        v -= rate * dw
        w += v
        return w, v
