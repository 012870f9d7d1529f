"""A photo beside the report: kept with the project, and counted by the checks."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from diaodu.projects.models import Photo
from tests.web.reports.reporting import Reporting, a_reporting_city, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def reporting() -> Reporting:
    return a_reporting_city(1)


def a_picture(name: str = "工地.jpg") -> SimpleUploadedFile:
    drawn = BytesIO()
    Image.new("RGB", (64, 48), "green").save(drawn, "JPEG")
    return SimpleUploadedFile(name, drawn.getvalue(), content_type="image/jpeg")


def test_a_photo_is_kept_with_its_project(reporting: Reporting) -> None:
    desk = signed_in(reporting.city.reporter)
    address = f"{reporting.address}photos/{reporting.projects[0].subject_id}/"
    assert desk.post(address, {"file": a_picture(), "caption": "主体封顶"}).status_code == 303
    assert Photo.objects.get().project == reporting.projects[0]
    assert "主体封顶" in desk.get(address).content.decode()


def test_what_is_no_picture_is_refused_with_words(reporting: Reporting) -> None:
    address = f"{reporting.address}photos/{reporting.projects[0].subject_id}/"
    answer = signed_in(reporting.city.reporter).post(address, {"file": SimpleUploadedFile("a.jpg", b"no picture")})
    assert answer.status_code == 422
    assert "dd-field-error" in answer.content.decode()


@pytest.mark.parametrize(("person", "status"), [("dispatcher", 403), ("leader", 403), ("outsider", 403)])
def test_only_who_fills_in_sends_photos(reporting: Reporting, person: str, status: int) -> None:
    address = f"{reporting.address}photos/{reporting.projects[0].subject_id}/"
    assert signed_in(getattr(reporting.city, person)).get(address).status_code == status
