"""A table that cannot be used is told in one sentence that says what to do."""

from pathlib import Path

import pytest

from geo.importing.tables import Missing, read_shapes, read_table


def test_a_table_gives_the_columns_that_were_asked_for_as_text(tmp_path: Path):
    (tmp_path / "a.csv").write_text("\ufeffb,c,d\n01,,x\n", encoding="utf-8")
    table = read_table(tmp_path / "a.csv", ["c", "b"])
    assert list(table.columns) == ["c", "b"]
    assert table["b"].tolist() == ["01"]
    assert table["c"].isna().all()


def test_a_file_that_is_not_there_is_named(tmp_path: Path):
    for read in (read_table, read_shapes):
        with pytest.raises(Missing, match=r"There is no .*a\.csv. Download it"):
            read(tmp_path / "a.csv", ["b"])


def test_a_missing_column_is_named(tmp_path: Path):
    (tmp_path / "a.csv").write_text("b\n1\n", encoding="utf-8")
    with pytest.raises(Missing, match="lacks the columns c, d"):
        read_table(tmp_path / "a.csv", ["b", "c", "d"])


def test_nonsense_is_told(tmp_path: Path):
    (tmp_path / "a.csv").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "a.gpkg").write_text("no shapes here")
    with pytest.raises(Missing, match="cannot be read"):
        read_table(tmp_path / "a.csv", ["b"])
    with pytest.raises(Missing, match="cannot be read"):
        read_shapes(tmp_path / "a.gpkg", ["b"])


def test_a_table_without_shapes_is_no_map(tmp_path: Path):
    (tmp_path / "a.csv").write_text("b\n1\n", encoding="utf-8")
    with pytest.raises(Missing, match="holds no geometry"):
        read_shapes(tmp_path / "a.csv", ["b"])
