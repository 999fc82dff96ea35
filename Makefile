# make demo: install and run the whole pipeline on the shipped recordings. make test: install and run the tests.
# make same: hold every verdict against the stored ones.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV ?= .venv
BIN = $(VENV)/bin
JOBS ?= 2

.PHONY: demo test same test-fast test-slow test-optional test-oldest audit coverage bench fuzz lint format format-check types \
	imports check docs figures notebook docs-serve release version clean

demo: $(VENV)/.demo
	@$(BIN)/harness demo

test: $(VENV)/.test
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile

same: $(VENV)/.test
	$(BIN)/python tests/same/same.py $(ARGS)

# What takes seconds: no browser, no wheel, no side-by-sides.
test-fast: $(VENV)/.test
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile --ignore tests/reports --ignore tests/benchmarks \
		--ignore tests/test_package.py --ignore tests/runner/test_faults.py

# The oldest versions that pyproject.toml admits, in an environment of their own.
test-oldest: $(VENV)/.test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv venv --quiet --clear --seed --python $(BIN)/python build/oldest
	$(BIN)/uv pip install --quiet --python build/oldest/bin/python --resolution lowest-direct -e '.[test]'
	build/oldest/bin/python -m pytest -n $(JOBS) --dist loadfile --deselect tests/test_package.py

coverage: $(VENV)/.test
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile --cov harness --cov reference --cov reports \
		--cov-report term:skip-covered

test-slow: $(VENV)/.test
	$(BIN)/python -m pytest -m slow

test-optional: $(VENV)/.test
	$(BIN)/python -m pytest -m optional -rs

audit: $(VENV)/.test  # needs the network
	$(BIN)/python -m pip install --quiet --disable-pip-version-check pip-audit
	$(BIN)/pip-audit --skip-editable

bench: $(VENV)/.bench
	$(BIN)/python tests/benchmarks/marker_vs_math_verify.py --mutants
	$(BIN)/python tests/benchmarks/asking_throughput.py
	$(BIN)/python -m pytest -m bench -s

fuzz: $(VENV)/.test
	$(BIN)/python tests/grading/test_fuzz_marker.py $(or $(SECONDS),300)

lint: $(VENV)/.test
	$(BIN)/ruff check .

format: $(VENV)/.test
	$(BIN)/ruff format .

format-check: $(VENV)/.test
	$(BIN)/ruff format --check .

types: $(VENV)/.types
	$(BIN)/mypy

imports: $(VENV)/.test
	$(BIN)/lint-imports

check: lint format-check types imports

# The site, into build/docs; a broken link fails.
docs: $(VENV)/.docs
	@rm -rf build/demo-site
	$(BIN)/mkdocs build --quiet --strict -f .mkdocs.yml

# Run the example notebook and keep its outputs.
notebook: $(VENV)/.docs
	$(BIN)/python docs/site/notebook.py

# Write anew what a command can make in the documents; SLOW=1 also what takes minutes.
figures: $(VENV)/.test
	$(BIN)/python docs/site/figures.py $(if $(SLOW),--slow)

docs-serve: $(VENV)/.docs
	$(BIN)/mkdocs serve -f .mkdocs.yml

# Build, check and tag what is committed; DRY=1 stops before the tag.
release: $(VENV)/.release
	$(BIN)/python docs/site/release.py $(if $(DRY),--dry-run)

# Write a version where one stands: make version TO=0.2.0
version: $(VENV)/.test
	$(BIN)/python docs/site/release.py --set $(TO)

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

# Apart from what the tests need: stubs ask for newer libraries than the oldest that are supported.
$(VENV)/.types: $(VENV)/.test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[types]'
	@touch $@

$(VENV)/.docs: $(VENV)/.test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[docs]'
	@touch $@

$(VENV)/.release: $(VENV)/.test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[release]'
	@touch $@

$(VENV)/.bench: $(VENV)/.test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	@touch $@
