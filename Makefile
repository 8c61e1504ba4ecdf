# make run: set up what is missing and open the chat.   make test: the whole test suite.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: run test setup lint benchmark clean

run: setup data/.ready
	@$(BIN)/python -m bot chat

test: setup
	@$(BIN)/python -m pytest --cov --cov-report=term:skip-covered --cov-report=json:.coverage.json

setup: $(VENV)/.installed

$(VENV)/.installed: requirements.lock pyproject.toml
	@echo "[1/2] creating $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@echo "[2/2] installing pinned packages (about 2.5 GB on disk; a few minutes the first time)"
	@$(BIN)/python -m pip --disable-pip-version-check install --progress-bar off -r requirements.lock \
		| grep --line-buffered -E '^(Collecting|Installing|Successfully|ERROR)' || true
	@$(PIP) check
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

data/.ready: $(VENV)/.installed $(shell find knowledge -name '*.md' -o -name '*.yaml' -o -name '*.jsonl' 2>/dev/null)
	@$(BIN)/python -m bot db upgrade
	@$(BIN)/python -m bot handbook build
	@$(BIN)/python -m bot demo
	@mkdir -p data && touch $@

lint: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

clean:
	rm -rf $(VENV) data build *.egg-info
