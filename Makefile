# `make` lists the commands. `make demo` and `make test` install what they need.
SHELL := /bin/bash
PYTHON := .venv/bin/python
export QT_QPA_PLATFORM := offscreen

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-outside-qgis test-in-windows test-core test-core-matrix \
	test-matrix lint format bench translations hostile docs package clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## install what is missing (Debian packages, and developers' tools in .venv)
	@.ci/install

demo: setup ## run the exercise through the plugin in QGIS and show the systems it finds
	@.ci/demo

# Several processes: what QGIS still has to delete of a thousand maps does not reach the panel's
# tests, nor its tasks those of the network. The windows mostly wait, so they open beside the rest.
IN_WINDOWS := tests/ui/test_window.py tests/ui/test_exercise_window.py
WITH_NETWORK := tests/ui/test_data_doors.py

test: lint ## run every test: method, QGIS algorithms, panel, packaging
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target test-outside-qgis test-in-windows
	$(PYTHON) -m pytest tests/algorithms
	$(PYTHON) -m pytest $(WITH_NETWORK)
	$(PYTHON) -m pytest tests/ui tests/hostile $(addprefix --ignore ,$(WITH_NETWORK) $(IN_WINDOWS))

test-outside-qgis:
	$(PYTHON) -m pytest --ignore tests/algorithms --ignore tests/ui --ignore tests/hostile

test-in-windows:
	$(PYTHON) -m pytest $(IN_WINDOWS)

test-core: ## run the tests of the method alone, without QGIS
	/usr/bin/python3 -m pytest tests/core tests/test_architecture.py

test-core-matrix: setup ## run them on numpy 1 and 2 and pandas 1.5 to 3, and check the calls to Qt 6
	@.ci/core_matrix

test-matrix: ## run every test and install the archive on QGIS 3.22, 3.40 and 3.44 (root)
	@.ci/test_matrix $(QGIS)

lint: setup ## check style, types and translations
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy
	$(PYTHON) .ci/translations.py check

format: setup ## lay the code out
	$(PYTHON) -m ruff check --select I --fix .
	$(PYTHON) -m ruff format .
	$(PYTHON) .ci/translations.py tidy

hostile: setup ## try hostile conditions ten times longer than the tests do, and print the figures
	ALLIANCE_HOSTILE=10 $(PYTHON) -m pytest tests/hostile

bench: setup ## measure speed and memory on the national file
	$(PYTHON) tests/benchmarks/run.py

translations: setup ## collect the sentences of the code and compile the French ones
	$(PYTHON) .ci/translations.py update
	$(PYTHON) .ci/translations.py compile

docs: setup ## write the pages of docs/ that are made from the code
	$(PYTHON) docs/make_help.py

package: setup ## make the archive that QGIS installs, from the last commit, and check it
	@$(PYTHON) .ci/check_package.py "$$(.ci/package)"

clean: ## remove what the commands wrote, the tools excepted
	rm -rf build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +
