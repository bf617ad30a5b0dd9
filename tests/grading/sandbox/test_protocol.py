"""What crosses the socket comes back as it was; what breaks the rules is refused."""

import json
import math
import socket
import struct
import time

import numpy as np
import pytest

from nnlib.grading.sandbox import protocol
from nnlib.grading.sandbox.protocol import Channel, Opaque, ProtocolError, Reader, Writer

VALUES = [
    None,
    True,
    False,
    0,
    -(10**40),
    1.5,
    math.inf,
    "text",
    "\ud800",
    ...,
    [],
    (1, [2.0, (None,)]),
    {"a": 1, "": {"b": [True]}},
]
ARRAYS = [
    *(np.ones((2, 3), dtype) for dtype in sorted(protocol.DTYPES)),
    np.array(3.0),
    np.zeros((0, 5)),
    np.zeros((3, 0), np.int8),
    np.arange(6).reshape(2, 3).T,
    np.array([np.nan, -np.inf, -0.0]),
    np.arange(4, dtype=">i4"),
]


def over(value, **options):
    writer = Writer()
    form = json.loads(json.dumps(writer.encode(value)))
    return Reader(b"".join(writer.buffers), **options).decode(form)


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_plain_value_comes_back_as_it_was(value):
    back = over(value)
    assert type(back) is type(value)
    assert back == value


@pytest.mark.parametrize("array", ARRAYS, ids=lambda a: f"{a.dtype}-{a.shape}")
def test_an_array_comes_back_as_it_was(array):
    back = over([array, array.ravel()[:1]])[0]
    assert type(back) is np.ndarray
    assert back.dtype == array.dtype.newbyteorder("=")
    assert back.shape == array.shape
    assert back.tobytes() == array.astype(back.dtype).tobytes()
    back[...] = 0  # and can be written to


def test_a_scalar_of_numpy_stays_one():
    assert type(over(np.float32(1.5))) is np.float32
    assert type(over(np.bool_(True))) is np.bool_
    assert type(over(np.array(1.5))) is np.ndarray


def test_numbers_and_pairs_come_back_as_keys_of_a_dictionary():
    for value in ({0: 1, 1: 2}, {(0, "W"): 1}, {"0.W": 1, -3: {2: 3}}):
        assert over(value) == value


def test_nan_comes_back():
    assert math.isnan(over(float("nan")))


class Lying(np.ndarray):
    def __eq__(self, other):
        return True


class Int(int):
    pass


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (np.array([object()]), "array of object"),
        (np.array(["a"]), "array of <U1"),
        (np.zeros(1, "M8[s]"), "array of datetime64[s]"),
        (np.zeros(2, [("a", "f8")]), "array of [('a', '<f8')]"),
        (np.ones(2).view(Lying), "test_protocol.Lying"),
        (np.ma.array([1]), "numpy.ma.MaskedArray"),
        (Int(3), "test_protocol.Int"),
        (1j, "complex"),
        (b"bytes", "bytes"),
        ({1.5: 2}, "dict"),
        ({(0, (1, "W")): 2}, "dict"),
        ({1 << 60: 2}, "dict"),
        (1 << 2000, "int"),
        ("x" * 20_001, "str"),
        (np.broadcast_to(np.float64(1), (1000, 10_000)), "array too large to look at"),
    ],
    ids=lambda x: x if isinstance(x, str) and len(x) < 50 else "",
)
def test_of_anything_else_only_the_name_comes_over(value, name):
    back = over(value)
    assert type(back) is Opaque
    assert name in back.name


def test_endless_nesting_and_endless_lists_come_to_an_end():
    nested = []
    nested.append(nested)
    assert "list" in json.dumps(Writer().encode(nested))
    writer = Writer()
    form = writer.encode([0] * 20_000)
    with pytest.raises(ProtocolError, match="too many parts"):
        Reader(b"").decode(form)


