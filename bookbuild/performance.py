"""The page of speed. Its picture is drawn by python -m book.figures performance

Its numbers and its picture come from benchmarks/results.json, searching.json and
convolutions.json, which `make bench` writes.
"""

import json

from bookbuild.diagram import BACK, FORWARD, HALO, INK, QUIET, SMALL, Diagram
from bookbuild.paths import BOOK, ROOT

RESULTS = ROOT / "benchmarks" / "results.json"
LOG99 = ROOT / "nnlib" / "logs" / "mnist99.json"
SEARCHING = RESULTS.with_name("searching.json")
CONVOLUTIONS = RESULTS.with_name("convolutions.json")
PAGE, PICTURE = BOOK / "performance.md", BOOK / "figures" / "performance.svg"

TEXT = """
# How fast it is

What does it cost to train with a library that you can read? Here it is measured against what
you would take instead. Every number in the first table is a **ratio**, ours divided by the
other's: 0.5 means half the time. Both sides ran in one process, one after the other in each of
{rounds} rounds ({rounds98} for the time to 98 %), and the median of the rounds' ratios stands here.

The network is chapter 06's, 784-100-200-10 with ReLU, in float32, on MNIST; an epoch is 50 000
digits with plain gradient descent. *Layers* are the ones that you write in
[chapter 06](06-mnist.ipynb). *Fused* is `train(..., fused=True)`: the same arithmetic in one step
that keeps its work arrays (`nnlib/networks/fused.py`).

{table}

![{alt}](figures/performance.svg)

*A bar that ends before the line stands for an epoch that took less time than the other's.*

*Only the products* are the matrix products of each step and nothing else: no network trained with
NumPy can be faster. PyTorch runs on the CPU, eager (not compiled), its batches taken by indexing,
which is faster than its DataLoader; scikit-learn is its `MLPClassifier`. For the 98 %, ours and
PyTorch have the same recipe, {epochs} epochs of momentum with a rate that rises and falls.
scikit-learn has no such schedule: its rate falls in steps, and it stops after the first epoch
that is good enough. (With Adam and a constant rate, as it comes, it did not get there in 12 epochs
when we tried.) Shares of right test digits, medians: {right}.

Chapter 06's last recipe, with wider layers, took {seconds99} seconds on {threads99} threads for its
{epochs99} epochs and then read {right99} of the test digits
(`python -m benchmarks.mnist99` repeats it).

## How time grows

{growth}

Each row of the first table that speaks of growth sums up one of these: for the units, the last
number over the first; for the rows, the largest.

A row costs no more among many than among few. A small layer costs more than twice its products,
since every operation has a price of its own and each batch has to be collected, however few units
look at it; the larger the layer, the less that weighs. So our time grows more slowly with the
units than that of the products.

## Convolutions

{convolutions}

## When to share a search

{sharing}

## Where and how

Measured on: {machine}.

{clock} One thread on each side: with batches this small a second one gains little on an idle
machine and loses much on a busy one (set `OPENBLAS_NUM_THREADS=1` if your training is slow).
{load}

The check of an exercise takes {median} ms in the median of {exercises} exercises and
{worst} ms at worst ({slowest}).

`make bench` measures all this again on your machine, and `python -m bookbuild.pages` writes
this page anew.

## For contributors

<details><summary>The goals, which were set before anything was measured</summary>

They are for *fused*. What grows with the units was to grow in step with the products, and
chapter 06's last recipe was to read 99 % of the test digits within a minute.

{goals}

</details>
"""

CONVOLVING = """
`Conv2d` cuts its images into patches, multiplies, and adds the patches' gradients up again. Here
are the two convolutions of [chapter 09](09-convolution.ipynb#all-the-digits), forward and backward,
in float32, with the gradient of their input:

{table}

With a single channel a patch is short, and cutting it out costs more than multiplying it; with 16
channels the products take most of the time. (One thread on each side, in one run, medians of
{rounds} rounds on: {machine}. `python -m benchmarks.convolutions` repeats it.)
"""

