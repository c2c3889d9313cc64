"""What a check of a whole folder finds, each kind once, with the file and the line that a person is sent to."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from kiosk.publishing import fonts, translations
from kiosk.publishing.build import build
from kiosk.publishing.codes import Level
from kiosk.publishing.findings import FindingsError
from kiosk.publishing.review import review
from kiosk.resources import ROOT
from tests.helpers.pictures import png

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kiosk.publishing.findings import Finding
    from tests.helpers.sources import City

TODAY = date(2026, 11, 24)
SERVICE, PLACE, OFFICE = "services/declare.md", "places/hall.md", "organizations/office.md"


def found(city: City, code: str) -> list[str]:
    return shown(city, (each for each in review(city.folder, TODAY).findings if each.code == code))


def shown(city: City, findings: Iterable[Finding]) -> list[str]:
    return [str(finding).replace(f"{city.folder}/", "") for finding in findings]


def translate(city: City, tag: str, context: str, value: str, comments: str = "") -> int:
    """Fills one entry of a catalogue; the line of its msgid."""
    path = translations.write_catalogue(city.folder, tag).path
    text = path.read_text(encoding="utf-8")
    block = re.search(
        rf'^msgctxt "{re.escape(context)}"\n(msgid .*\n(?:".*\n)*)msgstr .*\n(?:".*\n)*', text, re.MULTILINE
    )
    assert block, context
    new = f'{comments}msgctxt "{context}"\n{block[1]}msgstr "{value}"\n'
    path.write_text(text.replace(block[0], new), encoding="utf-8")
    return text[: block.start()].count("\n") + comments.count("\n") + 2


def test_the_demonstration_has_neither_errors_nor_warnings() -> None:
    said = review(ROOT / "db" / "daugavpils", TODAY)
    assert [str(finding) for finding in said.findings if finding.level is not Level.NOTE] == []


def test_coverage_counts_each_text_once_in_every_language(city: City) -> None:
    translate(city, "ar", "term/papers/name/0", "وثائق")
    translate(city, "ar", "service/declare/step/1", "اذهب إلى البلدية", "# kiosk: human Amal 2026-03-01\n")
    city.change("terms/papers.md", "Atļaujas un kartes", "Kartes")
    said = {each.tag: each for each in review(city.folder, TODAY).coverage}
    assert list(said) == ["lv", "en", "ar"]
    assert (said["lv"].original, said["lv"].missing) == (21, 0)
    assert (said["ar"].human, said["ar"].machine, said["ar"].outdated, said["ar"].missing) == (1, 1, 0, 19)
    city.change(SERVICE, "Ejiet uz domi", "Ejiet uz pili")
    arabic = review(city.folder, TODAY).coverage[2]
    assert (arabic.human, arabic.machine, arabic.outdated, arabic.missing) == (0, 1, 1, 19)


def test_missing_and_outdated_translations_are_found_one_by_one(city: City) -> None:
    line = translate(city, "ar", "service/declare/step/1", "اذهب إلى البلدية")
    assert len(found(city, "KC301")) == 20 + 21
    assert "services/declare.md:2: note: service/declare/name/0 is not translated into ar" in "\n".join(
        found(city, "KC301")
    )
    city.change(SERVICE, "Ejiet uz domi", "Ejiet uz pili")
    (said,) = found(city, "KC302")
    assert said.startswith(f"locales/ar.po:{line}: warning: service/declare/step/1: the original has changed")


@pytest.mark.parametrize(
    ("name", "old", "new", "code", "said"),
    [
        (SERVICE, 'number: "112"', 'number: "+37165000000000"', "KC201", "27: +37165000000000 has too few or too many"),
        (SERVICE, 'number: "112"', 'number: "+37110000000"', "KC202", "27: warning: +37110000000 is not a number that"),
        (SERVICE, "Mo 10:00-12:00", "Mo 17:00-09:00", "KC205", "24: warning: 17:00-09:00 would be open over midnight"),
        (SERVICE, "Mo 10:00-12:00", "2020 Mo 10:00-12:00", "KC205", "24: warning: '2020 Mo 10:00-12:00' never opens"),
        (SERVICE, "Mo 10:00-12:00", "Mo 10:00-99:00", "KC204", "24: 'Mo 10:00-99:00' "),
        (SERVICE, "confirm: true", "confirm: true\nexpires: 2026-11-23", "KC501", "38: warning: this was over on 2026"),
        (PLACE, "verified_on: 2025", "verified_on: 2021", "KC503", "14: warning: these facts are of 2021"),
        (SERVICE, "  - Līgums", '  - name: ""', "KC110", "13: an item of 'evidence' is empty"),
        (SERVICE, "Ejiet uz domi", "Ejiet <b>uz</b> domi", "KC702", "16: warning: HTML is left here (<b>)"),
        (SERVICE, "Ejiet uz domi", "Ejiet&nbsp;uz domi", "KC702", "16: warning: HTML is left here (&nbsp;)"),
        (SERVICE, "Ejiet uz domi", "Ejiet \u202euz domi", "KC602", "16: the character U+202E stands here"),
        (SERVICE, "Ejiet uz domi", "Ejiet \u2067uz domi", "KC603", "16: warning: a mark of direction"),
        (
            SERVICE,
            "Ejiet uz domi",
            "Идите в городскую думу",
            "KC305",
            "16: warning: this is labelled 'lv' and stands in",
        ),
        (
            SERVICE,
            "Ejiet uz domi",
            "Sie müssen mit dem Pass und der Anmeldung in die Stadt gehen",
            "KC306",
            "16: warning: this is labelled 'lv' and looks like 'de'",
        ),
        ("terms/papers.md", "name: Dokumenti", f"name: {'Dokumenti ' * 5}", "KC701", "2: warning: this title has 49"),
        (OFFICE, "website: https://www.pmlp.gov.lv", "website: pmlp", "KC203", "3: 'pmlp' is not a web address"),
        (PLACE, "verified_on: 2025", "verified_on: 2027", "KC107", "14: 2027 is after 2026-11-24"),
        (OFFICE, "website: https://www.pmlp", f"website: https://{'x' * 400}", "KC206", "3: warning: this address has"),
    ],
)
def test_each_kind_is_found_where_it_stands(city: City, name: str, old: str, new: str, code: str, said: str) -> None:
    city.change(name, old, new)
    assert [each for each in found(city, code) if each.startswith(f"{name}:{said}")], found(city, code)


def test_an_event_that_a_calendar_code_cannot_hold_is_found_in_each_language(city: City) -> None:
    event = (
        "---\nname: Saruna\nstarts: 2026-12-01T18:00\nends: 2026-12-01T19:00\nlocation: {}\nverified_on: 2026\n---\n"
    )
    city.write("events/talk.md", event.format("Bibliotēka"))
    assert found(city, "KC206") == []
    city.write("events/talk.md", event.format("Bibliotēka " + "ā" * 150))
    (said,) = (each for each in found(city, "KC206") if each.startswith("events"))
    assert said.startswith("events/talk.md:2: warning: the calendar code of this event would have 4")
    assert "leaves out the place; say both" in said
    city.write("events/talk.md", event.format("Bibliotēka"))
    line = translate(city, "ar", "event/talk/name/0", "حديث " * 40)
    (said,) = found(city, "KC206")
    assert said.startswith(f"locales/ar.po:{line}: warning: event/talk/name/0: the calendar code")
    assert "the place, and the end of the name" in said


@pytest.mark.parametrize(
    ("keys", "over"),
    [
        ("starts: 2026-11-23T18:00\n", True),
        ("starts: 2026-11-24T18:00\n", False),
        ("starts: 2026-11-23\nall_day: true\n", True),
        ("starts: 2020-01-01T18:00\nrrule: FREQ=DAILY;UNTIL=20201231\n", True),
        ("starts: 2020-01-01T18:00\nrrule: FREQ=WEEKLY\n", False),
    ],
)
def test_an_event_that_has_taken_place_is_over(city: City, keys: str, over: bool) -> None:
    city.write("events/talk.md", f"---\nname: Saruna\n{keys}verified_on: 2026\n---\n")
    assert bool(found(city, "KC501")) is over
    if over:
        assert found(city, "KC501")[0].startswith("events/talk.md:3: warning: this took place")


def test_a_wrong_date_in_a_list_is_named_with_its_line(city: City) -> None:
    city.write(
        "events/talk.md", "---\nname: Saruna\nstarts: 2026-12-01T18:00\nexdates:\n  - 2026-12-08T18:00\n  - soon\n---\n"
    )
    (said,) = found(city, "KC106")
    assert said.startswith("events/talk.md:6: 'soon'")


def test_a_link_in_a_text_that_no_code_holds_is_found(city: City) -> None:
    text = (city.folder / OFFICE).read_text(encoding="utf-8").rstrip()
    city.write(OFFICE, f"{text}\n\n[šeit](https://www.pmlp.gov.lv/{'x' * 400})\n")
    (said,) = found(city, "KC206")
    assert "this address has 424 bytes" in said


def test_a_record_that_nobody_has_verified_is_a_note(city: City) -> None:
    assert f"{SERVICE}:1: note: nobody has said" in "\n".join(found(city, "KC502"))


def test_a_character_that_no_font_has_is_named_by_its_code_point(city: City) -> None:
    if not fonts.drawable():
        pytest.skip("needs the package fontconfig")
    city.change(SERVICE, "Ejiet uz domi", "Ejiet uz domi \U0010fffd\U0005ffff")
    (said,) = found(city, "KC601")
    assert "U+5FFFF, U+10FFFD; replace it" in said


@pytest.mark.parametrize(
    ("target", "hint"),
    [
        ("service:declare", None),
        ("service:declear", "leads nowhere (did you mean 'declare'?)"),
        ("guide:none", "leads nowhere"),
        ("https://www.pmlp.gov.lv", None),
        ("https://pmlp", "is not a web address"),
        ("tel:+37165407437", None),
        ("../wiki/Start", "leads nowhere; write https://"),
        ("media/plan.png", None),
        ("media/none.png", "leads nowhere"),
        ("javascript:alert(1)", "leads nowhere"),
    ],
)
def test_links_inside_texts_lead_somewhere(city: City, target: str, hint: str | None) -> None:
    (city.folder / "media").mkdir()
    (city.folder / "media" / "plan.png").write_bytes(png())
    text = (city.folder / OFFICE).read_text(encoding="utf-8")
    city.write(OFFICE, f"{text.rstrip()}\n\nVairāk:\n[šeit]({target})\n")
    said = found(city, "KC401")
    assert bool(said) == (hint is not None)
    if hint:
        assert said[0].startswith(f"{OFFICE}:{text.rstrip().count(chr(10)) + 4}: ")
        assert hint in said[0]


def test_a_translation_keeps_placeholders_and_links(city: City) -> None:
    city.change(SERVICE, "Ejiet uz domi", "Ejiet uz [domi](service:declare) %1 {name}")
    translate(city, "en", "service/declare/step/1", "Go to the [hall](service:hall) %2 {name}")
    (placeholders,) = found(city, "KC303")
    assert "service/declare/step/1: placeholders differ from the original's: %1 is missing, %2 is new" in placeholders
    (links,) = found(city, "KC304")
    assert "service:declare is missing, service:hall is new" in links


def test_a_service_entered_twice_is_found_and_neighbours_are_not(city: City) -> None:
    text = (city.folder / SERVICE).read_text(encoding="utf-8")
    city.write("services/again.md", text)
    (said,) = found(city, "KC801")
    assert said.startswith("services/declare.md:2: warning: this looks like the same service as services/again.md")
    name = re.search("^name: (.*)$", text, re.MULTILINE)
    assert name
    city.write("services/again.md", text.replace(name[1], f"{name[1]} 2"))
    assert found(city, "KC801") == []


def test_everything_is_told_at_once(city: City) -> None:
    city.change(SERVICE, "icon: house", "icon: hosue")
    city.change(SERVICE, "Ejiet uz domi", "Ejiet <b>uz</b> domi")
    city.write("locales/ar.po", "nonsense")
    city.write(PLACE, "nonsense")
    said = review(city.folder, TODAY)
    codes = {finding.code for finding in said.findings}
    assert {"KC100", "KC106", "KC108", "KC702"} <= codes
    assert "KC105" not in codes  # the place is there, it cannot be read
    assert [each.tag for each in said.coverage] == ["lv", "en"]


def test_what_is_not_there_is_told_although_another_file_cannot_be_read(city: City, tmp_path: Path) -> None:
    city.write(PLACE, "nonsense")
    city.write("service/strange.md", "nonsense")
    city.change(SERVICE, "organization: office", "organization: nobody")
    city.change(SERVICE, "icon: house", "icon: hosue")
    city.write("locales/ar.po", "nonsense")
    codes = {"KC100", "KC102", "KC105", "KC106", "KC108"}
    errors = {each for each in review(city.folder, TODAY).findings if each.level is Level.ERROR}
    assert {each.code for each in errors} == codes
    assert [each.text.split()[0] for each in errors if each.code == "KC105"] == ["'nobody'"]
    with pytest.raises(FindingsError) as caught:
        build(city.folder, tmp_path / "out.pack")
    assert set(caught.value.findings) == errors


NONSENSE = ("Europe/Rigga", "9999-12-31", "0001-01-01T00:00", "[]", "{a: [b]}", '"\\u202e"', "-1")
EVENT = """\
---
name: Sapulce
starts: 2026-12-01T17:30
ends: 2026-12-01T19:00
zone: Europe/Riga
rrule: FREQ=WEEKLY
exdates:
  - 2026-12-08T17:30
