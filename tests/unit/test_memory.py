from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="prctl and /proc are Linux's")

LOOK = """
import ctypes
from pathlib import Path
from kiosk import memory
memory.seal()
limits = dict((line[:26].strip(), line[26:].split()[:2]) for line in Path("/proc/self/limits").read_text().splitlines())
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), *limits["Max core file size"])
"""

CRASH = """
import os, resource, signal
from kiosk import memory
memory.seal()
os.kill(os.getpid(), signal.SIGSEGV)
"""

OWNER = """
import os
from kiosk import memory
os.setresgid(65534, 65534, 65534)
os.setresuid(65534, 65534, 65534)
memory.seal()
print(os.stat("/proc/self/mem").st_uid)
try:
    open("/proc/self/mem", "rb").close()
    print("readable")
except PermissionError:
    print("closed")
"""


def run(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, timeout=60, check=False
    )


def test_a_sealed_process_is_not_dumpable_and_may_write_no_core(tmp_path: Path) -> None:
    done = run(LOOK, tmp_path)
    assert done.stdout.split() == ["0", "1", "1"], done.stderr


def test_what_a_sealed_process_starts_leaves_no_core_either(tmp_path: Path) -> None:
    """Not even in a crash reporter's pipe, which the kernel leaves out at a limit of exactly one byte."""
    started = (
        "import subprocess\nfrom kiosk import memory\nmemory.seal()\nsubprocess.run(['cat', '/proc/self/limits'])\n"
    )
    done = run(started, tmp_path)
    (line,) = [line for line in done.stdout.splitlines() if line.startswith("Max core file size")]
    assert line.split()[4:6] == ["1", "1"], done.stderr


def test_a_system_that_forbids_cores_altogether_is_left_so(tmp_path: Path) -> None:
    forbidden = "import resource\nresource.setrlimit(resource.RLIMIT_CORE, (0, 0))\n"
    done = run(forbidden + LOOK, tmp_path)
    assert done.stdout.split() == ["0", "0", "0"], done.stderr


def test_a_sealed_process_that_crashes_leaves_no_file(tmp_path: Path) -> None:
    done = run(CRASH, tmp_path)
    assert done.returncode == -signal.SIGSEGV
    assert list(tmp_path.iterdir()) == []


def test_the_same_user_cannot_read_a_sealed_process(tmp_path: Path) -> None:
    done = run(OWNER, tmp_path)
    if "Operation not permitted" in done.stderr:
        pytest.skip("only root can become the other user that this looks from")
    assert done.stdout.split() == ["0", "closed"], done.stderr
