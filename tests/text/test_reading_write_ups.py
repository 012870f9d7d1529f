"""Single points of the grammar, each on one screen."""

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
