"""Major hazards: how dangerous the stores of hazardous chemicals are, by what they really hold now (R value)."""

from types import MappingProxyType

import numpy as np

from city.readings import Floats, Mask
from city.views import Latest, Table
from geo.areas import Ints
from indicators.base import Bands, Better, Domain, Indicator, Outcome, Sureness
from indicators.contributors import ByRow
from indicators.methods.per_thing import greatest, names_of

YEAR_MIN = 366 * 1440
MAJOR_FROM = 1.0  # S from which a unit is a major hazard installation
LEVELS_R = (10.0, 50.0, 100.0)
PEOPLE = (1, 30, 50, 100)  # within 500 m of the unit, and the alpha from so many on
ALPHAS = (0.5, 1.0, 1.2, 1.5, 2.0)

# Annex 1, tables 1 and 2; every other substance has 1.
BETAS = MappingProxyType(
    {
        **dict.fromkeys(("carbon monoxide", "sulphur dioxide", "ammonia", "ethylene oxide"), 2.0),
        **dict.fromkeys(("hydrogen chloride", "methyl bromide"), 3.0),
        "chlorine": 4.0,
        **dict.fromkeys(("hydrogen sulphide", "hydrogen fluoride"), 5.0),
        **dict.fromkeys(("nitrogen dioxide", "hydrogen cyanide"), 10.0),
        **dict.fromkeys(("phosgene", "phosphine", "methyl isocyanate"), 20.0),
        "explosive": 2.0,
        "flammable gas": 1.5,
    }
)
NOTES = (
    {"zh": "现存{held:g} t，临界量{limit:g} t，β {beta:g}", "en": "{held:g} t held, critical {limit:g} t, β {beta:g}"},
    {
        "zh": "现存{held:g} t，超过许可量{licence:g} t，临界量{limit:g} t，β {beta:g}",
        "en": "{held:g} t held, over the licence of {licence:g} t, critical {limit:g} t, β {beta:g}",
    },
)


def alpha_of(people: Floats) -> Floats:
    """The factor for the people who live or stay within 500 m of a unit.

    >>> alpha_of(np.array([0, 1, 29, 30, 99, 100]))
    array([0.5, 1. , 1. , 1.2, 1.5, 2. ])
    """
    return np.array(ALPHAS)[np.searchsorted(np.array(PEOPLE), people, side="right")]


def grade(r: Floats) -> Floats:
    """The grade of R values of major hazards, 1 (the worst, from 100 on) to 4 (below 10); NaN where R is unknown.

    >>> grade(np.array([100.0, 99.9, 10.0, 9.9]))
    array([1., 2., 3., 4.])
    """
    return np.where(np.isnan(r), np.nan, 4.0 - np.searchsorted(np.array(LEVELS_R), r, side="right"))


def usable(inventory: Table) -> Mask:
    """Which rows (k,) say how much there is and have all that the formula needs."""
    about = inventory.attributes
    return (inventory.value >= 0) & (about["limit_t"] > 0) & (about["beta"] > 0) & (about["alpha"] > 0)


def compute(inventory: Table) -> Outcome:
    """The greatest R value of an area's units, graded where the unit is a major hazard."""
    use = np.flatnonzero(usable(inventory))
    units, which = inventory.wholes()
    which, areas = which[use], inventory.areas
    about = {name: column[use] for name, column in inventory.attributes.items()}
    held, leaf = inventory.value[use], inventory.leaf[use]
    share = held / about["limit_t"]
    part = _alpha(which, inventory.age_s[use], about["alpha"], len(units)) * about["beta"] * share
    # Rounding takes back what binary floats add: ten tenths of a critical quantity are one, and a major hazard.
    s, r = (np.bincount(which, weights=one, minlength=len(units)).astype(np.float64).round(9) for one in (share, part))
    of_unit = {"s": s[which], "r": r[which]}  # each row in its own area with its unit's figures
    major = of_unit["s"] >= MAJOR_FROM
    banded = greatest(np.where(major, of_unit["r"], 0.0), leaf, areas)
    over = held > about["licence_t"]
    value = greatest(of_unit["r"], leaf, areas)
    substances = ByRow(
        areas=areas,
        leaf=leaf,
        thing=names_of(inventory.thing, use),
        amount=part,
        notes=NOTES,
        which=over.astype(np.intp),
        about={"held": held, "limit": about["limit_t"], "beta": about["beta"], "licence": about["licence_t"]},
    )
    is_major = greatest(major.astype(np.float64), leaf, areas)
    return Outcome(
        value=value,
        banded=banded,
        level=np.where(is_major > 0, 5.0 - grade(banded), is_major),
        coverage=inventory.areas.summed(leaf) / np.maximum(inventory.summed(), 1.0),
        companions={
            "greatest_s": greatest(of_unit["s"], leaf, areas),
            "major_hazards": _units(which, leaf, major, len(units), inventory),
            "over_licence": areas.summed(leaf, over.astype(np.float64)),
            "sum_r": substances.sums(),
        },
        contributors=substances,
        adds_up_to="sum_r",
    )


