"""What the course carries that others have made, and under which licence each of it stands.

book/licences.md is the page for it, THIRD-PARTY.txt the texts of what lies in the repository;
`python -m bookbuild.pages` writes both. The licences of what lies in a folder are known by the
texts beside it, those of the fonts by what the fonts say themselves. What `make book` and
`make site` take out of installed packages is listed here by hand (a test asks the packages),
and its texts are copied to where it goes.
"""

import importlib.metadata
import re
import shutil
from pathlib import Path

from bookbuild import vendor
from bookbuild.paths import BOOK, ROOT

PAGE = BOOK / "licences.md"
TEXTS = ROOT / "THIRD-PARTY.txt"
OFL = Path(__file__).parent / "texts" / "OFL-1.1.txt"
MNIST = "nnlib/datasets/mnist"
# A licence's name, and how its text begins or what it says.
KNOWN = {
    "Apache-2.0": r"Apache License\s+Version 2\.0",
    "MPL-2.0": r"Mozilla Public License,? version 2\.0",
    "OFL-1.1": r"SIL Open Font License, Version 1\.1",
    "CC-BY-SA-3.0": r"Creative Commons Attribution-ShareAlike 3\.0",
}
# What a font says of its copyright, where its package names only who handed it on.
COPYRIGHT = {
    "@fontsource-variable/source-serif-4": "© 2014 - 2021 Adobe Systems Incorporated "
    "(http://www.adobe.com/), with Reserved Font Name ‘Source’.",
    "@fontsource/fira-sans": "Digitized data copyright 2012-2016, The Mozilla Foundation and "
    "Telefonica S.A.",
    "@fontsource-variable/source-code-pro": "© 2023 Adobe (http://www.adobe.com/), with Reserved "
    "Font Name ‘Source’",
}
# Packages of which something gets into every book: what, and the licence.
IN_BOOK = {
    "sphinx": ("search and basic styles", "BSD-2-Clause"),
    "sphinx-book-theme": ("how pages look", "BSD-3-Clause"),
    "pydata-sphinx-theme": (
        "the theme below it, with Bootstrap (MIT) and the styles of Font Awesome Free (MIT)",
        "BSD-3-Clause",
    ),
    "sphinx-copybutton": ("the button that copies code, with clipboard.js (MIT)", "MIT"),
    "sphinx-design": ("cards and tabs", "MIT"),
    "sphinx-thebe": ("a style", "MIT"),
    "sphinx-togglebutton": ("what folds", "MIT"),
    "myst-nb": ("how cells look", "BSD-3-Clause"),
}
# And into the folder lite/ of a site with live chapters.
IN_SITE = {
    "jupyterlite-core": (
        "JupyterLite, with the parts of JupyterLab and the scripts that "
        "`lite/build/third-party-licenses.json` lists",
        "BSD-3-Clause",
    ),
    "jupyterlite-pyodide-kernel": ("what starts Pyodide in the browser", "BSD-3-Clause"),
    "anywidget": ("for figures that play", "MIT"),
    "comm": ("for figures that play", "BSD-3-Clause"),
    "ipywidgets": ("for figures that play", "BSD-3-Clause"),
    "jupyterlab-widgets": ("for figures that play", "BSD-3-Clause"),
    "psygnal": ("for figures that play", "BSD-3-Clause"),
    "seaborn": ("heat maps", "BSD-3-Clause"),
}


def carried():
    """Name, version, folder, licence and text of each thing that lies in the repository."""
    for package, _, folder, wanted in vendor.PACKAGES:
        name, _, version = package.rpartition("@")
        text = (ROOT / folder / "LICENSE").read_text("utf-8")
        if name in COPYRIGHT:
            text = f"{COPYRIGHT[name]}\n\n{text}"
        yield name, version, folder, licence(text), text
        for fonts in (new for new in wanted.values() if "fonts" in new):
            notices = font_notices(ROOT / folder / fonts)
            text = "\n".join([*notices, "", OFL.read_text("utf-8")])
            yield f"the fonts of {name}", version, folder, "OFL-1.1", text
    text = (ROOT / MNIST / "LICENSE").read_text("utf-8")
    yield "MNIST", "", MNIST, licence(text), text


