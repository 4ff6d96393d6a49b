"""One of everything that an address can name, all of it Lena's, for tests that walk every address of the site.

A new kind of address part is looked up here by the name of its parameter; where one name means different things, by
the name of the address first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pghistory
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import encrypt
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AuthenticatorData, CollectedClientData

from accounts.cohorts.instructor_invitation import password_link
from accounts.cohorts.messages import send_message
from accounts.mailing.stopping import stop_token
from accounts.models import AssistantInvite, Cohort, CohortGroup, Learner
from bank.models import Item
from exchange.imports import store_import
from lessons.editing.picture_redraw import redraw
from lessons.editing.picture_store import store_picture
from lessons.models import Lesson, Picture
from lti.models import Identity
from lti.registration import make_link
from matrix import changelog, facts
from matrix.editing import dispute_store, new_service
from matrix.models import FactProposal
from matrix.models.disputes import DisputeOutcome
from planner.models import StudyPlan
from quizzes.models import Assignment, Attempt, GradingPolicy, GradingRun
from quizzes.problem_reports import answer_report, report
from quizzes.regrade import run as regrading
from serving.uuid7 import uuid7
from tests.helpers.cohorts import class_of, invite_to, mail_to_class, member
from tests.helpers.exam_sittings import begin_exam
from tests.helpers.own_courses import give_to, pricing
from tests.helpers.practices import give, practice
from tests.helpers.regrades import REASON, correct, plain, sit
from tests.helpers.schools import link_course
from tests.helpers.sittings import item_at, the_check
from tests.lessons.conftest import make_lesson
from tests.lessons.editing.test_picture_admin import drawn
from tests.matrix.editing.test_new_service import about


@dataclass(frozen=True)
class Route:
    name: str
    route: str
    parameters: tuple[str, ...]

    @property
    def is_admin(self) -> bool:
        return self.name.startswith("admin:") or self.route.startswith("admin/")


def routes(
    resolver: URLResolver | None = None, namespace: str = "", prefix: str = "", parameters: tuple[str, ...] = ()
) -> Iterator[Route]:
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        named = (*parameters, *pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from routes(pattern, inner, route, named)
        elif isinstance(pattern, URLPattern):
            yield Route(f"{namespace}{pattern.name or ''}", route, named)


class World:
    """Addresses with something of Lena's behind each."""

    def __init__(self, learner: Learner, instructor, filmed: Lesson) -> None:
        self.set_up_app(learner)
        attempt = practice(learner)
        give(attempt, 1, right=False)
        problem, _ = report(item_at(attempt, 1), text="Option B is right as well.")
        answer_report(problem, answer="It is not.", editor=instructor.pk)
        answered, opened = (self.dispute(learner, cell) for cell in ("rds/guest-os", "ec2/guest-os"))
        dispute_store.answer(answered, DisputeOutcome.NOT_AGREED, text="So it is.", editor=instructor.pk)
        self.run = self.regrade(learner, instructor)
        plan = StudyPlan.objects.create(learner=learner, minutes=10, token=uuid7().hex)
        address = EmailAddress.objects.create(user=learner.user, email="lena@new.example")
        uid, key = password_link(learner.user).rstrip("/").rpartition("/")[2].split("-", 1)
        exam = begin_exam(learner).pk
        closed = Attempt.objects.filter(learner=learner).exclude(closed_at=None).first()
        known = facts.current()
        cohort = class_of(instructor, learner)
        with pghistory.context(user=instructor.pk):
            act = pghistory.runtime._tracker.value.id
            filmed.save()
        self.parts = {
            "attempt": attempt.pk,
            "position": 1,
            "item": item_at(attempt, 1).version.item_id,
            "service": "rds",
            "layer": "guest-os",
            "slug": "shared-responsibility-model",
            "anchor": "of",
            "place": "of",
            "number": 1,
            "scenario": next(iter(known.scenarios)),
            "a": "ec2",
            "b": "rds",
            "report": problem.pk,
            "correction": self.run.corrections.first().pk,
            "token": plan.token,
            "signed": stop_token(learner.pk, ["review"]),
            "uidb36": uid,
            "lessons:incident slug": "open-bucket",
            "lessons:video slug": filmed.slug,
            "lessons:hosted-video slug": make_lesson(
                "hosted",
                label="V1",
                video_state="ready",
                video_url="https://youtu.be/abcdefghijk",
                transcript="Words.",
            ).slug,
            "lessons:film slug": filmed.slug,
            "lessons:captions slug": filmed.slug,
            "lessons:poster slug": filmed.slug,
            "matrix:change key": changelog.current(known).changes[0].key,
            "matrix:dispute-reading pk": answered.pk,
            "matrix:dispute-withdrawal pk": opened.pk,
            "quizzes:exam-item attempt": exam,
            "quizzes:exam-time attempt": exam,
            "quizzes:exam-finish attempt": exam,
            "quizzes:exam-discard attempt": exam,
            "quizzes:attempt-retry attempt": closed.pk,
            "teach:check pk": the_check().pk,
            "teach:item pk": Item.objects.asked().order_by("pk").first().pk,
            **dict.fromkeys(["teach:person pk", "teach:person-second-factors pk"], learner.user_id),
            **dict.fromkeys(["mfa_edit_webauthn pk", "mfa_remove_webauthn pk"], self.passkey(learner).pk),
            **self.teaching(cohort, learner, instructor),
            **self.school(cohort, learner, instructor),
            "lessons:picture name": self.picture(instructor).name,
            "matrix:undo key": changelog.current(known).changes[0].key,
            "pk": new_service.begin_draft(about(), near=known.services["rds"], facts=known, editor=instructor.pk).pk,
            **dict.fromkeys(
                ["teach:import-plan pk", "teach:import-proposals pk", "teach:import-undo pk"],
                store_import("one.gift", "::One:: Who? {=You ~AWS}", format="gift", editor=instructor.pk).pk,
            ),
            **dict.fromkeys(
                ["matrix:proposal-withdrawal pk", "matrix:proposal-reading pk"],
                FactProposal.objects.create(typed={}, title="A cell", reason="A reason", proposed_by=instructor.pk).pk,
            ),
            "teach:inbox-entry kind": "dispute",
            "teach:inbox-entry key": opened.pk,
            "context": act,
            "course": self.own_course(cohort),
            "account_reset_password_from_key key": key,
            "account_confirm_email key": EmailConfirmationHMAC(address).key,
        }

    @staticmethod
    def set_up_app(learner: Learner) -> None:
        secrets = {
            Authenticator.Type.TOTP: {"secret": encrypt("JBSWY3DPEHPK3PXP")},
            # Seen already: the first look at them is written down.
            Authenticator.Type.RECOVERY_CODES: {"seed": encrypt("00"), "used_mask": 0, "viewed_at": 1},
        }
        for kind, data in secrets.items():
            Authenticator.objects.create(user=learner.user, type=kind, data=data)

    @staticmethod
    def passkey(learner: Learner) -> Authenticator:
        """One with a name, which no device can prove."""
        says = AttestationObject.create("none", AuthenticatorData.create(bytes(32), 0, 0), {})
        asked = CollectedClientData.create(type="webauthn.create", challenge=b"", origin="https://example.com")
        response = {"clientDataJSON": websafe_encode(asked), "attestationObject": websafe_encode(says)}
        credential = {"id": "AA", "rawId": "AA", "type": "public-key", "response": response}
        data = {"name": "Phone", "credential": credential}
        return Authenticator.objects.create(user=learner.user, type=Authenticator.Type.WEBAUTHN, data=data)

    @staticmethod
    def teaching(cohort: Cohort, learner: Learner, instructor) -> dict[str, object]:
        timed = Assignment.objects.create(cohort=cohort, quiz=the_check(), minutes=20, set_by=instructor.pk)
        invite = invite_to(cohort, by=instructor)
        names = {route.name: cohort.pk for route in routes() if route.name.startswith("teach:cohort")}
        return {
            **{f"{name} pk": number for name, number in names.items()},
            "membership": member(cohort, learner).pk,
            "mail": mail_to_class(cohort, learner, by=instructor).pk,
            "assignment": timed.pk,
            "message": send_message(cohort, "See you on Monday.", author=instructor).pk,
            "invite": invite.pk,
            "group": CohortGroup.objects.create(cohort=cohort, name="Evening").pk,
            "join token": invite.token,
            "assist token": AssistantInvite.objects.create(
                cohort=cohort, email="anton@example.com", made_by=instructor.pk
            ).token,
        }

    @staticmethod
    def school(cohort: Cohort, learner: Learner, instructor) -> dict[str, object]:
        linked = link_course(cohort, by=instructor)
        platform = linked.deployment.platform
        link = make_link("Another school", by=instructor, lasting=timedelta(days=1))
        return {
            **dict.fromkeys(["lti:class pk", "lti:class-roster pk", "lti:class-columns pk"], cohort.pk),
            "platform": platform.pk,
            "identity": Identity.objects.create(issuer=platform.issuer, subject="lena", learner=learner).pk,
            "link": link.pk,
            "lti-registration token": link.token,
            "launch": uuid7(),  # of no browser here
        }

    @staticmethod
    def own_course(cohort: Cohort) -> str:
        course = pricing().course
        give_to(cohort, course)
        return course.slug

    @staticmethod
    def picture(instructor) -> Picture:
        picture = Picture(alt="A stack of layers")
        store_picture(picture, redraw(drawn()), uploaded_by=instructor)
        return picture

    @staticmethod
    def dispute(learner: Learner, path: str):
        return dispute_store.dispute(facts.current().cell(path), learner=learner, text="Not so.", link="")

    @staticmethod
    def regrade(learner: Learner, instructor) -> GradingRun:
        version = plain()
        sit(learner, version, answers="c")
        correct(version, "c")
        run = regrading.order([version.item_id], policy=GradingPolicy.NEW_KEY, reason=REASON, author=instructor.pk)
        regrading.work(run)
        return run

    def address(self, route: Route) -> str:
        """Raises KeyError naming what nobody has put into this world yet."""
        given = {name: self.parts.get(f"{route.name} {name}") or self.parts[name] for name in route.parameters}
        return reverse(route.name, kwargs=given)
