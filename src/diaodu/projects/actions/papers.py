"""Verbs of what proves a project: approvals, photos, its plan."""

from datetime import date, datetime
from typing import BinaryIO

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from diaodu.accounts.models import User
from diaodu.facts.actions import cite_typed, receive_source
from diaodu.facts.models import Source, SourceKind
from diaodu.journal.writing import journal_entry
from diaodu.projects.models import Approval, ApprovalKind, Milestone, Photo, Plan, Project
from diaodu.projects.pictures import examine
from diaodu.projects.refusals import Refused, check_fields

CHUNK = 1 << 16


def add_approval(
    project: Project,
    kind: ApprovalKind,
    *,
    document: str,
    by: User,
    at: datetime,
    number: str = "",
    on: date | None = None,
) -> Approval:
    """A document by which an authority approved something."""
    with journal_entry(by=by.pk, at=at, verb="add_approval"):
        approval = Approval(project=project, kind=kind, document=document, number=number, on=on)
        check_fields(approval, "kind", "document", "number")
        approval.save()
        cite_typed(project.subject, f"approval:{approval.pk}", None, typed=" ".join([document, number]).strip(), by=by)
        return approval


def add_photo(
    project: Project,
    file: BinaryIO,
    *,
    name: str,
    size: int,
    by: User,
    at: datetime,
    taken_on: date | None = None,
    caption: str = "",
    milestone: Milestone | None = None,
) -> Photo:
    """A picture of the site. The camera's date counts before the one that a person names."""
    picture = examine(file, size=size, today=localdate(at))
    if taken_on is not None and taken_on > localdate(at):
        raise Refused(_("A photo was taken by today."), "taken_on")
    if milestone is not None and milestone.project_id != project.pk:
        raise Refused(_("The node belongs to another project."), "milestone")
    file.seek(0)
    chunks = iter(lambda: file.read(CHUNK), b"")
    source, _is_new = receive_source(chunks, kind=SourceKind.PHOTO, name=name, unit=project.unit, by=by, at=at)
    with journal_entry(by=by.pk, at=at, verb="add_photo"):
        if Photo.objects.filter(project=project, source=source).exists():
            raise Refused(_("This picture is there already."), "file")
        photo = Photo(
            project=project,
            source=source,
            milestone=milestone,
            taken_on=picture.taken_on or taken_on,
            is_camera_date=picture.taken_on is not None,
            caption=caption,
            width=picture.width,
            height=picture.height,
            longitude=picture.longitude,
            latitude=picture.latitude,
        )
        check_fields(photo, "caption")
        photo.save()
        return photo


def set_plan(
    project: Project,
    *,
    by: User,
    at: datetime,
    text: str = "",
    document: Source | None = None,
    number: str = "",
    approved_on: date | None = None,
) -> Plan:
    """The project's one plan (方案), as it stands from now on: words, or a document that was received."""
    if not text.strip() and document is None:
        raise Refused(_("A plan has words, or a document."), "text")
    with journal_entry(by=by.pk, at=at, verb="set_plan"):
        plan = Plan.objects.filter(project=project).first() or Plan(project=project)
        plan.text, plan.document, plan.number, plan.approved_on = text, document, number, approved_on
        check_fields(plan, "text", "number")
        plan.save()
        cite_typed(project.subject, "plan", document, typed=number or text[:200], by=by)
        return plan
