SHELL := /bin/sh
.DEFAULT_GOAL := help
PYTHON ?= python3
UV ?= uv
CMD ?= build

# The environment carries the checksum of the lock it was made from: another lock, or an installation that was
# interrupted, has another name or none, and is made anew.
READY := .venv/.made-from-$(shell cat requirements.lock 2>/dev/null | cksum | tr -d ' ')
RUN := .venv/bin/python

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: demo
demo: $(READY) ## everything once against the simulator: sync, models, tests, summary; again: only what changed
	@$(RUN) -m flows.demo

.PHONY: sync
sync: $(READY) ## ServiceTitan to tested models; MODE=full|incremental ONLY=customers,jobs MODULE= SKIP= FORCE=1
	@$(RUN) -m flows.sync $(if $(MODE),--mode '$(MODE)') $(if $(ONLY),--only '$(ONLY)') $(if $(MODULE),--module '$(MODULE)') $(if $(SKIP),--skip '$(SKIP)') $(if $(FORCE),--force '$(FORCE)')

.PHONY: reports
reports: $(READY) ## the custom reports of reports.yml, however long it takes; ONLY=name,...
	@$(RUN) -m flows.reports $(if $(ONLY),--only '$(ONLY)')

.PHONY: status
status: $(READY) ## what was synced when, per resource
	@$(RUN) -m flows.status

.PHONY: psql
psql: $(READY) ## a psql prompt in the warehouse; ARGS='-c "select 1"'
	@$(RUN) -m extract.database psql $(ARGS)

.PHONY: env
env: $(READY) ## the connection as PG* variables: eval "$(make -s env)"
	@$(RUN) -m extract.database env

.PHONY: dbt
dbt: $(READY) ## any dbt command: CMD="build -s st_jobs+"
	@$(RUN) -m flows.dbt $(CMD)

.PHONY: diff
diff: $(READY) ## how your build of a model differs from production's: MODEL=st_jobs WITHOUT=column,...
	@$(RUN) -m flows.diff '$(MODEL)' $(if $(WITHOUT),--without '$(WITHOUT)')

.PHONY: docs
docs: $(READY) ## the dbt documentation as one file
	@$(RUN) -m flows.docs

.PHONY: schedule
schedule: $(READY) ## sync every 5 minutes and in full every night, with a Prefect server
	@$(RUN) -m flows.schedule start

.PHONY: schedule-stop
schedule-stop: $(READY) ## end what make schedule started
	@$(RUN) -m flows.schedule stop

.PHONY: test
test: $(READY) ## the test suite; ARGS="tests/extract -k catalogue"
	@$(RUN) -m pytest $(ARGS)

.PHONY: lint
lint: $(READY) ## every check of .pre-commit-config.yaml over the whole tree
	@.venv/bin/pre-commit run --all-files

.PHONY: format
format: $(READY) ## rewrite Python and SQL in the project's style
	@.venv/bin/ruff check --fix-only --quiet . && .venv/bin/ruff format . && .venv/bin/sqlfluff fix --quiet dbt_project

.PHONY: bench
bench: $(READY) ## the figures of the README, measured here
	@$(RUN) -m tests.bench

.PHONY: specs
specs: $(READY) ## what newer OpenAPI documents add to the catalogue or change; FOLDER=path
	@$(RUN) -m maintenance.compare_specs '$(FOLDER)'

.PHONY: staging
staging: $(READY) ## staging models for resources of the catalogue that have none; ARGS=--check says what is missing
	@$(RUN) -m maintenance.staging $(ARGS)

.PHONY: hooks
hooks: $(READY) ## check what is committed, with git hooks
	@.venv/bin/pre-commit install

.PHONY: lock
lock: ## requirements.lock from the ranges in pyproject.toml, as few changes as they need; UPGRADE=1: the newest (needs uv)
	@$(UV) pip compile pyproject.toml --group dev --universal --no-strip-extras --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --quiet $(if $(UPGRADE),--upgrade )--output-file requirements.lock

.PHONY: stop
stop: schedule-stop ## stop the schedule and the embedded PostgreSQL
	@$(RUN) -m extract.database stop

.PHONY: clean
clean: ## stop everything; remove .warehouse, .venv and caches
	@if [ -d .warehouse ]; then $(MAKE) --no-print-directory stop; fi
	rm -rf .warehouse .venv .cache .hypothesis .ruff_cache .mypy_cache .pytest_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The lock is complete, so pip need not look for dependencies (and old ones trip over extras when they do).
# Servers that still run from an environment about to be replaced are stopped first: their programs live in it.
$(READY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "Python 3.11 or newer is needed, and $(PYTHON) is not: make PYTHON=/path/to/python3.11 ..." >&2; exit 1; }
	@for part in "flows.schedule stop" "extract.database stop"; do \
		[ ! -x $(RUN) ] || $(RUN) -m $$part >/dev/null 2>&1 || true; done
	@echo "Making .venv from requirements.lock ..." >&2
	@rm -rf .venv
	@if command -v $(UV) >/dev/null 2>&1; then \
		$(UV) venv --quiet --python "$(PYTHON)" .venv && \
		VIRTUAL_ENV=.venv $(UV) pip install --quiet --compile-bytecode --require-hashes -r requirements.lock; \
	else \
		$(PYTHON) -m venv .venv && \
		$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock; \
	fi
	@touch $@
