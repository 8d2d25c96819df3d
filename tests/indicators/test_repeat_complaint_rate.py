"""Repeated requests: the same caller or the same words from the same place, and nothing that only looks like it."""

import pickle

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics.pairwise import cosine_similarity

from indicators.base import Outcome
from indicators.livelihood.repeat_complaint_rate import INDICATOR, compute
from indicators.methods.chains import chains, cosines, vectors
from tests.indicators.little_city import Made, rows

DAY = 86_400.0
M = 1 / 111_195.08  # a metre along the equator, in degrees
NOISE = "小区楼下烧烤店深夜噪音扰民居民无法休息"
NOISE_TOO = "小区楼下烧烤店深夜噪音扰民居民无法休息！"
WASTE = "垃圾桶满溢多日无人清运气味难闻"


def tickets(
    words: list[str], *, caller: object = None, at_m: object = 0.0, kind: object = 0, leaf: object = 0,
    age_d: object = 1.0, thing: object = None,
) -> Made:  # fmt: skip
    """Requests so many metres east of one place; every one has a caller of its own where none is given."""
    many = len(words)
    return rows(
        "ticket.opened", np.ones(many), thing=thing, leaf=leaf, lon=0.5 + np.asarray(at_m) * M, lat=0.0,
        age_s=np.asarray(age_d) * DAY, type=kind, caller=np.arange(many) if caller is None else caller,
        transferred=0, texts={"words": words},
    )  # fmt: skip


def found_of(made: Made) -> Outcome:
    return compute(made.table(), INDICATOR.parameters)


def test_the_same_caller_about_the_same_matter_is_a_repetition():
    found = found_of(tickets([NOISE, WASTE, WASTE], caller=[7, 7, 8], at_m=[0, 50, 5000]))
    np.testing.assert_allclose(found.value[0], 100 * 2 / 3)
    assert found.companions["chains"][0] == 1


def test_neighbours_who_say_nearly_the_same_are_one_matter():
    assert found_of(tickets([NOISE, NOISE_TOO])).value[0] == 100
    assert found_of(tickets([NOISE, WASTE])).value[0] == 0


def test_what_differs_by_type_is_another_matter():
    assert found_of(tickets([NOISE, NOISE], caller=[7, 7], kind=[0, 1])).value[0] == 0


@pytest.mark.parametrize("words", [[NOISE, NOISE], [NOISE, NOISE_TOO], [NOISE, WASTE]])
@pytest.mark.parametrize(("apart_m", "value"), [(0, 100), (200, 100), (201, 0), (20_000, 0)])
def test_two_hundred_metres_are_still_near(words: list[str], apart_m: float, value: float):
    made = tickets(words, caller=[7, 7], at_m=[0.0, apart_m])
    assert found_of(made).value[0] == value


def test_a_chain_may_reach_further_than_its_links():
    """Four callers along a street, 150 m from each other, and one far off: four of five are in one chain."""
    found = found_of(tickets([NOISE] * 5, at_m=[0, 150, 300, 450, 9000], age_d=[9, 7, 5, 2, 1], thing="abcde"))
    assert found.value[0] == 80
    assert found.companions["chains"][0] == 1
    assert found.companions["length_p95"][0] == 4
    assert [(one.thing, one.amount) for one in found.greatest()] == [("d", 4)]
    assert found.greatest()[0].note["en"] == "4 times over 7 d"


def test_the_length_of_chains_is_of_chains_and_not_of_requests():
    found = found_of(tickets([NOISE] * 8, at_m=[0, 0, 0, 0, 5000, 5000, 10_000, 10_000]))
    assert found.companions["chains"][0] == 3
    np.testing.assert_allclose(found.companions["length_p95"][0], np.quantile([4, 2, 2], 0.95))


def test_a_chain_across_a_border_counts_on_both_sides_and_once_in_the_city():
    found = found_of(tickets([NOISE] * 4, leaf=[1, 1, 2, 3], at_m=[0, 10, 20, 9000]))
    assert found.value[0] == 75
    assert found.value[[4, 5, 6]].tolist() == [100, 100, 0]
    np.testing.assert_array_equal(found.companions["chains"], [1, 1, 0, np.nan, 1, 0, 0])
    assert found.companions["repeated"][[0, 1, 2]].tolist() == [3, 2, 1]


