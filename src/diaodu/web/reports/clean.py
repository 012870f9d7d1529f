"""Reports that raise no question: the dispatch office may take them over at one go."""

from collections.abc import Iterable

from diaodu.accounts.known import Known
from diaodu.facts.reporting import Submission
from diaodu.web.reports.page import ReportPage
from diaodu.web.reports.sheet import Sheet


def clean_ones(submissions: Iterable[Submission], known: Known) -> list[Submission]:
    """Those that this person may accept, with a value in every cell and nothing explained away."""
    return [row for row in submissions if ReportPage(row, known).may_accept and is_clean(row, known)]


def is_clean(submission: Submission, known: Known) -> bool:
    """Whether every cell has a value: “not reported” and an explained value are for a person to look at."""
    if submission.task is None or submission.explanations:
        return False
    sheet = Sheet(submission, known)
    values = (sheet.answers.get((subject, column.measure_id)) for subject in sheet.subjects for column in sheet.columns)
    return all(answer is not None and answer.fact is not None and not answer.is_silent for answer in values)
