"""Water loss: the share of a year's supply that was lost, corrected by CJJ 92, and how often the unavoidable it is."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from city.readings import Floats, Mask
from city.views import Rows, Table
from geo.areas import Ints
from indicators.base import Bands, Better, Domain, Indicator, Outcome, Parameter, Sureness
from indicators.contributors import ByRow, plain
from indicators.methods.per_thing import names_of, newest_of_each
from indicators.methods.wilson import percent

YEAR_DAYS = 365.0
YEAR_S = YEAR_DAYS * 86_400.0
# CJJ 92-2016 (2018), 5.2: correction for meters of households, and for kilometres of mains per 10 000 m³ a year.
HOUSEHOLDS_PCT = 8.0
KM_SLOPE, KM_USUAL, KM_MOST_PCT = 0.99, 0.0693, 3.0
ILI_CUTS = (2.0, 4.0, 8.0)
MISREAD = 1.2  # meters may count a fifth too much; a balance that is out by more is mistyped
MOST_CORRECTION_PCT = 20.0
NEEDED = (
    "authorised_m3", "apparent_m3", "households_m3", "days", "mains_km", "connections", "private_km", "pressure_m",
    "correction_pct",
)  # fmt: skip


def uarl_m3_day(mains_km: Floats, connections: Floats, private_km: Floats, pressure_m: Floats) -> Floats:
    """The unavoidable real losses of a network at a mean pressure in metres (Lambert 1999), m³ a day.

    >>> uarl_m3_day(np.array([100.0]), np.array([5000.0]), np.array([0.0]), np.array([40.0]))
    array([232.])
    """
    return (18.0 * mains_km + 0.8 * connections + 25.0 * private_km) * pressure_m / 1000.0


def correction_pct(supplied_m3: Floats, households_m3: Floats, mains_km: Floats, days: Floats) -> Floats:
    """What CJJ 92 takes off for meters of households (R1) and for much network (R2), per cent of what was supplied.

    >>> correction_pct(np.array([36.5e6]), np.array([18.25e6]), np.array([252.945]), np.array([365.0]))
    array([4.])
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        km_per_10000 = mains_km / (supplied_m3 * YEAR_DAYS / days / 10_000.0)
        network = np.clip(100.0 * KM_SLOPE * (km_per_10000 - KM_USUAL), -KM_MOST_PCT, KM_MOST_PCT)
        return HOUSEHOLDS_PCT * households_m3 / supplied_m3 + network


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """The last year of each metered area (k,): a row of it, volumes in m³, and per day what cannot be avoided."""

    row: Ints
    supplied: Floats
    lost: Floats
    real: Floats
    unavoidable: Floats
    corrected: Floats
    days: Floats
    connections: Floats
    pressure_m: Floats


def balanced(supplied: Floats, column: Mapping[str, Floats]) -> Mask:
    """Which months (k,) can be: nothing is more than what was supplied, but for what meters misread.

    >>> asked = {"apparent_m3": np.zeros(2), "households_m3": np.zeros(2), "correction_pct": np.zeros(2)}
    >>> balanced(np.array([100.0, 100.0]), {"authorised_m3": np.array([101.0, 1e6]), **asked})
    array([ True, False])
    """
    with np.errstate(invalid="ignore"):
        parts = [column[name] for name in ("authorised_m3", "apparent_m3", "households_m3")]
        sound = [(one >= 0) & (one <= MISREAD * supplied) for one in parts]
        return np.all([*sound, np.abs(column["correction_pct"]) <= MOST_CORRECTION_PCT], axis=0)


def year_of(balance: Table) -> Year:
    """The sums of each metered area's months that are wholly known; lengths, connections, pressure are means."""
    column, supplied = balance.attributes, balance.value
    with np.errstate(invalid="ignore"):
        sound = (supplied > 0) & (column["days"] > 0) & (balance.age_s <= YEAR_S)
    use = np.flatnonzero(
        sound & balanced(supplied, column) & ~np.any([np.isnan(column[name]) for name in NEEDED], axis=0)
    )
    row = use[newest_of_each(balance.who[use], balance.age_s[use])]
    place = np.searchsorted(balance.who[row], balance.who[use])

    def total(figure: Floats) -> Floats:
        return np.bincount(place, weights=figure, minlength=len(row)).astype(np.float64)

    of, days = {name: column[name][use] for name in NEEDED}, column["days"][use]
    year, all_days = total(supplied[use]), total(days)
    with np.errstate(invalid="ignore"):
        mean = {name: total(of[name] * days) / all_days for name in ("mains_km", "connections", "pressure_m")}
        told_pct = total(of["correction_pct"] * supplied[use]) / year
    lost = year - total(of["authorised_m3"])
    off_pct = correction_pct(year, total(of["households_m3"]), mean["mains_km"], all_days) + told_pct
    uarl = uarl_m3_day(of["mains_km"], of["connections"], of["private_km"], of["pressure_m"])
    return Year(
        row=row,
        supplied=year,
        lost=lost,
        real=lost - total(of["apparent_m3"]),
        unavoidable=total(uarl * days),
        corrected=lost - off_pct * year / 100.0,
        days=all_days,
        connections=mean["connections"],
        pressure_m=mean["pressure_m"],
    )


