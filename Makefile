# Two commands do all the set-up: `make practice` and `make test`.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
RUN_STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev

.DEFAULT_GOAL := help
.PHONY: help practice test check slow bench clean

help: ## Show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(RUN_STAMP): pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(DEV_STAMP): pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@ $(RUN_STAMP)

practice: $(RUN_STAMP) ## Install, build the index, start an interview
	@$(BIN)/interviewer index build
	@$(BIN)/interviewer practice

test: $(DEV_STAMP) ## Install, run the quick tests
	$(BIN)/python -m pytest

slow: $(DEV_STAMP) ## The slow tests
	$(BIN)/python -m pytest -m slow

check: $(DEV_STAMP) ## Linter, format, types, import contracts, the corpus
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/interviewer corpus check

bench: $(DEV_STAMP) ## The figures of the README
	$(BIN)/python benchmarks/run_all.py

clean: ## Remove what was built
	rm -rf $(VENV) index/current index/next index/previous index/build.lock
