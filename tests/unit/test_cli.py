from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest

from kiosk import cli
from kiosk.errors import PackError
from kiosk.packs.state import State
from kiosk.resources import ROOT
from tests.helpers.cities import Desk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MAIN = (sys.executable, str(ROOT / "main.py"))


@pytest.fixture
def misbehave(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], None]:
    """Gives the command line a subcommand `fail` that raises what the test wants."""

    def install(error: BaseException) -> None:
        @click.command("fail")
        def command() -> None:
            raise error

        monkeypatch.setattr(cli.LazyGroup, "get_command", lambda _self, _ctx, _name: command)

    return install


def test_help_lists_every_command_without_loading_any() -> None:
    code = "import sys; from kiosk import cli; cli.main(['--help']); print([m for m in sys.modules if 'kiosk.commands' in m])"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    for name, (_module, _attribute, line) in cli.COMMANDS.items():
        assert f"  {name} " in said
        assert line in said
    assert said.endswith("[]\n")


def commands() -> list[tuple[str, click.Command]]:
    """Every command and subcommand with its full name."""

    def below(name: str, command: click.Command) -> list[tuple[str, click.Command]]:
        children = command.commands.items() if isinstance(command, click.Group) else ()
        return [(name, command)] + [pair for child, found in children for pair in below(f"{name} {child}", found)]

    context = click.Context(cli.group)
    return [
        pair
        for name in cli.COMMANDS
        if (command := cli.group.get_command(context, name)) is not None
        for pair in below(name, command)
    ]


@pytest.mark.parametrize(("name", "command"), commands(), ids=[name for name, _command in commands()])
def test_every_command_says_what_it_does_with_an_example(name: str, command: click.Command) -> None:
    assert command.help, name
    if not isinstance(command, click.Group):
        assert (command.epilog or "").startswith(f"Example: kiosk {name}"), name
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name} {parameter.opts[0]}"


def test_the_tab_key_completes_commands_and_options() -> None:
    def offered(typed: str) -> list[str]:
        said = {
            "COMP_WORDS": f"kiosk {typed}",
            "COMP_CWORD": str(typed.count(" ") + 1),
            "_KIOSK_COMPLETE": "bash_complete",
        }
        entry = [sys.executable, "-c", "import sys; sys.argv = ['kiosk']; from kiosk.start import entry; entry()"]
        return subprocess.run(entry, env=os.environ | said, capture_output=True, text=True, check=True).stdout.split()

    assert offered("con") == ["plain,content"]
    assert "plain,translations" in offered("content t")
    assert "plain,--windowed" in offered("run --w")


def test_no_line_of_a_list_of_commands_is_cut_off(capsys: pytest.CaptureFixture[str]) -> None:
    for name, command in commands():
        if isinstance(command, click.Group):
            assert cli.main([*name.split(), "--help"]) == 0
            assert "...\n" not in capsys.readouterr().out.partition("\nCommands:")[2], name


def test_an_option_wants_the_same_thing_wherever_it_is() -> None:
    kinds: dict[str, set[str]] = {}
    for name, command in commands():
        context = click.Context(command, info_name=name)
        for option in command.params:
            if isinstance(option, click.Option) and not option.is_flag:
                kinds.setdefault(option.opts[0], set()).add(option.make_metavar(context))
    assert kinds["--language"] == {"TAG"}
    assert kinds["--data"] == {"FOLDER"}
    unlike = {name: found for name, found in kinds.items() if len(found) > 1}
    assert unlike.keys() == {"--out", "--from", "--format", "--size", "--key"}, unlike
    assert not {"DIRECTORY"} & {each for found in kinds.values() for each in found}


def test_what_a_person_can_mend_is_one_sentence(
    misbehave: Callable[[BaseException], None], capsys: pytest.CaptureFixture[str]
) -> None:
    misbehave(PackError("the pack is damaged; fetch it again"))
    assert cli.main(["fail"]) == 1
    assert capsys.readouterr() == ("", "the pack is damaged; fetch it again\n")


def test_a_bug_is_logged_with_its_place_and_said_calmly(
    misbehave: Callable[[BaseException], None], capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    misbehave(ZeroDivisionError("Almaz"))
    assert cli.main(["fail"]) == 1
    assert "mistake of ours" in capsys.readouterr().err
    (record,) = caplog.records
    assert record.exc_info is not None
    assert record.exc_info[0] is ZeroDivisionError


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_command_that_is_started_without_its_streams_does_its_work(tmp_path: Path, closed: str) -> None:
    """As some schedulers start one; what it opens must not be what it prints to."""
    line = ["sh", "-c", f'exec "$@" {closed}', "sh", *MAIN, "enrol", "--data", str(tmp_path / "data"), "--root"]
    city = Desk(tmp_path / "desk")
    city.add("Viens")
    ended = subprocess.run([*line, city.root, "--origin", city.url], capture_output=True, check=False, timeout=60)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert State(tmp_path / "data").enrolled()


@pytest.mark.parametrize("line", [["status", "--data", ""], ["publish", "init", "", "--city", "town"]])
def test_a_folder_of_no_name_is_not_the_one_where_a_script_runs(
    line: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(line) == 2
    assert "It is empty; name a folder." in capsys.readouterr().err


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort()])
def test_an_interruption_ends_with_130(
    error: BaseException, misbehave: Callable[[BaseException], None], capsys: pytest.CaptureFixture[str]
) -> None:
    misbehave(error)
    assert cli.main(["fail"]) == 130
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["serch"], "Did you mean 'search'?"),
        (["search"], "Missing argument 'QUERY'"),
        (["search", "x"], "Missing option '--language'"),
        (["settings", "show", "--jsn"], "--json"),
        (["search", "x", "--language", "lv", "--limit", "0"], "--limit"),
    ],
)
def test_misuse_ends_with_2_and_the_way_out(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(arguments) == 2
    err = capsys.readouterr().err
    assert said.lower() in err.lower()
    assert "Usage: kiosk" in err


def test_the_process_says_a_bug_as_one_json_line_when_nobody_watches() -> None:
    code = (
        "import sys, click; from kiosk import cli\n"
        "@click.command()\n"
        "def fail(): raise ValueError('no such thing')\n"
        "cli.LazyGroup.get_command = lambda *_: fail\n"
        "sys.argv = ['kiosk', 'fail']; cli.entry()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    line, sentence = done.stderr.splitlines()
    assert json.loads(line)["bug"].endswith("ValueError: no such thing")
    assert "report" in sentence


def test_a_reader_that_goes_away_is_no_news() -> None:
    with subprocess.Popen([*MAIN, "settings", "show"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


def test_control_c_ends_quietly_with_130() -> None:
    code = (
        "import os, signal, sys, click; from kiosk import cli\n"
        "@click.command()\n"
        "def wait(): signal.signal(signal.SIGINT, signal.default_int_handler); os.kill(os.getpid(), signal.SIGINT); signal.pause()\n"
        "cli.LazyGroup.get_command = lambda *_: wait\n"
        "sys.argv = ['kiosk', 'wait']; cli.entry()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 128 + signal.SIGINT
    assert done.stderr.strip() == ""


def test_main_py_is_the_same_command() -> None:
    done = subprocess.run([*MAIN, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("kiosk, version ")


def test_the_screen_starts_without_what_only_publishing_needs() -> None:
    code = (
        "import sys, kiosk.cli, kiosk.commands.run, kiosk.app\n"
        "print([name for name in ('rich', 'sqlite_utils', 'yaml', 'kiosk.publishing', 'typst', 'zxingcpp', 'pypdfium2')"
        " if name in sys.modules])"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert said.stdout == "[]\n"
