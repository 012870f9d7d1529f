"""What a ledger has from the first day, and the codes that it checks."""

import hashlib
import tomllib
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from diaodu.facts.models import Measure
from diaodu.journal.models import Entry
from diaodu.journal.writing import journal_entry
from diaodu.projects import codes
from diaodu.projects.installing import install_declared
from diaodu.projects.measures import MEASURES
from diaodu.projects.models import NodeTemplate
from diaodu.projects.models.firms import valid_credit_code
from tests.world import NOW

DATA = Path(codes.__file__).parent / "data"


@pytest.mark.django_db
def test_every_declared_measure_stands_and_again_adds_nothing() -> None:
    assert set(Measure.objects.values_list("code", "unit")) == {(row.code, row.unit) for row in MEASURES}
    before = Entry.objects.count()
    install_declared()
    assert Entry.objects.count() == before


@pytest.mark.django_db
def test_new_words_of_a_measure_are_taken_over_and_the_old_ones_kept() -> None:
    measure = Measure.objects.get(code="jobs")
    with journal_entry(by=None, at=NOW, verb="install_declared"):
        measure.label_en = "Employment"
        measure.save()
    install_declared()
    words = [row.label_en for row in measure.history.order_by("history_id")]
    assert words == ["Jobs", "Employment", "Jobs"]
    assert Entry.objects.order_by("-position").first().recorded_at > NOW + timedelta(days=1)


@pytest.mark.django_db
def test_thirteen_nodes_before_the_start_and_seven_of_construction_ship() -> None:
    before, building = NodeTemplate.objects.filter(unit=None).order_by("id")
    assert (before.nodes.count(), building.nodes.count()) == (13, 7)
    assert not before.nodes.filter(follows__isnull=False).exists()
    assert [node.follows.order if node.follows else None for node in building.nodes.all()] == [None, 1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("code", ["2024-410802-41-01-123456", "2020-000052-48-01-01234X"])
def test_a_project_code_has_its_shape(code: str) -> None:
    codes.valid_project_code(code)


@pytest.mark.parametrize("code", ["", "2024-410802-41-01-12345", "20244108024101123456", "2024-410802-41-01-123456 "])
def test_another_shape_is_no_project_code(code: str) -> None:
    with pytest.raises(ValidationError):
        codes.valid_project_code(code)


def test_an_industry_code_carries_its_letter() -> None:
    codes.valid_industry_code("C3610")
    for wrong in ("3610", "U12", "C3", "C36100"):
        with pytest.raises(ValidationError):
            codes.valid_industry_code(wrong)


def test_an_industry_has_a_name_or_that_of_a_wider_one() -> None:
    assert codes.industry_name("A0111") == "稻谷种植"
    assert codes.industry_name("A0119") == "其他谷物种植"
    assert codes.industry_name("A0119999") == "其他谷物种植"
    assert codes.industry_name("X") == ""


def test_the_industries_are_those_of_the_manifest() -> None:
    manifest = tomllib.loads((DATA / "MANIFEST.toml").read_text(encoding="utf-8"))
    kept = hashlib.sha256((DATA / manifest["industries"]["file"]).read_bytes()).hexdigest()
    assert kept == manifest["industries"]["sha256"]


def test_a_credit_code_is_checked_to_its_last_character() -> None:
    valid_credit_code("91110000600037341L")
    for wrong in ("911100006000373410", "91110000600037341", " 91110000600037341L", "91110000600037341l"):
        with pytest.raises(ValidationError):
            valid_credit_code(wrong)
