# Neural networks from scratch. `make` alone lists what there is.
# Everything runs in .venv. What reading, working and grading need comes from requirements.txt,
# the rest, for building and testing, from requirements-dev.txt, when it is missing or old.

PYTHON ?= python3
VENV := .venv
# Windows keeps a venv's programs in Scripts.
PROGRAMS := $(if $(filter Windows_NT,$(OS)),Scripts,bin)
BIN := $(VENV)/$(PROGRAMS)
READER := $(VENV)/ready-to-read
READY := $(VENV)/ready
# A venv that was moved, or whose Python is gone, is made anew.
ifneq ($(wildcard $(READER)),)
ifneq ($(shell cat $(READER); $(BIN)/python -c "print('works')" 2>/dev/null),$(CURDIR) works)
$(shell rm -rf $(VENV))
endif
endif

# Chapter 07 compares with Keras; without it, it says so and passes over these cells.
ifeq ($(KERAS),1)
LAB := $(READY)
else
LAB := $(READER)
endif

# A book without solutions goes to a folder of its own, where none was ever built.
OUT := _build
SITE := _build/site
ifeq ($(SOLUTIONS),0)
OUT := _build/without-solutions/_build
SITE := _build/site-without-solutions
BOOK_OPTIONS := --toc $(OUT)/toc.yml --path-output _build/without-solutions
endif

# What the tests need, in whichever versions they run.
EXTRAS := lab book pdf site keras nbgrader grading dask test

