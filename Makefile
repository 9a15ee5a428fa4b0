# Everything installs into this folder: .venv (the project), .venv-clients
# (calendar programs that others wrote) and tests/clients/node_modules.

PYTHON ?= python3
VENV = .venv
BIN = $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 8000
REQUESTS ?= 1000000
PYTEST_ARGS ?= -n auto

# `python -m venv` without pip and `pip --python` also work where the system
# splits ensurepip off into a package of its own (Debian).
make_venv = $(PYTHON) -m venv --without-pip --clear
pip_into = $(PYTHON) -m pip --disable-pip-version-check --quiet --python

.DEFAULT_GOAL := help
.PHONY: help serve test coverage check lint types translations check-translations test-oldest test-pythons golden docs bench fuzz \
	audit lighthouse clean

help: ## Show what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

serve: $(VENV)/.serve ## Set everything up and serve the bundled schedule (PORT=8000)
	$(BIN)/feedgen serve --host $(HOST) --port $(PORT)

test: $(VENV)/.dev .venv-clients/.ready tests/clients/node_modules/.ready ## Set everything up and run every test but those of Lighthouse
	$(BIN)/python -m pytest $(PYTEST_ARGS)

lighthouse: $(VENV)/.dev tests/clients/node_modules/.ready ## Audit pages with Lighthouse; it measures times, so run nothing beside it
	$(BIN)/python -m pytest tests/lighthouse

coverage: $(VENV)/.dev ## Run units, requests and properties, and fail below the coverage that pyproject.toml asks for
	$(BIN)/python -m pytest $(PYTEST_ARGS) --cov=feedgen --cov-report= tests/unit tests/http tests/property
	$(BIN)/python -m coverage report

check: lint types ## Lint, format and types

lint: $(VENV)/.dev ## Lint and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev ## Types
	$(BIN)/mypy

golden: $(VENV)/.dev ## Write the golden files anew; read the difference before you commit it
	$(BIN)/python -m pytest tests/unit/formats/test_golden.py tests/unit/formats/test_vtimezone.py --write-golden

translations: $(VENV)/.dev ## Put new messages into the catalogues, and take out those that are gone (NEW=nl adds a language)
	$(BIN)/python tests/translations.py $(NEW)

check-translations: $(VENV)/.dev ## Fail if a message is missing, stale or broken in any language
	$(BIN)/python -m pytest tests/unit/test_translations.py

test-oldest: .venv-clients/.ready tests/clients/node_modules/.ready ## Run every test with the oldest dependencies allowed
	$(make_venv) .venv-oldest
	$(PYTHON) tests/oldest_dependencies.py pyproject.toml > .venv-oldest/oldest.txt
	$(pip_into) .venv-oldest install -c .venv-oldest/oldest.txt -e '.[dev]'
	.venv-oldest/bin/python -m pytest $(PYTEST_ARGS)

docs: $(VENV)/.docs ## Build the documentation as pages in build/docs
	$(BIN)/python -m sphinx --fail-on-warning --keep-going --quiet docs build/docs
	@echo "Open build/docs/index.html"

test-pythons: $(VENV)/.dev ## Run the unit tests of what computes with every promised Python that is on this machine
	PYTHON=$(PYTHON) $(BIN)/python tests/pythons.py $(PYTEST_ARGS)

bench: $(VENV)/.dev ## Measure, side by side with other ways to do the same (PART=writing for a part; serving needs wrk)
	$(BIN)/python bench $(PART)

fuzz: $(VENV)/.dev ## Ask a million hostile requests, and look at every answer (REQUESTS=10000 asks fewer)
	PYTHONPATH=tests $(BIN)/python tests/fuzz.py $(REQUESTS)

audit: $(VENV)/.serve ## Look the dependencies up among known vulnerabilities
	$(pip_into) $(VENV) install 'pip-audit>=2.9'
	$(PYTHON) -m pip --disable-pip-version-check --python $(VENV) freeze --exclude-editable > $(VENV)/audited.txt
	$(BIN)/pip-audit --strict --no-deps --disable-pip --requirement $(VENV)/audited.txt

clean: ## Remove what make has installed
	rm -rf $(VENV) .venv-* tests/clients/node_modules

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "feedgen needs Python 3.11 or later: make PYTHON=python3.11 …" >&2; exit 1; }
	@echo "Making a virtual environment in $(VENV)"
	@$(make_venv) $(VENV)

$(VENV)/.serve: pyproject.toml | $(VENV)/bin/python
	@echo "Installing feedgen and what it needs into $(VENV). That is done once, and takes a minute or so:"
	@$(PYTHON) -m pip --disable-pip-version-check --python $(VENV) install -e .
	@touch $@

$(VENV)/.docs: pyproject.toml | $(VENV)/bin/python
	@echo "Installing what the documentation needs into $(VENV). That is done once."
	@$(pip_into) $(VENV) install -e '.[docs]'
	@touch $@ $(VENV)/.serve

$(VENV)/.dev: pyproject.toml | $(VENV)/bin/python
	@echo "Installing feedgen and what its tests need into $(VENV). That is done once, and takes some minutes."
	@$(pip_into) $(VENV) install -e '.[dev]'
	@touch $@ $(VENV)/.docs $(VENV)/.serve

.venv-clients/.ready: tests/clients/requirements.txt
	@echo "Installing calendar programs for tests into .venv-clients. That is done once."
	@$(make_venv) .venv-clients
	@$(pip_into) .venv-clients install -r tests/clients/requirements.txt
	@touch $@

# Without npm the tests that need it are skipped; with CI=true they fail.
tests/clients/node_modules/.ready: tests/clients/package.json
	@if command -v npm >/dev/null; then \
		npm install --prefix tests/clients --no-package-lock --no-audit --no-fund --silent && touch $@; \
	else echo "npm is not installed: tests with ical.js and the like will be skipped" >&2; fi
