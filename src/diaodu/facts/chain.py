"""Who reviews whose reports: the county's own dispatchers first, then those of the government above it.

A county without a dispatcher of its own, and a unit that the city itself governs, go straight to the dispatch office.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from diaodu.accounts.models import Membership, UnitKind
from diaodu.accounts.tree import UnitTree
from diaodu.facts.models import REVIEWING_ROLES
from diaodu.facts.reporting import Submission, SubmissionState

COUNTIES = (UnitKind.COUNTY, UnitKind.ZONE)


@dataclass(frozen=True)
class ReviewChain:
    """The reviewers on a day, by the government that they review for."""

    tree: UnitTree
    reviewers: Mapping[int, frozenset[int]]

    @classmethod
    def of(cls, tree: UnitTree) -> "ReviewChain":
        """One query."""
        rows = Membership.objects.valid_on(tree.day).filter(role__in=REVIEWING_ROLES, user__is_active=True)
        found: dict[int, set[int]] = defaultdict(set)
        for user_id, unit_id in rows.values_list("user_id", "unit_id"):
            government = tree.government_of(unit_id)
            if government is not None:
                found[government].add(user_id)
        return cls(tree, {unit_id: frozenset(people) for unit_id, people in found.items()})

    def steps(self, unit_id: int) -> list[int]:
        """The governments above a unit that have reviewers, the nearest first."""
        return [above for above in self.tree.above(unit_id) if above in self.reviewers]

    def has_county_review(self, unit_id: int) -> bool:
        """Whether somebody nearer than the dispatch office approves this unit's reports first."""
        steps = self.steps(unit_id)
        return len(steps) > 1 and self.tree.states[steps[0]].kind in COUNTIES

    def office(self, unit_id: int) -> frozenset[int]:
        """The people who accept this unit's reports."""
        steps = self.steps(unit_id)
        return self.reviewers[steps[int(self.has_county_review(unit_id))]] if steps else frozenset()

    def county(self, unit_id: int) -> frozenset[int]:
        """The people who approve this unit's reports before the office sees them."""
        return self.reviewers[self.steps(unit_id)[0]] if self.has_county_review(unit_id) else frozenset()

    def waits_for(self, submission: Submission) -> frozenset[int]:
        """The people whose turn it is: none while the unit itself has it, or when it is accepted."""
        if submission.state == SubmissionState.APPROVED:
            return self.office(submission.unit_id)
        if submission.state == SubmissionState.SUBMITTED:
            return self.county(submission.unit_id) or self.office(submission.unit_id)
        return frozenset()

    def may_approve(self, user_id: int, submission: Submission) -> bool:
        return user_id in self.county(submission.unit_id)

    def may_accept(self, user_id: int, submission: Submission) -> bool:
        return user_id in self.office(submission.unit_id)

    def may_return(self, user_id: int, submission: Submission) -> bool:
        return user_id in self.waits_for(submission) | self.office(submission.unit_id)
