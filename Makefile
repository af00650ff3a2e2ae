# Everything a clone needs. Wants Python 3.11 or newer (with venv), git and make; the rest it fetches itself.

# An empty environment has no search path, and Python would take its texts for ASCII.
export PATH := $(or $(PATH),/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin)
ifeq ($(HOME),)
unexport HOME # Python then asks the system for it
endif
export PYTHONUTF8 := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

SHELL := /bin/sh
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules

# The first Python that is new enough.
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
  $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$python && break; done)
BIN := .venv/bin
READY := .venv/ready

.PHONY: all check format lint types imports test attacks mutation demo bench docs lock clean

all: check test

check: format lint types imports

format: $(READY)
	@echo "== format"
	@$(BIN)/ruff format --check .

lint: $(READY)
	@echo "== lint"
	@$(BIN)/ruff check .

types: $(READY)
	@echo "== types"
	@$(BIN)/mypy

imports: $(READY)
	@echo "== imports"
	@$(BIN)/lint-imports

test: $(READY)
	@echo "== tests and features"
	@$(BIN)/pytest -n 2

# A thousand logs attacked by a superuser in nine ways, and a thousand that nobody touched.
attacks: $(READY)
	@$(BIN)/python -m tests.eventlog.sealing

# Which changes to the rules no test of theirs would notice; `mutmut show NAME` prints one.
mutation: $(READY)
	@echo "== mutation of domain/"
	@$(BIN)/mutmut run
	@$(BIN)/mutmut results

demo: $(READY)
	@$(BIN)/indelible demo

bench: $(READY)
	@$(BIN)/python -m benchmarks

docs: $(READY)
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

# Pins every package with its hashes, for the project, its tools and its build backend.
lock: $(READY)
	@echo "== resolving requirements.lock"
	@CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --upgrade --all-extras --all-build-deps \
	  --generate-hashes --allow-unsafe --strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
	  --output-file requirements.lock pyproject.toml

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist
