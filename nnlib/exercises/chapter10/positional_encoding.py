"""Where in a list an entry stands, in waves."""

import numpy as np

from nnlib.exercises._helpers import spelled
from nnlib.functions import attention
from nnlib.judge.exercise import Case, Exercise

exercise = Exercise(
    id="10-positional-encoding",
    title="Where an entry stands",
    minutes=10,
    difficulty=3,
    points=3,
    reference=attention.positional_encoding,
    hints=(
        "First the angles, a table with a row for each place and a column for each wave: n rows "
        "and d / 2 columns. Broadcasting makes it out of a column of places and a row of divisors.",
        "The divisors: `10000 ** (np.arange(...) / d)`, where 2j runs over the even numbers. "
        "Places in a column: `np.arange(n)[:, np.newaxis]`.",
        "Start with `P = np.zeros((n, d))`. The even columns are `P[:, 0::2]`, the odd ones "
        "`P[:, 1::2]`; one kind gets the sine of all angles, the other the cosine.",
    ),
    why="""The columns come in pairs, a sine and a cosine of the same angle: the height and the
breadth of the tip of one hand of a clock. Together they say where on the circle the hand stands,
which neither of them says alone. The first pair turns by one radian a place, the last one so
slowly that a thousand places are a small part of a circle. And moving on by k
places turns each hand by a fixed angle, which is a product with a fixed matrix: so a layer can
learn to look k places back.""",
    promises={
        "one place": lambda case: case.args["n"] == 1,
        "one wave": lambda case: case.args["d"] == 2,
        "as many places as columns": lambda case: case.args["n"] == case.args["d"],
        "more than 1000 places": lambda case: case.args["n"] > 1000,
    },
    survivors={
        "1 -> -2": "`reshape` takes -2 for -1, and finds out the size either way",
        "np.exp(1j * np.arange(n)[:, None] * 10000.0 ** (-np.arange(0, d, 2) / d)) -> np.exp("
        "np.clip(1j * np.arange(n)[:, None] * 10000.0 ** (-np.arange(0, d, 2) / d), -10, 10))": (
            "the real part of the exponent is 0, and NumPy's clip goes by that"
        ),
    },
    distractors=(
        "places = np.arange(n)",
        "angles = places * 10000 ** (np.arange(0, d, 2) / d)",
    ),
)


@exercise.cases
def _(rng):
    for label, n, d in [
        ("four places, four columns", 4, 4),
        ("one place", 1, 6),
        ("one wave", 5, 2),
        ("more places than columns", 9, 6),
        ("more columns than places", 3, 10),
        ("more than 1000 places", 1200, 8),
        ("places and columns drawn", int(rng.integers(5, 9)), 2 * int(rng.integers(5, 9))),
    ]:
        yield Case(label, {"n": n, "d": d})


def _put(n, d, angles, even=np.sin, odd=np.cos):
    P = np.zeros((n, d))
    P[:, 0::2], P[:, 1::2] = even(angles), odd(angles)
    return P


def _angles(n, d, exponents=None, first=0):
    exponents = np.arange(0, d, 2) / d if exponents is None else exponents
    return np.arange(first, n + first)[:, None] / 10000.0**exponents


