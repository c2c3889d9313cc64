# Two commands matter: `make run` and `make test`. Everything else is what they call, or a developer's tool.
SHELL := /bin/bash
.PHONY: run test setup lint bench bench-search bench-scale bench-sync bench-fleet faults tour texts lock clean

run: setup   ; @bash tools/run.sh
test: setup  ; @bash tools/test.sh
setup:       ; @bash tools/setup.sh
lint: setup  ; @bash tools/lint.sh
bench: setup ; @QT_QPA_PLATFORM=offscreen .venv/bin/python -m bench
bench-scale: setup ; @.venv/bin/python -m bench.scale
bench-sync: setup  ; @.venv/bin/python -m bench.sync
bench-fleet: setup ; @.venv/bin/python -m bench.fleet
faults: setup      ; @KIOSK_FAULTS=all .venv/bin/python -m pytest -q --timeout 3600 tests/origins tests/faults \
	tests/gui/test_monkey.py tests/unit/packs/test_slots.py tests/unit/publishing/test_any_changes.py
bench-search: setup ; @.venv/bin/python -m bench.search
tour: setup  ; @.venv/bin/kiosk tour --out build/tour
texts: setup ; @.venv/bin/python -m kiosk.i18n.extract && .venv/bin/python -m kiosk.i18n.compile
lock:        ; @bash tools/lock.sh
clean:       ; @rm -rf build .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info