def _alpha(which: Ints, age_s: Floats, alpha: Floats, units: int) -> Floats:
    """The unit's alpha for each of its rows (k,): what the newest of them says, of equally new ones the greatest."""
    order = np.lexsort((alpha, -age_s, which))
    newest = np.full(units, np.nan)
    newest[which[order]] = alpha[order]  # the last one of each unit stays
    return newest[which]


def _units(which: Ints, leaf: Ints, chosen: Mask, units: int, inventory: Table) -> Floats:
    """How many of the chosen rows' units stand in each area (n,)."""
    inside = np.zeros((units, inventory.areas.elsewhere + 1))
    inside[which[chosen], leaf[chosen]] = 1.0
    return (inventory.areas.membership @ inside.T > 0).sum(axis=1).astype(np.float64)


INDICATOR = Indicator(
    name="hazchem_r_value",
    title={"zh": "危险化学品重大危险源R值", "en": "Major hazard R value"},
    domain=Domain.EMERGENCY,
    unit="",
    better=Better.LOWER,
    bands=Bands(*LEVELS_R, cut_is_good=False, sure=(Sureness.READ, Sureness.READ, Sureness.READ)),
    inputs={"inventory": Latest("hazchem.inventory", YEAR_MIN)},
    every_s=3600,
    at_once=True,
    digits=1,
    formula={
        "zh": "S＝Σ q/Q，不小于1为重大危险源；R＝α·Σ β·q/Q，区域取最大的单元；仅重大危险源定级：不小于100一级，"
        "50二级，10三级，其下四级。α按500米内人数：0为0.5，1人1.0，30人1.2，50人1.5，100人2.0；β按物质，"
        "毒性气体2至20，爆炸品2，易燃气体1.5，其他1。",
        "en": "S = Σ q/Q, from 1 on a major hazard; R = α·Σ β·q/Q, an area by its greatest unit; only major hazards "
        "are graded: first from 100, second from 50, third from 10, fourth below. α by the people within 500 m: none "
        "0.5, 1 1.0, 30 1.2, 50 1.5, 100 2.0; β by substance: toxic gases 2 to 20, explosives 2, flammable gases 1.5, "
        "others 1.",
    },
    source="危险化学品重大危险源监督管理暂行规定, annex 1 (grades); GB 18218-2018 (β groups, to be updated from it)",
    compute=compute,
    companions={
        "greatest_s": {"zh": "最大S值", "en": "Greatest S"},
        "major_hazards": {"zh": "重大危险源单元", "en": "Major hazard units"},
        "over_licence": {"zh": "超许可储存项", "en": "Substances above the licence"},
        "sum_r": {"zh": "R值合计", "en": "Sum of R"},
    },
    levels=(
        {"zh": "非重大危险源", "en": "No major hazard"},
        {"zh": "四级", "en": "Grade 4"},
        {"zh": "三级", "en": "Grade 3"},
        {"zh": "二级", "en": "Grade 2"},
        {"zh": "一级", "en": "Grade 1"},
    ),
    owner={"zh": "应急管理", "en": "Emergency management"},
    moves={"inventory": 1, "inventory.alpha": 1, "inventory.beta": 1, "inventory.limit_t": -1},
)
