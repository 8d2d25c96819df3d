"""What a city sets about its indicators is refused where it cannot be, with what is allowed or the nearest name."""

import pytest

from indicators import all_indicators
from indicators.base import Bands
from live.measures.checking import check, room_beyond
from live.measures.configured import Own, usual_rules
from live.measures.judging import Judge
from live.measures.rules import Rule
from sources.base import CannotOpen

INDICATORS = all_indicators()


def said(own: Own) -> str:
    """What is said of these settings."""
    with pytest.raises(CannotOpen) as wrong:
        check(own, INDICATORS)
    return str(wrong.value)


def test_settings_that_cannot_be_are_refused_with_the_nearest_right_name():
    sentence = said(
        Own(
            judge=Judge(
                own_bands={"trafic_tpi": Bands(1, 2, 3), "hotline_service_level": Bands(80, 90, 95)},
                own_parameters={"platform_slo_burn": {"slow": 1.0}},
            ),
            rules={"jam": Rule(indicator="traffic_tip", band=2, category="I903", level=3)},
            periods={"aqi_cm": 60.0},
            owners={"aqi_nc": {"zh": "某局", "en": "Some office"}},
        )
    )
    assert "there is no trafic_tpi. Did you mean traffic_tpi?" in sentence
    assert "hotline_service_level: attention 80, warning 90, critical 95 should fall" in sentence
    assert "there is no slow. Did you mean slo?" in sentence
    assert "there is no traffic_tip. Did you mean traffic_tpi?" in sentence
    assert "there is no I903. Did you mean I9003?" in sentence
    assert "periods: there is no aqi_cm. Did you mean aqi_cn?" in sentence
    assert "owners: there is no aqi_nc. Did you mean aqi_cn?" in sentence


@pytest.mark.parametrize(
    ("name", "parameter", "value", "wanted"),
    [
        ("ticket_three_rates", "weight_response", -1, "it should lie between 0 and 1."),
        ("ticket_three_rates", "least_coverage", 40, "it should lie between 0 and 1."),
        ("hotline_staffing_erlang", "answer_s", 0, "it should lie between 1 and 600."),
        ("hotline_staffing_erlang", "answered_share", 80, "it should lie between 0.01 and 0.999."),
        ("streetlight_availability", "fault_lamps", -5, "it should lie between 1 and 10000."),
        ("platform_slo_burn", "slo", 7, "it should lie between 0.5 and 0.9999."),
        ("incident_hotspot_gistar", "cell_m", 0, "it should lie between 50 and 10000."),
        ("fire_weather_index", "latitude", 1e9, "it should lie between -90 and 90."),
        ("domain_health_index", "traffic_tpi", -3, "it should lie between 0 and 100."),
        ("domain_health_index", "domain_health_index", 5, "there is no domain_health_index."),
        ("city_vital_sign", "domain_health_index", 3, "there is no domain_health_index."),
        ("emergency_response_p90", "travel_limit_s", 300, "its formula has none that can be set."),
    ],
)
def test_a_figure_of_a_formula_that_cannot_be_is_refused(name: str, parameter: str, value: float, wanted: str):
    sentence = said(Own(judge=Judge(own_parameters={name: {parameter: value}})))
    assert sentence.startswith(f"parameters, {name}")
    assert wanted in sentence


def test_every_indicator_but_a_composite_has_a_weight_in_the_health_of_its_domain():
    check(
        Own(judge=Judge(own_parameters={"domain_health_index": {"traffic_tpi": 0.0, "default_weight": 2.0}})),
        INDICATORS,
    )


@pytest.mark.parametrize(
    ("name", "cuts"),
    [("iot_availability", (950, 900, 850)), ("coverage_5g", (500, 400, 300)), ("gas_leak_lel", (-1, 5, 9))],
)
def test_limits_of_a_share_lie_between_nought_and_a_hundred(name: str, cuts: tuple[float, float, float]):
    assert "should lie between 0 and 100, because it is in %" in said(Own(judge=Judge(own_bands={name: Bands(*cuts)})))


@pytest.mark.parametrize(
    ("indicator", "dead_band", "room"),
    [("traffic_tpi", 50, 6), ("hotline_service_level", 10, 10), ("data_quality_score", 0.2, 0.1)],
)
def test_a_dead_band_that_no_figure_can_cross_is_refused(indicator: str, dead_band: float, room: float):
    def rules(wide: float) -> Own:
        rule = Rule(indicator=indicator, band=2, category="I9003", level=3, dead_band=wide)
        return Own(rules={"x": rule})

    assert f"the dead_band is {dead_band:g}; it should be below {room:g}" in said(rules(dead_band))
    check(rules(room * 0.9), INDICATORS)


def test_every_indicator_has_room_for_an_episode_to_end():
    for one in INDICATORS.values():
        assert all(room_beyond(band, one, one.bands) > 0 for band in (1, 2, 3)), one.name


def test_the_usual_rules_can_be():
    check(Own(rules={name: line.rule() for name, line in usual_rules().items()}), INDICATORS)


def test_a_code_that_does_not_exist_is_answered_with_those_that_begin_alike():
    sentence = said(Own(rules={"x": Rule(indicator="traffic_tpi", band=2, category="I9999", level=3)}))
    assert "there is no I9999. There are I9001, I9002" in sentence
    assert "M0101" not in sentence
