"""The process's own log: nobody fills it by sending garbage."""

import logging

from live.folding import AT_MOST, Folding, GivenUp


def line(said: str) -> logging.LogRecord:
    return logging.LogRecord("live.serve", logging.INFO, "here", 1, "A request was given up: %s", (said,), None)


def test_a_storm_of_lines_is_folded_and_counted() -> None:
    seconds = [0.0]
    folding = Folding(lambda: seconds[0])
    assert sum(folding.filter(line(str(i))) for i in range(1000)) == AT_MOST
    seconds[0], last = 61.0, line("last")
    assert folding.filter(last)
    assert last.getMessage() == f"A request was given up: last ({1000 - AT_MOST} more like this were not written.)"


def test_what_cannot_be_read_is_told_short_and_on_one_line() -> None:
    told: list[str] = []
    log = logging.getLogger("strangers")
    log.setLevel(logging.INFO)
    log.addFilter(lambda record: told.append(record.getMessage()) is not None)
    GivenUp(log).write("bad\nline" + "x" * 8000)
    assert len(told[0]) < 400
    assert "\n" not in told[0]
