"""Pictures that texts of an Integreat CMS show: fetched from the server and its neighbours, or found beside the answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from kiosk.errors import SourceError
from kiosk.publishing import media
from kiosk.publishing.importers import fetching
from kiosk.publishing.importers.draft import slugified

if TYPE_CHECKING:
    from kiosk.publishing.importers.draft import Draft
    from kiosk.publishing.importers.integreat_answers import Answers

MOST = 2000
"""Pictures of one import that are fetched."""


class Pictures:
    """Puts the pictures of one import into its draft, each once."""

    def __init__(self, answers: Answers, draft: Draft) -> None:
        self._answers = answers
        self._draft = draft
        self._names: dict[str, str] = {}

    def name(self, src: str, base: str, path: str) -> str:
        """The name of a picture in `media/`; '' for one that is not there or is none."""
        address = urljoin(base, src)
        if address not in self._names:
            self._names[address] = ""
            try:
                data = self._data(src, address)
                shown = media.picture(data)
            except FileNotFoundError:
                self._draft.remark(
                    path,
                    f"shows the picture {address}, which is not at hand; put it beside the answers as media/{Path(urlsplit(address).path).name} and import again",
                )
            except (ValueError, SourceError, OSError) as error:
                self._draft.remark(path, f"shows {address}: {error}; it was left out")
            else:
                ending = shown.type.removeprefix("image/").replace("jpeg", "jpg")
                stem = slugified(Path(urlsplit(address).path).stem) or "picture"
                name = f"media/{stem}-{shown.hash[:8]}.{ending}"
                self._draft.pictures[name] = data
                self._names[address] = name
        return self._names[address]

    def _data(self, src: str, address: str) -> bytes:
        if self._answers.folder:
            return _beside(self._answers.folder, src)
        ours, theirs = (urlsplit(each).netloc.split("@")[-1] for each in (self._answers.base, address))
        related = ours == theirs or (not ours[-1:].isdigit() and ours.split(".")[-2:] == theirs.split(".")[-2:])
        if not related or len(self._draft.pictures) >= MOST:
            raise FileNotFoundError(address)
        return fetching.answer(address, media.LARGEST + 1)


def _beside(folder: Path, src: str) -> bytes:
    """A picture that was saved with the answers: under its own path, or in a folder `media`."""
    path = unquote(urlsplit(src).path).lstrip("/")
    for candidate in (folder / path, folder / "media" / Path(path).name, folder / Path(path).name):
        inside = candidate.resolve().is_relative_to(folder.resolve())
        if path and inside and candidate.is_file():
            if candidate.stat().st_size > media.LARGEST:
                raise ValueError(f"this picture has more than {media.LARGEST // 1_000_000} MB; save a smaller copy")
            return candidate.read_bytes()
    raise FileNotFoundError(src)
