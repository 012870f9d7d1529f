"""The interface: its routers, written out by hand, and who may call them."""

from ninja import NinjaAPI

from diaodu.api import (
    directives,
    drafts,
    errors,
    facts,
    findings,
    leads,
    ledger,
    lights,
    me,
    meetings,
    projects,
    readings,
    seals,
    search,
    sources,
    submissions,
    tasks,
    units,
)
from diaodu.api.access import Session, Token

api = NinjaAPI(
    title="Diaodu",
    version="1",
    description=(
        "The dispatch desk. Every list and record is readable and every verb callable, within the same row scope as on"
        " the pages. Send a token as `Authorization: Bearer …`. Lists come in pages with a total and a stable order;"
        " `as_of` answers with what was known at a position of the journal or at a moment."
    ),
    docs_url=None,
    auth=[Token(), Session()],
    urls_namespace="api",
)
errors.install(api)
api.add_router("/me", me.router)
api.add_router("/units", units.router)
api.add_router("/sources", sources.router)
api.add_router("/sources", readings.router)
api.add_router("/sources", drafts.of_source)
api.add_router("/drafts", drafts.router)
api.add_router("/meetings", meetings.router)
api.add_router("/series", meetings.series_router)
api.add_router("/directives", directives.router)
api.add_router("/projects", projects.router)
api.add_router("/programmes", projects.programmes_router)
api.add_router("/ledger", ledger.router)
api.add_router("/leads", leads.router)
api.add_router("/search", search.router)
api.add_router("/measures", facts.measures_router)
api.add_router("/facts", facts.router)
api.add_router("/tasks", tasks.router)
api.add_router("/submissions", submissions.router)
api.add_router("/indicators", findings.indicators_router)
api.add_router("/findings", findings.router)
api.add_router("/light-schemes", lights.schemes_router)
api.add_router("/lights", lights.router)
api.add_router("/light-choices", lights.choices_router)
api.add_router("/light-decisions", lights.decisions_router)
api.add_router("/seals", seals.router)
