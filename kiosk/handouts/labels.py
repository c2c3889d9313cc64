"""The words that a slip brings along itself; their translations stand in the interface's catalogues."""

from __future__ import annotations

from kiosk.i18n.marks import N_

WHO = N_("Who it is for")
BRING = N_("What to bring")
STEPS = N_("What to do")
COST = N_("What it costs")
FREE = N_("Free of charge")
TIME = N_("How long it takes")
WHERE = N_("Where")
HOURS = N_("Opening hours")
CLOSED = N_("closed")
APPOINTMENT = N_("by appointment")
CONTACT = N_("Contact")
LANGUAGES = N_("Languages spoken there")
NOTES = N_("Good to know")

SOURCE = N_("Source")
CALL = N_("Call")
CARD = N_("Save this card on your phone")

DEMONSTRATION = N_("Demonstration, not official")
CONFIRM = N_("Confirm before you go")
CHECKED = N_("Checked on %1")
AS_OF = N_("Information as of %1")
PRINTED = N_("Printed on %1")
PAGE = N_("Page %1 of %2")
MACHINE = N_("Translated by a machine. It may contain mistakes.")
FOREIGN = N_("This text is not yet available in your language. It is shown in: %1")
CHANGED = N_("The original changed on %1. This text may be out of date.")
