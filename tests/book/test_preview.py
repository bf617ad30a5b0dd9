"""A link to the published book comes with a picture, and each page names its own address."""

from types import SimpleNamespace

import pytest
from PIL import Image

from bookbuild.sphinx import pages


@pytest.fixture
def app(tmp_path):
    (tmp_path / "_static").mkdir()
    config = SimpleNamespace(html_baseurl="", project="A book", html_theme_options={})
    builder = SimpleNamespace(format="html")
    return SimpleNamespace(config=config, outdir=tmp_path, builder=builder)


def head(app):
    context = {
        "title": "Chapter",
        "pathto": lambda path, _: path,
        "pageurl": "https://a.org/b/c.html",
    }
    return pages.metatags(app, context, None)


def test_with_an_address_there_is_a_picture(app, monkeypatch):
    monkeypatch.setenv("BOOK_URL", "https://a.org/b")
    pages.know_address(app, app.config)
    assert 'property="og:image" content="https://a.org/b/_static/preview.jpg"' in head(app)
    assert 'property="og:url" content="https://a.org/b/c.html"' in head(app)
    pages.draw_preview(app, None)
    with Image.open(app.outdir / "_static" / "preview.jpg") as picture:
        assert picture.size == (1200, 630)
        low, high = picture.convert("L").getextrema()
        assert high - low > 200  # something is drawn on it


def test_without_an_address_there_is_none(app, monkeypatch):
    monkeypatch.delenv("BOOK_URL", raising=False)
    pages.know_address(app, app.config)
    assert "og:image" not in head(app)
    pages.draw_preview(app, None)
    assert not (app.outdir / "_static" / "preview.jpg").exists()
