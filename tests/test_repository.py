"""Facts that stand in more than one file have to agree."""

import importlib.metadata
import inspect
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import nnlib.datasets
import nnlib.plots

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text()
MAKEFILE = (ROOT / "Makefile").read_text()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EXTRAS = PROJECT["optional-dependencies"]


def test_every_make_command_that_is_told_exists():
    targets = set(re.findall(r"^([\w-]+):", MAKEFILE, re.M)) | {"test-oldest", "test-newest"}
    told = {
        "README": (README, {"read", "lab", "book", "pdf", "site"}),
        "CONTRIBUTING": (CONTRIBUTING, {"test", "check", "notebooks", "lint", "bench", "site"}),
    }
    for file, (text, wanted) in told.items():
        named = set(re.findall(r"(?:`|^ *)make ([\w-]+)", text, re.M))
        assert wanted <= named <= targets, file


def test_the_readme_begins_with_a_sentence_a_picture_and_two_commands():
    title, sentence, picture, *_ = README.split("\n\n")
    assert title.startswith("# ")
    assert sentence.count(".") == 1
    assert re.fullmatch(r"!\[.{100,}\]\((book/figures/moving\.webp)\)", picture)
    first = re.search(r"```\n(.*?)```", README, re.S)[1]
    assert re.findall(r"^make (\w+)", first, re.M) == ["read", "lab"]


def test_the_commands_without_make_are_those_of_the_makefile():
    commands = {
        line.split(".venv/bin/")[1]
        for block in re.findall(r"```sh\n(.*?)```", README + CONTRIBUTING, re.S)
        for line in block.splitlines()
        if ".venv/bin/" in line
    }
    flat = re.sub(r" -q\b| --disable-pip-version-check", "", MAKEFILE)
    for name, value in re.findall(r"^(PYTEST) := (.*)$", flat, re.M):
        flat = flat.replace(f"$({name})", value)
    flat = flat.replace("$(OUT)", "_build").replace("$(IN_ORDER) ", "")
    flat = flat.replace("$(NOTEBOOKS)", "book solutions")  # it lists all of theirs
    flat += "".join(flat.replace("$(PINS)", pins) for pins in re.findall(r"PINS := (.*)", flat))
    assert len(commands) == 8
    for command in commands:
        assert command in flat, command


def test_the_windows_commands_are_the_same_ones():
    posix = re.search(r"```sh\n(.*?)```", README, re.S).group(1)
    windows = re.search(r"```bat\n(.*?)```", README, re.S).group(1)
    translated = windows.replace(".venv\\Scripts\\", ".venv/bin/").replace("py -m", "python3 -m")
    assert translated == posix


def test_make_check_leaves_out_what_needs_a_browser_or_starts_a_child():
    (kinds,) = re.findall(r'-m "(not .*)"', MAKEFILE)
    there = [
        "tests/browser/test_pdf.py",
        "tests/grading/sandbox/test_link.py",
        "tests/test_sources.py",
    ]
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-m", kinds, *there]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "tests/test_sources.py::" in found
    assert "tests/browser" not in found
    assert "tests/grading" not in found


def test_help_in_a_notebook_shows_short_types():
    """Without ``from __future__ import annotations`` an ArrayLike is three lines long."""
    for module in (nnlib, nnlib.datasets, nnlib.plots):
        for name in module.__all__:
            thing = getattr(module, name)
            if callable(thing):
                assert "numpy._typing" not in str(inspect.signature(thing)), name


def test_versions_agree():
    assert importlib.metadata.version("nnlib") == nnlib.__version__
    assert f"version: {nnlib.__version__}\n" in (ROOT / "CITATION.cff").read_text()
    assert f"\n## [{nnlib.__version__}] " in (ROOT / "CHANGELOG.md").read_text()


def pins(name):
    """The versions that a file pins, by package; of some there is one for each Python."""
    pinned = {}
    for line in (ROOT / name).read_text().splitlines():
        if line and not line.lstrip().startswith("#"):
            requirement = Requirement(line.strip())
            version = next(iter(requirement.specifier)).version
            pinned.setdefault(requirement.name.lower(), []).append(version)
    return pinned


@pytest.mark.parametrize(
    ("file", "extras"),
    [
        ("requirements.txt", {"lab", "book", "grading"}),
        ("requirements-dev.txt", set(EXTRAS) - {"bench", "torch"}),  # PyTorch is large
    ],
)
def test_the_pinned_sets_are_within_the_bounds(file, extras):
    pinned = pins(file)
    lines = PROJECT["dependencies"] + [line for extra in extras for line in EXTRAS[extra]]
    for requirement in map(Requirement, lines):
        for version in pinned[requirement.name.lower()]:
            assert version in requirement.specifier, requirement


def test_what_readers_get_is_a_part_of_what_the_tests_run_in():
    everything = pins("requirements-dev.txt")
    part = pins("requirements.txt")
    assert part == {name: everything.get(name) for name in part}
    for name in ["jax", "keras", "playwright", "nbgrader", "mypy", "distributed"]:
        assert name in everything
        assert name not in part


def test_what_npm_brings_is_pinned_and_its_lock_file_names_no_address():
    wanted = json.loads((ROOT / "package.json").read_text())["devDependencies"]
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    for name, version in wanted.items():
        assert locked[f"node_modules/{name}"]["version"] == version
    assert not any("resolved" in package for package in locked.values())


def test_nothing_is_pickled_and_no_path_leaves_the_package():
    for path in (ROOT / "nnlib").rglob("*.py"):
        text = path.read_text()
        assert "pickle" not in text, path
        assert "../" not in text, path


def test_nnlib_has_no_long_file_and_no_module_at_its_root():
    files = sorted((ROOT / "nnlib").rglob("*.py"))
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in files}
    assert [path for path, n in lengths.items() if n > 400] == []
    assert [path.name for path in (ROOT / "nnlib").glob("*.py")] == ["__init__.py"]


def test_the_reference_follows_the_folders_in_the_order_of_reading():
    """What nnlib's docstring says is where each folder stands on the page of the reference."""
    order = re.findall(r"^    (\w+)  ", nnlib.__doc__, re.M)
    assert set(order) == {path.parent.name for path in (ROOT / "nnlib").glob("*/__init__.py")}
    page = (ROOT / "book" / "api.md").read_text("utf-8")
    folders = re.findall(r":: nnlib\.(\w+)", page)
    assert folders == sorted(folders, key=order.index)
