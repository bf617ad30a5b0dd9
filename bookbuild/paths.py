"""Where the book's parts lie."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BOOK = ROOT / "book"
SOURCES = BOOK / "_src"  # what people write; notebooks and some pages are built from it
SOLUTIONS = ROOT / "solutions"
