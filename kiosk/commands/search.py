"""`kiosk search`: what a query finds; with `--batch` many, with the time that each took inside the engine."""

from __future__ import annotations

import json
import sys
import time
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from kiosk.commands.options import data_option, json_option, opened, pack_option, settings_over
from kiosk.commands.tables import busy
from kiosk.content.search_marks import written
from kiosk.domain.language import BY_TAG
from kiosk.domain.provenance import primary
from kiosk.errors import NotFoundError, SourceError
from kiosk.i18n.fallback import chain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kiosk.content.search import Found
    from kiosk.content.store import Store
    from kiosk.domain.result import Result
    from kiosk.i18n.fallback import Chain


PATIENCE = 0.25
"""Seconds that one query may take: its process has read nothing yet."""

STANDARD_INPUT = Path("-")


class Question(msgspec.Struct, frozen=True):
    """One line of a batch; what else a line says is not read."""

    q: str
    language: str


@click.command("search", epilog="Example: kiosk search dekl --language lv")
@click.argument("query", required=False)
@click.option("--language", metavar="TAG", help="The visitor's language, such as ar.")
@click.option(
    "--batch",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help='One with a line {"q": …, "language": …} for each query, or - for standard input.',
)
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 1000), help="Most results of a query.")
@json_option
@pack_option
@data_option
def command(
    query: str | None,
    *,
    language: str | None,
    batch: Path | None,
    limit: int,
    as_json: bool,
    pack: Path | None,
    data: Path | None,
) -> None:
    """Find services, guides, events and forms that have what QUERY says, or may mean.

    A batch answers with a line of JSON for each line of its file.
    """
    if batch is not None and query is not None:
        message = "give either QUERY or --batch FILE.jsonl"
        raise click.UsageError(message)
    if batch is None and query is None:
        raise click.MissingParameter(param_hint="'QUERY'", param_type="argument")
    if batch is None and language is None:
        raise click.MissingParameter(param_hint="'--language'", param_type="option")
    questions = _questions(batch) if batch is not None else {}
    with ExitStack() as stack:
        with busy("Opening the pack …"):
            store, trusted = stack.enter_context(opened(data, pack))
        chains = _chains(store, settings_over(store, trusted=trusted, data=data, sets=()).languages.fallback)
        if query is None or language is None:
            for number, question in questions.items():
                _must_be_known(question.language, store, f"{batch}:{number}: ")
            _warm(store, chains)
            for question in questions.values():
                click.echo(json.dumps(_answer(store, question, limit, chains), ensure_ascii=False))
            return
        _must_be_known(language, store)
        languages = chains(language)
        stages = list(store.found(query, languages, limit, PATIENCE))
        found = store.results([hit for stage in stages for hit in stage.hits], languages)
        meant = [written(each, _texts(store, found, language)) for each in dict.fromkeys(each.meant for each in stages)]
    _print(found, stages, meant, as_json=as_json)


def _texts(store: Store, found: Sequence[Result], language: str) -> Iterator[str]:
    """Where words that were meant are written."""
    yield from (each.name.value for each in found)
    yield from store.called(language)


def _print(found: tuple[Result, ...], stages: list[Found], meant: list[str], *, as_json: bool) -> None:
    if as_json:
        hits = {hit.id: hit for stage in stages for hit in stage.hits}
        rows = [
            {
                "id": each.id,
                "slug": each.slug,
                "kind": each.kind,
                "name": each.name.value,
                "language": each.name.language,
                "found_in": each.found_in,
                "stage": hits[each.id].stage.value,
            }
            for each in found
        ]
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for words in filter(None, meant):
        click.echo(f"Showing results for {words}", err=True)
    for each in found:
        click.echo(f"{each.slug}  {each.name.value}")
    if not found:
        click.echo("Nothing found.", err=True)


def _questions(batch: Path) -> dict[int, Question]:
    """The lines of a batch by their numbers; SourceError names the first that is none."""
    try:
        read = sys.stdin.buffer.read() if batch == STANDARD_INPUT else batch.read_bytes()
        lines = read.decode("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        message = f"{batch} cannot be read ({reason}); name a file of JSON lines"
        raise SourceError(message) from error
    questions = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            questions[number] = msgspec.json.decode(line, type=Question)
        except msgspec.MsgspecError as error:
            message = f'{batch}:{number}: {error}; write {{"q": "words", "language": "tag"}}'
            raise SourceError(message) from error
    return questions


def _must_be_known(language: str, store: Store, where: str = "") -> None:
    """NotFoundError for a tag of a language, with or without a region, that neither the interface nor the pack knows."""
    known = {*BY_TAG, *map(primary, store.manifest.languages)}
    if primary(language) not in known:
        message = f"{where}There is no language {language!r}; choose one of {', '.join(sorted(known))}."
        raise NotFoundError(message)


def _answer(store: Store, question: Question, limit: int, chains: Callable[[str], Chain]) -> dict[str, object]:
    languages = chains(question.language)
    start = time.perf_counter()
    stages = list(store.found(question.q, languages, limit))
    taken = (time.perf_counter() - start) * 1000
    hits = [hit for stage in stages for hit in stage.hits]
    return {
        "q": question.q,
        "language": question.language,
        "ids": [hit.id for hit in hits],
        "stage": hits[0].stage.value if hits else None,
        "ms": round(taken, 3),
    }


def _chains(store: Store, fallback: Sequence[str]) -> Callable[[str], Chain]:
    """Gives for each visitor's language those to look through."""
    manifest = store.manifest
    return partial(chain, available=manifest.languages, fallback=fallback, official=manifest.official)


def _warm(store: Store, chains: Callable[[str], Chain]) -> None:
    """The first query of a process reads pages and makes stemmers; a screen has done both before anybody types."""
    for tag in store.manifest.languages:
        for _stage in store.found("a bc", chains(tag), 1000):
            pass
