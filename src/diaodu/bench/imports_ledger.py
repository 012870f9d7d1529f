"""The ledger that imports are measured with: 20 columns as offices keep them, made up and repeatable."""

import random
from datetime import date, timedelta
from pathlib import Path

HEADS = (
    "序号", "项目代码", "项目名称", "建设性质", "建设内容及规模", "建设地点", "总投资（万元）", "计划开工时间",
    "计划竣工时间",
    "包联领导", "责任人", "业主单位", "年度计划投资（万元）", "至上年底累计完成投资（万元）", "1-5月完成投资（万元）",
    "5月完成投资（万元）", "累计到位资金（万元）", "形象进度", "存在问题", "下步安排",
)  # fmt: skip
PLACES = ("东川", "西川", "南原", "北塬", "中站", "山阳", "马村", "解放")
WORKS = ("污水处理厂", "快速路", "标准厂房", "冷链物流园", "中学迁建", "光伏电站", "棚户区改造", "水库除险加固")
IMAGES = ("主体封顶", "桩基施工", "土方开挖", "设备安装", "征地拆迁", "内外装修")
OWNERS = 500


def write_ledger(path: Path, *, rows: int, seed: int) -> None:
    from xlsxwriter import Workbook

    dice = random.Random(seed)
    book = Workbook(str(path), {"constant_memory": True, "default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("重点项目")
    sheet.write_string(0, 0, "2024年重点项目进展情况表（1-5月）")
    for column, head in enumerate(HEADS):
        sheet.write_string(1, column, head)
    for number in range(1, rows + 1):
        for column, value in enumerate(_row(dice, number)):
            if value is not None:
                sheet.write(number + 1, column, value)
    book.close()


def _row(dice: random.Random, number: int) -> tuple[object, ...]:
    place, work = dice.choice(PLACES), dice.choice(WORKS)
    total = dice.randrange(2_000, 300_000)
    start = date(2022, 1, 1) + timedelta(days=dice.randrange(1_000))
    done = total * dice.randrange(5, 60) // 100
    return (
        number, f"2024-{410800 + number % 90:06}-{number % 90 + 10}-01-{number % 100_000:05}{number // 100_000}",
        f"{place}{work}{number}号项目", dice.choice(("新建", "扩建", "改建", "技改")),
        f"占地 {dice.randrange(20, 400)} 亩，新建{work}及配套设施", f"{place}县产业集聚区{number % 40}号", total,
        start, start + timedelta(days=dice.randrange(300, 1_200)), f"领导{number % 40}", f"负责人{number % 900}",
        f"建设投资有限公司{number % OWNERS}", total // 3, done // 2, done / 3, done / 15,
        None if number % 10 == 0 else done, dice.choice(IMAGES), None if number % 3 else "征地未完成", "加快推进",
    )  # fmt: skip
