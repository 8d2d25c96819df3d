"""A new signal, as its sender tells it."""

from typing import Annotated

import numpy as np
from pydantic import Field, StringConstraints

from api.door import Shape
from api.incidents import Name
from api.values import Flag, Framed, LongText, Moment, Number, Text, Whole
from geo.coordinates import Frame, to_wgs84
from incidents.categories import all_categories

CATEGORIES = "; ".join(f"{code} {one.title['en']}" for code, one in all_categories().items())
Key = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{1,128}$")]
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Token = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{0,128}$")]


class NewSignal(Shape):
    """What is wrong, where and how urgent; the same `key` from the same `origin` never makes two incidents."""

    origin: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]{1,40}$")]
    key: Key
    category: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]{1,40}$")] = Field(description=CATEGORIES)
    level: Whole | None = Field(default=None, ge=1, le=4, description="1 most urgent; without one the category's own")
    lon: Number | None = Field(default=None, ge=-180, le=180)
    lat: Number | None = Field(default=None, ge=-90, le=90)
    frame: Framed = "wgs84"
    at: Moment | None = Field(default=None, description="when it was noticed, if not now")
    address: Text = Field(default="", max_length=200)
    address_en: Text = Field(default="", max_length=200, description="the address in English, if it differs")
    detail: LongText = Field(default="", max_length=2000)
    detail_en: LongText = Field(default="", max_length=2000, description="the detail in English, if it differs")
    reference: Text = Field(default="", max_length=80)
    by: Name | None = Field(default=None, description="who says so; shown beside the account")
    caller: Token = Field(default="", description="what tells this reporter from others; no name, no number")
    channel: Token = Field(default="", description="how an answer reaches the reporter; none where nothing does")
    asset: Token = Field(default="", description="the code of the facility that it is about")
    photo: Token = Field(default="", description="where a photo may be looked at")
    photos: list[Hash] = Field(default=[], max_length=5, description="the hashes of what was laid down before, in turn")
    recording: Token = Field(default="", description="where the call may be listened to")
    sensors: Whole | None = Field(default=None, ge=1, le=10_000, description="how many say so: only shown")
    confidence: Number | None = Field(default=None, ge=0, le=1, description="what a machine gives its own word")
    danger: Flag = Field(default=False, description="lives are at stake")
    exercise: Flag = Field(default=False, description="a drill or a test: nobody outside the house hears of it")
    normal: Flag = Field(default=False, description="a machine says under the same key that all is well again")

    @property
    def extra(self) -> dict[str, str]:
        """What it brings along beside its words."""
        texts = {"caller": self.caller, "channel": self.channel, "asset": self.asset, "photo": self.photo,
                 "photos": " ".join(dict.fromkeys(self.photos)), "recording": self.recording}  # fmt: skip
        figures = {"sensors": self.sensors, "confidence": self.confidence}
        flags = {"danger": self.danger, "normal": self.normal}
        return {
            **{name: text for name, text in texts.items() if text},
            **{name: str(number) for name, number in figures.items() if number is not None},
            **{name: "true" for name, flag in flags.items() if flag},
        }

    @property
    def place(self) -> tuple[float | None, float | None]:
        """Its longitude and latitude in WGS 84, None where it has none."""
        if self.lon is None or self.lat is None:
            return None, None
        lon, lat = to_wgs84(Frame.of(self.frame), np.array([self.lon]), np.array([self.lat]))
        return float(lon[0]), float(lat[0])
