import matplotlib.pyplot as plt
import numpy as np

from nnlib import plots
from nnlib.datasets import load_digits
from nnlib.exercises import check, hint, progress, solution

plt.style.use("nnlib.plots.course")
np.set_printoptions(precision=4, suppress=True)

# %%
A = np.array([[1, 2, 3], [2, 3, 4]])
B = np.array([[3, 2, 1], [4, 3, 2]])
print(A)
print("shape", A.shape, " rows", len(A), " numbers", A.size)

# %%
print("row 1          ", A[1])
print("column 0       ", A[:, 0])
print("one entry      ", A[1, 2])
print("last column    ", A[:, -1])
print("columns 0 and 1", A[:, :2].tolist())

# %%
print(A.T)
print(A.shape, "->", A.T.shape)

# %%
print("entry by entry", A[0] * B[0])
print("dot product   ", A[0] @ B[0])

# %%
print((A * B).tolist())
print((A @ B.T).tolist())
print("shapes", (A * B).shape, (A @ B.T).shape)

# %%
X = np.array([[1, 0, 2], [2, 1, 1], [0, 3, 1], [1, 1, 1]])
W = np.array([[1, 2], [0, 1], [3, 1]])
marked = {"X": np.s_[1, :], "W": np.s_[:, 0], "Z": np.s_[1, 0]}  # to be coloured
ax = plots.plot_shapes({"X": X, "W": W, "Z": X @ W}, "@=", marked=marked)
ax.set_title("A row meets a column")
plt.show()
print("2·1 + 1·0 + 1·3 =", X[1] @ W[:, 0])
print("a single unit:", X.shape, "@", W[:, 0].shape, "->", (X @ W[:, 0]).shape)

# %%
try:
    print(X @ W.T)
except ValueError as error:
    print("ValueError: …", str(error)[-28:])

# %%
Z = X @ W
b = np.array([100, 200])
boxes = {"Z": Z, "b": b, "Z + b": Z + b}
ax = plots.plot_shapes(boxes, "+=", stretched={"b": Z.shape})
ax.set_title("One row of biases serves every row")
plt.show()
print("shapes", Z.shape, "+", b.shape, "->", (Z + b).shape)

# %%
column = np.array([[1], [2], [1], [2]])
boxes = {"X": X, "column": column, "X * column": X * column}
ax = plots.plot_shapes(boxes, "*=", stretched={"column": X.shape})
ax.set_title("One column serves every column")
plt.show()
print("shapes", X.shape, "*", column.shape, "->", (X * column).shape)

# %%
print("X.sum()                      ", X.sum())
print("X.sum(axis=0)                ", X.sum(axis=0))
print("X.sum(axis=1)                ", X.sum(axis=1))
print("X.sum(axis=1, keepdims=True) ", X.sum(axis=1, keepdims=True).tolist())

# %%
S = np.array([[1.0, 1.0, 2.0], [3.0, 3.0, 4.0], [9.0, 0.0, 1.0]])
wrong = S / S.sum(axis=1)
print(wrong)
print("row sums", wrong.sum(axis=1))

# %%
def row_shares(X):
    """Divide each row by its own sum, so that every row sums to 1.

    Parameters
    ----------
    X : array (N, D)
        Positive numbers, one sample a row.

    Returns
    -------
    array (N, D)
    """
    raise NotImplementedError  # TODO: about 1 line

# %%
row_shares = check("00-row-shares", row_shares)

# %%
print(row_shares(np.array([[1, 3]])))
print(row_shares(S))
print("row sums", row_shares(S).sum(axis=1))

# %%
print("means       ", X.mean(axis=0))
print("differences ", X - X.mean(axis=0), sep="\n")
print("their means ", (X - X.mean(axis=0)).mean(axis=0))
print("spreads     ", X.std(axis=0))

# %%
def standardize(X, X_train):
    """Shift and scale each column, to mean 0 and spread 1 in the training data.

    z = (x - mean) / spread, with the mean and the standard deviation that the
    column has in X_train. A column that is constant in X_train has no spread to
    divide by and is only shifted, even where rounding makes np.std a little more than 0.

    Parameters
    ----------
    X : array (N, D)
        The samples to be standardized: the training samples, or any others.
    X_train : array (M, D)
        The training samples, from which means and spreads are taken.

    Returns
    -------
    array (N, D)
    """
    raise NotImplementedError  # TODO: about 4 lines

# %%
standardize = check("00-standardize", standardize)

# %%
X_train = np.array([[1.0, 100.0, 7.0], [2.0, 500.0, 7.0], [3.0, 300.0, 7.0]])
print(standardize(X_train, X_train))
print("a new sample", standardize(np.array([[2.0, 700.0, 8.0]]), X_train))

# %%
X5, W3, b2, c5 = np.ones((5, 3)), np.ones((3, 2)), np.ones(2), np.ones(5)
print("1", (X5 @ W3 + b2).shape)
print("2", (W3.T @ X5.T).shape)
print("4", (X5.T @ c5).shape)
print("6", (c5[:, np.newaxis] * b2).shape)
for number, left, right in [(3, X5 @ W3, c5), (5, X5, -X5.mean(axis=1))]:
    try:
        print(number, (left + right).shape)
    except ValueError as error:
        print(number, "ValueError:", error)

