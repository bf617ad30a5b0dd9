import matplotlib.pyplot as plt
import numpy as np

from nnlib import plots
from nnlib.exercises import check, hint, progress, solution
from nnlib.widgets import SoftmaxBars

plt.style.use("nnlib.plots.course")
np.set_printoptions(precision=4, suppress=True)

# %%
for z in [0.0, 2.0, -2.0]:
    print(f"score {z:4.1f}   probability {1 / (1 + np.exp(-z)):.4f}")

# %%
def sigmoid(Z):
    """Squash scores into (0, 1): ``1 / (1 + exp(-Z))``.

    Parameters
    ----------
    Z : array of any shape
        Scores.

    Returns
    -------
    array of Z's shape
        Numbers between 0 and 1; 0.5 where the score is 0.
    """
    raise NotImplementedError  # TODO: about 2 lines

# %%
sigmoid = check("01-sigmoid", sigmoid)

# %%
print(sigmoid(2.0))
print(sigmoid(np.array([[-4.0, 0.0, 4.0], [-1.0, 1.0, 3.0]])))

# %%
ax = plots.plot_function({"sigmoid": sigmoid})
ax.set(ylabel="probability a", title="The sigmoid squashes every score into (0, 1)")
plt.show()
print(f"sigmoid(-10) = {sigmoid(-10.0):.6f}, sigmoid(10) = {sigmoid(10.0):.6f}")

# %%
def measured_slope(f, z, step=1e-5):
    return (f(z + step) - f(z - step)) / (2 * step)


for z in [0.0, 2.0, 10.0]:
    print(f"score {z:4.1f}   slope {measured_slope(sigmoid, z):.6f}")

# %%
def sigmoid_prime(Z):
    """Slope of the sigmoid at the scores: ``sigmoid(Z) * (1 - sigmoid(Z))``.

    Parameters
    ----------
    Z : array of any shape
        Scores, not activations.

    Returns
    -------
    array of Z's shape
        At most 0.25, which is the slope where the score is 0.
    """
    raise NotImplementedError  # TODO: about 2 lines

# %%
sigmoid_prime = check("01-sigmoid-prime", sigmoid_prime)

# %%
z = 2.0
print(f"measured                     {measured_slope(sigmoid, z):.4f}")
print(f"sigmoid_prime(z)             {sigmoid_prime(z):.4f}")
print(f"sigmoid_prime(sigmoid(z))    {sigmoid_prime(sigmoid(z)):.4f}   # the trap")

# %%
ax = plots.plot_function({"sigmoid": sigmoid, "slope": sigmoid_prime})
ax.set(ylabel="value", title="The slope is at most a quarter, and fades on both sides")
plt.show()
print(f"largest slope {sigmoid_prime(0.0)}, slope at 6: {sigmoid_prime(6.0):.4f}")

# %%
z = np.array([2.0, 4.0, 6.0, 8.0])
E = np.exp(z)
print("votes        ", E)
print("their sum    ", E.sum())
print("probabilities", E / E.sum())

# %%
fig, (left, right) = plt.subplots(1, 2)
left.bar(range(4), z)
left.set(xlabel="class", ylabel="score z", title="Even steps …", xticks=range(4))
plots.plot_probabilities(E / E.sum(), ax=right)
right.set(title="… become one clear winner")
plt.show()
print(f"largest probability {(E / E.sum()).max():.3f}")

# %%
bars = SoftmaxBars(z)
display(bars)
print("probabilities at the start", bars.probabilities)

# %%
with np.errstate(over="ignore", invalid="ignore"):
    E = np.exp(z + 1000)
    print("votes        ", E)
    print("probabilities", E / E.sum())

# %%
E = np.exp((z + 1000) - np.max(z + 1000))
print("probabilities", E / E.sum())

# %%
Z = np.array([[2.0, 4.0, 6.0, 8.0], [1.0, 0.0, 0.0, 1.0], [3.0, 3.0, 3.0, 3.0]])
print("Z                               ", Z.shape)
print("Z.max(axis=-1)                  ", Z.max(axis=-1).shape)
print("Z.max(axis=-1, keepdims=True)   ", Z.max(axis=-1, keepdims=True).shape)

