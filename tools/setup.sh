#!/usr/bin/env bash
# Makes a fresh machine ready: system packages, .venv from the lock, catalogues, the demonstration pack.
# Each part is skipped when it is up to date, so that a second run starts at once. Needs no compiler.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p build
exec 9>build/setup.lock
flock 9 # two of us at once would make one .venv

say() { echo "setup: $*" >&2; }
fail() { say "$@"; exit 1; }
name_of() { printf '%s\0' "$@" | cksum | cut -d' ' -f1; }

# The newest-enough Python: python3, or one beside it.
find_python() {
    local candidate
    for candidate in python3 python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    fail "Python 3.11 or newer is missing; Debian 12 and Ubuntu 24.04 have it as the package python3"
}

# What Qt's platforms load (X11 and Wayland), and the package that has it on Debian and Ubuntu.
LIBRARIES="
libEGL.so.1 libegl1
libGL.so.1 libgl1
libX11-xcb.so.1 libx11-xcb1
libX11.so.6 libx11-6
libbrotlidec.so.1 libbrotli1
libdbus-1.so.3 libdbus-1-3
libdrm.so.2 libdrm2
libfontconfig.so.1 libfontconfig1
libfreetype.so.6 libfreetype6
libglib-2.0.so.0 libglib2.0-0
libgssapi_krb5.so.2 libgssapi-krb5-2
libwayland-client.so.0 libwayland-client0
libwayland-cursor.so.0 libwayland-cursor0
libwayland-egl.so.1 libwayland-egl1
libxcb-cursor.so.0 libxcb-cursor0
libxcb-glx.so.0 libxcb-glx0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-image.so.0 libxcb-image0
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-randr.so.0 libxcb-randr0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-render.so.0 libxcb-render0
libxcb-shape.so.0 libxcb-shape0
libxcb-shm.so.0 libxcb-shm0
libxcb-sync.so.1 libxcb-sync1
libxcb-util.so.1 libxcb-util1
libxcb-xfixes.so.0 libxcb-xfixes0
libxcb-xkb.so.1 libxcb-xkb1
libxcb.so.1 libxcb1
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libxkbcommon.so.0 libxkbcommon0
libzstd.so.1 libzstd1
"

# What only the tests call or read: a program, or a file by its path, and the package that has it.
TEST_PROGRAMS="
cupsd cups-daemon
lp cups-client
msgmerge gettext
nginx nginx-light
mkfs.ext4 e2fsprogs
strace strace
faketime faketime
rsync rsync
zstd zstd
openssl openssl
systemd-analyze systemd
Xvfb xvfb
xdotool xdotool
xmllint libxml2-utils
/usr/share/php/Symfony/Component/Translation/Resources/schemas/xliff-core-2.0.xsd php-symfony-translation
"

# Packages that this machine lacks, one a line. SETUP_FOR_TESTS=1 adds the tests' programs.
missing_packages() {
    local known library package
    known=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p)
    while read -r library package; do
        case $known in *"	$library "*) ;; *) echo "$package" ;; esac
    done <<<"${LIBRARIES:1:-1}"
    if ! command -v fc-list >/dev/null; then
        echo fontconfig
        echo fonts-noto-core
        echo fonts-noto-ui-core
    else
        local families
        families=$(fc-list : family)
        grep -q '^Noto Sans Ethiopic' <<<"$families" || echo fonts-noto-core
        # the same Arabic in lines of a usual height; other systems may not have it, and do without
        if command -v apt-get >/dev/null; then
            grep -q '^Noto Sans Arabic UI' <<<"$families" || echo fonts-noto-ui-core
        fi
    fi
    "$python" -c 'import ensurepip, venv' 2>/dev/null || echo python3-venv
    if [ "${SETUP_FOR_TESTS:-}" = 1 ]; then
        while read -r program package; do
            [ -f "$program" ] || PATH=$PATH:/usr/sbin:/sbin command -v "$program" >/dev/null || echo "$package"
        done <<<"${TEST_PROGRAMS:1:-1}"
    fi
}

