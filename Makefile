# The recipes of this project; `make help` lists them. Each starts by making .venv ready.
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin

.DEFAULT_GOAL := help

.PHONY: help
help: ## List these recipes
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | awk -F'\t' '{ printf "  make %-14s %s\n", $$1, $$2 }'

.PHONY: setup
setup: ## Make .venv ready: packages, the sightline command, front-end assets
	@$(PYTHON) scripts/setup.py
