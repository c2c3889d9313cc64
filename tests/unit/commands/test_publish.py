"""The command line of a city's desk: words asked for, tables printed, and one sentence where it cannot be."""

from __future__ import annotations

import io
import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kiosk.cli import main
from tests.helpers.packs import town


@pytest.fixture(autouse=True)
def _quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.publishing.sealed_key.COST", 16)


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KIOSK_PASSPHRASE", "abc")
    assert main(["publish", "init", str(tmp_path / "REPO"), "--city", "town"]) == 0
    return tmp_path / "REPO"


def test_a_days_work(tmp_path: Path, repo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = (tmp_path / "site").as_uri()

    def said(*arguments: str) -> str:
        capsys.readouterr()
        assert main(["publish", arguments[0], str(repo), *arguments[1:]]) == 0
        return capsys.readouterr().out

    one, two = (town(tmp_path / f"{name}.pack", name) for name in ("Viens", "Divi"))
    assert json.loads(said("add", str(one), "--json"))["version"] == 1
    assert "version 2 for 5 %" in said("add", str(two), "--percent", "5")
    assert "all" not in said("rollout", "2", "--percent", "100")
    assert json.loads(said("to", site, "--json"))["sent"] > 5
    assert "1 of" in said("to", site)
    assert json.loads(said("withdraw", "2", "--json"))["urgent"] is True
    said("refresh")
    said("rotate", "snapshot")
    said("city", "village")
    assert "files removed" in said("prune", "--keep", "1")
    assert all(len(line) <= 80 for line in said("status").splitlines())
    assert "2026-" in said("status").splitlines()[3]
    status = json.loads(said("status", "--json"))
    assert [version["version"] for version in status["versions"]] == [3]
    assert {role["role"] for role in status["roles"]} == {"root", "targets", "snapshot", "timestamp", "town", "village"}
    assert "in 13 days" in said("status")


def test_a_city_is_named_once_and_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str], repo: Path) -> None:
    long = "a-city-with-a-very-long-name-" * 2
    assert main(["publish", "init", str(tmp_path / "two"), "--city", f"{long}x", "--city", f"{long}x"]) == 0
    assert f"packs of {long}x;" in capsys.readouterr().out
    assert main(["publish", "add", str(repo), str(town(tmp_path / "a.pack", "Viens"))]) == 0
    assert "`kiosk publish to`" in capsys.readouterr().out
    assert main(["publish", "status", str(tmp_path / "two")]) == 0
    assert f"{long}x" in "".join(line.split(" ")[1] for line in capsys.readouterr().out.splitlines() if line)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["add", "{repo}", "{repo}"], "not a file"),
        (["add", "{repo}", "nothing.pack"], "No such file"),
        (["to", "{repo}", "gopher://x/"], "is no origin"),
        (["rotate", "{repo}", "nobody"], "has no role nobody"),
        (["withdraw", "{repo}", "9"], "has no version 9"),
        (["rollout", "{repo}", "9", "--percent", "50"], "has no version 9"),
        (["refresh", "{repo}x"], "is no repository"),
        (["init", "{repo}", "--city", "town"], "in use"),
        (["init", "/", "--city", "town"], "name a folder in it"),
    ],
)
def test_what_cannot_be(repo: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str) -> None:
    assert main(["publish", *(each.format(repo=repo) for each in arguments)]) == 1
    (line,) = capsys.readouterr().err.strip().splitlines()
    assert sentence in line


def test_words_come_from_a_pipe_too_each_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KIOSK_PASSPHRASE", raising=False)
    monkeypatch.setattr("sys.stdin", io.StringIO("root word\nonline word\ncity word\n"))
    assert main(["publish", "init", str(tmp_path / "REPO"), "--city", "town"]) == 0
    monkeypatch.setattr("sys.stdin", io.StringIO("online word\n"))
    assert main(["publish", "refresh", str(tmp_path / "REPO")]) == 0


def test_without_a_word_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("KIOSK_PASSPHRASE", raising=False)
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert main(["publish", "init", str(tmp_path / "REPO"), "--city", "town"]) == 1
    assert "set KIOSK_ROOT_PASSPHRASE" in capsys.readouterr().err


def test_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["init", "x"], ["add", "x"], ["add", "x", "y", "--percent", "0"], ["prune", "x", "--keep", "0"]):
        assert main(["publish", *arguments]) == 2
    assert main(["enrol"]) == 2
    assert main(["sync", "--sideways"]) == 2
    capsys.readouterr()


