from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from kiosk.errors import NotFoundError
from kiosk.i18n.fallback import Chain
from tests.helpers import form_pack
from tests.helpers.forms import FORM
from tests.helpers.packs import opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kiosk.content.store import Store

UKRAINIAN = Chain("uk", ("uk", "lv"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(opened(form_pack.write(tmp_path / "town.pack"))) as store:
        yield store


@pytest.mark.parametrize("key", ["FORM", "residence"])
def test_a_form_has_a_name_of_two_kinds_and_all_its_words(store: Store, key: str) -> None:
    form = store.form(key, UKRAINIAN)
    assert (form.id, form.slug, form.version) == ("FORM", FORM.id, FORM.version)
    assert str(form.texts["label:/person/surname"]) == "Прізвище"
    assert form.texts["hint:/person/surname"].is_fallback


def test_a_list_of_forms_reads_their_titles_alone(store: Store) -> None:
    (form,) = store.forms(UKRAINIAN)
    assert {name: str(text) for name, text in form.texts.items()} == {
        "name": "Декларація місця проживання",
        "description": "Подається до міської ради",
    }


def test_a_form_that_is_not_there_is_named(store: Store) -> None:
    with pytest.raises(NotFoundError, match="no form 'tax'"):
        store.form("tax", UKRAINIAN)


def test_what_a_service_asks_for_leads_to_the_form(store: Store) -> None:
    assert store.evidence_forms("RESIDENCE") == {"FORM-EVIDENCE": "FORM"}
    assert store.evidence_forms("OTHER") == {}
