"""What the page of a tour says of each screen, in the order in which a visitor comes to them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stop:
    """One screen of the tour: its name there, what it is called, and what one sees on it."""

    name: str
    title: str
    words: str


CHAPTERS: tuple[tuple[str, tuple[Stop, ...]], ...] = (
    (
        "Finding the way",
        (
            Stop("languages", "Languages", "Every language by its own name, all at once, without flags."),
            Stop("home", "Home", "What is going on in your life, what it is about, or a word to search for."),
            Stop("home-end", "Home, further down", "Forms, the guide and events."),
            Stop("list", "A list of services", "What the city offers in one situation of life."),
            Stop("search", "Search", "Results come with the first letter; the keyboard is that of the language."),
            Stop("search-corrected", "Search with a slip of the finger", "What was meant is found, and named."),
            Stop("search-nothing", "Search without a result", "Whom to ask, and where else to look."),
        ),
    ),
    (
        "A service, from reading to paper",
        (
            Stop("service", "A service", "What it is, whom it is for, and one button to take it along."),
            Stop(
                "service-middle", "What to bring, what to do", "A list to tick, steps in order, a form to fill in here."
            ),
            Stop("service-end", "Costs, contacts, sources", "Where the facts were read, and when."),
            Stop("slip", "The slip", "The visitor's language beside the official one, under the same numbers."),
            Stop("slip-code", "The slip on a phone", "Where there is no printer: codes for a camera."),
            Stop("place", "A place", "Whether the door is open now, the week, and what one can do there."),
        ),
    ),
    (
        "Guide and events",
        (
            Stop("topic", "A topic", "What to read, what takes place, which services there are."),
            Stop("guide", "The guide", "A tree of pages."),
            Stop("guide-page", "A page of the guide", "Links are buttons of a finger's size."),
            Stop("code", "A web address", "Nothing opens the web here; a phone takes it along."),
            Stop("events", "Events", "Today, in the next seven days, or all."),
            Stop("event", "An event", "When, where, for whom, and a code for the phone's calendar."),
        ),
    ),
    (
        "Forms",
        (
            Stop("form", "Before the first question", "How long it takes, and what becomes of the answers."),
            Stop("form-choices", "A choice", "One question on a screen."),
            Stop("form-text", "A line to write", "The keyboard leaves question and field in sight."),
            Stop("form-name", "A name", "In Latin letters, as in the passport."),
            Stop("form-date", "A date", "Touched, not typed; in the visitor's calendar too."),
            Stop("form-error", "Something is missing", "Said above the field, in one sentence."),
            Stop("form-cards", "The same again", "A card for each child."),
            Stop("form-check", "Answers to check", "Each with a way to change it."),
            Stop("form-paper", "The finished form", "In the city's language, as it will leave the printer."),
            Stop("form-code", "A code for the clerk", "The answers, without a printer."),
        ),
    ),
    (
        "Help to read",
        (
            Stop("help", "Help to read", "Four sizes, four contrasts, low reach."),
            Stop("low-reach", "Low reach", "Everything in the lower part of the screen, for somebody seated."),
            Stop("low-reach-search", "Low reach, searching", "The keyboard and what was found."),
            Stop("low-reach-languages", "Low reach, languages", "Still all of them."),
            Stop("largest", "The largest letters", "A service."),
            Stop("largest-home", "The largest letters", "Home."),
            Stop("largest-languages", "The largest letters", "Languages."),
            Stop("largest-help", "The largest letters", "The way back to smaller ones."),
            Stop("dark", "Dark", "For dim rooms and tired eyes."),
            Stop("white-on-black", "White on black", "High contrast."),
            Stop("black-on-white", "Black on white", "High contrast."),
        ),
    ),
    (
        "Between two visitors",
        (
            Stop("idle", "Are you still there?", "A touch anywhere goes on; else everything is wiped."),
            Stop("finish", "Finish and clear", "Asked once, if there are answers."),
            Stop("calm", "Should something break", "Calm words, and a way back."),
        ),
    ),
)
