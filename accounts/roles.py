"""The groups and what they may do. Learners need no permission: what is theirs is found through them.

docs/roles.md says the same in words, and a test holds the two together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # this module is imported before the models are there
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

LEARNERS = "Learners"
INSTRUCTORS = "Instructors"
CONTENT_EDITORS = "Content editors"

# What instructors and content editors may do in the admin. People, groups and the ledger's rows are not among it.
EDITED = {
    "matrix": ["servicetype", "service", "layer", "responsibility", "duty", "control", "scenario"],
    "lessons": ["course", "lesson", "lessondraft", "incident", "term", "novelty", "picture"],
    "bank": ["item", "itemdraft"],
    "quizzes": ["quiz", "slot"],
}
SETTLED = {"bank": ["contradiction"]}
CONSULTED = {"bank": ["itemversion", "option"]}

# What instructors may do besides: it shows who learns, or changes what they have reached.
DECIDED = {"quizzes": ["problemreport"], "matrix": ["dispute"]}
ORDERED = {"quizzes": ["gradingrun"]}
READ = {"quizzes": ["attempt"]}
TAUGHT = {"accounts": ["cohort"]}

CONTENT = [
    (EDITED, ("view", "add", "change", "delete")),
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

# One permission stands for all that a role sees outside the admin.
TEACHES, EDITS = "quizzes.view_attempt", "matrix.change_responsibility"


def teaches(user: User | AnonymousUser) -> bool:
    """Instructors and superusers: who may see learners and their answers."""
    return user.is_active and user.is_staff and user.has_perm(TEACHES)


def edits_content(user: User | AnonymousUser) -> bool:
    """Content editors too: who may write facts, lessons and questions, and see no learner."""
    return user.is_active and user.is_staff and user.has_perm(EDITS)


def codes_of(group: str) -> set[str]:
    """The permissions of a group, as `app.action_model`."""
    return {
        f"{app}.{action}_{model}"
        for granted, actions in GRANTS[group]
        for app, models in granted.items()
        for model in models
        for action in actions
    }


def set_up_groups(using: str, **options: object) -> None:
    """Makes the groups and gives each its permissions; run after every migration."""
    from django.contrib.auth.models import Group, Permission

    found = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.using(using).select_related("content_type")
    }
    for name in GRANTS:
        group, _ = Group.objects.using(using).get_or_create(name=name)
        group.permissions.set([found[code] for code in sorted(codes_of(name)) if code in found])
