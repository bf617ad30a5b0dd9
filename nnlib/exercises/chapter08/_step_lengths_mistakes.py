"""Wrong answers to "How long is a step?"."""

import numpy as np

from nnlib.exercises._helpers import spelled


def _from(start):
    def another_start(step, n_steps):
        places = [start]
        for _ in range(n_steps):
            places.append(step(places[-1], 1.0))
        return np.abs(np.diff(places))

    another_start.__doc__ = """The walk doesn't begin at 0. Where steps depend on the place, as with
    weight decay, other lengths come out."""
    return another_start


def _places(step, n_steps, dw=1.0):
    places = [0.0]
    for _ in range(n_steps):
        places.append(step(places[-1], dw))
    return np.array(places)


def _under(dw):
    def another_gradient(step, n_steps):
        return np.abs(np.diff(_places(step, n_steps, dw)))

    another_gradient.__doc__ = """The gradient isn't 1. The law is asked for a gradient of 1 in
    every step."""
    return another_gradient


class Mistakes:
    def always_from_zero(step, n_steps):
        """Every step begins at 0. Each should begin where the one before has ended."""
        return np.array([abs(step(0.0, 1.0)) for _ in range(n_steps)])

    def with_their_signs(step, n_steps):
        """The lengths have a sign. A length is never below 0: take the absolute value."""
        return np.diff(_places(step, n_steps))

    with_their_signs = spelled(
        with_their_signs, lambda step, n_steps: -np.diff(_places(step, n_steps))
    )

    def places(step, n_steps):
        """These are the places, or how far they are from the start. Wanted is how far each *step*
        goes: from the place before it."""
        return _places(step, n_steps)[1:]

    places = spelled(
        places,
        lambda step, n_steps: np.abs(_places(step, n_steps)[1:]),
        lambda step, n_steps: _places(step, n_steps)[:-1],
    )

    def one_number(step, n_steps):
        """A single number comes back, a sum or a mean. Each step has a length of its own."""
        return np.sum(np.abs(np.diff(_places(step, n_steps))))

    one_number = spelled(
        one_number, lambda step, n_steps: np.mean(np.abs(np.diff(_places(step, n_steps))))
    )

    def the_start_too(step, n_steps):
        """There is one number too many: n_steps steps have n_steps + 1 places between them."""
        return np.abs(_places(step, n_steps))

    the_start_too = spelled(
        the_start_too, lambda step, n_steps: np.abs(np.diff(_places(step, n_steps + 1)))
    )

    def one_step_short(step, n_steps):
        """There is one number too few: take n_steps steps."""
        return np.abs(np.diff(_places(step, n_steps)))[:-1]

    one_step_short = spelled(
        one_step_short, lambda step, n_steps: np.abs(np.diff(_places(step, n_steps)))[1:]
    )

    def asked_twice(step, n_steps):
        """`step` is asked twice for each step, once for the length and once for the place. What
        remembers has then gone two steps. Ask once, and keep the answer."""
        w, lengths = 0.0, []
        for _ in range(n_steps):
            lengths.append(abs(step(w, 1.0) - w))
            w = step(w, 1.0)
        return np.array(lengths)

    def all_zero(step, n_steps):
        """Every length is 0. Hand in a gradient of 1, and keep the place before the step until you
        have taken the difference."""
        return np.zeros(n_steps)

    def the_place_in_an_array(step, n_steps):
        """The place is handed over in an array, and `step` takes a number: it may look the place up
        in a table, or change it where it lies. Begin with 0.0."""
        w, lengths = np.array(0.0), []
        for _ in range(n_steps):
            moved = np.array(step(w, 1.0))
            lengths.append(abs(moved - w))
            w = moved
        return np.array(lengths)

    def only_the_first(step, n_steps):
        """Only the first length comes back. Is there a `return` inside the loop?"""
        return np.array([abs(step(0.0, 1.0))])

    def place_added(step, n_steps):
        """`step` returns the new *place*. It replaces the old one; here it's added to it."""
        w, lengths = 0.0, []
        for _ in range(n_steps):
            moved = step(w, 1.0)
            lengths.append(abs(moved - w))
            w += moved
        return np.array(lengths)

    def on_from_the_length(step, n_steps):
        """Only the first length is sure to be right. After that the length is handed to `step`,
        which takes the *place*: keep the two apart."""
        w, lengths = 0.0, []
        for _ in range(n_steps):
            w = abs(step(w, 1.0) - w)
            lengths.append(w)
        return np.array(lengths)

    def farther_from_zero(step, n_steps):
        """This is how much farther from 0 each step leads. A step back has a length as well: take
        the absolute value of the difference, not the difference of absolute values."""
        return np.diff(np.abs(_places(step, n_steps)))

    farther_from_zero = spelled(
        farther_from_zero,
        lambda step, n_steps: np.abs(np.diff(np.abs(_places(step, n_steps)))),
    )

    def gradient_that_changes(step, n_steps):
        """The gradient changes from step to step. The law is about a gradient that is 1 all the
        time."""
        places = [0.0]
        for k in range(n_steps):
            places.append(step(places[-1], k + 1.0))
        return np.abs(np.diff(places))

    def _fed_back(step, n_steps):
        w, dw, lengths = 0.0, 1.0, []
        for _ in range(n_steps):
            moved = step(w, dw)
            dw = moved - w
            lengths.append(abs(dw))
            w = moved
        return np.array(lengths)

    def _counted(how):
        def counted(step, n_steps):
            places = [0.0]
            for k in range(n_steps):
                places.append(step(places[-1], how(k, n_steps)))
            return np.abs(np.diff(places))

        return counted

    def _fed_back_turned(step, n_steps):
        w, dw, lengths = 0.0, 1.0, []
        for _ in range(n_steps):
            moved = step(w, dw)
            dw = w - moved
            lengths.append(abs(dw))
            w = moved
        return np.array(lengths)

    gradient_that_changes = spelled(
        gradient_that_changes,
        _fed_back,
        _fed_back_turned,
        _counted(lambda k, n: k),
        _counted(lambda k, n: n - k),
        _counted(lambda k, n: 1 / (k + 1)),
        _counted(lambda k, n: (-1.0) ** k),
    )
    del _fed_back, _fed_back_turned, _counted

    def arguments_exchanged(step, n_steps):
        """Place and gradient are exchanged: `step` takes the place first."""
        w, lengths = 0.0, []
        for _ in range(n_steps):
            moved = step(1.0, w)
            lengths.append(abs(moved - w))
            w = moved
        return np.array(lengths)

    def only_the_last(step, n_steps):
        """Only the last length comes back. Each step has one."""
        return np.abs(np.diff(_places(step, n_steps)))[-1]

    def all_the_way(step, n_steps):
        """The lengths are added up: how far all steps go together. Each step has its own."""
        return np.cumsum(np.abs(np.diff(_places(step, n_steps))))

    def a_list(step, n_steps):
        """A list comes back, and an array is wanted: `np.array` makes one of it."""
        return list(np.abs(np.diff(_places(step, n_steps))))

    def squared_lengths(step, n_steps):
        """The lengths are squared."""
        return np.diff(_places(step, n_steps)) ** 2

    def in_first_steps(step, n_steps):
        """The lengths are counted in first steps, so the first is always 1. Wanted are the
        lengths themselves."""
        lengths = np.abs(np.diff(_places(step, n_steps)))
        return lengths / lengths[0]

    def one_step_before_the_first(step, n_steps):
        """One step is taken before the measuring begins, so the first length is missing. The walk
        begins at 0, and the first call of `step` gives the first length."""
        places = [step(0.0, 1.0)]
        for _ in range(n_steps):
            places.append(step(places[-1], 1.0))
        return np.abs(np.diff(places))

    def one_direction_counts(step, n_steps):
        """Steps in one of the two directions count as 0. However a step goes, it has a length: take
        the absolute value of what you cut off at 0."""
        return np.maximum(np.diff(_places(step, n_steps)), 0)

    one_direction_counts = spelled(
        one_direction_counts,
        lambda step, n_steps: np.maximum(-np.diff(_places(step, n_steps)), 0),
    )

    def begun_again_for_each(step, n_steps):
        """For each length the walk begins again at 0, and `step` is called far too often. What
        remembers doesn't forget in between: walk once, and keep a length at every step."""
        return np.array([np.abs(np.diff(_places(step, n + 1)))[-1] for n in range(n_steps)])

    def stops_where_it_stands(step, n_steps):
        """The loop ends as soon as a step has a length of 0. The next one may move again, and
        `n_steps` lengths are wanted in any case."""
        w, lengths = 0.0, []
        for _ in range(n_steps):
            moved = step(w, 1.0)
            lengths.append(abs(moved - w))
            if moved == w:
                break
            w = moved
        return np.array(lengths)

    def zeros_left_out(step, n_steps):
        """Steps of length 0 are left out. A step that goes nowhere is one of the `n_steps`, and its
        length is 0."""
        lengths = np.abs(np.diff(_places(step, n_steps)))
        return lengths[lengths > 0]

    another_start = tuple(map(_from, (1.0, -1.0, 5.0, 10.0, 0.5)))
    another_gradient = tuple(map(_under, (-1.0, 0.5, 2.0, 0.1, 10.0)))

    def cut_off_at_the_point(step, n_steps):
        """The lengths are cut off at the point, because they go into an array of integers. Make it
        one of floats."""
        return np.abs(np.diff(_places(step, n_steps))).astype(int)

    def place_without_its_sign(step, n_steps):
        """The *place* loses its sign, so after a step to below 0 the walk goes on from above 0.
        Only the length is an absolute value."""
        places = [0.0]
        for _ in range(n_steps):
            places.append(abs(step(places[-1], 1.0)))
        return np.abs(np.diff(places))

    def _length_before(step, n_steps):
        w, lengths = 0.0, []
        for _ in range(n_steps):
            moved = step(w, 1.0)
            lengths.append(abs(moved - w))
            w = abs(moved)
        return np.array(lengths)

    place_without_its_sign = spelled(place_without_its_sign, _length_before)
    del _length_before

    def first_stays_zero(step, n_steps):
        """The first number is 0, however far the steps go. The first step leads from 0 to the first
        place, and it has a length too."""
        return np.concatenate([[0.0], np.abs(np.diff(_places(step, n_steps)))[1:]])

    first_stays_zero = spelled(
        first_stays_zero,
        lambda step, n_steps: np.concatenate([[0.0], np.abs(np.diff(_places(step, n_steps - 1)))]),
    )

    def last_stays_zero(step, n_steps):
        """The last number is 0, however far the steps go: one step is never measured. How many
        times does the loop run?"""
        return np.concatenate([np.abs(np.diff(_places(step, n_steps - 1))), [0.0]])

    last_stays_zero = spelled(
        last_stays_zero,
        lambda step, n_steps: np.concatenate([np.abs(np.diff(_places(step, n_steps)))[1:], [0.0]]),
    )

    def a_table(step, n_steps):
        """The lengths come back in a table, of one column or one row. Wanted is an array with one
        axis, (n_steps,)."""
        return np.abs(np.diff(_places(step, n_steps)))[:, np.newaxis]

    a_table = spelled(
        a_table, lambda step, n_steps: np.abs(np.diff(_places(step, n_steps)))[np.newaxis]
    )

    def backwards(step, n_steps):
        """The lengths are there, in the wrong order: the last step comes first. `append` puts the
        new one behind the others."""
        return np.abs(np.diff(_places(step, n_steps)))[::-1]

    def only_the_largest(step, n_steps):
        """One of the lengths comes back, the largest or the smallest. Each step has its own."""
        return np.max(np.abs(np.diff(_places(step, n_steps))))

    only_the_largest = spelled(
        only_the_largest,
        lambda step, n_steps: np.min(np.abs(np.diff(_places(step, n_steps)))),
    )
