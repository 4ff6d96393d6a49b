"""Stores the demo's past once: in a database that has its class it changes nothing."""

from django.db import transaction
from django.utils import timezone

from accounts.models import Cohort, Learner, User
from serving import chance
from srm_site.demo import cohort, learner
from srm_site.demo.people import LEARNER, TEACHER
from srm_site.demo.weeks import DemoContent


@transaction.atomic
def make_demo_past() -> None:
    content, now = DemoContent(), timezone.now()
    if Cohort.objects.filter(name=cohort.NAME).exists() or not content.checks:
        return
    lena = Learner.objects.select_related("user").get(user__email=LEARNER)
    with chance.repeated("demo"):
        cohort.make_cohort_of_twelve(lena, content, teacher=User.objects.get(email=TEACHER), now=now)
        learner.let_learn(lena, content, today=now.date())
