"""What is typed and what is written meet in one fold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.packs.fold import fold


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("dzivesvietas deklaresana", "Dzīvesvietas deklarēšana"),
        ("ŁÓDŹ", "lodz"),
        ("strasse", "Straße"),
        ("FULL width １２", "ｆｕｌｌ　ｗｉｄｔｈ 12"),
        ("обєкт", "об’єкт"),
        ("обʼєкт", "обєкт"),
        ("ещё", "еще"),
        ("Αθήνα", "ΑΘΗΝΑ"),
        ("οδός", "οδοσ"),
        ("istanbul", "İstanbul"),
        ("ısı", "isi"),
        ("école", "ecole"),
        ("l'école", "l ecole"),
        ("dell’Acqua", "dell acqua"),
        ("qu'est-ce", "qu est ce"),
        ("aujourd'hui", "aujourdhui"),
        ("з´їзд", "зїзд"),
        ("1\ufe0f\u20e3", "1"),
        ("co\u034fop", "coop"),
        ("উৎসব", "উত্সব"),
        ("উত্\u200dসব", "উত্সব"),
        ("ﺔﻴﺑﺮﻌﻟﺍ", "ةيبرعلا"),
        ("ţară", "țară"),
        ("ዓለም", "አለም"),
        ("ፀሐይ", "ጸሀይ"),
        ("الاقامه", "الإقامة"),
        ("مُدَرِّسة", "مدرسة"),
        ("ایران کی", "ايران كي"),
        ("محـــمد", "محمد"),
        ("می‌خواهم", "میخواهم"),
        ("۱۲۳ ٤٥٦", "123 456"),
        ("ﷲ", "الله"),
        ("e\u0301", "é"),
        ("in\u00advis\u200eible", "invisible"),
        ("𝐁old", "bold"),
        ("tab\tand\nline", "tab and line"),
        ("what's-this?", "whats this"),
    ],
)
def test_these_are_the_same(typed: str, written: str) -> None:
    assert fold(typed) == fold(written) != ""


@pytest.mark.parametrize("text", ["আবাসস্থল নিবন্ধন", "ቤት ምህርቲ", "กขค", "한국어"])
def test_letters_that_carry_meaning_stay(text: str) -> None:
    assert fold(text) == text


def test_a_bengali_vowel_sign_tells_words_apart() -> None:
    assert fold("কর") != fold("করা")


@pytest.mark.parametrize("text", ["", " ", "!?…", "\u200b\u202e", "🙂", "\u0301"])
def test_what_has_no_letter_is_nothing(text: str) -> None:
    assert fold(text) == ""


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text())
def test_words_are_folded_one_by_one(one: str, other: str) -> None:
    assert fold(f"{one} {other}") == " ".join(filter(None, (fold(one), fold(other))))
