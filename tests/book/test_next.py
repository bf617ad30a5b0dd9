"""The build by today's Sphinx: its configuration, and what it is pinned to."""

import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from bookbuild import next as next_build
from bookbuild.paths import ROOT


def test_the_configuration_is_jupyter_books_without_jupyter_book():
    config = next_build.read_config(ROOT)
    assert config["html_title"] == "Neural networks from scratch"
    assert "jupyter_book" not in config["extensions"]
    assert "bookbuild.sphinx.exercise_cards" in config["extensions"]
    assert config["html_theme_options"]["navbar_persistent"] == []  # as _config.yml has it
    for name in ["html_static_path", "templates_path", "bibtex_bibfiles"]:
        assert all((next_build.NEXT / path).exists() for path in config[name]), name
    assert (next_build.NEXT / config["html_favicon"]).is_file()
    assert (next_build.NEXT / config["external_toc_path"]).is_file()


def test_each_extension_of_the_configuration_is_in_the_next_environment():
    config = next_build.read_config(ROOT)
    pinned = set(pins())
    for module in {name.split(".")[0] for name in config["extensions"]} - {"sphinx", "bookbuild"}:
        package = "sphinxcontrib-bibtex" if module == "sphinxcontrib" else canonicalize_name(module)
        assert package in pinned, module


WITHOUT = """
import importlib, sys
lacking, ours = sys.argv[1].split(), sys.argv[2].split()
sys.modules.update(dict.fromkeys(lacking))  # an import of these is an error, as where they lack
for name in ours:
    importlib.import_module(name)
"""


def test_our_extensions_need_nothing_that_the_next_environment_lacks():
    ours = [e for e in next_build.read_config(ROOT)["extensions"] if e.startswith("bookbuild.")]
    there = {*pins(), "nnlib"}
    packages = packages_distributions().items()
    lacking = [name for name, own in packages if there.isdisjoint(map(canonicalize_name, own))]
    assert "jupytext" in lacking
    command = [sys.executable, "-c", WITHOUT, " ".join(lacking), " ".join(ours)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def test_the_pinned_set_is_within_the_bounds():
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"]
    for line in groups["next"]:
        bound = Requirement(line)
        for version in pins()[canonicalize_name(bound.name)]:
            assert version in bound.specifier, line


def pins():
    found = {}
    for line in (ROOT / "requirements-next.txt").read_text().splitlines():
        if line and not line.lstrip().startswith("#"):
            pin = Requirement(line.strip())
            version = next(iter(pin.specifier)).version
            found.setdefault(canonicalize_name(pin.name), []).append(version)
    return found
