#!/usr/bin/env bash
# Locks requirements-dev.in (and requirements.in within it) with the hashes of every file, for any Linux that we support.
# Needs a package index; which one is the user's own configuration, and its address stays out of the lock.
set -euo pipefail
cd "$(dirname "$0")/.."
UV=0.13.9

if ! build/lock/bin/uv --version 2>/dev/null | grep -q "^uv $UV "; then
    python3 -m venv --clear build/lock
    build/lock/bin/python -m pip --quiet --disable-pip-version-check install "uv==$UV"
fi
build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
    --no-emit-index-url --no-emit-find-links --output-file requirements.lock "$@" requirements-dev.in

if grep -nE '://|--(index|extra-index|find-links|trusted-host)' requirements.lock; then
    echo "lock: these lines name an address; mend tools/lock.sh" >&2
    exit 1
fi
# glibc 2.36 is Debian 12's, 2.39 Ubuntu 24.04's: Qt's wheel for aarch64 asks for the latter.
for machine in x86_64-manylinux_2_36 aarch64-manylinux_2_39; do
    for python in 3.11 3.12 3.13; do
        build/lock/bin/uv pip install --quiet --dry-run --require-hashes --only-binary :all: --target "build/lock/$machine" \
            --python-platform "$machine" --python-version "$python" -r requirements.lock ||
            { echo "lock: something has no wheel for Python $python on $machine, see above" >&2; exit 1; }
    done
done
