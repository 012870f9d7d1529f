"""Who the caller is."""

from ninja import Router, Schema

from diaodu.accounts.models import Role
from diaodu.api.access import Request
from diaodu.api.errors import answers

router = Router(tags=["me"])


class MeOut(Schema):
    """The person a token or a session acts for, with the roles held today."""

    id: int
    username: str
    name: str
    roles: list[Role]


@router.get(
    "",
    response=answers(
        MeOut,
        refusals=(
            401,
            403,
        ),
    ),
)
def me(request: Request) -> MeOut:
    """The person that this token or session acts for."""
    caller = request.auth
    return MeOut(
        id=caller.user.pk,
        username=caller.user.username,
        name=caller.user.name,
        roles=[role for role in Role if caller.has(role)],
    )
