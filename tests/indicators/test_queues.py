"""Queues: the recursion against the sums of factorials that it replaces, and against printed tables."""

from math import exp, factorial

import numpy as np
import pytest

from indicators.methods.queues import MOST_SERVERS, erlang_b, erlang_c, served_within, servers_needed


def one(figure: float) -> np.ndarray:
    return np.array([figure])


@pytest.mark.parametrize("servers", [1, 2, 5, 14, 30])
@pytest.mark.parametrize("load", [0.1, 0.9, 4.0, 12.5])
def test_both_are_the_sums_of_factorials(load: float, servers: int):
    terms = [load**n / factorial(n) for n in range(servers + 1)]
    assert erlang_b(one(load), one(servers))[0] == pytest.approx(terms[-1] / sum(terms), rel=1e-12)
    if load < servers:
        last = terms[-1] * servers / (servers - load)
        assert erlang_c(one(load), one(servers))[0] == pytest.approx(last / (sum(terms[:-1]) + last), rel=1e-12)


@pytest.mark.parametrize(
    ("load", "servers", "blocked"), [(4.461, 10, 0.01), (12.03, 20, 0.01), (84.06, 100, 0.01), (2.2185, 5, 0.05)]
)
def test_blocking_is_the_one_of_the_printed_tables(load: float, servers: int, blocked: float):
    assert erlang_b(one(load), one(servers))[0] == pytest.approx(blocked, abs=5e-5)


def test_staffing_is_that_of_pyworkforce():
    """100 calls in half an hour of 3 min each, 80 % within 20 s, busy at most .85: 14 agents, 20 on the roster."""
    load, seconds = one(100 * 3 / 30), one(180.0)
    needed = servers_needed(load, share=0.8, within_s=20, handling_s=seconds, busy_at_most=0.85)
    assert needed[0] == 14
    assert np.ceil(needed[0] / 0.7) == 20
    assert erlang_c(load, needed)[0] == pytest.approx(0.1741319335950498, rel=1e-12)
    found = served_within(load, needed, within_s=20, handling_s=seconds)[0]
    assert found == pytest.approx(0.8883500191794669, rel=1e-12)
    assert found == pytest.approx(1 - 0.1741319335950498 * exp(-(14 - 10) * 20 / 180), rel=1e-12)


def test_more_callers_than_agents_can_take_are_served_in_no_time():
    assert erlang_c(one(10.0), one(10.0))[0] == 1
    assert served_within(one(10.0), one(10.0), within_s=20, handling_s=one(180.0))[0] == 0
    assert served_within(one(10.0), one(0.0), within_s=20, handling_s=one(180.0))[0] == 0


def test_where_nobody_calls_nobody_waits_and_nobody_is_needed():
    assert erlang_c(one(0.0), one(0.0))[0] == 0
    assert served_within(one(0.0), one(0.0), within_s=20, handling_s=one(180.0))[0] == 1
    assert servers_needed(one(0.0), share=0.8, within_s=20, handling_s=one(180.0))[0] == 0


def test_the_fewest_agents_are_those_of_whom_one_fewer_is_too_few():
    load, seconds = np.linspace(0.3, 300, 400), np.full(400, 240.0)
    needed = servers_needed(load, share=0.8, within_s=15, handling_s=seconds, busy_at_most=0.85)
    assert (served_within(load, needed, within_s=15, handling_s=seconds) >= 0.8).all()
    fewer = served_within(load, needed - 1, within_s=15, handling_s=seconds)
    assert ((fewer < 0.8) | (load / np.maximum(needed - 1, 1e-9) > 0.85)).all()


def test_a_thousand_servers_overflow_nothing():
    assert erlang_b(one(1000.0), one(1000.0))[0] == pytest.approx(0.0248, abs=1e-3)


def test_what_is_unknown_stays_unknown():
    assert np.isnan(erlang_b(np.array([np.nan, -1.0, 1.0]), np.array([3.0, 3.0, np.nan]))).all()
    assert np.isnan(servers_needed(one(np.nan), share=0.8, within_s=20, handling_s=one(180.0))[0])
    assert np.isnan(servers_needed(one(3.0), share=0.8, within_s=20, handling_s=one(0.0))[0])


@pytest.mark.parametrize(
    ("load", "share", "handling_s", "busy_at_most"),
    [
        (5.5e10, 0.8, 1e12, 0.85), (10.0, 1.5, 180.0, 0.85), (10.0, 0.8, 180.0, 0.0), (10.0, 0.8, 180.0, -1.0),
        (MOST_SERVERS - 1.0, 0.8, 180.0, 0.85), (np.inf, 0.8, 180.0, 0.85), (10.0, np.nan, 180.0, 0.85),
    ],
)  # fmt: skip
def test_what_no_number_of_servers_serves_is_given_up(
    load: float, share: float, handling_s: float, busy_at_most: float
):
    needed = servers_needed(
        one(load), share=share, within_s=15, handling_s=one(handling_s), busy_at_most=busy_at_most
    )  # fmt: skip
    assert np.isnan(needed[0])


def test_more_servers_than_can_be_gone_through_are_unknown():
    assert np.isnan(erlang_b(np.array([10.0, 10.0]), np.array([MOST_SERVERS + 1.0, 1e18]))).all()
    assert np.isfinite(erlang_b(one(10.0), one(MOST_SERVERS))[0])
