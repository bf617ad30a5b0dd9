"""How every figure is measured: both sides in one run, interleaved, medians of several rounds.

The clock is the processor's: seconds in which this process computed. With one thread that
is what the clock on the wall shows on an idle machine, and neighbours on a busy one change
it little. What takes as many threads as come is timed by the clock on the wall.
"""

import os
import platform
import statistics
import time
from importlib.metadata import version
from pathlib import Path

from threadpoolctl import threadpool_info

PACKAGES = ["numpy", "scikit-learn", "jax", "torch"]


def interleave(functions, rounds, *, clock=time.process_time):
    """Call each function once a round; return its seconds, one number a round.

    Parameters
    ----------
    functions : dict of str to callable
        A callable that returns a float has measured its seconds itself.
    rounds : int

    Returns
    -------
    dict of str to list of float
    """
    seconds = {name: [] for name in functions}
    for _ in range(rounds):
        for name, function in functions.items():
            start = clock()
            own = function()
            seconds[name].append(own if isinstance(own, float) else clock() - start)
    return seconds


def ratio(ours, theirs):
    """Median over the rounds of ours / theirs, each of one round."""
    return statistics.median(a / b for a, b in zip(ours, theirs, strict=True))


def rounded(value):
    """Three significant digits, in numbers and in what holds them."""
    if isinstance(value, dict):
        return {name: rounded(one) for name, one in value.items()}
    return float(f"{value:.3g}") if isinstance(value, float) else value


def compared(what, against, goal, seconds):
    """A figure: our seconds, of the fused step and of the layers, as shares of the other's."""
    return {
        "what": what,
        "against": against,
        "ratio": ratio(seconds["nnlib, fused"], seconds[against]),
        "goal": goal,
        "layers": ratio(seconds["nnlib, layers"], seconds[against]),
    }


def met(figure):
    """Say whether a figure's goal was reached; every figure of ours has one, set before it ran."""
    return figure.get("least", 0) <= figure["ratio"] <= figure["goal"]


def goal(figure):
    """A figure's goal in words."""
    least = f"at least {figure['least']} and " if "least" in figure else ""
    return f"{least}at most {figure['goal']}"


def machine(threads, packages=PACKAGES):
    """What ran: processor, the kernels that NumPy's BLAS chose for it, cores, versions."""
    cpu = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        lines = info.read_text(encoding="utf-8").splitlines()
        cpu = next((x.split(":")[1].strip() for x in lines if x.startswith("model name")), cpu)
    return {
        "processor": cpu,
        "kernels": next((x["architecture"] for x in threadpool_info() if "architecture" in x), "?"),
        "cores": os.cpu_count(),
        "threads": threads,
        "system": f"{platform.system()} {platform.machine()}",
        "Python": platform.python_version(),
        **{name: version(name).split("+")[0] for name in packages},
    }


def load():
    """Processes that wanted a core in the last minute, on average; None where unknown."""
    return round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None