SHARING = """
The search of [Grid search and the cluster](grid-search.ipynb#does-sharing-pay), {trainings}
trainings and one more from all digits, takes {seconds:.1f} s on one core here. On {workers}
workers:

{table}

Starting the processes takes {starting:.1f} s, as long as {lost:.0f} of these trainings one after
another. {workers} cores save at most {saved:.0%} of a search's time, so one that takes less than
{break_even:.0f} s on one core is done sooner without them. Even processes that are there already
do not save {saved:.0%}: the last training is not shared, and whatever else the machine does wants
the cores too. To hand over a training costs the cluster {dearer:.0f} times what it costs processes
of this machine, and its workers were on this machine: between computers, with a network, it
costs more.

(Measured on: {machine}; medians of {rounds} rounds, by the clock on the wall; {before} and {after}
processes wanted the cores before and after.)
"""


def table(figures):
    """Every ratio."""
    lines = ["| what | against | fused | layers |", "| --- | --- | --- | --- |"]
    for figure in figures:
        # What knows nothing of training, such as an import, has a single number.
        layers = f"{figure['layers']:.2f}" if "layers" in figure else ""
        cells = [figure["what"], figure["against"], f"**{figure['ratio']:.2f}**", layers]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def goals(figures):
    """Every ratio beside its goal."""
    lines = ["| what | against | goal | came to | |", "| --- | --- | --- | --- | --- |"]
    for figure in figures:
        met = figure.get("least", 0) <= figure["ratio"] <= figure["goal"]
        cells = [figure["what"], figure["against"], goal(figure), f"{figure['ratio']:.2f}"]
        lines.append("| " + " | ".join([*cells, "met" if met else "missed"]) + " |")
    return "\n".join(lines)


def goal(figure):
    """A figure's goal in words."""
    least = f"at least {figure['least']} and " if "least" in figure else ""
    return f"{least}at most {figure['goal']}"


def growth(figures):
    """The two curves, as tables."""
    parts = []
    for figure in figures:
        if "curve" in figure:
            head = "units" if "units" in figure["what"] else "rows"
            what = (
                "seconds a row, against those of the fewest rows"
                if head == "rows"
                else "seconds, against only the products"
            )
            names = [f"{int(n):,}" for n in figure["curve"]]
            values = [f"{value:.2f}" for value in figure["curve"].values()]
            rows = [[head, *names], ["---"] * (1 + len(names)), [what, *values]]
            parts.append("\n".join("| " + " | ".join(row) + " |" for row in rows))
    return "\n\n".join(parts)


def convolving(results):
    """What a convolution takes, beside its products and beside others."""
    layers = results["layers"]
    others = list(layers[0]["ratios"])
    heads = ["convolution", "images at once", "ms", *(f"against {name}" for name in others)]
    lines = ["| " + " | ".join(row) + " |" for row in (heads, ["---"] * len(heads))]
    for layer in layers:
        cells = [layer["what"], str(layer["batch size"]), f"{layer['milliseconds']:.1f}"]
        cells += [f"**{layer['ratios'][name]:.2f}**" for name in others]
        lines.append("| " + " | ".join(cells) + " |")
    rounds, machine = results["rounds"], facts(results["machine"])
    return CONVOLVING.strip().format(table="\n".join(lines), rounds=rounds, machine=machine)


def sharing(results):
    """What it costs to share a grid search, and from when on it pays."""
    costs, n, workers = results["handing over"], results["trainings"], results["workers"]
    lines = [
        "| on | the search, against one core | handing over a training, against doing it |",
        "| --- | --- | --- |",
    ]
    for way, share in results["shares"].items():
        cost = f"{costs[way]:.0%}" if way in costs else ""
        lines.append(f"| {way} | {share:.2f} | {cost} |")
    own, cluster = costs.values()
    saved = 1 - 1 / workers
    return SHARING.strip().format(
        table="\n".join(lines),
        lost=results["starting"] / (results["seconds"] / (n + 1)),
        saved=saved,
        break_even=results["starting"] / saved,
        dearer=cluster / own,
        machine=facts(results["machine"]),
        before=results["load"][0],
        after=results["load"][1],
        **{
            name: results[name]
            for name in ("trainings", "seconds", "starting", "workers", "rounds")
        },
    )


