"""GeoJSON (RFC 7946) of any layer: its drawing, laid on its shapes."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from layers.base import Drawing, Layer

Geometry = Mapping[str, Any]


def feature_collection(layer: Layer, drawing: Drawing, shapes: Mapping[str, Geometry]) -> dict[str, Any]:
    """The drawing as a FeatureCollection; a thing without a place has no geometry, as the standard allows."""
    features: list[dict[str, Any]] = []
    for row, name in enumerate(drawing.ids):
        about = {key: column[row] for key, column in drawing.more.items()}
        if drawing.heading_deg is not None:
            heading = float(drawing.heading_deg[row])
            about["heading_deg"] = None if np.isnan(heading) else heading
        features.append(
            {
                "type": "Feature",
                "id": name,
                "geometry": _point(drawing, row) if drawing.lon is not None else shapes.get(name),
                "properties": {"style": layer.styles[drawing.style[row]].name, **about},
            }
        )
    return {"type": "FeatureCollection", "features": features}


def _point(drawing: Drawing, row: int) -> Geometry | None:
    """Where the thing of this row is, None when that is unknown."""
    if drawing.lon is None or drawing.lat is None:
        return None
    lon, lat = round(float(drawing.lon[row]), 6), round(float(drawing.lat[row]), 6)
    return None if np.isnan(lon) or np.isnan(lat) else {"type": "Point", "coordinates": [lon, lat]}
