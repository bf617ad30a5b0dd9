"""Units with one thing changed: what the wrong answers to the sigmoid unit are made of."""

import numpy as np

from nnlib.by_hand import sigmoid_unit

Plain = sigmoid_unit.SigmoidUnit


def sigmoid_unit_grad(X, y, w, b):  # as in the learner's notebook, where an error bears its name
    return sigmoid_unit.sigmoid_unit_grad(X, y, w, b)


def cut_off(least):
    class Unit(Plain):
        def predict_proba(self, X):
            return np.clip(super().predict_proba(X), least, 1 - least)

    return Unit


def moving(move):
    """A unit whose step moves w and b by a rule of its own."""

    class Unit(Plain):
        def step(self, X, y, learning_rate):
            dw, db = sigmoid_unit_grad(X, y, self.w, self.b)
            self.w, self.b = move(self.w, self.b, dw, db, learning_rate)

    return Unit


def saying(probabilities):
    """A unit whose probabilities are made by a rule of its own."""

    class Unit(Plain):
        def predict_proba(self, X):
            return probabilities(self, X)

    return Unit


def at_rates(of_w, of_b=None):
    """A unit whose weights and bias move at rates of their own, which may depend on N."""

    class Unit(Plain):
        def step(self, X, y, learning_rate):
            dw, db = sigmoid_unit_grad(X, y, self.w, self.b)
            self.w = self.w - of_w(learning_rate, len(X)) * dw
            self.b = self.b - (of_b or of_w)(learning_rate, len(X)) * db

    return Unit
