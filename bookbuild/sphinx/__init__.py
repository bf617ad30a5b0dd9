"""Sphinx extensions of the book, named in _config.yml."""
