"""The demo's people, who all log in with the same password."""

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import transaction

from accounts.models import Learner, User
from accounts.roles import INSTRUCTORS, LEARNERS

PASSWORD = "whose-layer-demo"  # noqa: S105  printed at the start of the demo, meant to be known
LEARNER, TEACHER = "learner@example.com", "instructor@example.com"
PEOPLE = [
    (LEARNER, "Lena", LEARNERS, {}, "a learner after three weeks"),
    ("newcomer@example.com", "Nora", LEARNERS, {}, "a learner who has not begun"),
    (TEACHER, "Ines", INSTRUCTORS, {"is_staff": True}, "an instructor with a class of twelve"),
    ("admin@example.com", "Ada", INSTRUCTORS, {"is_staff": True, "is_superuser": True}, "an administrator"),
]


@transaction.atomic
def make_demo_accounts() -> list[tuple[str, str]]:
    """Return each address with who that is. Existing accounts stay as they are."""
    for email, name, group, flags, _ in PEOPLE:
        if User.objects.filter(email=email).exists():
            continue
        user = User.objects.create_user(email, PASSWORD, name=name, **flags)
        user.groups.add(Group.objects.get(name=group))
        Learner.objects.create(user=user)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return [(email, told) for email, *_, told in PEOPLE]
