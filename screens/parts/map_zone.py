"""Map zone: where it happens. Streets and water come from the city pack; everything else is drawn on canvases."""

import dash_leaflet as dl
from dash import html

from geo.pack import CityPack
from screens import names
from screens.parts.pieces import head, place, word, zone


def layout(pack: CityPack, *, hands: bool) -> html.Section:
    """The map with its header and legend; `hands` says whether anybody may move it."""
    return zone(
        "map-zone",
        head("map.title", place(names.MAP_NOTE, "note")),
        city_map(pack, names.MAP, hands=hands),
        *(
            []
            if hands
            else [
                html.Div(
                    [word("map.inset", "inset-title"), city_map(pack, names.MAP_INSET, hands=hands)], className="inset"
                )
            ]
        ),
        place(names.MAP_CREDIT, "map-credit"),
        html.Footer([place(names.MAP_LEGEND, "legend")], className="map-foot"),
        *([place(names.MAP_LAYERS, "map-layers")] if hands else []),
    )


def city_map(pack: CityPack, name: str, *, hands: bool) -> dl.Map:
    """One map of the city, without tiles of its own."""
    return dl.Map(
        id=name,
        className="map",
        center=[pack.centre.lat, pack.centre.lon],
        zoom=pack.zoom,
        zoomSnap=0 if not hands else 0.25,
        zoomControl=False,
        attributionControl=False,
        dragging=hands,
        keyboard=False,
        boxZoom=hands,
        zoomAnimation=False,
        fadeAnimation=False,
        inertia=False,
        trackViewport=False,  # Dash would tell the map where it was, while a hand has taken it elsewhere
    )
