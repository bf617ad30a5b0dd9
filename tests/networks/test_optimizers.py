"""SGD and Adam: steps worked out by hand."""

import numpy as np
import pytest

from nnlib import (
    SGD,
    Adam,
    Dense,
    ReLU,
    Sequential,
    softmax_cross_entropy,
    softmax_cross_entropy_grad,
)

LN3 = np.log(3)


def step(network, X, y, optimizer):
    """One step on one batch; return the loss before it."""
    Z = network.forward(X)
    network.backward(softmax_cross_entropy_grad(Z, y))
    optimizer.step(network.params, network.grads)
    return softmax_cross_entropy(Z, y)


def test_one_plain_step_of_a_tiny_network_equals_the_one_worked_by_hand():
    #     X = | 1  2 |    W1 = | 1 -1 |   b1 = (0, 1)    y = (0, 1)
    #         | 3 -1 |         | 1  1 |
    #
    # Z1 = X W1 + b1 = | 1+2+0  -1+2+1 | = | 3  2 |   A1 = relu(Z1) = | 3  2 |
    #                  | 3-1+0  -3-1+1 |   | 2 -3 |                   | 2  0 |
    #
    #     W2 = ln 3 |  1  0 |   b2 = (0, 0)
    #               | -1  0 |
    #
    # Z2 = A1 W2 + b2 = ln 3 | 3-2  0 | = |  ln 3  0 |
    #                        | 2-0  0 |   | 2ln 3  0 |
    #
    # P = softmax(Z2) = | 3/(3+1)  1/(3+1) | = | 3/4   1/4  |
    #                   | 9/(9+1)  1/(9+1) |   | 9/10  1/10 |
    #
    # loss = -(ln 3/4 + ln 1/10) / 2
    #
    # dZ2 = (P - Y) / 2 = | (3/4-1)/2      1/8    | = | -1/8    1/8  |
    #                     |  9/20      (1/10-1)/2 |   |  9/20  -9/20 |
    #
    # dW2 = A1' dZ2 = | 3(-1/8)+2(9/20)  ... | = | 21/40  -21/40 |
    #                 | 2(-1/8)+0        ... |   | -1/4     1/4  |
    # db2 = column sums of dZ2 = (13/40, -13/40)
    #
    # dA1 = dZ2 W2' = ln 3 | -1/8    1/8  |   dZ1 = ln 3 | -1/8  1/8 |   (Z1 = -3 is stopped)
    #                      |  9/20  -9/20 |              |  9/20   0 |
    #
    # dW1 = X' dZ1 = ln 3 |  -1/8 + 3(9/20)   1/8 | = ln 3 | 49/40  1/8 |
    #                     | 2(-1/8) - 9/20   2/8  |        | -7/10  1/4 |
    # db1 = ln 3 (13/40, 1/8)
    network = Sequential([Dense(2, 2), ReLU(), Dense(2, 2)])
    first, _, last = network.layers
    W1, b1 = np.array([[1.0, -1.0], [1.0, 1.0]]), np.array([0.0, 1.0])
    W2, b2 = LN3 * np.array([[1.0, 0.0], [-1.0, 0.0]]), np.array([0.0, 0.0])
    first.W[:], first.b[:], last.W[:], last.b[:] = W1, b1, W2, b2
    X, y = np.array([[1.0, 2.0], [3.0, -1.0]]), np.array([0, 1])

    loss = step(network, X, y, SGD(learning_rate=0.5))

    assert loss == pytest.approx(-(np.log(3 / 4) + np.log(1 / 10)) / 2, rel=1e-12)
    dW1 = LN3 * np.array([[49 / 40, 1 / 8], [-7 / 10, 1 / 4]])
    db1 = LN3 * np.array([13 / 40, 1 / 8])
    dW2 = np.array([[21 / 40, -21 / 40], [-1 / 4, 1 / 4]])
    db2 = np.array([13 / 40, -13 / 40])
    np.testing.assert_allclose(first.W, W1 - 0.5 * dW1, rtol=1e-12)
    np.testing.assert_allclose(first.b, b1 - 0.5 * db1, rtol=1e-12)
    np.testing.assert_allclose(last.W, W2 - 0.5 * dW2, rtol=1e-12)
    np.testing.assert_allclose(last.b, b2 - 0.5 * db2, rtol=1e-12)


@pytest.mark.parametrize(
    ("momentum", "after_two_steps"),
    [
        # Sample x = 1 with label 0; W = b = (0, 0); learning rate r = ln(3)/2.
        #
        # Step 1: Z = (0, 0), P = (1/2, 1/2), dZ = (-1/2, 1/2); dW = x dZ and db are dZ too.
        #         v = 0 - r(-1/2, 1/2) = r(1/2, -1/2); W = b = r(1/2, -1/2).
        # Step 2: Z = W + b = r(1, -1). They differ by 2r = ln 3, so P = (3/4, 1/4) and
        #         dZ = (-1/4, 1/4).
        #
        # Plain:        v = r(1/4, -1/4);                    W = b = r(3/4, -3/4).
        # Momentum 1/2: v = r(1/2, -1/2)/2 + r(1/4, -1/4)
        #                 = r(1/2, -1/2);                    W = b = r(1, -1).
        (0.0, [3 / 4, -3 / 4]),
        (0.5, [1, -1]),
    ],
    ids=["plain", "momentum"],
)
def test_two_steps_of_a_tiny_network_equal_those_worked_by_hand(momentum, after_two_steps):
    rate = LN3 / 2
    dense = Dense(1, 2)
    dense.W[:] = 0
    network, optimizer = Sequential([dense]), SGD(rate, momentum=momentum)
    X, y = np.array([[1.0]]), np.array([0])

    assert step(network, X, y, optimizer) == pytest.approx(np.log(2))
    np.testing.assert_allclose(dense.W, rate * np.array([[1 / 2, -1 / 2]]), rtol=1e-12)
    np.testing.assert_allclose(dense.b, rate * np.array([1 / 2, -1 / 2]), rtol=1e-12)

    assert step(network, X, y, optimizer) == pytest.approx(np.log(4 / 3))
    np.testing.assert_allclose(dense.W, rate * np.array([after_two_steps]), rtol=1e-12)
    np.testing.assert_allclose(dense.b, rate * np.array(after_two_steps), rtol=1e-12)


