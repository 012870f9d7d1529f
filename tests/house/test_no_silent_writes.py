"""`QuerySet.update` and bulk writes leave no history, so no source file uses them on a historied model."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

SOURCE = Path(__file__).parents[2] / "src" / "diaodu"
SILENT = {"bulk_create", "bulk_update", "abulk_create", "abulk_update", "_raw_delete", "aupdate", "_update"}
WITHOUT_HISTORY = {model.__name__ for model in apps.get_models() if not hasattr(model, "history")}


def silent_writes(code: str) -> Iterator[int]:
    """Lines of writes that may be on a historied model: on a model known by name to have no history they may stand."""
    for node in ast.walk(ast.parse(code)):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if is_silent(node, node.func.attr) and root(node.func.value) not in WITHOUT_HISTORY:
            yield node.lineno


def is_silent(call: ast.Call, verb: str) -> bool:
    # A dictionary's or a digest's `update` is given a value; a queryset's takes fields by name only.
    by_name_only = verb == "update" and not call.args and bool(call.keywords)
    return verb in SILENT or by_name_only


def root(node: ast.expr) -> str:
    """The name at the beginning of a chain: `Unit` of `Unit.objects.filter(…)`."""
    while isinstance(node, ast.Attribute | ast.Call):
        node = node.value if isinstance(node, ast.Attribute) else node.func
    return node.id if isinstance(node, ast.Name) else ""


def test_no_source_file_writes_past_the_history() -> None:
    files = [file for file in SOURCE.rglob("*.py") if "migrations" not in file.parts]
    found = [f"{file.relative_to(SOURCE)}:{line}" for file in files for line in silent_writes(file.read_text("utf-8"))]
    assert files
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        "Unit.objects.update(code='1')",
        "Unit.objects.filter(pk=1).update(code='1')",
        "chosen.update(**fields)",
        "Unit.objects.bulk_create(rows)",
        "units.bulk_update(rows, ['code'])",
        "viewer.projects().filter(pk=1).update(name='x')",
    ],
)
def test_it_finds_a_silent_write(code: str) -> None:
    assert list(silent_writes(code)) == [1]


@pytest.mark.parametrize(
    "code", ["digest.update(chunk)", "fields.update({'a': 1})", "Fact.objects.bulk_create(facts)", "unit.save()"]
)
def test_it_leaves_other_writes_alone(code: str) -> None:
    assert list(silent_writes(code)) == []
