from __future__ import annotations

from kiosk.content.search_small import telling


def test_small_words_do_not_tell_what_is_asked_for() -> None:
    assert telling(("how", "do", "i", "register"), "en") == ("register",)
    assert telling(("how", "do", "i", "register"), "en-GB") == ("register",)
    assert telling(("wie", "melde", "ich", "mich", "an"), "de-simple") == telling(
        ("wie", "melde", "ich", "mich", "an"), "de"
    )


def test_a_question_of_small_words_alone_keeps_them() -> None:
    assert telling(("how", "do", "i"), "en") == ("how", "do", "i")
    assert telling(("how",), "xx") == ("how",)