def test_sync_where_there_is_no_city(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        assert main(["sync", "--once", "--data", str(folder)]) == 1
        assert "kiosk enrol" in capsys.readouterr().err
    assert not (tmp_path / "nowhere").exists()


def test_an_empty_place_is_none(
    repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As an unset variable of a script gives it: not the folder that the script happens to be in, nor the origin."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert main(["publish", "to", str(repo), ""]) == 1
    assert main(["sync", "--from", "", "--data", str(tmp_path / "here")]) == 1
    assert [line.split(";")[0] for line in capsys.readouterr().err.splitlines()] == ["the place is empty"] * 2
    assert not list((tmp_path / "here").iterdir())


def test_a_refusal_is_one_line_and_nothing_else(repo: Path, tmp_path: Path) -> None:
    """No empty line of a bar that nobody sees, no aside of a library."""
    environment = os.environ | {"KIOSK_PASSPHRASE": "abc"}

    def said(*arguments: str) -> list[str]:
        line = [sys.executable, "-c", "from kiosk.cli import entry; entry()", *arguments]
        done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=60, env=environment)
        assert done.returncode == 1
        return done.stderr.split("\n")

    assert len(said("publish", "to", str(repo), "http://127.0.0.1:9/x")) == 2
    other = tmp_path / "OTHER"
    assert main(["publish", "init", str(other), "--city", "town"]) == 0
    assert main(["publish", "to", str(other), str(tmp_path / "site")]) == 0
    assert main(["publish", "to", str(repo), str(tmp_path / "mine")]) == 0
    enrolling = ("enrol", "--data", str(tmp_path / "data"), "--root", str(repo / "root.json"), "--origin")
    (line, end) = said(*enrolling, (tmp_path / "site").as_uri())
    assert "do not hold" in line
    assert end == ""
    assert main([*enrolling, (tmp_path / "mine").as_uri()]) == 0
    (line, end) = said("sync", "--once", "--data", str(tmp_path / "data"), "--from", str(tmp_path / "site"))
    assert "do not hold" in line
    assert end == ""


def test_what_is_there_already_is_not_published_again(
    tmp_path: Path, repo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def added(name: str, *options: str, **said: object) -> dict[str, Any]:
        pack = town(tmp_path / "next.pack", name, **said)
        capsys.readouterr()
        assert main(["publish", "add", str(repo), str(pack), "--json", *options]) == 0
        made: dict[str, Any] = json.loads(capsys.readouterr().out)
        return made

    assert added("Viens", "--percent", "5")["new"] is True
    same = added("Viens", built=1_800_000_000)
    assert (same["new"], same["version"], same["percent"]) == (False, 1, 5)
    assert main(["publish", "add", str(repo), str(tmp_path / "next.pack")]) == 0
    assert "town version 1, for 5 %, has this content already: nothing was added" in capsys.readouterr().out
    assert added("Viens", emergency="113")["version"] == 2
    assert added("Viens", "--again", emergency="113")["version"] == 3
    assert added("Viens")["version"] == 4


def test_every_answer_can_be_read_by_a_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KIOSK_PASSPHRASE", "abc")

    def said(command: str, *arguments: str) -> Any:
        capsys.readouterr()
        assert main(["publish", command, str(tmp_path / "repo"), *arguments, "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    def versions(made: Any) -> dict[str, int]:
        return {role["role"]: role["version"] for role in made["roles"]}

    made = said("init", "--city", "town")
    assert made["cities"] == ["town"]
    assert Path(made["root"]).is_file()
    assert stat.S_IMODE(Path(made["keys"]).stat().st_mode) == 0o700
    assert versions(said("refresh"))["timestamp"] == 2
    assert versions(said("rotate", "town"))["town"] == 2
    assert said("city", "village")["cities"] == ["town", "village"]
    for name in ("Viens", "Divi"):
        said("add", str(town(tmp_path / "next.pack", name)))
    assert said("rollout", "2", "--percent", "7", "--city", "town") == {"city": "town", "version": 2, "percent": 7}
    removed = said("prune", "--keep", "1")["removed"]
    assert {path.split("/")[0] for path in removed} <= {"blobs", "targets"}
    assert said("withdraw", "2", "--city", "town")["urgent"] is True
