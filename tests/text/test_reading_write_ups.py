"""Single points of the grammar, each on one screen."""

import pytest

from diaodu.text.writeups import read_write_up

HELD = "5月9日,市长郎平主持召开全市重点项目调度会。"


def test_four_numbered_demands_keep_their_whole_words_and_number() -> None:
    text = (
        HELD
        + "郎平指出,各级各部门要齐抓共管。一要找准方向。各县(市、区)要立足优势,精准招商。二要狠抓落实。要建立台账。"
    )
    demands = read_write_up(text).directives
    assert [(d.number, d.party and d.party.text, d.carried) for d in demands] == [
        (None, "各级各部门", False),
        (1, "各县(市、区)", False),
        (2, "各级各部门", True),
    ]
    assert demands[1].text.text == "一要找准方向。各县(市、区)要立足优势,精准招商"


def test_with_two_parties_addressed_a_bare_demand_stays_open() -> None:
    text = HELD + "会议强调,发改部门要建立台账;财政部门要拨付资金。要加强督导,确保见效。"
    assert [d.party and d.party.text for d in read_write_up(text).directives] == ["发改部门", "财政部门", None]


def test_a_mayor_who_speaks_outranks_the_one_who_presides() -> None:
    text = "6月2日,全市项目推进会召开。副市长苏婷主持会议,市长郎平出席会议并讲话。"
    write_up = read_write_up(text)
    assert write_up.chair is not None
    assert write_up.chair.text == "郎平"
    assert [person.text for person in write_up.attendees] == ["苏婷"]


def test_credits_and_reporters_were_not_at_the_meeting() -> None:
    text = HELD + "副市长苏婷出席会议。\n(记者张毅、郭莉)\n总值班:陈 彬 |\n责 编:刘 佳 |\n编辑:李润"
    assert [person.text for person in read_write_up(text).attendees] == ["苏婷"]


def test_asks_for_policy_are_whole_clauses() -> None:
    text = HELD + "会议强调,各单位要倒排工期,积极争取专项债支持,确保见效。"
    assert [ask.text for ask in read_write_up(text).asks] == ["积极争取专项债支持"]


def test_projects_keep_their_programme_and_the_series_stand_in_the_name() -> None:
    held = "5月9日,省市重点项目暨招商引资第十次调度会召开。"
    text = held + "会议调度了北山公园二期、城南水厂等“三十工程”项目和金谷粮油加工等省市重点项目进展情况。"
    write_up = read_write_up(text)
    assert [(p.name.text, p.programme and p.programme.text) for p in write_up.projects] == [
        ("北山公园二期", "三十工程"),
        ("城南水厂", "三十工程"),
        ("金谷粮油加工", "省市重点项目"),
    ]
    assert [series.text for series in write_up.series] == ["省市重点项目", "招商引资"]
    assert write_up.ordinal is not None
    assert write_up.ordinal.number == 10


def test_the_day_is_read_into_numbers() -> None:
    date = read_write_up("二〇二四年五月九日下午,市长郎平主持召开全市重点项目调度会。").date
    assert date is not None
    assert (date.text, date.year, date.month, date.day) == ("二〇二四年五月九日下午", 2024, 5, 9)
    assert date.part_of_day == "下午"


@pytest.mark.parametrize(
    "taken_up",
    [
        "会议专题研究新能源产业招商线索",
        "会议听取了主导产业招商线索梳理情况",
        "会上汇报了绿色建材产业招商工作",
        "会议听取了新能源、新材料、生物医药等产业招商线索情况汇报",
        "协调解决部分“三十工程”推进中存在的问题",
        "会议针对部分项目手续办理缓慢问题,逐一研究",
        "会议对进度滞后的项目进行了通报",
        "本次集中开工项目32个,涉及先进制造、基础设施、民生保障等领域",
        "会议强调,观摩是手段,促进才是目的",
    ],
)
def test_themes_and_troubles_without_a_name_are_no_projects(taken_up: str) -> None:
    write_up = read_write_up(f"{HELD}{taken_up}。")
    assert (write_up.projects, write_up.leads) == ((), ())


def test_a_line_broken_inside_a_name_is_joined_and_its_place_holds_the_break() -> None:
    text = "5月9日,市长郎平主持召开全市重点项目调度会,听取北山公\n园二期、城南水厂等项目进展情况汇报。"
    [park, works] = [project.name for project in read_write_up(text).projects]
    assert (park.words, works.words) == ("北山公园二期", "城南水厂")
    assert park.span.of(text) == park.text == "北山公\n园二期"


def test_a_meeting_without_a_name_still_gives_what_was_demanded() -> None:
    text = "5月9日,市委召开会议,市委书记郎平主持。会议强调,各级各部门要抓紧落实。"
    write_up = read_write_up(text)
    assert write_up.meeting is None
    assert write_up.chair is not None
    assert [demand.text.text for demand in write_up.directives] == ["要抓紧落实"]
