"""The picture of a training while it runs: what it draws, and what it leaves behind."""

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

from nnlib import SGD, Dense, Sequential, plots, train
from nnlib.plots.live import accuracy_limits, draw_training
from nnlib.plots.sharp import DENSITY, png, shown_size

HISTORY = {"loss": [2.0, 1.0, 0.5], "training": [0.2, 0.5, 0.9], "test": [0.1, 0.4, 0.7]}


@pytest.fixture
def live():
    import matplotlib.pyplot as plt

    before = set(plt.get_fignums())
    yield plots.LivePlot(n_epochs=5)
    for number in set(plt.get_fignums()) - before:
        plt.close(number)


def test_it_draws_the_loss_and_the_accuracies_against_epochs_from_1(live):
    live(HISTORY)
    loss, accuracy = live.figure.axes
    for ax, names in [(loss, ["loss"]), (accuracy, ["training", "test"])]:
        assert [line.get_label() for line in ax.lines] == names
        for line, name in zip(ax.lines, names, strict=True):
            assert list(line.get_xdata()) == [1, 2, 3]
            assert list(line.get_ydata()) == HISTORY[name]
        assert ax.get_xlim() == (0.5, 5.5)
    assert len({(line.get_color(), line.get_linestyle()) for line in accuracy.lines}) == 2


@pytest.mark.parametrize(("names", "titles"), [(["loss"], ["loss"]), (["test"], ["accuracy"])])
def test_what_was_not_recorded_has_no_panel(live, names, titles):
    live({name: HISTORY[name] for name in names})
    assert [ax.get_title() for ax in live.figure.axes] == titles


def test_one_figure_a_training(live):
    """It stays for plt.show(); epochs are added to it, and the next training has its own."""
    figures = []
    for n in [1, 2, 3, 1]:
        live({"loss": HISTORY["loss"][:n]})
        figures.append(live.figure)
    assert len(set(figures[:3])) == 1
    assert figures[3] is not figures[0]


def test_the_axes_stay_where_they_are_while_the_training_goes_on(live):
    places = []
    for n in [1, 2, 3]:
        live({name: [1000 * v for v in values[:n]] for name, values in HISTORY.items()})
        places.append([ax.get_position().bounds for ax in live.figure.axes])
    assert places[0] == places[1] == places[2]


def test_the_picture_has_twice_the_pixels_of_the_size_that_it_says(live):
    live(HISTORY)
    picture = png(live.figure)
    width, height = live.figure.get_size_inches() * live.figure.dpi
    assert shown_size(picture) == {"width": int(width), "height": int(height)}
    pixels = np.frombuffer(picture[16:24], ">u4")
    np.testing.assert_allclose(pixels, [DENSITY * width, DENSITY * height], atol=1)


@pytest.mark.parametrize(
    ("training", "test"), [(0.9999, 0.95), (1.0, 0.98), (0.97, 0.95), (0.7, 0.6), (0.12, 0.1)]
)
def test_accuracies_can_be_told_apart_where_they_end(live, training, test):
    """The end of each curve is in view, and what separates them is no hair's breadth."""
    history = {"training": np.linspace(0.1, training, 9), "test": np.linspace(0.1, test, 9)}
    live({name: values.tolist() for name, values in history.items()})
    (ax,) = live.figure.axes
    low, high = ax.get_ylim()
    for line in ax.lines:
        assert low < line.get_ydata()[-1] < high
    apart = (training - test) / (high - low)
    assert apart >= min(0.15, (training - test) * 0.9)


def test_an_axis_of_accuracies_does_not_follow_each_epoch():
    ends = [accuracy_limits([[0.1, end], [0.1, 1.0]]) for end in np.linspace(0.3, 0.995, 200)]
    assert len(set(ends)) <= 6
    assert ends == sorted(ends)


@pytest.mark.parametrize("wrong", [[2.0, 1.0], {}, {"loss": []}, {"loss": [1.0], "test": []}])
def test_what_is_no_history_is_refused(live, wrong):
    with pytest.raises(ValueError, match="one number an epoch"):
        live(wrong)


def test_train_calls_it_after_every_epoch():
    seen = []
    network = Sequential([Dense(2, 2, rng=0)])
    X, y = np.eye(2), np.array([0, 1])

    def on_epoch(history):
        seen.append({name: list(values) for name, values in history.items()})
        assert not network.training

    options = {"optimizer": SGD(0.1), "watch": {"all": (X, y)}, "rng": 0}
    history = train(network, X, y, n_epochs=3, on_epoch=on_epoch, **options)
    assert [len(one["loss"]) for one in seen] == [1, 2, 3]
    assert seen[-1] == history


CELL = """
import matplotlib.pyplot as plt
from nnlib import plots
live = plots.LivePlot(n_epochs=3)
for n in range(1, 4):
    live({"loss": [3.0, 2.0, 1.0][:n]})
"""


def test_a_notebook_that_is_run_keeps_one_picture_for_each_training():
    cells = [nbformat.v4.new_code_cell(source) for source in [CELL, "live({'loss': [1.0]})"]]
    notebook = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    for cell in notebook.cells:
        (output,) = cell.outputs
        assert output.data["text/plain"] == "LivePlot(n_epochs=3)"
        assert set(output.data) == {"text/plain", "image/png"}
        assert set(output.metadata["image/png"]) == {"width", "height"}
        assert output.metadata["needs_background"] == "light"
    first, second = (cell.outputs[0].data["image/png"] for cell in notebook.cells)
    assert first != second


def test_the_panels_can_be_drawn_on_any_figure(live):
    live(HISTORY)
    axes = draw_training(live.figure, {"test": [0.5]})
    assert axes == live.figure.axes
    assert axes[0].get_xlim() == (0.5, 1.5)
