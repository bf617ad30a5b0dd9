"""IDX files, written byte by byte: every type, and every way to be damaged."""

import gzip
import re
import struct
import tracemalloc

import numpy as np
import pytest

from nnlib.datasets import read_idx

# 2 x 3 unsigned bytes.
GOOD = b"\0\0\x08\x02" + b"\0\0\0\x02" + b"\0\0\0\x03" + bytes([1, 2, 3, 4, 5, 255])
MEGABYTE = 1 << 20


def written(folder, content, name="numbers.idx", compressed=False):
    path = folder / (name + ".gz" if compressed else name)
    path.write_bytes(gzip.compress(content) if compressed else content)
    return path


def assert_refused(path, fault):
    """The file is refused with a sentence that names it and the fault."""
    with pytest.raises(ValueError, match=f"{re.escape(path.name)}: .*{fault}"):
        read_idx(path)


def peak_memory(function, *arguments):
    """The most that Python and NumPy had allocated while the function ran, in bytes."""
    tracemalloc.start()
    try:
        function(*arguments)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


plain_and_gzip = pytest.mark.parametrize("compressed", [False, True], ids=["plain", "gzip"])


@plain_and_gzip
@pytest.mark.parametrize(
    ("code", "data", "dtype", "values"),
    [
        (0x08, b"\x00\x80\xff", np.uint8, [0, 128, 255]),
        (0x09, b"\x7f\x80\xff", np.int8, [127, -128, -1]),
        (0x0B, b"\x01\x02\x80\x00\xff\xfe", np.int16, [0x0102, -(2**15), -2]),
        (
            0x0C,
            b"\x01\x02\x03\x04\x80\x00\x00\x00\xff\xff\xff\xfe",
            np.int32,
            [0x01020304, -(2**31), -2],
        ),
        # float32: sign, 8 bits of exponent + 127, 23 bits after the point.
        (0x0D, b"\x3f\x80\0\0\xc0\x20\0\0\x3e\0\0\0", np.float32, [1, -2.5, 0.125]),
        # float64: sign, 11 bits of exponent + 1023, 52 bits after the point.
        (
            0x0E,
            b"\x3f\xf0\0\0\0\0\0\0\xc0\x04\0\0\0\0\0\0\x3f\xc0\0\0\0\0\0\0",
            np.float64,
            [1, -2.5, 0.125],
        ),
    ],
    ids=["uint8", "int8", "int16", "int32", "float32", "float64"],
)
def test_every_type_is_read_most_significant_byte_first(
    tmp_path, compressed, code, data, dtype, values
):
    header = bytes([0, 0, code, 1, 0, 0, 0, 3])
    array = read_idx(written(tmp_path, header + data, compressed=compressed))
    assert array.dtype == dtype
    assert array.dtype.isnative
    np.testing.assert_array_equal(array, values)


@plain_and_gzip
def test_rows_come_one_after_the_other(tmp_path, compressed):
    array = read_idx(written(tmp_path, GOOD, compressed=compressed))
    np.testing.assert_array_equal(array, [[1, 2, 3], [4, 5, 255]])


@pytest.mark.parametrize("shape", [(24,), (4, 6), (2, 3, 4), (1, 2, 3, 4), (1,) * 31 + (24,)])
def test_any_number_of_dimensions_up_to_32_is_read(tmp_path, shape):
    header = bytes([0, 0, 8, len(shape)]) + struct.pack(f">{len(shape)}I", *shape)
    array = read_idx(written(tmp_path, header + bytes(range(24))))
    np.testing.assert_array_equal(array, np.arange(24).reshape(shape))


@pytest.mark.parametrize("shape", [(0,), (0, 28, 28), (3, 0)])
def test_a_file_without_numbers_gives_an_empty_array(tmp_path, shape):
    header = bytes([0, 0, 8, len(shape)]) + struct.pack(f">{len(shape)}I", *shape)
    assert read_idx(written(tmp_path, header)).shape == shape


def test_the_array_can_be_changed(tmp_path):
    array = read_idx(written(tmp_path, GOOD))
    array[0, 0] = 9
    assert array[0, 0] == 9


def test_a_path_may_be_a_string(tmp_path):
    assert read_idx(str(written(tmp_path, GOOD))).shape == (2, 3)


def test_more_than_one_chunk_is_read_in_order(tmp_path):
    data = np.random.default_rng(0).integers(0, 256, 3 * MEGABYTE + 5).astype(np.uint8)
    content = b"\0\0\x08\x01" + struct.pack(">I", len(data)) + data.tobytes()
    np.testing.assert_array_equal(read_idx(written(tmp_path, content)), data)


