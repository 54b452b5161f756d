# Every target sets up what it needs first; `make` alone lists them.
PYTHON ?= python3
PORT ?= 8501
ADDRESS ?= localhost
CORPUS ?= corpus
PY := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run ingest index eval test killing lint screenshots clean

help:  ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14
	@echo 'Variables: PORT=$(PORT)  ADDRESS=$(ADDRESS)  CORPUS=$(CORPUS)  PYTHON=$(PYTHON)'

setup:  ## virtual environment with what the program needs
	@command -v $(PYTHON) >/dev/null || { \
	  echo 'Chưa có Python: cài Python 3.11 trở lên (sudo apt install python3 python3-venv) rồi chạy lại.'; \
	  echo 'No $(PYTHON) here: install Python 3.11 or newer (sudo apt install python3 python3-venv), then run again.'; \
	  exit 1; } >&2
	@$(PYTHON) .ci/bootstrap.py $(BOOTSTRAP)

setup-dev:  ## the same with what the tests need
	@$(MAKE) --no-print-directory setup BOOTSTRAP=--dev

run: index  ## read CORPUS, build the index, serve the page at ADDRESS:PORT
	@echo
	@echo 'Mở trình duyệt tại / open in a browser: http://localhost:$(PORT)   (Ctrl+C: dừng / stop)'
	@echo
	@$(PY) -m streamlit run app.py --server.address $(ADDRESS) --server.port $(PORT) --server.headless true

ingest: setup  ## read the documents of CORPUS into the store
	$(PY) -m ingest "$(CORPUS)"

index: ingest  ## bring the index up to date with the store
	$(PY) -m index build

eval: index  ## measures on the judged questions of the bundled corpus
	$(PY) -m eval

test: setup-dev  ## pytest with branch coverage
	$(PY) -m pytest --cov --cov-branch --cov-report=term:skip-covered

killing: setup-dev  ## kill the reading of 300 files until 50 blows fell on a run (half an hour)
	$(PY) -m tests.killing --files 300 --kills 50

lint: setup-dev  ## ruff, mypy --strict, import layers
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports --no-logo --no-cache

screenshots: setup-dev index  ## pictures of the page in a real browser
	$(PY) -m ui.screenshots

clean:  ## remove caches and all generated state, keep the virtual environment
	rm -rf data screenshots htmlcov .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
