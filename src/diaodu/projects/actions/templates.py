"""The verb that writes a city's own node template."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from diaodu.accounts.models import Unit, User
from diaodu.journal.writing import journal_entry
from diaodu.projects.models import NodeKind, NodeTemplate, TemplateNode
from diaodu.projects.refusals import Refused, check_fields


@dataclass(frozen=True)
class TemplatePart:
    """One node as a template lists it; `follows` is the name of one listed before it."""

    name: str
    kind: NodeKind
    follows: str = ""


def write_template(
    template: NodeTemplate | None, *, name: str, unit: Unit, parts: Sequence[TemplatePart], by: User, at: datetime
) -> NodeTemplate:
    """A unit's own template, new or written anew. Those that ship stay as they are."""
    if template is not None and template.unit_id is None:
        raise Refused(_("This template ships with the house. Save your own under another name."), "name")
    if not parts:
        raise Refused(_("A template lists at least one node."), "nodes")
    if len({part.name for part in parts}) < len(parts):
        raise Refused(_("A template names each node once."), "nodes")
    with journal_entry(by=by.pk, at=at, verb="write_template"):
        template = template or NodeTemplate(unit=unit)
        template.name = name
        check_fields(template, "name")
        if NodeTemplate.objects.filter(name=name, unit=unit).exclude(pk=template.pk).exists():
            raise Refused(_("There is a template of this name."), "name")
        template.save()
        _write_nodes(template, parts)
        return template


def _write_nodes(template: NodeTemplate, parts: Sequence[TemplatePart]) -> None:
    kept = {node.name: node for node in template.nodes.all()}
    laid: dict[str, TemplateNode] = {}
    for order, part in enumerate(parts, start=1):
        if part.follows and part.follows not in laid:
            raise Refused(_("A node follows one that is listed before it."), "nodes")
        node = kept.pop(part.name, None) or TemplateNode(template=template, name=part.name)
        node.order, node.kind, node.follows = order, part.kind, laid.get(part.follows)
        check_fields(node, "name", "kind")
        node.save()
        laid[part.name] = node
    # From the end: what follows goes before what it follows.
    for node in sorted(kept.values(), key=lambda node: -node.order):
        node.delete()
