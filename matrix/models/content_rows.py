"""What all facts have in common: a name for addresses and files, and the hash of their file."""

import uuid
from functools import lru_cache

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse

slug_words = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", "Use lower-case letters, digits and single hyphens.")


@lru_cache(maxsize=2048)
def address(name: str, *slugs: str) -> str:
    """Return the address of a fact: pages show dozens of them."""
    return reverse(name, args=slugs)


class FactsRevision(models.Model):
    """One row that changes with every change of a fact, so that caches of facts can be checked."""

    number = models.UUIDField(default=uuid.uuid4)


class FromFile(models.Model):
    loaded_hash = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True


class Named(FromFile):
    slug = models.CharField(
        max_length=60,
        unique=True,
        validators=[slug_words],
        help_text="Part of addresses and files. Changing it breaks links that people have saved.",
    )
    name = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=100)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name
