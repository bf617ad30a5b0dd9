"""Write a table of contents without the solutions: python -m bookbuild.toc FILE

Jupyter Book builds only what is in its table of contents, so with this one nothing of the
solutions gets into the output: no page, no picture, no word in the search index.
"""

import sys
from pathlib import Path

import yaml

from bookbuild.paths import ROOT


def without_solutions(toc):
    """Leave out every part all of whose pages lie in solutions/."""
    parts = [
        part
        for part in toc["parts"]
        if not all(chapter["file"].startswith("solutions/") for chapter in part["chapters"])
    ]
    return {**toc, "parts": parts}


def main(target):
    """Read _toc.yml and write the shorter one."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(yaml.safe_dump(without_solutions(toc), sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
