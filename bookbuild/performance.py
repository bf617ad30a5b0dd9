"""The page of speed. Its picture is drawn by python -m book.figures performance

Its numbers and its picture come from benchmarks/results.json, searching.json and
convolutions.json, which `make bench` writes, and from to99.json.
"""

import json

from bookbuild.diagram import BACK, FORWARD, HALO, INK, QUIET, SMALL, Diagram
from bookbuild.paths import BOOK, ROOT
from nnlib.networks.fused import HALVED_FROM

RESULTS = ROOT / "benchmarks" / "results.json"
TO99 = RESULTS.with_name("to99.json")
SEARCHING = RESULTS.with_name("searching.json")
CONVOLUTIONS = RESULTS.with_name("convolutions.json")
OURS, PYTORCH, ALL = "nnlib", "PyTorch", "nnlib, in one piece, all threads"
BESIDE = {"idle": "nobody", "one process spins": "one", "two processes spin": "two"}
DRAWN = ("PyTorch", "JAX, jitted", "only the products")
PAGE, PICTURE = BOOK / "performance.md", BOOK / "figures" / "performance.svg"

TEXT = """
# How fast it is

What does it cost to train with a library that you can read? Here it is measured against what
you would take instead. The network is chapter 06's, 784-100-200-10 with ReLU, in float32, on
MNIST, trained with plain gradient descent. *Fused* is `train(..., fused=True)`: the arithmetic of
[chapter 06](06-mnist.ipynb)'s layers in one step that keeps its work arrays
(`nnlib/networks/fused.py`). *Layers* is the same without it, so with the layers that you write.

## Against others

Every number in this table is a **ratio**, our time divided by the other's: 0.5 means half the
time. On *one thread* every side computes with a single thread. *As it comes* every side takes as
many threads as its authors let it take, which is what you get if you set nothing.

{table}

![{alt}](figures/performance.svg)

*A bar that ends before the line stands for an epoch that took less time than the other's, on one
thread each.*

Every contestant ran in a process of its own. They took turns in each of {rounds} rounds, and the
median of the rounds' ratios stands here. *Only the products* are
the matrix products of each step and nothing else: they don't even collect the rows of a batch, so
no network trained with NumPy's products can be faster. PyTorch runs on the CPU, its batches taken
by indexing, which is faster than its DataLoader. `torch.compile` compiles its forward and its
backward pass, and JAX the whole step; the compiling was over before the clock started.
scikit-learn is its `MLPClassifier`.

With [chapter 07](07-keras.ipynb)'s `Tensor`, which computes in float64 and remembers every box,
batches of 32 take {tensors[layers]:.1f} times as long as with the layers, and
{tensors[fused]:.1f} times as long as with the fused step.

## Beside other programs

A learner has a browser open beside the notebook, and perhaps another notebook that computes. Here
are the seconds of an epoch of {epoch} digits, alone on the machine's {cores} cores and beside one
and two processes that never rest:

{busy}

Threads that share a matrix product wait for each other at its end, and they spin while they wait.
If one of them has to wait for a core, all of them do. So while nnlib trains, predicts or checks, it
never has BLAS share a product: it computes on one thread, and the fused step cuts a batch of
{halved} or more into two halves with a thread each. The last column is the fused step if BLAS takes
all cores for every product, which is what NumPy does by itself. If you set a variable such as
`OPENBLAS_NUM_THREADS` before Python starts, nnlib obeys it.

## What else was timed

{others}

For the 98 %, on one thread, ours and PyTorch have the same recipe, {epochs} epochs of momentum
with a rate that rises and falls. scikit-learn has no such schedule: its rate falls in steps, and it
stops after the first epoch that is good enough. (With Adam and a constant rate, as it comes, it did
not get there in 12 epochs when we tried.) Fractions of right test digits, medians of {rounds98}
rounds: {right}.

{reading}

## How time grows

{growth}

What was timed above of growth sums up these: for the units, the last number over the first; for
the rows, the largest.

A row costs no more among many than among few. A small layer costs more than twice its products,
since every operation has a price of its own and each batch has to be collected, however few units
look at it; the larger the layer, the less that weighs. So our time grows more slowly with the
units than that of the products.

## Convolutions

{convolutions}

## When to share a search

{sharing}

## Where and how

The numbers of *Convolutions* and of *When to share a search* name their machine themselves. All
others were measured in one run of {minutes:.0f} minutes on: {machine}.

What runs on as many threads as come, and the first check, are by the clock on the wall. What runs
on one thread is by the processor's, the seconds in which it computed for us, which neighbours
change little. {load}

The check of an exercise, of the right answer and of a few wrong ones, takes {median} ms in the
median of {exercises} exercises and {worst} ms at worst ({slowest}).

`make bench` measures all this again on your machine, and `python -m bookbuild.pages` writes
this page anew.
"""

