"""Reads `concepts.yaml`: words that people use for one another, by concept and language, so that search knows them all.

The file maps a concept's name to languages, and each language to a list of words. Words may be of any language, also of
one that the pack has no texts in: whoever types them finds what the other words of the concept find.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.publishing import frontmatter, rules
from kiosk.publishing.findings import Finding, FindingsError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kiosk.publishing.frontmatter import Document, Tree

NAME = "concepts.yaml"
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept. words: by language tag, each list in the order of the file."""

    slug: str
    words: dict[str, tuple[str, ...]]


def read(folder: Path, findings: list[Finding]) -> tuple[Concept, ...]:
    """The concepts of a source folder, none without the file; what is wrong goes to `findings`, the rest is read."""
    path = folder / NAME
    if not path.is_file():
        return ()
    try:
        document = frontmatter.read_yaml(path)
    except FindingsError as error:
        findings.extend(error.findings)
        return ()
    concepts = []
    for slug, tree in document.values.items():
        if not _SLUG.fullmatch(slug):
            text = f"{slug!r} is no name of a concept; write small Latin letters, digits and single hyphens (family-doctor)"
            findings.append(document.finding(text, slug, code="KC102"))
        elif not isinstance(tree, dict):
            text = f"{slug!r} has no languages; write a line such as `en: [doctor, GP]` below it"
            findings.append(document.finding(text, slug, code="KC101"))
        else:
            words = {tag: tuple(_words(document, slug, tag, each, findings)) for tag, each in tree.items()}
            concepts.append(Concept(slug, words))
    return tuple(concepts)


def render(concepts: Iterable[Concept]) -> str:
    """The text of `concepts.yaml`."""
    lines = []
    for concept in concepts:
        lines.append(f"{concept.slug}:")
        lines += [
            f"  {tag}: [{', '.join(json.dumps(word, ensure_ascii=False) for word in words)}]"
            for tag, words in concept.words.items()
        ]
    return "\n".join(lines) + "\n"


def _words(document: Document, slug: str, tag: str, tree: Tree, findings: list[Finding]) -> Iterator[str]:
    try:
        rules.language(tag)
    except rules.RuleError as error:
        findings.append(document.finding(str(error), slug, tag, code=error.code))
        return
    if not isinstance(tree, list):
        text = f"the words of {slug!r} in {tag!r} are a list; write `{tag}: [one, another]`"
        findings.append(document.finding(text, slug, tag, code="KC101"))
        return
    seen = set()
    for place, word in enumerate(tree):
        if not isinstance(word, str) or not word.strip():
            text = f"a word of {slug!r} in {tag!r} is not a text; write words or short phrases"
            findings.append(document.finding(text, slug, tag, place, code="KC104"))
        elif word.casefold() in seen:
            text = f"{word!r} stands twice under {slug!r} in {tag!r}; delete one of them"
            findings.append(document.finding(text, slug, tag, place, code="KC103"))
        else:
            seen.add(word.casefold())
            yield word.strip()
