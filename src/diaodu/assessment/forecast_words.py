"""The classes of forecasts in words."""

from collections.abc import Callable, Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from diaodu.engine.forecast import TIMINGS
from diaodu.projects.models import ConstructionType, Phase

PACES: Mapping[str, str | Promise] = {
    "far_behind": pgettext_lazy("pace", "money far behind the year"),
    "behind": pgettext_lazy("pace", "money behind the year"),
    "in_step": pgettext_lazy("pace", "money in step with the year"),
    "ahead": pgettext_lazy("pace", "money ahead of the year"),
}
KINDS: Mapping[str, str | Promise] = {
    "due": pgettext_lazy("forecast", "due before the next report"),
    "not_due": pgettext_lazy("forecast", "not due before the next report"),
}


def class_words(klass: Iterable[tuple[str, str]], unit_name: Callable[[int], str]) -> str:
    """“building · 主体封顶 · new”: the keys of a class, the widest first."""
    keys = dict(klass)
    if "timing" in keys:
        del keys["kind"]
    return " · ".join(_key_words(key, value, unit_name) for key, value in keys.items()) or str(_("all history"))


def _key_words(key: str, value: str, unit_name: Callable[[int], str]) -> str:
    if key == "timing":
        label = next(timing.label for timing in TIMINGS if timing.code == value)
        return label.in_language(get_language() or "zh-hans")
    if key == "unit":
        return unit_name(int(value))
    named: dict[str, Mapping[str, str | Promise]] = {
        "kind": KINDS,
        "pace": PACES,
        "phase": {phase.value: phase.label for phase in Phase},
        "category": {kind.value: kind.label for kind in ConstructionType},
    }
    # A node is called what the ledger calls it.
    return str(named.get(key, {}).get(value, value))
