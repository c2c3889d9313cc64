"""What an accessible PDF must be, looked up in the file itself: ISO 14289-1 (PDF/UA-1), and ISO 19005-3 for what an office keeps.

No part of it knows how our PDFs are made; clauses are those of the standards. `judged` asks a validator that is not ours.
"""

from __future__ import annotations

import io
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import page as validator
import pypdf
from pypdf.generic import ContentStream

if TYPE_CHECKING:
    from collections.abc import Iterator

PAINTS = frozenset(
    (b"Tj", b"TJ", b"'", b'"', b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s", b"Do", b"sh", b"INLINE IMAGE")
)
STANDARD = frozenset(
    [
        "Document",
        "Part",
        "Art",
        "Sect",
        "Div",
        "BlockQuote",
        "Caption",
        "TOC",
        "TOCI",
        "Index",
        "NonStruct",
        "Private",
        "P",
        "H",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "L",
        "LI",
        "Lbl",
        "LBody",
        "Table",
        "TR",
        "TH",
        "TD",
        "THead",
        "TBody",
        "TFoot",
        "Span",
        "Quote",
        "Note",
        "Reference",
        "BibEntry",
        "Code",
        "Link",
        "Annot",
        "Ruby",
        "Warichu",
        "Figure",
        "Formula",
        "Form",
    ]
)
WITHIN = {
    "LI": {"L"}, "LBody": {"LI"}, "TR": {"Table", "THead", "TBody", "TFoot"}, "TH": {"TR"}, "TD": {"TR"}, "THead": {"Table"},
    "TBody": {"Table"}, "TFoot": {"Table"}, "TOCI": {"TOC"},
}  # fmt: skip
"""What may lie only in what (ISO 32000-1, 14.8.4)."""


def faults(pdf: bytes, *, lasting: bool = False) -> list[str]:
    """One sentence for each; lasting: PDF/A-3a as well."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    checks = [_document(reader), _tree(reader), _contents(reader), _fonts(reader), _annotations(reader)]
    if lasting:
        checks.append(_archive(reader))
    return [fault for check in checks for fault in check]


def judged(pdf: bytes, *, lasting: bool = False) -> list[str]:
    """What the validator of the package page-validation finds: its 104 rules of PDF/UA-1; lasting: 156 of PDF/A-3a as well.

    It takes a carriage return at the end of a stream's data for the end of a line and calls the length wrong, which one
    stream in 256 has by chance: that is left out.
    """
    profiles = ["ua1", "3a"] if lasting else ["ua1"]
    reports = [validator.validate_pdf_bytes(pdf, profile=profile) for profile in profiles]
    failures = [failure for report in reports for failure in report.failures]
    return [f"{each.rule_id}: {each.message}" for each in failures if not _ends_in_return(pdf, each)]


def _ends_in_return(pdf: bytes, failure: validator.ValidationFailure) -> bool:
    if "STREAM-LENGTH" not in failure.rule_id or failure.object_id is None:
        return False
    begin = pdf.index(b"\n%d 0 obj" % failure.object_id.object_number)
    return pdf.endswith(b"\r\n", begin, pdf.index(b"endstream", begin))


def _document(reader: pypdf.PdfReader) -> Iterator[str]:
    """7.1 and 7.2: it says that it is tagged, what it is called and in which language."""
    root: Any = reader.root_object
    if not root.get("/MarkInfo", {}).get("/Marked"):
        yield "it does not say that it is tagged"
    if not root.get("/Lang"):
        yield "it has no language"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "its title is not shown"
    xmp = _xmp(reader)
    if not re.search(r"<dc:title>.*?<rdf:li[^>]*>[^<]*\w[^<]*</rdf:li>", xmp, re.DOTALL):
        yield "it has no title"
    if not re.search(r"pdfuaid:part(>|=\")1\b", xmp):
        yield "it does not say that it is PDF/UA-1"


def _xmp(reader: pypdf.PdfReader) -> str:
    metadata: Any = reader.root_object.get("/Metadata")
    return "" if metadata is None else metadata.get_object().get_data().decode()


def _elements(node: Any, parent: str = "", language: str = "") -> Iterator[tuple[Any, str, str]]:
    """Each element below, with the kind of the one above it and the language that holds there."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for child in node:
            yield from _elements(child, parent, language)
    elif isinstance(node, dict) and "/S" in node:
        language = node.get("/Lang", language)
        yield node, parent, language
        yield from _elements(node.get("/K", []), node["/S"], language)


def _tree(reader: pypdf.PdfReader) -> Iterator[str]:
    """7.2 to 7.7: known kinds in their places, texts for figures, headings in order, heads of tables, notes with an ID."""
    root: Any = reader.root_object.get("/StructTreeRoot")
    if root is None:
        yield "it has no structure"
        return
    roles = {name: str(kind) for name, kind in (root.get("/RoleMap") or {}).items()}
    levels = []
    for element, parent, language in _elements(root["/K"], language=str(reader.root_object.get("/Lang", ""))):
        kind = roles.get(element["/S"], element["/S"]).lstrip("/")
        above = roles.get(parent, parent).lstrip("/")
        if kind not in STANDARD:
            yield f"{kind} is no standard kind"
        if kind in WITHIN and above not in WITHIN[kind]:
            yield f"{kind} lies in {above or 'nothing'}"
        if not language:
            yield f"{kind} has no language"
        yield from _said(element, kind)
        if re.fullmatch(r"H[1-6]", kind):
            levels.append(int(kind[1]))
    if levels[:1] != [1]:
        yield "its headings do not begin with the first level"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"a heading of level {after} follows one of level {before}"


def _said(element: Any, kind: str) -> Iterator[str]:
    """What a picture and a table have to say."""
    if kind in {"Figure", "Formula"} and not str(element.get("/Alt") or element.get("/ActualText") or "").strip():
        yield f"a {kind} has no text"
    if kind == "TH" and "/Scope" not in str(element.get("/A", "")):
        yield "a head of a table does not say of what"
    if kind == "Table" and "/TH" not in {each["/S"] for each, *_ in _elements(element.get("/K", []))}:
        yield "a table has no heads"


def _contents(reader: pypdf.PdfReader) -> Iterator[str]:
    """7.1: all that is painted is in the structure or an artifact, and the structure knows it."""
    root: Any = reader.root_object.get("/StructTreeRoot", {})
    parents = dict(_numbered(root["/ParentTree"])) if "/ParentTree" in root else {}
    for number, page in enumerate(reader.pages, 1):
        if page.get("/Tabs") != "/S":
            yield f"page {number}: its tabs do not follow the structure"
        owners: Any = parents.get(page.get("/StructParents", -1), [])
        known = {at for at, owner in enumerate(owners) if isinstance(owner.get_object(), dict)}
        marked: set[int] = set()
        for fault in _painted(ContentStream(page.get_contents(), reader), page, marked):
            yield f"page {number}: {fault}"
        if marked - known:
            yield f"page {number}: the structure does not know {sorted(marked - known)}"
        if known - marked:
            yield f"page {number}: the structure has {sorted(known - marked)}, which is not there"


def _numbered(tree: Any) -> Iterator[tuple[int, Any]]:
    """The entries of a number tree."""
    tree = tree.get_object()
    entries = tree.get("/Nums", [])
    for key, value in zip(entries[::2], entries[1::2], strict=True):
        yield int(key), value.get_object()
    for child in tree.get("/Kids", []):
        yield from _numbered(child)


def _painted(stream: ContentStream, page: Any, marked: set[int]) -> Iterator[str]:
    named = (page.get("/Resources") or {}).get("/Properties") or {}
    within: list[bool] = []
    for operands, operator in stream.operations:
        if operator in {b"BDC", b"BMC"}:
            properties: Any = operands[1] if operator == b"BDC" else {}
            properties = named[properties].get_object() if isinstance(properties, str) else properties
            if "/MCID" in properties:
                if properties["/MCID"] in marked:
                    yield f"the mark {properties['/MCID']} stands twice"
                if any(within):
                    yield "content lies within other content or in an artifact"
                marked.add(int(properties["/MCID"]))
            within.append("/MCID" in properties or operands[0] == "/Artifact")
        elif operator == b"EMC":
            within.pop()
        elif operator in PAINTS and not any(within):
            yield f"{operator.decode()} paints what is neither content nor an artifact"
    if within:
        yield "a mark is not closed"


def _resources(node: Any) -> Iterator[Any]:
    resources: Any = node["/Resources"].get_object() if "/Resources" in node else {}
    yield resources
    for drawing in (resources.get("/XObject") or {}).values():
        if drawing.get_object().get("/Subtype") == "/Form":
            yield from _resources(drawing.get_object())


def _fonts(reader: pypdf.PdfReader) -> Iterator[str]:
    """7.21: every font is embedded, and its glyphs are letters that can be read out."""
    for page in reader.pages:
        for resources in _resources(page):
            for reference in (resources.get("/Font") or {}).values():
                font = reference.get_object()
                if "/ToUnicode" not in font:
                    yield f"{font['/BaseFont']} cannot be read out"
                elif re.search(rb"<(0000|FEFF|FFFE)>\s*$", font["/ToUnicode"].get_object().get_data(), re.MULTILINE):
                    yield f"{font['/BaseFont']} reads out as nothing"
                for inner in font.get("/DescendantFonts", [font]):
                    descriptor = inner.get_object().get("/FontDescriptor", {})
                    if not {"/FontFile", "/FontFile2", "/FontFile3"} & descriptor.keys():
                        yield f"{font['/BaseFont']} is not embedded"


def _annotations(reader: pypdf.PdfReader) -> Iterator[str]:
    """7.18: what can be touched says what it is and has its place in the structure."""
    for page in reader.pages:
        for reference in page.get("/Annots", []):
            note = reference.get_object()
            if "/Contents" not in note and note.get("/Subtype") != "/Widget":
                yield f"an annotation ({note.get('/Subtype')}) says nothing"
            if "/StructParent" not in note:
                yield f"an annotation ({note.get('/Subtype')}) is not in the structure"


def _archive(reader: pypdf.PdfReader) -> Iterator[str]:
    """ISO 19005-3, 6: what it is, its colours, and what is attached to it."""
    root: Any = reader.root_object
    if not re.search(r"pdfaid:part(>|=\")3\b.*pdfaid:conformance(>|=\")A\b", _xmp(reader), re.DOTALL):
        yield "it does not say that it is PDF/A-3a"
    if not any(each.get_object().get("/S") == "/GTS_PDFA1" for each in root.get("/OutputIntents", [])):
        yield "it has no output intent"
    if "/ID" not in reader.trailer:
        yield "it has no identity"
    if reader.is_encrypted or "/JavaScript" in (root.get("/Names") or {}) or "/OpenAction" in root:
        yield "it is encrypted, or does something when it is opened"
    attached = root.get("/AF", [])
    for reference in attached:
        file = reference.get_object()
        if not {"/F", "/UF", "/Desc", "/AFRelationship"} <= file.keys():
            yield "an attached file does not say what it is"
        if "/Subtype" not in file["/EF"]["/F"].get_object():
            yield "an attached file has no type"
    if len(attached) != len(reader.attachments):
        yield "an attached file belongs to nothing"
