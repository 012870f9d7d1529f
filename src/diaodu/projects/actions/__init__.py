"""Verbs of key projects, by noun."""

from diaodu.projects.actions.extensions import ask_extension, decide_extension
from diaodu.projects.actions.milestones import (
    add_milestone,
    assign_milestone,
    forecast_milestone,
    lay_milestones,
    plan_milestone,
    record_actual_date,
    wait_for,
)
from diaodu.projects.actions.money import FundingPart, adopt_annual_plan, set_funding
from diaodu.projects.actions.papers import add_approval, add_photo, set_plan
from diaodu.projects.actions.parties import enter_firm, set_participation, set_task_force
from diaodu.projects.actions.phases import set_phase
from diaodu.projects.actions.projects import (
    DESCRIBED,
    describe_project,
    found_project,
    list_on_programme,
    rename_project,
    set_shares,
)
from diaodu.projects.actions.striking import strike
from diaodu.projects.actions.templates import TemplatePart, write_template
from diaodu.projects.actions.work import promise_benefit, set_work_item

__all__ = [
    "DESCRIBED",
    "FundingPart",
    "TemplatePart",
    "add_approval",
    "add_milestone",
    "add_photo",
    "adopt_annual_plan",
    "ask_extension",
    "assign_milestone",
    "decide_extension",
    "describe_project",
    "enter_firm",
    "forecast_milestone",
    "found_project",
    "lay_milestones",
    "list_on_programme",
    "plan_milestone",
    "promise_benefit",
    "record_actual_date",
    "rename_project",
    "set_funding",
    "set_participation",
    "set_phase",
    "set_plan",
    "set_shares",
    "set_task_force",
    "set_work_item",
    "strike",
    "wait_for",
    "write_template",
]
