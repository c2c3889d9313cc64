"""A city's desk and its terminals, as small as they can be and with nothing left out."""

from __future__ import annotations

import shutil
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from kiosk.content.store import Store
from kiosk.errors import KioskError
from kiosk.i18n.fallback import chain
from kiosk.packs.reading import verify
from kiosk.packs.slots import Slots
from kiosk.publishing import releases, upload
from kiosk.publishing.repository import Repository
from kiosk.publishing.role_keys import Keys
from kiosk.sync.client import Client
from kiosk.sync.enrolling import enrol
from kiosk.transport.line import Line
from kiosk.transport.origin import Origin
from tests.helpers.packs import town

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kiosk.packs.manifest import Manifest
    from kiosk.publishing.releases import Published
    from kiosk.sync.events import Event


class Desk:
    """A repository and where it is published, under one folder."""

    def __init__(self, folder: Path, *cities: str) -> None:
        self.folder = folder
        self.site = folder / "site"
        self.late = timedelta()
        self.repository = self.of(folder / "repo")
        if not (folder / "repo").exists():
            folder.mkdir(parents=True, exist_ok=True)
            self.repository.create(cities or ("town",))

    def of(self, repository: Path) -> Repository:
        """The repository of a folder, at a time that tests choose."""
        return Repository(repository, Keys(repository, lambda kind, _new: f"open {kind}", cost=16), self.now)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.late

    @property
    def url(self) -> str:
        return self.site.as_uri()

    @property
    def root(self) -> Path:
        return self.folder / "repo" / "root.json"

    def pack(self, *names: str, **said: object) -> Path:
        """A pack's file whose services have these names."""
        return town(self.folder / "next.pack", *names, **said)

    def add(self, *names: str, percent: int = 100, publish: bool = True, **said: object) -> Published:
        """Publishes a pack whose services have these names."""
        added = releases.add(self.repository, (self.pack(*names, **said),), percent)
        if publish:
            self.publish()
        return added

    def kept(self, name: str) -> Path:
        """The origin as it is now, for later."""
        return shutil.copytree(self.site, self.folder / name)

    def publish(self, url: str = "", line: Line | None = None) -> int:
        """Brings the repository to its place; gives how many files were sent."""
        with Origin(url or self.url, line) as origin:
            return sum(sent.new for sent in upload.upload(self.repository, origin))


class Terminal:
    """A data folder that belongs to the town, and what its syncs have said."""

    def __init__(self, data: Path, desk: Desk, url: str = "", **options: str) -> None:
        self.data = data
        self.url = url or desk.url
        self.events: list[Event] = []
        self.refusal = ""
        self.enrolment = enrol(data, origin=self.url, root=desk.root, **options)

    def sync(self, url: str = "", line: Line | None = None, now: Callable[[], datetime] | None = None) -> str:
        """One run; gives how it ended."""
        clock = now or (lambda: datetime.now(UTC))
        return Client(self.data, line or Line(), self.events.append, now=clock).run(url)

    def tried(self, url: str = "", line: Line | None = None) -> str:
        """One run that may be refused: how it ended, or `refused` after a look at the sentence, which is one line."""
        try:
            return self.sync(url, line)
        except KioskError as error:
            self.refusal = str(error)
        assert self.refusal.strip()
        assert "\n" not in self.refusal
        return "refused"

    def refuses(self, match: str, url: str = "") -> None:
        """A sync changes nothing that is shown, and says why in one line."""
        before = self.shown()
        with pytest.raises(KioskError, match=match):
            self.sync(url)
        assert self.tried(url) == "refused"
        assert self.shown() == before

    def said(self) -> list[str]:
        return [event.name for event in self.events]

    def shown(self) -> tuple[str, ...]:
        """The names of the services of the active pack, of which every row has been checked."""
        slot = Slots(self.data).active()
        assert slot is not None
        with closing(slot):
            assert slot.trusted
            assert verify(slot.path / "pack.db") == slot.manifest
            return services(slot.path / "pack.db")

    def finds(self, query: str) -> tuple[str, ...]:
        """The names that a search of the active pack gives, through the index that lies beside it."""
        slot = Slots(self.data).active()
        assert slot is not None
        with closing(slot), closing(Store(slot.path)) as store:
            assert (slot.path / "index.db").is_file()
            found = store.find(query, chain("lv", store.manifest.languages, ("en",), "lv"), 10)
            return tuple(each.name.value for each in found)

    def manifest(self) -> Manifest:
        slot = Slots(self.data).active()
        assert slot is not None
        with closing(slot):
            return slot.manifest

    def copy(self, data: Path) -> Terminal:
        """Another terminal that is this one to the byte."""
        shutil.copytree(self.data, data)
        other = object.__new__(Terminal)
        other.data, other.url, other.events, other.enrolment = data, self.url, [], self.enrolment
        return other


def quiet_now() -> str:
    """Quiet hours that have just begun and last for nearly a day, whenever a test runs."""
    now = datetime.now().astimezone()
    return f"{now - timedelta(minutes=2):%H:%M}-{now - timedelta(minutes=5):%H:%M}"


def services(pack: Path) -> tuple[str, ...]:
    """The Latvian names of a pack's services, by rank."""
    from kiosk.packs.reading import connect

    with closing(connect(pack)) as connection:
        rows = connection.execute(
            "SELECT t.value FROM service s JOIN text t ON t.id = s.id AND t.field = 'name' AND t.lang = 'lv' ORDER BY s.rank"
        )
        return tuple(value for (value,) in rows)
