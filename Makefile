# make run: set up what is missing and open the chat.   make help: every target.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
BUILT_FROM := $(shell find knowledge store -name '*.md' -o -name '*.yaml' -o -name '*.jsonl' -o -name '*.py' 2>/dev/null)

# Not byte-compiled: half a gigabyte less; what is imported is compiled when it first is.
define install
$(PIP) install --progress-bar off --no-compile -r $(1) 2>&1 \
	| tee $(VENV)/install.log | awk '/^(Collecting|ERROR)/ {print; fflush()} /^Installing/ {print $$1, NF - 3, "packages"; fflush()}' \
	|| { echo "pip failed; all it said is in $(VENV)/install.log" >&2; exit 1; }
endef

.PHONY: run help setup dev fast test coverage lint mutants benchmark clean

run: setup data/.ready  ## open the chat with the demo book
	@$(BIN)/python -m bot chat

help:  ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.installed  ## create the environment with what the assistant runs with
dev: $(VENV)/.dev  ## the same, and what it is tested and checked with

$(VENV)/.installed: requirements.lock pyproject.toml
	@echo "[1/2] creating $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@echo "[2/2] installing pinned packages (about 2 GB on disk; a few minutes the first time)"
	@$(call install,requirements.lock)
	@$(PIP) --quiet install --no-deps --no-build-isolation --editable .
	@$(PIP) --quiet check
	@touch $@

$(VENV)/.dev: $(VENV)/.installed requirements-dev.lock
	@echo "installing what tests and checks need"
	@$(call install,requirements-dev.lock)
	@$(PIP) --quiet check
	@touch $@

data/.ready: $(VENV)/.installed $(BUILT_FROM)
	@$(BIN)/python -m bot db upgrade
	@$(BIN)/python -m bot handbook build
	@$(BIN)/python -m bot demo
	@mkdir -p data && touch $@

# Without the cache of compiled tests pytest rewrites every assertion anew, a third of the time.
fast test: export PYTHONDONTWRITEBYTECODE =
fast: dev  ## the tests that need no training, no torch and no PostgreSQL
	@$(BIN)/python -m pytest -n logical --dist worksteal -m "not slow"

test: dev  ## every test
	@$(BIN)/python -m pytest -n logical --dist worksteal

coverage: export PYTHONDONTWRITEBYTECODE =
coverage: dev  ## every test, counting the lines they reach: at least 85 of 100
	@$(BIN)/python -m pytest -n logical --dist worksteal --cov --cov-report=term:skip-covered
	@$(BIN)/python -m coverage report --fail-under=85 --format=total

lint: dev  ## ruff, mypy (strict) and the layers
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

mutants: dev  ## break named behaviours one at a time; each must turn a test red
	@$(BIN)/python -m tests.mutants.run

benchmark: dev  ## measure a brief over 10,000 customers
	@$(BIN)/python -m tests.benchmarks.brief

clean:  ## remove the environment and caches; data/ stays
	rm -rf $(VENV) build *.egg-info .cache .coverage .coverage.* htmlcov
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
