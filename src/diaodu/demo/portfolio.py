"""Three years of a city's key projects, made up: seeded, with seasons, slips, late and corrected reports. Pure."""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from diaodu.demo.trades import GIVEN, HOUSES, REASONS, SURNAMES, TRADES, Trade

SEED = 410800
FIRST_MONTH = (2021, 6)
MONTHS = 36
FEN_PER_WAN = 1_000_000
# Share of a normal month's work that is done in a month: spring festival, the rains, the end of the year.
SEASONS = (0.55, 0.45, 1.0, 1.1, 1.15, 1.2, 0.85, 0.9, 1.15, 1.2, 1.1, 1.0)
CONSTRUCTION = (0.0, 0.1, 0.28, 0.55, 0.78, 0.93, 1.0)
IMAGES = (
    "场地平整，施工队伍进场",
    "桩基施工",
    "基础浇筑完成，主体施工",
    "主体封顶，二次结构施工",
    "设备安装与装修",
    "收尾及分项验收",
    "投入使用",
)
PREPARATION = ("项目申请报告书", "可行性研究", "环境影响评价", "用地、用林、用海预审", "招投标", "开工许可证")


# From which day, and for how many days from then, starts are planned.
_ANY_TIME = (date(2020, 9, 1), 1_580)
_RUNNING = (date(2023, 3, 1), 330)


@dataclass(frozen=True)
class Node:
    name: str
    kind: str
    planned_on: date
    actual_on: date | None
    extensions: tuple[tuple[date, date, date, str], ...] = ()
    """(asked on, from, to, kind of reason), each granted."""


@dataclass(frozen=True)
class MonthReport:
    """What is reported of one month, in 万元; None says that nothing was reported. `first_said` was corrected later."""

    month: date
    invested: int | None
    image: int
    problem: str | None
    first_said: int | None = None


@dataclass(frozen=True)
class MadeUpProject:
    name: str
    unit: str
    trade: Trade
    programmes: tuple[str, ...]
    total_wan: int
    construction_type: str
    content: str
    sponsor: str
    planned_start_on: date
    planned_finish_on: date
    actual_start_on: date | None
    actual_finish_on: date | None
    nodes: tuple[Node, ...]
    reports: tuple[MonthReport, ...]
    plans: dict[int, int] = field(default_factory=dict)
    """Annual plan by year, in 万元."""
    shares: tuple[tuple[str, int], ...] = ()
    """Hosted by (unit, hundredths) where several have part in it."""
    has_task_force: bool = True
    has_plan: bool = True
    starred: bool = False


