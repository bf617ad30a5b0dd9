"""A picture's tag says at what size it is shown, so that nothing moves when it comes."""

import struct
from types import SimpleNamespace

import pytest

from bookbuild.sphinx import pages

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="459" height="435" viewBox="0 0 340 322">'


@pytest.fixture
def app(tmp_path):
    (tmp_path / "a.svg").write_text(SVG, encoding="utf-8")
    (tmp_path / "b.png").write_bytes(bytes(16) + struct.pack(">II", 300, 200))
    builder = SimpleNamespace(images={"a.svg": "a.svg", "b.png": "b.png"})
    return SimpleNamespace(srcdir=tmp_path, builder=builder)


@pytest.mark.parametrize(
    ("tag", "size"),
    [
        ('<img src="_images/a.svg" />', 'width="459" height="435"'),
        ('<img src="_images/b.png" />', 'width="300" height="200"'),
        # A notebook gives half of a sharp picture's pixels; docutils says it in its own ways.
        (
            '<img src="_images/b.png" style="width: 150px; height: 100px;" />',
            'width="150" height="100"',
        ),
        (
            '<img src="_images/b.png" width="150" height="100" '
            'style="width: 150px; height: 100px;" />',
            'width="150" height="100"',
        ),
    ],
)
def test_width_and_height_are_said_once(app, monkeypatch, tag, size):
    monkeypatch.setattr(pages, "offer_notebook", lambda *args: None)
    monkeypatch.setattr(pages, "metatags", lambda *args: "", raising=False)
    context = {"body": tag, "title": "a", "docstitle": "b"}
    pages.adjust(app, "book/x", "page.html", context, None)
    assert context["body"].count("width") == context["body"].count("height") == 1
    assert size in context["body"]
