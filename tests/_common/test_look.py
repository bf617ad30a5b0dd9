"""One look for pages, notebooks and drawings."""

import re

import pytest

from nnlib._common import look

CSS = re.sub(r"/\*.*?\*/", "", look.PATH.read_text(encoding="utf-8"), flags=re.S)
LIGHT, DARK = (
    dict(re.findall(r"--nn-([\w-]+):\s*([^;]+);", block)) for block in CSS.split("}")[:2]
)
TEXT = ["ink", "quiet", "title", "accent", "warm-text", "ok-text"]
DRAWN = ["warm", "ok", "edge", "class-0", "class-1", "unit-1", "forward", "back"]


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(w * c for w, c in zip([0.2126, 0.7152, 0.0722], linear, strict=True))


def contrast(one, other):
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def over(tint, paper):
    """The colour of a tint that lies on paper."""
    alpha = int(tint[7:9], 16) / 255
    pairs = [[int(colour[i : i + 2], 16) for colour in (tint, paper)] for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a * alpha + b * (1 - alpha)):02x}" for a, b in pairs)


def test_the_dark_page_has_another_value_for_every_colour_and_no_name_of_its_own():
    colours = {name for name, value in LIGHT.items() if value.startswith("#")}
    assert colours | {"shadow"} == set(DARK)


@pytest.mark.parametrize("page", [LIGHT, DARK], ids=["light", "dark"])
def test_words_and_lines_stand_out_from_every_ground(page):
    """WCAG's 4.5 for text and 3 for what is drawn or pressed."""
    grounds = [page[name] for name in ["paper", "ground", "card", "head"]]
    tinted = [over(page[f"{t}-tint"], page["card"]) for t in ["accent", "warm", "ok", "quiet"]]
    for name in TEXT:
        for ground in grounds + tinted:
            assert contrast(page[name], ground) >= 4.5, (name, ground)
    for name in DRAWN:
        for ground in ["paper", "ground", "card"]:
            assert contrast(page[name], page[ground]) >= 3, (name, ground)
    for name in ["accent", "warm", "ok"]:
        assert contrast(page["on-accent"], page[name]) >= 4.4, name


def test_python_reads_the_light_values():
    assert look.value("accent") == LIGHT["accent"]
    assert look.var("ok") == f"var(--nn-ok, {LIGHT['ok']})"
    with pytest.raises(KeyError):
        look.value("no-such-name")


def test_a_box_reads_on_without_any_style_sheet():
    shown = look.box("some-kind", "warm", "<p>words</p>")
    assert shown.startswith('<div class="some-kind" style="')
    assert shown.endswith("<p>words</p></div>")
    for name in ["warm", "warm-tint"]:
        assert f"var(--nn-{name}, {LIGHT[name]})" in shown
    assert not re.search(r"(?<![\w-])color:", shown)
