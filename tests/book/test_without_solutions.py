"""A book built without solutions holds nothing of them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bookbuild import notebooks, toc
from bookbuild.sphinx import front
from nnlib.exercises import REGISTRY

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def html(tmp_path_factory):
    """The folder of that book: the one that BOOK_WITHOUT_SOLUTIONS names, or one built here."""
    if "BOOK_WITHOUT_SOLUTIONS" in os.environ:
        return Path(os.environ["BOOK_WITHOUT_SOLUTIONS"]).resolve()
    out = tmp_path_factory.mktemp("without")
    toc.main(out / "toc.yml")
    program = Path(sys.executable).with_name("jupyter-book")
    command = [program, "build", notebooks.ROOT, "-W", "-n", "--keep-going", "-q"]
    command += ["--toc", out / "toc.yml", "--path-output", out]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return out / "_build" / "html"


def test_no_file_holds_an_answer_or_what_gives_it_away(html):
    whys = [" ".join(exercise.why.split())[:40] for exercise in REGISTRY.values()]
    # Chapter 08 shows its own: there a wrong answer is what it starts from. The front page shows
    # one, to say what a check is.
    sentences = [
        mistake.sentence[:60]
        for exercise in REGISTRY.values()
        for mistake in exercise.mistakes
        if exercise.chapter != "08" and exercise.id != front.STEP
    ]
    answers = ["np.multiply(Y, P)", "dZ @ self.W.T", "log_P[np.arange(len(y)), y]"]
    for path in html.rglob("*"):
        assert "solutions" not in path.name
        if path.suffix in {".html", ".js", ".ipynb", ".md", ".json", ".inv", ".txt"}:
            if "vendor" in path.parts:
                continue
            text = path.read_text(encoding="utf-8", errors="replace")
            for trace in [*whys, *sentences, *answers, "solutions/0"]:
                assert trace not in text, (path, trace)


def test_the_chapters_are_still_there(html):
    for source in notebooks.SOURCES.glob("[0-9][0-9]-*.md"):
        assert (html / "book" / f"{source.stem}.html").is_file()
