"""Renew the scripts and fonts that pages and tests carry with them: python -m bookbuild.vendor

They are committed, so that the book and its tests need no network; this script is only for
moving to another version. It needs npm, and refuses a package whose SHA-256 is not the one
below.
"""

import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from bookbuild.paths import ROOT

FONTS = "output/chtml/fonts/woff-v2"
# Package, its SHA-256, where it goes, and what of it under which name.
PACKAGES = [
    (
        "mathjax@3.2.2",
        "1b9c0a1c44df864e915690558e72adb9cc5203360daefd385084ced3b6c64c09",
        "book/_static/vendor/mathjax",
        {
            "LICENSE": "LICENSE",
            "es5/tex-mml-chtml.js": "tex-mml-chtml.js",
            f"es5/{FONTS}": FONTS,
        },
    ),
    (
        "axe-core@4.14.1",
        "e6b0ce02b84d892e2e33e403485e7f3d6c29e2be6df65daf44d89ba564139745",
        "tests/browser/vendor/axe-core",
        {"LICENSE": "LICENSE", "axe.min.js": "axe.min.js"},
    ),
    # The letters of the text, of what is around it, and of code: what Western languages need.
    (
        "@fontsource-variable/source-serif-4@5.3.1",
        "8c452853c74be1e43e9fbfe76321c26f4678a2d431e93209ff1d9faec03fd96f",
        "book/_static/vendor/source-serif-4",
        {
            "LICENSE": "LICENSE",
            "files/source-serif-4-latin-wght-normal.woff2": "normal.woff2",
            "files/source-serif-4-latin-wght-italic.woff2": "italic.woff2",
        },
    ),
    (
        "@fontsource/fira-sans@5.3.0",
        "2231966721c4c3f70194c336dd11428e15139bd902cac415528715028c9cd5a9",
        "book/_static/vendor/fira-sans",
        {
            "LICENSE": "LICENSE",
            "files/fira-sans-latin-400-normal.woff2": "400.woff2",
            "files/fira-sans-latin-400-italic.woff2": "400-italic.woff2",
            "files/fira-sans-latin-600-normal.woff2": "600.woff2",
        },
    ),
    (
        "@fontsource-variable/source-code-pro@5.3.1",
        "1dcc7f2c5f4cae190ed582852a0180eebe87084cac9d06de7429e44c31a39a38",
        "book/_static/vendor/source-code-pro",
        {
            "LICENSE": "LICENSE",
            "files/source-code-pro-latin-wght-normal.woff2": "normal.woff2",
        },
    ),
]


def main():
    """Renew every package."""
    for package in PACKAGES:
        renew(*package)


def renew(package, sha256, folder, wanted):
    """Fetch a package, check it, and copy what is used of it."""
    with tempfile.TemporaryDirectory() as scratch:
        packed = subprocess.run(
            ["npm", "pack", package, "--silent"], cwd=scratch, check=True, capture_output=True
        )
        archive = Path(scratch, packed.stdout.decode().split()[-1])
        digest = hashlib.sha256(archive.read_bytes()).hexdigest()
        if digest != sha256:
            raise SystemExit(f"{package}: SHA-256 is {digest}, expected {sha256}")
        with tarfile.open(archive) as files:
            files.extractall(scratch, filter="data")
        target = ROOT / folder
        shutil.rmtree(target, ignore_errors=True)
        for name, new in wanted.items():
            source, there = Path(scratch, "package", name), target / new
            there.parent.mkdir(parents=True, exist_ok=True)
            (shutil.copytree if source.is_dir() else shutil.copyfile)(source, there)


if __name__ == "__main__":
    main()
