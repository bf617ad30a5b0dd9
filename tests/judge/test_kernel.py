"""A learner's worst, in a real kernel: it lives on, and nothing of it is praised."""

import nbformat
import pytest
from nbclient import NotebookClient

pytestmark = pytest.mark.slow  # each test starts a kernel
WORST = {
    "exit": "exit()",
    "quit": "quit()",
    "sys_exit": "import sys; sys.exit(1)",
    "os_exit": "import os; os._exit(1)",
    "recursive_bomb": "return softmax_of_mine(Z)",
    "two_gigabytes": "return np.zeros(250_000_000)",
    "a_million_lines": "for _ in range(1_000_000): print('line')\n    return Z",
    "generator": "yield Z",
    "masked": "return np.ma.masked_array(np.ones(np.shape(Z)), mask=True)",
    "replaces_allclose": "np.allclose = lambda *_: True; return np.zeros(np.shape(Z))",
    "replaces_array_equal": "np.array_equal = np.isclose = lambda *_: True; return Z * 0",
}


def run(*sources):
    """Execute cells in a kernel of their own; return what the last one printed."""
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    notebook = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(notebook, timeout=120, kernel_name="python3", allow_errors=True).execute()
    return "".join(
        output.get("text", "") + output.get("data", {}).get("text/plain", "")
        for output in notebook.cells[-1].outputs
    )


SETUP = "import numpy as np\nfrom nnlib.exercises import check, find"


@pytest.mark.parametrize("body", WORST.values(), ids=WORST)
def test_the_kernel_lives_on_and_the_verdict_is_not_correct(body):
    define = f"kept = 42\ndef softmax_of_mine(Z):\n    {body}"
    judged = "lent = find('01-softmax').reference\nmine = check('01-softmax', softmax_of_mine)"
    told = run(SETUP, define, judged, "print('alive', kept, 'mine' in dir() and mine is lent)")
    assert told.strip() == "alive 42 True"


def test_ones_own_ctrl_c_stops_the_cell_and_nothing_else():
    define = "def interrupted(Z):\n    import signal; signal.raise_signal(signal.SIGINT)"
    told = run(SETUP, define, "mine = check('01-softmax', interrupted)", "print('mine' in dir())")
    assert told.strip() == "False"


def test_an_object_whose_eq_lies():
    define = (
        "class Liar(np.ndarray):\n    def __eq__(self, other): return True\n"
        "def liar(Z): return np.zeros(np.shape(Z)).view(Liar)"
    )
    told = run(SETUP, define, "mine = check('01-softmax', liar)\nprint(mine is liar)")
    assert "not yet" in told
    assert told.strip().endswith("False")


def test_reassigning_check_earns_no_progress(tmp_path, monkeypatch):
    monkeypatch.setenv("NNLIB_PROGRESS", str(tmp_path / "progress"))
    told = run(
        SETUP,
        "check = lambda _, attempt: attempt\nmine = check('01-softmax', print)",
        "from nnlib.exercises import progress; progress()",
    )
    assert "0 of" in told
    assert not (tmp_path / "progress").exists()


def test_an_endless_loop_is_stopped_in_a_kernel():
    told = run(
        SETUP,
        "def endless(Z):\n    while True: pass",
        "mine = check('01-softmax', endless)",
    )
    assert "took too long" in told
