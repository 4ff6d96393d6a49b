"""The demo's people, created only by `manage.py demo`."""

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import transaction

from accounts.models import Learner, User
from accounts.roles import INSTRUCTORS, LEARNERS

PASSWORD = "whose-layer-demo"  # noqa: S105  printed at the start of the demo, meant to be known
PEOPLE = [
    ("learner@example.com", "Lena", LEARNERS, {}),
    ("instructor@example.com", "Ines", INSTRUCTORS, {"is_staff": True}),
    ("admin@example.com", "Ada", INSTRUCTORS, {"is_staff": True, "is_superuser": True}),
]


@transaction.atomic
def make_demo_accounts() -> list[str]:
    for email, name, group, flags in PEOPLE:
        if User.objects.filter(email=email).exists():
            continue
        user = User.objects.create_user(email, PASSWORD, name=name, **flags)
        user.groups.add(Group.objects.get(name=group))
        Learner.objects.create(user=user)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return [email for email, *_ in PEOPLE]
