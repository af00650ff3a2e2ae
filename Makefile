# Everything a clone needs. Wants Python 3.11 or newer (with venv), git and make; the rest it fetches itself.

# An empty environment has no search path, and Python would take its texts for ASCII.
export PATH := $(or $(PATH),/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin)
ifeq ($(HOME),)
unexport HOME # Python then asks the system for it
endif
export PYTHONUTF8 := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
ifneq ($(origin T),command line)
unexport T # whatever the environment calls T: it chooses no tests
endif

SHELL := /bin/sh
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules

# The first Python that is new enough.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
  $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
BIN := .venv/bin
READY := .venv/ready

.PHONY: all help check format lint types imports fix test attacks mutation demo bench docs lock clean

all: check test ## everything below that can fail: check and test (plain `make`)

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1|\2/p' Makefile | while IFS='|' read -r name what; do \
	  printf '%-14s %s\n' "$$name" "$$what"; done

check: format lint types imports ## formatting, lint, types and import rules, of tests and features too

format: $(READY) ## is everything formatted
	@echo "== format"
	@$(BIN)/ruff format --check .

lint: $(READY) ## ruff's rules
	@echo "== lint"
	@$(BIN)/ruff check .

types: $(READY) ## mypy, strict
	@echo "== types"
	@$(BIN)/mypy

imports: $(READY) ## which layer and which area may import which
	@echo "== imports"
	@$(BIN)/lint-imports --no-cache

fix: $(READY) ## format, and mend what ruff can mend
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

test: $(READY) ## all tests and features, or with T=... those of a path or a name (pytest -k)
	@echo "== tests and features"
	@if [ -z "$$T" ]; then set --; elif [ -e "$${T%%::*}" ]; then set -- "$$T"; else set -- -k "$$T"; fi; \
	  $(BIN)/pytest -n 2 "$$@"

attacks: $(READY) ## a thousand logs attacked by a superuser in nine ways, and a thousand that nobody touched
	@$(BIN)/python -m tests.eventlog.sealing

mutation: $(READY) ## which changes to the rules no test of theirs would notice; `mutmut show NAME` prints one
	@echo "== mutation of domain/"
	@$(BIN)/mutmut run
	@$(BIN)/mutmut results

demo: $(READY) ## a year of a real city, and what you can ask about it
	@$(BIN)/indelible demo

bench: $(READY) ## measure; the README's figures
	@$(BIN)/python -m benchmarks

docs: $(READY) ## write anew the pages of docs/ that follow from the code
	@$(BIN)/python -m docs.generate

# The environment is made anew when the lock changes; a half-made one has no stamp and is made anew, too.
$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed, and none was found" >&2; exit 2; }
	@echo "== creating .venv"
	@rm -rf .venv && $(PYTHON) -m venv .venv
	@echo "== installing the locked packages"
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --no-index --editable .
	@touch $@

lock: $(READY) ## pin every package anew with its hashes, for the project, its tools and its build backend
	@echo "== resolving requirements.lock"
	@CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --upgrade --all-extras --all-build-deps \
	  --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
	  --output-file requirements.lock pyproject.toml

clean: ## remove the environment and what tools left behind
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist
