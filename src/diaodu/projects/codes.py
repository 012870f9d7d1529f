"""Codes that others give out: the shape of a project code, and the industries of GB/T 4754."""

import re
from functools import cache
from importlib.resources import files

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# GB/T 40058: year 4 – region 6 – guiding department 2 – type 2 – random 5 and a check character. Its algorithm is not
# published, so the shape is all that can be held.
PROJECT_CODE = re.compile(r"\d{4}-\d{6}-\d{2}-\d{2}-\d{5}[0-9A-Z]")
# Section letter, then division, group or class. The letter is asked for: from division 79 on the editions of 2011 and
# 2017 number differently, and without the letter one code would mean two things.
INDUSTRY_CODE = re.compile(r"[A-T](\d{2,4})?")


def valid_project_code(value: str) -> None:
    if not PROJECT_CODE.fullmatch(value):
        raise ValidationError(
            _("“%(value)s” is not a project code. It looks like 2024-410802-41-01-123456."), params={"value": value}
        )


def valid_industry_code(value: str) -> None:
    if not INDUSTRY_CODE.fullmatch(value):
        raise ValidationError(
            _("“%(value)s” is not an industry code: a letter, then two to four digits, such as C3963."),
            params={"value": value},
        )


@cache
def industries() -> dict[str, str]:
    """Names by code as in the edition of 2011; a code of the later edition may be missing."""
    text = (files("diaodu.projects") / "data/industries.tsv").read_text(encoding="utf-8")
    return dict(line.split("\t") for line in text.splitlines())


def industry_name(code: str) -> str:
    """The name of an industry, else that of the narrowest wider one that has a name; empty when there is none."""
    known = industries()
    return next((known[code[:length]] for length in range(len(code), 0, -1) if code[:length] in known), "")
