"""Public holidays of China: the days off that the State Council announced, and for other years those fixed by law."""

from types import MappingProxyType

import numpy as np

from city.readings import Mask, Times

# From the first to the last day off, as in the yearly notices of the General Office of the State Council.
ANNOUNCED = MappingProxyType(
    {
        2024: (
            ("01-01", "01-01"), ("02-10", "02-17"), ("04-04", "04-06"), ("05-01", "05-05"), ("06-08", "06-10"),
            ("09-15", "09-17"), ("10-01", "10-07"),
        ),
        2025: (
            ("01-01", "01-01"), ("01-28", "02-04"), ("04-04", "04-06"), ("05-01", "05-05"), ("05-31", "06-02"),
            ("10-01", "10-08"),
        ),
        2026: (
            ("01-01", "01-03"), ("02-15", "02-23"), ("04-04", "04-06"), ("05-01", "05-05"), ("06-19", "06-21"),
            ("09-25", "09-27"), ("10-01", "10-07"),
        ),
    }
)  # fmt: skip
# Those that no moon moves; of other years the rest is not known here.
BY_LAW = (("01-01", "01-01"), ("05-01", "05-02"), ("10-01", "10-03"))


def holidays(days: Times) -> Mask:
    """Which local days (k,) are days off.

    >>> holidays(np.array(["2026-02-14", "2026-02-15", "2031-05-02"], dtype="datetime64[D]"))
    array([False,  True,  True])
    """
    found = np.zeros(len(days), dtype=np.bool_)
    for year in np.unique(days.astype("datetime64[Y]")).astype(str):
        for first, last in ANNOUNCED.get(int(year), BY_LAW):
            found |= (days >= np.datetime64(f"{year}-{first}")) & (days <= np.datetime64(f"{year}-{last}"))
    return found
