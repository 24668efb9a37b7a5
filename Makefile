# The recipes of this project; `make help` lists them. Each begins with set-up, which is quick when nothing changed.
SHELL := /bin/bash
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
export DJANGO_SETTINGS_MODULE ?= sightline.config.settings

.DEFAULT_GOAL := help

.PHONY: help
help: ## List these recipes
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | awk -F'\t' '{ printf "  make %-15s %s\n", $$1, $$2 }'

.PHONY: setup
setup: ## Make .venv ready: packages, the sightline command, front-end files
	@$(PYTHON) scripts/setup.py

.PHONY: demo
demo: setup ## Open Sightline with an invented example: prints the address and who may sign in; PORT=9000 for another port
	@$(BIN)/django-admin migrate --verbosity 0
	@$(BIN)/sightline demo $(if $(PORT),--port $(PORT))

.PHONY: test
test: setup browser ## Run every test, the browser's too, on every core; PYTEST="-k words" narrows them
	@env -u DJANGO_SETTINGS_MODULE $(BIN)/pytest --numprocesses auto --dist worksteal $(PYTEST)

.PHONY: browser
browser: setup ## See that there is a Chromium for the browser tests; root on Debian gets it installed
	@$(BIN)/python scripts/chromium.py

.PHONY: check
check: setup ## Look for anything out of step: style, types, layers, migrations, generated pages. Changes nothing
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet --diff .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/django-admin makemigrations --check --dry-run
	$(BIN)/django-admin check
	$(BIN)/python docs/reference/generate.py --check

.PHONY: fix
fix: setup ## Do what can be done without thinking: imports, format, generated pages
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format --quiet .
	$(BIN)/python docs/reference/generate.py

.PHONY: docs
docs: setup ## Write docs/reference/generated from the code
	$(BIN)/python docs/reference/generate.py

.PHONY: golden
golden: setup ## Rewrite the expected files of tests/golden; look at the difference before you commit it
	@env -u DJANGO_SETTINGS_MODULE $(BIN)/pytest --rewrite-golden $(PYTEST)

.PHONY: screenshots
screenshots: setup browser ## Take docs/screenshots anew; look at them before you commit them
	@env -u DJANGO_SETTINGS_MODULE $(BIN)/pytest tests/functional --take-screenshots $(PYTEST)

.PHONY: bench
bench: setup ## Measure speed: reading by length and against the bare library, the plan page with 5,000 actions, the audit
	$(BIN)/python -m benchmarks.reading_speed
	$(BIN)/python -m benchmarks.plan_page
	$(BIN)/python -m benchmarks.audit

.PHONY: bench-load
bench-load: setup ## Measure 40 requests a second on SQLite, and against the same site without row guard and audit
	$(BIN)/python -m benchmarks.load

.PHONY: bench-reading
bench-reading: setup ## Measure how well the invented corpus is read: precision and recall per key and format
	$(BIN)/python -m benchmarks.reading_quality

.PHONY: bench-dates
bench-dates: setup ## Measure how well and how fast the words of dates are read, form by form
	$(BIN)/python -m benchmarks.reading_dates

.PHONY: bench-chronology
bench-chronology: setup ## Measure how fast a chronology of twelve agencies is read, from 1,000 to 120,000 entries
	$(BIN)/python -m benchmarks.chronology

.PHONY: supply
supply: setup ## Look for secrets in the tree and known weaknesses in what is pinned; write the bill of materials
	@$(BIN)/python scripts/supply.py

.PHONY: requirements
requirements: setup ## Compile requirements/*.txt from requirements/*.in; nothing younger than a week
	cd requirements && for name in base dev node; do \
	  ../$(BIN)/uv pip compile --quiet --generate-hashes --no-header --no-emit-index-url --no-emit-find-links \
	    --python-version 3.11 --exclude-newer "7 days" $$name.in --output-file $$name.txt || exit 1; done
