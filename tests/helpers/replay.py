"""A recorded trace of what a process wrote and fsynced, and the disk that a power cut after any of its calls would leave.

Two layers: what the process sees, and what has reached the disk. Bytes of a file get there by fsync of the file, names by fsync
of their folder. A cut keeps the lower layer; a milder one keeps of some files and folders what had not been synced yet, as a
disk that writes in its own order may.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

CALLS = (
    "openat,creat,write,pwrite64,writev,pwritev,ftruncate,lseek,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,"
    "rmdir,fsync,fdatasync,sendfile,copy_file_range,close"
)
LINE = re.compile(r"^(?P<pid>\d+) +(?P<call>\w+)\((?P<given>.*)\) += (?P<result>-?\d+)", re.DOTALL)
TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')
DESCRIPTOR = re.compile(r"^(-?\d+|AT_FDCWD)(?:<((?:[^<>\\]|\\x[0-9a-f]{2})*)>)?")


@dataclass(eq=False, slots=True)
class File:
    """A file's bytes: as the process sees them, and as they are on the disk."""

    seen: bytearray = field(default_factory=bytearray)
    kept: bytes = b""


@dataclass(frozen=True, slots=True)
class Step:
    """One call that had an effect: its name, the paths and bytes that it was given, and numbers."""

    call: str
    paths: tuple[str, ...]
    data: bytes = b""
    numbers: tuple[int, ...] = ()


def steps(trace: str) -> Iterator[Step]:
    """The calls of `strace -f -y -xx` that succeeded; offsets of plain writes are worked out."""
    begun: dict[str, str] = {}
    offsets: dict[int, int] = {}
    for raw in trace.splitlines():
        line = raw
        if unfinished := re.match(r"^(\d+) +(.*) <unfinished \.\.\.>$", line):
            begun[unfinished[1]] = line.removesuffix(" <unfinished ...>")
            continue
        if resumed := re.match(r"^(\d+) +<\.\.\. \w+ resumed>(.*)$", line):
            line = begun.pop(resumed[1], "") + resumed[2]
        found = LINE.match(line)
        if found is None or int(found["result"]) < 0:
            continue
        yield from _effect(found["call"], found["given"], int(found["result"]), offsets)


def _effect(  # noqa: C901, PLR0912 - one case a call
    call: str, given: str, result: int, offsets: dict[int, int]
) -> Iterator[Step]:
    texts = [_bytes(text) for text, _more in TEXT.findall(given)]
    name = DESCRIPTOR.match(given)
    descriptor = int(name[1]) if name and name[1].lstrip("-").isdigit() else -1
    path = _bytes(name[2]).decode() if name and name[2] else ""
    numbers = [
        int(number) for number in re.findall(r"(?<=, )\d+(?=$|,)", re.sub(r'"[^"]*"(\.\.\.)?|<[^>]*>', "", given))
    ]
    match call:
        case "openat" | "creat":
            target = texts[-1].decode()
            opened = target if target.startswith("/") else f"{path}/{target}"
            offsets[result] = 0
            if "O_CREAT" in given or call == "creat":
                yield Step("create", (opened,))
            if "O_TRUNC" in given:
                yield Step("truncate", (opened,), numbers=(0,))
            if "O_APPEND" in given:
                offsets[result] = -1
        case "write" | "writev" if path.startswith("/"):
            at = offsets.get(descriptor, 0)
            yield Step("write", (path,), b"".join(texts)[:result], (at,))
            offsets[descriptor] = at + result if at >= 0 else -1
        case "pwrite64" | "pwritev":
            yield Step("write", (path,), b"".join(texts)[:result], (numbers[-1],))
        case "sendfile" | "copy_file_range":
            source = re.findall(r"\d+<((?:[^<>\\]|\\x[0-9a-f]{2})*)>", given)
            start = re.search(r"\[(\d+)\]", given)
            from_, into = (1, 0) if call == "sendfile" else (0, 1)
            target_descriptor = descriptor if call == "sendfile" else int(re.findall(r"(\d+)<", given)[1])
            at = offsets.get(target_descriptor, 0)
            first = int(start[1]) if start else at
            yield Step(
                "copy", (_bytes(source[from_]).decode(), _bytes(source[into]).decode()), numbers=(first, at, result)
            )
            offsets[target_descriptor] = at + result
        case "lseek":
            offsets[descriptor] = result
        case "ftruncate":
            yield Step("truncate", (path,), numbers=(numbers[-1],))
        case "rename" | "renameat" | "renameat2":
            yield Step("rename", tuple(text.decode() for text in texts))
        case "unlink" | "unlinkat" | "rmdir":
            target = texts[-1].decode()
            yield Step("remove", (target if target.startswith("/") else f"{path}/{target}",))
        case "mkdir" | "mkdirat":
            yield Step("folder", (texts[-1].decode(),))
        case "fsync" | "fdatasync":
            yield Step("sync", (path,))


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", "")) if "\\x" in text else text.encode()


