"""Facts that stand in more than one file have to agree."""

import importlib.metadata
import inspect
import re
import tomllib
from pathlib import Path

import nnlib.datasets
import nnlib.plots

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
MAKEFILE = (ROOT / "Makefile").read_text()


def test_every_make_command_of_the_readme_exists():
    named = set(re.findall(r"\bmake (\w+)", README))
    targets = set(re.findall(r"^(\w+):", MAKEFILE, re.M))
    assert {"book", "test", "lab", "notebooks", "lint", "bench"} <= named <= targets


def test_the_commands_without_make_are_those_of_the_makefile():
    commands = {
        line.split(".venv/bin/")[1]
        for block in re.findall(r"```sh\n(.*?)```", README, re.S)
        for line in block.splitlines()
        if ".venv/bin/" in line
    }
    flat = re.sub(r" -q\b| --disable-pip-version-check", "", MAKEFILE)
    for command in commands:
        assert command in flat, command


def test_the_windows_commands_are_the_same_ones():
    posix = re.search(r"```sh\n(.*?)```", README, re.S).group(1)
    windows = re.search(r"```bat\n(.*?)```", README, re.S).group(1)
    translated = windows.replace(".venv\\Scripts\\", ".venv/bin/").replace("py -m", "python3 -m")
    assert translated == posix


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


def test_the_pinned_set_is_within_the_bounds():
    from packaging.requirements import Requirement

    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    pinned = {}
    for line in (ROOT / "requirements.txt").read_text().splitlines():
        if line and not line.lstrip().startswith("#"):
            requirement = Requirement(line.strip())
            pinned.setdefault(requirement.name.lower(), []).append(
                next(iter(requirement.specifier)).version
            )
    extras = project["optional-dependencies"]
    del extras["bench"]  # PyTorch is large, and only who measures against it needs it
    bounds = project["dependencies"] + [line for extra in extras.values() for line in extra]
    for line in bounds:
        requirement = Requirement(line)
        for version in pinned[requirement.name.lower()]:
            assert version in requirement.specifier, line


def test_nothing_is_pickled_and_no_path_leaves_the_package():
    for path in (ROOT / "nnlib").rglob("*.py"):
        text = path.read_text()
        assert "pickle" not in text, path
        assert "../" not in text, path
