"""`make bench`: every figure, a table, and `build/bench.json`; exit code 1 when a goal is missed."""

from __future__ import annotations

import sys

from bench import form_paper, forms, paper, screen, start
from bench.figure import publish
from kiosk.resources import BUILD


def main() -> int:
    """Measures everything, memory first, while the process is still small."""
    figures = [
        *screen.memory(),
        *start.figures(),
        *screen.languages(),
        *screen.large(),
        *paper.figures(),
        *forms.figures(),
        *form_paper.figures(),
    ]
    publish(figures, BUILD / "bench.json")
    return 0 if all(figure.ok for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