class Disk:
    """The two layers of the files under one folder; a folder is None."""

    def __init__(self, folder: Path) -> None:
        self.root = str(folder)
        self.seen: dict[str, File | None] = {}
        for path in sorted(folder.rglob("*")):
            if path.is_dir():
                self.seen[str(path)] = None
            else:
                self.seen[str(path)] = File(bytearray(path.read_bytes()), path.read_bytes())
        self.kept = dict(self.seen)

    def take(self, step: Step) -> None:  # noqa: C901 - one case a call
        """What a call changes."""
        paths = [path for path in step.paths if path.startswith(f"{self.root}/") or path == self.root]
        if not paths:
            return
        file = self.seen.get(paths[-1])
        match step.call:
            case "create":
                self.seen.setdefault(paths[0], File())
            case "folder":
                self.seen[paths[0]] = None
            case "truncate" if file is not None:
                (length,) = step.numbers
                file.seen[:] = file.seen[:length].ljust(length, b"\0")
            case "write" if file is not None:
                (at,) = step.numbers
                self._write(file, len(file.seen) if at < 0 else at, step.data)
            case "copy" if file is not None:
                if paths[-1] != step.paths[-1]:
                    return
                first, at, length = step.numbers
                source = self.seen.get(step.paths[0])
                data = bytes(source.seen) if source is not None else Path(step.paths[0]).read_bytes()
                self._write(file, at, data[first : first + length])
            case "rename":
                self._rename(*step.paths)
            case "remove":
                self.seen.pop(paths[0], None)
            case "sync":
                self._sync(paths[0])

    def left(self, folder: Path, chance: random.Random | None = None) -> None:
        """What is there after a power cut, as a folder; chance: for a disk that kept some of what was not synced."""
        names = {path for path in self.kept if chance is None or path in self.seen or chance.random() < 0.5}
        if chance is not None:
            names |= {path for path in self.seen if chance.random() < 0.5}
        folder.mkdir()
        for path in sorted(names):
            if any(str(parent) not in names for parent in Path(path).parents if len(str(parent)) > len(self.root)):
                continue
            entry = (
                self.kept[path] if path in self.kept and (chance is None or path not in self.seen) else self.seen[path]
            )
            target = folder / path[len(self.root) + 1 :]
            if entry is None:
                target.mkdir()
            else:
                lucky = chance is not None and chance.random() < 0.5
                target.write_bytes(bytes(entry.seen) if lucky else entry.kept)

    def _write(self, file: File, at: int, data: bytes) -> None:
        if len(file.seen) < at:
            file.seen.extend(bytes(at - len(file.seen)))
        file.seen[at : at + len(data)] = data

    def _rename(self, old: str, new: str) -> None:
        moved = {path: entry for path, entry in self.seen.items() if path == old or path.startswith(f"{old}/")}
        for path, entry in moved.items():
            del self.seen[path]
            self.seen[new + path[len(old) :]] = entry

    def _sync(self, path: str) -> None:
        entry = self.seen.get(path)
        if entry is not None:
            entry.kept = bytes(entry.seen)
            return
        for name in [name for name in self.kept if str(Path(name).parent) == path and name not in self.seen]:
            for below in [each for each in self.kept if each == name or each.startswith(f"{name}/")]:
                del self.kept[below]
        for name, each in self.seen.items():
            if str(Path(name).parent) == path:
                self.kept[name] = each
                if each is None:  # a folder that was renamed brings the names that had been synced in it
                    self._bring(name)

    def _bring(self, folder: str) -> None:
        """Names below a folder whose files are known to the disk under another name, before the folder was renamed."""
        known = {id(entry) for entry in self.kept.values() if entry is not None}
        for name, entry in self.seen.items():
            if name.startswith(f"{folder}/") and entry is not None and id(entry) in known:
                self.kept[name] = entry
