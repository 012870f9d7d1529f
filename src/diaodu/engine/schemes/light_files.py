"""Reads a file of lights: one published document, the lights it rules, their values and levels."""

from pathlib import Path

from diaodu.engine.inputs import PROJECT_INPUTS, Input
from diaodu.engine.labels import Label
from diaodu.engine.light_schemes import EXCUSED, NOT_REPORTED, LightDocument, LightLevel, LightScheme, LightValue, Token
from diaodu.engine.printing import FITTING, USUAL, Show
from diaodu.engine.rounding import NotARounding, Rounding
from diaodu.engine.rules import Kind
from diaodu.engine.schemes.tables import Table


def read_lights(file: Path) -> tuple[LightScheme, ...]:
    """The lights of one file. Raises RuleError with file, line and what is wrong."""
    whole = Table.read(file)
    document = _document(whole.table("document"))
    from_on = whole.day("from_on") if whole.has("from_on") else None
    to_on = whole.day("to_on") if whole.has("to_on") else None
    rounding = _rounding(whole)
    schemes = []
    for table in whole.tables("lights"):
        inputs = {**PROJECT_INPUTS, **_declared(table)}
        values = _values(table, inputs)
        scheme = LightScheme(
            code=table.text("code"),
            label=table.label("label"),
            subject=table.text("subject"),
            document=document,
            from_on=from_on,
            to_on=to_on,
            rounding=rounding,
            inputs=inputs,
            values=values,
            published=_levels(table, inputs, values),
            note=table.label("note") if table.has("note") else None,
        )
        table.finish()
        schemes.append(scheme)
    whole.finish()
    return tuple(schemes)


def _document(table: Table) -> LightDocument:
    document = LightDocument(
        table.label("title"), table.text("issued") if table.has("issued") else None, table.text("address")
    )
    table.finish()
    return document


def _rounding(table: Table) -> Rounding:
    try:
        return Rounding.parse(table.text("rounding"))
    except NotARounding as wrong:
        raise table.error("rounding", Label("写成“half-up 1”这样", "is written like half-up 1")) from wrong


def _declared(table: Table) -> dict[str, Input]:
    """Inputs that only this light speaks of."""
    inputs = {}
    for name, declared in table.named_tables("inputs"):
        if name in PROJECT_INPUTS:
            raise declared.error("", Label(f"“{name}”已有定义", f"{name} has a meaning already"))
        inputs[name] = Input(name, declared.choice("kind", Kind), declared.label("label"))
        declared.finish()
    return inputs


def _values(table: Table, inputs: dict[str, Input]) -> tuple[LightValue, ...]:
    names = {name: known.kind for name, known in inputs.items()}
    values = []
    for name, declared in table.named_tables("values"):
        if name in names:
            raise declared.error("", Label(f"“{name}”已有定义", f"{name} has a meaning already"))
        rule = declared.rule("rule", names)
        show = declared.choice("show", Show) if declared.has("show") else USUAL[rule.kind]
        if show not in FITTING[rule.kind]:
            kind = rule.kind.label
            raise declared.error("show", Label(f"{kind.zh}不能这样写", f"{kind.en} cannot be printed so"))
        values.append(LightValue(name, rule, declared.label("label"), show))
        names[name] = rule.kind
        declared.finish()
    return tuple(values)


def _levels(table: Table, inputs: dict[str, Input], values: tuple[LightValue, ...]) -> tuple[LightLevel, ...]:
    names = {name: known.kind for name, known in inputs.items()} | {value.name: value.rule.kind for value in values}
    declared = table.tables("levels")
    levels = [_level(level, names, is_last=level is declared[-1]) for level in declared]
    taken = [NOT_REPORTED.code, EXCUSED.code]
    for level, written in zip(levels, declared, strict=True):
        if level.code in taken:
            raise written.error("code", Label(f"“{level.code}”已经用过", f"{level.code} is taken"))
        taken.append(level.code)
    return tuple(levels)


def _level(table: Table, names: dict[str, Kind], *, is_last: bool) -> LightLevel:
    has_exit = table.has("enter")
    key = "enter" if has_exit else "when"
    condition = None if is_last and not table.has(key) else table.rule(key, names, gives=Kind.BOOL)
    level = LightLevel(
        code=table.text("code"),
        words=table.label("words"),
        token=table.choice("token", Token),
        reason=table.label("reason", names),
        condition=condition,
        leave=table.rule("leave", names, gives=Kind.BOOL) if has_exit else None,
        is_excusable=table.truth("unless_excused"),
        consequence=table.label("consequence") if table.has("consequence") else None,
    )
    table.finish()
    return level
