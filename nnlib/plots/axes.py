"""Axes to draw on, and names beside lines."""


def get_axes(ax=None):
    """Return ``ax``, or a new figure's axes if there is none."""
    if ax is not None:
        return ax
    import matplotlib.pyplot as plt

    return plt.subplots()[1]


def label_line(ax, line, text):
    """Write a line's name at its right end, in its own colour."""
    x, y = line.get_xdata()[-1], line.get_ydata()[-1]
    ax.annotate(
        text,
        (x, y),
        xytext=(5, 0),
        textcoords="offset points",
        color=line.get_color(),
        va="center",
    )
