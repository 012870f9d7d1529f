"""What every ledger has from the first day: the declared measures and the node templates that ship."""

import tomllib
from datetime import UTC, datetime
from importlib.resources import files
from typing import TypedDict

from django.apps import AppConfig
from django.db import connections
from django.db.utils import DEFAULT_DB_ALIAS
from django.utils.timezone import now

from diaodu.journal.models import Head
from diaodu.journal.writing import journal_entry
from diaodu.projects.measures import measures_to_save
from diaodu.projects.models import NodeKind, NodeTemplate, TemplateNode

# An empty ledger has them before everything else: the journal's clock starts with what people do.
BEFORE_EVERYTHING = datetime(1970, 1, 1, tzinfo=UTC)


class ShippedTemplate(TypedDict):
    """As `data/node_templates.toml` words it."""

    name: str
    kind: str
    chain: bool
    nodes: list[str]


def after_migrating(*, sender: AppConfig, using: str, **_: object) -> None:
    """Receiver of post_migrate. A migration may stop before the tables are there."""
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    if using == DEFAULT_DB_ALIAS and {"journal_head", "projects_historicaltemplatenode"} <= set(tables):
        install_declared()


def install_declared() -> None:
    measures = measures_to_save()
    known = set(NodeTemplate.objects.filter(unit=None).values_list("name", flat=True))
    templates = [row for row in shipped_templates() if row["name"] not in known]
    if not measures and not templates:
        return
    is_empty = Head.objects.get().position == 0
    with journal_entry(by=None, at=BEFORE_EVERYTHING if is_empty else now(), verb="install_declared"):
        for measure in measures:
            measure.save()
        for row in templates:
            _lay_down(row["name"], NodeKind(row["kind"]), row["nodes"], is_chain=row["chain"])


def shipped_templates() -> list[ShippedTemplate]:
    text = (files("diaodu.projects") / "data/node_templates.toml").read_text(encoding="utf-8")
    found: list[ShippedTemplate] = tomllib.loads(text)["template"]
    return found


def _lay_down(name: str, kind: NodeKind, nodes: list[str], *, is_chain: bool) -> None:
    template = NodeTemplate.objects.create(name=name)
    before = None
    for order, node in enumerate(nodes, start=1):
        before = TemplateNode.objects.create(
            template=template, order=order, name=node, kind=kind, follows=before if is_chain else None
        )
