"""The tables of a pack, and the format version that goes with them.

A pack is one SQLite file: rows with explicit primary keys, media named by hash, and a `manifest` of one row that is
not part of the pack's identity (`kiosk.packs.hash`). `docs/content-model.md` says what each column means.
"""

from __future__ import annotations

FORMAT = (1, 0)
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
    "media": """
        hash TEXT PRIMARY KEY, type TEXT NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL,
        data BLOB NOT NULL""",
}
"""Table name to column definitions. Absent words are '' and absent numbers NULL; booleans are 0 and 1."""

WITHOUT_ROWID = frozenset({"text", "service_term", "source", "xref", "spoken_language"})
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
)

MANIFEST = "CREATE TABLE manifest (one INTEGER PRIMARY KEY CHECK (one = 1), json TEXT NOT NULL) STRICT"


def statements() -> tuple[str, ...]:
    """The SQL that makes an empty pack."""
    tables = tuple(
        f"CREATE TABLE {name} ({columns}) STRICT" + (", WITHOUT ROWID" if name in WITHOUT_ROWID else "")
        for name, columns in TABLES.items()
    )
    return (f"PRAGMA application_id = {APPLICATION_ID}", *tables, *INDEXES, MANIFEST)
