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

WRONG = "def sigmoid(Z):\n    return 1 / (1 + np.exp(Z))"
RIGHT = "def sigmoid(Z):\n    return 1 / (1 + np.exp(-Z))"


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


@pytest.fixture
def lab(tmp_path):
    """A JupyterLab server on chapter 01, with settings of its own."""
    from conftest import ROOT

    work = tmp_path / "work"
    work.mkdir()
    shutil.copy(ROOT / "book" / "01-sigmoid-softmax.ipynb", work)
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


def test_a_learner_gets_from_the_stub_to_correct(chromium, lab):
    url, work = lab
    page = chromium.new_context(viewport={"width": 1400, "height": 1000}).new_page()
    page.goto(url)
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)

    def run(cell, text=None):
        cell.scroll_into_view_if_needed()
        cell.locator(".cm-content").click()
        if text is not None:
            page.keyboard.press("Control+a")
            page.keyboard.insert_text(text)
        page.keyboard.press("Control+Enter")

    def cell_with(text):
        return page.locator(".jp-CodeCell", has_text=text).first

    verdict = page.locator(".jp-CodeCell", has_text='check("01-sigmoid", sigmoid)').first
    run(cell_with("import matplotlib.pyplot"))
    stub = cell_with("Squash scores into")
    run(stub)
    run(verdict)
    verdict.get_by_text("not attempted").wait_for(timeout=30_000)
    index = stub.evaluate("e => [...document.querySelectorAll('.jp-CodeCell')].indexOf(e)")
    answer = page.locator(".jp-CodeCell").nth(index)
    run(answer, WRONG)
    run(verdict)
    verdict.get_by_text("Look at the sign in the exponent").wait_for(timeout=30_000)
    run(answer, RIGHT)
    run(verdict)
    verdict.get_by_text("01-sigmoid Sigmoid: correct.").wait_for(timeout=30_000)
    assert '"01-sigmoid"' in (work / ".nnlib-progress.jsonl").read_text()
