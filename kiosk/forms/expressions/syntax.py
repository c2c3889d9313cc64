"""XPath 1.0 as ODK uses it: a rule's text becomes a tree.

What XForms processors do not evaluate is refused here: unions, variables, attributes, axes by name, `//`, filters
behind parentheses. The depth of a rule is limited, so that no tree can exhaust Python's stack, and so is its length.
Chains of one operator are one node, however long they are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from kiosk.errors import ExpressionError
from kiosk.forms.expressions.tree import Call, Chain, Literal, Negated, Path, Step

if TYPE_CHECKING:
    from kiosk.forms.expressions.tree import Expression

DEEPEST = 64
"""Brackets, function calls and predicates within each other."""

LONGEST = 20_000
"""Characters of one rule."""

_NAME = r"[^\W\d][\w.\-]*"
_TOKEN = re.compile(
    rf"""\s*(?:
    (?P<number>\d+(?:\.\d*)?|\.\d+)
  | (?P<text>"[^"]*"|'[^']*')
  | (?P<name>{_NAME}(?::(?:{_NAME}|\*))?)
  | (?P<sign>\.\.|//|!=|<=|>=|::|[.@()\[\],/|+\-*=<>$])
  )""",
    re.VERBOSE,
)

LEVELS: tuple[frozenset[str], ...] = (
    frozenset({"or"}),
    frozenset({"and"}),
    frozenset({"=", "!="}),
    frozenset({"<", "<=", ">", ">="}),
    frozenset({"+", "-"}),
    frozenset({"*", "div", "mod"}),
)
"""Operators, the weakest first (XPath 1.0, 3.4 and 3.5)."""

_WORDS = frozenset({"or", "and", "div", "mod"})
_BEFORE_OPERAND = frozenset({"(", "[", ",", "/", "|", "@", "::", "$", *(op for level in LEVELS for op in level)})


Token: TypeAlias = tuple[str, str]


def parse(text: str) -> Expression:
    """The tree of a rule; raises ExpressionError with what cannot be read."""
    if len(text) > LONGEST:
        message = f"a rule has more than {LONGEST} characters; split it into calculations"
        raise ExpressionError(message)
    parser = _Parser(_tokens(text))
    expression = parser.chain(0)
    if parser.kind != "end":
        raise parser.unexpected()
    return expression


def _tokens(text: str) -> list[Token]:
    tokens: list[Token] = []
    position, end = 0, len(text.rstrip())
    while position < end:
        match = _TOKEN.match(text, position)
        if match is None:
            message = (
                f"{text[position:end].strip()[:20]!r} cannot be read here; check quotes and signs in {_short(text)!r}"
            )
            raise ExpressionError(message)
        kind = match.lastgroup or ""
        value = match[kind]
        operand_ended = bool(tokens) and tokens[-1] != ("sign", "*") and not _awaits(tokens[-1])
        if operand_ended and value.lower() in _WORDS:
            kind, value = "operator", value.lower()  # as JavaRosa has it; elsewhere a question may be called OR
        elif (operand_ended and value == "*") or (
            kind == "sign" and any(value in level for level in LEVELS) and value != "*"
        ):
            kind = "operator"
        tokens.append((kind, value))
        position = match.end()
    return [*tokens, ("end", "")]


def _awaits(token: Token) -> bool:
    """Whether an operand must follow the token (XPath 1.0, 3.7: how `*` and `div` are told from names)."""
    kind, value = token
    return kind == "operator" or (kind == "sign" and value in _BEFORE_OPERAND)


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:77]}…"  # noqa: PLR2004 - a line


class _Parser:
    """Reads one rule's tokens by recursive descent."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0

    @property
    def kind(self) -> str:
        """The kind of the token that comes next."""
        return self._tokens[self._at][0]

    @property
    def value(self) -> str:
        """The text of the token that comes next."""
        return self._tokens[self._at][1]

    def unexpected(self) -> ExpressionError:
        """What to say about the token that comes next."""
        if self.kind == "end":
            return ExpressionError("the rule ends too early; complete it")
        return ExpressionError(f"{self.value!r} cannot stand where it does; correct the rule")

    def _next(self) -> str:
        self._at += 1
        return self._tokens[self._at - 1][1]

    def _take(self, value: str) -> bool:
        if self.kind in {"sign", "operator"} and self.value == value:
            self._at += 1
            return True
        return False

    def _expect(self, value: str) -> None:
        if not self._take(value):
            raise self.unexpected()

    def chain(self, level: int) -> Expression:
        """Operands of operators of `level` and tighter ones."""
        if level == len(LEVELS):
            return self._unary()
        first = self.chain(level + 1)
        rest: list[tuple[str, Expression]] = []
        while self.kind == "operator" and self.value in LEVELS[level]:
            operator = self._next()
            rest.append((operator, self.chain(level + 1)))
        return Chain(first, tuple(rest)) if rest else first

    def _inner(self) -> Expression:
        self._depth += 1
        if self._depth > DEEPEST:
            message = f"a rule has more than {DEEPEST} brackets within each other; split it into calculations"
            raise ExpressionError(message)
        expression = self.chain(0)
        self._depth -= 1
        return expression

    def _unary(self) -> Expression:
        minus = 0
        while self._take("-"):
            minus += 1
        operand = self._operand()
        if self.kind == "sign" and self.value == "|":
            message = "a rule cannot unite paths with `|`; ask for each of them"
            raise ExpressionError(message)
        match minus, operand:
            case 0, _:
                return operand
            case _, Literal(float(number)):
                return Literal(number if minus % 2 == 0 else -number)
            case _:
                return Negated(operand) if minus % 2 else Negated(Negated(operand))

    def _operand(self) -> Expression:
        if self.kind == "number":
            return Literal(float(self._next()))
        if self.kind == "text":
            return Literal(self._next()[1:-1])
        if self._take("("):
            expression = self._inner()
            self._expect(")")
            if self.kind == "sign" and self.value in {"[", "/"}:
                message = "a path cannot follow a closing bracket; write the whole path"
                raise ExpressionError(message)
            return expression
        if self.kind == "name" and self._tokens[self._at + 1] == ("sign", "("):
            return self._call()
        return self._path()

    def _call(self) -> Expression:
        name = self._next()
        self._expect("(")
        arguments: list[Expression] = []
        if not self._take(")"):
            arguments.append(self._inner())
            while self._take(","):
                arguments.append(self._inner())
            self._expect(")")
        call = Call(name, tuple(arguments))
        if name not in {"current", "instance"}:
            if self.kind == "sign" and self.value in {"[", "/"}:
                message = f"a path cannot follow {name}(); write the whole path"
                raise ExpressionError(message)
            return call
        steps = self._steps() if self._take("/") else ()
        return Path(call, steps)

    def _path(self) -> Path:
        if self._take("/"):
            return Path("/", self._steps())
        return Path("", self._steps())

    def _steps(self) -> tuple[Step, ...]:
        steps = [self._step()]
        while self._take("/"):
            steps.append(self._step())
        return tuple(steps)

    def _step(self) -> Step:
        match self._tokens[self._at]:
            case ("sign", "//"):
                message = "a rule cannot search with `//`; write the whole path"
                raise ExpressionError(message)
            case ("sign", "." | ".." | "*"):
                name = self._next()
            case ("name", name) if not name.endswith(":*"):
                self._at += 1
                if self.kind == "sign" and self.value in {"(", "::"}:
                    message = f"a rule cannot step to `{name}{self.value}…`; write a question's name"
                    raise ExpressionError(message)
            case ("sign", "@" | "$"):
                message = f"a rule cannot use `{self.value}`; write a question's path"
                raise ExpressionError(message)
            case _:
                raise self.unexpected()
        predicates: list[Expression] = []
        while self._take("["):
            predicates.append(self._inner())
            self._expect("]")
        if self.kind == "sign" and self.value == "//":
            message = "a rule cannot search with `//`; write the whole path"
            raise ExpressionError(message)
        return Step(name, tuple(predicates))
