"""Looking back: a page as it was known at the end of a day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.utils.dateparse import parse_date
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from diaodu.journal.models import Entry

PARAMETER = "as_of"


@dataclass(frozen=True)
class AsOf:
    """The end of a past day, in local time."""

    day: date

    @property
    def moment(self) -> datetime:
        midnight = make_aware(datetime.combine(self.day + timedelta(days=1), time()))
        return midnight - timedelta(microseconds=1)

    @cached_property
    def position(self) -> int:
        """The last position of the journal known at that moment."""
        return Entry.objects.position_at(self.moment)


def asked_as_of(request: HttpRequest, *, today: date) -> AsOf | None:
    """What `?as_of=YYYY-MM-DD` asks for; None for now, which today and later days are."""
    words = request.GET.get(PARAMETER, "")
    if not words:
        return None
    try:
        day = parse_date(words)
    except ValueError:
        day = None
    if day is None:
        raise BadRequest(_("“%(words)s” is not a day. Write it as 2024-05-31.") % {"words": words})
    return AsOf(day) if day < today else None
