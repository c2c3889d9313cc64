# Two commands matter: `make run` and `make test`. Everything else is what they call, or a developer's tool.
SHELL := /bin/bash
PY := .venv/bin/python

.PHONY: run test setup lint bench tour texts lock clean

run: setup ; @bash tools/run.sh
test: setup ; @bash tools/test.sh
setup: ; @bash tools/setup.sh
lint: setup ; @bash tools/lint.sh
bench: setup ; @QT_QPA_PLATFORM=offscreen $(PY) -m bench
tour: setup ; @.venv/bin/kiosk tour --out build/tour
texts: setup ; @$(PY) -m kiosk.i18n.extract && $(PY) -m kiosk.i18n.compile
lock: ; @$(PY) -m piptools compile -q --generate-hashes --allow-unsafe --strip-extras --no-header --no-emit-index-url --no-emit-trusted-host --no-emit-find-links -o requirements.lock requirements.in
clean: ; @rm -rf build .venv
