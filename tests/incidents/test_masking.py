"""Masking: what tells who a person is goes, what is told of the incident stays, and no text takes long."""

import time

import pytest

from incidents.masking import LONGEST, masked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("请回电13812345678。", "请回电138****5678。"),
        ("138 1234 5678 or 138-1234-5678", "138****5678 or 138****5678"),
        ("+86 13812345678", "861****5678"),
        ("座机010-12345678", "座机010****5678"),
        ("(0755)1234567", "075****4567"),
        ("call 415-555-2671 back", "call 415****2671 back"),
        ("身份证11010519491231002X", "身份证1101**************"),
        ("110105194912310021", "1101**************"),
        ("鄂A·12345 撞上鄂AD12345", "鄂A****5 撞上鄂A****5"),
        ("来电人王小明，称路灯不亮", "来电人**，称路灯不亮"),
        ("联系人：欧阳娜娜 电话13900001111", "联系人：** 电话139****1111"),
        ("报案人姓名：李雷；", "报案人姓名：**；"),
        ("来电人：Anna Lopez, 13812345678", "来电人：**, 138****5678"),
        ("caller: 王小明, 13812345678", "caller: **, 138****5678"),
        ("Caller: John Smith says it burns", "Caller: ** says it burns"),
        ("reported by Mary O'Neil", "reported by **"),
    ],
)
def test_what_tells_who_a_person_is_goes(text: str, shown: str):
    assert masked(text) == shown
    assert masked(shown) == shown


@pytest.mark.parametrize(
    "text",
    [
        "20261120-0001", "S20261120-0001", "2026-11-20T12:00:00.000Z", "E2001", "operation-12345678", "113.842, 22.51",
        "来电人称路灯不亮，请尽快处理", "来电人称漏水，", "当事人已离开。", "京港澳高速 K12+300", "1.3812345678",
        "a" * 64, "P2zPQQqqgbhvZFyUzNrw", "x-qqpage_12", "9f86d081884c7d659a2feaa0c55ad015",
        "3205080101000001", "the caller says it burns", "", "A102 室", "中队 3 车 12 人",
    ],
)  # fmt: skip
def test_what_is_told_of_the_incident_stays(text: str):
    assert masked(text) == text


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "13",
        "0",
        "(0",
        "来电人",
        "来电人：",
        "姓名",
        "caller ",
        "caller: A",
        "A'",
        "鄂A",
        "415-",
        "+86 ",
        "A ",
        "a-",
    ],
)
def test_no_text_takes_long(piece: str):
    whole = (piece * LONGEST)[:LONGEST]
    began = time.perf_counter()
    masked(whole)
    masked(whole * 100)
    assert time.perf_counter() - began < 0.5


def test_what_is_too_long_to_look_through_is_cut():
    assert len(masked("x" * 100_000)) == LONGEST
