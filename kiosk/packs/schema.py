"""The tables of a pack, and the format version that goes with them.

A pack is one SQLite file: rows with explicit primary keys, media named by hash, and a `manifest` of one row that is
not part of the pack's identity (`kiosk.packs.hash`). `docs/content-model.md` says what each column means.
"""

from __future__ import annotations

FORMAT = (1, 1)
"""[major, minor]: a newer minor is read and what it adds ignored, a newer major is refused."""

APPLICATION_ID = 0x4B494F53
"""SQLite's `application_id` of a pack: the letters KIOS."""

TABLES: dict[str, str] = {
    "organization": """
        id TEXT PRIMARY KEY, slug TEXT NOT NULL, website TEXT NOT NULL, source_url TEXT NOT NULL,
        verified_on TEXT NOT NULL, confirm INTEGER NOT NULL""",
    "place": """
        id TEXT PRIMARY KEY, slug TEXT NOT NULL, street TEXT NOT NULL, city TEXT NOT NULL,
        postal_code TEXT NOT NULL, country TEXT NOT NULL, latitude REAL, longitude REAL,
        verified_on TEXT NOT NULL, confirm INTEGER NOT NULL""",
    "service": """
        id TEXT PRIMARY KEY, slug TEXT NOT NULL, organization_id TEXT NOT NULL REFERENCES organization(id),
        icon TEXT NOT NULL, processing_time TEXT NOT NULL, verified_on TEXT NOT NULL, confirm INTEGER NOT NULL,
        expires TEXT NOT NULL, rank INTEGER NOT NULL""",
    "service_at_place": """
        id TEXT PRIMARY KEY, service_id TEXT NOT NULL REFERENCES service(id),
        place_id TEXT NOT NULL REFERENCES place(id), seq INTEGER NOT NULL""",
    "schedule": """
        id TEXT PRIMARY KEY, entity TEXT NOT NULL, entity_id TEXT NOT NULL, rule TEXT NOT NULL, zone TEXT NOT NULL,
        country TEXT NOT NULL, verified_on TEXT NOT NULL, confirm INTEGER NOT NULL""",
    "phone": """
        id TEXT PRIMARY KEY, entity TEXT NOT NULL, entity_id TEXT NOT NULL, seq INTEGER NOT NULL,
        number TEXT NOT NULL, verified_on TEXT NOT NULL, confirm INTEGER NOT NULL""",
    "channel": """
        id TEXT PRIMARY KEY, entity TEXT NOT NULL, entity_id TEXT NOT NULL, seq INTEGER NOT NULL,
        kind TEXT NOT NULL, address TEXT NOT NULL""",
    "requirement": """
        id TEXT PRIMARY KEY, service_id TEXT NOT NULL REFERENCES service(id), seq INTEGER NOT NULL""",
    "evidence": """
        id TEXT PRIMARY KEY, service_id TEXT NOT NULL REFERENCES service(id), seq INTEGER NOT NULL""",
    "cost": """
        id TEXT PRIMARY KEY, service_id TEXT NOT NULL REFERENCES service(id), seq INTEGER NOT NULL,
        amount TEXT NOT NULL, currency TEXT NOT NULL""",
    "spoken_language": """
        service_id TEXT NOT NULL REFERENCES service(id), tag TEXT NOT NULL, seq INTEGER NOT NULL,
        PRIMARY KEY (service_id, tag)""",
    "term": """
        id TEXT PRIMARY KEY, slug TEXT NOT NULL, scheme TEXT NOT NULL, icon TEXT NOT NULL, seq INTEGER NOT NULL""",
    "service_term": """
        term_id TEXT NOT NULL REFERENCES term(id), service_id TEXT NOT NULL REFERENCES service(id),
        PRIMARY KEY (term_id, service_id)""",
    "source": """
        entity TEXT NOT NULL, entity_id TEXT NOT NULL, seq INTEGER NOT NULL, url TEXT NOT NULL,
        PRIMARY KEY (entity, entity_id, seq)""",
    "xref": """
        entity TEXT NOT NULL, id TEXT NOT NULL, scheme TEXT NOT NULL, external_id TEXT NOT NULL,
        PRIMARY KEY (entity, id, scheme)""",
    "language": """
        tag TEXT PRIMARY KEY, endonym TEXT NOT NULL, script TEXT NOT NULL, seq INTEGER NOT NULL""",
    "text": """
        id TEXT NOT NULL, lang TEXT NOT NULL, entity TEXT NOT NULL, field TEXT NOT NULL, seq INTEGER NOT NULL,
        value TEXT NOT NULL, format TEXT NOT NULL, status TEXT NOT NULL, source_lang TEXT NOT NULL,
        source_hash TEXT NOT NULL, updated TEXT NOT NULL,
        PRIMARY KEY (id, lang, entity, field, seq)""",
    "guide": """
        id TEXT PRIMARY KEY, slug TEXT NOT NULL, parent_id TEXT NOT NULL, icon TEXT NOT NULL, seq INTEGER NOT NULL,
        verified_on TEXT NOT NULL, confirm INTEGER NOT NULL, expires TEXT NOT NULL""",
    "event": """
        id TEXT PRIMARY KEY, slug TEXT NOT NULL, organization_id TEXT NOT NULL, place_id TEXT NOT NULL,
        starts TEXT NOT NULL, ends TEXT NOT NULL, all_day INTEGER NOT NULL, zone TEXT NOT NULL, rrule TEXT NOT NULL,
        rdates TEXT NOT NULL, exdates TEXT NOT NULL, icon TEXT NOT NULL, example INTEGER NOT NULL,
        verified_on TEXT NOT NULL, confirm INTEGER NOT NULL, expires TEXT NOT NULL""",
    "notice": """
        id TEXT PRIMARY KEY, slug TEXT NOT NULL, level TEXT NOT NULL, seq INTEGER NOT NULL, starts TEXT NOT NULL,
        verified_on TEXT NOT NULL, confirm INTEGER NOT NULL, expires TEXT NOT NULL""",
    "entity_term": """
        entity TEXT NOT NULL, entity_id TEXT NOT NULL, term_id TEXT NOT NULL REFERENCES term(id),
        PRIMARY KEY (entity, entity_id, term_id)""",
    "contact": """
        id TEXT PRIMARY KEY, entity TEXT NOT NULL, entity_id TEXT NOT NULL, seq INTEGER NOT NULL,
        email TEXT NOT NULL""",
    "output": """
        id TEXT PRIMARY KEY, service_id TEXT NOT NULL REFERENCES service(id), seq INTEGER NOT NULL""",
    "legal_resource": """
        id TEXT PRIMARY KEY, service_id TEXT NOT NULL REFERENCES service(id), seq INTEGER NOT NULL,
        url TEXT NOT NULL""",
    "area": """
        id TEXT PRIMARY KEY, entity TEXT NOT NULL, entity_id TEXT NOT NULL, seq INTEGER NOT NULL,
        uri TEXT NOT NULL""",
    "relation": """
        from_id TEXT NOT NULL, kind TEXT NOT NULL, to_id TEXT NOT NULL, PRIMARY KEY (from_id, kind, to_id)""",
    "phrase": """
        id TEXT PRIMARY KEY, slug TEXT NOT NULL, topic TEXT NOT NULL, seq INTEGER NOT NULL""",
    "poll": """
        id TEXT PRIMARY KEY, slug TEXT NOT NULL, seq INTEGER NOT NULL, starts TEXT NOT NULL, expires TEXT NOT NULL""",
    "poll_choice": """
        id TEXT PRIMARY KEY, poll_id TEXT NOT NULL REFERENCES poll(id), seq INTEGER NOT NULL""",
    "concept": """
        id TEXT PRIMARY KEY, slug TEXT NOT NULL""",
    "form": """
        id TEXT PRIMARY KEY, slug TEXT NOT NULL, icon TEXT NOT NULL, seq INTEGER NOT NULL, version TEXT NOT NULL,
        definition TEXT NOT NULL, verified_on TEXT NOT NULL, confirm INTEGER NOT NULL, expires TEXT NOT NULL""",
    "evidence_form": """
        evidence_id TEXT PRIMARY KEY REFERENCES evidence(id), form_id TEXT NOT NULL REFERENCES form(id)""",
    "city_key": """
        id TEXT PRIMARY KEY, purpose TEXT NOT NULL, public TEXT NOT NULL, valid_from TEXT NOT NULL,
        valid_to TEXT NOT NULL""",
    "residue": """
        entity TEXT NOT NULL, id TEXT NOT NULL, scheme TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
        PRIMARY KEY (entity, id, scheme, name)""",
    "media": """
        hash TEXT PRIMARY KEY, type TEXT NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL,
        data BLOB NOT NULL""",
}
"""Table name to column definitions. Absent words are '' and absent numbers NULL; booleans are 0 and 1."""

