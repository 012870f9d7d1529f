"""Outlines from strangers: what is drawn, and what is refused."""

import json
from typing import Any

import pytest

from diaodu.lib.outlines import HEIGHT, WIDTH, Fit, NotOutlines, areas_in, centre_of, path_of, simplified

SQUARE = [[113.0, 35.0], [113.4, 35.0], [113.4, 35.3], [113.0, 35.3], [113.0, 35.0]]


def geojson(*features: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


def feature(rings: Any = (SQUARE,), kind: str = "Polygon", **properties: Any) -> dict[str, Any]:
    return {
        "properties": {"name": "修武县", "adcode": 410821} | properties,
        "geometry": {"type": kind, "coordinates": rings},
    }


def refused(data: bytes) -> str:
    with pytest.raises(NotOutlines) as refusal:
        areas_in(data)
    return refusal.value.why


def test_an_area_is_drawn_in_whole_units_inside_the_picture() -> None:
    (area,) = areas_in(geojson(feature()))
    fit = Fit.around([area])
    assert (area.code, area.name) == ("410821", "修武县")
    assert path_of(area.rings, fit) == "M10 710L773 710L773 10L10 10Z"
    x, y = centre_of(area.rings, fit)
    assert 0 < x < WIDTH
    assert 0 < y < HEIGHT


@pytest.mark.parametrize(
    ("properties", "code"),
    [({"adcode": "410802"}, "410802"), ({"adcode": None, "gb": "156410802"}, "410802"), ({"adcode": "x"}, "")],
)
def test_the_code_is_found_in_the_properties(properties: dict[str, Any], code: str) -> None:
    assert areas_in(geojson(feature(**properties)))[0].code == code


def test_corners_that_nobody_sees_are_left_out() -> None:
    assert simplified([(0, 0), (50, 1), (100, 0), (100, 0), (100, 100)]) == [(0, 0), (100, 0), (100, 100)]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"[" * 100_000, "depth"),
        (b"\xff\xfe", "json"),
        (b'{"features": [NaN]}', "json"),
        (b"[]", "features"),
        (geojson(), "features"),
        (geojson(7), "features"),
        (geojson(feature(kind="Point")), "geometry"),
        (geojson({"geometry": None}), "geometry"),
        (geojson(feature([SQUARE[:3]])), "ring"),
        (geojson(feature("<script>")), "coordinates"),
        (geojson(feature([[["1", 2]] * 4])), "coordinates"),
        (geojson(feature([[[True, 2]] * 4])), "coordinates"),
        (geojson(feature([[[500_000, 3_900_000]] * 4])), "degrees"),
        (geojson(*[feature()] * 2_001), "features_many"),
        (b" " * (8 * 1024 * 1024 + 1), "size"),
    ],
)
def test_what_is_no_outline_is_refused(data: bytes, why: str) -> None:
    assert refused(data) == why
