"""Loop: the seven stages of the closed loop with what waits in each, and the incidents that are due next."""

from dash import html

from screens import names
from screens.parts.pieces import head, place, word, zone


def layout() -> html.Section:
    """The closed loop of the wall; the units' one line at its foot shows where there is no room for their zone."""
    return zone(
        "loop",
        head("loop.title", place(names.LOOP_NOTE, "note"), word("loop.stay", "note wide-only")),
        place(names.LOOP_STAGES, "stages"),
        html.Div(
            [
                word("loop.incident", "of-type"),
                word("loop.place", "of-place"),
                word("loop.stage", "of-stage"),
                word("loop.scene", "of-scene"),
                word("loop.due", "of-due"),
            ],
            className="loop-columns wide-only",
        ),
        place(names.LOOP_ROWS, "rows loop-rows"),
        place(names.LOOP_MORE, "more"),
        place(names.UNITS_LINE, "units-line"),
    )
