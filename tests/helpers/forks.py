"""Runs syncs in children of a process that has loaded everything: they start at once, and may be killed at any moment.

Lines on standard input: `start DATA` answers a process id; `wait PID` its exit code; `kill DATA SECONDS` starts one, kills
it after so long, and answers its exit code.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from kiosk.errors import KioskError
from kiosk.sync.client import Client
from kiosk.transport.line import Line


def child(data: Path) -> int:
    """A sync in a process of its own."""
    pid = os.fork()
    if pid:
        return pid
    code = 0
    try:
        Client(data, Line(), lambda _event: None).run()
    except KioskError as error:
        sys.stderr.write(f"{error}\n")
        code = 1
    except BaseException:
        code = 3
        raise
    finally:
        os._exit(code)


def ended(pid: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


for line in sys.stdin:
    match line.split():
        case "start", data:
            answer = child(Path(data))
        case "wait", pid:
            answer = ended(int(pid))
        case "kill", data, seconds:
            pid = child(Path(data))
            time.sleep(float(seconds))
            os.kill(pid, signal.SIGKILL)
            answer = ended(pid)
        case _:
            answer = -1
    sys.stdout.write(f"{answer}\n")
    sys.stdout.flush()