@exercise.wrong
class Mistakes:
    def halves(n, d):
        """All sines stand on the left and all cosines on the right. Here each sine has its cosine
        beside it: the columns 2j and 2j + 1."""
        return np.concatenate([np.sin(_angles(n, d)), np.cos(_angles(n, d))], axis=1)

    halves = spelled(
        halves,
        lambda n, d: np.concatenate([np.cos(_angles(n, d)), np.sin(_angles(n, d))], axis=1),
    )

    def cosine_first(n, d):
        """Sine and cosine have changed places: the sine belongs to the even columns, 0 first."""
        return _put(n, d, _angles(n, d), np.cos, np.sin)

    def sines_alone(n, d):
        """Sine in all columns. The odd ones hold the cosine of the same angle."""
        return _put(n, d, _angles(n, d), np.sin, np.sin)

    def from_one(n, d):
        """The places are counted from 1. The first has number 0, as always here."""
        return _put(n, d, _angles(n, d, first=1))

    def half_the_exponent(n, d):
        """The exponent is j / d. With `np.arange(d // 2)` for j it needs the factor 2 of the
        formula, 2j / d."""
        return _put(n, d, _angles(n, d, np.arange(d // 2) / d))

    def twice_the_exponent(n, d):
        """The exponent is doubled twice: numbers that count in twos, as `np.arange(0, d, 2)` does,
        already are 2j."""
        return _put(n, d, _angles(n, d, 2 * np.arange(0, d, 2) / d))

    def own_angle_for_each_column(n, d):
        """Each column has an angle of its own. A sine and the cosine beside it share one, that of
        their pair."""
        angles = _angles(n, d, np.arange(d) / d)
        return np.where(np.arange(d) % 2 == 0, np.sin(angles), np.cos(angles))

    def multiplied(n, d):
        """The place is *multiplied* by the power of 10000, so that the waves become very short.
        Divide by it."""
        return _put(n, d, _angles(n, d, -np.arange(0, d, 2) / d))

    def angles_alone(n, d):
        """These are the angles. What's asked for is their sines and cosines."""
        return _angles(n, d)

    angles_alone = spelled(angles_alone, lambda n, d: np.repeat(_angles(n, d), 2, axis=1))

    def lying_on_its_side(n, d):
        """Rows and columns are exchanged: there should be a row for each *place*."""
        return attention.positional_encoding(n, d).T

    def one_wave_for_all(n, d):
        """All pairs turn at the same speed. The exponent 2j / d should grow from pair to pair; with
        `//` in place of `/` it's 0 for all of them."""
        return _put(n, d, _angles(n, d, np.zeros(d // 2)))

    def overflowing_powers(n, d):
        """The powers overflow: `10000 ** np.arange(0, d, 2)` computes with integers, and they have
        no room for 10000 ** 6. Divide the exponent by d first, so that no power is above 10000."""
        with np.errstate(all="ignore"):
            divisors = (10000 ** np.arange(0, d, 2)) ** (1 / d)
            return _put(n, d, np.arange(n)[:, None] / divisors)

    def a_pair_left_out(n, d):
        """A pair of columns is still 0, the first or the last: j goes from 0 to d / 2 - 1, so there
        are d / 2 pairs, and `range(k)` begins at 0 and ends at k - 1 by itself."""
        P = attention.positional_encoding(n, d)
        P[:, -2:] = 0
        return P

    def first_pair_left_out(n, d):
        P = attention.positional_encoding(n, d)
        P[:, :2] = 0
        return P

    a_pair_left_out = spelled(a_pair_left_out, first_pair_left_out)
    del first_pair_left_out

    def a_place_left_out(n, d):
        """One row is still 0, the first or the last. The places are 0 to n - 1, as in `range(n)`,
        and place 0 has a row like the others: the cosine of 0 is 1."""
        P = attention.positional_encoding(n, d)
        P[0] = 0
        return P

    def last_place_left_out(n, d):
        P = attention.positional_encoding(n, d)
        P[-1] = 0
        return P

    a_place_left_out = spelled(a_place_left_out, last_place_left_out)
    del last_place_left_out

    def waves_divided(n, d):
        """The sine and the cosine have been divided, so the waves become lower instead of longer.
        It's the *angle* that is divided, inside of them."""
        places, divisors = np.arange(n)[:, None], 10000.0 ** (np.arange(0, d, 2) / d)
        return _put(n, d, places, lambda a: np.sin(a) / divisors, lambda a: np.cos(a) / divisors)

    def degrees(n, d):
        """NumPy's sine takes its angle as it is, in radians. Nothing has to be converted."""
        return _put(n, d, np.deg2rad(_angles(n, d)))

    def with_two_pi(n, d):
        """The angles have a factor 2π here. It's a sensible thought, one turn for each wavelength,
        but the formula has none."""
        return _put(n, d, 2 * np.pi * _angles(n, d))

    def n_for_d(n, d):
        """The exponent divides by n, the number of places. It's d: how fast a pair turns must not
        depend on how long the list is."""
        return _put(n, d, _angles(n, d, np.arange(0, d, 2) / n))

    def a_row_of_places(n, d):
        """Places and divisors both lie in a row, so NumPy pairs them off or refuses. Make a
        column of the places: `[:, np.newaxis]`."""
        return _put(n, d, np.arange(n) / 10000.0 ** (np.arange(0, d, 2) / d))

    a_row_of_places = spelled(
        a_row_of_places,
        lambda n, d: np.sin(np.arange(n) / 10000.0 ** (np.arange(0, d, 2) / d)),
    )

    def column_for_pair(n, d):
        """The exponent is 2 · column / d. The j of the formula counts *pairs* of columns: for
        column 2 it's 1, and for column 3 too."""
        angles = _angles(n, d, 2 * np.arange(d) / d)
        return np.where(np.arange(d) % 2 == 0, np.sin(angles), np.cos(angles))

    def in_whole_numbers(n, d):
        """The table has lost what is behind the point: the array that it's written into holds
        integers."""
        return attention.positional_encoding(n, d).astype(int)

    def half_a_table(n, d):
        """Half of the columns are there. Each angle makes two numbers, a sine and a cosine."""
        return np.sin(_angles(n, d))

    half_a_table = spelled(half_a_table, lambda n, d: np.cos(_angles(n, d)))

    def another_base(n, d):
        """The waves have other lengths than in the formula: the base of the power isn't 10000.
        Count its zeros; and what `np.exp` takes powers of is e."""
        return _put(n, d, np.arange(n)[:, None] / 1000.0 ** (np.arange(0, d, 2) / d))

    another_base = spelled(
        another_base,
        *(
            lambda n, d, base=base: _put(
                n, d, np.arange(n)[:, None] / base ** (np.arange(0, d, 2) / d)
            )
            for base in (10.0, 100000.0, np.e)
        ),
    )

    def odd_columns_empty(n, d):
        """Right in the even columns, and the odd ones are still 0. They hold the cosines."""
        return _put(n, d, _angles(n, d), odd=np.zeros_like)

    def exponents_up_to_1(n, d):
        """The exponents go all the way up to 1. The last pair's is (d - 2) / d: each is 2j / d, for
        j from 0 to d / 2 - 1."""
        return _put(n, d, _angles(n, d, np.linspace(0, 1, d // 2)))

    def shares_of_the_list(n, d):
        """The place has been divided by the length of the list. An entry's angle depends on its
        place alone: entry 3 gets the same row in a list of 5 and in one of 50."""
        return _put(n, d, _angles(n, d) / n)

    shares_of_the_list = spelled(
        shares_of_the_list, lambda n, d: _put(n, d, _angles(n, d) / max(n - 1, 1))
    )

    def even_and_odd_places(n, d):
        """Sine and cosine change from *place* to place, from row to row. They should change from
        column to column, so that each place has both."""
        angles = np.repeat(_angles(n, d), 2, axis=1)
        return np.where(np.arange(n)[:, None] % 2 == 0, np.sin(angles), np.cos(angles))

    def divided_before_the_power(n, d):
        """The place has been divided by 10000 before the power is taken. The power belongs to the
        10000 alone, and the place is divided by what comes out."""
        return _put(n, d, (np.arange(n)[:, None] / 10000.0) ** (np.arange(0, d, 2) / d))

    def pairs_from_one(n, d):
        """The pairs are counted from 1. The first one has j = 0, so its angle is the place
        itself."""
        return _put(n, d, _angles(n, d, np.arange(2, d + 1, 2) / d))

    def power_divided_by_d(n, d):
        """`**` comes before `/`, so it's the *power* that has been divided by d. Brackets make the
        whole of 2j / d the exponent."""
        return _put(n, d, np.arange(n)[:, None] / (10000.0 ** np.arange(0, d, 2) / d))

    def power_of_integers_divided_by_d(n, d):
        with np.errstate(all="ignore"):
            return _put(n, d, np.arange(n)[:, None] / (10000 ** np.arange(0, d, 2) / d))

    power_divided_by_d = spelled(power_divided_by_d, power_of_integers_divided_by_d)
    del power_of_integers_divided_by_d

    def one_number_of_columns_only(n, d):
        """Right for one number of columns: in the exponent it stands as a number. Any even d may
        come."""
        return _put(n, d, _angles(n, d, np.arange(0, d, 2) / 26))

    one_number_of_columns_only = spelled(
        one_number_of_columns_only,
        *(
            lambda n, d, known=known: _put(n, d, _angles(n, d, np.arange(0, d, 2) / known))
            for known in (4, 8, 16, 64)
        ),
    )


@exercise.right
class Variants:
    def number_by_number(n, d):
        """Two loops, a number at a time. For a table that's made once, before any training, that's
        quite all right."""
        P = np.zeros((n, d))
        for place in range(n):
            for j in range(d // 2):
                angle = place / 10000 ** (2 * j / d)
                P[place, 2 * j], P[place, 2 * j + 1] = np.sin(angle), np.cos(angle)
        return P

    def stacked(n, d):
        """`np.stack` puts each sine beside its cosine on a new axis, and `reshape` joins the
        pairs. Nothing is written into."""
        angles = np.outer(np.arange(n), 10000.0 ** (-np.arange(0, d, 2) / d))
        return np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(n, d)

    def with_the_real_and_the_imaginary(n, d):
        turned = np.exp(1j * np.arange(n)[:, None] * 10000.0 ** (-np.arange(0, d, 2) / d))
        P = np.zeros((n, d))
        P[:, 0::2], P[:, 1::2] = turned.imag, turned.real
        return P
