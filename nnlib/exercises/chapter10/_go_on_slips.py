"""Wrong answers to "Let it write" about what is joined to what, and what comes back."""

import numpy as np

from nnlib.by_hand import writing
from nnlib.exercises._helpers import spelled


def behind(digits, new):
    """Each list with its new digit."""
    return np.concatenate([digits, new[:, np.newaxis]], axis=1)


def _best(scores_of, digits, window):
    return scores_of(digits[:, -window:])[:, -1].argmax(axis=1)


def _with(scores_of, digits, n_more, cut, chosen):
    """Each new digit is chosen from the last scores of what is cut out."""
    for _ in range(n_more):
        digits = behind(digits, chosen(scores_of(cut(digits))[:, -1]))
    return digits


class Slips:
    def what_is_new_alone(scores_of, digits, n_more, window):
        """Only the new digits come back. The lists as they were given belong in front of them."""
        return writing.go_on(scores_of, digits, n_more, window)[:, digits.shape[1] :]

    what_is_new_alone = spelled(
        what_is_new_alone,
        lambda scores_of, digits, n_more, window: writing.go_on(scores_of, digits, n_more, window)[
            :, -n_more:
        ],
    )

    def a_start_below_0(scores_of, digits, n_more, window):
        """Right where a list is at least as long as the window. Where it's shorter, its length
        minus the window is below 0, and a slice counts such a start from the end: part of the list
        isn't seen. The start should never be below 0."""
        for _ in range(n_more):
            seen = digits[:, digits.shape[1] - window :]
            digits = behind(digits, scores_of(seen)[:, -1].argmax(axis=1))
        return digits

    def a_start_below_0_in_the_room(scores_of, digits, n_more, window):
        N, n = digits.shape
        written = np.zeros((N, n + n_more), dtype=int)
        written[:, :n] = digits
        for i in range(n, n + n_more):
            written[:, i] = scores_of(written[:, i - window : i])[:, -1].argmax(axis=1)
        return written

    a_start_below_0 = spelled(a_start_below_0, a_start_below_0_in_the_room)
    del a_start_below_0_in_the_room

    def the_score_itself(scores_of, digits, n_more, window):
        """What is written is the largest *score*. `argmax` says which digit has it."""
        for _ in range(n_more):
            digits = behind(digits, scores_of(digits[:, -window:].astype(int))[:, -1].max(axis=1))
        return digits

    def the_score_as_a_digit(scores_of, digits, n_more, window):
        for _ in range(n_more):
            new = scores_of(digits[:, -window:])[:, -1].max(axis=1).astype(int)
            digits = behind(digits, new)
        return digits

    the_score_itself = spelled(
        the_score_itself,
        the_score_as_a_digit,
        lambda scores_of, digits, n_more, window: _with(
            scores_of, digits, n_more, lambda seen: seen[:, -window:], lambda last: last.max(axis=1)
        ),
    )
    del the_score_as_a_digit

    def after_the_first_round(scores_of, digits, n_more, window):
        """One digit has been written and no more: the `return` stands inside the loop. It belongs
        behind it."""
        for _ in range(n_more):
            return behind(digits, _best(scores_of, digits, window))

    after_the_first_round = spelled(
        after_the_first_round,
        lambda scores_of, digits, n_more, window: writing.go_on(
            scores_of, digits, min(n_more, 1), window
        ),
    )

    def one_place_in_the_whole_table(scores_of, digits, n_more, window):
        """`argmax()` without an axis looks for one place in the whole table, and gives a single
        number, of which no column can be made. Each list wants a digit of its own: which axis of
        the scores do the ten lie on?"""
        for _ in range(n_more):
            new = scores_of(digits[:, -window:])[:, -1].argmax()
            digits = np.concatenate([digits, new[:, np.newaxis]], axis=1)
        return digits

    def over_the_lists(scores_of, digits, n_more, window):
        """`argmax` runs over the lists, and says for each of the ten digits which list has the
        largest score of it. It should run over the ten scores of a list: `axis=1` of a table
        (N, 10)."""
        for _ in range(n_more):
            new = scores_of(digits[:, -window:])[:, -1].argmax(axis=0)
            digits = behind(digits, new)
        return digits

    def over_the_lists_cut(scores_of, digits, n_more, window):
        for _ in range(n_more):
            new = scores_of(digits[:, -window:])[:, -1].argmax(axis=0)
            digits = behind(digits, new[: len(digits)])
        return digits

    over_the_lists = spelled(over_the_lists, over_the_lists_cut)
    del over_the_lists_cut

    def not_made_a_column(scores_of, digits, n_more, window):
        """The new digits lie on one axis, (N,), and can't be joined on to a table as they are. Make
        a column of them first, (N, 1)."""
        for _ in range(n_more):
            digits = np.concatenate([digits, _best(scores_of, digits, window)], axis=1)
        return digits

    def appended_without_an_axis(scores_of, digits, n_more, window):
        """`np.append` without an axis makes one flat row of everything, and the lists can't be
        told apart any more. Join the new digits on as a column, with `axis=1`."""
        for _ in range(n_more):
            digits = np.append(digits, _best(scores_of, digits, window))
        return digits

    def appended_to_one_list(scores_of, digits, n_more, window):
        for _ in range(n_more):
            digits = np.append(digits, _best(scores_of, np.atleast_2d(digits), window))
        return digits

    def appended_as_a_column(scores_of, digits, n_more, window):
        for _ in range(n_more):
            digits = np.append(digits, _best(scores_of, digits, window)[:, np.newaxis])
        return digits

    appended_without_an_axis = spelled(
        appended_without_an_axis, appended_to_one_list, appended_as_a_column
    )
    del appended_to_one_list, appended_as_a_column

    def the_first_list_alone(scores_of, digits, n_more, window):
        """Only the first list comes back. Each list is gone on with."""
        return writing.go_on(scores_of, digits, n_more, window)[:1]

    the_first_list_alone = spelled(
        the_first_list_alone,
        lambda scores_of, digits, n_more, window: writing.go_on(scores_of, digits, n_more, window)[
            0
        ],
    )

    def one_window_only(scores_of, digits, n_more, window):
        """Right for windows of one length: a number stands in your code where `window` should."""
        return writing.go_on(scores_of, digits, n_more, 11)

    one_window_only = spelled(
        one_window_only,
        *(
            lambda scores_of, digits, n_more, window, known=known: writing.go_on(
                scores_of, digits, n_more, known
            )
            for known in (3, 5, 8, 10, 12, 16)
        ),
    )

    def empty_places_seen(scores_of, digits, n_more, window):
        """The network sees places that aren't written yet, whose zeros are digits to it like any
        others. What it sees ends where the next digit belongs."""
        N, n = digits.shape
        written = np.zeros((N, n + n_more), dtype=int)
        written[:, :n] = digits
        for i in range(n, n + n_more):
            written[:, i] = scores_of(written[:, -window:])[:, -1].argmax(axis=1)
        return written

    def the_first_lists_scores(scores_of, digits, n_more, window):
        """The scores of the first list alone are used, so there's one new digit, and no column of
        them that fits several lists. Take the last place of *each* list."""
        for _ in range(n_more):
            new = scores_of(digits[:, -window:])[0, -1].argmax(keepdims=True)
            digits = behind(digits, new)
        return digits

    def in_lists(scores_of, digits, n_more, window):
        """What comes back is a Python list. The lists of digits come as the rows of an array, and
        should go back as such: leave out `tolist` or `list`."""
        return writing.go_on(scores_of, digits, n_more, window).tolist()
