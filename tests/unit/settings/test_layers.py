from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kiosk import settings
from kiosk.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def system(tmp_path: Path) -> Path:
    return tmp_path / "etc.toml"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


def load(data: Path, system: Path, **more: Any) -> settings.Loaded:
    return settings.load(data, system=system, environment=more.pop("environment", {}), **more)


def test_nothing_said_gives_the_defaults(data: Path, system: Path) -> None:
    loaded = load(data, system)
    assert loaded == settings.Loaded(settings.Settings(), {}, ())


def test_each_layer_wins_over_the_one_before(data: Path, system: Path) -> None:
    pack = {"idle": {"seconds": 61, "form_seconds": 161, "warning_seconds": 31}, "look": {"accent": "#123456"}}
    system.write_text("[idle]\nseconds = 62\nform_seconds = 162\nwarning_seconds = 32\n[screen]\nppi = 102\n")
    (data / "kiosk.toml").write_text("[idle]\nseconds = 63\nform_seconds = 163\n")
    loaded = load(
        data,
        system,
        pack=pack,
        environment={"KIOSK_IDLE_SECONDS": "64", "KIOSK_SCREEN_PPI": "103.5"},
        options=["idle.seconds=65"],
    )
    assert loaded.settings.idle == settings.Idle(seconds=65, form_seconds=163, warning_seconds=32)
    assert loaded.settings.screen.ppi == 103.5
    assert loaded.settings.look.accent == "#123456"
    assert loaded.origins == {
        "look.accent": "pack",
        "idle.warning_seconds": str(system),
        "idle.form_seconds": str(data / "kiosk.toml"),
        "screen.ppi": "KIOSK_SCREEN_PPI",
        "idle.seconds": "--set",
    }
    assert loaded.warnings == ()


def test_a_list_is_written_with_commas(data: Path, system: Path) -> None:
    loaded = load(data, system, environment={"KIOSK_LANGUAGES_FALLBACK": "ru, en"})
    assert loaded.settings.languages.fallback == ("ru", "en")
    loaded = load(data, system, options=["languages.fallback=uk,"])
    assert loaded.settings.languages.fallback == ("uk",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[screen]\nppo = 100\n", "there is no setting screen.ppo; did you mean screen.ppi?"),
        ("ppi = 100\n", "there is no setting ppi; did you mean screen.ppi?"),
        ("[weather]\nrain = true\n", "there is no setting weather.rain; `kiosk settings show` lists them all"),
        ("[screen]\nppi = -1\n", "screen.ppi = -1 does not fit: Expected `float` >= 0.0"),
        ("[idle]\nseconds = 5\n", "idle.seconds = 5 does not fit: Expected `int` >= 20"),
        ("[printing]\nqueue = 'a b; rm'\n", "printing.queue = 'a b; rm' does not fit"),
        ("[screen]\nppi = 0.5\n", "screen.ppi = 0.5 does not fit: Expected 0 or at least 20"),
        ("[screen\n", "mend the file"),
        ("[look]\naccent = '\udcff'\n", "mend the file"),
    ],
)
def test_a_mistake_in_a_file_is_an_error_that_names_it(text: str, said: str, data: Path, system: Path) -> None:
    file = data / "kiosk.toml"
    file.write_text(text, errors="surrogateescape")
    with pytest.raises(SettingsError) as caught:
        load(data, system)
    assert str(caught.value).startswith(str(file))
    assert said in str(caught.value)


def test_a_file_that_cannot_be_read_is_an_error_not_a_default(data: Path, system: Path) -> None:
    system.mkdir()
    with pytest.raises(SettingsError, match=str(system)):
        load(data, system)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


@pytest.mark.parametrize(
    ("put", "kind"),
    [
        (Path.mkdir, "a folder"),
        (os.mkfifo, "a pipe"),
        (_socket, "a socket"),
        (lambda path: path.symlink_to("/dev/zero"), "a device"),
    ],
    ids=["folder", "pipe", "socket", "device"],
)
def test_what_is_no_file_is_one_sentence_and_never_waited_for(
    put: Callable[[Path], None], kind: str, data: Path, system: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(data)  # the name of a socket has few letters
    put(Path("kiosk.toml"))
    with pytest.raises(SettingsError) as caught:
        load(data, system)
    assert str(caught.value) == f"{data / 'kiosk.toml'} is no file of settings but {kind}; put a file there, or nothing"


def test_a_file_that_is_too_large_is_not_read(data: Path, system: Path) -> None:
    with (data / "kiosk.toml").open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(SettingsError, match="1099511627776 bytes, more than settings can have"):
        load(data, system)


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("screen.ppi", "write NAME=VALUE"),
        ("screen.pip=3", "did you mean screen.ppi?"),
        ("screen.windowed=perhaps", "screen.windowed = 'perhaps' does not fit"),
    ],
)
def test_a_mistake_in_an_option_is_an_error(option: str, said: str, data: Path, system: Path) -> None:
    with pytest.raises(SettingsError, match=said) as caught:
        load(data, system, options=[option])
    assert "--set" in str(caught.value)


def test_a_pack_recommends_only_what_is_for_it_to_say(data: Path, system: Path) -> None:
    pack = {"printing": {"queue": "theirs"}, "screen": {"windowed": True}, "idle": {"seconds": 90}, "colour": "red"}
    loaded = load(data, system, pack=pack)
    assert loaded.settings == settings.Settings(idle=settings.Idle(seconds=90))
    assert len(loaded.warnings) == 3
    assert "printing.queue" in loaded.warnings[0]


@pytest.mark.parametrize(
    "bad", [{"idle": {"seconds": 1}}, {"look": {"accent": "red"}}, {"languages": {"fallback": 3}}, {"look": 7}]
)
def test_a_bad_value_in_a_pack_darkens_no_terminal(bad: dict[str, object], data: Path, system: Path) -> None:
    loaded = load(data, system, pack=bad)
    assert loaded.settings == settings.Settings()
    assert len(loaded.warnings) == 1


def test_a_variable_that_is_no_setting_is_told(data: Path, system: Path) -> None:
    loaded = load(data, system, environment={"KIOSK_SCREN_PPI": "1", "KIOSK_DATA": "/srv", "PATH": "/bin"})
    assert loaded.settings == settings.Settings()
    assert loaded.warnings == (
        "the variable KIOSK_SCREN_PPI is ignored: there is no such setting; did you mean KIOSK_SCREEN_PPI?",
    )


def test_every_setting_has_a_description_and_a_value() -> None:
    for name, description in settings.names().items():
        assert description, name
        assert settings.value(settings.Settings(), name) is not None
        assert settings.variable(name).isupper()


def test_what_a_pack_may_recommend_exists() -> None:
    assert set(settings.names()) >= settings.FROM_PACK
    assert not any(name.startswith(("screen.", "printing.")) for name in settings.FROM_PACK)


def test_what_a_pack_says_of_its_own_content_is_no_setting() -> None:
    loaded = settings.load(None, pack={"help_desk": "city-council-desk"}, environment={})
    assert loaded.warnings == ()
    assert loaded.settings == settings.Settings()
