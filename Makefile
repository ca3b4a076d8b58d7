# make run            sets everything up in .venv and opens the window (without a display: the
#                     terminal)
# make test           sets everything up and runs all checks
# make test-fast      lint, types, and the tests without processes, windows and models: for after
#                     each edit
# make build          makes a folder and an archive that need nothing installed, in dist, and
#                     tests them
# make translations   brings the texts to be translated up to date, and what is made of them
#
# Variables:
#   PYTHON=python3.12         which Python makes .venv; at least 3.11
#   VENV=.venv                where everything is installed
#   TORCH_INDEX=URL           package index to take PyTorch from. Without it, pip's own is used,
#                             whose builds for Linux bring CUDA (gigabytes). PyTorch's
#                             installation page names an index of smaller builds for CPUs only.

VENV ?= .venv
TORCH_INDEX ?=
CONSTRAINTS := packaging/constraints.txt

# The tested version first, then whatever the user calls Python.
FIND_PYTHON = for name in python3.11 python3 python3.12 python3.13 python3.14 python; do \
	if $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	then echo $$name; break; fi; done
PYTHON ?= $(shell $(FIND_PYTHON))

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
INPUTS := pyproject.toml $(CONSTRAINTS)

# What tests/speed.py and the tests themselves say of how long they take.
FAST := not process and not window and not model

.PHONY: run test test-fast build lint format translations clean libraries

run: libraries $(VENV)/.installed
	@$(BIN)/valence

test: export QT_QPA_PLATFORM ?= offscreen
test: libraries $(VENV)/.installed-dev
	@$(MAKE) --no-print-directory lint
	$(BIN)/python -m pytest

test-fast: export QT_QPA_PLATFORM ?= offscreen
test-fast: libraries $(VENV)/.installed-dev
	@$(MAKE) --no-print-directory lint
	$(BIN)/python -m pytest -m "$(FAST)"

build: libraries
	$(BIN)/python packaging/build.py $(if $(TORCH_INDEX),--torch-index $(TORCH_INDEX))

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

translations: $(VENV)/.installed
	$(BIN)/python packaging/translate.py

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis \
		.import_linter_cache
	find desktop_app trainer tests -name __pycache__ -type d -prune -exec rm -rf {} +

# Qt's needs of the system, before gigabytes are fetched: it runs without anything installed.
# Without a display `make run` works in the terminal and needs none of them; the tests do.
libraries: $(VENV)/.created
	@$(BIN)/python -m desktop_app.system_libraries

$(VENV)/.created:
	@if [ -z "$(PYTHON)" ]; then \
		echo "Valence needs Python 3.11 or newer. Install it, or name it: make $(MAKECMDGOALS) PYTHON=..."; \
		exit 1; fi
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "This Python cannot make virtual environments. On Debian and Ubuntu:"; \
		echo "sudo apt-get install python3-venv"; exit 1; }
	@echo "Setting up $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)
	@touch $@

# PyTorch comes first and alone: beside others, pip may settle on another build of it.
$(VENV)/.installed: $(INPUTS) | $(VENV)/.created
	@echo "Installing PyTorch; this takes a few minutes, once ..."
	@$(PIP) install $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) -c $(CONSTRAINTS) torch
	@echo "Installing the rest ..."
	@$(PIP) install -c $(CONSTRAINTS) -e .
	@touch $@

$(VENV)/.installed-dev: $(INPUTS) | $(VENV)/.installed
	@echo "Installing what the checks need ..."
	@$(PIP) install -c $(CONSTRAINTS) -e '.[dev]'
	@touch $@
