"""The forms by which a project's record is kept, in the order of the list that opens them."""

from diaodu.web.projects.deeds.deed import Deed, ProjectDeed
from diaodu.web.projects.deeds.describing import Describe, ListOnProgramme, SetPhase, SetShares
from diaodu.web.projects.deeds.money import AdoptAnnualPlan, SetFunding
from diaodu.web.projects.deeds.nodes import NODE_DEEDS, AddNode, DecideExtension, LayNodes, NodeDeed
from diaodu.web.projects.deeds.papers import AddApproval, AddPhoto, SetPlan
from diaodu.web.projects.deeds.parties import AddFirm, SetTaskForce
from diaodu.web.projects.deeds.striking import STRUCK, Strike
from diaodu.web.projects.deeds.work import PromiseBenefit, SetWork

__all__ = ["NODE_DEEDS", "PROJECT_DEEDS", "STRUCK", "DecideExtension", "Deed", "NodeDeed", "ProjectDeed", "Strike"]

PROJECT_DEEDS: tuple[type[ProjectDeed], ...] = (
    SetPhase,
    Describe,
    LayNodes,
    AddNode,
    AdoptAnnualPlan,
    SetFunding,
    SetWork,
    PromiseBenefit,
    AddApproval,
    AddPhoto,
    SetTaskForce,
    SetPlan,
    AddFirm,
    SetShares,
    ListOnProgramme,
)
