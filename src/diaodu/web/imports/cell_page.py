"""A cell as evidence: what stood there, what was recorded from its row, by whom and when."""

from dataclasses import dataclass

from django.utils.translation import get_language

from diaodu.accounts.known import Known
from diaodu.facts.models import Citation, Fact, Source
from diaodu.intake.ledger.in_words import in_words
from diaodu.intake.ledger.steps import measure_targets
from diaodu.intake.ledger.targets import target_of


@dataclass(frozen=True)
class Recorded:
    """One value that was recorded from a cell of the row."""

    cell: str
    label: str
    words: str
    is_asked: bool


@dataclass(frozen=True)
class CellPage:
    """The cell that was asked for, among those of its row that something was recorded from."""

    source: Source
    sheet: str
    cell: str
    known: Known

    @property
    def recorded(self) -> list[Recorded]:
        subjects = self._subjects()
        found = [*self._fields(subjects), *self._facts(subjects)]
        return sorted(found, key=lambda one: (len(one.cell), one.cell))

    def _subjects(self) -> set[int]:
        place = {"source": self.source, "sheet": self.sheet, "cell": self.cell}
        cited = set(Citation.objects.filter(**place).values_list("subject_id", flat=True))
        return cited | set(Fact.objects.filter(**place).values_list("subject_id", flat=True))

    def _fields(self, subjects: set[int]) -> list[Recorded]:
        rows = Citation.objects.filter(source=self.source, sheet=self.sheet, subject__in=subjects)
        if self.known.position is not None:
            rows = rows.filter(entry_id__lte=self.known.position)
        language = get_language() or "zh"
        found = []
        for row in rows.order_by("id"):
            code = row.field.partition(":")[0]
            target = target_of({"annual_plan": "plan"}.get(code, code))
            label = target.label.in_language(language) if target else row.field
            found.append(Recorded(row.cell or "", label, row.words, row.cell == self.cell))
        return found

    def _facts(self, subjects: set[int]) -> list[Recorded]:
        rows = Fact.objects.filter(source=self.source, sheet=self.sheet, subject__in=subjects)
        if self.known.position is not None:
            rows = rows.filter(entry_id__lte=self.known.position)
        language, targets = get_language() or "zh", measure_targets()
        found = []
        for row in rows.select_related("measure").order_by("id"):
            target = targets[f"measure:{row.measure.code}"]
            value = row.number if row.text is None else row.text
            label = f"{target.label.in_language(language)} {row.period}"
            found.append(Recorded(row.cell or "", label, in_words(target, value, {}), row.cell == self.cell))
        return found