READING = """
Chapter 06's last recipe, with wider layers, dropout and shifted digits, was taken with the fused
step as it comes. {trainings}. The numbers of epochs were chosen on validation digits,
before anything was timed, and the seconds include the straightening. (Measured on: {machine}.
`python -m benchmarks.to99` repeats it.)
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


def row(cells):
    """A line of a table."""
    return "| " + " | ".join(cells) + " |"


def table(figures):
    """The ratios of an epoch."""
    heads = ["batches of", "against", "one thread", "as it comes", "layers, one thread"]
    lines = [row(heads), row(["---"] * len(heads))]
    for figure in epochs_of(figures):
        cells = [figure["what"].rsplit(" ", 1)[1], figure["against"]]
        cells += [f"**{figure[key]:.2f}**" for key in ("ratio", "as it comes")]
        lines.append(row([*cells, f"{figure['layers']:.2f}"]))
    return "\n".join(lines)


def busy(epochs):
    """Seconds of an epoch beside nobody, one and two others."""
    heads = ["beside it", "batches of", "nnlib", "PyTorch", "all cores"]
    lines = [row(heads), row(["---"] * len(heads))]
    for load, batches in epochs["seconds"].items():
        for batch, seconds in batches.items():
            ours, *others = (seconds[who] for who in (OURS, PYTORCH, ALL))
            cells = [BESIDE[load], batch, f"**{ours:.2f}**", *(f"{other:.2f}" for other in others)]
            lines.append(row(cells))
    return "\n".join(lines)


def others(figures):
    """What is no epoch of training: ratios, and a second where that is what it is held against."""
    lines = [row(["what", "against", "fused", "layers"]), row(["---"] * 4)]
    for figure in figures:
        if "epoch" not in figure["what"] and "as it comes" not in figure["what"]:
            # What knows nothing of training, such as an import, has a single number.
            layers = f"{figure['layers']:.2f}" if "layers" in figure else ""
            cells = [figure["what"], figure["against"], f"**{figure['ratio']:.2f}**", layers]
            lines.append(row(cells))
    return "\n".join(lines)


def reading(results):
    """How long the way to 99 % takes, and to 99.2 %; nothing before that was timed."""
    if results is None:
        return ""
    trainings = [
        f"{one['epochs']} epochs took {one['seconds']:.0f} seconds, and {one['accuracy']:.2%} of "
        "the test digits were right then"
        for one in results["trainings"].values()
    ]
    said = "; ".join(trainings)
    return READING.strip().format(trainings=said, machine=facts(results["machine"]))


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
    """The figures of one epoch against others."""
    return [figure for figure in figures if figure["what"].startswith("one epoch")]


def drawn(figures):
    """Those of them that the picture shows."""
    return [figure for figure in epochs_of(figures) if figure["against"] in DRAWN]


def alt_text(figures):
    """The picture in words."""
    shares = [
        f"{figure['ratio']:.2f} of {figure['against']} with {figure['what'].split(', ')[1]}"
        for figure in drawn(figures)
    ]
    return (
        "Bars of our time for an epoch as a share of the others', fused and with layers, each on "
        "one thread, and a "
        "line at 1, where both would be equal. Fused: " + "; ".join(shares) + "."
    )


def neighbours(loads, cores):
    """How busy the machine was, and what follows if it never was idle."""
    before, after = loads
    said = f"{before} processes wanted the machine's {cores} cores when the measurement began, "
    said += f"and {after} when it ended."
    if min(before or 0, after or 0) > cores:
        said += " So they were never idle, and whatever is by the clock on the wall says little."
    return said


def page():
    """The text of performance.md."""
    paths = (RESULTS, SEARCHING, CONVOLUTIONS, TO99)
    results, searching, convolutions, to99 = (json.loads(path.read_text("utf-8")) for path in paths)
    figures, checks, epochs = (results[name] for name in ("figures", "checks", "epochs"))
    right = {name: share for figure in figures for name, share in figure.get("right", {}).items()}
    return (
        TEXT.strip().format(
            rounds=results["rounds"],
            rounds98=results["rounds98"],
            table=table(figures),
            busy=busy(epochs),
            others=others(figures),
            reading=reading(to99.get("test")),
            alt=alt_text(figures),
            epoch="50 000",
            halved=HALVED_FROM,
            cores=results["machine"]["cores"],
            tensors=results["tensors"],
            epochs=results["epochs98"],
            right=", ".join(f"{name} {share:.2%}" for name, share in right.items()),
            growth=growth(figures),
            convolutions=convolving(convolutions),
            sharing=sharing(searching),
            machine=facts(results["machine"]),
            load=neighbours(results["load"], results["machine"]["cores"]),
            minutes=results["seconds"] / 60,
            median=f"{checks['median']:.1f}",
            worst=f"{checks['worst']:.0f}",
            slowest=checks["slowest"],
            exercises=checks["exercises"],
        )
        + "\n"
    )


def draw():
    """Draw the epochs as bars, a pair of them for each rival and batch."""
    figures = drawn(json.loads(RESULTS.read_text("utf-8"))["figures"])
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
