"""Sliders that train anew, without a browser: what is trained, shown and stored."""

import base64

import pytest

from bookbuild import notebooks
from nnlib.widgets import Knobs, SoftmaxBars

PNG = b"\x89PNG" + 12 * b"\0" + 8 * b"\0\0\0\1"


class Fit:
    """A training that records what it is asked for."""

    def __init__(self):
        self.settings = []

    def __call__(self, learning_rate, width, momentum):
        self.settings.append((learning_rate, width, momentum))
        return {"loss": [2.0, learning_rate], "test": [0.1, width / 100]}


@pytest.fixture
def knobs():
    return Knobs(Fit(), learning_rate=0.1)


def test_it_trains_at_the_start_and_after_each_move(knobs):
    assert knobs._fit.settings == [(0.1, 10, 0.0)]
    knobs.knobs["width"].place = 30
    knobs.knobs["momentum"].place = 0.9
    knobs.knobs["learning_rate"].place = 0
    assert knobs._fit.settings[1:] == [(0.1, 30, 0.0), (0.1, 30, 0.9), (1.0, 30, 0.9)]
    assert knobs.history == {"loss": [2.0, 1.0], "test": [0.1, 0.3]}


def test_the_words_say_the_setting_and_what_came_of_it(knobs):
    assert repr(knobs) == ("learning rate 0.1, hidden units 10, momentum 0: loss 0.100, test 0.100")
    assert knobs.says.value == repr(knobs)
    assert repr(knobs) in knobs.view.value


def test_earlier_curves_stay_as_ghosts_behind_the_new_ones(knobs, monkeypatch):
    figures = []
    monkeypatch.setattr("nnlib.widgets.knobs.png", lambda figure: figures.append(figure) or PNG)
    first = knobs.history
    for width in [20, 30, 40, 50]:
        knobs.knobs["width"].place = width
    assert len(knobs.earlier) == 3
    assert first not in knobs.earlier  # only the latest few
    for ax, name in zip(figures[-1].axes, ["loss", "test"], strict=True):
        line, *ghosts = ax.lines
        assert list(line.get_ydata()) == knobs.history[name]
        assert [list(ghost.get_ydata()) for ghost in ghosts] == [h[name] for h in knobs.earlier]
        assert {ghost.get_color() for ghost in ghosts} == {"#b4b0a6"}
        assert all(ghost.get_zorder() < line.get_zorder() for ghost in ghosts)
        assert len(ax.get_legend_handles_labels()[1]) == 1


def test_a_training_that_failed_leaves_no_ghost(knobs):
    fit, knobs._fit = knobs._fit, lambda **_: 1 / 0
    with pytest.raises(ZeroDivisionError):
        knobs.knobs["width"].place = 5
    knobs._fit = fit
    knobs.knobs["width"].place = 6
    assert [history["test"] for history in knobs.earlier] == [[0.1, 0.1]]


def test_accuracies_of_ghosts_stay_in_view(knobs):
    """The axis begins below the worst of what is shown."""
    from nnlib.plots.live import accuracy_limits

    assert accuracy_limits([[0.1, 0.97], [0.1, 0.3]])[0] < 0.3


def test_each_slider_has_a_name_and_says_its_value(knobs):
    assert [knob.label for knob in knobs.knobs.values()] == [
        "learning rate",
        "hidden units",
        "momentum",
    ]
    knobs.knobs["learning_rate"].place = 0.5
    assert knobs.settings()["learning_rate"] == pytest.approx(10**0.5)
    assert isinstance(knobs.settings()["width"], int)


def test_while_it_trains_it_says_so():
    says = []
    knobs = None

    def fit(learning_rate, width, momentum):
        if knobs is not None:
            says.append(knobs.says.value)
        return {"loss": [1.0]}

    knobs = Knobs(fit)
    knobs.knobs["width"].place = 5
    assert says == ["training …"]
    assert knobs.says.value == repr(knobs)


def test_a_training_that_fails_says_so(knobs):
    def fit(**_):
        raise ZeroDivisionError("<no digits>")

    knobs._fit = fit
    with pytest.raises(ZeroDivisionError):
        knobs.knobs["width"].place = 5
    assert knobs.says.value == "training failed: ZeroDivisionError: &lt;no digits&gt;"


def test_the_output_has_a_picture_and_words_for_where_no_python_is(knobs):
    bundle, metadata = knobs._repr_mimebundle_()
    assert metadata["image/png"].keys() == {"width", "height"}
    assert bundle["text/plain"] == repr(knobs)
    assert bundle["image/png"] in knobs.view.value
    assert base64.b64decode(bundle["image/png"]).startswith(b"\x89PNG")
    assert notebooks.VIEW in bundle


def test_the_builder_stores_the_picture_and_not_the_sliders():
    source = (
        "from nnlib.widgets import Knobs, SoftmaxBars\n"
        "display(Knobs(lambda **_: {'loss': [1.0]}))\n"
        "display(SoftmaxBars([1.0, 2.0]))"
    )
    notebook = notebooks.new_notebook(cells=[notebooks.new_code_cell(source)])
    notebooks.NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    stored = notebooks.stored_figures(notebook)["widgets"][notebooks.STATE]["state"]
    still, playable = notebook.cells[0].outputs
    assert set(still.data) == {"text/plain", "image/png"}
    assert playable.data[notebooks.VIEW]["model_id"] == "figure-1"
    assert repr(SoftmaxBars([1.0, 2.0])) == playable.data["text/plain"]
    assert set(stored) == {"figure-1", "figure-1-layout"}
