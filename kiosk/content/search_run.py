"""The stages of one query (`kiosk.content.search`), each of which adds what those before have not found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.content import search_ask as ask
from kiosk.content import search_ranking as ranking
from kiosk.content.search_found import Found, Hit, Stage
from kiosk.content.search_layouts import retyped
from kiosk.content.search_words import Meant
from kiosk.domain.language import BY_TAG
from kiosk.domain.provenance import primary
from kiosk.packs.fold import words as folded
from kiosk.packs.index_rows import LANGUAGE
from kiosk.packs.index_sounds import typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kiosk.content.search import Search
    from kiosk.i18n.fallback import Chain

KEYS = 4
"""Letters of a word on another keyboard layout from which its beginning is enough; one fewer has the longest word of such a text."""

FEW = 3
"""Words that are sure to be meant when all are found; and records of other languages that come before corrections."""

SHORT = 2
"""Letters of the longest word from which one looks beyond what was typed; some scripts write a word in two."""

SOUNDS = 4
"""Consonants of a query in Latin letters that are enough to look for it in all languages."""

MOST_LANGUAGES = 8
"""Languages that Latin letters are taken for, those nearest to them."""

LONG = 5
"""A word of another language that may be mistyped has more letters."""

SENTENCE = 6
"""Words from which on a query is a sentence, of which nobody meant every word."""

MOST_WORDS = 8
"""Words that must all be found; of a longer query only some have to be."""

_IN_LATIN = frozenset(tag for tag, language in BY_TAG.items() if language.script == "Latn")

_MATCHING = "SELECT rowid FROM title WHERE title MATCH ?"


class Run:
    """One query. A word is looked at as it is and as the beginning of one; the last may still be growing."""

    def __init__(self, search: Search, query: str, chain: Chain, limit: int) -> None:
        self._search, self._index, self._tags, self._words = search, search.index, search.tags, search.words
        self._query, self._limit = query, limit
        every = folded(query)
        self._every, self.words = every, every[:MOST_WORDS]
        self._whole = len(every) <= MOST_WORDS
        self._sentence = len(every) > SENTENCE
        self._longest = max(map(len, every), default=0)
        own = [tag for tag in chain.tags if primary(tag) == primary(chain.wanted)] or list(chain.tags[:1])
        self._own = [search.tags.index(tag) for tag in own if tag in search.tags]
        rest = [search.tags.index(tag) for tag in chain.tags if tag in search.tags]
        self._order = dict.fromkeys([*self._own, *rest, *range(len(search.tags))])
        self._seen: dict[int, int] = {}
        self._certain = False
        self._full: tuple[bool, ...] | None = None
        self._mistyped: dict[tuple[str, int | None], list[Meant]] = {}

    @property
    def room(self) -> int:
        """How many more may be found."""
        return self._limit - len(self._seen)

    def title(self) -> Found:
        """Titles: the very title, then in the visitor's language those that begin so, then words in full, then beginnings."""
        rows = self._rows([ask.exact(self._every)], self._own)
        if len(self._every) > 1:
            rows += self._rows([ask.exact(self._every)], None, have=rows)
            self._certain = bool(rows)
        finished = self._finished()
        if self._whole and len(self.words) > FEW:
            rows += self._rows(
                [ask.first(self.words, full=finished), ask.titles(self.words, full=finished)], self._own, have=rows
            )
        elif self._whole:
            asked = [ask.first(self.words, full=True), ask.first(self.words, full=finished)]
            asked += [ask.titles(self.words, full=True), ask.titles(self.words, full=finished)]
            rows += self._rows(asked, self._own, have=rows)
        return self._made(Stage.TITLE, rows, self.words)

    def keyword(self) -> Found:
        """Titles and keywords, and titles with another word for the same concept."""
        asked = [ask.exact_keyword(self._every)]
        if self._whole:
            asked += [ask.anywhere(self.words, full=True)] if len(self.words) <= FEW else []
            asked += [ask.anywhere(self.words, full=self._finished())]
        rows = self._rows(asked, self._own)
        marked = [*self.words]
        if self.room > len(rows) and self._whole:
            for language in self._own:
                said = ask.phrases(self._index, self.words, [language])
                expression, others = ask.concepts(self._index, said, language)
                rows += self._rows([expression], [language], have=rows)
                marked += others
        return self._made(Stage.KEYWORD, rows, marked)

    def latin(self) -> Found:
        """Words in other scripts that the typed Latin letters stand for."""
        for language in (each for each in self._own if not self._sentence and self._tags[each] not in _IN_LATIN):
            found = self._spelt(self._sounding(language))
            if found.hits:
                return found
        return Found(Stage.LATIN, ())

    def elsewhere(self) -> Found:
        """The words in full in all other languages, those that the visitor falls back to first."""
        asked = [ask.exact(self._every), ask.exact_keyword(self._every)]
        asked += [ask.titles(self.words, full=True), ask.anywhere(self.words, full=True)] if self._whole else []
        rows = self._rows(asked, None)
        self._certain = self._certain or (len(self._every) >= FEW and bool(rows))
        return self._made(Stage.ELSEWHERE, rows if self._certain else rows[:FEW], self.words)

    def corrected(self) -> Found:
        """Words with a space too many or too few, other forms of them, and words that are one or two mistakes away."""
        if self._sentence or self._longest <= SHORT or self._sure():
            return Found(Stage.CORRECTED, ())
        for language in self._own:
            for words in () if self._near else self._words.respaced(self.words, language):
                rows = self._rows([ask.titles(words, full=False), ask.anywhere(words, full=False)], [language])
                if rows:
                    return self._made(Stage.CORRECTED, rows, words, said=" ".join(words))
            for every in (False,) if self._near or len(self.words) > FEW else (False, True):
                groups = self._meant(language, every=every)
                rows = self._rows(ask.meant(groups), [language])
                rows = rows or self._other_names(groups, language)
                if rows:
                    return self._made(Stage.CORRECTED, rows, _marks(groups), groups)
        return Found(Stage.CORRECTED, ())

    def abroad(self) -> Found:
        """Beginnings of words, other names of concepts and Latin letters in all other languages."""
        if self._sentence or self._longest < SHORT or self._sure():
            return Found(Stage.ELSEWHERE, ())
        rows = self._rows([ask.anywhere(self.words, full=self._finished())], None)
        if rows:
            return self._made(Stage.ELSEWHERE, rows, self.words)
        rows, others = self._named()
        if rows:
            return self._made(Stage.ELSEWHERE, rows, others)
        return Found(Stage.ELSEWHERE, ()) if self._seen else self._spelt(self._sounding(None))

    def _named(self) -> tuple[list[int], list[str]]:
        """A few rows in other languages with what those call the concepts of the query, and these names."""
        rows: list[int] = []
        marked: list[str] = []
        said = ask.phrases(self._index, self.words, None)
        for language in (each for each in self._order if each not in self._own):
            if len(rows) < FEW:
                expression, names = ask.concepts(self._index, said, language)
                rows += self._rows([expression], [language], have=rows)
                marked += names
        return rows[:FEW], marked

    def far(self) -> Found:
        """Words of other languages that are a mistake away, where there is nothing nearer."""
        if self._seen or self._sentence:
            return Found(Stage.CORRECTED, ())
        groups = [
            self._corrected(word, None, prefix=last) if len(word) > LONG else [] for word, last in self._lasting()
        ]
        return self._made(Stage.CORRECTED, self._rows(ask.meant(groups), None), _marks(groups), groups)

    def keyboard(self) -> Found:
        """What the same keys give on another layout, if that makes words of the pack."""
        if self._seen or max(map(len, self._query.split())) < KEYS - 1:
            return Found(Stage.KEYBOARD, ())
        for tag, text in retyped(self._query, tuple(self._tags[number] for number in self._order)):
            words = folded(text)[:MOST_WORDS]
            if words == self.words or max(map(len, words), default=0) < KEYS - 1:
                continue
            languages = [self._tags.index(tag)] if tag else [*self._order]
            for language in languages:
                if words and self._typed(words, language):
                    rows = self._rows(
                        [ask.exact(words), ask.titles(words, full=False), ask.anywhere(words, full=False)], [language]
                    )
                    if rows:
                        self._certain = True
                        return self._made(Stage.KEYBOARD, rows, words, said=" ".join(words))
        return Found(Stage.KEYBOARD, ())

    def partly(self) -> Found:
        """Some of the words in titles, keywords and texts, the rarest counting most; none that has too little of the query."""
        hits: list[Hit] = []
        for language in () if self._sure() else self._own:
            for each in ranking.best(self._search, self._every, language, self.room, sentence=len(self._every) > FEW):
                hits += self._hits(Stage.PARTLY if each.titled else Stage.BODY, [each.row])
        return Found(Stage.PARTLY, tuple(hits), self._every)

    def _lasting(self) -> list[tuple[str, bool]]:
        """The words, each with whether it may still be growing."""
        return [(word, place == len(self.words) - 1) for place, word in enumerate(self.words)]

    def _finished(self) -> tuple[bool, ...]:
        """For each word whether it is whole: one before the last is where a word of the language is so."""
        if self._full is None:
            own = self._own[0] if self._own else 0
            letters = len(self.words) > FEW  # many single letters would be read from the longest lists there are
            before = [(letters and len(word) == 1) or self._words.whole(word, own) for word in self.words[:-1]]
            self._full = (*before, False)
        return self._full

    def _typed(self, words: tuple[str, ...], language: int) -> bool:
        """Whether these are words of a language, and the last at least begins one."""
        whole = all(self._words.whole(word, language) for word in words[:-1])
        last = self._words.known if len(words[-1]) >= KEYS else self._words.whole
        return whole and last(words[-1], language)

    @property
    def _near(self) -> bool:
        """Whether something was found in the visitor's own language."""
        return any(row >> LANGUAGE in self._own for row in self._seen.values())

    def _sure(self) -> bool:
        """Whether several words were found just as they are: then nothing else was meant."""
        if not self._certain and self._seen and self._own and len(self.words) >= FEW:
            self._certain = all(self._words.whole(word, self._own[0]) for word in self.words)
        return self._certain

    def _sounding(self, language: int | None) -> dict[int, list[list[Meant]]]:
        """By language, what each word may stand for there; one of vowels alone stands for anything."""
        by_language: dict[int, list[list[Meant]]] = {}
        heard = [(word, last) for word, last in self._lasting() if not word.isascii() or any(typed(word))]
        alone = len(heard) == 1
        if not any(word.isascii() for word, _last in heard):
            return {}
        if language is None and sum(max(map(len, typed(word)), default=0) for word, _last in heard) < SOUNDS:
            return {}
        for place, (word, last) in enumerate(heard):
            if self._search.late():
                return {}
            found = self._words.sounding(word, language, prefix=last, alone=alone) if word.isascii() else {}
            if language is not None and not found and self._words.known(word, language):
                found = {language: [Meant(0, word, prefix=True)]}
            for number, group in found.items():
                groups = by_language.setdefault(number, [])
                if len(groups) == place:
                    groups.append(group)
        return {number: groups for number, groups in by_language.items() if len(groups) == len(heard)}

    def _spelt(self, sounding: dict[int, list[list[Meant]]]) -> Found:
        """What was found in the languages that the Latin letters fit best."""
        stage = Stage.LATIN if sounding.keys() <= {*self._own} else Stage.ELSEWHERE
        rows: list[int] = []
        marked: list[str] = []
        nearest = sorted(sounding.items(), key=lambda each: sum(group[0].far for group in each[1]))
        others = ask.MOST_OTHERS if len(nearest) == 1 else 0
        for language, groups in nearest[:MOST_LANGUAGES]:
            more = self._rows(ask.meant(groups, others), [language], have=rows)
            more = more or (self._other_names(groups, language) if len(sounding) == 1 else [])
            rows += more
            marked += _marks(groups) if more else ()
        return self._made(stage, rows, marked)

    def _meant(self, language: int, *, every: bool) -> list[list[Meant]]:
        """What each word may have been meant as; every: also one that is a word as it is."""
        groups = []
        for word, last in self._lasting():
            if self._search.late():
                return []
            known = self._words.known(word, language)
            found = [Meant(0, word, prefix=True)] if known else []
            found += self._words.related(word, language)
            if not known or every:
                found += self._corrected(word, language, prefix=last)
            groups.append(sorted(found))
        return groups

    def _corrected(self, word: str, language: int | None, *, prefix: bool) -> list[Meant]:
        """What the word may be mistyped for; looked up once, though asked for by more than one stage."""
        known = self._mistyped.get((word, language))
        if known is None:
            known = self._mistyped[word, language] = self._words.corrected(word, language, prefix=prefix)
        return known

    def _other_names(self, groups: list[list[Meant]], language: int) -> list[int]:
        """Rows with another name for the concept that the nearest words name."""
        if not groups or not all(groups):
            return []
        nearest = [group[0].word for group in groups]
        said = ask.phrases(self._index, nearest, [language])
        return self._rows([ask.concepts(self._index, said, language)[0]], [language])

    def _rows(self, asked: Iterable[str], languages: list[int] | None, *, have: Iterable[int] = ()) -> list[int]:
        """Rowids that the expressions match, in their order, in some languages or (None) in all; one for each record."""
        rows: dict[int, int] = {}
        known = {*self._seen, *(row & ask.RECORD for row in have)}
        room = self._limit - len(known)
        for expression in filter(None, asked):
            if len(rows) >= room:
                break
            for row in self._asked(expression, languages, room + len(known)):
                if row & ask.RECORD not in known:
                    rows.setdefault(row & ask.RECORD, row)
        return list(rows.values())[:room]

    def _asked(self, expression: str, languages: list[int] | None, most: int) -> list[int]:
        if languages is None:
            order = list(self._order)
            rows = self._search.rows(f"{_MATCHING} ORDER BY rowid LIMIT ?", expression, 6 * most)
            return sorted(rows, key=lambda row: order.index(row >> LANGUAGE))
        found: list[int] = []
        for language in languages:
            low = language << LANGUAGE
            span = f"{_MATCHING} AND rowid BETWEEN ? AND ? ORDER BY rowid LIMIT ?"
            found += self._search.rows(span, expression, low, low | ask.RECORD, most)
        return found

    def _made(
        self,
        stage: Stage,
        rows: list[int],
        marked: Iterable[str],
        groups: list[list[Meant]] | None = None,
        said: str = "",
    ) -> Found:
        hits = tuple(self._hits(stage, rows))
        if groups and hits:
            said = " ".join(group[0].word for group in groups if group)
            said = "" if said == " ".join(self.words) else said
        return Found(stage, hits, tuple(dict.fromkeys(marked)), said if hits else "")

    def _hits(self, stage: Stage, rows: Iterable[int]) -> Iterator[Hit]:
        for row in rows:
            number = row & ask.RECORD
            if number in self._seen or self.room <= 0:
                continue
            self._seen[number] = row
            found = self._index.execute("SELECT kind, id FROM record WHERE number = ?", (number,)).fetchone()
            if found is not None:
                yield Hit(found[0], found[1], self._tags[row >> LANGUAGE], stage)


def _marks(groups: list[list[Meant]]) -> list[str]:
    return [meant.word for group in groups for meant in group]
