"""`${name}` of XLSForms: the path of the one question with that name."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from kiosk.errors import ExpressionError

if TYPE_CHECKING:
    from kiosk.forms.definition import Form

_NAMED = re.compile(r"\$\{\s*([^{}]*?)\s*\}")


def resolved(rule: str, form: Form) -> str:
    """The rule with paths in place of names; raises ExpressionError for a name that is not there, or there twice."""
    return _NAMED.sub(lambda match: f" {_path(match[1], form)} ", rule)


def _path(name: str, form: Form) -> str:
    found = [path for path, node in form.by_path.items() if node.name == name]
    if len(found) == 1:
        return f"/{form.root}{found[0]}"
    near = get_close_matches(name, {node.name for node in form.by_path.values()}, n=1)
    hint = f"did you mean {near[0]!r}?" if near else "name one of its questions"
    what = f"asks nothing named {name!r}; {hint}" if not found else f"has {name!r} more than once; write the whole path"
    message = f"the form {what}"
    raise ExpressionError(message)
