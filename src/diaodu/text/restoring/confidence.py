"""How sure a restored character is: the share of right ones among those alike."""

from diaodu.text.restoring.shifts import Written

SURE_ENOUGH = 0.85  # below it the damage is marked, not undone
SURE_OF_DAMAGE = 0.85  # one cut as sure as this shows that a text in simplified script was cut

# Lowest margin in nats, with the share of right characters at it; docs/text.md has the counts.
BY_MARGIN = ((6.0, 0.99), (4.0, 0.97), (3.0, 0.9), (2.0, 0.75), (1.0, 0.65), (0.0, 0.45))
HARD_TO_BELIEVE = ((11.5, 0.3), (10.5, 0.85))  # words dearer than this per character are right at most that often
# A character with an unknown byte is one of many; only a common word around it makes it likely enough.
CONVINCING_WORD, HALF_KNOWN_SURE, HALF_KNOWN_UNSURE = 5.7, 0.97, 0.7


def confidence_of(one: Written) -> float:
    share = next(share for least, share in BY_MARGIN if one.margin >= least)
    for least, at_most in HARD_TO_BELIEVE:
        if one.cost >= least:
            return min(share, at_most)
    if one.half_known:
        return min(share, HALF_KNOWN_SURE if one.cost < CONVINCING_WORD else HALF_KNOWN_UNSURE)
    return share
