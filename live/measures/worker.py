"""The process for heavy models: computes what it is asked, one after the other, until its input ends."""

import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import BinaryIO

from threadpoolctl import threadpool_limits

from city.views import Seen
from geo.areas import Areas
from indicators import all_indicators
from live.lasting import end_with_the_house, received, send
from live.measures.judging import Terms
from live.measures.pipe import packed, unpacked
from live.measures.workers import computed


def main(asked: BinaryIO, answered: BinaryIO) -> None:
    """Read what is asked and answer each with an outcome or with what went wrong; areas are only remembered."""
    known: list[Areas] = []
    while True:
        try:
            question = unpacked(received(asked), known)
        except EOFError:
            return
        if isinstance(question, Areas):
            known.append(question)
        else:
            send(answered, packed(_answer(*question), known))


def _answer(name: str, seen: Mapping[str, Seen], terms: Terms) -> object:
    try:
        outcome = computed(all_indicators()[name], seen, terms)
        some = outcome.contributors  # nobody asks for more than the greatest of them
        return outcome if some is None else replace(outcome, contributors=some.greatest())
    except Exception as problem:  # noqa: BLE001 - it is told to who asked
        return RuntimeError(str(problem) or type(problem).__name__)


if __name__ == "__main__":
    end_with_the_house()
    os.nice(5)  # whoever serves screens goes first
    with threadpool_limits(1):
        main(sys.stdin.buffer, sys.stdout.buffer)
