"""Pictures of a site: what is taken for one, what the camera wrote into it, and smaller copies of it."""

import struct
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageOps

from diaodu.facts.blobs import open_bytes
from diaodu.projects.refusals import Refused

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 50_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
# Widths of the copies: for a row of pictures, and for looking at one.
SMALL, LARGE = 360, 1440
WIDTHS = (SMALL, LARGE)
# What a decoder raises at bytes that are damaged, cut off or made to hurt.
UNREADABLE = (
    OSError, SyntaxError, ValueError, EOFError, struct.error,
    Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip
# Digital cameras are no older; a clock that was never set says 1970 or 1980.
FIRST_YEAR = 1990


@dataclass(frozen=True)
class Picture:
    """What a picture says of itself. A point is in millionths of a degree."""

    width: int
    height: int
    taken_on: date | None = None
    longitude: int | None = None
    latitude: int | None = None


def examine(file: BinaryIO, *, size: int, today: date) -> Picture:
    """Look at a file as a picture, decoded once to its end; refused when it is none, or too large for one."""
    if size > MOST_BYTES:
        raise Refused(_("The picture is larger than 20 MB. Send a smaller one."), "file")
    try:
        image = Image.open(file, formats=FORMATS)
    except UNREADABLE:
        raise _not_a_picture() from None
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise Refused(_("The picture has more than 50 million points. Send a smaller one."), "file")
    try:
        exif = image.getexif()
        # Decoding at a fraction of the size costs a fraction of the memory, and finds a cut-off file all the same.
        image.draft("RGB", (LARGE, LARGE))
        image.load()
        taken, place = exif.get_ifd(ExifTags.IFD.Exif), exif.get_ifd(ExifTags.IFD.GPSInfo)
    except UNREADABLE:
        raise _not_a_picture() from None
    if exif.get(ExifTags.Base.Orientation) in (5, 6, 7, 8):
        width, height = height, width
    longitude, latitude = _point(place)
    return Picture(width, height, _taken_on(taken, today), longitude, latitude)


def _not_a_picture() -> Refused:
    return Refused(_("This is not a picture that can be shown. Send a JPEG, PNG or WebP."), "file")


def _taken_on(taken: Mapping[int, Any], today: date) -> date | None:
    words = taken.get(ExifTags.Base.DateTimeOriginal)
    try:
        day = datetime.strptime(str(words)[:10], "%Y:%m:%d").date()  # noqa: DTZ007  # a camera knows no zone
    except ValueError:
        return None
    return day if day.year >= FIRST_YEAR and day <= today else None


def _point(place: Mapping[int, Any]) -> tuple[int | None, int | None]:
    """(longitude, latitude); neither where the camera wrote none, or none on Earth."""
    longitude = _degrees(place.get(ExifTags.GPS.GPSLongitude), place.get(ExifTags.GPS.GPSLongitudeRef), "W", 180)
    latitude = _degrees(place.get(ExifTags.GPS.GPSLatitude), place.get(ExifTags.GPS.GPSLatitudeRef), "S", 90)
    return (longitude, latitude) if longitude is not None and latitude is not None else (None, None)


def _degrees(parts: Any, side: Any, negative: str, most: int) -> int | None:
    try:
        degrees, minutes, seconds = (Fraction(str(float(part))) for part in parts)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    found = round((degrees + minutes / 60 + seconds / 3600) * 1_000_000)
    if not 0 <= found <= most * 1_000_000:
        return None
    return -found if side == negative else found


def copy_of(sha256: str, *, name: str, width: int) -> Path:
    """A smaller copy, upright and without what the camera wrote into it; made when it is first asked for, and kept."""
    target: Path = settings.DATA_DIR / "pictures" / str(width) / sha256[:2] / f"{sha256[2:]}.jpg"
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        with open_bytes(sha256, name=name) as file, Image.open(file, formats=FORMATS) as image:
            image.draft("RGB", (width * 2, width * 2))
            smaller = ImageOps.exif_transpose(image).convert("RGB")
            smaller.thumbnail((width, width))
            # Under another name first: a reader never meets half a picture.
            with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".part", delete=False) as half:
                smaller.save(half, "JPEG", quality=82, exif=b"")
        Path(half.name).replace(target)
    return target
