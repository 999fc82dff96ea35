# make demo: install and run the whole pipeline on the shipped recordings. make test: install and run the tests.
# make same: hold every verdict against the stored ones.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV ?= .venv
BIN = $(VENV)/bin
JOBS ?= 2

.PHONY: demo test same test-slow test-optional bench fuzz lint format types imports check clean

demo: $(VENV)/.demo
	@$(BIN)/harness demo

test: $(VENV)/.test
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile

same: $(VENV)/.test
	$(BIN)/python tests/same/same.py $(ARGS)

test-slow: $(VENV)/.test
	$(BIN)/python -m pytest -m slow

test-optional: $(VENV)/.test
	$(BIN)/python -m pytest -m optional -rs

bench: $(VENV)/.bench
	$(BIN)/python tests/benchmarks/marker_vs_math_verify.py --mutants
	$(BIN)/python tests/benchmarks/asking_throughput.py
	$(BIN)/python -m pytest -m bench -s

fuzz: $(VENV)/.test
	$(BIN)/python tests/grading/test_fuzz_marker.py $(or $(SECONDS),300)

lint: $(VENV)/.test
	$(BIN)/ruff check .

format: $(VENV)/.test
	$(BIN)/ruff format --check .

types: $(VENV)/.test
	$(BIN)/mypy

imports: $(VENV)/.test
	$(BIN)/lint-imports

check: lint format types imports

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "make: Python 3.11 or newer is needed and none was found; set PYTHON=/path/to/python3" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.demo: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[reports]'
	@touch $@

$(VENV)/.test: $(BIN)/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	@touch $@ $(VENV)/.demo

$(VENV)/.bench: $(VENV)/.test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	@touch $@