def test_each_parameter_keeps_a_velocity_of_its_own():
    params = {"a": np.array([0.0]), "b": np.array([0.0, 0.0])}
    optimizer = SGD(0.1, momentum=0.9)
    optimizer.step(params, {"a": np.array([1.0]), "b": np.array([2.0, -3.0])})
    optimizer.step(params, {"a": np.array([0.0]), "b": np.array([0.0, 0.0])})
    # The gradient is gone; nine tenths of the first step are left.
    np.testing.assert_allclose(optimizer.velocity["a"], [-0.09])
    np.testing.assert_allclose(optimizer.velocity["b"], [-0.18, 0.27])
    np.testing.assert_allclose(params["a"], [-0.19])
    np.testing.assert_allclose(params["b"], [-0.38, 0.57])


def test_parameters_move_in_place():
    parameter = np.array([1.0, 2.0])
    params = {"W": parameter}
    SGD(0.1).step(params, {"W": np.array([1.0, 1.0])})
    assert params["W"] is parameter
    np.testing.assert_allclose(parameter, [0.9, 1.9])


def test_gradients_are_not_changed():
    gradient = np.array([1.0, -2.0])
    optimizer = SGD(0.1, momentum=0.9)
    for _ in range(2):
        optimizer.step({"W": np.zeros(2)}, {"W": gradient})
    np.testing.assert_array_equal(gradient, [1, -2])


def test_a_zero_gradient_moves_nothing():
    parameter = np.array([1.0, 2.0])
    SGD(0.1).step({"W": parameter}, {"W": np.zeros(2)})
    np.testing.assert_array_equal(parameter, [1, 2])


def test_a_new_learning_rate_holds_from_the_next_step_on():
    parameter, optimizer = np.array([0.0]), SGD(0.1)
    optimizer.step({"W": parameter}, {"W": np.array([1.0])})
    optimizer.learning_rate = 0.01
    optimizer.step({"W": parameter}, {"W": np.array([1.0])})
    np.testing.assert_allclose(parameter, [-0.11])


@pytest.mark.parametrize("number", [float, np.float64], ids=["float", "numpy float64"])
def test_float32_parameters_have_float32_velocities(number):
    # A rate out of np.linspace or np.logspace is a NumPy float64.
    optimizer = SGD(number(0.1), momentum=number(0.9))
    parameter = np.ones(3, np.float32)
    for _ in range(2):
        optimizer.step({"W": parameter}, {"W": np.ones(3, np.float32)})
    assert parameter.dtype == np.float32
    assert optimizer.velocity["W"].dtype == np.float32


def test_two_steps_of_adam_equal_those_worked_by_hand():
    # beta1 = 1/2, beta2 = 3/4, gradients 2 and then 0, learning rate 1/10, epsilon 0.
    #
    # Step 1: m = 1, v = 1; m_hat = 1 / (1/2) = 2, v_hat = 1 / (1/4) = 4; step 2/2 = 1.
    # Step 2: m = 1/2, v = 3/4; m_hat = (1/2) / (3/4) = 2/3, v_hat = (3/4) / (7/16) = 12/7;
    #         step (2/3) / sqrt(12/7).
    adam = Adam(0.1, beta1=0.5, beta2=0.75, epsilon=0)
    w = np.array([1.0])
    adam.step({"w": w}, {"w": np.array([2.0])})
    np.testing.assert_allclose(w, [0.9])
    adam.step({"w": w}, {"w": np.array([0.0])})
    np.testing.assert_allclose(w, [0.9 - 0.1 * (2 / 3) / np.sqrt(12 / 7)])


@pytest.mark.parametrize("gradient", [1e-3, 1.0, -50.0])
def test_adams_steps_are_one_learning_rate_long_while_the_gradient_stays(gradient):
    adam, w = Adam(0.01), np.zeros(1)
    for t in range(1, 300):
        adam.step({"w": w}, {"w": np.array([gradient])})
        np.testing.assert_allclose(w, -0.01 * t * np.sign(gradient), rtol=1e-4)


def test_adam_moves_each_parameter_in_place_by_its_own_means_and_counts_steps_once():
    params = {"a": np.array([0.0]), "b": np.zeros((2, 1), np.float32)}
    a, b = params.values()
    adam = Adam(0.1)
    grads = {"a": np.array([1.0]), "b": np.array([[5.0], [0.0]], np.float32)}
    for _ in range(2):
        adam.step(params, grads)
    assert params["a"] is a
    assert params["b"] is b
    assert adam.t == 2
    assert adam.m["b"].dtype == adam.v["b"].dtype == np.float32
    np.testing.assert_allclose(a, [-0.2], rtol=1e-6)
    np.testing.assert_allclose(b, [[-0.2], [0.0]], rtol=1e-5)
    np.testing.assert_array_equal(grads["b"], [[5.0], [0.0]])
