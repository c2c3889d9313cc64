#!/usr/bin/env bash
# Everything that must hold: the checks beside the tests, as there are two cores; the tests' last line comes last.
set -uo pipefail
cd "$(dirname "$0")/.."
export QT_QPA_PLATFORM=offscreen
bash tools/lint.sh >build/lint.log 2>&1 &
lint=$!
.venv/bin/python -m pytest >build/pytest.log 2>&1 &
tests=$!
wait $lint; linted=$?
cat build/lint.log
wait $tests; tested=$?
cat build/pytest.log
[ $linted = 0 ] || echo "The checks failed; see above." >&2
exit $((linted || tested))
