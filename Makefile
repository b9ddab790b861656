# Everything a developer or operator does, from a fresh clone: needs python3 (3.11 or newer, with venv) and make.

VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
JUDGE := .judge
# vnu-jar's own script would fetch a Java from elsewhere.
NPM := --ignore-scripts --no-audit --no-fund
LOCK := $(UV) pip compile -q --upgrade --universal --generate-hashes --no-emit-index-url --no-annotate --no-header
PORT ?= 8000

# Whom its authors would have paid is no part of a lock, and names hosts.
define WITHOUT_FUNDING
import json, pathlib, sys
path = pathlib.Path(sys.argv[1])
lock = json.loads(path.read_text())
for package in lock["packages"].values():
    package.pop("funding", None)
path.write_text(json.dumps(lock, indent=2) + "\n")
endef
export WITHOUT_FUNDING

.DEFAULT_GOAL := help
.PHONY: help install serve preview states codes picture test gettext chromium judge nu clients firefox nginx pandoc poedit soak lint format bench bench-scale wrk lock clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(VENV)/installed  ## make .venv with everything that the project needs

serve: $(VENV)/installed  ## serve the sections at http://127.0.0.1:8000, drafts too, each with its notice
	$(BIN)/vertebra serve --drafts --port $(PORT)

preview: $(VENV)/installed  ## for translators: the board, and each section as patients see it, while a PO file is edited
	$(BIN)/vertebra preview

states: $(VENV)/installed  ## locales/states.svg, drawn anew after the states or their words changed
	$(BIN)/python -c "from api.sheets.state_table import draw_states; print(draw_states(), end='')" >locales/states.svg

picture: $(VENV)/installed chromium  ## api/embed/partner.png, taken anew after the component or the Spanish or Arabic risks changed
	$(BIN)/python -m tests.e2e.picture

test: lint gettext chromium  ## every check and test but the judges'
	$(BIN)/vertebra verify
	$(BIN)/pytest -n auto --dist loadfile --cov --cov-report=term

codes: $(VENV)/installed  ## write api/checks/README.md anew, from the words of `vertebra explain`
	$(BIN)/python -m api.checks.explain > api/checks/README.md

# $(call apt,command,package): install the package where the command is missing.
apt = command -v $(1) >/dev/null || { \
		echo "installing Debian's package $(2)"; \
		sudo=$$([ "$$(id -u)" = 0 ] || command -v sudo); \
		$$sudo apt-get -qq update && \
		$$sudo env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $(2) >/dev/null; \
	} || { echo "the tests need $(1): install the package $(2), then try again" >&2; exit 1; }

gettext:  ## GNU gettext's tools, which judge our catalogs in the tests (on Debian, installs them)
	@$(call apt,msgfmt,gettext)

chromium:  ## the browser in which the tests look at pages (on Debian, installs it)
	@$(call apt,chromium,chromium)

judge: $(VENV)/installed nu clients firefox nginx pandoc poedit  ## judges from outside: the Nu HTML checker, generated clients, Firefox ESR, nginx with our recipes for it, pandoc, and Poedit
	$(BIN)/pytest -v --durations=5 tests/judge

nu: $(JUDGE)/installed  ## the Nu HTML checker, and the Java that it runs on (on Debian, installs Java)
	@$(call apt,java,default-jre-headless)

clients: $(JUDGE)/clients $(JUDGE)/installed  ## the generators that make clients of our OpenAPI document

firefox:  ## the other browser in which the judges look at pages (on Debian, installs it)
	@$(call apt,firefox-esr,firefox-esr)

nginx:  ## the server in which the judges follow the partners' recipes (on Debian, installs it)
	@PATH=$$PATH:/usr/sbin; $(call apt,nginx,nginx-light)

pandoc:  ## the reader of Markdown that judges ours (on Debian, installs it)
	@$(call apt,pandoc,pandoc)

poedit:  ## the editor in which the judges save catalogs, and a screen for it (on Debian, installs them)
	@$(call apt,poedit,poedit)
	@$(call apt,Xvfb,xvfb)
	@$(call apt,openbox,openbox)
	@$(call apt,xdotool,xdotool)
	@$(call apt,xclip,xclip)

soak: $(VENV)/installed  ## two who write at once, 200 rounds of each kind, and 200 kills (minutes)
	$(BIN)/pytest -q -s tests/soak

lint: $(VENV)/installed  ## style, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: $(VENV)/installed  ## lay out the code, and mend what can be mended
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/installed .bench/installed nginx wrk  ## measure ours beside a raw ASGI callable, nginx and FastAPI (some ten minutes)
	$(BIN)/python -m tests.bench compare

bench-scale: $(VENV)/installed wrk  ## measure ours with 1, 10, 100 and 1,000 topics (a quarter of an hour)
	$(BIN)/python -m tests.bench scale

wrk:  ## the load generator of the bench (on Debian, installs it)
	@$(call apt,wrk,wrk)

lock: $(VENV)/uv  ## make requirements/ anew from pyproject.toml
	$(LOCK) --output-file requirements/runtime.txt pyproject.toml
	$(LOCK) --output-file requirements/test.txt --group test pyproject.toml
	echo uv | $(LOCK) --output-file requirements/uv.txt -
	@$(call apt,npm,npm)
	npm --prefix requirements/judge install --package-lock-only --save-exact --omit-lockfile-registry-resolved $(NPM) vnu-jar@latest \
		openapi-typescript@latest openapi-fetch@latest typescript@5
	$(BIN)/python -c "$$WITHOUT_FUNDING" requirements/judge/package-lock.json
	echo openapi-python-client | $(LOCK) --output-file tests/judge/requirements.txt -

clean:  ## remove .venv and every cache
	rm -rf $(VENV) $(JUDGE) .bench .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find api tests -name __pycache__ -prune -exec rm -rf {} +

$(VENV)/uv:
	python3 -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

$(VENV)/installed: requirements/test.txt pyproject.toml $(VENV)/uv
	$(UV) pip sync --quiet --require-hashes --compile-bytecode --python $(BIN)/python requirements/test.txt requirements/uv.txt
	$(UV) pip install --quiet --no-deps --no-build-isolation --python $(BIN)/python --editable .
	@touch $@

# FastAPI brings pydantic, which Litestar imports wherever it finds it: so it has an environment of its own.
.bench/installed: tests/bench/requirements.txt $(VENV)/uv
	$(UV) venv --quiet --clear --python $(BIN)/python .bench/venv
	$(UV) pip sync --quiet --require-hashes --compile-bytecode --python .bench/venv/bin/python $<
	@touch $@

# It brings pydantic, which Litestar imports wherever it finds it: so it has an environment of its own.
$(JUDGE)/clients: tests/judge/requirements.txt $(VENV)/uv
	$(UV) venv --quiet --clear --python $(BIN)/python $(JUDGE)/venv
	$(UV) pip sync --quiet --require-hashes --python $(JUDGE)/venv/bin/python $<
	@touch $@

$(JUDGE)/installed: requirements/judge/package.json requirements/judge/package-lock.json
	@$(call apt,npm,npm)
	mkdir -p $(JUDGE)
	cp $^ $(JUDGE)
	npm --prefix $(JUDGE) ci --silent $(NPM)
	@touch $@
