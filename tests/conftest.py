"""What kind a test is, which `make check` goes by, and what is run first."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent
# Who asks for one of these starts the grader's child.
CHILDREN = {"made", "nothing_left", "child"}


@pytest.hookimpl(trylast=True)  # after pytest-randomly's shuffle
def pytest_collection_modifyitems(items):
    """Mark the browser's and the sandbox's tests; files with long tests go first.

    So two processes end at about the same time: what is left at the end is short.
    """
    long = set()
    for item in items:
        if item.path.is_relative_to(HERE / "browser"):
            item.add_marker("browser")
        if CHILDREN & set(item.fixturenames):
            item.add_marker("sandbox")
        if any(item.get_closest_marker(name) for name in ("slow", "browser", "sandbox")):
            long.add(item.path)
    items.sort(key=lambda item: item.path not in long)
