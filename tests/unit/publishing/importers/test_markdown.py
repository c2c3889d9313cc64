"""HTML of others becomes Markdown that says the same and does nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kiosk.publishing.importers.draft import LONGEST_TEXT
from kiosk.publishing.importers.html_words import plain
from kiosk.publishing.importers.markdown import markdown

RENDER = MarkdownIt("commonmark").enable("table")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<h2>Head</h2>text", "## Head\n\ntext"),
        ("<p>a<br>b<br></p>", "a\\\nb"),
        ("<p><b>Ge</b><b>nehmigung</b> x</p>", "**Genehmigung** x"),
        ("<p><strong> spaced </strong>end</p>", "**spaced** end"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c"),
        ('<ol start="3"><li>q</li><li>r</li></ol>', "3. q\n4. r"),
        ("<table><tr><th>A</th><th>B</th></tr><tr><td>1|2</td><td>x<br>y</td></tr></table>", "| A | B |\n| --- | --- |\n| 1\\|2 | x y |"),
        ('<a href="https://city.example/a b">k</a>', "k"),
        ('<a href="tel:+49 821 31020">call</a>', "[call](tel:+4982131020)"),
        ('<a href="https://city.example/x_(y)">k</a>', "[k](https://city.example/x_%28y%29)"),
        ('<img src="map.png" alt="The [map]">', "![The \\[map\\]](map.png)"),
        ('<a href="https://city.example/x.PNG"><img alt="gone"></a>b', "b"),
        ("<blockquote><p>q</p></blockquote>", "> q"),
        ("<p>1. no list</p><p># no head</p><p>- no item</p>", "1\\. no list\n\n\\# no head\n\n\\- no item"),
        ("<p>a &lt;b&gt; *x* _y_</p>", "a \\<b> \\*x\\* \\_y\\_"),
        ("<div>a<div>b</div>c</div>", "a\n\nb\n\nc"),
        ("", ""),
    ],
)  # fmt: skip
def test_what_a_page_has_is_kept(html: str, expected: str) -> None:
    assert markdown(html) == expected


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        '<a href="javascript:alert(1)">k</a>',
        '<a href=" java\nscript:alert(1)">k</a>',
        '<a href="data:text/html,<script>alert(1)</script>">k</a>',
        '<img src="javascript:alert(1)">',
        "<svg onload=alert(1)><script>alert(1)</script></svg>",
        '<iframe src="https://evil.example"></iframe>',
        '<p style="background:url(javascript:alert(1))" onclick="alert(1)">text</p>',
        "<form action='https://evil.example'><input name=a></form>",
        "<!--[if IE]><script>alert(1)</script><![endif]-->",
    ],
)
def test_what_does_something_is_gone(html: str) -> None:
    text = markdown(html)
    assert not any(word in text.lower() for word in ("alert", "javascript:", "onclick", "<script", "evil", "data:"))


def test_links_and_pictures_are_asked_about() -> None:
    html = '<a href="/de/page/">k</a> <a href="/gone/">gone</a> <img src="a.png" alt="A"><img src="b.png" alt="B">'
    links = {"/de/page/": "guide:page"}
    pictures = {"a.png": "media/a.png"}
    text = markdown(html, link=lambda href: links.get(href, ""), picture=lambda src: pictures.get(src, ""))
    assert text == "[k](guide:page) gone ![A](media/a.png)"


def test_a_text_that_is_too_long_is_refused() -> None:
    with pytest.raises(ValueError, match="characters"):
        markdown("x" * (LONGEST_TEXT + 1))


def test_plain_words_are_one_line() -> None:
    assert plain("<p>One &amp; <b>two</b></p>\n<p>three</p>") == "One & two three"


def _words(html: str) -> str:
    return "".join(plain(html).split())


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12)
HTML = st.recursive(
    TEXT.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace("\\", "/")),
    lambda inner: st.tuples(st.sampled_from(["p", "ul", "li", "strong", "em", "h3", "table", "tr", "td", "div", "a", "blockquote"]), st.lists(inner, max_size=3)).map(
        lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>"
    ),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=200))
def test_anything_at_all_becomes_something_harmless(html: str) -> None:
    assert "<script" not in RENDER.render(markdown(html)).lower()


@settings(max_examples=80, deadline=None)
@given(HTML)
def test_no_word_is_lost(html: str) -> None:
    shown = _words(RENDER.render(markdown(html)))
    assert sorted(set(_words(html)) - set(shown) - set("|#>*_`\\-=~+.)(:[]!")) == []


@pytest.mark.parametrize(
    ("html", "written"),
    [
        ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n- b"),
        ("<ul><li>a</li></ul><p>then</p><ul><li>b</li></ul>", "- a\n\nthen\n\n- b"),
        ("<div><ul><li>a</li></ul><div>then</div><ul><li>b</li></ul></div>", "- a\n\nthen\n\n- b"),
        ("<ol><li>a</li></ol><ol><li>b</li></ol>", "1. a\n2. b"),
        ("<ol><li>a</li></ol><ul><li>b</li></ul>", "1. a\n\n- b"),
        ("<p>one&nbsp;<br><br>two <br>three</p>", "one\n\ntwo\\\nthree"),
        ("<p><strong>Note:</strong>that</p>", "**Note**:that"),
        ("<p>women<em>*</em>“<em>“</em>and</p>", "women\\*““and"),
        ("<p><strong>Note:</strong> that</p>", "**Note:** that"),
        ("<p>1.</p><p>-</p>", "1\\.\n\n\\-"),
        ("<ol><li></li><li>a</li><li><b></b></li><li>b</li></ol>", "1. a\n2. b"),
        ("<p><em>b:<em>x</em>y</em></p>", "*b:xy*"),
        ('<p><a href="https://x.lv">“a”<b>b:</b>c</a></p>', "[“a”**b**:c](https://x.lv)"),
        ("<h3>C #</h3>", "### C \\#"),
        ("<p>C:\\<br></p>", "C:\\\\"),
        ('<p>see<a href="https://x.lv">.<p>more</p></a></p>', "see[.](https://x.lv)\n\n[more](https://x.lv)"),
    ],
)
def test_what_is_written_reads_the_same_when_it_comes_back(html: str, written: str) -> None:
    assert markdown(html) == written
    assert markdown(str(RENDER.render(written))) == written
