"""Street lighting: for how much of the last night the lamps that should burn did."""

from collections.abc import Mapping

import numpy as np

from city.readings import Floats
from city.views import Rows, Table
from geo.areas import Ints
from indicators.base import Bands, Better, Domain, Forecast, Indicator, Outcome, Parameter, Sureness
from indicators.contributors import ByRow
from indicators.methods.per_thing import names_of, newest_of_each
from indicators.methods.wilson import percent

NIGHT_MIN = 24 * 60
REPORT_MIN = 15.0  # a circuit's report stands for so long
NOW_S = 2 * REPORT_MIN * 60
NOTES = ({"zh": "现有 {dark:.0f}/{lamps:.0f} 盏不亮", "en": "{dark:.0f} of {lamps:.0f} dark now"},)


def compute(circuits: Table, parameters: Mapping[str, float]) -> Outcome:
    """The lit share of the lamp-minutes that were due, per area; the bands look at the class of road that is worse."""
    lamps = circuits.attributes["lamps"]
    main = circuits.attributes["main_road"] >= 0.5
    sound = ~np.isnan(circuits.value) & (lamps > 0)
    due = np.where(sound, lamps, 0.0) * REPORT_MIN
    lit = np.where(sound, np.minimum(circuits.value, lamps), 0.0) * REPORT_MIN
    burnt, scheduled = circuits.summed(lit), circuits.summed(due)
    on_main = percent(circuits.summed(lit * main), circuits.summed(due * main))
    elsewhere = percent(circuits.summed(lit * ~main), circuits.summed(due * ~main))
    dark, faults = _dark_now(circuits, np.flatnonzero(sound), parameters["fault_lamps"])
    worst = _circuits(circuits, due - lit)
    return Outcome(
        value=percent(burnt, scheduled),
        numerator=burnt,
        denominator=scheduled,
        banded=np.fmin(on_main, np.minimum(elsewhere + parameters["other_roads_easier"], 100.0)),
        coverage=circuits.summed(sound.astype(np.float64)) / np.maximum(circuits.summed(), 1.0),
        companions={
            "main_pct": on_main,
            "other_pct": elsewhere,
            "dark_now": dark,
            "faults": faults,
            "dark_lamp_min": worst.sums(),
        },
        contributors=worst,
        adds_up_to="dark_lamp_min",
    )


def _dark_now(circuits: Table, sound: Ints, fault_lamps: float) -> tuple[Floats, Floats]:
    """How many lamps are dark by the newest reports, and how many circuits are out, per area."""
    fresh = sound[circuits.age_s[sound] <= NOW_S]
    newest = fresh[newest_of_each(circuits.who[fresh], circuits.age_s[fresh])]
    dark = np.maximum(circuits.attributes["lamps"][newest] - circuits.value[newest], 0.0)
    leaf = circuits.leaf[newest]
    return circuits.areas.summed(leaf, dark), circuits.areas.summed(leaf, (dark >= fault_lamps).astype(np.float64))


def _circuits(circuits: Table, dark_min: Floats) -> ByRow:
    """The circuits by the lamp-minutes that they left dark, with what is dark by their newest report."""
    known = np.flatnonzero(~np.isnan(circuits.value))
    rows = known[newest_of_each(circuits.who[known], circuits.age_s[known])]
    place = np.searchsorted(circuits.who[rows], circuits.who[known])
    lamps = circuits.attributes["lamps"][rows]
    return ByRow(
        areas=circuits.areas,
        leaf=circuits.leaf[rows],
        thing=names_of(circuits.thing, rows),
        amount=np.bincount(place, weights=dark_min[known], minlength=len(rows)).astype(np.float64),
        notes=NOTES,
        about={"dark": np.maximum(lamps - circuits.value[rows], 0.0), "lamps": lamps},
    )


INDICATOR = Indicator(
    name="streetlight_availability",
    title={"zh": "道路照明亮灯率", "en": "Street lighting availability"},
    domain=Domain.CITY_MANAGEMENT,
    unit="%",
    better=Better.HIGHER,
    bands=Bands(98, 96, 93, sure=(Sureness.READ, Sureness.OURS, Sureness.OURS)),
    judged_on={"zh": "主干道与其他道路（放宽后）之较低者", "en": "lower of main and, eased, other roads"},
    inputs={"circuits": Rows("lamp.lit", NIGHT_MIN)},
    every_s=900,
    digits=1,
    formula={
        "zh": "近24小时（一夜）亮灯灯·分钟÷应亮灯·分钟，每次上报代表15分钟。按主干道亮灯率与其他道路亮灯率＋"
        "{other_roads_easier:g}个百分点之较低者定级；同一回路现有{fault_lamps:g}盏及以上不亮为回路故障。",
        "en": "Lamp-minutes lit ÷ lamp-minutes scheduled in 24 hours (one night), a report standing for 15 minutes. "
        "Banded on the lower of main roads and other roads + {other_roads_easier:g} points. A circuit with "
        "{fault_lamps:g} or more lamps dark now is a fault.",
    },
    source="Hebei rules on city lighting (98 % main, 96 % other roads); lower cuts are our default",
    compute=compute,
    companions={
        "main_pct": {"zh": "主干道亮灯率（%）", "en": "Main roads, %"},
        "other_pct": {"zh": "其他道路亮灯率（%）", "en": "Other roads, %"},
        "dark_now": {"zh": "现有不亮灯数", "en": "Lamps dark now"},
        "faults": {"zh": "回路故障数", "en": "Circuits out"},
        "dark_lamp_min": {"zh": "不亮灯·分钟", "en": "Lamp-minutes dark"},
    },
    settable={
        "other_roads_easier": Parameter(
            2.0, (0.0, 50.0), {"zh": "其他道路放宽（百分点）", "en": "Leeway for other roads, points"}
        ),
        "fault_lamps": Parameter(
            5.0, (1.0, 10_000.0), {"zh": "计为回路故障的不亮灯数", "en": "Dark lamps that are a circuit out"}
        ),
    },
    owner={"zh": "城市照明", "en": "City lighting"},
    heavy=True,
    moves={"circuits": 1, "circuits.lamps": -1},
    forecast=Forecast(step_min=15),
)
