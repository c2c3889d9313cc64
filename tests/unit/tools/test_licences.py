from __future__ import annotations

import pytest

from tools import licences


@pytest.mark.parametrize(
    "words",
    [
        "MIT",
        "MIT OR Apache-2.0",
        "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only",
        "BSD-3-Clause AND MIT",
        "Apache License, Version 2.0",
        "BSD-3-Clause, MIT",
    ],
)
def test_what_may_be_locked(words: str) -> None:
    assert licences.refusal("something", words) is None


@pytest.mark.parametrize(
    "words",
    ["GPL-3.0-only", "AGPL-3.0-or-later", "MIT AND GPL-2.0-only", "", "GPL-2.0-only OR AGPL-3.0-only", "Proprietary"],
)
def test_what_may_not(words: str) -> None:
    reason = licences.refusal("something", words)
    assert reason is not None
    assert reason.startswith("something: ")


def test_an_argued_package_comes_up_again_when_its_words_change() -> None:
    words, _why = licences.ARGUED["pypdfium2"]
    assert licences.refusal("pypdfium2", words) is None
    assert licences.refusal("pypdfium2", "GPL-3.0-only") is not None
    assert licences.refusal("pypdfium2", "") is not None


def test_names_are_read_from_a_lock_with_hashes() -> None:
    lock = "babel==2.18.0 ; sys_platform == 'linux' \\\n    --hash=sha256:00\n    # via -r x.in\nPyYAML==6.0 \\\n"
    assert licences.locked(lock) == ["babel", "PyYAML"]