def test_who_has_no_place_no_name_or_no_words_is_not_taken_for_another():
    nowhere = tickets([NOISE, NOISE], caller=[7, 7], at_m=[np.nan, np.nan])
    nobody = tickets(["", ""], caller=[np.nan, np.nan])
    short = tickets(["水", "电"])
    assert [found_of(made).value[0] for made in (nowhere, nobody, short)] == [0, 0, 0]


def test_a_hundred_at_one_address_are_one_chain():
    found = found_of(tickets([f"{NOISE}{WASTE}{NOISE}{one % 7}" for one in range(100)]))
    assert found.value[0] == 100
    assert found.companions["chains"][0] == 1


def test_it_is_judged_by_the_upper_bound_and_not_below_thirty():
    """Five of a hundred are on the cut, but eleven per cent are possible."""
    made = tickets([NOISE] * 5 + [""] * 95)
    found = found_of(made)
    assert found.value[0] == 5
    assert found.banded is not None
    np.testing.assert_allclose(found.banded[0], 11.1752, atol=1e-3)
    assert INDICATOR.bands.of(found.judged, INDICATOR.better)[0] == 2
    assert np.isnan(found_of(made.only(np.arange(29))).judged[0])


def test_the_cosine_is_the_one_of_scikit_learn():
    texts = [NOISE, NOISE_TOO, WASTE, "楼下烧烤店噪音", "KTV噪音", "ktv噪音", "水", "吵吵吵吵吵", "𠮷野家油烟"]
    found = vectors(texts)
    assert found is not None
    theirs = cosine_similarity(TfidfVectorizer(analyzer="char", ngram_range=(2, 3)).fit_transform(texts))
    one, other = np.triu_indices(len(texts), 1)
    np.testing.assert_allclose(cosines(found, one, other), theirs[one, other])


def test_links_make_chains():
    links = np.array([0, 1, 4]), np.array([1, 2, 5])
    assert chains(6, links).tolist() == [0, 0, 0, 1, 2, 2]


def test_a_city_may_set_other_limits():
    made = tickets([NOISE, NOISE], at_m=[0, 300]).table()
    assert compute(made, {"within_m": 300.0, "cosine": 0.8}).value[0] == 100


def test_it_can_be_sent_to_another_process():
    found = found_of(tickets([NOISE, NOISE_TOO]))
    again = pickle.loads(pickle.dumps(found))  # noqa: S301 - our own bytes
    assert again.greatest() == found.greatest()


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_it_finds_what_comparing_each_with_each_finds(seed: int):
    """Eighty requests of a kilometre, some in equal, some in similar words: linked by hand, one pair after another."""
    chance, many = np.random.default_rng(seed), 80
    said = [NOISE, NOISE_TOO, WASTE, f"{WASTE}请处理", "", "路灯损坏一周夜间出行不安全请尽快维修"]
    words = [said[one] for one in chance.integers(0, len(said), many)]
    kind, caller = chance.integers(0, 3, many), chance.integers(0, 60, many)
    at_m = chance.uniform(0, 1000, many)
    texts = sorted(set(words))
    letters = TfidfVectorizer(analyzer="char", ngram_range=(2, 3))
    close = cosine_similarity(letters.fit_transform(texts))[np.ix_(*[[texts.index(one) for one in words]] * 2)]
    spoken = np.array([one != "" for one in words])
    alike = (caller[:, None] == caller) | ((close >= 0.8) & spoken[:, None] & spoken)
    linked = alike & (kind[:, None] == kind) & (np.abs(at_m[:, None] - at_m) <= 200)
    repeated = (linked.sum(axis=1) > 1).sum()
    found = found_of(tickets(words, caller=caller, kind=kind, at_m=at_m))
    np.testing.assert_allclose(found.value[0], 100 * repeated / many)
    assert found.companions["repeated"][0] == repeated
