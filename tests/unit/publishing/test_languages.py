"""Going through many catalogues gives the same as going through them one by one, in this process or in others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bench import sources
from kiosk.publishing import languages, po, source, translations
from kiosk.publishing.build import build
from kiosk.publishing.coverage import Coverage
from kiosk.publishing.findings import FindingsError
from kiosk.publishing.languages import Originals, examine
from kiosk.publishing.text_rows import text_rows
from kiosk.publishing.texts import extract
from kiosk.resources import ROOT
from tests.helpers.pictures import png

if TYPE_CHECKING:
    from pathlib import Path

    from tests.helpers.sources import City


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many") / "source"
    sources.write(folder, 20)
    return folder


def both_ways(city: City) -> None:
    """Rows and coverage of a streamed catalogue, and those of one that was merged as a whole."""
    read = source.read(city.folder)
    official = extract(read)
    entries = tuple(translations.merged(official, po.read(city.folder / "locales" / "ar.po")))
    prose = replace(read, forms=())  # whose texts are in the forms themselves, in all languages
    whole = [row for row in text_rows(prose, official, {"ar": entries}) if row["lang"] == "ar"]
    gathered = languages._Gathered(Originals.of(read, official), "ar", notes=True)
    streamed = [dict(zip(languages.COLUMNS, row, strict=True)) for row in gathered.rows()]
    assert sorted(map(repr, map(sorted, map(dict.items, streamed)))) == sorted(
        map(repr, map(sorted, map(dict.items, whole)))
    )
    assert gathered.coverage() == Coverage.of("ar", entries)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("steps:\n", "steps:\n  - Paņemiet pasi\n"),
        ("  - Aizpildiet veidlapu\n  - Ejiet uz domi\n", "  - Ejiet uz domi\n  - Aizpildiet veidlapu\n"),
        ("  - Aizpildiet veidlapu\n", ""),
        ("Ejiet uz domi", "Zvaniet domei"),
        ("x", "x"),
    ],
)
def test_a_stream_pairs_texts_and_translations_as_a_whole_does(city: City, old: str, new: str) -> None:
    path = translations.write_catalogue(city.folder, "ar").path
    text = path.read_text(encoding="utf-8")
    for word in ("Aizpildiet veidlapu", "Ejiet uz domi", "Līgums"):
        text = text.replace(f'msgid "{word}"\nmsgstr ""', f'msgid "{word}"\nmsgstr "نص {len(word)}"')
    path.write_text(text.replace('msgid "Līgums"', '#, fuzzy\n#| msgid "Līgums"\nmsgid "Vecs"'), encoding="utf-8")
    if old != new:
        city.change("services/declare.md", old, new)
    both_ways(city)


def test_the_demonstration_streams_as_it_merges() -> None:
    from tests.helpers.sources import City

    both_ways(City(ROOT / "db" / "daugavpils"))


def test_other_processes_make_the_same_pack(many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    here = build(many, tmp_path / "here.pack")
    monkeypatch.setattr(languages, "LARGE", 0)
    there = build(many, tmp_path / "there.pack")
    assert here.path.read_bytes() == there.path.read_bytes()
    assert (here.counts, here.coverage) == (there.counts, there.coverage)
    assert here.counts["text"] == (20 * 12 + 2 * sources.ORGANIZATIONS + 1) + 20 * 12 * 12
    assert sorted(path.name for path in tmp_path.iterdir()) == [".there.pack.memory", "here.pack", "there.pack"]


@pytest.mark.parametrize("large", [False, True])
def test_what_is_wrong_is_told_at_once_wherever_it_was_found(
    city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, large: bool
) -> None:
    monkeypatch.setattr(languages, "LARGE", 0 if large else languages.LARGE)
    city.change("services/declare.md", "icon: house", "icon: hosue")
    city.write("locales/ar.po", "nonsense")
    city.write("locales/en.po", "nonsense")
    with pytest.raises(FindingsError) as caught:
        build(city.folder, tmp_path / "out" / "a.pack")
    assert [finding.code for finding in caught.value.findings] == ["KC108", "KC108", "KC106"]
    city.write("services/declare.md", "nonsense")
    with pytest.raises(FindingsError, match="begins without front matter"):
        build(city.folder, tmp_path / "out" / "a.pack")
    assert not (tmp_path / "out").exists()


def test_a_picture_in_a_translation_is_named_by_its_hash(city: City) -> None:
    (city.folder / "media").mkdir()
    picture = png()
    (city.folder / "media" / "plan.png").write_bytes(picture)
    text = (city.folder / "organizations" / "office.md").read_text(encoding="utf-8").rstrip()
    city.write("organizations/office.md", f"{text}\n\n![Plāns](media/plan.png)\n")
    path = translations.write_catalogue(city.folder, "en").path
    catalogue = path.read_text(encoding="utf-8")
    head, found, rest = catalogue.partition('"![Plāns](media/plan.png)"\nmsgstr ')
    assert found
    path.write_text(f'{head}{found}"![Plan](media/plan.png)"{rest[2:]}', encoding="utf-8")
    read = source.read(city.folder)
    gathered = languages._Gathered(Originals.of(read, extract(read)), "en", notes=False)
    values = [row[5] for row in gathered.rows()]
    assert values == [f"![Plan](media:{read.pictures['media/plan.png'].hash})"]
    assert examine(Originals.of(read, extract(read)), "en", notes=False).findings == ()
