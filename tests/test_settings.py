"""Settings: what wins over what, and what is said of a mistake."""

import re
from pathlib import Path

import pytest
import yaml

from indicators import all_indicators
from live.measures.checking import check
from settings import FILE, Settings, WrongSettings, read_settings


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A config.yaml with one line of its own."""
    file = tmp_path / "config.yaml"
    file.write_text("web:\n  port: 8051\n")
    return file


def said(environment: dict[str, str], file: Path = FILE) -> list[str]:
    """What is said of these settings."""
    with pytest.raises(WrongSettings) as wrong:
        read_settings(environment, file)
    return str(wrong.value).splitlines()


def test_the_file_that_comes_with_the_house_repeats_the_defaults():
    assert read_settings({}) == Settings()


def test_the_file_names_every_setting():
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    assert set(content) == set(Settings.model_fields)
    for room, field in Settings.model_fields.items():
        if room == "rules":
            continue  # lines of the operator's own, each with its own name
        keys = getattr(field.annotation, "model_fields", {})
        assert set(content[room] or ()) == set(keys), room


def test_room_and_key_win_over_short_names_and_these_over_the_file(config: Path):
    assert read_settings({}, config).web.port == 8051
    assert read_settings({"PORT": "8052"}, config).web.port == 8052
    assert read_settings({"PORT": "8052", "ONESCREEN_WEB__PORT": "8053"}, config).web.port == 8053


def test_the_environment_may_name_another_file(config: Path):
    assert read_settings({"ONESCREEN_CONFIG": str(config)}).web.port == 8051


def test_lists_come_from_the_environment_with_commas():
    settings = read_settings(
        {"ONESCREEN_SOURCES": "replay, radio", "ONESCREEN_WEB__ALLOWED_ORIGINS": "https://a.example.org"}
    )
    assert settings.sources == ("replay", "radio")
    assert settings.web.allowed_origins == ("https://a.example.org",)


def test_a_room_with_nothing_in_it_says_nothing(config: Path):
    config.write_text("web:\nbands:\n")
    assert read_settings({}, config) == Settings()


def test_a_misspelt_key_is_refused_by_name(config: Path):
    config.write_text("web:\n  prot: 8051\n")
    assert said({}, config) == ["config.yaml, web.prot: there is no such setting. Did you mean web.port?"]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("ONESCREEN_WEB__PROT", "ONESCREEN_WEB__PORT"),
        ("ONESCREEN_WBE__PORT", "ONESCREEN_WEB__PORT"),
        ("ONESCREEN_PORT", "ONESCREEN_WEB__PORT"),
        ("ONESCREEN_SOURCE", "ONESCREEN_SOURCES"),
    ],
)
def test_a_misspelt_name_in_the_environment_is_refused_too(name: str, meant: str):
    assert said({name: "1"}) == [f"{name}: there is no such setting. Did you mean {meant}?"]


def test_what_is_like_nothing_is_sent_to_the_list():
    assert said({"ONESCREEN_QQQ": "1"}) == ["ONESCREEN_QQQ: there is no such setting. config.yaml lists all there are."]


def test_names_that_the_tests_use_are_no_settings():
    assert read_settings({"ONESCREEN_DATA": "data", "ONESCREEN_BROWSER": "chromium", "PATH": "bin"}) == Settings()


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"PORT": "99999"}, "PORT is '99999': it should be less than or equal to 65535."),
        ({"SPEED": "0"}, "SPEED is '0': it should be greater than 0."),
        ({"SPEED": "nan"}, "SPEED is 'nan': it should be a finite number."),
        ({"ONESCREEN_WEB__LANG": "fr"}, "ONESCREEN_WEB__LANG is 'fr': it should be 'zh' or 'en'."),
    ],
)
def test_an_impossible_value_is_told_where_it_stands(environment: dict[str, str], sentence: str):
    assert said(environment) == [sentence]


def test_every_mistake_is_told_at_once():
    assert len(said({"PORT": "0", "SPEED": "0", "ONESCREEN_LOG__LEVEL": "loud"})) == 3


def test_a_password_in_an_address_is_not_repeated():
    [sentence] = said({"ONESCREEN_STORE__URL": "mysql://duty:secret@db/city"})
    assert "secret" not in sentence
    assert "postgresql" in sentence


def test_bands_go_one_way(config: Path):
    config.write_text("bands:\n  smoke: {attention: 1, warning: 3, critical: 2}\n")
    assert "one way" in said({}, config)[0]
    config.write_text("bands:\n  smoke: {attention: 3, warning: 2, critical: 1}\n")
    assert read_settings({}, config).bands["smoke"].critical == 1


@pytest.mark.parametrize("text", ["rules: {}", "rules:"])
def test_all_rules_can_be_switched_off(config: Path, text: str):
    config.write_text(text)
    assert read_settings({}, config).own.rules == {}


def test_a_rule_without_a_word_is_no_rule(config: Path):
    config.write_text("rules:\n  air:\n")
    assert "rules.air.indicator is missing" in said({}, config)[0]


def test_the_examples_of_the_file_can_be_set(config: Path):
    plain = FILE.read_text(encoding="utf-8")
    config.write_text(re.sub(r"(?m)^#(?=  )", "", plain), encoding="utf-8")
    settings = read_settings({}, config)
    for room in ("bands", "parameters", "periods", "owners"):
        assert getattr(settings, room), room
    check(settings.own, all_indicators())


@pytest.mark.parametrize(
    ("text", "place", "meant"),
    [
        ("bands: {traffic_tpi: {attention: 1, warnin: 2, critical: 3}}", "bands.traffic_tpi.warnin", "warning"),
        ("rules: {x: {indicator: aqi_cn, category: I9001, bnad: warning}}", "rules.x.bnad", "band"),
        ("owners: {traffic_tpi: {zh: 市交通委, en: Transport, eng: Roads}}", "owners.traffic_tpi.eng", "en"),
    ],
)
def test_a_misspelt_key_of_a_line_is_refused_with_the_one_that_was_meant(
    config: Path, text: str, place: str, meant: str
):
    config.write_text(text)
    assert f"config.yaml, {place}: there is no such setting. Did you mean {meant}?" in said({}, config)


@pytest.mark.parametrize("cut", ["-1.0e+300", "1.0e+10"])
def test_a_limit_is_a_believable_figure(config: Path, cut: str):
    config.write_text(f"bands: {{traffic_tpi: {{attention: {cut}, warning: {cut}, critical: {cut}}}}}")
    assert len(said({}, config)) == 3


def test_an_indicator_is_computed_as_often_as_the_city_wants(config: Path):
    config.write_text("periods:\n  traffic_tpi: 300\n")
    own = read_settings({}, config).own.indicators(all_indicators())
    assert own["traffic_tpi"].every_s == 300
    assert own["aqi_cn"] == all_indicators()["aqi_cn"]
    config.write_text("periods:\n  traffic_tpi: 0\n")
    assert said({}, config) == ["config.yaml, periods.traffic_tpi is 0: it should be greater than or equal to 1."]


def test_a_citys_own_owner_is_the_indicators_owner(config: Path):
    config.write_text("owners:\n  traffic_tpi: {zh: 市交通委, en: Transport commission}\n")
    usual = all_indicators()
    here = read_settings({}, config).own.indicators(usual)
    assert here["traffic_tpi"].owner == {"zh": "市交通委", "en": "Transport commission"}
    assert here["aqi_cn"] is usual["aqi_cn"]
    config.write_text("owners:\n  traffic_tpi: {zh: 市交通委}\n")
    assert said({}, config) == ["owners.traffic_tpi.en is missing: give all of its neighbours, or none."]


def test_a_formula_tells_the_figures_and_cuts_that_the_city_has_set(config: Path):
    config.write_text(
        "parameters:\n  hotline_staffing_erlang: {answer_s: 20}\n"
        "bands:\n  platform_slo_burn: {attention: 2, warning: 6, critical: 12}\n"
    )
    here = read_settings({}, config).own.indicators(all_indicators())
    assert "exp(−(N − a)·20 ÷ handling time)" in here["hotline_staffing_erlang"].formula["en"]
    assert "及时率≥0.8且a/N≤0.85" in here["hotline_staffing_erlang"].formula["zh"]
    assert "均大于12为特急" in here["platform_slo_burn"].formula["zh"]
    assert "τ = 2 h" in here["alert_pressure_index"].formula["en"]


def test_bands_are_given_whole(config: Path):
    config.write_text("bands:\n  smoke: {attention: 1, warning: 3}\n")
    assert said({}, config) == ["bands.smoke.critical is missing: give all of its neighbours, or none."]


@pytest.mark.parametrize(
    ("text", "piece"), [("web: [1", "line 1: no YAML"), ("- web", "should hold rooms"), (None, "cannot be read")]
)
def test_a_file_that_cannot_be_read_is_told_in_one_sentence(config: Path, text: str | None, piece: str):
    config.unlink() if text is None else config.write_text(text)
    [sentence] = said({}, config)
    assert piece in sentence


def test_a_pack_is_a_name_below_the_state_or_a_path(tmp_path: Path):
    assert read_settings({}).pack_folder is None
    assert read_settings({"CITY": "san_francisco", "STATE": "there"}).pack_folder == Path("there/packs/san_francisco")
    assert read_settings({"CITY": str(tmp_path)}).pack_folder == tmp_path


def test_proxies_that_are_trusted_are_addresses_or_networks():
    assert (
        read_settings({"ONESCREEN_WEB__TRUSTED_PROXIES": "10.0.0.5, 10.1.0.0/16"}).web.trusted_proxies[1]
        == "10.1.0.0/16"
    )
    assert "10.0.0.5 or 10.0.0.0/24" in said({"ONESCREEN_WEB__TRUSTED_PROXIES": "proxy.example.org"})[0]


def test_what_is_asked_of_the_desk_is_a_setting_and_names_categories_that_there_are():
    assert read_settings({"ONESCREEN_POLICY__EVIDENCE": "true"}).policy.evidence
    named = read_settings({"ONESCREEN_POLICY__REMOTE_CHECK": "U0452, M0102"}).policy.remote_check
    assert named == {"U0452", "M0102"}
    [fault] = said({"ONESCREEN_POLICY__REMOTE_CHECK": "U0452,potholes"})
    assert "codes of incidents/categories.csv, and potholes is none" in fault
