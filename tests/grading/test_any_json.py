"""Whatever JSON comes: it is a value, or it is refused, and nothing else happens."""

import contextlib
import json

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nnlib.grading.sandbox.arguments import ArgumentWriter
from nnlib.grading.sandbox.exceptions import raised
from nnlib.grading.sandbox.link import reach
from nnlib.grading.sandbox.protocol import DTYPES, ProtocolError, Reader
from nnlib.grading.sandbox.proxies import of_a_type_named
from nnlib.grading.submission import NotebookError, parse_submission
from tests.grading.classmates import exercises_of

KEYS = st.sampled_from(
    ["array", "shape", "scalar", "int", "float", "opaque", "ellipsis", "list", "tuple", "dict",
     "object", "type", "class", "methods", "callable", "parent", "known", "arrays", "dicts",
     "message", "bases", "line", "function", "name", "owner"]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(st.characters(codec=None), max_size=5),
    st.sampled_from([*sorted(DTYPES), "O", "1", "nan", "0x1p+3", "SystemExit", "ValueError"]),
)
LEAVES = st.one_of(st.none(), st.booleans(), st.integers(-3, 10**9), st.floats(), TEXTS)
ANY = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.one_of(KEYS, TEXTS), inner, max_size=4)
    ),
    max_leaves=12,
)
QUICK = settings(max_examples=400, database=None, suppress_health_check=list(HealthCheck))


@QUICK
@given(ANY)
def test_a_value_is_read_or_refused(form):
    with contextlib.suppress(ProtocolError):
        Reader(bytes(64), stand_in=of_a_type_named).decode(form)


@QUICK
@given(ANY)
def test_changes_are_made_or_refused(form):
    sent = ArgumentWriter(None)
    array = np.zeros(3)
    sent.encode({"a": array})
    with contextlib.suppress(ProtocolError):
        sent.update(form, Reader(bytes(64)))
    assert (array.shape, array.dtype) == ((3,), np.float64)


@QUICK
@given(ANY)
def test_an_error_of_the_child_is_an_exception_that_can_be_told(form):
    error = raised(form)
    assert isinstance(error, BaseException)
    assert not isinstance(error, KeyboardInterrupt | GeneratorExit)
    assert isinstance(str(error), str)
    assert error.own_line


@QUICK
@given(ANY)
def test_a_notebook_is_read_or_refused(content):
    data = json.dumps({"cells": [{"cell_type": "code", "source": "x", "metadata": content}]})
    assert len(parse_submission(data.encode(), exercises_of("01")).cells) == 1
    for text in (json.dumps(content), json.dumps({"cells": content})):
        with contextlib.suppress(NotebookError):
            parse_submission(text.encode(), exercises_of("01"))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], 1),
        ([3, 4], 12),
        ([np.zeros((5, 2)), 4], 40),
        ([np.zeros((5, 2)), np.zeros(3)], 10),
        ([0, -7, 2.5, "text", None], 7),
        ([[784, 100]], 78400),
        ([np.int8(9), np.array([9]), np.array(9)], 729),
        ([True], 1),
    ],
)
def test_what_a_lent_function_might_make_is_estimated(values, expected):
    assert reach(values) == expected
