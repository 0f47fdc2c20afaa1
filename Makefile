PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --constraint constraints.txt

# What Python compiled is kept even where the environment says otherwise: every process then starts in a third of the time.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help run test chaos bench calibrate bench-intake soak lint types check clean

help:            ## show these lines
	@grep -hE '^[a-z-]+: .*##|^[a-z-]+:  *##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 12

run: $(VENV)/installed     ## start the bot: on Telegram with BOT_TOKEN, else locally
	@$(BIN)/bot run

test: $(VENV)/installed-dev lint types     ## lint, types and tests; installs what they need
	@sh tests/system-parts
	@$(BIN)/python -m pytest -n 3 --dist worksteal
	@$(BIN)/bot check --thorough

chaos: $(VENV)/installed-dev    ## kill, stop and starve the bot for some minutes
	@sh tests/system-parts
	@CHAOS=long $(BIN)/python -m pytest -p no:xdist tests/chaos

bench: $(VENV)/installed-bench-matching    ## how well and how fast it matches, beside other ways; DATA=DIR adds public data
	@$(BIN)/python -m benchmarks.matching --plot docs/growth.svg $(if $(DATA),--data "$(DATA)")

calibrate: $(VENV)/installed    ## fit the weights of danger anew; DATA=DIR adds public data and fits the confidence
	@$(BIN)/python -m benchmarks.calibration $(if $(DATA),--data "$(DATA)")

bench-intake: $(VENV)/installed-bench-intake    ## how fast messages are taken in, beside other libraries
	@$(BIN)/python -m benchmarks.intake

soak: $(VENV)/installed-dev    ## send a hundred thousand messages and watch the memory
	@$(BIN)/python -m benchmarks.intake.soak

lint: $(VENV)/installed-dev     ## style
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(VENV)/installed-dev    ## types
	@$(BIN)/mypy

check: $(VENV)/installed   ## look for mistakes in the content
	@$(BIN)/bot check

clean:           ## remove what the other commands made
	rm -rf $(VENV) dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name one with: make run PYTHON=python3.12")'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/installed: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing the bot into $(VENV) …"
	@$(PIP) --editable .
	@$(BIN)/python -m compileall -q bot
	@touch $@

$(VENV)/installed-bench-%: benchmarks/%/requirements.txt constraints.txt $(VENV)/installed
	@echo "Installing what the benchmark compares …"
	@$(PIP) --requirement $<
	@touch $@

$(VENV)/installed-dev: pyproject.toml constraints.txt $(VENV)/installed
	@echo "Installing what the tests need …"
	@$(PIP) --requirement tests/requirements.txt
	@touch $@
