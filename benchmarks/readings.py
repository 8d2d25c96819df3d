"""Readings: how many rows a second go from a source through the gate and the bus into the picture, on one core.

The rival does the same with the usual tools: geopandas' spatial join for the area, pandas for sums and newest rows.
"""

import json
import time
from datetime import UTC, datetime

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from city.events import Read
from city.readings import Readings
from geo.areas import Area, Areas
from geo.place import Point
from live.bus import MemoryBus
from live.caseload import Caseload
from live.gate import Gate, Refused
from live.moments import moment
from live.projector import Projector
from live.whereabouts import Whereabouts

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ROWS, BATCHES, THINGS, BEAT_EVERY = 1000, 400, 12_000, 20


def main() -> None:
    """Print rows a second of both, and their ratio."""
    chance = np.random.default_rng(7)
    areas = _areas(chance)
    lon, lat = chance.uniform(114.0, 114.3, THINGS), chance.uniform(30.5, 30.75, THINGS)
    batches = [_batch(chance, number) for number in range(BATCHES)]
    ours = _ours(areas, lon, lat, batches)
    rival = _rival(areas, lon, lat, batches[: BATCHES // 10])
    print(json.dumps({
        "readings_per_s": round(ours),
        "rival": "geopandas.sjoin + pandas groupby and drop_duplicates",
        "rival_readings_per_s": round(rival),
        "ratio": round(ours / rival, 1),
        "goal_readings_per_s": 500_000,
    }))  # fmt: skip


def _areas(chance: np.random.Generator) -> Areas:
    """A city cut into the cells of forty points, their borders as crooked as real ones."""
    points = shapely.multipoints(np.column_stack([chance.uniform(114.0, 114.3, 40), chance.uniform(30.5, 30.75, 40)]))
    box = shapely.box(114.0, 30.5, 114.3, 30.75)
    cells = [shapely.intersection(cell, box) for cell in shapely.voronoi_polygons(points, extend_to=box).geoms]
    city = Area(code="city", title={}, level=0, parent=None, shape=box)
    return Areas((city, *(
        Area(code=str(i), title={}, level=1, parent="city", shape=shapely.segmentize(cell, 0.001))
        for i, cell in enumerate(cells)
    )))  # fmt: skip


def _batch(chance: np.random.Generator, number: int) -> Readings:
    who = chance.choice(THINGS, ROWS, replace=False)
    at = moment(NOW) - np.timedelta64((BATCHES - number) * 1000, "ms")
    return Readings(
        kind="weather.wind",
        thing=[f"s{i}" for i in who],
        value=chance.uniform(0, 20, ROWS),
        at=np.full(ROWS, at, dtype="datetime64[ms]") + chance.integers(0, 999, ROWS).astype("timedelta64[ms]"),
    )


def _ours(areas: Areas, lon: np.ndarray, lat: np.ndarray, batches: list[Readings]) -> float:
    bus, refused = MemoryBus(), Refused()
    places = {f"s{i}": Point(x, y) for i, (x, y) in enumerate(zip(lon.tolist(), lat.tolist(), strict=True))}
    gate, projector = Gate(areas.bounds, Whereabouts(places)), Projector(areas, Caseload({}), lambda: NOW)
    bus.subscribe(projector.hear)
    began = time.perf_counter()
    for number, batch in enumerate(batches):
        passed = gate.passed(batch, moment(NOW), refused)
        if passed is not None:
            bus.publish(Read("bench", passed))
        if number % BEAT_EVERY == 0:
            projector.publish()
    projector.publish()
    return len(batches) * ROWS / (time.perf_counter() - began)


def _rival(areas: Areas, lon: np.ndarray, lat: np.ndarray, batches: list[Readings]) -> float:
    cells = gpd.GeoDataFrame({"area": areas.codes[1:]}, geometry=[one.shape for one in areas.all[1:]], crs=4326)
    sums, newest = pd.DataFrame(), pd.DataFrame()
    began = time.perf_counter()
    for batch in batches:
        who = [int(thing[1:]) for thing in batch.thing]
        table = gpd.GeoDataFrame(
            {"thing": batch.thing, "value": batch.value, "at": batch.at},
            geometry=gpd.points_from_xy(lon[who], lat[who]), crs=4326,
        )  # fmt: skip
        table = table[np.isfinite(table["value"]) & table["value"].between(0, 90)]
        table = table.sjoin(cells, how="left", predicate="intersects")
        table["minute"] = table["at"].dt.floor("min")
        each = table.groupby(["area", "minute"])["value"].agg(["count", "sum", "min", "max"])
        sums = pd.concat([sums, each])
        newest = pd.concat([newest, table[["thing", "value", "at", "area"]]]).drop_duplicates("thing", keep="last")
    return len(batches) * ROWS / (time.perf_counter() - began)


if __name__ == "__main__":
    main()
