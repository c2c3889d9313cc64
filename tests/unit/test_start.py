from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest

from kiosk import start
from kiosk.commands import run
from kiosk.resources import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.commands.screen import Asked

PLAIN = [
    [],
    ["--windowed"],
    ["--windowed", "--language", "ar", "--size", "1280x800"],
    ["--language=ar", "--set", "screen.ppi=149", "--set=idle.seconds=90"],
    ["--pack", "a.pack", "--data", "somewhere", "--language", "lv", "--language", "uk"],
]
LEFT_TO_CLICK = [
    ["--help"],
    ["--windowd"],
    ["--language"],
    ["--language", ""],
    ["--size", "--windowed"],
    ["--windowed=yes"],
    ["extra"],
    ["--"],
    ["--lang", "ar"],
]


@pytest.mark.parametrize("environment", [{}, {"KIOSK_DATA": "elsewhere"}, {"KIOSK_DATA": ""}], ids=str)
@pytest.mark.parametrize("arguments", PLAIN, ids=" ".join)
def test_a_plain_run_is_read_as_click_reads_it(
    arguments: list[str], environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[Asked] = []
    monkeypatch.setattr(run, "show", heard.append)
    monkeypatch.delenv("KIOSK_DATA", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    run.command.main(arguments, standalone_mode=False)
    assert start.plainly(["run", *arguments], environment) == heard[0]


@pytest.mark.parametrize("arguments", LEFT_TO_CLICK, ids=" ".join)
def test_what_is_not_plain_is_left_to_click(arguments: list[str]) -> None:
    assert start.plainly(["run", *arguments], {}) is None


def test_a_data_folder_that_is_a_file_is_left_to_click(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    assert start.plainly(["run", "--data", str(file)], {}) is None
    with pytest.raises(click.BadParameter):
        run.command.main(["--data", str(file)], standalone_mode=False)


@pytest.mark.parametrize("arguments", [[], ["settings", "show"], ["--version"]], ids=" ".join)
def test_other_commands_are_left_to_click(arguments: list[str]) -> None:
    assert start.plainly(arguments, {}) is None


def test_every_option_of_run_is_known() -> None:
    options = {name for parameter in run.command.params for name in parameter.opts}
    assert options == start.WITH_VALUE | {"--windowed"}


def test_the_screen_starts_without_click() -> None:
    code = "import sys; import kiosk.start, kiosk.commands.screen, kiosk.app; print('click' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "False\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--language", "xx"], "the screen speaks am, ar"),
        (["--language", "../lv"], "the screen speaks am, ar"),
        (["--size", "0x0"], "screen.size"),
        (["--size", "99999x99999"], "screen.size"),
        (["--set", "screen.pip=3"], "did you mean screen.ppi?"),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
def test_what_cannot_be_shown_is_one_sentence(arguments: list[str], said: str, tmp_path: Path) -> None:
    line = [sys.executable, str(ROOT / "main.py"), "run", "--windowed", "--data", str(tmp_path), *arguments]
    done = subprocess.run(
        line,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.returncode == 1
    (sentence,) = (text for text in done.stderr.splitlines() if not text.startswith("{"))
    assert said in sentence


def test_a_pipe_in_the_place_of_the_settings_is_one_sentence(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "kiosk.toml")
    line = [sys.executable, str(ROOT / "main.py"), "run", "--windowed", "--data", str(tmp_path)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(line, capture_output=True, text=True, check=False, timeout=60, env=environment)
    assert done.returncode == 1
    (sentence,) = (text for text in done.stderr.splitlines() if not text.startswith("{"))
    assert sentence == f"{tmp_path / 'kiosk.toml'} is no file of settings but a pipe; put a file there, or nothing"
