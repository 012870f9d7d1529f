"""Polygons from an uploaded GeoJSON: checked without trust, fitted into a picture, simplified to whole units."""

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

MOST_BYTES = 8 * 1024 * 1024
# A MultiPolygon in a feature of a collection is nine deep.
MOST_DEPTH = 12
MOST_FEATURES = 2_000
MOST_POINTS = 400_000
# The picture that outlines are fitted into, and how far a line may be from the true one.
WIDTH, HEIGHT, MARGIN = 1000, 720, 10
TOLERANCE = 1.2
CODES = ("adcode", "code", "gb", "region_code", "id")
# Codes of the national base map begin with the number of the country.
COUNTRY = "156"

Point = tuple[float, float]
Ring = list[Point]


class NotOutlines(ValueError):
    """The bytes are no GeoJSON of polygons; `why` names the reason, `what` the thing that was found."""

    def __init__(self, why: str, what: str = "") -> None:
        super().__init__(why)
        self.why, self.what = why, what


@dataclass(frozen=True)
class Area:
    """One feature: the code that names it (empty if it has none), what it is called, and its rings."""

    code: str
    name: str
    rings: list[Ring]


@dataclass(frozen=True)
class Fit:
    """From degrees to the picture: one scale for both ways, north up, east–west narrowed by the latitude."""

    west: float
    north: float
    narrowing: float
    scale: float

    @classmethod
    def around(cls, areas: Iterable[Area]) -> "Fit":
        points = [point for area in areas for ring in area.rings for point in ring]
        west, east = min(x for x, _ in points), max(x for x, _ in points)
        south, north = min(y for _, y in points), max(y for _, y in points)
        narrowing = math.cos(math.radians((south + north) / 2)) or 1.0
        across, down = max((east - west) * narrowing, 1e-6), max(north - south, 1e-6)
        scale = min((WIDTH - 2 * MARGIN) / across, (HEIGHT - 2 * MARGIN) / down)
        return cls(west, north, narrowing, scale)

    def place(self, point: Point) -> tuple[int, int]:
        x, y = point
        return (
            round((x - self.west) * self.narrowing * self.scale) + MARGIN,
            round((self.north - y) * self.scale) + MARGIN,
        )


def areas_in(data: bytes) -> list[Area]:
    """Every feature of the collection. Raises NotOutlines for anything but polygons of the earth."""
    if len(data) > MOST_BYTES:
        raise NotOutlines("size", str(len(data)))
    if _depth(data) > MOST_DEPTH:
        raise NotOutlines("depth")
    try:
        # Not a number and infinity are no JSON.
        found = json.loads(data.decode("utf-8-sig"), parse_constant=_refuse)
    except (UnicodeDecodeError, json.JSONDecodeError):
        raise NotOutlines("json") from None
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list) or not features:
        raise NotOutlines("features")
    if len(features) > MOST_FEATURES:
        raise NotOutlines("features_many", str(len(features)))
    areas = [_area(feature) for feature in features]
    points = sum(len(ring) for area in areas for ring in area.rings)
    if points > MOST_POINTS:
        raise NotOutlines("points", str(points))
    return areas


def _refuse(word: str) -> Any:
    raise NotOutlines("json", word)


def _depth(data: bytes) -> int:
    """How deep brackets are nested, those within strings counted too: more than true never harms."""
    deepest = depth = 0
    for byte in data:
        if byte in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif byte in b"]}":
            depth -= 1
    return deepest


def _area(feature: Any) -> Area:
    if not isinstance(feature, dict):
        raise NotOutlines("features")
    geometry, properties = feature.get("geometry"), feature.get("properties")
    properties = properties if isinstance(properties, dict) else {}
    geometry = geometry if isinstance(geometry, dict) else {}
    kind = geometry.get("type")
    name = str(properties.get("name") or "")[:60]
    if kind not in ("Polygon", "MultiPolygon"):
        raise NotOutlines("geometry", name or str(kind)[:60])
    polygons = geometry.get("coordinates")
    polygons = [polygons] if kind == "Polygon" else polygons
    return Area(_code({**properties, "id": properties.get("id", feature.get("id"))}), name, list(_rings(polygons)))


def _code(properties: Mapping[str, Any]) -> str:
    """Six digits, whichever property holds them."""
    for key in CODES:
        word = str(properties.get(key) or "")
        if word.startswith(COUNTRY) and len(word) == len(COUNTRY) + 6:
            word = word[len(COUNTRY) :]
        if len(word) == 6 and word.isascii() and word.isdigit():
            return word
    return ""


def _rings(polygons: Any) -> Iterator[Ring]:
    for polygon in _listed(polygons):
        for ring in _listed(polygon):
            points = [_point(point) for point in _listed(ring)]
            if len(points) < 4:
                raise NotOutlines("ring", str(len(points)))
            yield points


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise NotOutlines("coordinates")
    return value


def _point(value: Any) -> Point:
    numbers = value[:2] if isinstance(value, list) else []
    if len(numbers) != 2 or not all(type(number) in (int, float) for number in numbers):
        raise NotOutlines("coordinates")
    x, y = numbers
    if not (-180 <= x <= 180 and -90 <= y <= 90):
        raise NotOutlines("degrees", f"{x}, {y}")
    return float(x), float(y)


def path_of(rings: Iterable[Ring], fit: Fit) -> str:
    """The rings as the path of an SVG: whole units, lines simplified, rings of less than a triangle left out."""
    drawn = []
    for ring in rings:
        places = simplified([fit.place(point) for point in ring])
        if len(places) >= 4:
            drawn.append("M" + "L".join(f"{x} {y}" for x, y in places[:-1]) + "Z")
    return "".join(drawn)


def centre_of(rings: Iterable[Ring], fit: Fit) -> tuple[int, int]:
    """The middle of the ring with the largest box: where a label stands."""
    boxes = []
    for ring in rings:
        places = [fit.place(point) for point in ring]
        left, right = min(x for x, _ in places), max(x for x, _ in places)
        top, bottom = min(y for _, y in places), max(y for _, y in places)
        boxes.append(((right - left) * (bottom - top), (left + right) // 2, (top + bottom) // 2))
    _, x, y = max(boxes)
    return x, y


def simplified(places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Fewer corners, none further off than the tolerance (Douglas–Peucker). The ends stay."""
    line = [place for at, place in enumerate(places) if at == 0 or place != places[at - 1]]
    kept = {0, len(line) - 1}
    waiting = [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        far, at = max(((_off(line[n], line[first], line[last]), n) for n in range(first + 1, last)), default=(0.0, 0))
        if far > TOLERANCE:
            kept.add(at)
            waiting += [(first, at), (at, last)]
    return [line[at] for at in sorted(kept)]


def _off(place: tuple[int, int], start: tuple[int, int], end: tuple[int, int]) -> float:
    """How far a place is from the line between two others; from the one place where they are the same."""
    across, down = end[0] - start[0], end[1] - start[1]
    length = math.hypot(across, down)
    if not length:
        return math.hypot(place[0] - start[0], place[1] - start[1])
    return abs(across * (start[1] - place[1]) - down * (start[0] - place[0])) / length
