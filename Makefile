# certgate: the two commands a newcomer needs are `make check` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
AS_OF := 2026-11-23

.PHONY: help setup check test lint types layers pytest deep fuzz mutate bench soak lock audit dist sbom clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/.stamp: pyproject.toml .ci/requirements.lock
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit("certgate needs python 3.11 or newer; this is %d.%d: run `make PYTHON=python3.11 ...`" % v[:2] if v < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(PIP) --no-compile --require-hashes --no-deps -r .ci/requirements.lock
	$(PIP) --no-build-isolation --no-deps -e .
	@# On every core, which pip does not; what some packages keep for other versions of Python does not compile.
	@$(BIN)/python -m compileall -qq -j 0 $(VENV)/lib checker || true
	@touch $@

setup: $(VENV)/.stamp ## make .venv and install certgate with its development tools

check: setup ## run the main job: the shipped policies over the shipped fixtures
	$(BIN)/python -m tests.expected fixtures/manifests -p policies --as-of $(AS_OF)

test: setup lint layers types pytest ## run every gate: lint, types, layers, tests with coverage

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

layers: setup
	$(BIN)/lint-imports

# What CI runs every night.
deep: setup ## run every test with all of its cases, of which `make test` draws a quarter
	CERTGATE_DEEP=1 $(BIN)/pytest -n auto --dist loadgroup

# What is marked `generated` is run without being measured (tests/conftest.py).
pytest: setup
	$(BIN)/pytest -n auto --dist loadgroup -m "not deep" --cov --cov-report=term

FUZZ_SECONDS ?= 1800

fuzz: setup ## fuzz readers, policies, waivers, registers for FUZZ_SECONDS each (half an hour)
	$(PIP) --require-hashes --no-deps -r .ci/tools.lock
	$(BIN)/python -m tests.fuzz.run --seconds $(FUZZ_SECONDS) --work $(VENV)/fuzz

# OPA's binding declares Python 3.14, and its library loads in older ones too; without it the table says so.
OPA := opa-golib-python-bindings==0.4.4
bench: setup ## measure what a run costs, and what else could do the work (QUICK=--quick: whether it still runs)
	$(PIP) --require-hashes --no-deps -r .ci/tools.lock
	-@test -d $(VENV)/opa || $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --ignore-requires-python --only-binary :all: --target $(VENV)/opa $(OPA)
	$(BIN)/python -m tests.benchmarks.run $(QUICK)

# What `make setup` installs, and beside it what only some targets need: extras that no user asks for.
TOOLS := bench fuzz mutate
COMPILE = $(VENV)/uv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
  --custom-compile-command 'make lock' $(UPGRADE) --extra dev pyproject.toml
# The versions in the files stay where they still fit; `make lock UPGRADE=--upgrade` takes the newest.
lock: ## write .ci/*.lock anew: every package that is installed here, pinned by hash, for Python 3.11 to 3.14
	@$(PYTHON) -m venv $(VENV)/uv
	@$(VENV)/uv/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9'
	$(COMPILE) -o .ci/requirements.lock
	$(COMPILE) $(TOOLS:%=--extra %) -c .ci/requirements.lock -o .ci/tools.lock

audit: setup ## ask for known weaknesses of every package of the lock (needs the network)
	$(BIN)/pip-audit --strict --require-hashes --disable-pip --progress-spinner off -r .ci/tools.lock

dist: setup ## build wheel and sdist into dist/, twice, and compare their bytes
	$(BIN)/python -m tests.release.building dist

sbom: setup ## write the bill of materials (CycloneDX) into dist/
	$(BIN)/python -m tests.release.sbom dist/certgate.cdx.json

# All of it takes hours; what is in build/mutation already is not tried again. `make mutate MUTATE="--minutes 60"` ends sooner.
mutate: setup ## try every mutant of what decides on the tests, and write tests/mutation/RESULTS.md
	$(PIP) --require-hashes --no-deps -r .ci/tools.lock
	$(BIN)/python -m tests.mutation $(MUTATE)
	$(BIN)/python -m tests.mutation.table > tests/mutation/RESULTS.md

SOAK_COUNT ?= 1000000

soak: setup ## run over a million manifests, kill workers and interrupt runs, and count what became of them
	$(BIN)/python -m tests.soak.run --count $(SOAK_COUNT) --workers auto
	$(BIN)/python -m tests.parallel.kills

clean: ## remove what the other targets made
	rm -rf $(VENV) build dist .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
