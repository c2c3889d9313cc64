"""HTML of other systems: `python -m tests.fuzz.html`. What comes out has no tag, no script and no other scheme."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from kiosk.errors import KioskError
from kiosk.publishing.importers.html_words import plain
from kiosk.publishing.importers.markdown import markdown
from kiosk.publishing.importers.plain_text import from_text
from tests.fuzz.run import Target, main

if TYPE_CHECKING:
    from pathlib import Path

HTML = """<h2>Ziele</h2><p onclick="x()">A <b>b</b> <i>c<a href="https://c.example/a?b=(1)">link</a></i><br>d</p><ul><li>e<ol start=3><li>f</ol></ul>
<table><tr><th>g<td>h|i</table><img src="media/a.png" alt="j]"><script>k()</script><a href="javascript:l()">m</a><blockquote><pre>n
o</pre></blockquote><a href="tel:+49 821">p</a><!-- q --><style>r{}</style>"""
RENDER = MarkdownIt("commonmark").enable("table")


def read(path: Path) -> None:
    text = path.read_bytes().decode("utf-8", "replace")
    plain(text)
    try:
        made = (markdown(text), from_text(text))
    except ValueError as error:  # what the importers take for a sentence about the text
        raise KioskError(str(error)) from error
    for each in made:
        shown = RENDER.render(each)
        assert not re.search(
            r"<(?:script|style|iframe|object|form)\b|<[a-z]+ on|href=\"(?:javascript|data|vbscript):", shown
        ), shown


TARGET = Target("page.html", (HTML.encode(),), read)

if __name__ == "__main__":
    main(TARGET)
