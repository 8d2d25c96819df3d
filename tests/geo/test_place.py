"""Distances and boxes."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from geo.place import Bounds, distance_m

LON, LAT = st.floats(-180, 180), st.floats(-89, 89)


@given(LON, LAT, LON, LAT)
def test_a_way_is_as_long_back_as_forth(lon: float, lat: float, other_lon: float, other_lat: float):
    forth = distance_m(np.array([lon]), np.array([lat]), other_lon, other_lat)
    back = distance_m(np.array([other_lon]), np.array([other_lat]), lon, lat)
    np.testing.assert_allclose(forth, back, atol=1e-6)


def test_paris_is_344_kilometres_from_london():
    paris_london = distance_m(np.array([2.3522]), np.array([48.8566]), -0.1276, 51.5072)
    assert round(float(paris_london[0]) / 1000) == 344


def test_the_edges_of_a_box_belong_to_it_and_nowhere_lies_outside():
    inside = Bounds(0, 0, 1, 1).contain(np.array([0.0, 1.0, 0.5, 1.1, np.nan]), np.array([0.0, 1.0, 0.5, 0.5, 0.5]))
    assert inside.tolist() == [True, True, True, False, False]


def test_a_widened_box_holds_what_lay_just_outside():
    assert Bounds(0, 0, 1, 1).widened(0.2).contain(np.array([1.1]), np.array([-0.1])).all()
