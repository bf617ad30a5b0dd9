"""The comparison of two builds: it has to notice whatever a page can lose."""

import shutil

import pytest

from bookbuild import compare

PAGE = """<html><head><title>A chapter</title><link href="../_static/text.css?v=1">
<script src="../_static/vendor/mathjax/tex-mml-chtml.js?v=1"></script>
<script type="application/vnd.jupyter.widget-state+json">{"state": {"figure-1": 1}}</script></head>
<body><nav><a href="other.html">Other</a></nav><button title="Color mode"></button>
<article><section id="one"><h1>One</h1><p>It was <em>never</em> said:
<span class="math">\\(a = 1\\)</span> <a href="other.html#two">two</a></p>
<div class="exercise-card"><details><summary>Hint</summary>Think.</details>
<div class="cell_input"><pre>print(<span>1</span>)</pre></div></div>
<div class="cell_output"><pre>1
2</pre><div class="playable"><img alt="A line" src="../_images/a.png" width="2">
<script type="application/vnd.jupyter.widget-view+json">{"model_id": "figure-1"}</script></div>
</div><dl><dt class="sig" id="f">f(<em>x</em>)</dt></dl></section></article></body></html>"""

DOCTORED = {
    "title": ("A chapter", "Chapter"),
    "our style": ("text.css", "curse.css"),
    "MathJax": ("tex-mml-chtml.js", "tex.js"),
    "figure's settings": ('"figure-1": 1', '"figure-1": 2'),
    "figure's view": ('"model_id": "figure-1"', '"model_id": "figure-2"'),
    "link around": ('<a href="other.html">', '<a href="another.html">'),
    "button": ("Color mode", "Search"),
    "text": ("never", "ever"),
    "emphasis": ("<em>never</em>", "never"),
    "formula": ("a = 1", "a = 2"),
    "link": ("other.html#two", "other.html#three"),
    "card": ("exercise-card", "container"),
    "fold": ("<details>", "<details open>"),
    "code": ("print(", "echo("),
    "output": ("1\n2", "1\n\n2"),
    "no output": ("cell_output", "cell_input"),
    "alt text": ('alt="A line"', 'alt=""'),
    "picture's size": ('width="2"', 'width="3"'),
    "signature": ("<em>x</em>", "<em>y</em>"),
    "address": ('id="one"', 'id="two"'),
}


@pytest.fixture
def builds(tmp_path):
    for name in ["usual", "next"]:
        for path, text in {
            "book/chapter.html": PAGE,
            "book/other.html": "<html><body>Other</body></html>",
            "_images/a.png": "picture",
            "_sources/chapter.ipynb": "{}",
        }.items():
            file = tmp_path / name / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
    return tmp_path / "usual", tmp_path / "next"


def test_equal_builds_are_equal_and_it_is_said_what_was_compared(builds, capsys):
    assert compare.main(*builds) == 0
    assert "2 pages" in (said := capsys.readouterr().out)
    for kind in ["link 2", "picture 1", "code 1", "output 1", "formula 1", "card 1", "fold 1"]:
        assert kind in said


@pytest.mark.parametrize(("old", "new"), DOCTORED.values(), ids=DOCTORED)
def test_a_doctored_page_is_noticed_and_named(builds, old, new, capsys):
    page = builds[1] / "book" / "chapter.html"
    assert PAGE.count(old) == 1
    page.write_text(PAGE.replace(old, new))
    assert compare.main(*builds) == 1
    assert "book/chapter.html: " in capsys.readouterr().err


@pytest.mark.parametrize("name", ["_images/a.png", "_sources/chapter.ipynb"])
def test_another_picture_or_notebook_is_noticed(builds, name):
    (builds[1] / name).write_text("another")
    assert compare.main(*builds) == 1


@pytest.mark.parametrize("lost", [0, 1])
def test_a_page_that_is_only_in_one_build_is_noticed(builds, lost, capsys):
    shutil.move(builds[lost] / "book" / "other.html", builds[lost] / "book" / "moved.txt")
    assert compare.main(*builds) == 1
    assert "book/other.html: only in" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<section id="one">', '<section id="one"><span id="01--one"></span>'),
        ("f(<em>x</em>)", '<span>f</span>(<em><abbr title="x">x</abbr></em>)'),
        ("print(<span>1</span>)", "print(<b>1</b>)"),
        ("text.css?v=1", "text.css?v=2"),
    ],
    ids=["more addresses", "signature", "colours of code", "version of a file"],
)
def test_what_may_differ(builds, old, new):
    (builds[1] / "book" / "chapter.html").write_text(PAGE.replace(old, new))
    assert compare.main(*builds) == 0
