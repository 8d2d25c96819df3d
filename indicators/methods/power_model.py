"""Use of power by day: what weather, weekday, holidays and the trend explain of it, learnt from a year.

log kWh = b0 + b1·CDD + b2·HDD + six weekdays + holiday + trend, by ordinary least squares.
"""

import numpy as np
import numpy.typing as npt

from city.readings import Floats, Mask, Times
from indicators.methods.holidays import holidays

Table = npt.NDArray[np.float64]
CDD, HDD, HOLIDAY, TREND = 1, 2, 9, 10  # places among the coefficients
COLUMNS = 11


def design(days: Times, temperature_c: Floats, cool_c: float, heat_c: float) -> Table:
    """What explains the use on local days (d,): (d, 11); rows are NaN where no temperature is known."""
    weekday = (days.astype("datetime64[D]").astype(np.int64) + 3) % 7  # 1970 began on a Thursday; Monday is 0
    years = (days - days[0]).astype(np.float64) / 365.0
    table = np.column_stack(
        [
            np.ones(len(days)),
            np.maximum(temperature_c - cool_c, 0.0),
            np.maximum(heat_c - temperature_c, 0.0),
            weekday[:, np.newaxis] == np.arange(1, 7),
            holidays(days),
            years,
        ]
    )
    return np.where(np.isnan(temperature_c)[:, np.newaxis], np.nan, table)


def expected_of_each(table: Table, use_kwh: Table, base: Mask, least_days: float) -> Table:
    """What each firm (f, d) would use, learnt from its base days with any use; NaN where those are too few."""
    told = ~np.isnan(table).any(axis=1)
    known = (use_kwh > 0) & told & base
    found = np.full(use_kwh.shape, np.nan)
    patterns, which = np.unique(known, axis=0, return_inverse=True)
    for number, days in enumerate(patterns):
        if days.sum() < max(least_days, COLUMNS):
            continue
        firms = np.flatnonzero(which.ravel() == number)
        coefficients = np.linalg.lstsq(table[days], np.log(use_kwh[np.ix_(firms, np.flatnonzero(days))]).T)[0]
        found[firms] = np.exp(table @ coefficients).T
    return found


def fitted(table: Table, use_kwh: Floats, base: Mask, least_days: float) -> tuple[Floats, float] | None:
    """The coefficients (11,) of one sum of use (d,) and R², learnt from its base days; None where those are too few.

    What never varied in that time, as heat in a city that is never hot, has no effect.
    """
    from statsmodels.regression.linear_model import OLS  # noqa: PLC0415 - statsmodels takes a second to import

    known = base & (use_kwh > 0) & ~np.isnan(table).any(axis=1)
    if known.sum() < max(least_days, COLUMNS):
        return None
    varies = np.append(True, np.ptp(table[known], axis=0)[1:] > 0)
    fit = OLS(np.log(use_kwh[known]), table[known][:, varies]).fit()
    coefficients = np.zeros(COLUMNS)
    coefficients[varies] = fit.params
    return coefficients, float(fit.rsquared)
