"""How the files of a source folder are read, and what is said about keys that are not ours."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk.errors import SourceError
from kiosk.publishing import frontmatter, source
from kiosk.publishing.build import build
from kiosk.publishing.findings import FindingsError
from kiosk.publishing.review import review

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.helpers.sources import City

SERVICE = "services/declare.md"


def complaint(city: City) -> str:
    """What is said, with paths inside the folder."""
    with pytest.raises(SourceError) as caught:
        source.read(city.folder)
    return str(caught.value).replace(f"{city.folder}/", "")


def test_a_plain_text_is_short_for_a_group_with_its_main_key(city: City) -> None:
    city.change(SERVICE, '  - number: "112"', '  - "112"')
    city.change(SERVICE, "  - url: https://latvija.gov.lv\n    label: E-pakalpojums", "  - https://latvija.gov.lv")
    keys = source.read(city.folder).services[0].keys
    assert [evidence.name for evidence in keys.evidence] == ["Pase", "Līgums"]
    assert keys.phones[0].number == "112"
    assert keys.links[0].url == "https://latvija.gov.lv"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("summary:", "sumary:", "3: there is no key 'sumary' here (did you mean 'summary'?); correct or delete it"),
        ("    note: Derīga", "    nite: Derīga", "12: there is no key 'nite' here (did you mean 'note'?)"),
        ("icon: house\n", "", "1: the key 'icon' is missing; add it"),
        ("icon: house\n", "icon:\n", "7: the key 'icon' is missing; add it"),
        ('  - number: "112"', "  - label: 112", "27: the key 'number' is missing; add it"),
        ("confirm: true", "confirm: yes", "37: 'confirm' must be true or false"),
        ("topics: [papers]", "topics: papers", "5: 'topics' must be a list"),
        ("  - Visiem", "  - name: [Visiem]", "9: 'name' must be one text"),
        ("  - Aizpildiet veidlapu", "  - Aizpildiet: veidlapu", "15: 'steps' must be one text"),
    ],
)
def test_a_wrong_key_is_named_with_its_line(city: City, old: str, new: str, said: str) -> None:
    city.change(SERVICE, old, new)
    assert complaint(city).startswith(f"{SERVICE}:{said}")


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("places/hall.md", "latitude: 55.8714", "latitude: north", "6: 'latitude' must be a number"),
        ("terms/papers.md", "seq: 1", "seq: first", "5: 'seq' must be a whole number"),
        ("terms/papers.md", "scheme: topic", "scheme: theme", "3: 'scheme' has no such value"),
        ("pack.yaml", "title:\n  lv: Mazpilsēta\n  en: Smalltown", "title: Smalltown", "2: 'title' must be a group"),
        ("pack.yaml", "zone:", "sone:", "8: there is no key 'sone' here (did you mean 'zone'?)"),
    ],
)
def test_a_wrong_value_is_named_with_its_line(city: City, name: str, old: str, new: str, said: str) -> None:
    city.change(name, old, new)
    assert complaint(city).startswith(f"{name}:{said}")


def test_everything_wrong_is_said_at_once_under_one_sentence(city: City) -> None:
    city.change(SERVICE, "summary:", "sumary:")
    city.change(SERVICE, "steps:", "stepps:")
    city.change("places/hall.md", "street:", "streat:")
    city.write("terms/broken.md", "---\nname: a\n")
    first, *findings = complaint(city).split("\n")
    assert first == "Nothing was written: 4 things to mend in 3 files."
    assert [finding.split(" ")[0] for finding in findings] == [
        "places/hall.md:3:",
        f"{SERVICE}:3:",
        f"{SERVICE}:14:",
        "terms/broken.md:1:",
    ]


def test_twenty_findings_are_listed_and_the_others_counted(city: City) -> None:
    for number in range(23):
        city.write(f"terms/t{number:02}.md", "no front matter\n")
    lines = complaint(city).split("\n")
    assert len(lines) == 22
    assert lines[-1] == "… and 3 more; 'kiosk content check' lists all of them"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("services/Declare.md", "services/Declare.md:1: a file's name has small Latin letters"),
        ("services/declare.md.bak", "services/declare.md.bak:1: only files that end in .md are read here"),
        ("service/other.md", "service:1: no folder of this name is read (did you mean 'services'?)"),
    ],
)
def test_a_file_that_would_be_left_out_in_silence_is_named(city: City, name: str, said: str) -> None:
    city.write(name, "---\nname: a\n---\n")
    assert complaint(city).startswith(said)


def test_a_folder_with_the_name_of_a_file_is_named(city: City) -> None:
    (city.folder / "services" / "x.md").mkdir()
    assert complaint(city).startswith("services/x.md:1: this is a folder with the name of a file")


def test_hidden_files_and_other_files_beside_the_pack_do_not_matter(city: City) -> None:
    city.write("services/.declare.md.swp", "\0")
    city.write(".git/config", "")
    city.write("README.md", "for editors")
    assert len(source.read(city.folder).services) == 1


def test_a_folder_without_a_pack_is_no_source(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"is not a source folder: it has no pack\.yaml"):
        source.read(tmp_path)


def test_all_that_is_wrong_with_the_keys_of_a_file_is_said_at_once(city: City) -> None:
    city.change(SERVICE, "summary: Paziņojiet, kur dzīvojat", "sumary: Paziņojiet")
    city.change(SERVICE, "icon: house\n", "")
    city.change(SERVICE, "confirm: true", "confirm: yes")
    city.change(SERVICE, "spoken_languages: [lv, ru]", "spoken_languages: lv, ru")
    city.change(SERVICE, '  - number: "112"', "  - label: Zvans")
    city.change(SERVICE, "  - Līgums", "  - [Līgums]")
    assert complaint(city).split("\n")[1:] == [
        f"{SERVICE}:1: the key 'icon' is missing; add it [KC101]",
        f"{SERVICE}:3: there is no key 'sumary' here (did you mean 'summary'?); correct or delete it [KC101]",
        f"{SERVICE}:12: 'evidence' must be a group of lines 'key: value', indented below it [KC101]",
        f"{SERVICE}:26: the key 'number' is missing; add it [KC101]",
        f"{SERVICE}:31: 'spoken_languages' must be a list; write one line '- …' for each item [KC101]",
        f"{SERVICE}:36: 'confirm' must be true or false [KC101]",
    ]


def test_findings_can_be_taken_apart(city: City) -> None:
    path = city.change(SERVICE, "summary:", "sumary:")
    with pytest.raises(FindingsError) as caught:
        source.read(city.folder)
    (finding,) = caught.value.findings
    assert (finding.path, finding.line) == (path, 3)


def link(city: City, name: str, target: str) -> None:
    (city.folder / name).symlink_to(target)


def pipe(city: City, name: str) -> None:
    path = city.folder / name
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda city: link(city, "services/x.md", "nowhere"), "services/x.md:1: this link leads nowhere"),
        (lambda city: link(city, "services/x.md", "x.md"), "services/x.md:1: this link leads nowhere"),
        (lambda city: link(city, "services/x.md", "/etc/passwd"), "services/x.md:1: this link leads out of"),
        (lambda city: link(city, "guides", "/etc"), "guides:1: this link leads out of"),
        (lambda city: link(city, "places/more", "../services"), "places/more:1: only links to files are followed"),
        (lambda city: pipe(city, "services/x.md"), "services/x.md:1: this is no file but a pipe"),
        (lambda city: pipe(city, "locales/ar.po"), "locales/ar.po:1: this is no file but a pipe"),
        (lambda city: pipe(city, "pack.yaml"), "pack.yaml:1: this is no file but a pipe"),
        (lambda city: pipe(city, "keys/x.pub"), "keys/x.pub:1: this is no file but a pipe"),
        (lambda city: link(city, "locales", "nowhere"), "locales:1: this link leads nowhere"),
    ],
)
@pytest.mark.timeout(20)
def test_what_is_no_plain_file_is_named_before_anything_is_opened(
    city: City, tmp_path: Path, spoil: Callable[[City], None], said: str
) -> None:
    spoil(city)
    assert complaint(city).startswith(said)
    with pytest.raises(FindingsError, match=r"this link|only links|this is no file"):
        build(city.folder, tmp_path / "out" / "x.pack")
    assert not (tmp_path / "out").exists()
    assert [found.line for found in review(city.folder, date(2026, 11, 24)).findings] == [1]


def test_a_link_to_a_file_inside_the_folder_is_that_file(city: City) -> None:
    (city.folder / "services" / "again.md").symlink_to("declare.md")
    assert [record.slug for record in source.read(city.folder).services] == ["again", "declare"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize(("name", "said"), [("services", "the folder cannot be read"), (SERVICE, "the file cannot be")])
def test_what_may_not_be_read_is_said_and_not_left_out(city: City, name: str, said: str) -> None:
    (city.folder / name).chmod(0)
    answer, tell = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.chdir(city.folder)  # the folders above are root's alone
            os.setuid(65534)
            _read, found = source.gather(Path())
            os.write(tell, str(found[0]).encode())
        finally:
            os._exit(0)
    os.close(tell)
    os.waitpid(child, 0)
    with os.fdopen(answer, "rb") as stream:
        assert stream.read().decode().startswith(f"{name}:1: {said}")


def test_a_file_of_many_megabytes_is_not_read(city: City) -> None:
    path = city.write("guides/long.md", "---\nname: x\n---\n")
    with path.open("ab") as file:
        file.truncate(frontmatter.LARGEST + 1)
    assert complaint(city).startswith("guides/long.md:1: the file has more than 4 MB; divide it")


def test_a_number_that_no_table_holds_is_named(city: City) -> None:
    city.change("terms/papers.md", "seq: 1", f"seq: {10**30}")
    assert complaint(city).startswith("terms/papers.md:5: 'seq' must be a whole number between -1000000000 and")
