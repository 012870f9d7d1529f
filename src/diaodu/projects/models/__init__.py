"""Key projects and what belongs to them, by noun."""

from diaodu.projects.models.firms import Firm
from diaodu.projects.models.funding import FundingKind, FundingLine
from diaodu.projects.models.milestones import (
    Extension,
    ExtensionReason,
    ExtensionState,
    Milestone,
    NodeKind,
    NodeTemplate,
    Precedence,
    TemplateNode,
)
from diaodu.projects.models.papers import Approval, ApprovalKind, Photo
from diaodu.projects.models.parties import Participation, ParticipationKind, TaskForce
from diaodu.projects.models.plans import AnnualPlan, CurveKind, Plan
from diaodu.projects.models.projects import (
    ConstructionType,
    Listing,
    Phase,
    Programme,
    Project,
    ProjectPartQuerySet,
    ProjectQuerySet,
    Share,
    ShareKind,
)
from diaodu.projects.models.work import BenefitPromise, PromisedMeasure, WorkItem
from diaodu.projects.scopes import TaskScope

__all__ = [
    "AnnualPlan",
    "Approval",
    "ApprovalKind",
    "BenefitPromise",
    "ConstructionType",
    "CurveKind",
    "Extension",
    "ExtensionReason",
    "ExtensionState",
    "Firm",
    "FundingKind",
    "FundingLine",
    "Listing",
    "Milestone",
    "NodeKind",
    "NodeTemplate",
    "Participation",
    "ParticipationKind",
    "Phase",
    "Photo",
    "Plan",
    "Precedence",
    "Programme",
    "Project",
    "ProjectPartQuerySet",
    "ProjectQuerySet",
    "PromisedMeasure",
    "Share",
    "ShareKind",
    "TaskForce",
    "TaskScope",
    "TemplateNode",
    "WorkItem",
]
