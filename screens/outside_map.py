"""Outside maps: a base map of somebody else's, tiles by XYZ, WMS or WMTS, as an operator sets it and as pages learn it.

The pack's own map stays underneath, and is seen wherever the other does not answer.
"""

import re
from types import MappingProxyType
from typing import Annotated, Any, Literal
from urllib.parse import quote, urlsplit

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationInfo, field_validator

# What pages draw, and what a WMS is asked for, where they are not called as the setting is.
DRAWN = MappingProxyType({"web_mercator": "mercator", "gcj02": "gcj02"})
ASKED = MappingProxyType({"web_mercator": "EPSG:3857", "gcj02": "EPSG:3857", "cgcs2000": "EPSG:4490"})


# Nothing else may stand there: what does goes into the pages' security policy as it is.
HOST = re.compile(r"(?:[A-Za-z0-9.-]|\{s\})+(?::\d{1,5})?")
SUBDOMAIN = re.compile(r"[A-Za-z0-9-]{1,40}")


def _listed(value: object) -> object:
    """The environment knows only text: `vec, cva` is a list of two, and so is `["vec", "cva"]`."""
    if not isinstance(value, str):
        return value
    return [one for one in (part.strip(" []\"'") for part in value.split(",")) if one]


Listed = BeforeValidator(_listed)


class Credit(BaseModel):
    """Whose map it is, in both languages."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    zh: str = ""
    en: str = ""


class OutsideMap(BaseModel):
    """The settings of the base map; `pack` is the city's own, which needs none of the others."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, validate_default=True)

    base: Literal["pack", "xyz", "wms", "wmts"] = "pack"
    url: str = ""
    layers: Annotated[tuple[str, ...], Listed] = ()
    style: str = ""
    format: str = "image/png"
    version: Literal["1.1.1", "1.3.0"] = "1.3.0"
    matrix_set: str = ""
    matrix: str = "{z}"
    subdomains: Annotated[tuple[str, ...], Listed] = ()
    frame: Literal["web_mercator", "cgcs2000", "EPSG:4490", "EPSG:4326", "gcj02"] = "web_mercator"
    zoom_offset: int = Field(default=0, ge=-3, le=3)
    min_zoom: int = Field(default=0, ge=0, le=24)
    max_zoom: int = Field(default=18, ge=0, le=24)
    opacity: float = Field(default=1.0, gt=0, le=1)
    overlay: bool = False
    attribution: Credit = Credit()
    key: SecretStr = SecretStr("")

    @field_validator("url")
    @classmethod
    def _an_address(cls, url: str, said: ValidationInfo) -> str:
        base = said.data.get("base", "pack")
        if base != "pack" and not (urlsplit(url).scheme in ("http", "https") and urlsplit(url).hostname):
            raise ValueError("it should be the address of the map's server, as https://host/path")
        if base != "pack" and not HOST.fullmatch(urlsplit(url).netloc):
            raise ValueError("its host should be a name of letters, digits, dots and hyphens, with {s} for a subdomain")
        if base == "xyz" and not all(f"{{{one}}}" in url for one in "zxy"):
            raise ValueError("it should have places for the tile: https://host/{z}/{x}/{y}.png")
        return url

    @field_validator("subdomains")
    @classmethod
    def _names_of_hosts(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        if wrong := [one for one in names if not SUBDOMAIN.fullmatch(one)]:
            raise ValueError(
                f"{wrong[0]!r} is no part of a host's name; it should be letters and digits, as in [t0, t1]"
            )
        return names

    @field_validator("layers")
    @classmethod
    def _some_layers(cls, layers: tuple[str, ...], said: ValidationInfo) -> tuple[str, ...]:
        if said.data.get("base") in ("wms", "wmts") and not layers:
            raise ValueError("it should name at least one layer of the server")
        return layers

    @field_validator("max_zoom")
    @classmethod
    def _not_below_the_least(cls, most: int, said: ValidationInfo) -> int:
        if most < said.data.get("min_zoom", 0):
            raise ValueError("it should not be less than min_zoom")
        return most

    @field_validator("attribution")
    @classmethod
    def _in_both(cls, credit: Credit, said: ValidationInfo) -> Credit:
        if said.data.get("base", "pack") != "pack" and not (credit.zh and credit.en):
            raise ValueError("it should say in zh and en whose map it is: it stands on every screen")
        return credit


def outside_facts(outside: OutsideMap, language: str) -> dict[str, Any] | None:
    """What a page is told of the outside map, the key in its address; None where the pack's own is the only one."""
    if outside.base == "pack":
        return None
    told = outside.model_dump(exclude={"attribution", "key", "frame"})
    key = outside.key.get_secret_value()
    return told | {
        "url": outside.url.replace("{key}", quote(key, safe="")),
        "frame": DRAWN.get(outside.frame, "degrees"),
        "crs": ASKED.get(outside.frame, outside.frame),
        "attribution": outside.attribution.model_dump()[language],
    }


def outside_hosts(outside: OutsideMap) -> tuple[str, ...]:
    """The origins from which pages load pictures of the outside map.

    >>> outside_hosts(OutsideMap())
    ()
    """
    if outside.base == "pack":
        return ()
    names = outside.subdomains if "{s}" in outside.url else ("",)
    addresses = (urlsplit(re.sub(r"\{s\}", name, outside.url)) for name in names)
    return tuple(dict.fromkeys(f"{one.scheme}://{one.netloc.rpartition('@')[2]}" for one in addresses))
