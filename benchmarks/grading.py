"""Measure the grader: python -m benchmarks.grading [one_worker] [loops] [throughput]

Without a name all is measured. Throughput is held against nbgrader's own autograde on the same
honest submissions, in one run and one after the other, so that a busy machine slows both. It takes
some minutes.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from nnlib.exercises import REGISTRY
from nnlib.judge.stub import answer_source

CHAPTER = "01"
BOOK = Path(__file__).resolve().parent.parent / "book"
RESULTS = Path(__file__).with_name("grading.json")
N_COMPARED = 6  # submissions that both grade
ROUNDS = 3
MEASURE = """
import sys
from nnlib.grading.__main__ import main
code = main(sys.argv[1:])
facts = dict(line.split(":", 1) for line in open("/proc/self/status"))
print("PEAK", facts["VmHWM"].split()[0], file=sys.stderr)
sys.exit(code)
"""


def chapter_file():
    """The chapter as it is handed out."""
    return next(BOOK.glob(f"{CHAPTER}-*.ipynb"))


def submission(number, **answers):
    """A notebook with every answer right but those given, and a line that makes it unique."""
    right = {e.id: answer_source(e) for e in REGISTRY.values() if e.chapter == CHAPTER}
    notebook = json.loads(chapter_file().read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        if grade_id in right:
            cell["source"] = answers.get(grade_id, right[grade_id] + f"\n\nnumber = {number}")
    return json.dumps(notebook)


def grade(folder, out, workers):
    """Run the command; return seconds and the parent's peak memory in MB."""
    options = [str(folder), "--chapter", CHAPTER, "--out", str(out), "--workers", str(workers)]
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, *options], capture_output=True, text=True, check=True
    )
    seconds = time.perf_counter() - start
    peak = next(line for line in done.stderr.splitlines() if line.startswith("PEAK"))
    return seconds, int(peak.split()[1]) / 1000


def write_class(folder, n, loops=0):
    """n submissions, the first of which run for ever."""
    folder.mkdir()
    endless = {"01-softmax": "def softmax(Z):\n    while True:\n        pass"}
    for i in range(n):
        text = submission(i, **(endless if i < loops else {}))
        (folder / f"student{i:04}.ipynb").write_text(text, encoding="utf-8")
    return folder


def write_course(folder, submissions, extra=""):
    """A folder for nbgrader with the same submissions, released and handed in."""
    config = (BOOK / "nbgrader_config.py").read_text(encoding="utf-8") + extra
    (folder / "source" / CHAPTER).mkdir(parents=True)
    (folder / "nbgrader_config.py").write_text(config, encoding="utf-8")
    shutil.copy(chapter_file(), folder / "source" / CHAPTER)
    nbgrader(folder, "generate_assignment")
    for path in submissions.iterdir():
        there = folder / "submitted" / path.stem / CHAPTER
        there.mkdir(parents=True)
        shutil.copy(path, there / chapter_file().name)
    return folder


def nbgrader(folder, *command):
    """Run nbgrader; return seconds."""
    path = str(Path(sys.executable).parent) + os.pathsep + os.environ["PATH"]
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "nbgrader", *command, CHAPTER],
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        check=True,
    )
    return time.perf_counter() - start


JUDGE = """
from nnlib.grading.nbgrader import PREPROCESSORS
c.Autograde.autograde_preprocessors = PREPROCESSORS
"""


def measure_throughput(scratch):
    """Seconds a submission of nbgrader, of the judge in it, and of our command, one worker each."""
    submissions = write_class(scratch / "compared", N_COMPARED)
    stock = write_course(scratch / "stock", submissions)
    judged = write_course(scratch / "judged", submissions, JUDGE)
    runs = {"nbgrader": [], "the judge in nbgrader": [], "our command": []}
    for i in range(ROUNDS):
        runs["nbgrader"].append(nbgrader(stock, "autograde", "--force"))
        runs["the judge in nbgrader"].append(nbgrader(judged, "autograde", "--force"))
        runs["our command"].append(grade(submissions, scratch / f"ours{i}", 1)[0])
    medians = {name: statistics.median(seconds) / N_COMPARED for name, seconds in runs.items()}
    for name, seconds in medians.items():
        yield f"{name}: seconds a submission", seconds
    yield "throughput: our command / nbgrader", medians["nbgrader"] / medians["our command"]
    ratio = medians["nbgrader"] / medians["the judge in nbgrader"]
    yield "throughput: the judge in nbgrader / nbgrader", ratio


def measure_one_worker(scratch):
    """Seconds a submission, and the peak memory of the command's own process, by class size."""
    for n in (20, 200):
        seconds, peak = grade(write_class(scratch / f"class{n}", n), scratch / f"out{n}", 1)
        yield f"{n} submissions, one worker: seconds a submission", seconds / n
        yield f"{n} submissions: the parent's peak memory, MB", peak


def measure_loops(scratch):
    """A class in which every twentieth submission runs for ever."""
    seconds, _ = grade(write_class(scratch / "loops", 200, loops=10), scratch / "out-loops", 2)
    yield "200 submissions, 10 endless, 2 workers: seconds", seconds


MEASURES = {
    "one_worker": measure_one_worker,
    "loops": measure_loops,
    "throughput": measure_throughput,
}


def main(names):
    """Print and save the figures of these names."""
    figures = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    with tempfile.TemporaryDirectory() as scratch:
        for measure in [MEASURES[name] for name in names or MEASURES]:
            for name, value in measure(Path(scratch)):
                figures[name] = round(value, 3)
                print(f"{name:60} {value:8.2f}", flush=True)
    RESULTS.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
