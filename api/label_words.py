"""Label words: a column whose numbers stand for words may be sent as its word, "4a" for 4."""

from collections.abc import Mapping
from typing import Any

from city.kinds import KINDS


def numbered(batch: Any) -> Any:  # noqa: ANN401 - whatever somebody sent; its shape is checked afterwards
    """The same batch with the number in the place of each word that its kind knows in that column.

    What is no such word stays, and is refused afterwards for not being a number.

    >>> numbered({"kind": "noise.hourly", "rows": [{"zone": "4a"}, {"zone": "9z"}, {"zone": 2}]})["rows"]
    [{'zone': 4}, {'zone': '9z'}, {'zone': 2}]
    """
    if not isinstance(batch, dict) or not isinstance(batch.get("kind"), str) or not isinstance(batch.get("rows"), list):
        return batch
    labels = KINDS[batch["kind"]].labels if batch["kind"] in KINDS else {}
    numbers = {name: {word: number for number, word in enumerate(words)} for name, words in labels.items()}
    return {**batch, "rows": [_numbered(row, numbers) for row in batch["rows"]]} if numbers else batch


def _numbered(row: Any, numbers: Mapping[str, Mapping[str, int]]) -> Any:  # noqa: ANN401 - the same
    if not isinstance(row, dict):
        return row
    said = {name: row[name] for name in numbers if isinstance(row.get(name), str)}
    return {**row, **{name: numbers[name].get(word, word) for name, word in said.items()}} if said else row
