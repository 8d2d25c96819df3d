"""Frames of imported files: the one place at which coordinates of other frames become WGS 84."""

from typing import Any

import numpy as np
import shapely

from geo.coordinates import Frame, NoSuchFrame, NotMetres, to_wgs84
from geo.importing.tables import Missing
from geo.misplaced import NotDegrees
from geo.place import Floats

Geometries = Any  # an array (n,) of shapely's geometries


def in_wgs84(frame: str, x: Floats, y: Floats, what: str) -> tuple[Floats, Floats]:
    """Longitude and latitude (n,) of positions in the frame that was declared. Raises `Missing`, naming `what`."""
    try:
        return to_wgs84(Frame.of(frame), x, y)
    except NoSuchFrame as error:
        raise Missing(f"{what}: {error}") from error
    except (NotDegrees, NotMetres) as error:
        raise Missing(f"{what}: {error} Say what they are, as in {what}:frame=EPSG:4547.") from error


def moved(shapes: Geometries, lon: Floats, lat: Floats) -> Geometries:
    """The shapes (n,) with these coordinates in the place of theirs."""
    return shapely.set_coordinates(np.array(shapes, dtype=object), np.column_stack([lon, lat]))