def licence(text):
    """The name of a licence, by its text."""
    (name,) = (name for name, begins in KNOWN.items() if re.search(begins, text, re.I))
    return name


def font_notices(folder):
    """What the fonts of a folder say of their copyright and their reserved names."""
    from fontTools.ttLib import TTFont

    notices = set()
    for path in folder.glob("*.woff"):
        with TTFont(path) as font:
            said = font["name"].getDebugName(13) or font["name"].getDebugName(0)
        notices.add(" ".join(said.partition("\n\n")[0].split()))
    return sorted(notices)


def page():
    """The text of licences.md."""
    from jupyterlite_pyodide_kernel.constants import PYODIDE_VERSION

    rows = "\n".join(
        f"| {f'{name} {version}'.strip()} | {kind} | `{folder}` |"
        for name, version, folder, kind, _ in carried()
    )
    return INTRO.format(
        rows=rows,
        in_book=table(IN_BOOK),
        in_site=table(IN_SITE),
        pyodide=PYODIDE_VERSION,
    )


def table(packages):
    """Rows for packages."""
    return "\n".join(f"| {name} | {what} | {kind} |" for name, (what, kind) in packages.items())


def texts():
    """The text of THIRD-PARTY.txt."""
    parts = [HEAD.strip()]
    for name, version, folder, kind, text in carried():
        title = f"{name} {version}".strip()
        parts.append(f"{'=' * 78}\n{title}, in {folder}\n{kind}\n{'=' * 78}\n\n{text.strip()}")
    return "\n\n".join("\n".join(map(str.rstrip, part.splitlines())) for part in parts)


def copy_texts(packages, target):
    """Copy the licence texts of installed packages into a folder, one folder for each."""
    for name in packages:
        for file in importlib.metadata.files(name) or []:
            if re.match(r"(licen[cs]e|copying|notice)|third-party-licenses", file.name, re.I):
                there = target / name / file.name
                there.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file.locate(), there)


HEAD = """
What this repository carries that others have made, and the licences of it.

The course's own code is under the MIT licence (LICENSE), its text and figures under CC BY 4.0
(LICENSE-TEXT). Of what follows only MNIST is in the wheel and the source distribution of nnlib.
What the built book and the live chapters take from installed packages is not in the repository:
its texts are copied beside it, to _static/licences and to lite/licences.
"""

INTRO = """
# Licences

The code of the course is under the MIT licence, its text and its figures are under CC BY 4.0. It
also carries what others have made. All of that is listed here with its licence, so that you know
what you pass on when you pass on the book.

## In the repository

The texts of these licences are in one file, [THIRD-PARTY.txt](../THIRD-PARTY.txt).

| what | licence | where |
| --- | --- | --- |
{rows}

Of these only MNIST is in the package `nnlib` that pip installs. axe-core, which looks for what
hinders a screen reader, is only in the tests, and no part of it is in the book.

## In the built book

The book that `make book` builds has scripts and styles of the packages that build it.
Their texts lie in its folder `_static/licences`.

| package | what of it | licence |
| --- | --- | --- |
{in_book}

## Beside live chapters

What `make site` adds is in the folder `lite/` of the site, and the texts are in `lite/licences`.

| package | what of it | licence |
| --- | --- | --- |
{in_site}

Pyodide {pyodide} (MPL-2.0), with which Python, NumPy and the others run in the browser, is not
carried: the reader's browser fetches it from Pyodide's public server. If you put its distribution
beside the book, as CONTRIBUTING.md says how to, you pass that on too, and each package in it has a
licence of its own.
"""
