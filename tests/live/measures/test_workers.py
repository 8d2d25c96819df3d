"""Heavy models are computed by another process; one that dies is started again."""

from collections.abc import Callable
from dataclasses import replace
from threading import Thread

import numpy as np

from indicators import all_indicators
from indicators.base import Bands, Outcome
from indicators.contributors import ByRow
from live.measures.judging import Judge
from live.measures.workers import Done, OneProcess
from tests.indicators.every import made_up, seen
from tests.indicators.little_city import AREAS, rows
from tests.live.builders import NOON

HEAVY = all_indicators()["sensor_drift_detection"]
LIGHT = all_indicators()["traffic_tpi"]
CLUSTER = all_indicators()["cluster_trigger"]
TERMS = Judge().terms(HEAVY)


def at_once(work: Callable[[], None]) -> None:
    work()


def asked() -> dict[str, object]:
    made = made_up(HEAVY, 1)
    return {name: seen(view, made[name]) for name, view in HEAVY.inputs.items()}


def compute(workers: OneProcess) -> list[Done]:
    assert workers.compute(HEAVY, asked(), TERMS, NOON) is None  # type: ignore[arg-type] - views, by name
    return list(workers.finished())


def _rule_by_own_cuts(workers: OneProcess) -> float:
    """Which rule six cases break in the process, where the city warns of four."""
    six = rows("infectious.case", np.ones(6), institution=1, syndrome=0, admitted=0, died=0, severe=0)
    judge = Judge(own_bands={CLUSTER.name: Bands(2, 4, 30)})
    workers.compute(CLUSTER, {"cases": six.table()}, judge.terms(CLUSTER), NOON)
    [(_, (outcome, _))] = workers.finished()
    assert isinstance(outcome, Outcome)
    assert outcome.level is not None
    return float(outcome.level[0])


def test_another_process_gives_what_this_one_would_and_survives_its_own_end() -> None:
    workers = OneProcess(at_once)
    try:
        [(name, (outcome, looked))] = compute(workers)
        here = HEAVY.compute(**asked(), parameters=HEAVY.parameters)
        assert isinstance(outcome, Outcome)
        assert (name, looked.keys()) == (HEAVY.name, HEAVY.inputs.keys())
        np.testing.assert_array_equal(outcome.value, here.value)
        for area in range(len(AREAS)):
            assert outcome.greatest(area) == here.greatest(area)
        assert isinstance(outcome.contributors, ByRow)
        assert _rule_by_own_cuts(workers) == 2
        assert outcome.contributors.areas is AREAS
        assert workers._lasting.process is not None
        workers._lasting.process.kill()
        workers._lasting.process.wait()
        [(_, (again, _))] = compute(workers)
        assert isinstance(again, Outcome)
    finally:
        workers.close()


def test_what_is_being_computed_while_others_fetch_comes_the_next_time() -> None:
    threads: list[Thread] = []

    def beside(work: Callable[[], None]) -> None:
        threads.append(Thread(target=work))
        threads[0].start()

    workers = OneProcess(beside)
    try:
        workers.compute(HEAVY, asked(), TERMS, NOON)  # type: ignore[arg-type] - views, by name
        while workers._lasting.process is None:  # from then on it is at work, for the process has to start
            threads[0].join(0.001)
        early = list(workers.finished())
        threads[0].join()
        assert [name for name, _ in [*early, *workers.finished()]] == [HEAVY.name]
        assert not workers.busy_with(HEAVY.name)
    finally:
        workers.close()


def test_a_model_that_fails_there_is_told_and_the_process_goes_on() -> None:
    workers = OneProcess(at_once)
    try:
        broken = {name: replace(table, lon=np.zeros(1)) for name, table in asked().items()}
        workers.compute(HEAVY, broken, TERMS, NOON)
        [(_, (problem, _))] = workers.finished()
        assert isinstance(problem, Exception)
        [(_, (outcome, _))] = compute(workers)
        assert isinstance(outcome, Outcome)
    finally:
        workers.close()


def test_a_light_model_is_computed_here_and_a_heavy_one_is_busy_until_it_is_fetched() -> None:
    workers = OneProcess(lambda _: None)
    made = made_up(LIGHT, 1)
    views = {name: seen(view, made[name]) for name, view in LIGHT.inputs.items()}
    assert isinstance(workers.compute(LIGHT, views, {}, NOON), Outcome)
    workers.compute(HEAVY, asked(), TERMS, NOON)
    assert workers.busy_with(HEAVY.name)
    assert not workers.busy_with(LIGHT.name)
