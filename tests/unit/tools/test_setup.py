"""`make setup` and `make run` on machines that are not this one: their programs are stand-ins on the PATH."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kiosk.resources import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SYSTEM_PROGRAMS = ("bash", "cat", "cksum", "cut", "dirname", "find", "flock", "grep", "mkdir", "rm", "touch")


class Machine:
    """A checkout with the tools alone, and a PATH of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bin = folder / "bin"
        self.bin.mkdir(parents=True)
        shutil.copytree(ROOT / "tools", folder / "tools")
        for name in SYSTEM_PROGRAMS:
            found = shutil.which(name)
            assert found, name
            (self.bin / name).symlink_to(found)
        self.has(
            "python3", f'[ "$2" != venv ] && exec "{sys.executable}" "$@"'
        )  # what comes after the packages is not tried
        self.has("id", "echo 1000")
        self.has("fc-list", "echo 'Noto Sans Ethiopic'")

    def has(self, program: str, does: str, folder: str = "bin") -> None:
        file = self.folder / folder / program
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"#!{shutil.which('bash')}\n{does}\n", encoding="utf-8")
        file.chmod(0o755)

    def has_all_libraries(self) -> None:
        lines = (ROOT / "tools" / "setup.sh").read_text(encoding="utf-8").splitlines()
        listed = "\\n".join(f"\\t{line.split()[0]} (libc6) => /usr/lib/x" for line in lines if line.startswith("lib"))
        self.has("ldconfig", f"printf '{listed}\\n'")

    def run(self, tool: str, **environment: str) -> subprocess.CompletedProcess[str]:
        # /sbin and /usr/sbin, which setup.sh adds at the end, come after our stand-ins
        return subprocess.run(
            [str(self.bin / "bash"), f"tools/{tool}"],
            cwd=self.folder,
            env={"PATH": str(self.bin), **environment},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "machine")


@pytest.mark.parametrize("sudo", [True, False])
def test_what_only_root_can_install_is_one_line_to_type(sudo: bool, machine: Machine) -> None:
    machine.has("ldconfig", "printf '\\tlibEGL.so.1 (libc6) => /usr/lib/x\\n'")
    machine.has("fc-list", "echo 'DejaVu Sans'")
    machine.has("apt-get", "echo 'must not run'; exit 1")
    if sudo:
        machine.has("sudo", "exit 1")
    done = machine.run("setup.sh")
    assert done.returncode == 1
    (line,) = (said for said in done.stderr.splitlines() if said.startswith("setup: "))
    assert f"{'sudo sh' if sudo else 'su'} -c 'apt-get update && apt-get install --no-install-recommends " in line
    for package in ("libxcb-cursor0", "libgl1", "fonts-noto-core", "fonts-noto-ui-core"):
        assert package in line
    assert "libegl1" not in line


@pytest.mark.parametrize("root", [True, False])
def test_what_may_be_installed_is_installed(root: bool, machine: Machine) -> None:
    machine.has_all_libraries()
    machine.has("fc-list", "echo 'DejaVu Sans'")
    machine.has("env", 'while [[ $1 == *=* ]]; do shift; done; exec "$@"')
    machine.has("apt-get", f'echo "$*" >>{machine.folder}/apt')
    machine.has("sudo", 'shift; [ "$1" = true ] || exec "$@"')
    machine.has("id", f"echo {0 if root else 1000}")
    machine.run("setup.sh")
    update, install = (machine.folder / "apt").read_text().splitlines()
    assert update.startswith("update")
    assert install.endswith("--no-install-recommends fonts-noto-core fonts-noto-ui-core")


def test_a_system_without_apt_gets_the_names(machine: Machine) -> None:
    machine.has_all_libraries()
    machine.has("fc-list", "echo 'DejaVu Sans'")
    done = machine.run("setup.sh")
    assert done.returncode == 1
    assert "fonts-noto-core" in done.stderr
    assert "as your system names them" in done.stderr


def test_an_old_python_is_named(machine: Machine) -> None:
    machine.has("python3", "exit 1")
    done = machine.run("setup.sh")
    assert done.returncode == 1
    assert "Python 3.11 or newer is missing" in done.stderr


def test_without_a_display_the_tour_is_made_and_its_page_named(machine: Machine) -> None:
    machine.has("kiosk", 'echo "kiosk $*"', ".venv/bin")
    done = machine.run("run.sh")
    assert done.returncode == 0
    assert "no display" in done.stdout
    assert "kiosk tour --out build/tour" in done.stdout
    assert "build/tour/index.html" in done.stdout


@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_with_a_display_the_window_opens(name: str, machine: Machine) -> None:
    machine.has("kiosk", 'echo "kiosk $*"', ".venv/bin")
    assert machine.run("run.sh", **{name: ":0"}).stdout == "kiosk run --windowed\n"
