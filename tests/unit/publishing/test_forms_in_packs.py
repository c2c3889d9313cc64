"""Forms come into a source folder, and from there into a pack, whole or not at all."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from kiosk.errors import SourceError
from kiosk.forms import loading
from kiosk.i18n.fallback import Chain
from kiosk.publishing import build, forms
from kiosk.publishing.findings import FindingsError
from kiosk.publishing.importers import forms as importing
from tests.helpers.packs import opened
from tests.helpers.xlsforms import EVERYTHING, put

if TYPE_CHECKING:
    from pathlib import Path

    from tests.helpers.sources import City


def test_a_form_and_its_lists_come_in_together_or_not_at_all(everything: Path, tmp_path: Path) -> None:
    taken = tmp_path / "city" / "forms" / "skills.csv"
    (taken / "by a folder").mkdir(parents=True)
    with pytest.raises(SourceError, match=r"city cannot be written .* is as it was; "):
        importing.run("xlsform", everything, tmp_path / "city")
    assert [file.name for file in taken.parent.iterdir()] == ["skills.csv"]
    (taken / "by a folder").rmdir()
    taken.rmdir()
    assert importing.run("xlsform", everything, tmp_path / "city").counts["forms"].added == 2


def test_a_form_gets_into_a_pack_with_its_texts(city: City, tmp_path: Path, everything: Path) -> None:
    (city.folder / "forms").mkdir()
    for path in (everything, everything.parent / "skills.csv"):
        (city.folder / "forms" / path.name).write_bytes(path.read_bytes())
    city.change("services/declare.md", "  - name: Pase\n", "  - name: Pase\n    form: everything\n")
    out = tmp_path / "pack.db"
    assert build.build(city.folder, out).counts["form"] == 1
    with closing(opened(out)) as store:
        found = loading.load(store, "everything", Chain("en", ("en", "lv")))
        assert found.definition.version == forms.read(everything, "lv").form.version
        assert str(found.texts.label("/person/name")) == "Name"
        assert str(found.texts.title) == "Everything"
        assert [str(form.texts["name"]) for form in store.forms(Chain("lv", ("lv",)))] == ["Viss"]


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        ("Lai zinātu", "", "KC121", "why the city may ask"),
        ("count-non-empty(${kid})", "count-non-emty(${kid})", "KC120", "did you mean count-non-empty()"),
        ("| house |", "| hosue |", "KC106", "there is no icon"),
    ],
)
def test_what_keeps_a_form_from_being_published(
    city: City, everything: Path, old: str, new: str, code: str, said: str
) -> None:
    (city.folder / "forms").mkdir()
    (city.folder / "forms" / "skills.csv").write_bytes((everything.parent / "skills.csv").read_bytes())
    put(city.folder / "forms", EVERYTHING.replace(old, new), "everything.md")
    with pytest.raises(FindingsError) as raised:
        build.build(city.folder, city.folder / "pack.db")
    assert {finding.code for finding in raised.value.findings} == {code}
    assert said in str(raised.value)
