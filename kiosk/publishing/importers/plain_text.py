"""A text of which nobody says what it is becomes Markdown: HTML when it has tags, else words that stand as they are."""

from __future__ import annotations

import re
from html import unescape

from kiosk.publishing.importers.draft import LONGEST_TEXT
from kiosk.publishing.importers.html_words import too_deep, untagged
from kiosk.publishing.importers.markdown import markdown
from kiosk.publishing.importers.markdown_signs import at_start, escaped

_TAG = re.compile(r"</?(?:p|br|a|b|i|u|ul|ol|li|div|span|em|strong|h[1-6]|table|html|body|font)\b[^>]*>", re.IGNORECASE)


def from_text(text: str) -> str:
    """The Markdown; lines that end in the text end on the screen too.

    A text longer than `LONGEST_TEXT` stays as it is: no draft takes it.
    """
    if len(text) > LONGEST_TEXT:
        return text
    if _TAG.search(text):
        if not too_deep(text):
            return markdown(text)
        text = untagged(text)
    lines = (at_start(escaped(line.strip())) for line in unescape(text).split("\n"))
    return re.sub(r"(?<=[^\n])\n(?=[^\n])", "\\\\\n", "\n".join(lines)).strip()
