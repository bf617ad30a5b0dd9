"""Exercises of chapter 07: the same network in another library. None of them needs Keras."""

ORDER = ("count_parameters", "to_keras", "from_keras", "mean_loss", "stop_early", "run_layers")
OFFERS = ("ACTIVATIONS", "nll", "one_hot", "sigmoid", "sigmoid_prime", "softmax")