# %%
def softmax(Z):
    """Turn each row of scores into probabilities: ``exp(z_k) / sum_j exp(z_j)``.

    Parameters
    ----------
    Z : array (K,) or (N, K)
        Scores, one row a sample.

    Returns
    -------
    array of Z's shape
        Positive numbers; each row sums to 1.
    """
    raise NotImplementedError  # TODO: about 2 lines

# %%
softmax = check("01-softmax", softmax)

# %%
print(softmax(np.array([0.0, 0.0])))
P = softmax(Z)
print(P)
print("row sums", P.sum(axis=-1))

# %%
print(", ".join(f"{p:.8f}" for p in softmax(np.array([2, 4, 6, 8]))))

# %%
z = np.array([-1.0, 0.5, 3.0])
pairs = np.stack([z, np.zeros(3)], axis=-1)
print(softmax(pairs)[:, 0])
print(sigmoid(z))

# %%
print(np.eye(4))
print("row 3:", np.eye(4)[3])

# %%
def one_hot(y, n_classes):
    """Write labels as rows of zeros with a single one.

    Parameters
    ----------
    y : int, or integer array (N,)
        One label, or many; each from 0 to ``n_classes - 1``.
    n_classes : int
        Number of classes K.

    Returns
    -------
    float64 array (K,) for one label, (N, K) for many
    """
    raise NotImplementedError  # TODO: about 1 line

# %%
one_hot = check("01-one-hot", one_hot)

# %%
print(one_hot(2, 4))
print(one_hot(np.array([0, 3, 3]), 4))

# %%
p = np.linspace(0.001, 1, 500)
_, ax = plt.subplots()
ax.plot(p, -np.log(p))
ax.set(xlabel="probability of the right class", ylabel="loss")
ax.set_title("A confident mistake has no upper price")
plt.show()
for p in [1.0, 0.5, 0.01]:
    print(f"probability {p:4.2f}   loss {0 - np.log(p):.3f}")

# %%
def nll(Y, P):
    """Mean negative log-likelihood of the right classes.

    ``-mean(log(p_right))``: 0 for a network that is right and sure, without
    bound for one that is wrong and sure.

    Parameters
    ----------
    Y : array (K,) or (N, K)
        One-hot labels.
    P : array of Y's shape
        Probabilities, each row with sum 1.

    Returns
    -------
    float
    """
    raise NotImplementedError  # TODO: about 2 lines

# %%
nll = check("01-nll", nll)

# %%
y = np.array([1, 0, 0])
print(f"sure and right  {nll(y, np.array([0.99, 0.01, 0.0])):.5f}")
print(f"sure and wrong  {nll(y, np.array([0.01, 0.01, 0.98])):.5f}")

Y = np.array([[0, 1, 0], [1, 0, 0], [0, 0, 1]])
P = np.array([[0.0, 1.0, 0.0], [0.99, 0.01, 0.0], [0.0, 0.0, 1.0]])
print(f"a batch of 3    {nll(Y, P):.5f}")

# %%
ten = np.array([0.99] * 9 + [0.0001])
print(f"knowing nothing {-np.log(0.1):.3f}, one halving {np.log(2):.3f}")
print(f"a loss of {-np.log(0.99):.3f} nine times, and once {-np.log(0.0001):.3f}")
print(f"overconfident   {-np.log(ten).mean():.3f}, modest {-np.log(0.6):.3f}")

# %%
P = softmax(np.array([800.0, 0.0]))
with np.errstate(divide="ignore"):
    print("probabilities", P, "  loss", nll(np.array([0, 1]), P))

# %%
def log_softmax(Z):
    """Logarithm of softmax: ``z_k - log(sum_j exp(z_j))``.

    Taking the logarithm here, before anything is rounded to 0, keeps it finite.

    Parameters
    ----------
    Z : array (K,) or (N, K)
        Scores, one row a sample.

    Returns
    -------
    array of Z's shape
        Numbers of at most 0.
    """
    raise NotImplementedError  # TODO: about 2 lines

# %%
log_softmax = check("01-log-softmax", log_softmax)

# %%
print(log_softmax(np.array([800.0, 0.0])))
Y = one_hot(np.array([3, 0, 1]), 4)
print(f"from probabilities {nll(Y, softmax(Z)):.4f}")
print(f"from scores        {-np.mean(np.sum(Y * log_softmax(Z), axis=-1)):.4f}")

# %%
# What it shows is different for everyone, so nothing of it is stored here.
progress()
