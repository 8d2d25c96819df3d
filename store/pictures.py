"""Pictures: what is attached is known by its content, and a picture is made anew, so that nothing else is in it."""

import math
from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from io import BytesIO
from types import MappingProxyType
from typing import Any

from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from incidents.attachments import LARGEST, MOST_PIXELS, Made, Taken, damaged, no_type_of_ours, too_large

FORMATS = MappingProxyType({"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"})
PDF = "application/pdf"
QUALITY = 88  # of JPEG and WebP: nobody sees the loss, and text on a sign stays readable
FAST = 3  # of PNG: a third larger than the tightest, in a third of the time
_DEPTHS = MappingProxyType({"JPEG": ("L", "RGB"), "PNG": ("1", "L", "LA", "RGB", "RGBA"), "WEBP": ("RGB", "RGBA")})


def accepted(content: bytes, zone: tzinfo = UTC) -> Made:
    """What is to be laid down, and when and where it says itself that it was taken.

    A picture keeps its pixels, turned upright, and loses everything else: place, camera, thumbnails, colour profile,
    further frames, and whatever hides behind its end. Cameras write the time of the place without a zone, newer ones
    with one beside it; `zone` is for the others. Raises `NotAccepted`.
    """
    if len(content) > LARGEST:
        raise too_large()
    if content.startswith(b"%PDF-") and b"%%EOF" in content[-2048:]:
        return Made(content=content, media_type=PDF)
    try:
        with Image.open(BytesIO(content), formats=tuple(FORMATS)) as picture:
            made, media_type = _anew(picture)
            return Made(content=made, media_type=media_type, taken=_taken(picture, zone))
    except UnidentifiedImageError as wrong:
        raise no_type_of_ours() from wrong
    except Image.DecompressionBombError as wrong:
        raise too_large() from wrong
    except (OSError, SyntaxError, ValueError, EOFError) as wrong:  # what Pillow says of damaged files
        raise damaged() from wrong


def type_of(content: bytes) -> str:
    """The media type of something that was accepted once."""
    if content.startswith(b"%PDF-"):
        return PDF
    with Image.open(BytesIO(content), formats=tuple(FORMATS)) as picture:
        return FORMATS[picture.format or ""]


def _anew(picture: Image.Image) -> tuple[bytes, str]:
    kind = picture.format or ""
    if picture.width * picture.height > MOST_PIXELS:
        raise too_large()
    upright = ImageOps.exif_transpose(picture)
    depths = _DEPTHS[kind]
    seen = upright if upright.mode in depths else upright.convert("RGBA" if "RGBA" in depths else "RGB")
    bare = Image.frombytes(seen.mode, seen.size, seen.tobytes())  # without the notes that `seen` carries along
    made = BytesIO()
    bare.save(made, kind, **({"compress_level": FAST} if kind == "PNG" else {"quality": QUALITY}))
    return made.getvalue(), FORMATS[kind]


def _taken(picture: Image.Image, zone: tzinfo) -> Taken:
    """When and where a picture says that it was taken; nothing of what it does not say, or of what is none."""
    try:
        exif = picture.getexif()
        own, place = exif.get_ifd(ExifTags.IFD.Exif), exif.get_ifd(ExifTags.IFD.GPSInfo)
    except (OSError, SyntaxError, ValueError, EOFError):
        return Taken()
    lat = _degrees(place, ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLatitudeRef, 90)
    lon = _degrees(place, ExifTags.GPS.GPSLongitude, ExifTags.GPS.GPSLongitudeRef, 180)
    known = lat is not None and lon is not None
    return Taken(at=_moment(own, zone), lon=lon if known else None, lat=lat if known else None)


def _moment(said: Mapping[int, Any], zone: tzinfo) -> datetime | None:
    offset = str(said.get(ExifTags.Base.OffsetTimeOriginal, "")).strip("\x00 ")
    text = str(said.get(ExifTags.Base.DateTimeOriginal, "")).strip("\x00 ")
    try:
        if offset:
            return datetime.strptime(f"{text} {offset}", "%Y:%m:%d %H:%M:%S %z")
        return datetime.strptime(text, "%Y:%m:%d %H:%M:%S").replace(tzinfo=zone)
    except ValueError:
        return None


def _degrees(said: Mapping[int, Any], which: int, side: int, most: int) -> float | None:
    try:
        whole, minutes, seconds = (float(part) for part in said[which])
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    degrees = (whole + minutes / 60 + seconds / 3600) * (-1 if str(said.get(side, "")).strip("\x00 ") in "SW" else 1)
    known = math.isfinite(degrees) and abs(degrees) <= most and bool(said.get(side))
    return round(degrees, 6) if known else None
