# Everything from a fresh clone: `make demo` runs the system, `make test` tests it.
# Needs make and a Python ≥ 3.12 somewhere (PATH, pyenv, or one that uv downloads); the rest comes from the registries.

SHELL := /bin/sh
UV := .tools/bin/uv
PYTHON := .venv/bin/python
# Demo and tests start dozens of processes: without stored bytecode each spends seconds on compiling.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: setup demo test test-long coverage mutants bench lint format lock assets clean-demo chromium

# The headless shell draws no window around the pages, which takes a third off the browser tests.
install-browser = { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && \
	  apt-get install -y -qq --no-install-recommends $(1) >/dev/null 2>&1; }

setup: .venv/.ready

$(UV):
	@python3 -m venv .tools || { echo "Amparo needs Python's venv module: install python3-venv." >&2; exit 1; }
	@PIP_CONFIG_FILE=/dev/null PIP_DISABLE_PIP_VERSION_CHECK=1 .tools/bin/pip install --quiet uv

# The newest Python that is here; only where there is none, uv downloads one.
.venv/bin/python: | $(UV)
	@for version in 3.13 3.14 3.12; do \
	  PYENV_VERSION=$$version $(UV) venv --quiet --clear --no-python-downloads --python $$version .venv 2>/dev/null && exit 0; \
	  for found in "$$HOME"/.pyenv/versions/$$version*/bin/python; do \
	    [ -x "$$found" ] && $(UV) venv --quiet --clear --python "$$found" .venv && exit 0; \
	  done; \
	done; \
	$(UV) venv --quiet --clear --python 3.13 .venv || { echo "Amparo needs Python 3.12 or newer: install one." >&2; exit 1; }

.venv/.ready: requirements.lock pyproject.toml | .venv/bin/python
	@$(UV) pip sync --quiet --python .venv --require-hashes requirements.lock
	@$(UV) pip install --quiet --python .venv --no-deps --no-build-isolation -e .
	@touch $@

demo: setup
	@$(PYTHON) -m amparo.config.cli demo

clean-demo: setup
	@$(PYTHON) -m amparo.config.cli demo --clean

test: setup chromium
	@$(PYTHON) -m pytest -n 2 --dist loadgroup

test-long: setup chromium
	@AMPARO_LONG=1 $(PYTHON) -m pytest -n 2 --dist loadgroup

# Branch coverage of amparo/, also in the processes that tests start. `make mutants` reads which test runs which line.
coverage: setup chromium
	@mkdir -p var/coverage && rm -f var/coverage/*
	@$(PYTHON) -m pytest -n 2 --dist loadgroup --cov --cov-context=test --cov-report=
	@$(PYTHON) -m coverage report --skip-covered --sort=cover --fail-under=95

# How many of 60 random changes of one token the tests notice. After `make coverage`.
mutants: setup chromium
	@$(PYTHON) -m bench.mutants

bench: setup chromium
	@$(PYTHON) -m bench

lint: setup
	@$(PYTHON) -m ruff format --check amparo tests bench
	@$(PYTHON) -m ruff check amparo tests bench
	@$(PYTHON) -m mypy
	@.venv/bin/lint-imports --no-cache
	@AMPARO_HOME=var/lint $(PYTHON) -W ignore -m django makemigrations --check --dry-run --verbosity 1 --settings amparo.config.settings
	@$(PYTHON) -m tests.house.licences
	@! grep -nE '(https?|file)://' requirements.lock frontend/package-lock.json

format: setup
	@$(PYTHON) -m ruff format amparo tests bench
	@$(PYTHON) -m ruff check --fix amparo tests bench

# For who changes packages or assets; not needed to run anything.
lock: | $(UV)
	@$(UV) pip compile pyproject.toml --extra dev --extra linkage -o requirements.lock --universal --python-version 3.12 \
	  --generate-hashes --no-emit-index-url --no-header --quiet

assets:
	@npm --prefix frontend ci --no-fund --no-audit && npm --prefix frontend run build

chromium:
	@command -v chromium-headless-shell >/dev/null || $(call install-browser,chromium-headless-shell) || \
	command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
	$(call install-browser,chromium) || \
	{ echo "The browser tests need Chromium: install it (Debian: apt-get install chromium-headless-shell)." >&2; exit 1; }
