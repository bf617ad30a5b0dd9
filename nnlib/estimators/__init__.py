"""The course's networks as scikit-learn's estimators: for pipelines, grid searches and files.

    base                  labels of any kind, data at the door
    files                 a fitted model as a file
    penalized             a network whose weights cost something
    network_classifier    what NNClassifier and LogisticRegression share
    perceptron            Rosenblatt's rule

``import nnlib`` does not import this package, since scikit-learn is slow to import.
"""

from nnlib.estimators.logistic_regression import LogisticRegression
from nnlib.estimators.nn_classifier import NNClassifier
from nnlib.estimators.perceptron import Perceptron

__all__ = ["LogisticRegression", "NNClassifier", "Perceptron"]
