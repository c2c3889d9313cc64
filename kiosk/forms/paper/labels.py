"""The words that paper brings along itself; their translations stand in the interface's catalogues."""

from __future__ import annotations

from kiosk.i18n.marks import N_

OFFICE = N_("For the office: scan this code to take the answers over")
SEALED = N_("Only the city can read this code.")
OPEN = N_("This code is not sealed: anybody who scans it can read the answers.")
PART = N_("Code %1 of %2")
DATE = N_("Date")
CHOSEN = N_("chosen")
NOT_CHOSEN = N_("not chosen")
