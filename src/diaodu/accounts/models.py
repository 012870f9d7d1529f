"""Users, units as a tree that changes with time, memberships, tokens."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from diaodu.journal.histories import histories


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


# Secrets and traces of signing in are no history.
UNKEPT = ("password", "last_login")


class User(AbstractBaseUser):
    """A person who signs in. What they may do comes from memberships alone."""

    username = models.CharField(_("user name"), max_length=60, unique=True, validators=[UnicodeUsernameValidator()])
    name = models.CharField(pgettext_lazy("person", "name"), max_length=60)
    email = models.EmailField(_("e-mail"), blank=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    must_change_password = models.BooleanField(_("must choose a password of their own"), default=False)

    objects: ClassVar[UserManager] = UserManager()
    history = histories(excluded=UNKEPT)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Signing in notes the moment and may renew the hash: both are no history and need no journal entry."""
        fields = kwargs.get("update_fields")
        if fields is None or not set(fields) <= set(UNKEPT):
            super().save(*args, **kwargs)
            return
        self.skip_history_when_saving = True
        try:
            super().save(*args, **kwargs)
        finally:
            del self.skip_history_when_saving


class UnitKind(models.TextChoices):
    PROVINCE = "province", _("province")
    CITY = "city", _("city")
    COUNTY = "county", _("county")
    ZONE = "zone", _("development zone")
    DEPARTMENT = "department", _("department")
    ENTERPRISE = "enterprise", _("enterprise")

    @property
    def is_government(self) -> bool:
        """Whether a unit of this kind governs an area of its own."""
        return self in (UnitKind.PROVINCE, UnitKind.CITY, UnitKind.COUNTY, UnitKind.ZONE)


class Unit(models.Model):
    """A unit over its whole life. Name, place in the tree and group change with time and stand in `UnitState`."""

    code = models.CharField(_("unit code"), max_length=30, unique=True)

    history = histories()

    def __str__(self) -> str:
        return self.code


class ValidQuerySet(models.QuerySet[Any]):
    def valid_on(self, day: date) -> "ValidQuerySet":
        """Rows whose half-open stretch [from_on, to_on) holds this day."""
        return self.filter(Q(to_on__isnull=True) | Q(to_on__gt=day), from_on__lte=day)


class UnitState(models.Model):
    """What a unit was called and where it stood, from one day until the day before another.

    Zones are merged, split and renamed; last year's bulletin keeps last year's tree.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="states")
    name = models.CharField(pgettext_lazy("unit", "name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=20, choices=UnitKind.choices)
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="child_states", null=True, blank=True)
    region_code = models.CharField(_("region code"), max_length=12, blank=True)
    assessment_group = models.CharField(_("assessment group"), max_length=40, blank=True)
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("until"), null=True, blank=True)

    objects = ValidQuerySet.as_manager()
    history = histories()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gt=models.F("from_on")), name="unit_state_lasts"
            ),
            models.UniqueConstraint(fields=["unit", "from_on"], name="unit_state_starts_once"),
            models.UniqueConstraint(fields=["unit"], condition=Q(to_on__isnull=True), name="unit_state_one_open"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        others = UnitState.objects.filter(unit=self.unit).exclude(pk=self.pk)
        overlapping = others.filter(Q(to_on__isnull=True) | Q(to_on__gt=self.from_on))
        if self.to_on is not None:
            overlapping = overlapping.filter(from_on__lt=self.to_on)
        if overlapping.exists():
            raise ValidationError(_("This unit already has a state on some of these days."))


class Role(models.TextChoices):
    DISPATCHER = "dispatcher", _("dispatcher")
    REPORTER = "reporter", _("unit reporter")
    LINE_DEPARTMENT = "line_department", _("line department")
    INVESTMENT_OFFICER = "investment_officer", _("investment officer")
    LEADER = "leader", _("leader")
    AUDITOR = "auditor", _("auditor")
    ADMINISTRATOR = "administrator", _("administrator")


class Membership(models.Model):
    """A person's role at a unit, from one day until the day before another."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("until"), null=True, blank=True)

    objects = ValidQuerySet.as_manager()
    history = histories()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=models.F("from_on")), name="membership_lasts"
            ),
            models.UniqueConstraint(
                fields=["user", "unit", "role"], condition=Q(to_on__isnull=True), name="membership_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"


class CalendarYear(models.Model):
    """A year whose holidays the city has entered whole, from the notice that names them."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    document = models.CharField(_("notice"), max_length=100)

    history = histories()

    def __str__(self) -> str:
        return f"{self.year} {self.document}"


class CalendarDay(models.Model):
    """A day that the city's work calendar has otherwise than its weekday, or than the published holidays, would say."""

    day = models.DateField(pgettext_lazy("calendar", "day"), unique=True)
    is_work = models.BooleanField(_("worked"))
    name = models.CharField(_("occasion"), max_length=60)

    history = histories()

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class ApiToken(models.Model):
    """A key with which a program acts as its owner. Only its digest is kept."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="tokens")
    label = models.CharField(_("what it is for"), max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_on = models.DateField(_("valid until"))
    revoked_at = models.DateTimeField(null=True)

    history = histories(excluded=("digest",))

    def __str__(self) -> str:
        return self.label
