"""Pictures: what is attached is known by its content, and a picture is made anew, so that nothing else is in it."""

from io import BytesIO
from types import MappingProxyType

from PIL import Image, ImageOps, UnidentifiedImageError

from incidents.attachments import LARGEST, MOST_PIXELS, damaged, no_type_of_ours, too_large

FORMATS = MappingProxyType({"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"})
PDF = "application/pdf"
QUALITY = 88  # of JPEG and WebP: nobody sees the loss, and text on a sign stays readable
FAST = 3  # of PNG: a third larger than the tightest, in a third of the time
_DEPTHS = MappingProxyType({"JPEG": ("L", "RGB"), "PNG": ("1", "L", "LA", "RGB", "RGBA"), "WEBP": ("RGB", "RGBA")})


def accepted(content: bytes) -> tuple[bytes, str]:
    """What is to be laid down, and its media type.

    A picture keeps its pixels, turned upright, and loses everything else: place, camera, thumbnails, colour profile,
    further frames, and whatever hides behind its end. Raises `NotAccepted`.
    """
    if len(content) > LARGEST:
        raise too_large()
    if content.startswith(b"%PDF-") and b"%%EOF" in content[-2048:]:
        return content, PDF
    try:
        with Image.open(BytesIO(content), formats=tuple(FORMATS)) as picture:
            return _anew(picture)
    except UnidentifiedImageError as wrong:
        raise no_type_of_ours() from wrong
    except Image.DecompressionBombError as wrong:
        raise too_large() from wrong
    except (OSError, SyntaxError, ValueError, EOFError) as wrong:  # what Pillow says of damaged files
        raise damaged() from wrong


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
