"""`kiosk form list`, `try` and `sample`, as an editor types them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk.cli import main
from kiosk.publishing import build

if TYPE_CHECKING:
    from collections.abc import Callable

    Typed = Callable[..., tuple[int, str, str]]

ROOT = Path(__file__).parents[3]
RESIDENCE = ROOT / "db" / "daugavpils" / "forms" / "residence-declaration.md"


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration as a pack."""
    return build.build(ROOT / "db" / "daugavpils", tmp_path_factory.mktemp("pack") / "daugavpils.pack").path


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str]) -> Typed:
    def run(*arguments: str | Path) -> tuple[int, str, str]:
        code = main(["form", *map(str, arguments)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_list_names_the_forms_of_a_pack(pack: Path, typed: Typed) -> None:
    code, out, _err = typed("list", "--pack", pack, "--language", "ar", "--json")
    assert code == 0
    listed = {each["slug"]: each for each in json.loads(out)}
    assert set(listed) == {"residence-declaration", "kindergarten-queue", "latvian-course"}
    residence = listed["residence-declaration"]
    assert residence["title"] == "التصريح بمكان السكن"
    assert residence["language"] == "ar"
    assert residence["languages"] == ["lv", "en", "ru", "uk", "pl", "ar", "fa", "fr", "ti"]
    assert len(residence["version"]) == 64
    assert residence["questions"] >= 20


def test_sample_prints_answers_that_try_takes(pack: Path, typed: Typed, tmp_path: Path) -> None:
    code, out, _err = typed("sample", "residence-declaration", "--pack", pack, "--language", "ar", "--seed", "4")
    assert code == 0
    answers = json.loads(out)
    assert typed("sample", "residence-declaration", "--pack", pack, "--language", "ar", "--seed", "4")[1] == out
    assert typed("sample", "residence-declaration", "--pack", pack, "--language", "ar", "--seed", "5")[1] != out
    (tmp_path / "answers.json").write_text(out, encoding="utf-8")
    rules = ("${given_names}", "count(${children})", "string-length(${document_number}) > 3")
    code, out, _err = typed(
        "try", "residence-declaration", "--pack", pack, "--instance", tmp_path / "answers.json", *rules
    )
    assert code == 0
    assert out.splitlines() == [answers["given_names"], str(len(answers.get("children", ()))), "true"]


def test_try_reads_an_instance_of_odk_and_a_forms_file(typed: Typed, tmp_path: Path) -> None:
    instance = tmp_path / "instance.xml"
    instance.write_text(
        '<data id="residence-declaration"><person><given_names>Ana</given_names><born>1990-05-01</born></person>'
        "<family><with_children>yes</with_children><children><child_given>Bo</child_given></children></family>"
        "<meta><instanceID>uuid:1</instanceID></meta></data>",
        encoding="utf-8",
    )
    rules = (
        "concat(${given_names}, '!')",
        "/data/person/born < '2000-01-01'",
        "${child_given}",
        "jr:choice-name(${with_children}, '${with_children}')",
    )
    code, out, _err = typed("try", RESIDENCE, "--instance", instance, "--language", "en", "--json", *rules)
    assert code == 0
    said = [(each["value"], each["type"]) for each in json.loads(out)]
    assert said == [("Ana!", "string"), ("true", "boolean"), (["Bo"], "nodeset"), ("Yes", "string")]


@pytest.mark.parametrize("as_json", [(), ("--json",)], ids=["text", "json"])
def test_a_rule_that_fails_does_not_hide_the_others(typed: Typed, as_json: tuple[str, ...]) -> None:
    code, out, err = typed("try", RESIDENCE, *as_json, "1 + 1", "nothing(", "concat('a', 'b')")
    assert code == 1
    assert err == "`nothing(`: the rule ends too early; complete it\n"
    said = [row.get("value", row.get("error")) for row in json.loads(out)] if as_json else out.splitlines()
    assert said == ["2", *(["the rule ends too early; complete it"] if as_json else []), "ab"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("try", RESIDENCE, "(" * 5000 + "1" + ")" * 5000), "more than 64 brackets"),
        (("try", RESIDENCE, "regex('" + "a" * 60 + "!', '(a|aa)+$')"), "takes too long"),
        (("try", RESIDENCE, "//*[//*]"), "cannot search with `//`"),
        (("try", RESIDENCE, "${nobody}"), "asks nothing named 'nobody'"),
        (("try", "nowhere.md", "1"), "nowhere.md: No such file"),
        (("try", RESIDENCE, "1", "--instance", "nowhere.xml"), "nowhere.xml: No such file"),
        (("try", RESIDENCE, "1", "--at", "/nobody"), "nothing at /nobody"),
        (("sample", "nowhere.md", "--language", "ar"), "nowhere.md: No such file"),
        (("sample", RESIDENCE, "--language", "xx"), "There is no language 'xx'"),
        (("try", RESIDENCE, "1", "--language", "xx"), "There is no language 'xx'"),
    ],
)
def test_what_does_not_work_is_one_sentence(typed: Typed, arguments: tuple[str | Path, ...], said: str) -> None:
    code, _out, err = typed(*arguments)
    assert code == 1
    assert said in err
    assert len(err.splitlines()) == 1


def test_a_form_that_the_pack_does_not_have(pack: Path, typed: Typed) -> None:
    code, _out, err = typed("try", "nobody", "1", "--pack", pack)
    assert code == 1
    assert err.startswith("the pack has no form 'nobody'; `kiosk form list`")


def test_an_instance_with_entities_or_of_another_form_is_refused(typed: Typed, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.xml"
    bomb.write_text("<!DOCTYPE d [<!ENTITY a 'aaaa'>]><data>&a;</data>", encoding="utf-8")
    assert "document type" in typed("try", RESIDENCE, "1", "--instance", bomb)[2]
    other = tmp_path / "other.xml"
    other.write_text("<other/>", encoding="utf-8")
    assert "instance of 'other'" in typed("try", RESIDENCE, "1", "--instance", other)[2]
