"""The stages of one query (`kiosk.content.search`), each of which adds what those before have not found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.content import search_ask as ask
from kiosk.content import search_concepts as concepts
from kiosk.content import search_nearest as nearest
from kiosk.content import search_ranking as ranking
from kiosk.content.search_found import Found, Hit, Stage
from kiosk.content.search_guesses import Guesses
from kiosk.content.search_hits import Hits
from kiosk.content.search_layouts import retyped
from kiosk.content.search_named import Named
from kiosk.content.search_nearest import Nearest
from kiosk.content.search_terms import Term, Terms
from kiosk.domain.language import BY_TAG
from kiosk.domain.provenance import primary
from kiosk.packs.fold import words as folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kiosk.content.search import Search
    from kiosk.content.search_guesses import Groups
    from kiosk.i18n.fallback import Chain

KEYS = 4
"""Letters of a word on another keyboard layout from which its beginning is enough; one fewer has the longest word of such a text."""

FEW = 3
"""Words that are sure to be meant when all are found; and records of other languages that come before corrections."""

SHORT = 2
"""Letters of the longest word from which one looks beyond what was typed; some scripts write a word in two."""

SENTENCE = 6
"""Words from which on a query is a sentence, of which nobody meant every word."""

MOST_WORDS = 8
"""Words that must all be found; of a longer query only some have to be."""

_IN_LATIN = frozenset(tag for tag, language in BY_TAG.items() if language.script == "Latn")


class Run:
    """One query. A word is looked at as it is and as the beginning of one; the last may still be growing."""

    def __init__(self, search: Search, query: str, chain: Chain, limit: int) -> None:
        self._search, self._index, self._tags, self._words = search, search.index, search.tags, search.words
        self._query = query
        every = folded(query)
        self._every, self.words = every, every[:MOST_WORDS]
        self._all_looked_at = len(every) <= MOST_WORDS
        self._sentence = len(every) > SENTENCE
        self._longest = max(map(len, every), default=0)
        own = [tag for tag in chain.tags if primary(tag) == primary(chain.wanted)] or [chain.wanted, *chain.tags[:1]]
        self._own = [search.tags.index(tag) for tag in own if tag in search.tags]
        rest = [search.tags.index(tag) for tag in chain.tags if tag in search.tags]
        self._spoken = list(dict.fromkeys([*self._own, *rest]))
        self._order = list(dict.fromkeys([*self._spoken, *range(len(search.tags))]))
        self._hits = Hits(search, self._order, limit)
        self._terms = Terms(search.words)
        self._guesses = Guesses(search, self.words, self._terms)
        self._nearest = Nearest(search, self._hits, self._terms)
        self._named = Named(search, self._hits, self._guesses, self._terms, self._own)
        self._certain = False

    @property
    def room(self) -> int:
        """How many more may be found."""
        return self._hits.room

    def title(self) -> Found:
        """The very title or, of several words, keyword; then titles in the visitor's language that begin so, and that have the words."""
        very = self._hits.rows([ask.exact(self._every)], self._own)
        named: list[int] = []
        if len(self._every) > 1:
            very += self._hits.rows([ask.exact(self._every)], None, have=very)
            self._certain = bool(very)
            named = self._hits.rows([ask.exact_keyword(self._every)], self._own, have=very)
        rows: list[int] = []
        for language in self._own if self._all_looked_at else ():
            asked = [*self._ways(ask.first, language), *self._ways(ask.titles, language)]
            rows += self._hits.narrowed(asked, [language], have=[*very, *named, *rows])
        hits = [*self._hits.taken(Stage.TITLE, very), *self._hits.taken(Stage.KEYWORD, named)]
        return Found(Stage.TITLE, (*hits, *self._hits.taken(Stage.TITLE, rows)), self.words)

    def keyword(self) -> Found:
        """Titles and keywords, and titles with another word for the same concept."""
        rows = self._hits.rows([ask.exact_keyword(self._every)], self._own) if len(self._every) == 1 else []
        marked = [*self.words]
        for language in self._own if self._all_looked_at else ():
            asked = self._ways(ask.anywhere, language)
            rows += self._hits.narrowed(asked, [language], have=rows)
            if asked and self.room > len(rows):  # else no title or concept has these words
                expression, others = concepts.others(self._index, self.words, language, self._terms)
                rows += self._hits.rows(expression, [language], have=rows)
                marked += others
        return self._made(Stage.KEYWORD, rows, marked)

    def latin(self) -> Found:
        """Words in other scripts that the typed Latin letters stand for."""
        others = (each for each in self._own if self._tags[each] not in _IN_LATIN)
        for language in others if not self._sentence else ():
            if self._hits.within([language]) and all(self._terms.whole(word, language) for word in self.words):
                continue  # they are words of that language
            found = self._spelt(self._guesses.sounding(language))
            if found.hits:
                return found
        return Found(Stage.LATIN, ())

    def elsewhere(self) -> Found:
        """The words in full in all other languages, those that the visitor falls back to first."""
        rows = self._hits.rows([ask.exact(self._every), ask.exact_keyword(self._every)], None)
        terms = [Term((word,)) for word in self.words]
        for language in self._having((True,) * len(terms)) if self._all_looked_at else ():
            rows += self._hits.narrowed([ask.titles(terms), ask.anywhere(terms)], [language], have=rows)
        self._certain = self._certain or (len(self._every) >= FEW and bool(rows))
        return self._made(Stage.ELSEWHERE, rows if self._certain else rows[:FEW], self.words)

    def corrected(self) -> Found:
        """Words with a space too many or too few, other forms of them, and words that are one or two mistakes away."""
        if self._sentence or self._longest <= SHORT or self._sure():
            return Found(Stage.CORRECTED, ())
        near = self._hits.within(self._own)
        for language in self._own:
            for words in () if near else self._words.respaced(self.words, language):
                found = self._written(Stage.CORRECTED, words, language)
                if found.hits:
                    return found
            before: Groups = []
            for every in (False,) if near or len(self.words) > FEW else (False, True):
                groups = self._guesses.meant(language, every=every)
                if groups == before:
                    continue
                before, rows = groups, self._nearest.rows(groups, language)
                if rows:
                    return self._made(Stage.CORRECTED, rows, nearest.marks(groups), nearest.meant(groups))
        return Found(Stage.CORRECTED, ())

    def abroad(self) -> Found:
        """Beginnings of words, other names of concepts and Latin letters in all other languages."""
        if self._sentence or self._longest < SHORT or self._sure():
            return Found(Stage.ELSEWHERE, ())
        rows: list[int] = []
        finished = self._finished()
        for language in self._having(finished):
            rows += self._hits.rows([ask.anywhere(self._known(finished, language))], [language], have=rows)
        if rows:
            return self._made(Stage.ELSEWHERE, rows, self.words)
        rows, names, said = self._named.abroad(self.words)
        if rows:
            return self._made(Stage.ELSEWHERE, rows, names, said)
        return Found(Stage.ELSEWHERE, ()) if self._hits else self._spelt(self._guesses.sounding(None))

    def far(self) -> Found:
        """Words of other languages that are a mistake away, where there is nothing nearer."""
        if self._hits or self._sentence:
            return Found(Stage.CORRECTED, ())
        rows, marked, said = self._nearest.anywhere(self._guesses.far())
        return self._made(Stage.CORRECTED, rows, marked, said)

    def keyboard(self) -> Found:
        """What the same keys give on another layout, if that makes words of the pack."""
        if self._hits or max(map(len, self._query.split())) < KEYS - 1:
            return Found(Stage.KEYBOARD, ())
        for tag, text in retyped(self._query, tuple(self._tags[number] for number in self._order)):
            words = folded(text)[:MOST_WORDS]
            if words == self.words or max(map(len, words), default=0) < KEYS - 1:
                continue
            for language in self._typed(words, tag):
                found = self._written(Stage.KEYBOARD, words, language)
                if found.hits:
                    self._certain = True
                    return found
        return Found(Stage.KEYBOARD, ())

    def partly(self) -> Found:
        """Some of the words in titles, keywords and texts, the rarest counting most; none that has too little of the query."""
        hits: list[Hit] = []
        marked = [*self._every]
        said = ""
        for language in () if self._sure() else self._own:
            words = self._every if self._hits else tuple(self._understood(word, language) for word in self._every)
            for each in ranking.best(self._search, words, language, self.room, sentence=len(words) > FEW):
                hits += self._hits.taken(Stage.PARTLY if each.titled else Stage.BODY, [each.row])
            marked += words
            said = said or (" ".join(words) if hits and self._every != words and len(words) <= FEW else "")
        if not self._hits and not self._sentence:
            rows, names, said = self._named.apart(self.words)
            hits += self._hits.taken(Stage.ELSEWHERE, rows)
            marked += names
        if not self._hits and not self._sentence:
            rows, names = self._named.told(self.words, self._spoken)
            hits += self._hits.taken(Stage.BODY, rows)
            marked += names
        return Found(Stage.PARTLY, tuple(hits), tuple(dict.fromkeys(marked)), said)

    def _understood(self, word: str, language: int) -> str:
        """The word, or where no text has it the one that it was surely meant as; in a sentence only one in Latin letters."""
        if len(self._every) > FEW and (self._tags[language] in _IN_LATIN or not word.isascii()):
            return word
        return word if ranking.known(self._search, word, language) else self._guesses.surely(word, language) or word

    def _ways(self, make: Callable[[Sequence[Term]], str], language: int) -> list[str]:
        """Expressions with the words in full, where they are few, and with those that may be longer; none with an unknown word."""
        few, finished = len(self.words) <= FEW, self._finished()
        made = []
        for full in [(True,) * len(self.words), finished] if few else [finished]:
            terms = self._known(full, language)
            if terms:
                made.append(make(terms))
        return made

    def _known(self, whole: Sequence[bool], language: int) -> list[Term]:
        """The words, those that are not whole as beginnings; nothing where the language lacks one."""
        made = []
        for word, full in zip(self.words, whole, strict=True):
            term = self._terms.full(word, language) if full else self._terms.begun(word, language)
            if term is None:
                return []
            made.append(term)
        return made

    def _having(self, whole: Sequence[bool]) -> list[int]:
        """Languages other than the visitor's that have each word, those first that the visitor falls back to."""
        having = self._words.having(self.words, whole)
        return [language for language in self._order if language in having and language not in self._own]

    def _finished(self) -> tuple[bool, ...]:
        """For each word whether it is whole: one before the last is where a word of the language is so."""
        own = self._own[0] if self._own else 0
        letters = len(self.words) > FEW  # many single letters would be read from the longest lists there are
        before = [(letters and len(word) == 1) or self._terms.whole(word, own) for word in self.words[:-1]]
        return (*before, False)

    def _written(self, stage: Stage, words: tuple[str, ...], language: int) -> Found:
        """Titles, then keywords, with other words than those that were typed."""
        terms = [term for term in (self._terms.begun(word, language) for word in words) if term]
        asked = [ask.exact(words), ask.titles(terms), ask.anywhere(terms)] if len(terms) == len(words) else []
        return self._made(stage, self._hits.rows(asked, [language]), words, " ".join(words))

    def _typed(self, words: tuple[str, ...], tag: str) -> list[int]:
        """Whether these are words of the language `tag`, or of which of all without one; the last, if it is long, may only begin one."""
        whole = [*(True for _word in words[:-1]), len(words[-1]) < KEYS]
        having = self._words.having(words, whole, self._tags.index(tag) if tag else None)
        return [language for language in self._order if language in having]

    def _sure(self) -> bool:
        """Whether several words were found just as they are: then nothing else was meant."""
        if not self._certain and self._hits and self._own and len(self.words) >= FEW:
            self._certain = all(self._terms.whole(word, self._own[0]) for word in self.words)
        return self._certain

    def _spelt(self, sounding: dict[int, Groups]) -> Found:
        """What was found in the languages that the Latin letters fit best."""
        rows, marked, _said = self._nearest.anywhere(sounding)
        return self._made(Stage.LATIN if sounding.keys() <= {*self._own} else Stage.ELSEWHERE, rows, marked)

    def _made(self, stage: Stage, rows: list[int], marked: Iterable[str], said: str = "") -> Found:
        hits = tuple(self._hits.taken(stage, rows))
        said = "" if said == " ".join(self.words) else said
        return Found(stage, hits, tuple(dict.fromkeys(marked)), said if hits else "")
