"""`diaodu person add`: the first administrator."""

import pytest

from diaodu.accounts.models import Role, Unit, User
from diaodu.cli.main import main

pytestmark = pytest.mark.django_db
FIRST = [
    "person",
    "add",
    "zhou",
    "--name",
    "周启明",
    "--unit",
    "4108",
    "--unit-name",
    "怀川市",
    "--role",
    "administrator",
]


def test_the_first_administrator_gets_a_password_and_a_city(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(FIRST) == 0
    password = capsys.readouterr().out.split()[-1]
    user = User.objects.get(username="zhou")
    assert user.check_password(password)
    assert user.must_change_password
    assert [(m.unit.code, m.role) for m in user.memberships.all()] == [("4108", Role.ADMINISTRATOR)]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ([*FIRST[:7], *FIRST[9:]], "no unit has the code 4108"),
        ([*FIRST[:3], *FIRST[5:]], "nobody is called zhou"),
    ],
)
def test_what_is_missing_is_said_in_one_line(
    words: list[str], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 1
    said = capsys.readouterr().err
    assert (complaint in said, said.count("\n")) == (True, 1)
    assert not User.objects.exists()
    assert not Unit.objects.exists()


def test_the_same_again_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    main(FIRST)
    assert main(FIRST) == 1
    assert User.objects.get().memberships.count() == 1
