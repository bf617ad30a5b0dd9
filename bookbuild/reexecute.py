"""Run notebooks again and compare what they say: python -m bookbuild.reexecute NOTEBOOK …

The tests do this with `pytest --nbval`. Here is the same without nbval, which has had no release
since March 2024: should it break, this stands ready. A folder stands for its notebooks.
"""

import difflib
import os
import sys
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from copy import deepcopy
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from bookbuild.environment import QUIET

# Bytes of a picture hang on the version of matplotlib, and a view's name is random.
NOT_COMPARED = {"image/png", "image/svg+xml", "application/vnd.jupyter.widget-view+json"}


def differences(path):
    """Run a notebook in a kernel of its own; a sentence for each cell that says something else."""
    stored = nbformat.read(path, as_version=4)
    fresh = deepcopy(stored)
    # Cells that the builder leaves out are run, as nbval does: they must not fail either.
    client = NotebookClient(
        fresh,
        timeout=600,
        kernel_name="python3",
        resources={"metadata": {"path": str(Path(path).parent)}},
        skip_cells_with_tag="",
    )
    try:
        client.execute(env={**os.environ, **QUIET})
    except CellExecutionError as error:
        return [f"{path}: a cell failed\n{error}"]
    found = []
    for old, new in zip(stored.cells, fresh.cells, strict=True):
        if old.cell_type == "code" and "nbval-ignore-output" not in old.metadata.get("tags", []):
            lines = difflib.unified_diff(said(old), said(new), "stored", "now", lineterm="")
            if diff := "\n".join(lines):
                found.append(f"{path}: cell [{new.execution_count}]\n{diff}")
    return found


def said(cell):
    """Every text of a cell's outputs: what was printed, then each kind of what was displayed."""
    texts = defaultdict(str)
    for output in cell.outputs:
        if output.output_type == "stream":
            texts[output.name] += output.text
        for kind, text in output.get("data", {}).items():
            if kind not in NOT_COMPARED:
                texts[kind] += f"{text}\n--\n"  # so that two are not one
    return [f"{kind}: {line}" for kind in sorted(texts) for line in texts[kind].split("\n")]


def main(*names):
    """Run notebooks, two at a time; print what differs; return the exit code."""
    folders = [Path(name) for name in names]
    paths = [p for f in folders for p in (sorted(f.glob("*.ipynb")) if f.is_dir() else [f])]
    with ThreadPoolExecutor(max_workers=2) as pool:  # each notebook has a process of its own
        found = [line for lines in pool.map(differences, paths) for line in lines]
    print("\n".join(found or [f"{len(paths)} notebooks say what they said"]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
