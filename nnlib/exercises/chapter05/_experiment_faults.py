"""What is wrong first with the networks of "Five networks that decide", in a word."""

import numbers

import numpy as np

MOST = 8
FIVE = [(1, 1), (16, 1), (1, 1 / 256), (16, 1 / 256), (1, 0)]

FAULTS = (
    *("", "no list", "single numbers", "columns", "no pairs", "infinite", "too many"),
    *("frozen start", "divisor", "uphill", "exchanged", "rates", "starts", "faster", "larger"),
    *("each other's", "once", "no rest", "not published", "neither", "both only", "no start"),
    *("no rate", "no both", "frozen and small", "nearly frozen", "not frozen"),
)


def fault(found):
    """The first fault of a list of networks; "" if there is none."""
    if not isinstance(found, list | tuple | np.ndarray):
        return "no list"
    networks = [network if _is_row(network) else (network,) for network in found]
    if wrong := _of_the_form(networks):
        return wrong
    networks = [(float(divisor), float(factor)) for divisor, factor in networks]
    return _of_the_numbers(networks) or _of_the_design(networks)


def _is_row(network):
    return isinstance(network, list | tuple) or (isinstance(network, np.ndarray) and network.ndim)


def _is_number(number):
    return isinstance(number, numbers.Real) and not isinstance(number, bool)


def _of_the_form(networks):
    are_numbers = all(_is_number(number) for network in networks for number in network)
    lengths = [len(network) for network in networks]
    if are_numbers and lengths and set(lengths) == {1}:
        return "single numbers"
    if are_numbers and len(lengths) == 2 and lengths[0] == lengths[1] > 3:
        return "columns"
    if not are_numbers or set(lengths) - {2}:
        return "no pairs"
    if not np.all(np.isfinite(np.array(networks, dtype=float))):
        return "infinite"
    return "too many" if len(networks) > MOST else ""


def _of_the_numbers(networks):
    """Numbers that can't be, or that stand in each other's place or mean something else."""
    divisors = [divisor for divisor, _ in networks]
    factors = [factor for _, factor in networks]
    slower = [factor for factor in factors if 0 < factor < 1]
    turned = [(factor, divisor) for divisor, factor in networks]
    if _missing(turned).sum() + 1 < _missing(networks).sum():
        return "exchanged"
    if any(divisor <= 0 for divisor in divisors):
        is_frozen_start = _has(networks, (0, 1)) and not _missing(networks)[:4].any()
        return "frozen start" if is_frozen_start else "divisor"
    for word, is_so in [
        ("uphill", any(factor < 0 for factor in factors)),
        ("rates", networks and not _near(1, factors)),
        ("starts", networks and not _near(1, divisors)),
        ("faster", max(factors, default=0) > 1 and not slower),
        ("larger", min(divisors, default=1) < 1 and max(divisors) <= 1),
        (
            "each other's",
            _near(256, divisors) and not _near(16, divisors) and _near(1 / 16, factors),
        ),
        ("once", _near(1 / 16, factors) and not _near(1 / 256, factors)),
        ("no rest", _has(networks, (1, 0)) and _has(networks, (16, 0)) and not slower),
    ]:
        if is_so:
            return word
    return ""


def _of_the_design(networks):
    """Which of the five is missing, in the order of what it's worth."""
    published, start, rate, both, frozen = _missing(networks)
    if published:
        return "not published"
    if start and rate:
        return "neither" if both else "both only"
    if start or rate:
        return "no start" if start else "no rate"
    if both:
        return "no both"
    if frozen and _has(networks, (16, 0)):
        return "frozen and small"
    if frozen and any(0 < factor < 1 / 300 for _, factor in networks):
        return "nearly frozen"
    return "not frozen" if frozen else ""


def _near(number, numbers):
    return bool(np.isclose(numbers, number, rtol=0.01, atol=0).any())


def _has(networks, one):
    return any(np.allclose(network, one, rtol=0.01, atol=0) for network in networks)


def _missing(networks):
    return np.array([not _has(networks, one) for one in FIVE])
