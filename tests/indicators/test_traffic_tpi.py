from collections.abc import Iterable

import numpy as np
import pytest
from numpy.typing import ArrayLike

from city.views import Table
from indicators.traffic.traffic_tpi import INDICATOR, compute, tpi, tpi_of_delay_share
from tests.indicators.little_city import rows
from tests.indicators.reference import agrees, case


def roads(
    speed_kmh: ArrayLike,
    *,
    length_m: ArrayLike = 1000,
    lanes: ArrayLike = 1,
    samples: ArrayLike = 5,
    thing: Iterable[str] | None = None,
) -> Table:
    """Links of a kilometre and one lane, on which one may drive 60 km/h."""
    about = {"length_m": length_m, "free_flow_kmh": 60, "lanes": lanes, "samples": samples}
    return rows("road.speed", speed_kmh, thing=thing, **about).table()


def test_the_nodes_of_the_standard_are_met():
    given, _ = case("tpi_nodes")
    agrees("tpi_nodes", tpi_of_delay_share(np.array(given["dtp"])))


@pytest.mark.parametrize(("mapping", "index"), [("gbt33171_dtp", 7 / 3), ("extra_time", 4.0)])
def test_the_two_scales_are_not_mixed(mapping: str, index: float):
    np.testing.assert_allclose(tpi(np.array([1.5]), mapping), [index])


def test_a_short_jam_does_not_outweigh_a_ring_road():
    """9 km at 60 and 1 km at 6 km/h take 540 + 600 s instead of 600: TTI 1.9, where a mean of ratios says 5.5."""
    links = roads([60, 6], length_m=[9000, 1000])
    found = compute(links, links)
    np.testing.assert_allclose(found.companions["tti"][0], 1.9)
    np.testing.assert_allclose(found.companions["congestion_level_pct"][0], 90)
    np.testing.assert_allclose(found.value[0], 2 + (1 - 1 / 1.9 - 0.3) / 0.2 * 2)


def test_a_lane_counts_once():
    """Three lanes at half speed beside one free lane: (3·120 + 60) ÷ (4·60) = 1.75."""
    links = roads([30, 60], lanes=[3, 1])
    np.testing.assert_allclose(compute(links, links).companions["tti"][0], 1.75)


def test_faster_than_free_is_free():
    links = roads([80])
    found = compute(links, links)
    assert found.value[0] == 0
    assert found.companions["tti"][0] == 0.75


def test_a_blocked_road_is_finite_and_critical():
    links = roads([0])
    found = compute(links, links)
    np.testing.assert_allclose(found.companions["tti"][0], 60)
    assert INDICATOR.bands.of(found.value, INDICATOR.better)[0] == 3


def test_few_samples_are_no_speed_and_silent_links_lower_the_coverage():
    links = roads([30, 5], samples=[3, 2])
    known = roads([30, 5, 60, 60])
    found = compute(links, known)
    assert found.companions["tti"][0] == 2
    assert found.coverage is not None
    assert found.coverage[0] == 0.25


def test_the_value_on_a_cut_is_the_worse_band():
    links = roads([30])
    found = compute(links, links)
    assert found.value[0] == 4
    assert INDICATOR.bands.of(found.value, INDICATOR.better)[0] == 1


def test_the_shares_of_few_links_are_all_of_the_extra_time():
    links = roads([30, 15, 60, 70], thing=["slow", "slowest", "free", "fast"])
    first, second = compute(links, links).greatest()
    assert (first.thing, second.thing, first.note["zh"]) == ("slowest", "slow", "15/60 km/h")
    np.testing.assert_allclose([first.share, second.share], [180 / 240, 60 / 240])


@pytest.mark.parametrize("free_kmh", [30, 33, 50, 100])
@pytest.mark.parametrize(("share", "index", "band"), [(0.5, 4, 1), (0.4, 6, 2), (0.3, 8, 3)])
def test_an_index_on_a_cut_is_in_the_worse_band(free_kmh: float, share: float, index: float, band: int):
    """A delay share of .5, .6 or .7 is a node of the standard and the first of a worse class."""
    about = {"length_m": [137, 211, 998], "free_flow_kmh": free_kmh, "lanes": 1, "samples": 5}
    links = rows("road.speed", np.full(3, free_kmh * share), **about).table()
    found = compute(links, links)
    assert found.value[0] == index
    assert INDICATOR.bands.of(found.judged, INDICATOR.better)[0] == band
