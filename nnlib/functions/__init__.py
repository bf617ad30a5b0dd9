"""Functions of arrays: preprocessing, activations, losses, penalties, augmentation, metrics."""