@plain_and_gzip
@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "0 bytes long"),
        (b"\0\0\x08", "3 bytes long"),
        (b"\x89PNG" + GOOD[4:], "not an IDX file"),
        (b"\0\x01" + GOOD[2:], "not an IDX file"),
        (b"\x01\0" + GOOD[2:], "not an IDX file"),
        (GOOD[:4], "header ends before the sizes of its 2 dimensions"),
        (GOOD[:11], "header ends before the sizes of its 2 dimensions"),
        (GOOD[:12], "claims 6 bytes.*holds 0"),
        (GOOD[:-1], "claims 6 bytes.*holds 5"),
        (GOOD + b"\0", "goes on after the 6 bytes"),
        (GOOD + GOOD, "goes on after the 6 bytes"),
        (b"\0\0\x0a" + GOOD[3:], "unknown type code 0x0a"),
        (b"\0\0\0" + GOOD[3:], "unknown type code 0x00"),
        (b"\0\0\x08\0\x07", "claims 0 dimensions"),
        (b"\0\0\x08\xc8" + b"\0\0\0\x01" * 200 + b"\x07", "claims 200 dimensions"),
        (b"\0\0\x08\x21" + b"\0\0\0\x01" * 33 + b"\x07", "claims 33 dimensions"),
        # A size of 0 makes all the data 0 bytes, whatever the other sizes claim.
        (b"\0\0\x08\x04" + b"\0" * 4 + b"\xff" * 12, ""),
    ],
    ids=[
        "empty",
        "three bytes",
        "a picture",
        "second byte not zero",
        "first byte not zero",
        "no sizes",
        "sizes cut short",
        "no data",
        "data cut short",
        "one byte too many",
        "two files in one",
        "unknown type",
        "type zero",
        "no dimensions",
        "200 dimensions",
        "33 dimensions",
        "nothing times too much",
    ],
)
def test_a_damaged_file_is_refused_by_name_and_fault(tmp_path, compressed, content, fault):
    assert_refused(written(tmp_path, content, compressed=compressed), fault)


def test_every_file_cut_short_is_refused(tmp_path):
    for end in range(len(GOOD)):
        assert_refused(written(tmp_path, GOOD[:end]), "bytes long|header ends|holds")


def test_every_gzip_file_cut_short_is_refused(tmp_path):
    path, whole = tmp_path / "numbers.idx.gz", gzip.compress(GOOD)
    for end in range(len(whole)):
        path.write_bytes(whole[:end])
        assert_refused(path, "bytes long|damaged gzip")


def test_a_gzip_file_cut_short_is_called_damaged(tmp_path):
    path = tmp_path / "numbers.idx.gz"
    path.write_bytes(gzip.compress(GOOD)[:-9])
    assert_refused(path, "damaged gzip")


def test_a_gzip_file_with_a_wrong_checksum_is_refused(tmp_path):
    content = bytearray(gzip.compress(GOOD))
    content[-8] ^= 1  # the checksum is in the last eight bytes but four
    path = tmp_path / "numbers.idx.gz"
    path.write_bytes(content)
    assert_refused(path, "damaged gzip")


def test_a_gzip_file_with_any_bit_flipped_is_refused_or_read_right(tmp_path):
    # Some bits mean nothing to the numbers, such as those of the time stamp.
    path, whole = tmp_path / "numbers.idx.gz", gzip.compress(GOOD)
    messages = []
    for bit in range(8 * len(whole)):
        content = bytearray(whole)
        content[bit // 8] ^= 1 << bit % 8
        path.write_bytes(content)
        try:
            np.testing.assert_array_equal(read_idx(path), [[1, 2, 3], [4, 5, 255]])
        except ValueError as error:
            messages.append(str(error))
    assert all(path.name in message for message in messages)
    assert len(messages) > 4 * len(whole)  # most bits do count


def test_a_plain_file_that_is_named_gz_is_refused(tmp_path):
    path = tmp_path / "numbers.idx.gz"
    path.write_bytes(GOOD)
    assert_refused(path, "not gzip")


def test_a_gzip_file_that_is_named_plain_is_refused(tmp_path):
    path = tmp_path / "numbers.idx"
    path.write_bytes(gzip.compress(GOOD))
    assert_refused(path, "not an IDX file")


@plain_and_gzip
def test_a_header_that_claims_four_gigabytes_is_found_out_cheaply(tmp_path, compressed):
    content = b"\0\0\x08\x01" + b"\xff\xff\xff\xff" + bytes(12)
    assert len(content) == 20
    path = written(tmp_path, content, compressed=compressed)
    assert peak_memory(assert_refused, path, f"claims {2**32 - 1} bytes") < 4 * MEGABYTE


def test_a_header_that_claims_more_than_any_machine_has_is_found_out_cheaply(tmp_path):
    path = written(tmp_path, b"\0\0\x0e\x20" + b"\xff" * 4 * 32 + bytes(12))
    assert peak_memory(assert_refused, path, "holds 12") < 4 * MEGABYTE


def test_a_gzip_bomb_is_not_unpacked(tmp_path):
    path = tmp_path / "bomb.idx.gz"
    with gzip.open(path, "wb") as file:
        file.write(b"\0\0\x08\x01" + b"\0\0\0\x04")  # four bytes, it says
        for _ in range(300):
            file.write(bytes(MEGABYTE))
    assert path.stat().st_size < MEGABYTE / 2
    assert peak_memory(assert_refused, path, "goes on after the 4 bytes") < 4 * MEGABYTE


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"nowhere\.idx"):
        read_idx(tmp_path / "nowhere.idx")
