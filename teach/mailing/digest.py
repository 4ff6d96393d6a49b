"""What the weekly digest says, found for one instructor at a time just before it is sent."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.mailing.registry import Letter, MailKind, Topic
from accounts.models import Cohort, CohortMembership, Learner, Mail, User
from accounts.roles import teaches
from accounts.zones import moment_in_words
from matrix import facts, inbox
from quizzes.assigned.progress import assignments_of
from teach.cohorts.departures import departures
from teach.cohorts.figures import missed, overdue
from teach.inbox_kinds import KEYS, REPORTS
from teach.mailing.digest_settings import A_WEEK, KIND, queue_digests, stop_digest

NAMES_SHOWN = 5
TOPIC = "digest"


@dataclass
class DigestLine:
    """`names` are some of `count`."""

    words: str
    count: int
    names: list[str] = field(default_factory=list)
    url: str = ""

    @property
    def more(self) -> int:
        return self.count - len(self.names)


@dataclass(frozen=True)
class DigestPart:
    """What there is to say about one class, or about the inbox."""

    title: str
    url: str
    lines: list[DigestLine]


@dataclass(frozen=True)
class DigestWeek:
    """From Monday to Monday by the instructor's clock; `now` is within it."""

    begins: datetime
    now: datetime

    @property
    def last(self) -> tuple[datetime, datetime]:
        return self.begins - A_WEEK, self.begins

    @property
    def ends(self) -> datetime:
        return datetime.combine(self.begins.date() + A_WEEK, time.min, self.begins.tzinfo)


def week_of(learner: Learner, monday: str, now: datetime) -> DigestWeek | None:
    """None if the week that begins on this Monday is over."""
    week = DigestWeek(datetime.combine(date.fromisoformat(monday), time.min, ZoneInfo(learner.time_zone)), now)
    return week if now < week.ends else None


def write_digests(mails: Sequence[Mail]) -> Iterator[tuple[Mail, Letter | None]]:
    for mail in mails:
        learner = mail.learner
        week = learner and week_of(learner, mail.key, timezone.now())
        user = learner and learner.user
        yield mail, letter_about(parts_of(user, week)) if user and week else None


def letter_about(parts: Sequence[DigestPart]) -> Letter | None:
    if not parts:
        return None
    named = ", ".join(part.title for part in parts)
    subject = f"Your classes this week: {named}" if len(named) <= 100 else "Your classes this week"
    return Letter(subject, "teach/email/digest", {"subject": subject, "parts": parts}, [TOPIC])


def parts_of(user: User, week: DigestWeek) -> list[DigestPart]:
    running = list(Cohort.objects.running().filter(teachers=user).order_by("name", "pk"))
    parts = [
        DigestPart(cohort.name, cohort.get_absolute_url(), list(_class_lines(cohort, week))) for cohort in running
    ]
    parts.append(DigestPart("Inbox", reverse("teach:inbox"), list(_inbox_lines(user))))
    return [part for part in parts if part.lines]


def _class_lines(cohort: Cohort, week: DigestWeek) -> Iterator[DigestLine]:
    members = CohortMembership.objects.filter(cohort=cohort).select_related("learner__user")
    members = members.order_by("learner__user__name", "pk")
    home = cohort.get_absolute_url()
    since, until = week.last
    yield from _people("Joined last week", members.filter(joined_at__gte=since, joined_at__lt=until), home)
    gone = [each for each in departures(cohort, since=week.now - since) if each.at < until]
    yield from _line("Left last week", [f"{each.who} {each.did}" for each in gone], home)
    due = assignments_of(cohort).filter(Q(is_asked=True), due_at__gte=week.now, due_at__lt=week.ends)
    dates = [f"{each.name}, {moment_in_words(each.due_at, cohort.time_zone)}" for each in due if each.due_at]
    yield from _line("Due this week", dates, reverse("teach:cohort-assignments", args=[cohort.pk]))
    now = members.filter(left_at=None)
    late = now.alias(missed=missed(decided_at__gte=since)).filter(Q(missed__gt=0))
    yield from _people("Missed an assignment last week", late, f"{home}?show=missed")
    behind = now.alias(overdue=overdue()).filter(Q(overdue__gt=0))
    yield from _people("Behind, with something overdue", behind, f"{home}?show=behind")


def _people(words: str, members: Iterable[CohortMembership], url: str) -> Iterator[DigestLine]:
    users = [member.learner.user for member in members]
    yield from _line(words, [(user.name or user.email) if user else "a learner without a name" for user in users], url)


def _line(words: str, names: Sequence[str], url: str) -> Iterator[DigestLine]:
    if names:
        yield DigestLine(words, len(names), list(names[:NAMES_SHOWN]), url)


def _inbox_lines(user: User) -> Iterator[DigestLine]:
    kinds = [kind for kind in (KEYS, REPORTS) if teaches(user) and user.has_perm(kind.permission)]
    counts: Mapping[str, int] = inbox.count_entries(kinds, facts.current()) if kinds else {}
    for kind in kinds:
        if counts[kind.name]:
            yield DigestLine(kind.title, counts[kind.name], url=f"{reverse('teach:inbox')}?kind={kind.name}")


DIGEST = MailKind(KIND, queue=queue_digests, write=write_digests)
DIGEST_TOPICS = {TOPIC: Topic("your classes, once a week", stop_digest)}