def months() -> list[date]:
    """The first day of every month that is reported on."""
    year, month = FIRST_MONTH
    return [date(year + (month - 1 + n) // 12, (month - 1 + n) % 12 + 1, 1) for n in range(MONTHS)]


@dataclass(frozen=True)
class Merger:
    """A unit that became part of another on a day."""

    code: str
    into: str
    on: date

    def managing(self, project: MadeUpProject, day: date) -> str:
        return self.into if project.unit == self.code and day >= self.on else project.unit


def month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


@dataclass(frozen=True)
class Named:
    """A project that the write-ups speak of. Its name is public; everything else about it is made up."""

    name: str
    trade: int
    programme: str


def portfolio(
    units: dict[str, int], *, count: int, named: Sequence[Named] = (), named_at: str = "", seed: int = SEED
) -> list[MadeUpProject]:
    """The named projects at a unit, and so many others spread over units by weight. The same seed, the same city."""
    chance = random.Random(seed)
    names: set[str] = set()
    known = [
        _project(chance, named_at, TRADES[one.trade], one.name, programmes=(one.programme,), starts=_RUNNING)
        for one in named
    ]
    return known + [_anonymous(chance, units, names) for _ in range(count)]


def _anonymous(chance: random.Random, units: dict[str, int], names: set[str]) -> MadeUpProject:
    trade = chance.choices(TRADES, [one.weight for one in TRADES])[0]
    unit = chance.choices(list(units), list(units.values()))[0]
    return _project(chance, unit, trade, _name(chance, trade, names), others=list(units))


def _project(
    chance: random.Random,
    unit: str,
    trade: Trade,
    name: str,
    *,
    programmes: tuple[str, ...] = (),
    starts: tuple[date, int] = _ANY_TIME,
    others: Sequence[str] = (),
) -> MadeUpProject:
    total = max(3_000, round(trade.total_wan * math.exp(chance.gauss(0, 0.7)) / 100) * 100)
    length = max(8, round(trade.months * chance.uniform(0.75, 1.35)))
    start = starts[0] + timedelta(days=chance.randrange(0, starts[1]))
    finish = start + timedelta(days=round(length * 30.4))
    late_by = _days_late(chance)
    slip = _slip(chance, length)
    started = start + timedelta(days=late_by) if late_by is not None else None
    finished = finish + timedelta(days=(late_by or 0) + slip)
    today = month_end(months()[-1])
    actual_start = started if started and started <= today else None
    progress = _Progress(chance, actual_start, finished, total)
    return MadeUpProject(
        name=name,
        unit=unit,
        trade=trade,
        programmes=programmes or _programmes(chance, trade, total),
        total_wan=total,
        construction_type=chance.choices(("new", "extension", "upgrading", "moving"), (72, 14, 10, 4))[0],
        content=_filled(chance, trade.content),
        sponsor="市领导" + _person(chance),
        planned_start_on=start,
        planned_finish_on=finish,
        actual_start_on=actual_start,
        actual_finish_on=finished if actual_start and finished <= today else None,
        nodes=_nodes(chance, start, finish, actual_start, finished, today),
        reports=tuple(progress.report(month) for month in months() if month >= _asked_from(start)),
        plans=progress.plans(start, finish),
        shares=_shares(chance, unit, others),
        has_task_force=chance.random() < 0.93,
        has_plan=chance.random() < 0.9,
        starred=chance.random() < 0.12,
    )


def _name(chance: random.Random, trade: Trade, names: set[str]) -> str:
    while True:
        thing = _filled(chance, chance.choice(trade.things))
        stage = chance.choices(("", "（一期）", "（二期）"), (80, 14, 6))[0]
        name = f"{chance.choice(HOUSES)}{thing}{stage}项目"
        if name not in names:
            names.add(name)
            return name


def _filled(chance: random.Random, words: str) -> str:
    return words.format(
        n=chance.choice((10, 20, 50, 100, 200, 500, 3000)),
        a=chance.randrange(2, 18),
        b=chance.randrange(2, 60),
        c=chance.choice("三六八九"),
    )


def _person(chance: random.Random) -> str:
    return chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, 2))


def _days_late(chance: random.Random) -> int | None:
    """Days between the planned and the true start: most in time, some early, a third late, a few never."""
    kind = chance.choices(("in time", "early", "late", "never"), (52, 12, 32, 4))[0]
    if kind == "never":
        return None
    return {
        "in time": lambda: chance.randrange(0, 9),
        "early": lambda: -chance.randrange(10, 70),
        "late": lambda: min(20 + round(chance.expovariate(1 / 75)), 420),
    }[kind]()


def _slip(chance: random.Random, length: int) -> int:
    """Days by which building takes longer than planned; the longer it was to take, the more."""
    if chance.random() < 0.45:
        return chance.randrange(-20, 25)
    return round(chance.expovariate(1 / (length * 5.5)))


def _programmes(chance: random.Random, trade: Trade, total: int) -> tuple[str, ...]:
    listed = ["省市重点项目"] if total > 40_000 or chance.random() < 0.35 else []
    if chance.random() < 0.6:
        listed.append("三个一批")
    if trade.produces and chance.random() < 0.25:
        listed.append("产业链补链项目")
    return tuple(listed) or ("市重点项目",)


def _shares(chance: random.Random, unit: str, others: Sequence[str]) -> tuple[tuple[str, int], ...]:
    if not others or chance.random() > 0.06:
        return ()
    other = chance.choice([one for one in others if one != unit])
    part = chance.choice((5_000, 6_000, 7_000))
    return ((unit, part), (other, 10_000 - part))


def _asked_from(start: date) -> date:
    """A project is reported on from the January of its planned year, or half a year before its start."""
    return min(start.replace(month=1, day=1), (start - timedelta(days=180)).replace(day=1))


