"""MNIST as shipped: its shapes, its splits, and its seal."""

import gzip
import shutil
from pathlib import Path

import numpy as np
import pytest

import nnlib.datasets
from nnlib.datasets import load_mnist

FOLDER = Path(nnlib.datasets.__file__).parent / "mnist"
FILES = [
    "train-images-idx3-ubyte.gz",
    "train-labels-idx1-ubyte.gz",
    "t10k-images-idx3-ubyte.gz",
    "t10k-labels-idx1-ubyte.gz",
]


def unpacked(name, header):
    """The numbers of a shipped file, read in two lines and without the library."""
    with gzip.open(FOLDER / name) as file:
        return np.frombuffer(file.read()[header:], np.uint8)


@pytest.fixture(scope="module")
def mnist():
    return load_mnist()


@pytest.fixture(scope="module")
def pixels():
    return load_mnist(n_validation=0, dtype=np.uint8)


@pytest.fixture
def copied(tmp_path):
    return Path(shutil.copytree(FOLDER, tmp_path / "mnist"))


def test_there_are_50_10_and_10_thousand_digits(mnist):
    assert mnist.X_train.shape == (50_000, 784)
    assert mnist.X_val.shape == (10_000, 784)
    assert mnist.X_test.shape == (10_000, 784)
    assert mnist.y_train.shape == (50_000,)
    assert mnist.y_val.shape == (10_000,)
    assert mnist.y_test.shape == (10_000,)


def test_without_validation_there_are_60_and_10_thousand_digits(pixels):
    assert pixels.X_train.shape == (60_000, 784)
    assert pixels.y_train.shape == (60_000,)
    assert pixels.X_val.shape == (0, 784)
    assert pixels.y_val.shape == (0,)
    assert pixels.X_test.shape == (10_000, 784)


def test_pixels_are_float32_from_0_to_1_and_labels_integers(mnist):
    for X in (mnist.X_train, mnist.X_val, mnist.X_test):
        assert X.dtype == np.float32
        assert X.min() == 0
        assert X.max() == 1
    for y in (mnist.y_train, mnist.y_val, mnist.y_test):
        assert y.dtype == np.int64
        assert set(y.tolist()) == set(range(10))


def test_pixels_and_labels_are_those_of_the_files(pixels):
    # An image file has a header of 16 bytes, a label file one of 8.
    np.testing.assert_array_equal(pixels.X_train.ravel(), unpacked(FILES[0], 16))
    np.testing.assert_array_equal(pixels.y_train, unpacked(FILES[1], 8))
    np.testing.assert_array_equal(pixels.X_test.ravel(), unpacked(FILES[2], 16))
    np.testing.assert_array_equal(pixels.y_test, unpacked(FILES[3], 8))


def test_pixels_as_stored_are_unsigned_bytes_from_0_to_255(pixels):
    assert pixels.X_train.dtype == np.uint8
    assert pixels.X_train.max() == 255


def test_the_last_training_digits_are_set_aside_in_order(mnist, pixels):
    np.testing.assert_array_equal(mnist.y_train, pixels.y_train[:50_000])
    np.testing.assert_array_equal(mnist.y_val, pixels.y_train[50_000:])
    np.testing.assert_array_equal(mnist.X_val, pixels.X_train[50_000:] / np.float32(255))


def test_floats_are_the_pixels_divided_by_255(mnist, pixels):
    np.testing.assert_array_equal(mnist.X_test, pixels.X_test / np.float32(255))


def test_float64_keeps_all_its_digits(pixels):
    X_test = load_mnist(dtype=np.float64).X_test
    assert X_test.dtype == np.float64
    np.testing.assert_array_equal(X_test[:1000], pixels.X_test[:1000] / 255)


def test_each_digit_comes_as_often_as_published(pixels):
    train, test = np.bincount(pixels.y_train), np.bincount(pixels.y_test)
    assert train.tolist() == [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]
    assert test.tolist() == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]
    assert train.sum() == 60_000
    assert test.sum() == 10_000


def test_images_lie_row_after_row(pixels):
    # The middle of each side of the picture is empty, the middle of the picture is not.
    mean = pixels.X_train.mean(axis=0).reshape(28, 28)
    assert max(mean[0].max(), mean[:, 0].max(), mean[-1].max(), mean[:, -1].max()) < 1
    assert mean[14, 14] > 50


def test_the_size_of_the_validation_part_can_be_chosen():
    data = load_mnist(n_validation=59_999, dtype=np.uint8)
    assert len(data.X_train) == len(data.y_train) == 1
    assert len(data.X_val) == len(data.y_val) == 59_999


def test_two_loads_do_not_share_their_arrays(pixels):
    other = load_mnist(n_validation=0, dtype=np.uint8)
    assert not np.shares_memory(other.X_test, pixels.X_test)


@pytest.mark.parametrize("name", FILES)
def test_a_file_with_one_byte_changed_is_refused_by_its_sha256(copied, name):
    path = copied / name
    content = bytearray(gzip.decompress(path.read_bytes()))
    content[-1] ^= 1
    path.write_bytes(gzip.compress(content, compresslevel=1))
    with pytest.raises(ValueError, match="not the published file, its SHA-256 is") as caught:
        load_mnist(folder=copied)
    assert name in str(caught.value)


def test_the_same_bytes_compressed_otherwise_are_taken(copied):
    path = copied / FILES[3]
    content = gzip.decompress(path.read_bytes())
    path.write_bytes(gzip.compress(content, compresslevel=1))
    assert load_mnist(folder=str(copied), dtype=np.uint8).y_test.shape == (10_000,)


def test_one_file_in_place_of_another_is_refused(copied):
    shutil.copy(copied / FILES[3], copied / FILES[1])
    with pytest.raises(ValueError, match=f"{FILES[1]}: not the published file"):
        load_mnist(folder=copied)


@pytest.mark.parametrize("damage", [lambda b: b[:-100], lambda b: b"no gzip", lambda b: b[:4]])
def test_a_file_that_cannot_be_unpacked_is_refused_by_name(copied, damage):
    path = copied / FILES[1]
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(ValueError, match=f"{FILES[1]}: a damaged gzip file"):
        load_mnist(folder=copied)


def test_a_missing_file_is_named(copied):
    (copied / FILES[2]).unlink()
    with pytest.raises(FileNotFoundError, match=FILES[2]):
        load_mnist(folder=copied)


@pytest.mark.parametrize("n_validation", [-1, 60_000, 0.2, 10_000.0, "10000", None])
def test_a_validation_part_that_cannot_be_is_refused(n_validation):
    # 0.2 is a likely slip: load_digits takes its test_size as a share.
    with pytest.raises(ValueError, match="n_validation must be"):
        load_mnist(n_validation=n_validation)


@pytest.mark.parametrize("dtype", [np.int32, np.float16, bool, "banana", "object"])
def test_a_dtype_that_cannot_hold_the_pixels_is_refused(dtype):
    with pytest.raises(ValueError, match="dtype must be float32, float64 or uint8"):
        load_mnist(dtype=dtype)
