"""Refuses passwords made of this site's own words."""

import re

from django.core.exceptions import ValidationError

OURS = ("whose", "layer", "shared", "responsibility", "model", "aws", "amazon", "cloud", "learner", "instructor")
LETTERS_OF_ONES_OWN = 4


class NotOfThisSite:
    def validate(self, password: str, user=None) -> None:
        letters = re.sub(r"[\W\d_]", "", password.casefold())
        left = re.sub("|".join(OURS), "", letters)
        if left != letters and len(left) < LETTERS_OF_ONES_OWN:
            raise ValidationError("Use other words than those on this site.", code="password_of_this_site")

    def get_help_text(self) -> str:
        return "Don’t use only words from this site."
