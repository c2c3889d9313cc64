"""What languages call themselves in a pack."""

from __future__ import annotations

import pytest

from kiosk.publishing.endonyms import language


@pytest.mark.parametrize(
    ("tag", "endonym", "script"),
    [
        ("prs", "دری", "Arab"),
        ("ka", "ქართული", "Geor"),
        ("zh-Hant", "中文 (繁體)", "Hant"),
        ("fa-AF", "فارسی (افغانستان)", "Arab"),
        ("prs-AF", "دری", "Arab"),
        ("rom", "Romany", "Latn"),
    ],
)
def test_a_language_goes_by_its_own_name_in_its_own_script(tag: str, endonym: str, script: str) -> None:
    named = language(tag)
    assert (named.tag, named.endonym, named.script) == (tag, endonym, script)
