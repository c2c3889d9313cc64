"""What is read of a file, and what is said about one that cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.errors import SourceError
from kiosk.publishing import frontmatter

if TYPE_CHECKING:
    from pathlib import Path

STRANGE = frontmatter.CONTROL  # what the module refuses, so that the property leaves it out
WORDS = st.text(st.characters(exclude_categories=["Cs"])).filter(lambda text: not STRANGE.search(text))


def test_keys_stay_the_text_that_stands_there_and_know_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "service.md"
    path.write_text(
        '---\nname: NO\nwhen: 2024-10\nsum: 1.10\nempty:\nphones:\n  # front desk\n  - number: "112"\n---\n\nText\n'
    )
    document = frontmatter.read(path)
    assert document.values == {"name": "NO", "when": "2024-10", "sum": "1.10", "phones": [{"number": "112"}]}
    assert document.line("sum") == 4
    assert document.line("phones", 0, "number") == 8
    assert document.line("phones", 0, "label") == 8
    assert document.remarks[8] == "front desk"
    assert (document.body, document.body_line) == ("Text", 11)


@pytest.mark.parametrize(
    "raw", [b"\xef\xbb\xbf---\nname: a\n---\nb", b"---\r\nname: a\r\n---\r\nb\r\n"], ids=["mark", "crlf"]
)
def test_what_windows_editors_write_is_read(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "term.md"
    path.write_bytes(raw)
    document = frontmatter.read(path)
    assert (document.values, document.body) == ({"name": "a"}, "b")


@pytest.mark.parametrize(
    ("raw", "line", "words"),
    [
        (b"name: a\n---\n", 1, "begins without front matter"),
        (b"", 1, "begins without front matter"),
        (b"---\nname: a\nbody\n", 1, "never closed; put a line ---"),
        (b"---\nname: a\nname: b\n---\n", 3, "the key 'name' stands in line 2 already"),
        (b"---\nname: a\nlist:\n\t- b\n---\n", 4, "a tab"),
        (b"---\nname: &a b\nother: *a\n---\n", 2, "anchors"),
        (b"---\nname: *a\n---\n", 2, "anchors"),
        (b"---\nname: a\nnote: note: b\n---\n", 3, "in quotes"),
        (b"---\nname: a\nnote: @b\n---\n", 3, "in quotes"),
        (b"---\nname: a\nword\n---\n", 3, "not 'key: value'"),
        (b'---\nname: "a\nnote: b\n---\n', 3, "quot"),
        (b"---\nname: !!python/object:os.system b\n---\n", 2, "tags"),
        (b"---\n- a\n---\n", 2, "key: value"),
        (b"---\nname: " + b"[" * 50 + b"]" * 50 + b"\n---\n", 2, "levels"),
        (b"---\n[a]: b\n---\n", 2, "a key is one word"),
        (b"---\nname: a\n---\nb\nc\xff\n", 5, "not UTF-8"),
        ("---\nname: ā\n---\n".encode("cp1257"), 2, "not UTF-8"),
        ("---\nname: a\n---\n".encode("utf-16"), 1, "not UTF-8"),
        (b"---\nname: a\n---\nb\x07\n", 4, "U+0007"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_its_line(tmp_path: Path, raw: bytes, line: int, words: str) -> None:
    path = tmp_path / "service.md"
    path.write_bytes(raw)
    with pytest.raises(SourceError) as caught:
        frontmatter.read(path)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_aliases_cannot_grow(tmp_path: Path) -> None:
    bomb = "a: &a [x]\n" + "".join(
        f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdef", "bcdefg", strict=True)
    )
    path = tmp_path / "pack.yaml"
    path.write_text(bomb)
    with pytest.raises(SourceError, match=r"pack\.yaml:1: anchors"):
        frontmatter.read_yaml(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.dictionaries(WORDS, WORDS), plain=st.booleans())
def test_any_front_matter_of_texts_comes_back(tmp_path: Path, *, values: dict[str, str], plain: bool) -> None:
    path = tmp_path / "any.md"
    written = yaml.safe_dump(values, allow_unicode=plain, default_flow_style=False)
    path.write_text(f"---\n{written}---\nbody\n", encoding="utf-8", newline="")
    document = frontmatter.read(path)
    assert document.values == values
    assert document.body == "body"
