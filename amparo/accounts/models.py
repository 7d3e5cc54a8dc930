"""Agencies, people who sign in, certificates, API tokens and reset codes."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from amparo.ledger import clock
from amparo.ledger.ids import new_id
from amparo.ledger.search import Searchable


class Agency(Searchable):
    """An institution, or an office of one, whose people work on this node.

    `places` it is competent for, if any.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200, unique=True)
    org_kind = models.CharField(max_length=20, null=True, help_text="code of the list `org_kind`")
    country = models.CharField(max_length=3)
    place = models.CharField(max_length=120, blank=True)
    time_zone = models.CharField(max_length=60, default="America/Mexico_City")
    phone = models.CharField(max_length=60, blank=True, help_text="whom to call, day and night")
    competent_by_default = models.BooleanField(default=False, help_text="answers for children of this country's place")

    searched_in = ("name", "place")

    class Meta:
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.name


class PersonManager(BaseUserManager["Person"]):
    """Create and find people by user name."""

    def create_user(self, username: str, password: str | None = None, **fields: object) -> "Person":
        """Return a new person; their password is stored hashed."""
        person = self.model(username=username, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(Searchable, AbstractBaseUser):
    """Somebody who signs in, with one role in at most one agency."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    role = models.CharField(max_length=40, help_text="a code of `accounts.roles`")
    agency = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="people")
    language = models.CharField(max_length=5, default="es")
    is_active = models.BooleanField(default=True)
    demo = models.BooleanField(
        default=False, help_text="invented: a node that is no demo does not start with such people"
    )
    access_since = models.DateTimeField(default=clock.now, help_text="sessions that began before have ended")

    searched_in = ("name", "username")

    objects: ClassVar[PersonManager] = PersonManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(Lower("username"), name="username_whatever_its_capitals")]

    def __str__(self) -> str:
        return self.name

    def check_password(self, raw_password: str | None) -> bool:
        """Return whether this is the person's password.

        Its hash is not made anew with the parameters of a later Django, as the model of Django does: no event would
        tell of it. The next password has them.
        """
        return check_password(raw_password, self.password)

    def get_session_auth_hash(self) -> str:
        """Return what a session must hold to be this person's.

        It changes with the password and with `access_since`.
        """
        since = f"{self.password} {self.access_since.timestamp()}"
        return salted_hmac("amparo.session", since, algorithm="sha256").hexdigest()


class Certificate(models.Model):
    """A person's certificate of training in child protection.

    It proves `trained_staff` while valid.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="certificates")
    issued_by = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_until = models.DateField()
    entered_by = models.UUIDField(null=True)
    entered_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_until__gte=models.F("valid_from")), name="certificate_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.valid_until}"


class Token(models.Model):
    """A bearer token of the API; only its hash is kept.

    `scopes`: what it may do of what its person may do (`accounts.scopes`). It never comes back once revoked.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80, blank=True, help_text="what it is for")
    hash = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=20))
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name or f"{self.person}"


class ResetCode(models.Model):
    """A one-time code with which a person sets a new password; only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="reset_codes")
    hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.person} {self.expires_at}"
