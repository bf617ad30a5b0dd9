"""Wrong answers to "Entries by their places": what is read into `where`, and what is counted."""

import numpy as np

from nnlib.autodiff.tensor import Entries, Tensor
from nnlib.exercises._helpers import spelled


def _put_back(data, where, G):
    back = np.zeros_like(data)
    np.add.at(back, where, G)
    return back


class _Other(Entries):
    """Picking by the places that an answer makes of `where`."""

    places = staticmethod(lambda where: where)
    put_back = staticmethod(_put_back)

    def pick(self, where):
        where = self.places(where)
        rule = lambda G: self.put_back(self.data, where, G)  # noqa: E731
        return Tensor(self.data[where], (self,), (rule,), "pick")

    def __getitem__(self, where):
        return self.pick(where)


class Slips:
    class an_array_made_a_tuple(_Other):
        """An array of rows is made a tuple. NumPy reads a tuple as *one* place, with a number for
        each axis, and an array as several rows: hand `where` on as it came."""

        @staticmethod
        def places(where):
            return tuple(where) if isinstance(where, list | np.ndarray) else where

    class anything_made_a_tuple(_Other):
        def pick(self, where):
            rule = lambda G: _put_back(self.data, tuple(where), G)  # noqa: E731
            return Tensor(self.data[tuple(where)], (self,), (rule,), "pick")

    an_array_made_a_tuple = spelled(an_array_made_a_tuple, anything_made_a_tuple)
    del anything_made_a_tuple

    class whole_numbers_of_a_mask(_Other):
        """A mask, of True and False, is made whole numbers, and 1 and 0 are rows. Hand `where` on
        as it came: NumPy takes where it says True."""

        @staticmethod
        def places(where):
            return where if isinstance(where, tuple | slice) else np.asarray(where, dtype=int)

    class rows_alone(_Other):
        """`np.take` along axis 0 takes `where` for rows. It may be rows and columns, or a mask, all
        that square brackets take: `self.data[where]`."""

        def pick(self, where):
            rule = lambda G: _put_back(self.data, where, G)  # noqa: E731
            return Tensor(np.take(self.data, where, axis=0), (self,), (rule,), "pick")

    class twins_taken_once(_Other):
        """A place that is named twice is taken only once, by `np.unique`, and what is picked is
        sorted by it, too. Take every place as often as it's named, in its order."""

        def pick(self, where):
            def rule(G):
                back = np.zeros_like(self.data)
                back[np.unique(where)] = G
                return back

            return Tensor(self.data[np.unique(where)], (self,), (rule,), "pick")

    class the_last_times_its_count(_Other):
        """Where a place was picked several times, this is the last of what arrives, times their
        number. They needn't be equal: the sum."""

        @staticmethod
        def put_back(data, where, G):
            back, count = np.zeros_like(data), np.zeros_like(data)
            np.add.at(count, where, 1)
            back[where] = G
            return back * count

    class numbered_by_hand(_Other):
        """The places are numbered through with `ravel_multi_index`, which only takes a tuple with
        an array for each axis. `where` may be rows alone, or a mask: `np.add.at` takes it as it
        is."""

        @staticmethod
        def put_back(data, where, G):
            flat = np.ravel_multi_index(where, data.shape)
            back = np.bincount(np.ravel(flat), np.ravel(G), data.size)
            return back.reshape(data.shape)

    class in_single_precision(_Other):
        """The gradients are added up in single precision, and half of their digits are lost. A
        Tensor's numbers have double precision, and so should what goes back: no `float32`."""

        @staticmethod
        def put_back(data, where, G):
            back = np.zeros(data.shape, np.float32)
            np.add.at(back, where, G)
            return back

    class nothing_from_add_at(_Other):
        """The rule hands back nothing. `np.add.at` changes the array that it's given, and itself
        returns None: put `return back` on a line of its own after it."""

        put_back = staticmethod(lambda data, where, G: None)

    class begun_with_ones(_Other):
        """The array that G is added to begins with ones, so everything that goes back is 1 too
        large, and what nobody picked gets 1. Begin with *zeros* of the parent's shape."""

        @staticmethod
        def put_back(data, where, G):
            return 1 + _put_back(data, where, G)

    class upstream_made_whole(_Other):
        """What arrives is made whole numbers, with `int`, and so loses what is behind the point.
        Let G have its decimals, and the zeros too: no `dtype=int`."""

        @staticmethod
        def put_back(data, where, G):
            return _put_back(data, where, np.asarray(G).astype(int))

    class zeros_in_the_data(_Other):
        """`back = self.data` makes no new array: it's another name for the parent's own, and its
        numbers are gone when you set it to 0. `np.zeros_like(self.data)` makes a new one."""

        @staticmethod
        def put_back(data, where, G):
            data[...] = 0
            np.add.at(data, where, G)
            return data

    class tuples_of_arrays_alone(_Other):
        """The loop takes `where` for a tuple with an array for each axis. It may be an array of
        rows, a mask or a single number as well: `np.add.at` takes whatever square brackets do."""

        @staticmethod
        def put_back(data, where, G):
            back = np.zeros_like(data)
            for place, g in zip(zip(*where), G):  # noqa: B905
                back[place] += g
            return back

    class counted_in_one_row(_Other):
        """`np.bincount` counts along a single axis, with one number for each place. The parent may
        have more axes, and `where` be rows and columns: `np.add.at` takes them all."""

        @staticmethod
        def put_back(data, where, G):
            return np.bincount(where, weights=G, minlength=len(data))

    class the_sum_at_each_place(_Other):
        """Each picked place gets the sum of all that arrives. It gets only what arrives for *it*:
        hand G over to `np.add.at` as it is."""

        @staticmethod
        def put_back(data, where, G):
            back = np.zeros_like(data)
            back[where] = np.sum(G)
            return back

    class taken_from_one_row(_Other):
        """The places are looked up in the array as one long row, as `np.take`, `flat` and `ravel`
        do. `where` are rows, or rows and columns, as they stand in square brackets:
        `self.data[where]`."""

        look_up = staticmethod(np.take)

        def pick(self, where):
            def rule(G):
                back = np.zeros(self.data.size)
                np.add.at(back, where, G)
                return back.reshape(self.data.shape)

            return Tensor(self.look_up(self.data, where), (self,), (rule,), "pick")

    class taken_and_put_back(_Other):
        def pick(self, where):
            rule = lambda G: _put_back(self.data, where, G)  # noqa: E731
            return Tensor(np.take(self.data, where), (self,), (rule,), "pick")

    class picked_by_flat(taken_from_one_row):
        look_up = staticmethod(lambda data, where: data.flat[where])

    class picked_from_a_raveled_row(taken_from_one_row):
        look_up = staticmethod(lambda data, where: data.ravel()[where])

    taken_from_one_row = spelled(
        taken_from_one_row, taken_and_put_back, picked_by_flat, picked_from_a_raveled_row
    )
    del taken_and_put_back, picked_by_flat, picked_from_a_raveled_row

    class a_tuple_made_an_array(_Other):
        """`where` is made an array, and a tuple of rows and columns isn't one: as an array it names
        whole rows. Hand it on as it came, as `self.data[where]` does."""

        places = staticmethod(np.asarray)

    class rows_and_columns_alone(_Other):
        """`where` is taken apart into rows and columns. It may be rows alone, or a mask, or a
        single number: hand it on in one piece, as square brackets take it."""

        def pick(self, where):
            rows, columns = where
            rule = lambda G: _put_back(self.data, (rows, columns), G)  # noqa: E731
            return Tensor(self.data[rows, columns], (self,), (rule,), "pick")

    class adds_to_the_grad(_Other):
        """The rule adds to the parent's `grad`. That's the work of `backward`: a rule only
        *returns* what goes back, in an array of its own, and knows of no grads."""

        def pick(self, where):
            def rule(G):
                np.add.at(self.grad, where, G)
                return self.grad

            return Tensor(self.data[where], (self,), (rule,), "pick")

    class one_after_the_other_of_where(_Other):
        """The loop goes through `where` as if each of its entries were a place. A tuple of rows and
        columns has two entries, however many places it names, and a single number can't be gone
        through: `np.add.at` takes whatever square brackets do."""

        @staticmethod
        def put_back(data, where, G):
            back = np.zeros_like(data)
            for i, place in enumerate(where):
                back[place] += G[i]
            return back

    class labels_alone(_Other):
        """`where` is taken for labels, one for each row. It may be rows and columns in a tuple,
        whole rows, or a mask: hand it on as it came, as square brackets take it."""

        def pick(self, where):
            where = (np.arange(len(where)), where)
            rule = lambda G: _put_back(self.data, where, G)  # noqa: E731
            return Tensor(self.data[where], (self,), (rule,), "pick")

    class zeros_added_to_upstream(_Other):
        """`np.add.at` is given its arguments in another order. First comes the array that's added
        *to*, then the places in it, then what is added there."""

        @staticmethod
        def put_back(data, where, G):
            back = np.zeros_like(data)
            np.add.at(G, where, back)
            return back
