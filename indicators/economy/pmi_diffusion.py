"""Business climate: whether local industry grows, above 50, or shrinks, below, by what its firms answer."""

from collections.abc import Mapping

import numpy as np

from city.kinds.economy import QUESTIONS
from city.readings import Floats
from city.views import Latest, Table
from indicators.base import Bands, Better, Domain, Indicator, Outcome, Parameter, Sureness
from indicators.called import OF_QUESTIONS, QUESTION_TITLES, weight_of
from indicators.contributors import ByItem, plain
from indicators.methods.gaps import filled

MONTH_MIN = 31 * 24 * 60
NEUTRAL = 50.0
WEIGHTS = (0.30, 0.25, 0.20, 0.15, 0.10)  # of the questions, in their order
INVERTED = "delivery"  # deliveries that take longer mean that there is much to do


def diffusion(answers: Floats, count: Floats) -> Floats:
    """The share of firms that say up and half of those that say the same, per cent, from sums of 1, 0 and -1.

    >>> diffusion(np.array([20.0, 0.0]), np.array([100.0, 0.0]))
    array([60., nan])
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(count > 0, NEUTRAL * (1.0 + answers / count), np.nan)


def parts(indices: Mapping[str, Floats], weights: Mapping[str, float]) -> Floats:
    """What each question's diffusion index (n,) brings to the whole (questions, n), deliveries inverted."""
    return np.stack([weights[one] * (100.0 - indices[one] if one == INVERTED else indices[one]) for one in QUESTIONS])


def compute(answers: Table, parameters: Mapping[str, float]) -> Outcome:
    """The weighted index of five questions per area; unknown where too few firms answered one of them."""
    question, known = answers.attributes["question"], ~np.isnan(answers.value)
    count = {
        one: answers.summed((known & (question == place)).astype(np.float64)) for place, one in enumerate(QUESTIONS)
    }
    total = {
        one: answers.summed(np.where(question == place, filled(answers.value), 0.0))
        for place, one in enumerate(QUESTIONS)
    }
    indices = {one: diffusion(total[one], count[one]) for one in QUESTIONS}
    fewest = np.min(np.stack(list(count.values())), axis=0)
    brought = np.where(fewest >= parameters["least_firms"], parts(indices, parameters), np.nan)
    firms = _firms(answers, known)
    return Outcome(
        value=brought.sum(axis=0),
        coverage=np.sum(list(count.values()), axis=0) / np.maximum(len(QUESTIONS) * firms, 1.0),
        companions={"firms": firms, **{f"di_{one}": indices[one] for one in QUESTIONS}},
        contributors=ByItem(
            thing=QUESTIONS,
            titles=QUESTION_TITLES,
            amount=brought,
            note=plain("{index:.1f}"),
            about={"index": np.stack([indices[one] for one in QUESTIONS])},
        ),
        adds_up_to="value",
    )


def _firms(answers: Table, known: np.ndarray) -> Floats:
    """How many firms answered anything, per area."""
    _, firm = answers.wholes()
    _, first = np.unique(firm[known], return_index=True)
    return answers.areas.summed(answers.leaf[known][first])


INDICATOR = Indicator(
    name="pmi_diffusion",
    title={"zh": "企业景气扩散指数", "en": "Business climate index"},
    domain=Domain.ECONOMY,
    unit="",
    better=Better.HIGHER,
    bands=Bands(50, 48, 45, sure=(Sureness.READ, Sureness.OURS, Sureness.OURS)),
    inputs={"answers": Latest("survey.answer", MONTH_MIN)},
    every_s=86_400,
    digits=1,
    formula={
        "zh": "DI＝上升%＋0.5×持平%；PMI＝{new_orders:g}新订单＋{production:g}生产＋{employment:g}从业人员＋"
        "{delivery:g}(100−供应商配送)＋{inventory:g}原材料库存。近31天每家企业的最新答卷；任一问题不足{least_firms:g}"
        "家不发布；不作季节调整。",
        "en": "DI = % up + 0.5 · % same; PMI = {new_orders:g} new orders + {production:g} production + {employment:g} "
        "employment + {delivery:g} (100 − supplier delivery) + {inventory:g} inventory. Each firm's newest answers of "
        "31 days; unknown where fewer than {least_firms:g} firms answered a question; not adjusted for the season.",
    },
    source="National Bureau of Statistics, PMI weights and the 50 line; lower cuts are our default",
    compute=compute,
    companions={
        "firms": {"zh": "答卷企业数", "en": "Firms"},
        "di_new_orders": {"zh": "新订单指数", "en": "New orders"},
        "di_production": {"zh": "生产指数", "en": "Production"},
        "di_employment": {"zh": "从业人员指数", "en": "Employment"},
        "di_delivery": {"zh": "供应商配送时间指数", "en": "Supplier delivery"},
        "di_inventory": {"zh": "原材料库存指数", "en": "Inventory"},
    },
    settable={
        **{
            one: Parameter(weight, (0.0, 1.0), weight_of(OF_QUESTIONS[one]))
            for one, weight in zip(QUESTIONS, WEIGHTS, strict=True)
        },
        "least_firms": Parameter(
            30.0, (1.0, 100_000.0), {"zh": "每题最少答卷企业数", "en": "Fewest firms per question"}
        ),
    },
    owner={"zh": "统计", "en": "Statistics"},
)
