"""What holds for any shape, any dtype and any numbers: hypothesis looks for the exception."""

import struct
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays, integer_dtypes

import nnlib
from nnlib.datasets import read_idx
from nnlib.datasets.idx import DTYPES

LAYERS = [nnlib.Dense, nnlib.ReLU, nnlib.Sigmoid, nnlib.Tanh, nnlib.Softmax, nnlib.Dropout]
ELEMENTWISE = [
    nnlib.sigmoid,
    nnlib.sigmoid_prime,
    nnlib.tanh,
    nnlib.tanh_prime,
    nnlib.relu,
    nnlib.relu_prime,
]
floats = st.sampled_from([np.float32, np.float64])
size = st.integers(1, 6)


@st.composite
def numbers(draw, shape, limit=1e4):
    """Floats of either type that both can write."""
    elements = st.floats(-limit, limit, width=32)
    return draw(arrays(draw(floats), shape, elements=elements))


@st.composite
def scores_and_labels(draw):
    n, k = draw(size), draw(size)
    y = draw(arrays(draw(integer_dtypes()), n, elements=st.integers(0, k - 1)))
    return draw(numbers((n, k))), y


@pytest.mark.parametrize("function", ELEMENTWISE, ids=lambda f: f.__name__)
@given(Z=numbers(array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4)))
def test_elementwise_functions_keep_shape_and_dtype_and_stay_finite(function, Z):
    A = function(Z)
    assert np.shape(A) == Z.shape
    assert A.dtype == Z.dtype
    assert np.isfinite(A).all()


@given(Z=numbers(array_shapes(max_dims=2, max_side=6)))
def test_rows_of_softmax_sum_to_one_and_keep_the_order_of_the_scores(Z):
    P, L = nnlib.softmax(Z), nnlib.log_softmax(Z)
    assert P.shape == L.shape == Z.shape
    assert P.dtype == L.dtype == Z.dtype
    eps = np.finfo(Z.dtype).eps
    np.testing.assert_allclose(P.sum(axis=-1), 1, rtol=8 * eps)
    np.testing.assert_allclose(np.exp(L), P, atol=1e4 * eps)  # a score of 1e4 has lost as much
    in_order = np.argsort(Z, axis=-1)
    assert (np.diff(np.take_along_axis(P, in_order, axis=-1)) >= 0).all()


@given(sample=scores_and_labels(), data=st.data())
def test_the_loss_minds_neither_the_order_of_samples_nor_that_of_classes(sample, data):
    Z, y = sample
    loss = nnlib.softmax_cross_entropy(Z, y)
    assert loss >= 0
    close = {"abs": 1e-2 if Z.dtype == np.float32 else 1e-9}  # of scores up to 1e4
    rows = data.draw(st.permutations(range(len(Z))))
    assert nnlib.softmax_cross_entropy(Z[rows], y[rows]) == pytest.approx(loss, **close)
    columns = np.array(data.draw(st.permutations(range(Z.shape[1]))))
    renamed = np.argsort(columns)[y]  # where each label's column has gone
    assert nnlib.softmax_cross_entropy(Z[:, columns], renamed) == pytest.approx(loss, **close)


@given(scores_and_labels())
def test_the_gradient_of_the_loss_has_the_scores_shape_and_dtype_and_pushes_towards_truth(sample):
    Z, y = sample
    dZ = nnlib.softmax_cross_entropy_grad(Z, y)
    assert dZ.shape == Z.shape
    assert dZ.dtype == Z.dtype
    eps = np.finfo(Z.dtype).eps
    np.testing.assert_allclose(dZ.sum(axis=1), 0, atol=8 * eps)  # what one class loses others gain
    is_right = nnlib.one_hot(y, Z.shape[1]) == 1
    assert (dZ[is_right] <= 8 * eps).all()
    assert (dZ[~is_right] >= 0).all()


@given(scores_and_labels())
def test_one_hot_rows_hold_a_single_one_where_the_label_says(sample):
    Z, y = sample
    Y = nnlib.one_hot(y, Z.shape[1])
    assert Y.shape == Z.shape
    np.testing.assert_array_equal(Y.sum(axis=1), 1)
    np.testing.assert_array_equal(np.count_nonzero(Y, axis=1), 1)
    np.testing.assert_array_equal(Y.argmax(axis=1), y)


@pytest.mark.parametrize("kind", LAYERS, ids=lambda kind: kind.__name__)
@given(n=size, d=size, h=size, data=st.data())
def test_layers_keep_dtype_and_treat_each_row_by_itself(kind, n, d, h, data):
    X = data.draw(numbers((n, d), limit=100))
    layer = nnlib.Dense(d, h, rng=0, dtype=X.dtype) if kind is nnlib.Dense else kind()
    A = layer.forward(X)
    dX = layer.backward(np.ones_like(A))
    assert A.shape == (n, h if kind is nnlib.Dense else d)
    assert dX.shape == X.shape
    assert A.dtype == dX.dtype == X.dtype
    for name, array in layer.params.items():
        assert layer.grads[name].shape == array.shape
        assert layer.grads[name].dtype == X.dtype
    alone = np.concatenate([layer.forward(row[None]) for row in X])
    atol = 1e-3 if X.dtype == np.float32 else 1e-10
    np.testing.assert_allclose(A, alone, rtol=1e-5, atol=atol)


@given(n=st.integers(0, 40), batch_size=st.integers(1, 50), seed=st.integers(0, 2**32 - 1))
def test_an_epoch_shows_each_sample_once_in_batches_that_are_full_but_the_last(n, batch_size, seed):
    X, y = np.arange(n, dtype=float).reshape(n, 1), np.arange(n)
    labels = [y_batch for _, y_batch in nnlib.minibatches(X, y, batch_size, seed)]
    assert sorted(np.concatenate([[], *labels])) == list(range(n))
    assert [len(batch) for batch in labels] == [
        min(batch_size, n - start) for start in range(0, n, batch_size)
    ]


@pytest.mark.parametrize(("code", "dtype"), DTYPES.items(), ids=DTYPES.values())
@given(data=st.data())
def test_an_array_written_as_idx_is_read_back_bit_for_bit(code, dtype, data):
    array = data.draw(arrays(np.dtype(dtype), array_shapes(max_dims=4, min_side=0, max_side=4)))
    header = struct.pack(f">4B{array.ndim}I", 0, 0, code, array.ndim, *array.shape)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "numbers.idx"
        path.write_bytes(header + array.tobytes())
        read = read_idx(path)
    assert read.shape == array.shape
    assert read.dtype == np.dtype(dtype).newbyteorder("=")
    assert read.astype(dtype).tobytes() == array.tobytes()