def compute(balance: Table, parameters: Mapping[str, float]) -> Outcome:
    """The corrected loss of a year per cent of what was supplied, per area; beside it ILI, where the formula holds."""
    year, areas = year_of(balance), balance.areas
    leaf = balance.leaf[year.row]
    supplied, lost = areas.summed(leaf, year.supplied), areas.summed(leaf, year.lost)
    # The rounding takes back what binary fractions add to ten per cent.
    value = np.round(percent(areas.summed(leaf, year.corrected), supplied), 9)
    ili = _ili(balance, year, parameters)
    losing = ByRow(
        areas=areas,
        leaf=leaf,
        thing=names_of(balance.thing, year.row),
        amount=np.maximum(year.lost, 0.0),
        notes=(plain("R_BL {rate:.1f} %, {lost:.0f} m³"),),
        about={"rate": percent(year.corrected, year.supplied), "lost": year.lost},
    )
    heard = areas.summed(leaf, np.minimum(year.days / YEAR_DAYS, 1.0))
    ili_grade = np.searchsorted(ILI_CUTS, ili, side="right").astype(np.float64)
    return Outcome(
        value=value,
        numerator=areas.summed(leaf, year.corrected),
        denominator=supplied,
        coverage=heard / np.maximum(areas.summed(leaf), 1.0),
        companions={
            "gross_pct": percent(lost, supplied),
            "ili": ili,
            "ili_grade": np.where(np.isnan(ili), np.nan, ili_grade),
            "lost_m3": losing.sums(),
            "real_m3_day": np.where(supplied > 0, areas.summed(leaf, year.real / year.days), np.nan),
        },
        contributors=losing,
        adds_up_to="lost_m3",
        level=np.where(np.isnan(value), np.nan, (value > 10.0).astype(np.float64) + (value > 12.0)),
    )


def _ili(balance: Table, year: Year, parameters: Mapping[str, float]) -> Floats:
    """Real by unavoidable losses per area; NaN where the network is too small or its pressure beyond the formula."""
    areas, leaf = balance.areas, balance.leaf[year.row]
    connections = areas.summed(leaf, year.connections)
    unavoidable = areas.summed(leaf, year.unavoidable)
    with np.errstate(invalid="ignore", divide="ignore"):
        pressure = areas.summed(leaf, year.pressure_m * year.connections) / connections
        found = areas.summed(leaf, year.real) / unavoidable
        within = (pressure >= parameters["least_pressure_m"]) & (pressure <= parameters["most_pressure_m"])
    return np.where(within & (connections >= parameters["least_connections"]) & (unavoidable > 0), found, np.nan)


INDICATOR = Indicator(
    name="water_loss_ili",
    title={"zh": "供水管网漏损率", "en": "Water loss"},
    domain=Domain.CITY_MANAGEMENT,
    unit="%",
    better=Better.LOWER,
    bands=Bands(10, 12, 15, sure=(Sureness.READ, Sureness.READ, Sureness.OURS)),
    inputs={"balance": Rows("water.balance", 400 * 24 * 60)},
    every_s=86_400,
    digits=1,
    version=2,
    formula={
        "zh": "漏损率R_BL＝(Qs−Qa)/Qs×100−(R1＋R2＋R3＋R4)，近12个月；R1＝0.08r，R2＝0.99(A−0.0693)，限±3%，A为单位供"
        "水量管长（km/万m³）；区域按供水量加权。ILI＝现状真实漏损÷不可避免漏损，UARL（L/d）＝(18·Lm＋0.8·Nc＋25·Lp)"
        "·P；接户数不足{least_connections:g}或压力不在{least_pressure_m:g}-{most_pressure_m:g} m时不给出ILI。",
        "en": "R_BL = (Qs − Qa)/Qs · 100 − (R1 + R2 + R3 + R4), 12 months; R1 = 0.08 r, R2 = 0.99 (A − 0.0693) within "
        "±3 %, A in km of mains per 10 000 m³ a year; areas weighted by supply. ILI = current by unavoidable real "
        "losses, UARL (L/d) = (18 Lm + 0.8 Nc + 25 Lp) P; not given below {least_connections:g} connections or "
        "outside {least_pressure_m:g}-{most_pressure_m:g} m.",
    },
    source="CJJ 92-2016 (2018), 5.1-5.3 (10 %, 12 %); Lambert 1999 (UARL, ILI 2, 4, 8); the cut of 15 % is our default",
    compute=compute,
    companions={
        "gross_pct": {"zh": "综合漏损率（%）", "en": "Gross loss, %"},
        "ili": {"zh": "漏失指数ILI", "en": "Infrastructure leakage index"},
        "ili_grade": {"zh": "ILI等级", "en": "ILI grade"},
        "lost_m3": {"zh": "漏损水量（m³）", "en": "Lost, m³"},
        "real_m3_day": {"zh": "真实漏损（m³/日）", "en": "Real losses, m³ a day"},
    },
    codes={"ili_grade": {code: plain(each) for code, each in enumerate(("<2", "2-4", "4-8", "≥8"))}},
    settable={
        "least_connections": Parameter(
            3000.0, (0.0, 1e6), {"zh": "ILI适用的最少接户数", "en": "Fewest connections for an ILI"}
        ),
        "least_pressure_m": Parameter(
            25.0, (0.0, 100.0), {"zh": "ILI适用的最低压力（米水柱）", "en": "Least pressure for an ILI, m"}
        ),
        "most_pressure_m": Parameter(
            100.0, (1.0, 300.0), {"zh": "ILI适用的最高压力（米水柱）", "en": "Greatest pressure for an ILI, m"}
        ),
    },
    levels=({"zh": "一级", "en": "Level 1"}, {"zh": "二级", "en": "Level 2"}, {"zh": "未达标", "en": "Not met"}),
    owner={"zh": "供水", "en": "Water supply"},
    moves={
        "balance": 1,
        "balance.authorised_m3": -1,
        "balance.households_m3": -1,
        "balance.mains_km": -1,
        "balance.correction_pct": -1,
        "balance.private_km": 0,
        "balance.apparent_m3": 0,
    },
)
