#!/usr/bin/env bash
# What can be checked without running: style, types, layers, QML, licences.
set -euo pipefail
cd "$(dirname "$0")/.."
.venv/bin/ruff check .
.venv/bin/ruff format --check .
.venv/bin/lint-imports --no-cache
.venv/bin/python tools/licences.py
.venv/bin/python tools/qmllint.py
.venv/bin/mypy --strict kiosk
