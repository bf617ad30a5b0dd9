"""The fingerprint of a gradient check shows each result where it belongs."""

import matplotlib as mpl
import numpy as np

mpl.use("agg")
import matplotlib.pyplot as plt

from nnlib import plots
from nnlib.networks.gradient_check import GradientCheck


def test_each_gradient_has_a_point_at_its_error_input_first():
    checks = [
        GradientCheck("X", True, "", 1e-9),
        GradientCheck("0.W", False, "", 0.5),
        GradientCheck("0.b", False, "its shape is wrong"),
        GradientCheck("2.W", True, "", 0.0),
    ]
    ax = plt.subplots()[1]
    assert plots.plot_checks(checks, ax=ax) is ax
    *points, tolerance = ax.lines
    assert [point.get_ydata().item() for point in points] == [0, 1, 2, 3]
    np.testing.assert_allclose([p.get_xdata().item() for p in points], [1e-9, 0.5, 30, 1e-12])
    assert [point.get_marker() for point in points] == ["o", "^", "^", "o"]
    assert tolerance.get_xdata()[0] == 1e-6
    assert [text.get_text() for text in ax.texts] == ["1e-6"]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["X", "0.W", "0.b", "2.W"]
    assert ax.yaxis_inverted()
    plt.close("all")
