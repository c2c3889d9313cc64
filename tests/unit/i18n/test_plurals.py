"""The headers of the catalogues count as CLDR does."""

from __future__ import annotations

import gettext
import re

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from kiosk.i18n import plurals
from kiosk.i18n.cldr import locale_of
from kiosk.i18n.extract import LANGUAGES
from kiosk.resources import LOCALES


def told_apart(header: str, tag: str) -> set[tuple[int, str]]:
    """The form that a header takes for a number, with CLDR's name for it."""
    expression = re.search(r"plural=(.*);", header)
    assert expression is not None
    form, name = gettext.c2py(expression[1]), locale_of(tag).plural_form
    return {(form(number), name(number)) for number in range(1500)}


@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("name", ["kiosk.po", "core.po"])
def test_a_header_has_a_form_for_each_of_cldrs_and_no_other(tag: str, name: str) -> None:
    with (LOCALES / tag / name).open("rb") as stream:
        catalog = read_po(stream)
    pairs = told_apart(catalog.plural_forms, tag)
    assert len(pairs) == len({form for form, _name in pairs}) == len({name for _form, name in pairs})
    assert {form for form, _name in pairs} == set(range(catalog.num_plurals))


def test_two_and_ten_are_not_the_same_in_latvian() -> None:
    catalog = Catalog(locale=locale_of("lv"))
    plurals.give(catalog, "lv")
    forms = dict(sorted((name, form) for form, name in told_apart(catalog.plural_forms, "lv")))
    assert forms == {"zero": 0, "one": 1, "other": 2}


def test_a_language_without_a_rule_of_ours_keeps_babels() -> None:
    catalog = Catalog(locale=locale_of("uk"))
    before = catalog.plural_forms
    plurals.give(catalog, "uk")
    assert catalog.plural_forms == before


@pytest.mark.parametrize("forms", [(), ("", "", ""), ("%n dienu", "", "")])
def test_plurals_are_translated_where_one_form_is(forms: tuple[str, ...]) -> None:
    catalog = Catalog(locale=locale_of("lv"))
    catalog.add(("%n day", "%n days"), forms)
    catalog.add("Back", "Atpakaļ")
    assert plurals.translated(catalog) == any(forms)
