"""Imports: a ledger taken in, mapped, tried, confirmed; its problems marked; the ledger written back into Excel."""

import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from diaodu.accounts.models import Unit
from diaodu.engine.periods import NotAPeriod
from diaodu.facts.blobs import blob_path, open_bytes
from diaodu.facts.models import Source
from diaodu.intake.ledger.actions import (
    ImportRefused,
    cancel_import,
    confirm_import,
    decide_rows,
    settle_mapping,
    take_in_ledger,
)
from diaodu.intake.ledger.exporting import export_name, export_projects, measured_columns, own_columns
from diaodu.intake.ledger.mapping import MappingFault
from diaodu.intake.ledger.marking import marked_workbook
from diaodu.intake.ledger.refusals import words_of
from diaodu.intake.models import LedgerImport, PlannedRow
from diaodu.intake.values import Refusal
from diaodu.intake.words import refusal_words
from diaodu.ledger.asking import Asked
from diaodu.ledger.columns import Origin
from diaodu.ledger.rows import ProjectLedger
from diaodu.lib.htmx import render_page
from diaodu.lib.paging import page_of
from diaodu.lib.readonly import readonly
from diaodu.web.access import ViewerRequest, allowed
from diaodu.web.imports.cell_page import CellPage
from diaodu.web.imports.forms import LedgerForm, fill_choices, mappings_typed, table_lines
from diaodu.web.imports.page import ImportPage
from diaodu.web.imports.permissions import can_carry_on, can_import, can_see_imports
from diaodu.web.projects.permissions import can_see_projects
from diaodu.web.records.known import known_to

COUNTED = ("new", "changed", "problem")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@readonly
@allowed(can_see_imports)
def import_list(request: ViewerRequest) -> HttpResponse:
    """The imports so far, and the form that takes another ledger in."""
    return _list_page(request, LedgerForm(viewer=request.viewer))


