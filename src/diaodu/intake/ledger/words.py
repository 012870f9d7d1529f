"""What is said about cells and rows, in both languages: on pages, in marked workbooks, on the terminal."""

from diaodu.engine.labels import Label

NOTHING = Label("（无）", "(nothing)")
KEY_UNKNOWN = Label(
    "表中隐藏的键指向的项目已不在您的范围内。请重新导出后再改。",
    "The hidden key names a project that is not yours to see. Export again, then edit.",
)
CODE_OF_OTHERS = Label(
    "这个项目代码属于其他单位的项目。请核对代码。", "This code belongs to another unit's project. Check the code."
)
NOT_YOURS = Label("这个项目由其他单位管理，您不能修改。", "Another unit manages this project: you cannot change it.")
NAME_MISSING = Label("缺项目名称。请填写。", "The project's name is missing. Fill it in.")
LOCKED = Label(
    "这个数已审定，只能在项目页上写明理由后更正。",
    "This value has been accepted: correct it, with a reason, on the project's page.",
)
PERIOD_MISSING = Label("缺报告期。请填写。", "The period is missing. Fill it in.")
BAD_CODE = Label(
    "不是项目代码。项目代码形如 2024-410802-41-01-123456。",
    "Not a project code, which looks like 2024-410802-41-01-123456.",
)
BAD_INDUSTRY = Label("不是行业代码。行业代码形如 C3963。", "Not an industry code, which looks like C3963.")
NOT_BLANK = Label("名称和管理单位不能清空。", "Name and managing unit cannot be emptied.")


def twice(place: str) -> Label:
    return Label(
        f"同一项目在本表中出现两次，另见 {place} 行。", f"The same project stands twice in this table: see row {place}."
    )


def contradicts(place: str) -> Label:
    return Label(f"与 {place} 行所填不一致。", f"Says something else than row {place}.")


def conflict(now: str) -> Label:
    return Label(
        f"导出之后别人已改为“{now}”，您也改了。请重新导出后再改。",
        f"Somebody else has changed this to “{now}” since the export, and so have you. Export again, then edit.",
    )


def unit_unknown(name: str, own: str) -> Label:
    return Label(
        f"单位表中没有“{name}”，记在{own}名下。", f"There is no unit “{name}”: the project stands under {own}."
    )


def unknown_choice(found: str, choices: str) -> Label:
    return Label(f"不认识“{found}”。可填：{choices}。", f"“{found}” is not one of: {choices}.")


def too_long(most: int) -> Label:
    return Label(f"超过 {most} 个字。请缩短。", f"Longer than {most} characters. Shorten it.")


def not_read(expected_zh: str, expected_en: str) -> Label:
    return Label(f"读不出{expected_zh}。", f"This cannot be read as {expected_en}.")


def other_currency(unit: str, expected: str) -> Label:
    return Label(
        f"单位“{unit}”不是 {expected}。不同币种的金额不能混填。",
        f"The unit “{unit}” is not {expected}. Amounts of different currencies are not mixed.",
    )
