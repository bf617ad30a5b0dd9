"""A learner's session in a real JupyterLab: from the stub to *correct*."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

import build
from nnlib.exercises import REGISTRY
from nnlib.exercises.source import answer_source

# One wrong answer for each exercise of chapter 01, and the named mistake that it is.
WRONG = {
    "01-sigmoid": ("wrong_sign", "return 1 / (1 + np.exp(Z))"),
    "01-sigmoid-prime": ("scores_taken_for_activations", "return Z * (1 - Z)"),
    "01-softmax": ("forgot_to_divide", "return np.exp(Z - Z.max(axis=-1, keepdims=True))"),
    "01-one-hot": ("columns_from_the_labels", "return np.eye(np.max(y) + 1)[y]"),
    "01-nll": ("sum_for_mean", "return -np.sum(np.log(np.sum(Y * P, axis=-1)))"),
    "01-log-softmax": ("log_of_softmax", "return np.log(softmax(Z))"),
}


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


@pytest.fixture
def lab(tmp_path):
    """A JupyterLab server on chapter 01, with settings of its own."""
    work = tmp_path / "work"
    work.mkdir()
    shutil.copy(build.ROOT / "book" / "01-sigmoid-softmax.ipynb", work)
    settings = tmp_path / "settings" / "@jupyterlab" / "apputils-extension"
    settings.mkdir(parents=True)
    (settings / "notification.jupyterlab-settings").write_text(
        '{"fetchNews": "false", "checkForUpdates": false}'
    )
    environment = {
        **os.environ,
        "JUPYTER_CONFIG_DIR": str(tmp_path / "config"),
        "JUPYTER_DATA_DIR": str(tmp_path / "data"),
        "JUPYTERLAB_SETTINGS_DIR": str(tmp_path / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(tmp_path / "workspaces"),
    }
    environment.pop("NNLIB_PROGRESS", None)
    port = free_port()
    command = [sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root"]
    command += [f"--port={port}", "--IdentityProvider.token=", "--ServerApp.ip=127.0.0.1"]
    with open(tmp_path / "lab.log", "w") as log:
        server = subprocess.Popen(command, cwd=work, env=environment, stdout=log, stderr=log)
    try:
        for _ in range(120):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/api", timeout=2).close()
                break
            time.sleep(0.5)
        else:
            pytest.fail((tmp_path / "lab.log").read_text()[-2000:])
        yield f"http://127.0.0.1:{port}/lab/tree/01-sigmoid-softmax.ipynb", work
    finally:
        server.terminate()
        server.wait(timeout=20)


def plain(text):
    """A sentence as a page shows it: what stood between backticks is code now."""
    return text.replace("`", "")


def test_a_learner_gets_from_the_stubs_to_correct(chromium, lab):
    """Chapter 01 from top to bottom, with one wrong answer for each exercise first."""
    url, work = lab
    page = chromium.new_context(viewport={"width": 1400, "height": 1000}).new_page()
    page.goto(url)
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)
    source = next(build.SOURCES.glob("01-*.md"))
    notebook = build.expand(source, "chapter")
    places = {
        cell.metadata.get("nbgrader", {}).get("grade_id"): i
        for i, cell in enumerate(notebook.cells)
    }

    def run(index, text=None):
        cell = page.locator(f'.jp-Cell[data-windowed-list-index="{index}"]')
        while cell.count() == 0:  # the notebook only holds the cells near the window
            page.mouse.move(700, 500)
            page.mouse.wheel(0, 500)
            page.wait_for_timeout(100)
        cell.scroll_into_view_if_needed()
        cell.locator(".cm-content").click()
        if text is not None:
            page.keyboard.press("Control+a")
            page.keyboard.insert_text(text)
        page.keyboard.press("Control+Enter")
        return cell

    run(next(i for i, cell in enumerate(notebook.cells) if "import numpy" in cell.source))
    exercises = [exercise for exercise in REGISTRY.values() if exercise.chapter == "01"]
    assert {exercise.id for exercise in exercises} == set(WRONG)
    for exercise in exercises:
        answer, check = places[exercise.id], places[f"{exercise.id}-check"]
        title = f"{exercise.id} {exercise.title}"
        run(answer)
        run(check).get_by_text(f"{title}: not attempted").wait_for(timeout=30_000)
        name, body = WRONG[exercise.id]
        signature = notebook.cells[answer].source.splitlines()[0]
        (sentence,) = (m.sentence for m in exercise.mistakes if m.name == name)
        run(answer, f"{signature}\n    {body}")
        verdict = run(check)
        verdict.get_by_text(f"{title}: not yet").wait_for(timeout=30_000)
        assert plain(sentence) in verdict.inner_text()
        if "SHOTS" in os.environ:  # a folder, to look at what a learner sees
            verdict.screenshot(path=f"{os.environ['SHOTS']}/{exercise.id}.png")
        run(answer, answer_source(exercise))
        run(check).get_by_text(f"{title}: correct.").wait_for(timeout=30_000)
    done = (work / ".nnlib-progress.jsonl").read_text()
    assert all(f'"{exercise.id}"' in done for exercise in exercises)
    last = next(i for i, cell in enumerate(notebook.cells) if "progress()" in cell.source)
    run(last).get_by_text(f"{len(exercises)} of {len(exercises)}").wait_for(timeout=30_000)
