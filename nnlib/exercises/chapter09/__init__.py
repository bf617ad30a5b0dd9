"""Exercises of chapter 09: convolution, forward and backward."""

ORDER = ("convolve", "patches", "add_patches", "conv2d", "max_pool2d", "kernels_back")
OFFERS = ("Kernels", "Layer", "Squares", "he")
