"""A small city for the interface: two counties, a cast that calls with tokens, and records with evidence."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from django.test import Client

from diaodu.accounts.models import ApiToken, Membership, Role, Unit, UnitKind, UnitState, User
from diaodu.accounts.tokens import digest
from diaodu.assessment.models import LightChoice, LightDecision
from diaodu.assessment.running import compute_touched, head, store
from diaodu.engine.dues import DueRule
from diaodu.engine.periods import Cadence, Period
from diaodu.facts.actions import Reported, cite, receive_source
from diaodu.facts.ledger import seal_day
from diaodu.facts.models import Fact, Measure, Source, SourceKind, Subject, SubjectKind
from diaodu.facts.reporting import TypedIn
from diaodu.facts.submitting import accept, approve, fill_in, open_submission, submit
from diaodu.intake.actions import reject_draft
from diaodu.intake.models import Draft, DraftKind, Reading, ReadingState
from diaodu.journal.writing import journal_entry
from diaodu.leads.models import Lead
from diaodu.ledger.models import KeptView
from diaodu.meetings.models import AgendaEntry, Attendance, Directive, Meeting, Series
from diaodu.projects.asking import Scope, Terms, open_periods, set_up_task
from diaodu.projects.models import Listing, Programme, Project

MOMENT = datetime(2024, 5, 29, 9, tzinfo=UTC)
FOUNDED = date(2020, 1, 1)
TEXT = "5月29日，全市招商引资调度会召开。滨河县滨河路改造、临江县北山修复进展顺利，南湾码头开工。会议要求，要守住底线。"


@dataclass
class City:
    """The records by a short name, and a caller for each of the cast."""

    units: dict[str, Unit] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)

    def caller(self, name: str) -> Client:
        return Client(
            headers={"host": "localhost", "authorization": f"Bearer token-of-{name}", "accept-language": "en"}
        )

    def get(self, caller: str, path: str, **query: Any) -> Any:
        return self.caller(caller).get(f"/api/v1{path}", query)


def _unit(city: City, code: str, name: str, kind: UnitKind, parent: str | None) -> None:
    unit = city.units[code] = Unit.objects.create(code=code)
    above = city.units[parent] if parent else None
    UnitState.objects.create(unit=unit, name=name, kind=kind, parent=above, region_code=code[:6], from_on=FOUNDED)


def _person(city: City, name: str, unit: str | None, role: Role | None) -> None:
    user = city.users[name] = User.objects.create_user(name, name=name.title())
    ApiToken.objects.create(
        user=user, label="test", digest=digest(f"token-of-{name}"), created_at=MOMENT, expires_on=date(9999, 1, 1)
    )
    if unit and role:
        Membership.objects.create(user=user, unit=city.units[unit], role=role, from_on=FOUNDED)


def _project(city: City, key: str, name: str, unit: str, programme: Programme, source: Source) -> Project:
    subject = Subject.objects.create(kind=SubjectKind.PROJECT)
    project = Project.objects.create(subject=subject, name=name, unit=city.units[unit])
    Listing.objects.create(project=project, programme=programme, year=2024)
    start = TEXT.index(name)
    cite(subject, "name", source, start=start, end=start + len(name), words=name)
    city.ids[key] = project.pk
    return project


def _meeting(city: City, key: str, unit: str, about: list[Project | Lead]) -> None:
    subject = Subject.objects.create(kind=SubjectKind.MEETING)
    series = Series.objects.create(name="全市招商引资调度会", unit=city.units[unit])
    meeting = Meeting.objects.create(
        subject=subject,
        unit=city.units[unit],
        title=f"{series}第十次",
        series=series,
        ordinal=10,
        held_on=MOMENT.date(),
    )
    Attendance.objects.create(meeting=meeting, name="李明")
    for order, record in enumerate(about):
        AgendaEntry.objects.create(meeting=meeting, order=order, **{type(record).__name__.lower(): record})
    about_demand = Subject.objects.create(kind=SubjectKind.DIRECTIVE)
    demand = Directive.objects.create(
        subject=about_demand, meeting=meeting, order=0, party="各县市区", text="要强化要素保障"
    )
    city.ids |= {key: meeting.pk, f"{key} directive": demand.pk, f"{key} series": series.pk}


def _draft(city: City, key: str, reading: Reading, kind: DraftKind, order: int, **fields: str) -> None:
    placed = {
        name: {"value": words, "start": TEXT.index(words), "end": TEXT.index(words) + len(words)}
        for name, words in fields.items()
    }
    city.ids[key] = Draft.objects.create(reading=reading, kind=kind, order=order, fields=placed).pk


def _reading(city: City, source: Source) -> None:
    """Drafts: one open, one rejected by the dispatcher, one that waits for its meeting, one about a known project."""
    reading = Reading.objects.create(
        source=source, state=ReadingState.READY, done_share=100, encoding="utf-8", original=TEXT, restored=TEXT
    )
    _draft(city, "draft", reading, DraftKind.PROJECT, 1, name="南湾码头")
    _draft(city, "rejected draft", reading, DraftKind.LEAD, 2, name="进展顺利")
    _draft(city, "early draft", reading, DraftKind.DIRECTIVE, 3, text="要守住底线")
    _draft(city, "twin draft", reading, DraftKind.PROJECT, 4, name="滨河路改造")
    rejected = Draft.objects.get(pk=city.ids["rejected draft"])
    reject_draft(rejected, reason="no lead", by=city.users["dispatcher"], at=MOMENT)


def _report(city: City, project: Project) -> None:
    """The county's reports: April's is accepted, May's is submitted, June's is being filled in, July's approved."""
    measure = Measure.objects.get(code="invested")
    reporter, dispatcher = city.users["reporter"], city.users["dispatcher"]
    value = Reported(project.subject_id, measure.pk, number=100, typed_by_id=reporter.pk)
    reports = {}
    for month, verbs in {"04": 3, "05": 1, "06": 0, "07": 2}.items():
        row = reports[month] = open_submission(
            city.units["410821"], period=f"2024-{month}", due_at=MOMENT, by=dispatcher, at=MOMENT
        )
        fill_in(row, [value], by=reporter, at=MOMENT)
        for verb in (submit, approve, accept)[:verbs]:
            verb(row, by=reporter if verb is submit else dispatcher, at=MOMENT)
    city.ids |= {
        "measure": measure.pk,
        "subject": project.subject_id,
        "fact": Fact.objects.get(submission=reports["04"]).pk,
        "submitted": reports["05"].pk,
        "filled in": reports["06"].pk,
        "approved": reports["07"].pk,
    }


