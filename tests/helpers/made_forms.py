"""XForms made at random, with rules that use most of what ODK has: the same seed makes the same form."""

from __future__ import annotations

import random
from xml.sax.saxutils import quoteattr

KINDS = ("int", "decimal", "string", "date", "select1", "select")
CHOICES = ("a", "b", "c", "d")


class MadeForm:
    """A form of `size` questions, some in a group, some in a repeat; each rule reads questions before its own."""

    def __init__(self, seed: int, size: int = 24) -> None:
        self._chance = random.Random(seed)
        self._known: list[tuple[str, str]] = []
        self._binds: list[str] = []
        self._body: list[str] = []
        outer = [self._question(f"q{at}", "/data") for at in range(size // 3)]
        group_rule = self._truth(2)
        grouped = [self._question(f"g{at}", "/data/group") for at in range(size // 3)]
        self._binds.append(f'<bind nodeset="/data/group" relevant={quoteattr(group_rule)}/>')
        outside = list(self._known)
        body, self._body = self._body, []
        repeated = [self._question(f"r{at}", "/data/kids") for at in range(size // 4)]
        inner, self._body = self._body, body
        numbers = [path for path, kind in self._known if path.startswith("/data/kids/") and kind in {"int", "decimal"}]
        self._known = outside
        sums = [
            "count(/data/kids)",
            *(f"sum({path})" for path in numbers),
            *(f"count-non-empty({path})" for path in numbers),
        ]
        last = [self._calculation(f"s{at}", rule) for at, rule in enumerate(sums)]
        last += [self._question(f"z{at}", "/data") for at in range(size // 4)]
        self._inner = inner
        instance = (
            f"{''.join(outer)}<group>{''.join(grouped)}</group>"
            f"<kids jr:template=''>{''.join(repeated)}</kids><kids>{''.join(repeated)}</kids>{''.join(last)}"
        )
        repeat = (
            f'<group ref="/data/kids"><label>k</label><repeat nodeset="/data/kids">{"".join(inner)}</repeat></group>'
        )
        self.xml = (
            '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"'
            ' xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>made</h:title><model>'
            f'<instance><data id="made">{instance}</data></instance>{"".join(self._binds)}'
            f"</model></h:head><h:body>{''.join(self._body)}{repeat}</h:body></h:html>"
        )

    def _question(self, name: str, within: str) -> str:
        chance, path = self._chance, f"{within}/{name}"
        if chance.random() < 0.3 and self._known:
            kind = chance.choice(("string", "int", "decimal", "truth"))
            rule = {"string": self._text, "truth": self._truth}.get(kind, self._number)(3)
            self._bind(
                path,
                "string" if kind == "truth" else kind,
                calculate=rule,
                relevant=self._truth(2) if chance.random() < 0.3 else "",
            )
            self._known.append((path, kind))
            return f"<{name}/>"
        kind = chance.choice(KINDS)
        self._bind(
            path,
            "string" if kind.startswith("select") else kind,
            relevant=self._truth(3) if chance.random() < 0.5 else "",
            constraint=self._constraint(kind) if chance.random() < 0.5 else "",
        )
        items = "".join(f"<item><label>{c}</label><value>{c}</value></item>" for c in CHOICES)
        tag, inside = (kind, items) if kind.startswith("select") else ("input", "")
        self._body.append(f'<{tag} ref="{path}"><label>{name}</label>{inside}</{tag}>')
        self._known.append((path, kind))
        return f"<{name}/>"

    def _calculation(self, name: str, rule: str) -> str:
        self._bind(f"/data/{name}", "string", calculate=rule)
        self._known.append((f"/data/{name}", "string"))
        return f"<{name}/>"

    def _bind(self, path: str, kind: str, **rules: str) -> None:
        written = " ".join(f"{name}={quoteattr(rule)}" for name, rule in rules.items() if rule)
        self._binds.append(f'<bind nodeset="{path}" type="{kind}" {written}/>')

    def _constraint(self, kind: str) -> str:
        chance = self._chance
        match kind:
            case "int" | "decimal":
                return f". {chance.choice(('<', '<=', '>', '!='))} {self._number(1)}"
            case "date":
                return f". {chance.choice(('<', '<=', '>'))} {self._day(1)}"
            case "string":
                return chance.choice(("string-length(.) < 6", "regex(., '[a-z]+')", f". != {self._text(1)}"))
            case _:
                return chance.choice(("count-selected(.) < 3", "not(selected(., 'c'))", f". != {self._text(1)}"))

    def _one(self, *kinds: str) -> str:
        fitting = [path for path, kind in self._known if kind in kinds]
        return self._chance.choice(fitting) if fitting else ""

    def _truth(self, depth: int) -> str:
        chance = self._chance
        select, text, day = self._one("select", "select1"), self._one("string"), self._one("date")
        rules = [
            f"{self._number(depth - 1)} {chance.choice(('<', '<=', '>', '>=', '=', '!='))} {self._number(depth - 1)}",
            f"{self._text(depth - 1)} {chance.choice(('=', '!='))} {self._text(depth - 1)}",
        ]
        truth = self._one("truth")
        rules += [truth, f"not({truth})", f"{truth} = true()", f"{truth} = 'true'", f"{truth} + 1 > 1"] if truth else []
        rules += [f"selected({select}, '{chance.choice(CHOICES)}')", f"{select} = 'a'"] if select else []
        rules += [f"contains({text}, 'a')", f"{text} != ''", f"regex({text}, '[a-c]*')"] if text else []
        rules += [f"{day} < {self._day(depth - 1)}", f"{day} = {self._day(0)}"] if day else []
        if depth > 1:
            first, second = self._truth(depth - 1), self._truth(depth - 1)
            rules += [f"{first} and {second}", f"{first} or {second}", f"not({first})", f"({first}) = ({second})"]
            rules.append(f"checklist(1, 2, {first}, {second})")
            rules.append(f"weighted-checklist(2, 5, {first}, 2, {second}, 3)")
        return chance.choice(rules)

    def _number(self, depth: int) -> str:
        chance = self._chance
        rules = [str(chance.randint(0, 20)), "0.5", "2.25"]
        known, select, day = self._one("int", "decimal"), self._one("select"), self._one("date")
        rules += [known] * 3 if known else []
        if depth > 0:
            first, second = self._number(depth - 1), self._number(depth - 1)
            rules += [f"({first} {chance.choice(('+', '-', '*', 'div', 'mod'))} {second})", f"-({first})"]
            rules += [
                f"round({first}, 1)",
                f"int({first})",
                f"abs({first})",
                f"if({self._truth(1)}, {first}, {second})",
            ]
            rules += [
                f"string-length({self._text(depth - 1)})",
                f"min({first}, {second})",
                f"coalesce({first}, {second})",
            ]
            rules += [f"count-selected({select})"] if select else []
            rules += [f"decimal-date-time({day})", f"number(format-date({day}, '%Y'))"] if day else []
        return chance.choice(rules)

    def _text(self, depth: int) -> str:
        chance = self._chance
        rules = ["'abc'", "''", "'a b'", "'5'"]
        known, select, day = self._one("string"), self._one("select", "select1"), self._one("date")
        rules += [known] * 3 if known else []
        if depth > 0:
            first, second = self._text(depth - 1), self._text(depth - 1)
            rules += [f"concat({first}, {second}, {self._number(0)})", f"if({self._truth(1)}, {first}, {second})"]
            rules += [f"substr({first}, 1, 3)", f"translate({first}, 'ab', 'xy')", f"join('-', {first}, {second})"]
            rules += [f"substring-before({first}, 'b')", f"substring-after({first}, 'a')", f"normalize-space({first})"]
            rules += [f"string({self._number(depth - 1)})", f"coalesce({first}, {second})"]
            rules += [f"selected-at({select}, 0)"] if select else []
            rules += [f"format-date({day}, '%d.%m.%y')", f"string({day})"] if day else []
        return chance.choice(rules)

    def _day(self, depth: int) -> str:
        rules = ["date('2020-02-29')", "today()", "date('1999-12-31')"]
        known = self._one("date")
        rules += [known] * 2 if known else []
        if depth > 0:
            rules.append(f"date({self._chance.randint(0, 20000)})")
        return self._chance.choice(rules)
