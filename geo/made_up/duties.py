"""Duties: which department of the made-up city answers for what, in which district."""

import pandas as pd

SINCE = "2026-01-01"
# Category, the department's name after the district's, and its deputy's; below that, those that the whole city shares.
OF_DISTRICTS = (
    ("M0102", "环卫所", "综合执法大队"),
    ("M0151", "环卫所", "综合执法大队"),
    ("M0504", "综合执法大队", "街道执法队"),
    ("M0501", "综合执法大队", "街道执法队"),
    ("M0506", "综合执法大队", "街道执法队"),
    ("M0110", "市政养护所", "住建局"),
    ("U0401", "市政养护所", "住建局"),
    ("U0453", "园林所", "综合执法大队"),
    ("U0406", "排水所", "市政养护所"),
)
OF_THE_CITY = (
    ("U0402", "云州水务集团", "市水务局"),
    ("U0403", "云州燃气公司", "消防救援支队"),
    ("U0452", "市交警支队设施大队", "市政养护处"),
)


def duties(areas: pd.DataFrame) -> pd.DataFrame:
    """The rows of `responsibility.csv`: category, district, department, deputy, from, until."""
    districts = areas.loc[areas["level"] == 1, ["code", "zh"]].itertuples(index=False, name=None)
    rows = [
        (category, code, zh + department, zh + deputy, SINCE, "")
        for code, zh in districts
        for category, department, deputy in OF_DISTRICTS
    ]
    rows += [(category, "", department, deputy, SINCE, "") for category, department, deputy in OF_THE_CITY]
    return pd.DataFrame(rows, columns=["category", "district", "department", "deputy", "from", "until"])
