"""The table of symbols names things that exist."""

import re

import build

ROWS = [
    [field.strip() for field in line.strip("|\n").split("|")]
    for line in (build.ROOT / "book" / "notation.md").read_text().splitlines()
    if line.startswith("| $")
]


def test_every_name_in_code_stands_in_the_chapter_that_introduces_it():
    assert len(ROWS) > 10
    for _, names, _, _, chapter in ROWS:
        (stem,) = re.findall(r"\((.+)\.ipynb\)", chapter)
        cells = build.expand(build.SOURCES / f"{stem}.md", "solution").cells
        code = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
        for name in re.findall(r"`(?:len\()?(\w+)\)?`", names):
            assert re.search(rf"\b{name}\b", code), f"{name} is not in chapter {stem}"


def test_every_symbol_has_one_row():
    symbols = [symbol for row in ROWS for symbol in re.findall(r"\$(.+?)\$", row[0])]
    assert len(set(symbols)) == len(symbols)