SINCE: dict[str, int] = dict.fromkeys(
    (
        "area", "city_key", "concept", "contact", "entity_term", "event", "evidence_form", "form", "guide", "legal_resource",
        "notice", "output", "phrase", "poll", "poll_choice", "relation", "residue",
    ),
    1,
)  # fmt: skip
"""The minor format that brought a table; one that is not named is of 1.0. Tables never get new columns."""

WITHOUT_ROWID = frozenset(
    {"text", "service_term", "entity_term", "source", "xref", "spoken_language", "relation", "residue"}
)
"""Their key columns come first and in the key's order: SQLite 3.40's quick_check reports NULLs otherwise (seen)."""

INDEXES: tuple[str, ...] = (
    "CREATE INDEX service_slug ON service(slug)",
    "CREATE INDEX service_rank ON service(rank)",
    "CREATE INDEX place_slug ON place(slug)",
    "CREATE INDEX service_at_place_service ON service_at_place(service_id)",
    "CREATE INDEX service_at_place_place ON service_at_place(place_id)",
    "CREATE INDEX schedule_entity ON schedule(entity_id)",
    "CREATE INDEX phone_entity ON phone(entity_id)",
    "CREATE INDEX channel_entity ON channel(entity_id)",
    "CREATE INDEX requirement_service ON requirement(service_id)",
    "CREATE INDEX evidence_service ON evidence(service_id)",
    "CREATE INDEX cost_service ON cost(service_id)",
    "CREATE INDEX service_term_service ON service_term(service_id)",
    "CREATE INDEX entity_term_term ON entity_term(term_id)",
    "CREATE INDEX guide_slug ON guide(slug)",
    "CREATE INDEX guide_parent ON guide(parent_id)",
    "CREATE INDEX event_slug ON event(slug)",
    "CREATE INDEX contact_entity ON contact(entity_id)",
    "CREATE INDEX output_service ON output(service_id)",
    "CREATE INDEX legal_resource_service ON legal_resource(service_id)",
    "CREATE INDEX area_entity ON area(entity_id)",
    "CREATE INDEX relation_to ON relation(to_id)",
    "CREATE INDEX form_slug ON form(slug)",
)

MANIFEST = "CREATE TABLE manifest (one INTEGER PRIMARY KEY CHECK (one = 1), json TEXT NOT NULL) STRICT"


def table(name: str, *, temporary: bool = False) -> str:
    """The SQL that makes one empty table."""
    kind = "TEMP TABLE" if temporary else "TABLE"
    return f"CREATE {kind} {name} ({TABLES[name]}) STRICT" + (", WITHOUT ROWID" if name in WITHOUT_ROWID else "")


def statements() -> tuple[str, ...]:
    """The SQL that makes an empty pack."""
    tables = tuple(map(table, TABLES))
    return (f"PRAGMA application_id = {APPLICATION_ID}", *tables, *INDEXES, MANIFEST)
