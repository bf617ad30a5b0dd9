"""Wrong answers to "Entries by their places"."""

import numpy as np

from nnlib.autodiff.tensor import Entries, Tensor
from nnlib.exercises._helpers import spelled
from nnlib.exercises.chapter07._tensors import without_commas


class _Other(Entries):
    def box(self, where, rule):
        return Tensor(self.data[where], (self,), (rule,), "pick")

    def __getitem__(self, where):
        return self.pick(where)


class Mistakes:
    class once_for_all(_Other):
        """Right as long as no place is picked twice. What is written to `back[where]`, with `+=` as
        with `=`, is written to each place only once, so of several gradients that arrive there one
        is left. They should all be added."""

        def pick(self, where):
            def rule(G):
                back = np.zeros_like(self.data)
                back[where] += G
                return back

            return self.box(where, rule)

    class once_for_all_of_a_tuple(_Other):
        def pick(self, where):
            def rule(G):
                back = np.zeros_like(self.data)
                if isinstance(where, tuple):
                    back[where] += G
                else:
                    np.add.at(back, where, G)
                return back

            return self.box(where, rule)

    once_for_all = spelled(once_for_all, once_for_all_of_a_tuple)
    del once_for_all_of_a_tuple

    class picked_again(_Other):
        """What goes back has the shape of what was picked. The *parent's* shape is wanted: put what
        arrives where it was picked from, in an array of zeros."""

        def pick(self, where):
            return self.box(where, lambda G: G)

    class ones_at_the_places(_Other):
        """There are ones, or counts, at the picked places, whatever G is. What goes back to a place
        is what arrives for it."""

        def pick(self, where):
            def rule(G):
                back = np.zeros_like(self.data)
                np.add.at(back, where, 1.0)
                return back

            return self.box(where, rule)

    class ones_once_for_all(_Other):
        def pick(self, where):
            def rule(G):
                back = np.zeros_like(self.data)
                back[where] = 1
                return back

            return self.box(where, rule)

    ones_at_the_places = spelled(ones_at_the_places, ones_once_for_all)
    del ones_once_for_all

    class everywhere(_Other):
        """Entries that nobody picked get something back. If one of them moves, the result doesn't:
        0."""

        def pick(self, where):
            def rule(G):
                back = np.full(self.data.shape, G.mean())
                back[where] = G
                return back

            return self.box(where, rule)

    class the_sum_everywhere(_Other):
        def pick(self, where):
            return self.box(where, lambda G: np.full(self.data.shape, np.sum(G)))

    class ones_where_nobody_picked(_Other):
        def pick(self, where):
            def rule(G):
                back = np.ones_like(self.data)
                back[where] = 0
                np.add.at(back, where, G)
                return back

            return self.box(where, rule)

    everywhere = spelled(everywhere, the_sum_everywhere, ones_where_nobody_picked)
    del the_sum_everywhere, ones_where_nobody_picked

    class times_the_data(_Other):
        """What goes back is multiplied by the picked entries. If a picked entry grows by 0.01, the
        result grows by 0.01."""

        def pick(self, where):
            def rule(G):
                back = np.zeros_like(self.data)
                np.add.at(back, where, G * self.data[where])
                return back

            return self.box(where, rule)

    class means_of_twins(_Other):
        """Where a place was picked several times, this is the mean of what arrives. All of it goes
        back: the sum."""

        def pick(self, where):
            def rule(G):
                back, n = np.zeros_like(self.data), np.zeros_like(self.data)
                np.add.at(back, where, G)
                np.add.at(n, where, 1.0)
                return back / np.maximum(n, 1)

            return self.box(where, rule)

    class largest_of_twins(_Other):
        """Where a place was picked several times, only the largest of what arrives is left. All of
        it goes back: the sum."""

        def pick(self, where):
            def rule(G):
                back = np.zeros_like(self.data)
                np.maximum.at(back, where, G)
                return back

            return self.box(where, rule)

    class one_place_after_the_other(_Other):
        """The loop takes `where` for a list of places. With rows *and* columns it's a tuple of two
        arrays, all rows and all columns, and with a single number no list at all. `np.add.at`
        takes it as it is."""

        def pick(self, where):
            def rule(G):
                back = np.zeros_like(self.data)
                for place, g in zip(np.atleast_1d(where), np.atleast_1d(G), strict=False):
                    back[place] += g
                return back

            return self.box(where, rule)

    class one_place_of_where(_Other):
        def pick(self, where):
            def rule(G):
                back = np.zeros_like(self.data)
                for place, g in zip(where, G, strict=False):
                    back[place] += g
                return back

            return self.box(where, rule)

    one_place_after_the_other = spelled(one_place_after_the_other, one_place_of_where)
    del one_place_of_where

    class kept_between_calls(_Other):
        """Right once. The array of zeros is made when the entries are picked, outside the rule, so
        if `backward` is called a second time, the rule adds to what the first call has left in it.
        Make the zeros inside the rule."""

        def pick(self, where):
            back = np.zeros_like(self.data)

            def rule(G):
                np.add.at(back, where, G)
                return back

            return self.box(where, rule)

    class zeros_like_what_arrived(_Other):
        """The zeros have the shape of G. What goes back has an entry for each of the *parent's*,
        and the places are places in the parent: zeros of its shape."""

        def pick(self, where):
            def rule(G):
                back = np.zeros_like(G)
                np.add.at(back, where, G)
                return back

            return self.box(where, rule)

    class added_to_the_data(_Other):
        """What arrives is added to the data. Gradients go into an array of their own, which begins
        with zeros."""

        def pick(self, where):
            def rule(G):
                back = self.data.copy()
                np.add.at(back, where, G)
                return back

            return self.box(where, rule)

    class written_into_the_data(_Other):
        def pick(self, where):
            def rule(G):
                back = self.data
                np.add.at(back, where, G)
                return back

            return self.box(where, rule)

    added_to_the_data = spelled(added_to_the_data, written_into_the_data)
    del written_into_the_data

    class in_whole_numbers(_Other):
        """The gradients have lost what is behind the point: the zeros that they are added to are
        integers."""

        def pick(self, where):
            def rule(G):
                back = np.zeros(self.data.shape, dtype=int)
                np.add.at(back, where, G)
                return back

            return self.box(where, rule)

    class an_array_comes_back(_Other):
        """What was picked is a plain array, which remembers nothing. Make a new Tensor of it, with
        its parent and a rule, each in a tuple, `(self,)`."""

        def pick(self, where):
            return self.data[where]

    class brackets_for_the_data(Entries):
        """`pick` is right, but square brackets don't call it: they hand out a plain array, which
        remembers nothing. `__getitem__ = pick`, as it was given, makes the two the same."""

        def __getitem__(self, where):
            return self.data[where]

    class nothing_written(_Other):
        """Nothing goes back but zeros. `back[where]` with several places is a copy, and what is
        added to that never comes into `back`. `np.add.at` takes `back` itself, and the places."""

        def pick(self, where):
            return self.box(where, lambda G: np.zeros_like(self.data))

    class written_into_views(_Other):
        def pick(self, where):
            def rule(G):
                back = np.zeros_like(self.data)
                picked = back[where]
                picked += G
                return back

            return self.box(where, rule)

    nothing_written = spelled(nothing_written, written_into_views)
    del written_into_views

    class picked_from_upstream(_Other):
        """The places are looked up in G. They are places in the *parent*: G has an entry for each
        pick, in the order of the picks, and goes there as it is."""

        def pick(self, where):
            def rule(G):
                back = np.zeros_like(self.data)
                back[where] = G[where]
                return back

            return self.box(where, rule)

    class picked_from_upstream_alone(_Other):
        def pick(self, where):
            return self.box(where, lambda G: G[where])

    picked_from_upstream = spelled(picked_from_upstream, picked_from_upstream_alone)
    del picked_from_upstream_alone

    class a_mask(_Other):
        """A table with ones at the picked places is multiplied by G, but G has one entry for each
        *pick* and doesn't lie over the table. Put each where it came from."""

        def pick(self, where):
            def rule(G):
                back = np.zeros_like(self.data)
                back[where] = 1
                return back * G

            return self.box(where, rule)

    class places_in_one_row(_Other):
        """`np.put` takes the array for one long row, and the places for places in that. Here they
        are rows, or rows and columns: `np.add.at` takes them as square brackets do."""

        def pick(self, where):
            def rule(G):
                back = np.zeros_like(self.data)
                np.put(back, where, G)
                return back

            return self.box(where, rule)

    class one_of_each_row(_Other):
        """`where` is taken for the labels, and the rows are counted beside it. It holds all that
        stands in square brackets, the rows too: `self.data[where]`, whatever it is."""

        def pick(self, where):
            places = (np.arange(len(self.data)), where)

            def rule(G):
                back = np.zeros_like(self.data)
                np.add.at(back, places, G)
                return back

            return Tensor(self.data[places], (self,), (rule,), "pick")

    class one_of_each_row_by_equals(_Other):
        def pick(self, where):
            places = (np.arange(len(self.data)), where)

            def rule(G):
                back = np.zeros_like(self.data)
                back[places] = G
                return back

            return Tensor(self.data[places], (self,), (rule,), "pick")

    one_of_each_row = spelled(one_of_each_row, one_of_each_row_by_equals)
    del one_of_each_row_by_equals

    class all_of_it_everywhere(_Other):
        """Each picked place gets the sum of all that arrives. It gets only what arrives for *it*:
        hand G over to `np.add.at` as it is."""

        def pick(self, where):
            def rule(G):
                back = np.zeros_like(self.data)
                np.add.at(back, where, np.sum(G))
                return back

            return self.box(where, rule)

    a_tuple_without_its_comma = without_commas(Entries, "pick", "__getitem__")

    class without_rules(_Other):
        """The new Tensor has forgotten where it comes from: hand over the parent and its rule, each
        in a tuple, `(self,)`."""

        def pick(self, where):
            return Tensor(self.data[where])