expires: 2027-12-31
place: hall
---
"""


@pytest.mark.parametrize("name", ["pack.yaml", OFFICE, PLACE, SERVICE, "events/meeting.md"])
@pytest.mark.parametrize("value", NONSENSE)
def test_nonsense_in_any_key_is_a_finding_and_never_a_bug(city: City, name: str, value: str) -> None:
    city.write("events/meeting.md", EVENT)
    lines = (city.folder / name).read_text(encoding="utf-8").split("\n")
    for number, line in enumerate(lines):
        key = re.match(r"\s*(- )?(\w+: )?(?=[^\s-])", line)
        if key and key[0].strip():
            city.write(name, "\n".join([*lines[:number], key[0] + value, *lines[number + 1 :]]))
            review(city.folder, TODAY)


def test_a_private_key_in_a_source_is_named(city: City) -> None:
    city.write("keys/forms-2026.key", "secret")
    (said,) = found(city, "KC122")
    assert said.startswith("keys/forms-2026.key:1: ")


def test_where_no_font_is_listed_nobody_knows_what_can_be_drawn(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(city.folder))
    fonts.drawable.cache_clear()
    try:
        city.change(SERVICE, "Ejiet uz domi", "Ejiet uz \U0001f9ff domi")
        assert found(city, "KC604") == [
            "pack.yaml:1: note: no font could be listed, so nobody knows what can be drawn; install fontconfig and fonts-noto-core [KC604]"
        ]
        assert found(city, "KC601") == []
    finally:
        fonts.drawable.cache_clear()
