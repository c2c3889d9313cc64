#!/usr/bin/env bash
# Makes a fresh machine ready: system packages, .venv from the lock, catalogues, the demonstration pack.
# Each part is skipped when it is up to date, so that a second run starts at once.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p build

PACKAGES=(fonts-noto-core fontconfig libegl1 libgl1 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-render-util0 libxcb-image0)
[ "${KIOSK_FOR_TESTS:-}" = 1 ] && PACKAGES+=(cups-client cups-daemon)

python=""
for candidate in python3 python3.13 python3.12 python3.11; do
    if command -v "$candidate" >/dev/null && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "Python 3.11 or newer is missing: install the package python3 of a newer system" >&2
    exit 1
fi
"$python" -c 'import ensurepip' 2>/dev/null || PACKAGES+=(python3-venv)

stamp="build/packages.$(printf '%s' "${PACKAGES[*]}" | cksum | cut -d' ' -f1)"
if [ ! -e "$stamp" ] && command -v dpkg-query >/dev/null; then
    missing=()
    for package in "${PACKAGES[@]}"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    if [ ${#missing[@]} -gt 0 ]; then
        echo "System packages that are missing: ${missing[*]}"
        if [ "$(id -u)" = 0 ]; then
            apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >build/apt.log
        elif sudo -n true 2>/dev/null; then
            sudo apt-get update -qq && sudo DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >build/apt.log
        else
            echo "Type this line, then start again:" >&2
            echo "    sudo apt-get install ${missing[*]}" >&2
            exit 1
        fi
    fi
    touch "$stamp"
fi

locked=$(cksum <requirements.lock | cut -d' ' -f1)
if [ ! -e ".venv/locked.$locked" ]; then
    echo "Installing the locked packages into .venv"
    "$python" -m venv --clear .venv
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
    touch ".venv/locked.$locked"
fi

newest() { find "$@" -type f -printf '%T@\n' | sort -n | tail -1 | cut -d. -f1; }

if [ ! -e build/locales.done ] || [ "$(newest locales)" -ge "$(stat -c %Y build/locales.done)" ]; then
    .venv/bin/python -m kiosk.i18n.compile
    touch build/locales.done
fi
if [ ! -e build/daugavpils.pack ] || [ "$(newest db/daugavpils kiosk/publishing kiosk/packs)" -ge "$(stat -c %Y build/daugavpils.pack)" ]; then
    .venv/bin/kiosk content build db/daugavpils --out build/daugavpils.pack
fi
