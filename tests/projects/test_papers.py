"""Photos, approvals, plan, team, work, benefits: entered, and struck out with a reason."""

import hashlib
import io
from datetime import date, timedelta

import pytest
from PIL import Image

from diaodu.facts.actions import Reported, report_facts
from diaodu.facts.blobs import blob_path
from diaodu.facts.models import Measure
from diaodu.projects import pictures
from diaodu.projects.actions import (
    add_approval,
    add_photo,
    enter_firm,
    set_participation,
    set_plan,
    set_task_force,
    set_work_item,
    strike,
)
from diaodu.projects.models import Approval, ApprovalKind, ParticipationKind, Photo, WorkItem
from diaodu.projects.refusals import Refused
from tests.projects.site import Site, a_picture, a_site
from tests.world import TODAY

pytestmark = pytest.mark.django_db
CHINA = {1: "N", 2: (35.0, 14.0, 24.0), 3: "E", 4: (113.0, 14.0, 30.0)}


@pytest.fixture
def site() -> Site:
    return a_site()


def added(site: Site, file: io.BytesIO, **more: object) -> Photo:
    return add_photo(site.project, file, name="现场.jpg", size=len(file.getvalue()), **site.by, **more)  # type: ignore[arg-type]


def test_a_photo_keeps_what_the_camera_wrote(site: Site) -> None:
    file = a_picture(taken="2024:05:28 10:11:12", place=CHINA, turned=True)
    photo = added(site, file, taken_on=TODAY, caption="基坑", milestone=site.node())
    assert (photo.taken_on, photo.is_camera_date) == (date(2024, 5, 28), True)
    assert (photo.longitude, photo.latitude) == (113_241_667, 35_240_000)
    assert (photo.width, photo.height) == (30, 40)
    assert blob_path(photo.source.sha256).read_bytes() == file.getvalue()


@pytest.mark.parametrize("taken", ["", "1970:01:01 00:00:00", "2031:01:01 00:00:00", "0000:00:00 00:00:00", "gestern"])
def test_without_a_day_by_the_camera_the_one_that_was_typed_counts(site: Site, taken: str) -> None:
    photo = added(site, a_picture(taken=taken), taken_on=TODAY)
    assert (photo.taken_on, photo.is_camera_date, photo.longitude) == (TODAY, False, None)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_other_kinds_of_pictures_are_taken(site: Site, kind: str) -> None:
    assert added(site, a_picture(kind=kind)).width == 40


def test_a_point_that_is_not_on_earth_is_none(site: Site) -> None:
    assert added(site, a_picture(place=CHINA | {2: (95.0, 0.0, 0.0)})).latitude is None


def test_hostile_files_are_refused_and_not_kept(site: Site) -> None:
    whole = a_picture(400, 300).getvalue()
    gif = io.BytesIO()
    Image.new("P", (4, 4)).save(gif, "GIF")
    bomb = a_picture(8000, 7000, "PNG").getvalue()
    hostile = [
        b"",
        b"<svg onload=alert(1)>",
        whole[: len(whole) // 2],
        gif.getvalue(),
        bomb,
        b"\xff\xd8\xff" + bytes(99),
    ]
    for content in hostile:
        with pytest.raises(Refused):
            added(site, io.BytesIO(content))
    assert not Photo.objects.exists()
    assert not any(blob_path(hashlib.sha256(content).hexdigest()).exists() for content in hostile)


def test_a_file_above_the_limit_is_refused_unread(site: Site) -> None:
    with pytest.raises(Refused):
        add_photo(site.project, io.BytesIO(), name="a.jpg", size=pictures.MOST_BYTES + 1, **site.by)


def test_one_picture_stands_once_and_of_the_past(site: Site) -> None:
    file = a_picture()
    added(site, file)
    with pytest.raises(Refused):
        added(site, file)
    with pytest.raises(Refused):
        added(site, a_picture(50), taken_on=TODAY + timedelta(days=1))


def test_a_copy_is_small_upright_and_tells_nothing(site: Site) -> None:
    photo = added(site, a_picture(2000, 1000, place=CHINA, turned=True))
    path = pictures.copy_of(photo.source.sha256, name="a", width=pictures.SMALL)
    with Image.open(path) as copy:
        assert (copy.size, dict(copy.getexif())) == ((180, 360), {})
    assert pictures.copy_of(photo.source.sha256, name="a", width=pictures.SMALL).stat() == path.stat()


def test_what_was_entered_by_mistake_is_struck_out_and_its_history_stays(site: Site) -> None:
    approval = add_approval(site.project, ApprovalKind.FILING, document="备案证明", number="2024-12", **site.by)
    firm = enter_firm("清流水务", **site.by)
    entered = [
        approval,
        added(site, a_picture()),
        set_participation(site.project, firm, ParticipationKind.DESIGN, contract="一标", **site.by),
        set_work_item(site.project, "土方", unit_words="m³", planned_thousandths=5_000_000, **site.by),
    ]
    for row in entered:
        with pytest.raises(Refused):
            strike(row, reason="", **site.by)
        strike(row, reason="录重", **site.by)
    assert not Approval.objects.exists()
    assert Approval.history.first().history_change_reason == "录重"


def test_work_that_quantities_were_reported_for_stays(site: Site) -> None:
    item = set_work_item(site.project, "管道", unit_words="m", planned_thousandths=8_000_000, **site.by)
    done = Measure.objects.get(code="quantity_done")
    value = Reported(item.subject_id, done.pk, number=1_000_000, typed_by_id=site.city.reporter.pk)
    report_facts([value], period="2024-05", **site.by)
    with pytest.raises(Refused):
        strike(item, reason="录重", **site.by)
    again = set_work_item(site.project, "管道", unit_words="m", planned_thousandths=9_000_000, **site.by)
    assert (again.pk, WorkItem.objects.get().planned_thousandths) == (item.pk, 9_000_000)


def test_one_plan_and_one_team(site: Site) -> None:
    with pytest.raises(Refused):
        set_plan(site.project, text=" ", **site.by)
    plan = set_plan(site.project, text="倒排工期", **site.by)
    assert set_plan(site.project, text="倒排工期，挂图作战", **site.by).pk == plan.pk
    team = set_task_force(site.project, leader="惠康", **site.by)
    assert set_task_force(site.project, leader="李瑞霞", members="发改、住建", **site.by).pk == team.pk
    assert [row.leader for row in team.history.order_by("history_id")] == ["惠康", "李瑞霞"]
