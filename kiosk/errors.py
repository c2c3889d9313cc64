"""What a person can cause, and what we can say about it in one sentence."""

from __future__ import annotations

_FOREIGN = dict.fromkeys(
    (*range(9), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\ufffd"
)
"""What a terminal would obey rather than show, and what turns a line around; tabs and ends of lines stay."""


def printable(text: str) -> str:
    """A text, perhaps of somebody else's, that does nothing to the terminal that it is printed on."""
    return text.translate(_FOREIGN)


class KioskError(Exception):
    """Something that a person can mend; its text is one sentence that says what to do next, safe to print."""

    def __str__(self) -> str:
        return printable(super().__str__())


class SettingsError(KioskError):
    """A setting has an unknown name or a value that does not fit."""


class SourceError(KioskError):
    """A source folder cannot be built: the text names file, line and what to do."""


class PackError(KioskError):
    """A pack, a slot or the state database cannot be used as it is."""


class NotFoundError(KioskError):
    """What was asked for is not in the pack."""


class HandoutError(KioskError):
    """A slip cannot be made: a code did not read back, or a text could not be set."""


class DisplayError(KioskError):
    """There is no display to show the screen on."""


class PrinterError(KioskError):
    """The printer did not take the slip."""


class FormError(KioskError):
    """A form cannot be read, evaluated or filled in as asked."""


class CodeError(KioskError):
    """A clerk's code cannot be made, or is refused: altered, incomplete, of two visitors, read before."""


class ExpressionError(FormError):
    """A rule of a form cannot be read or evaluated; it never counts as false."""


class TooManyError(ExpressionError):
    """A rule asks for more repetitions than a form takes; the answer that made it ask is not taken."""


class PublishError(KioskError):
    """A repository, its keys or a passphrase cannot be used as they are."""


class SyncError(KioskError):
    """What a city publishes cannot be taken as it is, or not now."""


class TransportError(KioskError):
    """An origin did not give or take a file; cause: which part of the way failed, for a program to look at."""

    def __init__(self, message: str, cause: str) -> None:
        super().__init__(message)
        self.cause = cause
