"""The process for heavy models: computes what it is asked, one after the other, until its input ends."""

import os
import pickle
import sys
from dataclasses import replace
from typing import BinaryIO

from threadpoolctl import threadpool_limits

from indicators import all_indicators
from live.measures.workers import LENGTH, computed, exactly


def main(asked: BinaryIO, answered: BinaryIO) -> None:
    """Read what is asked, framed by its length, and answer each with an outcome or with what went wrong."""
    while head := asked.read(LENGTH.size):
        answer = pickle.dumps(_answer(exactly(asked, LENGTH.unpack(head)[0])), protocol=pickle.HIGHEST_PROTOCOL)
        answered.write(LENGTH.pack(len(answer)) + answer)
        answered.flush()


def _answer(question: bytes) -> object:
    name, seen, parameters = pickle.loads(question)  # noqa: S301 - the process that started this one wrote it
    one = all_indicators()[name]
    try:
        outcome = computed(one, seen, parameters)
        some = outcome.contributors  # nobody asks for more than the greatest of them
        return outcome if some is None else replace(outcome, contributors=some.greatest())
    except Exception as problem:  # noqa: BLE001 - it is told to who asked
        return RuntimeError(str(problem) or type(problem).__name__)


if __name__ == "__main__":
    os.nice(5)  # whoever serves screens goes first
    with threadpool_limits(1):
        main(sys.stdin.buffer, sys.stdout.buffer)
