"""The course's data: handwritten digits, small and large, and two kinds of XOR."""

from nnlib.datasets.digits import load_digits
from nnlib.datasets.idx import read_idx
from nnlib.datasets.mnist import load_mnist
from nnlib.datasets.split import Split
from nnlib.datasets.xor import four_clusters, xor_table

__all__ = ["Split", "four_clusters", "load_digits", "load_mnist", "read_idx", "xor_table"]
