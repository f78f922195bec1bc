# The verbs of this repository. Each does all the setting up that it needs, once; after that nothing is fetched.
.DEFAULT_GOAL := help
.PHONY: help setup demo test check format generate web bench faults test-install lock screenshots

# Any Python from 3.11 on; make PYTHON=... chooses.
PYTHON ?= $(or $(shell command -v python3),$(shell command -v python3.11),python3)
VENV_PYTHON := .venv/bin/python

help:
	@echo "make demo          run ChatHub with a sample company"
	@echo "make test          every check and every test"
	@echo "make check         formatting, lint, types, layers"
	@echo "make format        put the formatting right"
	@echo "make generate      make spec/ and the TypeScript types anew"
	@echo "make web           build the front end"
	@echo "make setup         only set up, for development"
	@echo "make screenshots   take the pictures of the README"
	@echo "make bench         measure, and write bench/README.md; BENCH=--brief to see that all of it runs"
	@echo "make faults        try every fault many times, for at most an hour; FAULTS='--minutes 5 --scale 0.02' for less"
	@echo "make test-install  try pip install . with and without Node"
	@echo "make lock          resolve the Python locks anew"

setup:
	@$(PYTHON) tools/prepare.py develop

demo:
	@$(PYTHON) tools/prepare.py demo
	@$(VENV_PYTHON) hatch_build.py
	@exec .venv/bin/chathub demo

test: setup
	@$(VENV_PYTHON) tools/checks.py test

check: setup
	@$(VENV_PYTHON) tools/checks.py check

format: setup
	@.venv/bin/ruff format --quiet .
	@.venv/bin/ruff check --fix --quiet .
	@$(VENV_PYTHON) tools/front_end.py format

generate: setup
	@$(VENV_PYTHON) tools/generate.py

web: setup
	@$(VENV_PYTHON) hatch_build.py

# BENCH holds options of bench/__main__.py.
bench: setup web
	@$(VENV_PYTHON) -m bench $(BENCH)

# FAULTS holds options of tests/faults/long.py. A run that is broken off goes on where it was.
faults: setup web
	@$(VENV_PYTHON) -m tests.faults.long $(FAULTS)

screenshots: setup web
	@$(VENV_PYTHON) tools/screenshots.py

test-install: setup
	@$(VENV_PYTHON) tools/checks.py install

lock: setup
	@$(VENV_PYTHON) tools/lock.py
