"""What kind a test is, which `make check` goes by, and what is run first."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent
# Who asks for one of these starts the grader's child.
CHILDREN = {"made", "nothing_left", "child"}


def pytest_itemcollected(item):
    """Mark the browser's and the sandbox's tests."""
    if item.path.is_relative_to(HERE / "browser"):
        item.add_marker("browser")
    if not CHILDREN.isdisjoint(item.fixturenames):
        item.add_marker("sandbox")


@pytest.hookimpl(trylast=True)  # after pytest-randomly's shuffle
def pytest_collection_modifyitems(items):
    """Put files with long tests first: what is left at the end is short, and no core idle."""
    kinds = ("slow", "browser", "sandbox")
    long = {item.path for item in items if any(map(item.get_closest_marker, kinds))}
    # JAX starts threads, after which no process of the grader's may be forked from this one.
    long -= {item.path for item in items if "jax" in item.fixturenames}
    items.sort(key=lambda item: item.path not in long)
