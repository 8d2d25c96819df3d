"""Letters: what the texts of a Shapefile say when the file does not tell how they are written.

A Shapefile without its `.cpg` tells no encoding, and is then read as Latin letters; most of China's are GBK. Reading as
Latin loses nothing, so that the bytes can be read again.
"""

import re

import pyogrio

from geo.importing.given import Given
from geo.importing.report import Report
from geo.importing.tables import Missing, Shapes

UNTOLD = "ISO-8859-1"  # what GDAL says where the file says nothing
FOREIGN = re.compile(rb"[\x80-\xff]+")


def with_letters(table: Shapes, given: Given, layer: str, report: Report) -> Shapes:
    """The table with its texts and column names as they were meant. Raises `Missing` where they are said wrongly."""
    said = given.said.get("encoding")
    if given.path.suffix.lower() not in (".shp", ".zip") or not (said or _untold(given, layer)):
        return table
    texts = [name for name in table.columns if name != table.geometry.name and table[name].dtype.kind in "OU"]
    parts = [part for name in texts for part in table[name].dropna().unique().tolist() if isinstance(part, str)]
    letters = b"\n".join(part.encode("latin-1") for part in [*parts, *map(str, table.columns)])
    if letters.isascii():
        return table
    encoding = said or _likely(letters)
    if encoding is None:
        return table
    try:
        letters.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise Missing(
            f"{given.path} is not written in {encoding} ({error}). Correct encoding=, or leave it."
        ) from error
    if said is None:
        report.remark(f"{given.path.name} does not say how its letters are written: they are read as {encoding}.")
    for name in texts:
        table[name] = table[name].map(lambda part: _again(part, encoding), na_action="ignore")
    return table.rename(columns={name: _again(name, encoding) for name in table.columns})


def _untold(given: Given, layer: str) -> bool:
    if given.path.with_suffix(".cpg").exists():
        return False
    return pyogrio.read_info(given.path, layer=layer)["encoding"] == UNTOLD


def _likely(letters: bytes) -> str | None:
    """UTF-8 where it can be; GB 18030 where every run of foreign bytes is Chinese by GB 2312's pairs; else unknown."""
    try:
        letters.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030" if all(_is_chinese(run) for run in FOREIGN.findall(letters)) else None
    return "utf-8"


def _is_chinese(run: bytes) -> bool:
    # A lone accented letter is a run of one byte; two of them side by side are rare.
    try:
        return len(run) % 2 == 0 and bool(run.decode("gb18030"))
    except UnicodeDecodeError:
        return False


def _again(part: object, encoding: str) -> object:
    return part.encode("latin-1").decode(encoding) if isinstance(part, str) else part
