"""Who lives in the demo world: its units (real names and codes) and its people (invented)."""

from dataclasses import dataclass
from datetime import date

from diaodu.accounts.models import Role, UnitKind
from diaodu.demo.portfolio import Named

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
    DemoUnit("410800-GXQ", "高新技术产业园区（示例）", UnitKind.ZONE, "410800", "", "县（市）组"),
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
# One reporter for each other unit, so that every report has its author.
OTHER_REPORTERS = (
    DemoPerson("jiefang", "常晓岚", "410802", Role.REPORTER),
    DemoPerson("zhongzhan", "石怀玉", "410803", Role.REPORTER),
    DemoPerson("macun", "莫青原", "410804", Role.REPORTER),
    DemoPerson("xiuwu", "云水遥", "410821", Role.REPORTER),
    DemoPerson("boai", "竹心远", "410822", Role.REPORTER),
    DemoPerson("wenxian", "陈家沟", "410825", Role.REPORTER),
    DemoPerson("shifanqu", "林新渡", "410871", Role.REPORTER),
    DemoPerson("qinyang", "丹砚秋", "410882", Role.REPORTER),
    DemoPerson("fagai", "程砚田", "410800-FGW", Role.REPORTER),
    DemoPerson("gaoxin", "方启明", "410800-GXQ", Role.REPORTER),
    DemoPerson("mengzhou", "韩孟津", "410883", Role.REPORTER),
)
# The zone that was merged into another, and the day from which it is part of it.
MERGED_ZONE, MERGED_INTO, MERGED_ON = "410800-GXQ", "410871", date(2023, 1, 1)
# How many made-up projects each county manages, by weight.
WEIGHTS = {
    "410800-GXQ": 4,
    "410802": 6,
    "410803": 6,
    "410804": 6,
    "410811": 9,
    "410821": 8,
    "410822": 9,
    "410823": 12,
    "410825": 9,
    "410871": 12,
    "410882": 12,
    "410883": 11,
}
# The projects of the write-ups, kept at the development commission: which county has them is nobody's to make up.
NAMED_AT = "410800-FGW"
NAMED = (
    Named("市十一中迁建", 6, "三十工程"),
    Named("北部山区生态修复", 9, "三十工程"),
    Named("再生水综合利用", 4, "三十工程"),
    Named("健康元生物制品高端原料药", 1, "三十工程"),
    Named("焦作市煤炭储备基地（西部园区）", 8, "省市重点项目"),
    Named("怀明堂年产3500吨羊奶山药粉", 2, "省市重点项目"),
    Named("京华食品产业园", 2, "省市重点项目"),
    Named("立达健康食品产业园", 2, "省市重点项目"),
)
