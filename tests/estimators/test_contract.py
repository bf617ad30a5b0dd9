"""The estimators keep scikit-learn's contract: its own checks, none of them excused."""

from sklearn.utils.estimator_checks import parametrize_with_checks

from nnlib import LogisticRegression, NNClassifier, Perceptron

ESTIMATORS = [
    NNClassifier(random_state=0),
    NNClassifier(hidden_units=(), early_stopping=True, l2=1e-3, random_state=0),
    NNClassifier(hidden_units=(20, 10), activation="tanh", momentum=0.5, random_state=0),
    LogisticRegression(random_state=0),
    Perceptron(random_state=0),
]


@parametrize_with_checks(ESTIMATORS)
def test_scikit_learns_own_checks(estimator, check):
    check(estimator)
