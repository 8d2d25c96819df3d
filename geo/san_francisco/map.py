"""San Francisco's map: neighbourhoods with their residents, the streets as a road network, and the base map."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.importing.tables import Missing, Shapes, Table, read_shapes, read_table

NEIGHBOURHOODS = "sf_analysis_neighborhoods_dissolved.geojson"
CENSUS = "sf_neighborhood_census_acs2014.csv"
STREETS = "sf_street_centerlines.gpkg"
JUNCTIONS = "sf_street_nodes.csv"
NAMES = Path(__file__).with_name("names.csv")

# By class: alley, freeway, major, arterial, collector, local, ramp. Not measured: between the posted limit and what
# lights and stop signs leave of it, for a vehicle in a hurry.
SPEED_KMH = (15.0, 85.0, 45.0, 40.0, 35.0, 28.0, 45.0)
BORDER_DEG = 1e-5  # borders may move by a metre: a third of the corners will do, and neighbours still fit together
PARKS = ("golden_gate_park", "lincoln_park", "mclaren_park", "presidio")  # neighbourhoods that are parks as a whole


def areas(folder: Path) -> Shapes:
    """The city and its 41 analysis neighbourhoods, with the residents of the ACS 2014."""
    shapes = read_shapes(folder / NEIGHBOURHOODS, ["nhood"]).rename(columns={"nhood": "en"})
    shapes["geometry"] = shapely.coverage_simplify(shapes.geometry.to_numpy(), BORDER_DEG)
    census = read_table(folder / CENSUS, ["Neighborhood", "Total.Pop"]).astype({"Total.Pop": "Int64"})
    names = pd.read_csv(NAMES)
    parts = shapes.merge(names, on="en", how="left").assign(level=1, parent="san_francisco")
    if unknown := parts.loc[parts["code"].isna(), "en"].tolist():
        message = f"{folder / NEIGHBOURHOODS} has neighbourhoods unknown to {NAMES.name}: {unknown}. Add them there."
        raise Missing(message)
    parts["population"] = parts["en"].map(census.set_index("Neighborhood")["Total.Pop"])
    city = {
        "code": "san_francisco", "zh": "旧金山", "en": "San Francisco", "level": 0, "parent": None,
        "population": parts["population"].sum(), "geometry": parts.union_all(),
    }  # fmt: skip
    whole = gpd.GeoDataFrame([city], crs=parts.crs)
    return pd.concat([whole, parts.sort_values("code")[list(city)]], ignore_index=True)


def nodes(folder: Path) -> Table:
    """The junctions of the streets."""
    junctions = read_table(folder / JUNCTIONS, ["node_cnn", "lon", "lat"]).rename(columns={"node_cnn": "id"})
    return junctions.astype({"lon": float, "lat": float})


def edges(folder: Path) -> Shapes:
    """The streets as edges between junctions; the file gives no direction of travel, so all lead both ways."""
    streets = read_shapes(
        folder / STREETS, ["CNN", "STREETNAME", "CLASSCODE", "F_NODE_CNN", "T_NODE_CNN", "length_m"]
    ).rename(columns={"CNN": "id", "F_NODE_CNN": "u", "T_NODE_CNN": "v", "CLASSCODE": "class"})
    name = streets["STREETNAME"].map(_spoken)
    streets = streets.assign(zh=name, en=name, oneway=False, geometry=shapely.force_2d(streets.geometry.array))
    streets["class"] = streets["class"].astype(int)
    streets["speed_kmh"] = np.array(SPEED_KMH)[streets["class"]]
    return streets


def base(areas: Shapes, edges: Shapes) -> dict[str, Shapes]:
    """The layers of the base map; where there is no land there is water.

    Green are the neighbourhoods that are parks as a whole; the data knows no smaller ones.
    """
    parts = areas[areas["level"] == 1]
    streets = edges.dissolve(["class", "zh", "en"], as_index=False)
    return {
        "land": areas.loc[areas["level"] == 0, ["geometry"]].assign(**{"class": "city"}),
        "green": parts.loc[parts["code"].isin(PARKS), ["zh", "en", "geometry"]].assign(**{"class": "park"}),
        "streets": streets.set_geometry(streets.geometry.line_merge())[["class", "zh", "en", "geometry"]],
    }


def _spoken(name: str) -> str:
    """A street's name as one writes it.

    >>> _spoken("03RD ST"), _spoken("HWY 101 S ON RAMP"), _spoken("OFARRELL ST")
    ('3rd St', 'Hwy 101 S On Ramp', 'Ofarrell St')
    """
    return " ".join(word.lstrip("0").lower() if word[0].isdigit() else word.capitalize() for word in name.split())
