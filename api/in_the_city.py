"""In the city: a place so far out that it must be a mistake is refused, and told from one with its axes swapped."""

from http import HTTPStatus

import numpy as np

from api.refusals import NotServed
from geo.misplaced import misplaced
from geo.pack import CityPack
from live.gate import MARGIN_DEG


def in_the_city(pack: CityPack, lon: float, lat: float) -> None:
    """Raises `NotServed` for a place that lies outside the city and its margin."""
    for reason, bad, say in misplaced(np.array([lon]), np.array([lat]), pack.bounds.widened(MARGIN_DEG)):
        if bad[0]:
            words = say(0)
            raise NotServed(HTTPStatus.UNPROCESSABLE_ENTITY, reason.replace(" ", "_"), words["en"], words=words)
