"""The programs that build: notebooks, generated pages, JupyterLab's copy, site and PDF.

Each is run from the top of the checkout, as `make` does: python -m bookbuild.notebooks --help
"""