install_packages() {
    local root=("$@")
    "${root[@]}" apt-get update -qq >build/apt.log 2>&1 </dev/null || return
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" \
        >>build/apt.log 2>&1 </dev/null
}

install_missing() {
    local missing by_hand
    mapfile -t missing < <(missing_packages)
    [ ${#missing[@]} -gt 0 ] || return 0
    by_hand="apt-get update && apt-get install --no-install-recommends ${missing[*]}"
    if ! command -v apt-get >/dev/null; then
        say "this machine lacks ${missing[*]}"
        fail "install them as your system names them (the names above are Debian's), then start again"
    elif [ "$(id -u)" = 0 ]; then
        say "installing what this machine lacks: ${missing[*]}"
        install_packages || fail "that failed (see build/apt.log); type this as root, then start again:  $by_hand"
    elif sudo -n true 2>/dev/null; then
        say "installing with sudo what this machine lacks: ${missing[*]}"
        install_packages sudo -n || fail "that failed (see build/apt.log); type this, then start again:  sudo sh -c '$by_hand'"
    elif command -v sudo >/dev/null; then
        fail "this machine lacks ${#missing[@]} packages; type this line, then start again:  sudo sh -c '$by_hand'"
    else
        fail "this machine lacks ${#missing[@]} packages; type this line, then start again:  su -c '$by_hand'"
    fi
}

# pip goes where the user's own configuration sends it: no address is named here.
pip() { .venv/bin/python -m pip --quiet --disable-pip-version-check --no-input "$@" 9>&- </dev/null; }

# The system's packages, and .venv exactly as locked; again when a list, the place or Python itself has changed.
ready=.venv/ready.$(name_of "$(cat tools/setup.sh requirements.lock)" "$PWD" "${SETUP_FOR_TESTS:-}")
if [ ! -e "$ready" ] || [ ! -x .venv/bin/python ]; then
    python=$(find_python)
    install_missing
    locked=.venv/locked.$(name_of "$(cat requirements.lock)" "$PWD" "$python")
    if [ ! -e "$locked" ] || [ ! -x .venv/bin/python ]; then
        say "installing the locked Python packages into .venv (once; half a minute)"
        "$python" -m venv --clear .venv 9>&-
        pip install --require-hashes --only-binary :all: -r requirements.lock ||
            fail "pip could not install requirements.lock; see its words above, and your own pip configuration if you use a mirror"
        # PySide keeps Python parts of its own in a string and compiles them at each start; its SBK_EMBED unpacks them once.
        SBK_EMBED=0 .venv/bin/python -c 'import PySide6.QtCore' 9>&-
        .venv/bin/python -m compileall -q .venv/lib/python3*/site-packages/shiboken6/files.dir 9>&-
        touch "$locked"
    fi
    rm -f .venv/ready.*
    touch "$ready"
fi

installed=.venv/installed.$(name_of "$(cat pyproject.toml)")
if [ ! -e "$installed" ]; then
    pip install --no-deps --no-build-isolation --editable . >build/install.log 2>&1 ||
        fail "the command kiosk could not be installed; see build/install.log"
    rm -f .venv/installed.*
    touch "$installed"
fi

# What is made from the sources in this repository.
newer_than() { [ ! -e "$1" ] || [ -n "$(find "${@:2}" -newer "$1" -not -name '*.pyc' -not -name __pycache__ -print -quit)" ]; }

# A terminal's service may not write beside the code (packaging/systemd) and would compile all of it at each start.
if newer_than build/compiled.done kiosk; then
    .venv/bin/python -m compileall -q kiosk 9>&-
    touch build/compiled.done
fi
if newer_than build/locales.done locales kiosk/i18n/compile.py; then
    .venv/bin/python -m kiosk.i18n.compile 9>&-
    touch build/locales.done
fi
if newer_than build/daugavpils.pack db/daugavpils kiosk/publishing/*.py kiosk/packs/*.py; then
    say "building the demonstration pack"
    .venv/bin/kiosk content build db/daugavpils --out build/daugavpils.pack 9>&- >build/content.log ||
        { cat build/content.log >&2; fail "the demonstration pack could not be built; see above"; }
fi
