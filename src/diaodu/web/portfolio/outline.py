"""Uploading outlines for the map: the form, and what of a file fits the units on record."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from diaodu.accounts.tree import UnitTree
from diaodu.lib.outlines import MOST_BYTES, MOST_DEPTH, MOST_FEATURES, MOST_POINTS, Area, NotOutlines, areas_in

WHY: Mapping[str, str | Promise] = {
    "size": gettext_lazy("The file is larger than %(most_bytes)s MB. Use a file with coarser borders."),
    "depth": gettext_lazy("The file is nested more than %(most_depth)s deep: it is no GeoJSON of areas."),
    "json": gettext_lazy("The file is no JSON. Choose a GeoJSON file (.json, .geojson)."),
    "features": gettext_lazy("The file has no list of features: it is no GeoJSON FeatureCollection."),
    "features_many": gettext_lazy("The file has %(what)s features; %(most_features)s are the most."),
    "points": gettext_lazy("The file has %(what)s points; %(most_points)s are the most. Use coarser borders."),
    "geometry": gettext_lazy("“%(what)s” is no area. Only polygons can be drawn as units."),
    "ring": gettext_lazy("A border has %(what)s points; it needs four at least, the last the same as the first."),
    "coordinates": gettext_lazy("The coordinates of an area are not lists of longitude and latitude."),
    "degrees": gettext_lazy(
        "“%(what)s” is no longitude and latitude in degrees. Plane coordinates have to be converted."
    ),
}
LIMITS = {
    "most_bytes": MOST_BYTES // 1024 // 1024,
    "most_depth": MOST_DEPTH,
    "most_features": MOST_FEATURES,
    "most_points": MOST_POINTS,
}


class OutlineForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Outlines"),
        help_text=gettext_lazy(
            "A GeoJSON of polygons whose property “adcode” or “code” is the region code of a unit. "
            "Upload an official one that you may use; none is shipped."
        ),
    )

    file_name = ""

    def clean_file(self) -> bytes:
        """The bytes, once they are known to be outlines."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if file.size is None or file.size > MOST_BYTES:
            raise forms.ValidationError(str(WHY["size"]) % LIMITS)
        self.file_name = file.name or ""
        data: bytes = file.read()
        try:
            areas_in(data)
        except NotOutlines as refusal:
            raise forms.ValidationError(str(WHY[refusal.why]) % {**LIMITS, "what": refusal.what}) from None
        return data


@dataclass(frozen=True)
class Fitting:
    """Which areas are units, and which are not, in words."""

    matched: list[str]
    misfits: list[str]


def fitting(areas: Iterable[Area], tree: UnitTree) -> Fitting:
    areas = list(areas)
    units = {state.region_code: state for state in tree.states.values() if state.region_code}
    times = Counter(area.code for area in areas if area.code)
    misfits = [_("“%(area)s” has no region code.") % {"area": area.name} for area in areas if not area.code]
    misfits += [
        _("No unit has the region code %(code)s (“%(area)s”).") % {"code": area.code, "area": area.name}
        for area in areas
        if area.code and area.code not in units
    ]
    misfits += [
        _("%(count)s areas have the region code %(code)s; the last one is drawn.") % {"count": count, "code": code}
        for code, count in times.items()
        if count > 1
    ]
    return Fitting([units[code].name for code in times if code in units], misfits)
