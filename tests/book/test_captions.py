"""Each picture of a chapter has words for who cannot see it, and a sentence for who does."""

import re

import pytest

from bookbuild import notebooks

SOURCES = sorted(notebooks.SOURCES.glob("[0-9][0-9]-*.md"))
CHAPTERS = pytest.mark.parametrize("source", SOURCES, ids=lambda s: s.stem)
DIAGRAM = re.compile(r"^!\[([^\]]*)\]\([^)]*\)\n\n(.*?)(?:\n\n|\Z)", re.M | re.S)
TITLE = re.compile(r"""title(?:=|\()["']([^"']+)["']""")


def cells(source, kind):
    return [cell for cell in notebooks.expand(source, "chapter").cells if cell.cell_type == kind]


def drawn(source):
    """Alt text, caption and code of each figure that a cell draws."""
    for cell in cells(source, "code"):
        if "skip-execution" in cell.metadata.get("tags", []):  # it shows nothing on a page
            continue
        words = cell.metadata.get("mystnb", {})
        if (
            "image" in words
            or "figure" in words
            or re.search(r"plt\.show\(\)|display\(", cell.source)
        ):
            alt = words.get("image", {}).get("alt", "")
            yield alt, words.get("figure", {}).get("caption", ""), cell.source


def diagrams(source):
    """Alt text and caption of each diagram."""
    text = "\n\n".join(cell.source for cell in cells(source, "markdown"))
    assert len(DIAGRAM.findall(text)) == text.count("![")
    for alt, after in DIAGRAM.findall(text):
        assert re.fullmatch(r"\*[^*].*[^*]\*", after, re.S), f"no caption under: {alt}"
        yield alt, after.strip("*")


@CHAPTERS
def test_every_picture_has_words_and_a_sentence(source):
    found = [(alt, caption) for alt, caption, _ in drawn(source)] + list(diagrams(source))
    assert found
    for alt, caption in found:
        assert len(alt) > 40, caption
        assert re.fullmatch(r"[A-Z].*[a-z0-9)$]\.", caption, re.S), (caption, alt)
        assert 8 <= len(caption.split()) <= 50, caption


@CHAPTERS
def test_a_caption_repeats_neither_the_title_nor_the_alt_text(source):
    for alt, caption, code in drawn(source):
        for other in [alt, *TITLE.findall(code)]:
            assert not shared(caption, other), (caption, other)


def shared(sentence, other):
    """Five words in a row that stand in both, or all the words of a short title."""
    words, others = (re.findall(r"\w+", text.lower()) for text in (sentence, other))
    n = min(5, len(others))
    runs = {tuple(others[i : i + n]) for i in range(len(others) - n + 1)}
    return n > 1 and any(tuple(words[i : i + n]) in runs for i in range(len(words) - n + 1))


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ("It falls", True),
        ("The line rises while the loss it is about falls", False),
        ("and so the loss of the unit it falls", True),
        ("x", False),
    ],
)
def test_what_is_a_repetition(other, said):
    assert shared("The loss of the unit it falls.", other) == said


@CHAPTERS
def test_no_two_captions_are_the_same(source):
    captions = [caption for _, caption, _ in drawn(source)]
    assert len(set(captions)) == len(captions)