ARRAY = {"array": "f8", "shape": [2], "scalar": False}
MALFORMED = [
    1,
    1.5,
    [],
    {},
    {"int": 1},
    {"int": "x"},
    {"int": "1" * 399 + "x"},
    {"float": "0x"},
    {"float": 1.5},
    {"float": "0x1p99999"},
    {"list": 1},
    {"list": {}},
    {"list": [[]]},
    {"dict": [1]},
    {"dict": [["a"]]},
    {"dict": [[1, None]]},
    {"dict": [["a", None, None]]},
    {"dict": [[{"float": "0x1p0"}, None]]},
    {"dict": [[{"list": []}, None]]},
    {"dict": [[{"opaque": "int"}, None]]},
    {"opaque": 1},
    {"object": 0},
    {"parent": 0},
    {"unknown": None},
    {**ARRAY, "array": "O"},
    {**ARRAY, "array": "f99"},
    {**ARRAY, "array": ["f8"]},
    {**ARRAY, "array": None},
    {**ARRAY, "shape": None},
    {**ARRAY, "shape": [-1]},
    {**ARRAY, "shape": [-1, -2]},
    {**ARRAY, "shape": [True]},
    {**ARRAY, "shape": [1.0]},
    {**ARRAY, "shape": ["2"]},
    {**ARRAY, "shape": [3]},
    {**ARRAY, "shape": [10**30]},
    {**ARRAY, "shape": [10**7] * 10},
    {**ARRAY, "shape": [0] + [10**7] * 15},
    {**ARRAY, "shape": [1] * 17},
    {"array": "f8"},
    {"list": [ARRAY, ARRAY]},  # the bytes are there once
]


@pytest.mark.parametrize("form", MALFORMED, ids=lambda form: json.dumps(form)[:50])
def test_a_malformed_value_is_refused(form):
    with pytest.raises(ProtocolError):
        Reader(bytes(16)).decode(form)


def test_a_value_nested_too_deeply_is_refused():
    form = None
    for _ in range(20):
        form = {"list": [form]}
    with pytest.raises(ProtocolError, match="too many parts"):
        Reader(b"").decode(form)


@pytest.fixture
def ends():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield Channel(ours), theirs


def soon():
    return time.monotonic() + 0.3


def test_a_message_goes_over_with_its_bytes(ends):
    ours, theirs = ends
    Channel(theirs).send({"id": 1, "text": "é"}, [b"abc", b"", b"d"])
    assert ours.receive(soon()) == ({"id": 1, "text": "é"}, b"abcd")
    assert ours.is_quiet()


@pytest.mark.parametrize(
    "sent",
    [
        struct.pack("<II", 1_000_001, 0),
        struct.pack("<II", 2, 0xFFFFFFFF) + b"{}",
        struct.pack("<II", 3, 0) + b"{,}",
        struct.pack("<II", 2, 0) + b"\xff\xff",
        struct.pack("<II", 0, 0),
        struct.pack("<II", 2, 0) + b"[]",
        struct.pack("<II", 4, 0) + b"null",
        struct.pack("<II", 900_000, 0) + b"[" * 900_000,
        struct.pack("<II", 10_000, 0) + b"9" * 10_000,
    ],
    ids=range(9),
)
def test_a_malformed_message_is_refused(ends, sent):
    ours, theirs = ends
    theirs.settimeout(5)
    import threading

    sender = threading.Thread(target=theirs.sendall, args=[sent])
    sender.start()
    with pytest.raises(ProtocolError):
        ours.receive(time.monotonic() + 5)
    sender.join()


def test_half_a_message_is_waited_for_until_the_deadline(ends):
    ours, theirs = ends
    theirs.sendall(struct.pack("<II", 10, 0) + b"{}")
    assert not ours.is_quiet()
    with pytest.raises(TimeoutError):
        ours.receive(soon())
    with pytest.raises(TimeoutError):
        ours.receive(time.monotonic() - 1)


def test_the_end_of_the_other_side_is_noticed(ends):
    ours, theirs = ends
    theirs.sendall(b"\0\0")
    theirs.close()
    with pytest.raises(EOFError):
        ours.receive(soon())


def test_a_side_that_does_not_listen_is_not_waited_for(ends):
    ours, _ = ends
    with pytest.raises(TimeoutError):
        ours.send({}, [bytes(10_000_000)], soon())
