"""A project in a small city, and pictures of its site, for the tests of verbs."""

import io
from dataclasses import dataclass
from datetime import date
from typing import Any

from PIL import ExifTags, Image

from diaodu.accounts.models import Role, User
from diaodu.projects.actions import add_milestone, found_project
from diaodu.projects.models import Milestone, NodeKind, Project
from tests.world import NOW, TODAY, City, a_city, a_person


@dataclass(frozen=True)
class Site:
    """A project of the county, kept by its reporter; the city's dispatch office has two dispatchers."""

    city: City
    project: Project
    second: User

    @property
    def by(self) -> dict[str, Any]:
        return {"by": self.city.reporter, "at": NOW}

    def node(self, name: str = "主体封顶", planned_on: date | None = TODAY) -> Milestone:
        return add_milestone(self.project, name, NodeKind.CONSTRUCTION, planned_on=planned_on, **self.by)


def a_site() -> Site:
    city = a_city()
    project = found_project("再生水综合利用", unit=city.county, by=city.dispatcher, at=NOW)
    return Site(city, project, a_person("second", "白乐山", city.unit, Role.DISPATCHER))


def a_picture(
    width: int = 40, height: int = 30, kind: str = "JPEG", *, taken: str = "", place: Any = None, turned: bool = False
) -> io.BytesIO:
    """A picture as a phone sends it, with what the phone writes into it."""
    image = Image.new("RGB", (width, height), (120, 90, 60))
    exif = Image.Exif()
    if taken:
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
    if place:
        exif.get_ifd(ExifTags.IFD.GPSInfo).update(place)
    if turned:
        exif[ExifTags.Base.Orientation] = 6
    file = io.BytesIO()
    image.save(file, kind, exif=exif)
    file.seek(0)
    return file
