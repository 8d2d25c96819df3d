"""The report of an import: what was read, what was made of it, and what was left out and why."""

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Report:
    """What an import says of itself; the parts of the importer write into it as they go."""

    read: dict[str, str] = field(default_factory=dict)
    made: dict[str, int] = field(default_factory=dict)
    mended: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    attribution: list[str] = field(default_factory=list)
    noticed: list[str] = field(default_factory=list)  # what the libraries that read the files warned of, in their words

    def leave_out(self, why: str, example: object = "", count: int = 1) -> None:
        """Count something that did not come into the city; the first example of each reason is kept."""
        if count > 0:
            self.left_out[why] += count
            self.examples.setdefault(why, str(example))

    def mend(self, what: str, example: object = "", count: int = 1) -> None:
        """Count something that came in otherwise than it stood in its file."""
        if count > 0:
            self.mended[what] += count
            self.examples.setdefault(what, str(example))

    def remark(self, sentence: str) -> None:
        """Say something that a reader should know, once."""
        if sentence not in self.remarks:
            self.remarks.append(sentence)

    def notice(self, message: str) -> None:
        """Keep what a library warned of, once."""
        if message not in self.noticed:
            self.noticed.append(message)

    def as_json(self) -> str:
        """The report for machines."""
        parts: dict[str, Any] = {
            "read": self.read, "made": self.made, "mended": self._grouped(self.mended),
            "left_out": self._grouped(self.left_out), "remarks": self.remarks, "attribution": self.attribution,
            "noticed": self.noticed,
        }  # fmt: skip
        return _writable(json.dumps(parts, ensure_ascii=False, indent=2)) + "\n"

    def as_text(self) -> str:
        """The report for people."""
        blocks = [
            ("Read", [f"{name}: {what}" for name, what in self.read.items()]),
            ("Made", [f"{count:>9,} {name}" for name, count in self.made.items()]),
            ("Mended", self._lines(self.mended)),
            ("Left out", self._lines(self.left_out)),
            ("To know", self.remarks),
            ("To name on every copy", self.attribution),
        ]
        told = ["\n".join([title, *(f"  {line}" for line in lines)]) for title, lines in blocks if lines]
        return _writable("\n\n".join(told)) + "\n"

    def _grouped(self, counted: Counter[str]) -> list[dict[str, Any]]:
        return [{"why": why, "count": count, "example": self.examples[why]} for why, count in counted.most_common()]

    def _lines(self, counted: Counter[str]) -> list[str]:
        return [
            f"{count:>9,} {why}" + (f" (such as {self.examples[why]})" if self.examples[why] else "")
            for why, count in counted.most_common()
        ]


def _writable(text: str) -> str:
    """The text, in which half signs (of the name of a file in another encoding) are written out."""
    return text.encode("utf-8", "backslashreplace").decode()
