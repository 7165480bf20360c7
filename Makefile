# The doors for developers; `.ci/run` goes through the same ones.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BODY ?=

.DEFAULT_GOAL := help
.PHONY: help demo test tools lint bench lock format

help: ## show this
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## /  make \1|/' | column -t -s '|'

demo: $(VENV)/run ## the main job on the example list (BODY=my.md sends in your own)
	@$(BIN)/python examples/demo.py $(BODY)

# The long sweeps are for CI, which sets CI=true; `make test SLOW=1` runs them here.
TESTS := $(if $(CI)$(SLOW),,-m "not slow")

test: $(VENV)/dev ## run the tests (SLOW=1: the long sweeps too; ARGS=… to pytest)
	$(BIN)/pytest -q -n auto --dist worksteal $(TESTS) $(ARGS)

tools: tests/npm/node_modules/.package-lock.json ## install what a few tests start (needs npm)

lint: $(VENV)/dev ## check style, types and the floors of the house
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright
	$(BIN)/lint-imports

bench: $(VENV)/dev ## measure speed and memory (takes minutes)
	$(BIN)/python benchmarks/catalogs.py
	$(BIN)/python benchmarks/checking.py
	$(BIN)/python benchmarks/links.py
	$(BIN)/python benchmarks/start.py
	$(BIN)/python benchmarks/adopting.py
	$(BIN)/python benchmarks/on_github.py 300

format: $(VENV)/dev ## format the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: ## resolve the dependencies anew (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --quiet \
	  --custom-compile-command "make lock" pyproject.toml -o requirements/run.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --quiet \
	  --custom-compile-command "make lock" --group dev pyproject.toml -o requirements/dev.txt

# An environment is made anew when its lock changes. The demo needs only what users need.
$(VENV)/run: requirements/run.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r $<
	@touch $@

$(VENV)/dev: requirements/dev.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r $<
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/run

tests/npm/node_modules/.package-lock.json: tests/npm/package-lock.json
	@cd tests/npm && npm ci --no-progress --loglevel=error
	@touch $@
