"""The page that shows all pictures of a tour: one file of HTML beside them, with nothing from elsewhere.

Languages and sizes are chosen by radio buttons and rules of CSS, so that it works in a browser without scripts and from a USB stick;
the script at its end only lets the arrow keys leaf through the pictures.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from kiosk.domain.language import BY_TAG
from kiosk.ui.tour_words import CHAPTERS, Stop

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from kiosk.ui.tour import Size

MILLIMETRES = 25.4

STYLE = """
:root{--paper:#faf6ef;--card:#fffdf9;--ink:#1f1b16;--muted:#4f483f;--line:#d9cfc0;--accent:#0b5a5e}
*{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-padding-top:11rem}
body{margin:0;background:var(--paper);color:var(--ink);font:1.05rem/1.5 "Noto Sans",system-ui,sans-serif}
header,main,footer{max-width:110rem;margin:auto;padding:0 2rem}
header{padding-top:3rem}
h1{font-size:2.6rem;line-height:1.15;margin:0 0 .5rem}
h2{font-size:1.7rem;margin:3.5rem 0 0}
h3{font-size:1.2rem;margin:2.2rem 0 0}
p{max-width:60ch;margin:.3rem 0;color:var(--muted)}
nav{position:sticky;top:0;z-index:1;background:var(--paper);border-bottom:1px solid var(--line);margin-top:1.5rem}
nav>div{max-width:110rem;margin:auto;padding:.6rem 2rem;display:flex;flex-wrap:wrap;gap:.5rem 1.5rem}
fieldset{border:0;padding:0;margin:0;display:flex;flex-wrap:wrap;gap:.4rem;min-width:0}
legend{float:left;padding:.35rem .6rem .35rem 0;color:var(--muted)}
nav input{position:absolute;opacity:0}
nav label,nav a{padding:.35rem .9rem;border:1px solid var(--line);border-radius:2rem;background:var(--card);cursor:pointer;
color:var(--ink);text-decoration:none}
nav input:checked+label{background:var(--accent);border-color:var(--accent);color:#fff}
nav a{border-color:transparent;background:none;color:var(--accent);padding-inline:.2rem}
:focus-visible,nav input:focus-visible+label{outline:3px solid var(--accent);outline-offset:2px}
.row{display:flex;flex-wrap:wrap;gap:1.5rem;margin-top:.8rem;align-items:flex-end}
figure{margin:0}
figure img{display:block;height:26rem;width:auto;max-width:100%;border:1px solid var(--line);border-radius:.6rem;background:var(--card)}
figure.wide img{height:15rem}
figcaption{margin-top:.35rem;font-size:.95rem;color:var(--muted)}
dialog{border:0;padding:0;max-width:none;max-height:none;width:100%;height:100%;background:#1b1916ee;color:#f5efe6;text-align:center}
dialog img{max-width:96vw;max-height:90vh;margin-top:1vh;border-radius:.6rem}
footer{padding:3rem 2rem}
@media(prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
@media(max-width:45rem){nav{position:static}figure img{height:auto;width:100%}}
"""

SCRIPT = """
const box=document.querySelector('dialog'),[large,words]=[box.querySelector('img'),box.querySelector('p')];
const seen=()=>[...document.querySelectorAll('figure a')].filter(a=>a.offsetParent);
let at=0;
function show(step){const all=seen();at=(step+all.length)%all.length;large.src=all[at].href;
large.alt=all[at].firstChild.alt;words.textContent=large.alt;if(!box.open)box.showModal()}
document.addEventListener('click',e=>{const a=e.target.closest('figure a');
if(a){e.preventDefault();show(seen().indexOf(a))}else if(e.target.closest('dialog'))box.close()});
box.addEventListener('keydown',e=>{const step={ArrowRight:1,ArrowDown:1,ArrowLeft:-1,ArrowUp:-1}[e.key];
if(step){e.preventDefault();show(at+step)}});
"""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: `file` as it is called beside the page, of this screen, in this language (BCP 47) and size."""

    file: str
    stop: str
    tag: str
    size: Size


def write_page(out: Path, pictures: Sequence[Picture], city: str) -> Path:
    """Writes `out/index.html` and returns it: chapters of screens, and of each screen every language and size."""
    page = out / "index.html"
    page.write_text("".join(_page(pictures, city)), encoding="utf-8")
    return page


def _page(pictures: Sequence[Picture], city: str) -> Iterator[str]:
    tags = tuple(dict.fromkeys(picture.tag for picture in pictures))
    sizes = tuple(dict.fromkeys(picture.size for picture in pictures))
    chapters = [(title, kept) for title, stops in CHAPTERS if (kept := _kept(stops, pictures))]
    yield (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(city)}: every screen</title><style>{STYLE}{_rules(tags, sizes)}</style></head><body>"
        f"<header><h1>{escape(city)}: every screen</h1><p>What a visitor meets at the terminal, screen by screen, taken from the "
        f"running kiosk: {len(pictures)} pictures, {_many(len(tags), 'language')}, {_many(len(sizes), 'display')}. "
        "Touch a picture to see it large; the arrow keys lead on.</p></header>"
    )
    yield '<nav aria-label="What to show"><div>'
    yield _choice("Language", "language", [(tag, _language(tag)) for tag in tags])
    yield _choice("Display", "size", [(_key(size), escape(_shape(size))) for size in sizes])
    yield (
        "<fieldset>"
        + "".join(f'<a href="#chapter-{n}">{title}</a>' for n, (title, _) in enumerate(chapters))
        + "</fieldset>"
    )
    yield "</div></nav><main>"
    for number, (title, stops) in enumerate(chapters):
        yield f'<h2 id="chapter-{number}">{title}</h2>'
        for stop in stops:
            yield from _stop(stop, pictures)
    yield f'</main><footer><p>Made by <code>kiosk tour</code>.</p></footer><dialog><img alt=""><p></p></dialog><script>{SCRIPT}</script></body></html>'


def _kept(stops: Iterable[Stop], pictures: Sequence[Picture]) -> list[Stop]:
    """Of a chapter's screens those that were taken: a pack without a guide has none of its pages."""
    taken = {picture.stop for picture in pictures}
    return [stop for stop in stops if stop.name in taken]


def _stop(stop: Stop, pictures: Sequence[Picture]) -> Iterator[str]:
    yield f'<section id="{stop.name}"><h3>{stop.title}</h3><p>{stop.words}</p><div class="row">'
    for picture in pictures:
        if picture.stop != stop.name:
            continue
        size, tag, file = picture.size, picture.tag, escape(picture.file)
        wide = ' class="wide"' if size.width > size.height else ""
        called = escape(f"{stop.title}, {BY_TAG[tag].endonym}, {_shape(size)}")
        yield (
            f'<figure{wide} data-language="{tag}" data-size="{_key(size)}"><a href="{file}">'
            f'<img loading="lazy" width="{size.width}" height="{size.height}" alt="{called}" src="{file}"></a>'
            f"<figcaption>{_language(tag)} · {escape(_shape(size))}</figcaption></figure>"
        )
    yield "</div></section>"


def _choice(title: str, name: str, values: Sequence[tuple[str, str]]) -> str:
    """Radio buttons for `values` (what stands in the data, how it is shown) and for all of them."""
    buttons = "".join(
        f'<input type="radio" name="{name}" id="{name}-{value}"{" checked" if value == "all" else ""}>'
        f'<label for="{name}-{value}">{shown}</label>'
        for value, shown in (("all", "all"), *values)
    )
    return f"<fieldset><legend>{title}</legend>{buttons}</fieldset>"


def _rules(tags: Iterable[str], sizes: Iterable[Size]) -> str:
    """What hides the pictures that were not asked for; a browser without `:has` shows them all."""
    wanted = [("language", tag) for tag in tags] + [("size", _key(size)) for size in sizes]
    return "".join(
        f"body:has(#{name}-{value}:checked) figure:not([data-{name}={value}]){{display:none}}" for name, value in wanted
    )


def _key(size: Size) -> str:
    """A size as a name in HTML and CSS."""
    return f"s{size.width}-{size.height}-{round(size.ppi)}"


def _language(tag: str) -> str:
    language = BY_TAG[tag]
    return f'<bdi lang="{tag}">{escape(language.endonym)}</bdi>'


def _shape(size: Size) -> str:
    """What kind of display it is, as one would order it."""
    inches = math.hypot(size.width, size.height) / size.ppi
    lie = "wide" if size.width > size.height else "upright"
    return f"{round(inches)}″ {lie}, {size.width} × {size.height}"


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
