"""The message book: the channel that needs no provider; what would be called out stands in a file, line by line.

It reaches nobody outside, so drills may go this way. A gateway of a telephone company is another `Channel` beside it.
"""

import json
import os
from pathlib import Path

from incidents.messages import Message, NotDelivered


class MessageBook:
    """A file of messages in JSON, one a line; the same message twice (its `key`) stands there twice, rarely."""

    drill_safe = True

    def __init__(self, file: Path) -> None:
        self._file = file

    def send(self, message: Message) -> None:
        """Write it at the end of the book, down to the disk. Raises `NotDelivered`."""
        said = {
            "key": message.key, "at": message.at.isoformat(), "to": message.to, "number": message.number,
            "exercise": message.exercise, "words": dict(message.words),
        }  # fmt: skip
        try:
            with self._file.open("a", encoding="utf-8") as book:
                book.write(f"{json.dumps(said, ensure_ascii=False)}\n")
                book.flush()
                os.fsync(book.fileno())
        except OSError as problem:
            raise NotDelivered(f"{self._file.name}: {problem.strerror}") from problem
