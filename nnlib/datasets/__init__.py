"""The course's data: digits, small and large, two kinds of XOR, and separable points."""

from nnlib.datasets.digits import load_digits
from nnlib.datasets.idx import read_idx
from nnlib.datasets.mnist import load_mnist
from nnlib.datasets.separable import separable
from nnlib.datasets.split import Split
from nnlib.datasets.xor import four_clusters, xor_table

__all__ = [
    "Split",
    "four_clusters",
    "load_digits",
    "load_mnist",
    "read_idx",
    "separable",
    "xor_table",
]