# %%
digits = load_digits()
X, y = digits.X_train, digits.y_train
plots.show_images(X[:10], [str(label) for label in y[:10]])
plt.show()
print("X", X.shape, " y", y.shape, " first labels", y[:10])

# %%
print("y[:10] == 3     ", (y[:10] == 3).astype(int))
print("number of threes", np.sum(y == 3))
print(f"share of threes  {np.mean(y == 3):.1%}")
print(f"blank pixels     {np.mean(X == 0):.1%}")

# %%
average_three = ...  # TODO: about 1 line

# %%
average_three = check("00-average-three", average_three)

# %%
_, ax = plt.subplots(figsize=(2, 2))
plots.show_images(average_three.reshape(1, 64), ax=ax)
plt.show()
darkest = average_three.argmax()
print(f"darkest pixel {darkest}: row {darkest // 8}, column {darkest % 8}")
print(f"its mean      {average_three[darkest]:.1f} of 16")

# %%
Z = np.array([[0.1, 0.9, 0.3, 0.2], [2.0, 1.0, 0.0, 1.5], [0.0, 1.0, 0.5, 3.0]])
print("guesses", Z.argmax(axis=1))

# %%
def share_right(Z, y):
    """Accuracy: the share of rows whose largest score is the right class's.

    Parameters
    ----------
    Z : array (N, K)
        Scores, one sample a row, one class a column.
    y : integer array (N,)
        The right class of each sample, from 0 to K - 1.

    Returns
    -------
    float from 0 to 1
    """
    raise NotImplementedError  # TODO: about 2 lines

# %%
share_right = check("00-share-right", share_right)

# %%
print(f"{share_right(Z, np.array([1, 0, 2])):.1%}")

# %%
print(Z[[2, 0]])
print(Z[[2, 0], [3, 1]])
print(Z[:, [3, 1]].tolist())
print(np.arange(3))

# %%
def pick(P, y):
    """Pick one entry of each row: from row n the one in column y[n].

    Parameters
    ----------
    P : array (N, K)
        One sample a row.
    y : integer array (N,)
        A column number for each row, from 0 to K - 1.

    Returns
    -------
    array (N,)
    """
    raise NotImplementedError  # TODO: about 1 line

# %%
pick = check("00-pick", pick)

# %%
print("right scores  ", pick(Z, np.array([1, 0, 2])))
print("largest scores", Z.max(axis=1))

# %%
A = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
row = A[0]
row -= 1
print(A)

# %%
def centred(x):
    x -= x.mean()
    return x


scores_today = np.array([1.0, 2.0, 6.0])
print("centred       ", centred(scores_today))
print("the caller's  ", scores_today)
print("after a copy  ", centred(A[1].copy()), " A[1] is still", A[1])

# %%
counts = np.array([1, 2, 3])
counts[0] = 0.9
print("0.9 put into integers ", counts, counts.dtype)
print("/ and //              ", counts / 2, counts // 2)
pixel = np.array([0, 200], dtype=np.uint8)
print("0 - 1 in 8 bits       ", pixel - 1)
print("200 + 100 in 8 bits   ", pixel + 100)

# %%
for dtype in [np.float32, np.float64]:
    third = dtype(1) / dtype(3)
    print(f"{third.dtype}: 1/3 = {third:.18f}, {third.nbytes} bytes")
print("float32 + float64 ->", (np.ones(2, np.float32) + np.ones(2)).dtype)

# %%
print(np.random.default_rng(7).normal(size=3))
rng = np.random.default_rng(7)
print(rng.normal(size=3))
print(rng.normal(size=3))

# %%
def scores(X, W, b):
    """Compute a layer's scores: each sample's dot product with each unit, plus its bias.

    Parameters
    ----------
    X : array (N, D)
        Samples, one a row.
    W : array (D, K)
        Weights, one unit a column.
    b : array (K,)
        Biases, one a unit.

    Returns
    -------
    array (N, K)
    """
    raise NotImplementedError  # TODO: about 1 line

# %%
scores = check("00-scores", scores)

# %%
rng = np.random.default_rng(0)
W = rng.uniform(-0.1, 0.1, size=(64, 10))
b = np.zeros(10)
X_ready = standardize(X, X)
Z = scores(X_ready, W, b)
print(X_ready.shape, "@", W.shape, "+", b.shape, "->", Z.shape)
print("multiplications", X.shape[0] * W.shape[0] * W.shape[1])
print(f"accuracy        {share_right(Z, y):.1%}")

# %%
guesses = np.bincount(Z.argmax(axis=1), minlength=10)
_, ax = plt.subplots()
ax.bar(range(10), guesses)
ax.axhline(len(y) / 10, color="black", linestyle=":")
ax.set(xlabel="class", ylabel="guesses", xticks=range(10))
ax.set_title("An untrained layer has favourites")
plt.show()
print("guesses for each class", guesses)

# %%
# What it shows is different for everyone, so nothing of it is stored here.
progress()
