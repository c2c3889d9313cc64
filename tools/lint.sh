#!/usr/bin/env bash
# What can be checked without running anything: style, layers, licences, QML, types. Says all that is wrong, then fails.
set -uo pipefail
cd "$(dirname "$0")/.."
PATH=$PWD/.venv/bin:$PATH
mkdir -p build
failed=()

check() {
    local name=$1
    shift
    if "$@" >build/check.log 2>&1; then
        echo "$name: ok"
    else
        cat build/check.log
        echo "$name: FAILED"
        failed+=("$name")
    fi
}

check "style" ruff check .
check "format" ruff format --check .
check "layers" lint-imports --no-cache
check "licences" python tools/licences.py
check "qml" python tools/qmllint.py
check "types" mypy main.py kiosk tests tools $(ls bench/*.py)
if [ ${#failed[@]} -gt 0 ]; then
    echo "checks: these failed, see above: ${failed[*]}" >&2
    exit 1
fi
