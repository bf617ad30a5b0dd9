"""matplotlib draws in the colours of the pages."""

import matplotlib.pyplot as plt
import pytest

from nnlib._common import look
from nnlib.plots import decisions

CYCLE = ["class-0", "class-1", "unit-1", "unit-2"]


@pytest.mark.parametrize(("place", "name"), list(enumerate(CYCLE)))
def test_the_cycle_begins_with_the_classes_and_the_units(place, name):
    with plt.style.context("nnlib.plots.course"):
        colours = plt.rcParams["axes.prop_cycle"].by_key()["color"]
    assert f"#{colours[place].lstrip('#').lower()}" == look.value(name)


def test_classes_and_grid_have_the_pages_colours():
    assert [c.lower() for c in decisions.COLOURS] == [look.value("class-0"), look.value("class-1")]
    with plt.style.context("nnlib.plots.course"):
        assert plt.rcParams["grid.color"] == look.value("grid")