def _task(city: City) -> None:
    """A monthly task of the city, whose March the county is asked about."""
    with journal_entry(by=None, at=MOMENT, verb="set_up_task"):
        terms = Terms("月报", DueRule.WORKDAYS_AFTER, 5, [3, 1], [1])
        task = set_up_task(
            terms,
            unit=city.units["410800"],
            cadence=Cadence.MONTH,
            measures=[(Measure.objects.get(code="invested"), TypedIn.WAN)],
            scope=Scope(units=[city.units["410821"]]),
            from_on=date(2024, 3, 1),
            by=None,
            at=MOMENT,
        )
        opened = open_periods(today=date(2024, 4, 1), at=MOMENT).opened
    city.ids |= {"task": task.pk, "asked": opened[0].pk}


def _lights(city: City, project: Project) -> None:
    """The city's choice of light schemes, and a reason that the county's dispatcher proposes for its project."""
    LightChoice.objects.create(unit=city.units["410800"], schemes=["sanya-2022-project"], from_on=FOUNDED)
    proposed = LightDecision.objects.create(
        project=project,
        scheme="sanya-2022-project",
        words="等待用地批复",
        from_on=MOMENT.date(),
        to_on=MOMENT.date(),
        proposed_by=city.users["county"],
    )
    city.ids["decision"] = proposed.pk


def build_city() -> City:
    """One transaction; the records of county A are seen by its reporter, those of the city by the dispatcher alone."""
    city = City()
    with journal_entry(by=None, at=MOMENT, verb="found_city"):
        _unit(city, "410800", "山河市", UnitKind.CITY, None)
        _unit(city, "410821", "滨河县", UnitKind.COUNTY, "410800")
        _unit(city, "410822", "临江县", UnitKind.COUNTY, "410800")
        _unit(city, "410800-dispatch", "调度办", UnitKind.DEPARTMENT, "410800")
        _person(city, "dispatcher", "410800-dispatch", Role.DISPATCHER)
        _person(city, "reporter", "410821", Role.REPORTER)
        _person(city, "leader", "410800", Role.LEADER)
        _person(city, "outsider", None, None)
        _person(city, "auditor", "410800", Role.AUDITOR)
        _person(city, "neighbour", "410822", Role.REPORTER)
        _person(city, "administrator", "410800", Role.ADMINISTRATOR)
        _person(city, "county", "410821", Role.DISPATCHER)
        _person(city, "department", "410800-dispatch", Role.LINE_DEPARTMENT)
        source, _new = receive_source(
            [TEXT.encode()],
            kind=SourceKind.PASTED,
            name="调度会.txt",
            unit=city.units["410800"],
            by=city.users["dispatcher"],
            at=MOMENT,
        )
        programme = Programme.objects.create(name="三十工程")
        ours = _project(city, "ours", "滨河路改造", "410821", programme, source)
        theirs = _project(city, "theirs", "北山修复", "410822", programme, source)
        lead = Lead.objects.create(
            subject=Subject.objects.create(kind=SubjectKind.LEAD), name="锂电材料", unit=city.units["410821"]
        )
        _meeting(city, "city meeting", "410800", [ours, theirs, lead])
        _meeting(city, "county meeting", "410821", [ours])
        _reading(city, source)
        _report(city, ours)
        _task(city)
        _lights(city, ours)
        view = KeptView.objects.create(owner=city.users["dispatcher"], name="全部", shared_with="all")
        city.ids |= {"view": view.pk}
        city.ids |= {"source": source.pk, "programme": programme.pk, "lead": lead.pk}
    store(compute_touched(Period.parse("2024-04"), position=head(), project_ids=[ours.pk, theirs.pk]), at=MOMENT)
    sealed = seal_day(MOMENT)
    assert sealed is not None
    city.ids["seal"] = sealed.pk
    return city