def _nodes(
    chance: random.Random, start: date, finish: date, started: date | None, finished: date, today: date
) -> tuple[Node, ...]:
    from_start = (finish - start).days
    found = [_paper(chance, name, start, started, today, order) for order, name in enumerate(PREPARATION)]
    for name, share in zip(NODE_NAMES, CONSTRUCTION, strict=True):
        planned = start + timedelta(days=round(from_start * share))
        true = started + timedelta(days=round((finished - started).days * share)) if started else None
        done = true if true and true <= today else None
        found.append(_node(chance, name, planned, true or today + timedelta(days=120), done, today))
    return tuple(found)


NODE_NAMES = (
    "开工进场",
    "打桩或基础开挖",
    "主体基础浇注完成",
    "主体封顶",
    "装修或设备安装调试完成",
    "试投产、部分投产或交付验收",
    "正式投产或交付",
)


def _paper(chance: random.Random, name: str, start: date, started: date | None, today: date, order: int) -> Node:
    planned = start - timedelta(days=30 * (len(PREPARATION) - order))
    true = (started or today + timedelta(days=200)) - timedelta(days=25 * (len(PREPARATION) - order))
    done = true + timedelta(days=chance.randrange(-10, 15))
    return Node(name, "preparation", planned, done if done <= today else None)


def _node(chance: random.Random, name: str, planned: date, true: date, done: date | None, today: date) -> Node:
    """A node; where it slips, somebody asks for an extension in time more often than not, and rarely for enough."""
    extensions: list[tuple[date, date, date, str]] = []
    while (true - planned).days > 20 and planned < today and len(extensions) < 3 and chance.random() < 0.7:
        asked = planned - timedelta(days=chance.randrange(3, 18))
        to = planned + timedelta(days=max(15, round((true - planned).days * chance.uniform(0.5, 1.05))))
        extensions.append((asked, planned, to, chance.choice(list(REASONS))))
        planned = to
    return Node(name, "construction", planned, done, tuple(extensions))


class _Progress:
    """How the money of one project goes out, month by month."""

    def __init__(self, chance: random.Random, started: date | None, finished: date, total: int) -> None:
        self._chance, self._started, self._finished, self._total = chance, started, finished, total
        self._overspend = chance.gauss(1.0, 0.04)

    def _done_by(self, day: date) -> float:
        """Share of the work done by a day: slow, fast, slow."""
        if self._started is None or day <= self._started:
            return 0.0
        share = min(1.0, (day - self._started).days / max(1, (self._finished - self._started).days))
        return share * share * (3 - 2 * share)

    def _true(self, month: date) -> int:
        done = self._done_by(month_end(month)) - self._done_by(month - timedelta(days=1))
        noise = self._chance.lognormvariate(0, 0.22)
        return round(done * self._total * self._overspend * SEASONS[month.month - 1] * noise)

    def report(self, month: date) -> MonthReport:
        invested = self._true(month)
        share = self._done_by(month_end(month))
        image = sum(share >= bound for bound in CONSTRUCTION) - 1
        troubled = self._chance.random() < 0.09 and share < 1
        problem = REASONS[self._chance.choice(list(REASONS))] if troubled else None
        if self._chance.random() < 0.02:
            return MonthReport(month, None, image, problem)
        first_said = round(invested * self._chance.choice((0.8, 1.1, 10))) if self._chance.random() < 0.03 else None
        return MonthReport(month, invested, image, problem, first_said if first_said != invested else None)

    def plans(self, start: date, finish: date) -> dict[int, int]:
        """For each year what was to be spent if all had gone to plan, drawn up by optimists."""
        length = max(1, (finish - start).days)

        def by(day: date) -> float:
            share = min(1.0, max(0.0, (day - start).days / length))
            return share * share * (3 - 2 * share)

        found = {}
        for year in range(FIRST_MONTH[0], months()[-1].year + 1):
            part = by(date(year, 12, 31)) - by(date(year - 1, 12, 31))
            if part > 0.01:
                found[year] = max(100, round(part * self._total * 0.97 / 100) * 100)
        return found
