"""One indicator that fails in a look back costs no other its past."""

from zoneinfo import ZoneInfo

from city.views import Sums
from indicators.base import Outcome
from live.bus import MemoryBus
from live.caseload import Caseload
from live.measures.judging import Judge
from live.measures.looking import Looking
from live.measures.measuring import Measuring
from live.projector import Projector
from store.memory import MemoryRecord
from tests.live.builders import NOON, Hands, areas
from tests.live.measures.test_evaluator import indicator, mean_wind


def test_the_past_of_one_that_fails_costs_no_other_its_past() -> None:
    def shapeless(wind: Sums) -> Outcome:
        return Outcome(value=wind.mean[:2])

    clock, city = Hands(), areas()
    models = {name: indicator(name, model, 60) for name, model in (("a", shapeless), ("wind", mean_wind))}
    measuring = Measuring(
        projector=Projector(city, Caseload({}), clock), indicators=models, judge=Judge(), record=MemoryRecord(),
        bus=MemoryBus(), clock=clock, areas=city, zone=ZoneInfo("UTC"),
    )  # fmt: skip
    assert [name for name, _ in Looking(measuring, models).figures(NOON)] == ["wind"]
