import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.stats import false_discovery_control, norm

from indicators.methods.hotspots import beside, discovered_z, false_discovery, gi_star
from tests.indicators.reference import agrees, case


def test_the_published_scores_are_met():
    told, expected = case("gi_local")
    values, neighbours = np.array(told["y"], dtype=np.float64), np.array(told["W"], dtype=np.float64)
    with_self = csr_array(neighbours + np.eye(len(values)))
    agrees("gi_local", gi_star(values, with_self)[0], expected["GiStar_z0"])


@pytest.mark.filterwarnings("ignore")  # its libraries warn of one another
def test_it_is_what_esda_says():
    from esda.getisord import G_Local  # noqa: PLC0415 - takes seconds, and only this test needs it
    from libpysal.weights import WSP  # noqa: PLC0415 - the same

    chance = np.random.default_rng(3)
    inside = chance.random((9, 8)) < 0.8
    near = beside(inside)
    values = chance.poisson(3, near.shape[0]).astype(np.float64)
    theirs = G_Local(values, WSP(near.tocsr()).to_W(silence_warnings=True), transform="B", permutations=0, star=None)
    np.testing.assert_allclose(gi_star(values, near), theirs.Zs, rtol=1e-9)


def test_cells_touch_at_sides_and_corners_and_hold_themselves():
    inside = np.array([[True, True, False], [True, False, False], [False, False, True]])
    np.testing.assert_array_equal(beside(inside).toarray(), [[1, 1, 1, 0], [1, 1, 1, 0], [1, 1, 1, 0], [0, 0, 0, 1]])
    np.testing.assert_array_equal(beside(np.ones((3, 3), dtype=bool)).sum(axis=1), [4, 6, 4, 6, 9, 6, 4, 6, 4])


def test_where_all_are_alike_nothing_is_known():
    near = beside(np.ones((4, 4), dtype=bool))
    assert np.isnan(gi_star(np.full(16, 3.0), near)).all()
    assert np.isnan(gi_star(np.ones(1), beside(np.ones((1, 1), dtype=bool)))).all()
    assert gi_star(np.zeros(0), beside(np.zeros((0, 0), dtype=bool))).shape == (0,)


def test_counting_in_other_units_moves_nothing():
    near, values = beside(np.ones((6, 6), dtype=bool)), np.random.default_rng(1).poisson(2, 36).astype(np.float64)
    np.testing.assert_allclose(gi_star(values, near), gi_star(7 * values + 5, near))


def test_false_discoveries_are_held_as_scipy_does():
    chances = np.random.default_rng(2).uniform(0, 1, 200) ** 3
    np.testing.assert_allclose(false_discovery(chances), false_discovery_control(chances))
    assert false_discovery(np.zeros(0)).shape == (0,)


def test_a_score_alone_stays_and_one_among_many_shrinks():
    np.testing.assert_allclose(discovered_z(np.array([2.5, np.nan])), [2.5, np.nan])
    among = discovered_z(np.concatenate([[3.5, -3.5], np.zeros(98)]))
    np.testing.assert_allclose(among[:2], np.array([1, -1]) * norm.isf(norm.sf(3.5) * 100 / 2))
    np.testing.assert_allclose(among[2:], 0, atol=1e-12)
    np.testing.assert_array_equal(discovered_z(np.array([50.0])), [50])
