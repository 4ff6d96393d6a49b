"""The groups and their permissions. Learners need none: their own things are found through them.

docs/roles.md says the same in words, and a test compares the two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # imported before the models are loaded
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

LEARNERS = "Learners"
INSTRUCTORS = "Instructors"
CONTENT_EDITORS = "Content editors"

# What instructors and content editors may do in the admin. It excludes people, groups and the ledger's rows.
EDITED = {
    "matrix": [
        *("servicetype", "service", "layer", "commontask", "responsibility", "duty", "control", "rule"),
        *("examshare", "scenario"),
    ],
    "lessons": ["course", "lesson", "lessondraft", "incident", "term", "novelty", "picture"],
    "bank": ["item", "itemdraft"],
    "quizzes": ["quiz", "slot"],
}
PROPOSED = {"matrix": ["factproposal"]}
SETTLED = {"bank": ["contradiction"]}
CONSULTED = {"bank": ["itemversion", "option"]}

# What only instructors may do: it shows learners, or changes their results.
DECIDED = {"quizzes": ["problemreport"], "matrix": ["dispute"]}
ORDERED = {"quizzes": ["gradingrun"]}
READ = {"quizzes": ["attempt"]}
TAUGHT = {"accounts": ["cohort"]}

CONTENT = [
    (EDITED, ("view", "add", "change", "delete")),
    (PROPOSED, ("view", "add")),
    (SETTLED, ("view", "change")),
    (CONSULTED, ("view",)),
]
LEARNING = [
    (DECIDED, ("view", "change")),
    (ORDERED, ("view", "add")),
    (READ, ("view",)),
    (TAUGHT, ("view", "add", "change", "delete")),
]
GRANTS = {LEARNERS: [], CONTENT_EDITORS: CONTENT, INSTRUCTORS: CONTENT + LEARNING}

# One permission represents everything that a role sees outside the admin.
TEACHES, EDITS = "quizzes.view_attempt", "matrix.change_responsibility"


def teaches(user: User | AnonymousUser) -> bool:
    return user.is_active and user.is_staff and user.has_perm(TEACHES)


def edits_content(user: User | AnonymousUser) -> bool:
    return user.is_active and user.is_staff and user.has_perm(EDITS)


def codes_of(group: str) -> set[str]:
    return {
        f"{app}.{action}_{model}"
        for granted, actions in GRANTS[group]
        for app, models in granted.items()
        for model in models
        for action in actions
    }


def set_up_groups(using: str, **options: object) -> None:
    from django.contrib.auth.models import Group, Permission

    found = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.using(using).select_related("content_type")
    }
    for name in GRANTS:
        group, _ = Group.objects.using(using).get_or_create(name=name)
        group.permissions.set([found[code] for code in sorted(codes_of(name)) if code in found])
