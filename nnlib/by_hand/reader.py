"""A whole program that reads digits, sixty lines of it, for chapter 08's hunt."""

from __future__ import annotations

import numpy as np

from nnlib._common.types import Array, Number


class Reader:
    """Reads digits: one hidden layer of ReLUs, softmax, mini-batches with momentum."""

    def __init__(
        self,
        n_hidden: int = 32,
        rate: float = 0.05,
        momentum: float = 0.9,
        batch_size: int = 32,
        seed: int = 0,
    ) -> None:
        self.n_hidden, self.batch_size, self.seed = n_hidden, batch_size, seed
        self.rate, self.momentum = rate, momentum

    def start(self, X: Array, n_classes: int) -> None:
        self.rng = np.random.default_rng(self.seed)
        self.mean, self.std = X.mean(axis=0), X.std(axis=0)
        self.std[self.std == 0] = 1
        self.W_h = self.draw(X.shape[1], self.n_hidden)
        self.b_h = np.zeros(self.n_hidden)
        self.W_o = self.draw(self.n_hidden, n_classes)
        self.b_o = np.zeros(n_classes)
        self.velocities: list[Array | float] = [0.0, 0.0, 0.0, 0.0]

    def draw(self, n_in: int, n_out: int) -> Array:
        return self.rng.normal(size=(n_in, n_out)) * np.sqrt(2 / n_in)

    def scale(self, X: Array) -> Array:
        return (X - self.mean) / self.std

    def batches(self, X: Array, y: Array) -> list[tuple[Array, Array]]:
        order = self.rng.permutation(len(X))
        X, y = X[order], y[order]
        starts = range(0, len(X), self.batch_size)
        return [(X[i : i + self.batch_size], y[i : i + self.batch_size]) for i in starts]

    def forward(self, X: Array) -> Array:
        self.Z_h = X @ self.W_h + self.b_h
        self.A_h = np.maximum(self.Z_h, 0)
        return self.A_h @ self.W_o + self.b_o

    def log_softmax(self, Z: Array) -> Array:
        Z = Z - Z.max(axis=1, keepdims=True)
        return Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))

    def loss(self, X: Array, y: Array) -> Number:
        return -np.mean(self.log_softmax(self.forward(X))[np.arange(len(y)), y])

    def gradients(self, X: Array, y: Array) -> tuple[Array, ...]:
        dZ_o = np.exp(self.log_softmax(self.forward(X)))
        dZ_o[np.arange(len(y)), y] -= 1
        dZ_o /= len(y)
        dZ_h = (dZ_o @ self.W_o.T) * (self.Z_h > 0)
        return X.T @ dZ_h, dZ_h.sum(axis=0), self.A_h.T @ dZ_o, dZ_o.sum(axis=0)

    def step(self, gradients: tuple[Array, ...]) -> None:
        for k, W in enumerate([self.W_h, self.b_h, self.W_o, self.b_o]):
            self.velocities[k] *= self.momentum
            self.velocities[k] -= self.rate * gradients[k]
            W += self.velocities[k]

    def fit(self, X: Array, y: Array, n_epochs: int = 10, others: tuple = ()) -> Array:
        self.start(X, y.max() + 1)
        log = []
        for _ in range(n_epochs):
            for X_batch, y_batch in self.batches(self.scale(X), y):
                self.step(self.gradients(X_batch, y_batch))
            log.append([self.loss(self.scale(X), y), self.score(X, y)])
            log[-1] += [self.score(*others)] if others else []
        return np.array(log)

    def predict_proba(self, X: Array) -> Array:
        return np.exp(self.log_softmax(self.forward(self.scale(X))))

    def score(self, X: Array, y: Array) -> Number:
        return np.mean(self.predict_proba(X).argmax(axis=1) == y)
