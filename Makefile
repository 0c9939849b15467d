# One entry point for people, pre-commit and CI. `make` alone lists the targets.
# Nothing is installed outside .cache; `make clean` removes it all.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help demo test lint generated bench clean install drift

PYTHON ?= python3
VENV := .cache/venv
BIN := $(abspath $(VENV)/bin)
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
DEMO := .cache/demo/school-timetable
WORKFLOW := .github/workflows/alert-triggered-remediation.yml
TEMPLATES = $(patsubst templates/%/,%,$(filter-out %/__pycache__/,$(wildcard templates/*/)))
COVERAGE_FLOOR := 90

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: install ## build the school-timetable template into .cache/demo and show what comes out
	@rm -rf $(DEMO) && mkdir -p $(DEMO) && cd $(DEMO) && git init --quiet; \
	run() { printf '\n$$ %s\n' "$$*"; "$(BIN)/$$1" "$${@:2}"; }; \
	run alertflow init --template school-timetable; \
	run alertflow build; \
	run alertflow check; \
	printf '\n$$ head -n 40 %s\n' $(WORKFLOW); \
	head -n 40 $(WORKFLOW); \
	printf '  …\n\nThe project and everything built from it: %s\n' $(DEMO)

test: install ## fetch the real programs, run the tests with coverage, and check generated/ for drift
	@$(BIN)/python -m tests.programs || { [ "$${CI:-}" != true ] && echo 'going on: the tests that need them are skipped'; }
	$(BIN)/python -m pytest -n auto --cov --cov-report=term --cov-fail-under=$(COVERAGE_FLOOR)
	@$(MAKE) --no-print-directory drift

drift: install
	@for name in $(TEMPLATES); do \
	  $(BIN)/alertflow build "templates/$$name" --out "generated/$$name" --check \
	    || { echo "generated/$$name differs from what is built now; if that is right: make generated, and commit" >&2; exit 1; }; \
	done

lint: install ## ruff (lint and format), mypy --strict, and the import rules between the layers
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

generated: install ## build every template into generated/, and draw it into docs/pictures/
	@for name in $(TEMPLATES); do \
	  $(BIN)/alertflow build "templates/$$name" --out "generated/$$name"; \
	  for what in pipeline loop; do \
	    $(BIN)/alertflow graph $$what "templates/$$name" --out "docs/pictures/$$name-$$what.svg"; \
	  done; \
	done

bench: install $(VENV)/.bench ## measure alertflow against its peers
	$(BIN)/python -m tests.bench

clean: ## remove everything that was fetched or made: .cache and the tools' caches
	rm -rf .cache .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

install: $(VENV)/.installed

$(VENV)/.created:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo 'alertflow needs Python 3.11 or newer, and $(PYTHON) is not; name another: make PYTHON=python3.13 …' >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo '$(PYTHON) has no venv; install it (Debian: apt-get install python3-venv)' >&2; exit 1; }
	@echo 'creating $(VENV)'
	@mkdir -p .cache
	@$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/.installed: pyproject.toml $(VENV)/.created
	@echo 'installing alertflow and its tools into $(VENV)'
	@$(PIP) install --editable '.[dev]'
	@touch $@

$(VENV)/.bench: pyproject.toml $(VENV)/.installed
	@echo 'installing the peers that are measured'
	@$(PIP) install --editable '.[dev,bench]'
	@touch $@
