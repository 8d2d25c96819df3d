"""Duties of the made-up city: which department answers for what, in which district, and what its handbook says."""

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
# Category, the city's own codes, then its department, level and limit where they differ from the usual ones.
HANDBOOK_ROWS = (
    ("M0101", "0101", "", "", ""),
    ("M0102", "0102", "", "", ""),
    ("M0110", "0110", "", "", ""),
    ("M0117", "0117", "", "", "2ph"),
    ("M0504", "0504", "", "", ""),
    ("U0401", "0401", "", "", ""),
    ("U0402", "0402", "", "", ""),
    ("U0403", "0403", "", "", ""),
    ("U0406", "0406", "", "", ""),
)


def handbook() -> pd.DataFrame:
    """The rows of `handbook.csv`: category, codes, department, level, limit."""
    return pd.DataFrame(HANDBOOK_ROWS, columns=["category", "codes", "department", "level", "limit"])


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
