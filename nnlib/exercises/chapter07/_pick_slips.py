"""Wrong answers to "Entries by their places": what is read into `where`, and what is counted."""

import numpy as np

from nnlib.autodiff.tensor import Entries, Tensor


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
