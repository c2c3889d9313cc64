#!/usr/bin/env bash
# Everything that must hold: the checks run beside the tests, these on all cores, file by file; the tests' last line comes last.
set -uo pipefail
cd "$(dirname "$0")/.."
export QT_QPA_PLATFORM=offscreen
mkdir -p build

bash tools/lint.sh >build/lint.log 2>&1 &
lint=$!
.venv/bin/python -m pytest --numprocesses auto --dist loadfile "$@" 2>&1 | tee build/pytest.log
tested=${PIPESTATUS[0]}
wait $lint
linted=$?
cat build/lint.log
tail -n 1 build/pytest.log
exit $((tested || linted))