@require_POST
@allowed(can_import)
def take_in(request: ViewerRequest) -> HttpResponse:
    form = LedgerForm(request.POST, request.FILES, viewer=request.viewer)
    if not form.is_valid():
        return _list_page(request, form, status=422)
    file, unit = form.cleaned_data["file"], Unit.objects.get(pk=form.cleaned_data["unit"])
    if file.size > form.most_bytes:
        refusal = Refusal("too-large", size_mb=-(-file.size // 1024**2), most_mb=form.most_bytes // 1024**2)
        words = refusal_words(refusal)
        form.add_error("file", f"{words.what} {words.mend}")
        return _list_page(request, form, status=422)
    chosen = take_in_ledger(file.chunks(), name=file.name or _("file"), unit=unit, by=request.user, at=now())
    return _see(chosen.pk)


def _list_page(request: ViewerRequest, form: LedgerForm, *, status: int = 200) -> HttpResponse:
    rows = LedgerImport.objects.visible_to(request.viewer).defer("tables").select_related("source", "started_by")
    if request.as_of is not None:
        rows = rows.filter(source__entry_id__lte=request.as_of.position)
    page = page_of(rows, request)
    context = {
        "form": form if can_import(request.viewer) and request.as_of is None else None,
        "page": page,
        "rows": [
            (row, request.viewer.tree.name(row.unit_id), [row.counts.get(state, "") for state in COUNTED])
            for row in page
        ],
    }
    return render_page(request, "imports/list.html", context, status=status)


@readonly
@allowed(can_see_imports)
def import_page(request: ViewerRequest, pk: int) -> HttpResponse:
    """One import at the step that it stands before."""
    return _import_page(request, _visible(request, pk), maps_again="mapping" in request.GET)


@require_POST
@allowed(can_import)
def settle(request: ViewerRequest, pk: int) -> HttpResponse:
    """What the columns fill, as the person settled it; remembered for the next sheet of this shape."""
    chosen = _mine(request, pk)

    def act() -> None:
        typed = {name: str(value) for name, value in request.POST.items()}
        mappings = mappings_typed(chosen, typed)
        settle_mapping(chosen, mappings, period=typed.get("period", ""), by=request.user, at=now())

    return _acted(request, chosen, act, maps_again=True)


@require_POST
@allowed(can_import)
def decide(request: ViewerRequest, pk: int) -> HttpResponse:
    """Whether rows are about the projects that they resemble."""
    chosen = _mine(request, pk)

    def act() -> None:
        asked = PlannedRow.objects.filter(ledger_import=chosen, state="asked")
        if "all_new" in request.POST:
            decisions: dict[int, int | None] = dict.fromkeys(asked.values_list("pk", flat=True))
        else:
            said = {row: request.POST.get(f"row-{row}", "") for row in asked.values_list("pk", flat=True)}
            decisions = {row: None if words == "new" else int(words) for row, words in said.items() if _says(words)}
        decide_rows(chosen, decisions, by=request.user, at=now())

    return _acted(request, chosen, act)


def _says(words: str) -> bool:
    return words == "new" or (words.isdecimal() and len(words) < 19)


@require_POST
@allowed(can_import)
def confirm(request: ViewerRequest, pk: int) -> HttpResponse:
    chosen = _mine(request, pk)
    leave_out = bool(request.POST.get("leave_out"))
    return _acted(request, chosen, lambda: confirm_import(chosen, leave_out=leave_out, by=request.user, at=now()))


@require_POST
@allowed(can_import)
def cancel(request: ViewerRequest, pk: int) -> HttpResponse:
    chosen = _mine(request, pk)
    return _acted(request, chosen, lambda: cancel_import(chosen, by=request.user, at=now()))


@readonly
@allowed(can_see_imports)
def marked(request: ViewerRequest, pk: int) -> HttpResponseBase:
    """The file as it came, its problems marked in their cells."""
    chosen = _visible(request, pk)
    open_bytes(chosen.source.sha256, name=chosen.source.name).close()
    data = marked_workbook(chosen, blob_path(chosen.source.sha256), language=get_language() or "zh")
    name = f"{Path(chosen.source.name).stem}-{_('marked')}.xlsx"
    return FileResponse(BytesIO(data), as_attachment=True, filename=name, content_type=XLSX)


@readonly
@allowed(can_see_projects)
def export(request: ViewerRequest) -> HttpResponseBase:
    """The ledger as it is filtered, with hidden keys: to be edited and imported back."""
    known = known_to(request)
    asked = Asked.of(dict(request.GET.lists()), known)
    codes = [column.name for column in asked.columns if column.origin is Origin.MEASURE]
    columns = [*own_columns(), *measured_columns(codes, asked.period.code)]
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
    filters = {name: value for name, value in asked.parameters() if name != "column"}
    rows = ProjectLedger(known, asked).sorted()
    export_projects(rows, columns, file, known=known, sheet=_("Project ledger"), filters=filters)
    file.seek(0)
    return FileResponse(
        file, as_attachment=True, filename=export_name(_("Project ledger"), moment=now()), content_type=XLSX
    )


@readonly
@allowed(can_see_imports)
def cell(request: ViewerRequest, pk: int) -> HttpResponse:
    """One cell of a workbook with what was recorded from its row: where a value from a ledger leads."""
    source = get_object_or_404(Source.objects.visible_to(request.viewer).select_related("entry", "received_by"), pk=pk)
    page = CellPage(source, request.GET.get("sheet", ""), request.GET.get("cell", ""), known_to(request))
    if not page.recorded:
        raise Http404
    return render_page(request, "imports/cell.html", {"cell": page}, parts=("sheet-body",))


def _visible(request: ViewerRequest, pk: int) -> LedgerImport:
    rows = LedgerImport.objects.visible_to(request.viewer).select_related("source__entry", "started_by", "unit")
    return get_object_or_404(rows, pk=pk)


def _mine(request: ViewerRequest, pk: int) -> LedgerImport:
    chosen = _visible(request, pk)
    if not can_carry_on(request.viewer, chosen):
        raise PermissionDenied
    return chosen


def _acted(
    request: ViewerRequest, chosen: LedgerImport, act: Callable[[], object], *, maps_again: bool = False
) -> HttpResponse:
    """Carries a verb out and leads to what came of it; a refused one says why on the same page."""
    try:
        act()
    except ImportRefused as refused:
        messages.error(request, words_of(refused))
    except MappingFault as fault:
        messages.error(request, f"{fault.where}: {fault.words.in_language(get_language() or 'zh')}")
    except NotAPeriod as error:
        messages.error(request, _("“%(words)s” is not a period. Write it as 2024-05.") % {"words": error})
    else:
        return _see(chosen.pk)
    return _import_page(request, _visible(request, chosen.pk), maps_again=maps_again, status=409)


def _import_page(
    request: ViewerRequest, chosen: LedgerImport, *, maps_again: bool = False, status: int = 200
) -> HttpResponse:
    may = can_import(request.viewer) and can_carry_on(request.viewer, chosen) and request.as_of is None
    page = ImportPage(chosen, request, may)
    shows_mapping = page.state == "mapping" or (page.state == "planned" and maps_again)
    context = {
        "chosen": chosen,
        "import": page,
        "unit_name": request.viewer.tree.name(chosen.unit_id),
        "tables": list(table_lines(chosen)) if shows_mapping else None,
        "fill_choices": fill_choices() if shows_mapping else None,
    }
    return render_page(request, "imports/import.html", context, parts=("work",), status=status)


def _see(pk: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("imports:import", args=[pk]), status=303)
