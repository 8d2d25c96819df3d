"""Surface water: the class of the worst river section by its worst item, and whether it reaches its target."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from city.readings import Floats
from city.views import Latest, Table
from geo.areas import Ints
from indicators.base import Bands, Better, Domain, Indicator, Outcome, Parameter, Sureness
from indicators.contributors import ByRow
from indicators.methods.per_thing import greatest, newest_of_each, numbered
from indicators.methods.wilson import percent

# GB 3838-2002, table 1: the limits of the classes I to V; a value on a limit meets it. Oxygen must not be lower.
LIMITS = MappingProxyType(
    {
        "do": (7.5, 6.0, 5.0, 3.0, 2.0),
        "codmn": (2.0, 4.0, 6.0, 10.0, 15.0),
        "nh3n": (0.15, 0.5, 1.0, 1.5, 2.0),
        "tp": (0.02, 0.1, 0.2, 0.3, 0.4),
    }
)
PH = (6.0, 9.0)
ITEMS = ("ph", *LIMITS)
TIMES_OVER = ("codmn", "nh3n", "tp")  # how often a limit is exceeded is told of neither pH nor oxygen
III, V, BEYOND_V = 3, 5, 6
MONTH_MIN = 31 * 24 * 60
NOTES = (
    {"zh": "pH {figure:.1f}，目标{target:.0f}类", "en": "pH {figure:.1f}, target class {target:.0f}"},
    {"zh": "溶解氧 {figure:.1f} mg/L，目标{target:.0f}类", "en": "oxygen {figure:.1f} mg/L, target class {target:.0f}"},
    {
        "zh": "高锰酸盐指数 {figure:.1f} mg/L，目标{target:.0f}类",
        "en": "permanganate {figure:.1f} mg/L, target class {target:.0f}",
    },
    {"zh": "氨氮 {figure:.2f} mg/L，目标{target:.0f}类", "en": "ammonia {figure:.2f} mg/L, target class {target:.0f}"},
    {
        "zh": "总磷 {figure:.3f} mg/L，目标{target:.0f}类",
        "en": "phosphorus {figure:.3f} mg/L, target class {target:.0f}",
    },
)


def water_class(item: str, figure: Floats) -> Floats:
    """The class 1 (I) to 5 (V), 6 (worse than V), of an item's values (n,); NaN where unknown.

    >>> water_class("nh3n", np.array([0.15, 1.0, 2.1])), water_class("do", np.array([5.0, 1.9]))
    (array([1., 3., 6.]), array([3., 6.]))
    """
    if item == "ph":
        found = np.where((figure >= PH[0]) & (figure <= PH[1]), 1.0, float(BEYOND_V))
    else:
        limits = np.array(LIMITS[item])
        broken = figure[..., np.newaxis] < limits if item == "do" else figure[..., np.newaxis] > limits
        found = 1.0 + broken.sum(axis=-1)
    return np.where(np.isnan(figure), np.nan, found)


def worse_than_target(reached: Floats, target: Floats) -> Floats:
    """0 where the target is met, 1 one class worse, 2 two or more, 3 worse than V; NaN where unknown.

    >>> worse_than_target(np.array([3.0, 4.0, 5.0, 6.0]), np.array([3.0, 3.0, 2.0, 5.0]))
    array([0., 1., 2., 3.])
    """
    return np.where(reached == BEYOND_V, 3.0, np.clip(reached - target, 0.0, 2.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sections:
    """River sections (k,): where they are, which class they should reach, and what was read (items, k)."""

    thing: list[str]
    leaf: Ints
    target: Floats
    read: Floats

    @property
    def classes(self) -> Floats:
        """The class of every item (items, k)."""
        return np.stack([water_class(item, figure) for item, figure in zip(ITEMS, self.read, strict=True)])


def sections_of(tables: Mapping[str, Table], usual_target: float) -> Sections:
    """The sections that any item was read of, by name; where no target was told, the usual one."""
    named = {item: [table.thing[int(row)] for row in _newest(table)] for item, table in tables.items()}
    thing, _ = numbered([name for names in named.values() for name in names])
    place = {name: at for at, name in enumerate(thing)}
    leaf, target = np.zeros(len(thing), dtype=np.intp), np.full(len(thing), np.nan)
    read = np.full((len(ITEMS), len(thing)), np.nan)
    for at, item in enumerate(ITEMS):
        rows, where = _newest(tables[item]), np.array([place[name] for name in named[item]], dtype=np.intp)
        leaf[where], read[at, where] = tables[item].leaf[rows], tables[item].value[rows]
        target[where] = np.fmin(target[where], tables[item].attributes["target"][rows])
    return Sections(thing=thing, leaf=leaf, target=np.where(np.isnan(target), usual_target, target), read=read)


def _newest(table: Table) -> Ints:
    """The newest rows of every section that have a value."""
    known = np.flatnonzero(~np.isnan(table.value))
    return known[newest_of_each(table.who[known], table.age_s[known])]


def times_over(sections: Sections) -> Floats:
    """By how many times each section (k,) exceeds the limit of class III in its worst item; 0 where in none."""
    over = [sections.read[ITEMS.index(item)] / LIMITS[item][III - 1] - 1.0 for item in TIMES_OVER]
    return np.fmax.reduce([*over, np.zeros(len(sections.thing))])


def compute(ph: Table, do: Table, codmn: Table, nh3n: Table, tp: Table, parameters: Mapping[str, float]) -> Outcome:
    """The class of the worst section per area, banded on how far a section stays behind its target."""
    tables = {"ph": ph, "do": do, "codmn": codmn, "nh3n": nh3n, "tp": tp}
    sections, areas = sections_of(tables, parameters["target"]), ph.areas
    classes = sections.classes
    decisive = np.argmax(np.nan_to_num(classes, nan=0.0), axis=0)
    reached, leaf = np.nanmax(classes, axis=0, initial=-np.inf), sections.leaf
    behind = worse_than_target(reached, sections.target)
    met, many = areas.summed(leaf, (behind == 0).astype(np.float64)), areas.summed(leaf)
    value = greatest(reached, leaf, areas)
    known = areas.summed(leaf, np.mean(~np.isnan(sections.read), axis=0))
    return Outcome(
        value=value,
        banded=greatest(behind, leaf, areas),
        coverage=known / np.maximum(many, 1.0),
        companions={
            "met_pct": percent(met, many),
            "sections": many,
            "over": greatest(times_over(sections), leaf, areas),
        },
        contributors=ByRow(
            areas=areas,
            leaf=leaf,
            thing=sections.thing,
            amount=reached,
            notes=NOTES,
            which=decisive.astype(np.intp),
            about={"figure": sections.read[decisive, np.arange(len(decisive))], "target": sections.target},
        ),
        level=value - 1.0,
    )


INDICATOR = Indicator(
    name="surface_water_class",
    title={"zh": "地表水水质类别", "en": "Surface water class"},
    domain=Domain.ENVIRONMENT,
    unit="",
    better=Better.LOWER,
    # Cuts between the whole numbers, so that a city that meets all its targets scores all there is to score.
    bands=Bands(0.5, 1.5, 2.5, sure=(Sureness.OURS, Sureness.OURS, Sureness.OURS)),
    judged_on={"zh": "落后级数", "en": "classes short"},
    inputs={item: Latest(f"river.{item}", MONTH_MIN) for item in ITEMS},
    every_s=3600,
    digits=0,
    formula={
        "zh": "断面类别＝各项目类别之最差者（单因子评价：pH、溶解氧、高锰酸盐指数、氨氮、总磷，按河流限值），1至5为Ⅰ至"
        "Ⅴ类，6为劣Ⅴ类；区域取最差断面。按劣于目标的类数定级，劣Ⅴ类为特急；未告知目标者以{target:g}类为目标。",
        "en": "A section's class is the worst of its items' (single factor: pH, oxygen, permanganate index, ammonia, "
        "phosphorus by the limits for rivers), 1 to 5 for I to V and 6 worse than V; an area's is that of its worst "
        "section. Banded on how many classes it stays behind its target, worse than V is critical; target {target:g} "
        "if none was told.",
    },
    source="GB 3838-2002, table 1 (limits, inclusive); the cuts are our default",
    compute=compute,
    companions={
        "met_pct": {"zh": "达标断面比例（%）", "en": "Sections on target, %"},
        "sections": {"zh": "断面数", "en": "Sections"},
        "over": {"zh": "最大超标倍数（对Ⅲ类）", "en": "Worst excess over class III, times"},
    },
    settable={
        "target": Parameter(3.0, (1.0, 5.0), {"zh": "未告知时的目标类别", "en": "Target class if none was told"}),
    },
    levels=(
        {"zh": "Ⅰ类", "en": "I"}, {"zh": "Ⅱ类", "en": "II"}, {"zh": "Ⅲ类", "en": "III"},
        {"zh": "Ⅳ类", "en": "IV"}, {"zh": "Ⅴ类", "en": "V"}, {"zh": "劣Ⅴ类", "en": "worse than V"},
    ),
    owner={"zh": "生态环境", "en": "Environment"},
    moves={"codmn": 1, "nh3n": 1, "tp": 1, "do": -1},
)  # fmt: skip
