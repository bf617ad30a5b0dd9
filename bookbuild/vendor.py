"""Renew the scripts that pages and tests carry with them: python -m bookbuild.vendor

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
