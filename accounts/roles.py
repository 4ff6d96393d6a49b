"""The two groups and what they may do. Learners need no permission: what is theirs is found through them."""

LEARNERS = "Learners"
INSTRUCTORS = "Instructors"

# What an instructor may do in the admin. People, groups and the ledger's rows are not among it.
EDITED = {
    "accounts": ["cohort"],
    "matrix": ["servicetype", "service", "layer", "responsibility", "duty", "control", "scenario"],
    "lessons": ["course", "lesson", "lessondraft", "incident", "term", "novelty"],
    "quizzes": ["item", "itemdraft", "quiz", "slot"],
}
DECIDED = {"quizzes": ["contradiction", "problemreport"], "matrix": ["dispute"]}
ORDERED = {"quizzes": ["gradingrun"]}
READ = {"quizzes": ["attempt", "itemversion", "option"]}


def set_up_groups(using: str, **options: object) -> None:
    """Makes both groups and gives the instructors their permissions; run after every migration."""
    from django.contrib.auth.models import Group, Permission

    Group.objects.using(using).get_or_create(name=LEARNERS)
    instructors, _ = Group.objects.using(using).get_or_create(name=INSTRUCTORS)
    wanted = [
        (app, f"{action}_{model}")
        for granted, actions in (
            (EDITED, ("view", "add", "change", "delete")),
            (DECIDED, ("view", "change")),
            (ORDERED, ("view", "add")),
            (READ, ("view",)),
        )
        for app, models in granted.items()
        for model in models
        for action in actions
    ]
    found = {
        (permission.content_type.app_label, permission.codename): permission
        for permission in Permission.objects.using(using).select_related("content_type")
    }
    instructors.permissions.set([found[key] for key in wanted if key in found])
