"""Everything that others have made and the course carries is listed with its licence."""

import importlib.metadata
import re
import subprocess

import pytest

from bookbuild import licences, live, vendor
from bookbuild.paths import ROOT

CARRIED = list(licences.carried())
PACKAGES = licences.IN_BOOK | licences.IN_SITE
OURS = ["benchmarks", "book", "bookbuild", "nnlib", "solutions", "tests"]
# Nothing that we write ends like that.
FOREIGN = {".woff", ".woff2", ".ttf", ".otf", ".gz", ".zip", ".whl"}


def test_every_vendored_folder_has_an_entry():
    paths = [path for top in OURS for path in (ROOT / top).rglob("*")]
    folders = {path.parent for path in paths if path.name == "LICENSE"}
    folders |= {path for path in paths if path.parent.name == "vendor"}
    folders |= {ROOT / folder for _, _, folder, _ in vendor.PACKAGES}
    assert folders <= {ROOT / folder for _, _, folder, _, _ in CARRIED}


def test_every_tracked_file_that_is_no_text_or_picture_of_ours_lies_in_one():
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if names.returncode:
        pytest.skip("no git here")
    folders = tuple(f"{folder}/" for _, _, folder, _, _ in CARRIED)
    paths = [ROOT / name for name in names.stdout.splitlines()]
    foreign = [path.relative_to(ROOT).as_posix() for path in paths if path.suffix in FOREIGN]
    assert foreign
    assert [path for path in foreign if not path.startswith(folders)] == []


@pytest.mark.parametrize("entry", CARRIED, ids=lambda entry: entry[0])
def test_page_and_texts_tell_each(entry):
    name, version, folder, kind, text = entry
    row = f"| {f'{name} {version}'.strip()} | {kind} | `{folder}` |"
    assert row in licences.PAGE.read_text("utf-8")
    told = " ".join(licences.TEXTS.read_text("utf-8").split())
    assert " ".join(text.split()) in told


def test_a_licence_that_is_not_known_is_an_error():
    with pytest.raises(ValueError, match="not enough values"):
        licences.licence("All rights reserved")


def test_the_fonts_say_themselves_which_licence_they_have():
    (notices,) = (text for name, *_, text in CARRIED if name.startswith("the fonts"))
    assert (
        "Design Science, Inc. (<www.mathjax.org>), with Reserved Font Name MathJax_Main." in notices
    )
    assert "SIL OPEN FONT LICENSE Version 1.1" in notices


@pytest.mark.parametrize("name", PACKAGES)
def test_an_installed_package_says_the_same_licence(name):
    kind = PACKAGES[name][1]
    said = importlib.metadata.metadata(name)
    # Not said[…]: the package importlib_metadata, once imported, raises where it is missing.
    if expression := said.get("License-Expression"):
        assert expression == kind
    else:
        classifiers = [c for c in said.get_all("Classifier") if c.startswith("License")]
        assert any(kind.partition("-")[0] in c for c in classifiers)


def test_what_goes_into_a_site_is_listed():
    assert set(live.WHEELS) <= set(licences.IN_SITE)


def test_the_texts_of_packages_are_copied(tmp_path):
    licences.copy_texts(PACKAGES, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == set(PACKAGES)
    for folder in tmp_path.iterdir():
        texts = "".join(path.read_text("utf-8") for path in folder.iterdir())
        assert re.search("Redistribution and use|Permission is hereby granted", texts), folder.name
