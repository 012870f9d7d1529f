"""Who lives in the demo world: its units (real names and codes) and its people (invented)."""

from dataclasses import dataclass
from datetime import date

from diaodu.accounts.models import Role, UnitKind

PASSWORD = "diaodu-demo-2024"  # noqa: S105  the demo says it on its sign-in page
FOUNDED_ON = date(2021, 1, 1)


@dataclass(frozen=True)
class DemoUnit:
    code: str
    name: str
    kind: UnitKind
    parent: str | None = "410800"
    region_code: str = ""
    assessment_group: str = ""


@dataclass(frozen=True)
class DemoPerson:
    username: str
    name: str
    unit: str | None
    role: Role | None


# Names, codes and the two assessment groups are public facts; departments carry codes of our own.
UNITS = (
    DemoUnit("410800", "焦作市", UnitKind.CITY, None, "410800"),
    DemoUnit("410802", "解放区", UnitKind.COUNTY, "410800", "410802", "城区组"),
    DemoUnit("410803", "中站区", UnitKind.COUNTY, "410800", "410803", "城区组"),
    DemoUnit("410804", "马村区", UnitKind.COUNTY, "410800", "410804", "城区组"),
    DemoUnit("410811", "山阳区", UnitKind.COUNTY, "410800", "410811", "城区组"),
    DemoUnit("410821", "修武县", UnitKind.COUNTY, "410800", "410821", "县（市）组"),
    DemoUnit("410822", "博爱县", UnitKind.COUNTY, "410800", "410822", "县（市）组"),
    DemoUnit("410823", "武陟县", UnitKind.COUNTY, "410800", "410823", "县（市）组"),
    DemoUnit("410825", "温县", UnitKind.COUNTY, "410800", "410825", "县（市）组"),
    DemoUnit("410871", "焦作城乡一体化示范区", UnitKind.ZONE, "410800", "410871", "县（市）组"),
    DemoUnit("410882", "沁阳市", UnitKind.COUNTY, "410800", "410882", "县（市）组"),
    DemoUnit("410883", "孟州市", UnitKind.COUNTY, "410800", "410883", "县（市）组"),
    DemoUnit("410800-DDB", "市重点项目调度办", UnitKind.DEPARTMENT),
    DemoUnit("410800-FGW", "市发展和改革委员会", UnitKind.DEPARTMENT),
    DemoUnit("410800-SWJ", "市商务局", UnitKind.DEPARTMENT),
    DemoUnit("410800-ZRZY", "市自然资源和规划局", UnitKind.DEPARTMENT),
)

DISPATCHER = DemoPerson("diaodu", "周敏之", "410800-DDB", Role.DISPATCHER)
REPORTER = DemoPerson("shanyang", "韩立秋", "410811", Role.REPORTER)
LEADER = DemoPerson("lingdao", "沈望川", "410800", Role.LEADER)
OUTSIDER = DemoPerson("outsider", "过路人", None, None)
CAST_OF_FOUR = (DISPATCHER, REPORTER, LEADER, OUTSIDER)
PEOPLE = (
    *CAST_OF_FOUR,
    DemoPerson("admin", "管理员", "410800", Role.ADMINISTRATOR),
    DemoPerson("zhaoshang", "苏晚晴", "410800-SWJ", Role.INVESTMENT_OFFICER),
    DemoPerson("ziran", "严知行", "410800-ZRZY", Role.LINE_DEPARTMENT),
    DemoPerson("shenji", "顾明理", "410800", Role.AUDITOR),
    DemoPerson("wuzhi", "贺春生", "410823", Role.REPORTER),
)
