# The two commands a newcomer needs are `make lab` and `make test`. GNU make 3.81 or newer.
# Everything runs through .venv's own programs: nothing needs to be activated.

SUPPORTED := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
FOUND := $(shell for p in python3.11 python3.12 python3.13 python3; do \
	$$p -c '$(SUPPORTED)' >/dev/null 2>&1 && echo $$p && break; done)
PYTHON ?= $(or $(FOUND),python3)

BIN := .venv/bin
PY := $(BIN)/python
# nbgrader calls `alembic`, and lessons may call `course`: both must be found without activation.
RUN = PATH="$(CURDIR)/$(BIN):$$PATH"
LAB_ARGS ?=
PYTEST_ARGS ?=
ONLY ?=

.DEFAULT_GOAL := help
.PHONY: help setup fetch lab test test-slow lessons release lock check clean

help:  ## show this list
	@sed -n 's/^\([a-z][a-z-]*\):.*## /\1|/p' Makefile | awk -F'|' '{ printf "make %-10s %s\n", $$1, $$2 }'

setup:  ## make or update the environment in .venv (PYTHON=... names another Python)
	@command -v $(PYTHON) >/dev/null 2>&1 || { \
		echo "$(PYTHON) was not found; install Python 3.11 (https://www.python.org/downloads/)" >&2; \
		echo "  or name yours: make lab PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) tools/setup_environment.py

fetch: setup  ## fetch the two models (about 180 MB, once)
	@$(BIN)/course fetch

lab: fetch  ## set up, fetch the models, open JupyterLab on lesson 00 (LAB_ARGS=--no-browser)
	@$(RUN) $(BIN)/jupyter lab --LabApp.default_url=/lab/tree/lessons/00_start_here.ipynb $(LAB_ARGS)

test: fetch  ## run the fast tests, two files at a time (PYTEST_ARGS=... for pytest)
	@$(RUN) $(PY) -m pytest -n 2 --dist loadfile $(PYTEST_ARGS)

test-slow: fetch  ## run the slow tests: every lesson, every grader, the browser
	@$(RUN) $(PY) -m pytest -m slow $(PYTEST_ARGS)

lessons: fetch  ## execute the lessons and write their outputs (ONLY=03 or ONLY="03 04")
	@$(RUN) $(PY) tools/build_lessons.py $(ONLY)

release: setup  ## generate exercises/ from solutions/
	@$(PY) tools/release.py

lock: setup  ## resolve pyproject.toml's dependencies anew into requirements.lock
	@$(PY) -m uv --version >/dev/null 2>&1 || $(PY) -m pip install --quiet uv
	@$(PY) -m uv pip compile pyproject.toml --group lab --group dev --universal --python-version 3.11 \
		--generate-hashes --no-emit-package torch --no-annotate --no-header -o requirements.lock --quiet
	@echo "requirements.lock is written; 'make setup' installs it"

check: setup  ## format, lint, types and layers
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

clean:  ## remove .venv and caches (models and grading/ stay)
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