# Three processes, for browsers, kernels and the grader's children wait more than they compute.
# What is run first is decided in tests/conftest.py; of the notebooks the late chapters are, which
# take longest, so that none of them is left alone at the end.
PYTEST := $(BIN)/python -m pytest -n 3 --dist loadfile
IN_ORDER := --no-loadscope-reorder
NOTEBOOKS := $(shell ls book/*.ipynb solutions/*.ipynb | sort -t / -k 2 -r)

.PHONY: help book read site pdf lab check test coverage wheel test-oldest test-newest notebooks lint \
  lint-js bench clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# Nothing is ever removed: `make book` leaves what `make test` has brought.
$(READER): PINS := requirements.txt
$(READY): PINS := requirements-dev.txt
$(READER): requirements.txt
$(READY): requirements-dev.txt
$(READER) $(READY): pyproject.toml
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and \
	  f'Python 3.11 or later is needed, {sys.executable} is {sys.version.split()[0]}: make … PYTHON=python3.12')"
	@if command -v uv >/dev/null 2>&1; then \
	  uv venv -q --allow-existing --python "$$(command -v $(PYTHON))" $(VENV) \
	  && uv pip install -q --python $(BIN)/python -r $(PINS) \
	  && uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e . ; \
	else \
	  $(PYTHON) -m venv $(VENV) \
	  && $(BIN)/python -m pip install -q --disable-pip-version-check -r $(PINS) \
	  && $(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e . ; \
	fi
	@for stamp in $(READER) $@; do echo "$(CURDIR)" > $$stamp; done  # the larger set holds the smaller

# One after the other under -j too, for both fill the same folder: the larger one first.
ifneq ($(filter-out book read lab help clean,$(MAKECMDGOALS)),)
$(READER): | $(READY)
endif

book: $(READER) ## build the HTML book from the stored outputs (SOLUTIONS=0: without solutions)
ifeq ($(SOLUTIONS),0)
	@$(BIN)/python -m bookbuild.toc $(OUT)/toc.yml
endif
	@$(BIN)/jupyter-book build . -W -n --keep-going --all -q $(BOOK_OPTIONS)
	@$(BIN)/python -c "import pathlib as p; b = p.Path('$(OUT)/html/index.html').resolve(); \
	print(f'\nThe book is in {b.parent}\nOpen it with your browser: {b.as_uri()}')"

read: book ## build it, serve it here, and do its exercises on the page (SOLUTIONS=0: as above)
	@$(BIN)/python -m bookbuild.read $(OUT)/html

pdf: $(READY) book ## print the HTML book as one PDF, with bookmarks (needs Chromium)
	@$(BIN)/python -m bookbuild.pdf --html $(OUT)/html

site: $(READY) book ## make its chapters live, to be put on a web server (SOLUTIONS=0: as above)
	@$(BIN)/python -m bookbuild.live $(OUT)/html $(SITE)

lab: $(LAB) ## copy new chapters into work/ and open JupyterLab there (KERAS=1: with Keras)
	@$(BIN)/python -m bookbuild.lab $(if $(ANSWERS),--answers "$(ANSWERS)")

check: lint ## lint, and the tests that are quick: two minutes, before each push
	@$(PYTEST) $(IN_ORDER) -q -m "not slow and not browser and not sandbox" $(TESTS)

test: $(READY) ## run every test, and every notebook again (TESTS=tests/datasets for some tests)
	@$(PYTEST) $(IN_ORDER) $(TESTS)
ifndef TESTS
	@$(PYTEST) $(IN_ORDER) -q -p nbval --nbval $(NOTEBOOKS)
endif

coverage: $(READY) ## run the tests and name the lines of nnlib that none runs (fails under 95 %)
	@$(PYTEST) $(IN_ORDER) --cov --cov-report=term-missing:skip-covered

wheel: $(READY) ## build the wheel, and try it in an empty environment
	@$(BIN)/python .ci/wheel.py

# Old libraries are met here by new ones of their own, of which some warn: no fault of ours.
test-oldest: RESOLUTION := lowest-direct
test-oldest: WARNINGS := -W ignore::DeprecationWarning
test-oldest: ## run the tests on the oldest versions that pyproject.toml allows (needs uv)
test-newest: RESOLUTION := highest
test-newest: ## run them on the newest (PYTHON=python3.13 for another Python)
test-oldest test-newest: test-%:
	@uv venv -q --clear --python "$$(command -v $(PYTHON))" _build/$*
	@uv pip install -q --python _build/$*/$(PROGRAMS)/python --resolution $(RESOLUTION) -r pyproject.toml \
	  $(addprefix --extra ,$(EXTRAS))
	@uv pip install -q --python _build/$*/$(PROGRAMS)/python --no-deps -e .
	@_build/$*/$(PROGRAMS)/python -m pytest -n 3 --dist loadfile $(IN_ORDER) $(WARNINGS) $(TESTS)

# Jupyter Book keeps to Sphinx 7. This is the same book by today's, in an environment of its own.
NEXT := _build/next/venv
NEXT_PYTHON := $(NEXT)/$(PROGRAMS)/python

$(NEXT)/ready: requirements-next.txt
	@if command -v uv >/dev/null 2>&1; then \
	  uv venv -q --clear --python "$$(command -v $(PYTHON))" $(NEXT) \
	  && uv pip sync -q --python $(NEXT_PYTHON) requirements-next.txt ; \
	else \
	  $(PYTHON) -m venv --clear $(NEXT) \
	  && $(NEXT_PYTHON) -m pip install -q --disable-pip-version-check -r requirements-next.txt ; \
	fi
	@touch $@

.PHONY: book-next
book-next: book $(NEXT)/ready ## build the book with today's Sphinx too, and compare the pages
	@$(BIN)/python -m bookbuild.next $(NEXT_PYTHON)
	@$(BIN)/python -m bookbuild.compare _build/html _build/next/html

notebooks: $(READY) ## rebuild and re-execute the notebooks (CHAPTERS="01 06" for some)
	@$(BIN)/python -m bookbuild.notebooks $(CHAPTERS)
	@$(BIN)/python -m bookbuild.pages

lint: $(READY) ## check style, formatting, types and that the notebooks are up to date
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo --cache-dir _build/importlinter
	@$(BIN)/python -m bookbuild.notebooks --check; notebooks=$$?; \
	$(BIN)/python -m bookbuild.pages --check && exit $$notebooks
	@if command -v npm >/dev/null 2>&1; then $(MAKE) -s lint-js; \
	else echo "JavaScript, CSS and workflows were not checked: there is no npm on the PATH."; fi

lint-js: node_modules/.package-lock.json
	@node_modules/.bin/biome lint --error-on-warnings
	@node .ci/workflows.mjs

node_modules/.package-lock.json: package-lock.json
	@npm ci --silent

bench: $(READY) ## measure speed against PyTorch (its extra, [bench], is yours to install)
	@$(BIN)/python -m benchmarks
	@$(BIN)/python -m benchmarks.searching
	@$(BIN)/python -m benchmarks.convolutions

clean: ## delete what was built, but neither .venv nor work/
	rm -rf _build
