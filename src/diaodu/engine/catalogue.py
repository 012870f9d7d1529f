"""The catalogue of indicators, listed by hand in the order in which pages show them."""

from diaodu.engine.indicators.annual_plan import ANNUAL_PLAN
from diaodu.engine.indicators.contribution import CONTRIBUTION
from diaodu.engine.indicators.declaring import Indicator
from diaodu.engine.indicators.effect_rate import EFFECT_RATE
from diaodu.engine.indicators.finish_rate import FINISH_RATE
from diaodu.engine.indicators.funds_in_place import FUNDS_IN_PLACE
from diaodu.engine.indicators.half_year_task import HALF_YEAR_TASK
from diaodu.engine.indicators.invested_ytd import INVESTED_YTD
from diaodu.engine.indicators.investment_progress import INVESTMENT_PROGRESS
from diaodu.engine.indicators.lead_over_plan import LEAD_OVER_PLAN
from diaodu.engine.indicators.lead_over_time import LEAD_OVER_TIME
from diaodu.engine.indicators.nodes_on_time import NODES_ON_TIME
from diaodu.engine.indicators.nodes_overdue import NODES_OVERDUE
from diaodu.engine.indicators.plan_fulfilment import PLAN_FULFILMENT
from diaodu.engine.indicators.planned_progress import PLANNED_PROGRESS
from diaodu.engine.indicators.production_rate import PRODUCTION_RATE
from diaodu.engine.indicators.projects import PROJECTS
from diaodu.engine.indicators.punctuality import PUNCTUALITY
from diaodu.engine.indicators.registration_rate import REGISTRATION_RATE
from diaodu.engine.indicators.remaining_investment import REMAINING_INVESTMENT
from diaodu.engine.indicators.start_rate import START_RATE
from diaodu.engine.indicators.started import STARTED
from diaodu.engine.indicators.started_early import STARTED_EARLY
from diaodu.engine.indicators.started_when_due import STARTED_WHEN_DUE
from diaodu.engine.indicators.starts_due import STARTS_DUE
from diaodu.engine.indicators.starts_overdue import STARTS_OVERDUE
from diaodu.engine.indicators.starts_planned import STARTS_PLANNED
from diaodu.engine.indicators.time_progress import TIME_PROGRESS
from diaodu.engine.indicators.total_investment import TOTAL_INVESTMENT
from diaodu.engine.indicators.total_progress import TOTAL_PROGRESS
from diaodu.engine.indicators.year_on_year import YEAR_ON_YEAR

CATALOGUE: tuple[Indicator, ...] = (
    PROJECTS,
    TOTAL_INVESTMENT,
    ANNUAL_PLAN,
    INVESTED_YTD,
    REMAINING_INVESTMENT,
    INVESTMENT_PROGRESS,
    TIME_PROGRESS,
    LEAD_OVER_TIME,
    PLANNED_PROGRESS,
    LEAD_OVER_PLAN,
    PLAN_FULFILMENT,
    YEAR_ON_YEAR,
    CONTRIBUTION,
    HALF_YEAR_TASK,
    TOTAL_PROGRESS,
    FUNDS_IN_PLACE,
    STARTS_PLANNED,
    STARTS_DUE,
    STARTED_WHEN_DUE,
    STARTS_OVERDUE,
    STARTED_EARLY,
    STARTED,
    START_RATE,
    FINISH_RATE,
    PRODUCTION_RATE,
    EFFECT_RATE,
    NODES_ON_TIME,
    NODES_OVERDUE,
    REGISTRATION_RATE,
    PUNCTUALITY,
)
BY_CODE = {indicator.code: indicator for indicator in CATALOGUE}
