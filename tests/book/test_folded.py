"""Code that only draws is folded on the page, other code lies open."""

import pytest

from bookbuild import notebooks
from tests.book.folded import only_draws

SOURCES = sorted(notebooks.SOURCES.glob("[0-9][0-9]-*.md"))
# What draws, and still has to be seen: the beginning of its alt text, and why.
OPEN = {
    "Five handwritten digits side by side": "it calls the first function that the learner wrote",
    "Four panels of relative errors": "its call of the check is what the reader is to learn",
    "The same twenty-two digits.": "its first line is where one writes what one has read",
}

# What doesn't draw, and is folded all the same: its beginning, and why.
FOLDED = {
    "N_IN = 16 + 8 * 26": "a control, of which the chapter says what it is",
    "def start_blocks(": "sizes of matrices, of which the chapter says all that counts",
    "class OwnKernels(": "a control, of which the chapter says what it is; its axes are no matter",
    "class Unshared(": "its way back",
    "# TODO: find the bugs": "the hunt's program, which is measured before it is read",
    "def larger(": "controls with other rates and epochs; the chapter says what they are",
    "def held_back(": "what the text asks the learner to write",
    "averages = []\nfor epoch in": "a network's training, which is a later chapter's subject",
    "def loss_of(Z, y):": "one line of what the exercise above it asks for",
    "def random_layer(": "kinds of hidden layers, which the text has named",
    "def last_unit(": "how it learns, which the text has said",
    "X_all, y_all = np.concatenate(": "six readers instead of one, as the text says",
    "def chance(p):": "a formula of the text, once for each of ten groups",
}


def code_cells(source):
    return [cell for cell in notebooks.expand(source, "chapter").cells if cell.cell_type == "code"]


def without_magic(cell):
    return "\n".join(line for line in cell.source.split("\n") if not line.startswith(("%", "!")))


@pytest.mark.parametrize("source", SOURCES, ids=lambda s: s.stem)
def test_the_cells_that_only_draw_are_folded_and_no_others(source):
    cells = code_cells(source)
    sources = [without_magic(cell) for cell in cells]
    for i, cell in enumerate(cells):
        alt = cell.metadata.get("mystnb", {}).get("image", {}).get("alt", "")
        kept_open = any(alt.startswith(beginning) for beginning in OPEN)
        folded = "hide-input" in cell.metadata.get("tags", [])
        wanted = only_draws(sources[i], sources[i + 1 :]) and not kept_open
        if cell.source.startswith(tuple(FOLDED)):  # and says what it is, for it draws nothing
            assert not wanted
            wanted = "code_prompt_show" in cell.metadata.get("mystnb", {})
        assert folded == wanted, ("fold" if wanted else "open", cell.source)


def test_each_exception_is_still_one():
    found, folded = set(), set()
    for source in SOURCES:
        cells = code_cells(source)
        sources = [without_magic(cell) for cell in cells]
        for i, cell in enumerate(cells):
            alt = cell.metadata.get("mystnb", {}).get("image", {}).get("alt", "")
            if only_draws(sources[i], sources[i + 1 :]):
                found |= {beginning for beginning in OPEN if alt.startswith(beginning)}
            folded |= {beginning for beginning in FOLDED if cell.source.startswith(beginning)}
    assert (found, folded) == (set(OPEN), set(FOLDED))


DRAWS = """
fig, axes = plt.subplots(1, 2)
for ax, name in zip(axes, names):
    ax.plot(curves[name])
    ax.set_title(name)
plt.show()
print(curves[names[0]][-1])
"""


@pytest.mark.parametrize(
    ("source", "later", "folded"),
    [
        (DRAWS, [], True),
        (DRAWS, ["for ax in axes: pass"], False),  # a later cell needs axes
        (DRAWS, ["fig, axes = plt.subplots()\naxes.plot()"], True),  # bound again
        (DRAWS, ["total = [ax for ax in range(3)]"], True),  # a name of its own
        (DRAWS.replace("plt.show()", "model = train(X)\nq = f(model)\nr = g(q)"), [], False),
        (DRAWS + "def f(): pass", [], False),
        ("plt.plot(x)\nplt.show()", [], False),  # short enough to stay
        ("a = 1\nb = 2\nc = 3\nd = 4\ne = 5", [], False),  # no picture
    ],
)
def test_what_only_draws(source, later, folded):
    assert only_draws(source.strip(), later) == folded
