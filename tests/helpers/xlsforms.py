"""XLSForms as Markdown, and their reading without the process around pyxform: many small forms in little time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.errors import FormError
from kiosk.publishing import forms, xform, xlsform_child

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.publishing.xform import FormSource

EVERYTHING = """
| survey |
|  | type | name | label::Latviešu (lv) | label::English (en) | hint::Latviešu (lv) | guidance_hint::English (en) | required | required_message::Latviešu (lv) | relevant | constraint | constraint_message::English (en) | calculation | choice_filter | default | read_only | repeat_count | appearance | parameters | bind::kiosk:type | bind::kiosk:purpose::Latviešu (lv) | bind::kiosk:purpose::English (en) | bind::kiosk:print | bind::kiosk:unknown |
|  | begin_group | person | Persona | Person |  |  |  |  |  |  |  |  |  |  |  |  | field-list |  |  |  |  |  |  |
|  | text | name | Vārds | Name | Kā pasē | More about names | yes | Vajag |  | regex(., '[A-Z a-z]+') | Latin letters |  |  |  |  |  |  |  | latin_name | Lai zinātu | To know | 2 pdf:Vards |  |
|  | date | born | Dzimis | Born |  |  |  |  |  | . <= today() |  |  |  |  |  |  | persian |  | person_birth_date | Lai zinātu | To know | 1 | month |
|  | end_group |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |
|  | time | at | Cikos | When |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |
|  | date | since | Kopš | Since |  |  |  |  |  |  |  |  |  | today() |  |  |  |  |  |  |  |  |  |
|  | integer | number | Skaits | Number |  |  |  |  |  |  |  |  |  | 2 |  |  |  |  |  |  |  | no |  |
|  | decimal | sum | Summa | Sum |  |  |  |  |  |  |  |  |  |  | ${number} > 5 |  |  |  |  |  |  |  |  |
|  | range | age | Gadi | Age |  |  |  |  |  |  |  |  |  |  |  |  |  | start=0 end=17 step=1 |  |  |  |  |  |
|  | select_one state | state | Valsts | State |  |  |  |  |  |  |  |  |  |  |  |  | minimal |  |  |  |  |  |  |
|  | select_one town | town | Pilsēta | Town |  |  |  |  |  |  |  |  | in=${state} |  |  |  | autocomplete |  |  |  |  |  |  |
|  | select_multiple_from_file skills.csv | skills | Prasmes | Skills |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |
|  | begin_repeat | kids | Bērni | Children |  |  |  |  | ${number} > 0 |  |  |  |  |  |  | ${number} |  |  |  |  |  |  |  |
|  | text | kid | Vārds | Name |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |
|  | end_repeat |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |
|  | calculate | kids_named |  |  |  |  |  |  |  |  |  | count-non-empty(${kid}) |  |  |  |  |  |  |  |  |  | yes |  |
|  | note | thanks | Paldies, ${name} | Thanks, ${name} |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |
|  | acknowledge | agreed | Piekrītu | I agree |  |  | yes |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |  |
|  | hidden | origin |  |  |  |  |  |  |  |  |  |  |  | kiosk |  |  |  |  |  |  |  |  |  |
|  | image | signature | Paraksts | Signature |  |  |  |  |  |  |  |  |  |  |  |  | signature |  |  |  |  |  |  |

| choices |
|  | list_name | name | label::Latviešu (lv) | label::English (en) | in |
|  | state | lv | Latvija | Latvia |  |
|  | state | ua | Ukraina | Ukraine |  |
|  | town | riga | Rīga | Riga | lv |
|  | town | kyiv | Kijiva | Kyiv | ua |

| settings |
|  | form_title | form_id | default_language | kiosk:title::Latviešu (lv) | kiosk:title::English (en) | kiosk:icon | kiosk:sealed |
|  | Viss | everything | Latviešu (lv) | Viss | Everything | house | no |
"""

HEAD = "| survey |\n|  | type | name | label | relevant | constraint | calculation | appearance | repeat_count | trigger |\n"


def survey(*rows: str) -> str:
    """A form of rows that have the cells of `HEAD`."""
    return HEAD + "\n".join(f"|  | {cells} |" for cells in rows) + "\n"


def put(folder: Path, text: str, name: str = "form.md") -> Path:
    """Writes a form, or a list of choices, and returns where it is."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def read_here(path: Path) -> FormSource:
    """As `forms.read`, here."""
    answer = xlsform_child.converted(path)
    if "error" in answer:
        raise FormError(answer["error"])
    found = xform.read(answer["xform"].encode(), path.stem, "en", lambda name: forms.table(path.parent / name))
    for wrong in forms.problems(found):
        raise FormError(wrong)
    return found


def everything(folder: Path) -> Path:
    """The form `EVERYTHING` in a folder, with its list of skills beside it."""
    put(
        folder,
        "name,label::English (en),label::Latviešu (lv)\nsew,Sewing,Šūšana\ncook,Cooking,Ēst gatavošana\n",
        "skills.csv",
    )
    return put(folder, EVERYTHING, "everything.md")