def facts(machine):
    """What ran, in a line."""
    return ", ".join(f"{name} {value}" for name, value in machine.items())


def epochs_of(figures):
    """The figures of one epoch: what the picture shows."""
    return [figure for figure in figures if figure["what"].startswith("one epoch")]


def alt_text(figures):
    """The picture in words."""
    shares = [
        f"{figure['ratio']:.2f} of {figure['against']} with {figure['what'].split(', ')[1]}"
        for figure in epochs_of(figures)
    ]
    return (
        "Bars of our time for an epoch as a share of the others', fused and with layers, and a "
        "line at 1, where both would be equal. Fused: " + "; ".join(shares) + "."
    )


def page():
    """The text of performance.md."""
    paths = (RESULTS, SEARCHING, CONVOLUTIONS)
    results, searching, convolutions = (json.loads(path.read_text("utf-8")) for path in paths)
    figures, checks = results["figures"], results["checks"]
    log99 = json.loads(LOG99.read_text(encoding="utf-8"))["test"]
    right = {name: share for figure in figures for name, share in figure.get("right", {}).items()}
    clock = (
        "The clock is the processor's: the seconds in which it computed for us, which neighbours "
        "on a busy machine change little."
        if results["clock"] == "processor"
        else "The clock is the one on the wall."
    )
    before, after = results["load"]
    load = (
        f"{before} processes wanted the machine's {results['machine']['cores']} cores when the "
        f"measurement began, {after} when it ended."
    )
    return (
        TEXT.strip().format(
            rounds=results["rounds"],
            rounds98=results["rounds98"],
            table=table(figures),
            goals=goals(figures),
            alt=alt_text(figures),
            epochs=results["epochs98"],
            right=", ".join(f"{name} {share:.2%}" for name, share in right.items()),
            growth=growth(figures),
            convolutions=convolving(convolutions),
            sharing=sharing(searching),
            machine=facts(results["machine"]),
            clock=clock,
            load=load,
            seconds99=log99["seconds"],
            threads99=log99["threads"],
            epochs99=log99["epochs"],
            right99=f"{log99['accuracy']:.2%}",
            median=f"{checks['median']:.1f}",
            worst=f"{checks['worst']:.0f}",
            slowest=checks["slowest"],
            exercises=checks["exercises"],
        )
        + "\n"
    )


def draw():
    """Draw the epochs as bars, a pair of them for each rival and batch."""
    figures = epochs_of(json.loads(RESULTS.read_text("utf-8"))["figures"])
    longest = max(figure["layers"] for figure in figures)
    left, scale, step = 128, 172 / longest, 46
    end = 30 + step * len(figures)
    d = Diagram(end + 40)
    places = [(8, FORWARD, "fused"), (80, BACK, "layers")]
    for x, color, name in places:
        d.add("rect", x=x, y=7, width=11, height=11, fill=color)
        d.text(x + 17, 12.5, name, size=SMALL, anchor="start")
    d.add("path", d=f"M{left + scale:.1f} 26V{end}", stroke=INK, stroke_width=1.5)
    for row, figure in enumerate(figures):
        y = 30 + step * (row + 0.5)
        d.text(left - 8, y - 8, figure["against"], size=SMALL, anchor="end")
        batches = figure["what"].split(", ")[1]
        d.text(left - 8, y + 8, batches, size=SMALL, anchor="end", color=QUIET)
        for side, key, color in [(-9, "ratio", FORWARD), (9, "layers", BACK)]:
            width = scale * figure[key]
            d.add("rect", x=left, y=y + side - 8, width=width, height=16, fill=color)
            beside, number = left + width + 6, f"{figure[key]:.2f}"
            d.text(beside, y + side, number, size=SMALL, anchor="start", **HALO)
    d.text(left + scale, end + 12, "1: the same time", size=SMALL)
    d.text(left + scale, end + 28, "our time / theirs", size=SMALL, color=QUIET)
    return d
