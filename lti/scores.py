"""The outbox of scores: what a class's gradebook says, compared with what its platform has, and sent until it has it.

A run can be killed anywhere. What was sent and not noted is sent again with the same time, which the platform answers
with 409: it has a score as new as that.
"""

import logging
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

from django.contrib.postgres.functions import TransactionNow
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Now

from accounts.models import CohortMembership
from lti.models import Identity, LineItem, LinkedClass, Platform, Score
from lti.platform_access import PlatformAccess
from lti.platform_requests import PlatformFailed
from lti.tokens import LINE_ITEM_SCOPE, SCORE_SCOPE, LaunchClaims
from teach.gradebook.book import Mark, MarkState, gradebook_of

OUT_OF = 100
AT_ONCE = 20
CLAIMED_FOR = timedelta(minutes=5)
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=5), timedelta(hours=1)
SECOND = timedelta(seconds=1)
OLDER_OR_EQUAL = 409
LINE_ITEMS = "application/vnd.ims.lis.v2.lineitemcontainer+json"
LINE_ITEM = "application/vnd.ims.lis.v2.lineitem+json"
SCORE = "application/vnd.ims.lis.v1.score+json"

log = logging.getLogger("whose_layer.schools")


# ---- Line items


def note_line_item(linked: LinkedClass, claims: LaunchClaims) -> None:
    """A link that was picked on the platform comes with its column and the platform's line item."""
    column = claims.custom.get("column", "")
    if column and linked.deployment.platform.owns(claims.line_item):
        LineItem.objects.update_or_create(
            linked=linked,
            column=column[:60],
            defaults={"url": claims.line_item},
            create_defaults={"url": claims.line_item, "label": column[:60], "made_by_platform": True},
        )


def find_line_items(linked: LinkedClass, access: PlatformAccess) -> None:
    """Raises PlatformFailed. One that was created and not noted is found by its column."""
    missing = list(linked.line_items.filter(url=""))
    if not missing or not linked.line_items_url:
        return
    known = {
        each["resourceId"]: each["id"]
        for page in access.pages(linked.line_items_url, LINE_ITEMS)
        for each in (page if isinstance(page, list) else [])
        if isinstance(each, dict) and isinstance(each.get("resourceId"), str) and isinstance(each.get("id"), str)
    }
    for item in missing:
        url = known.get(item.column, "")
        if not url and not item.made_by_platform and linked.may_add_line_items:
            wanted = {"label": item.label, "scoreMaximum": OUT_OF, "resourceId": item.column}
            body = access.ask(linked.line_items_url, document=wanted, content_type=LINE_ITEM, accept=LINE_ITEM).body
            url = body.get("id", "") if isinstance(body, dict) else ""
        if isinstance(url, str) and access.platform.owns(url) and len(url) <= 1000:
            LineItem.objects.filter(pk=item.pk).update(url=url)


# ---- What should be there


@transaction.atomic
def queue_scores(linked: LinkedClass) -> int:
    """Of members whom the platform knows; returns how many changed. Of two runs at once, one does it."""
    locked = LinkedClass.objects.select_for_update(skip_locked=True, of=["self"]).filter(pk=linked.pk)
    found = locked.select_related("cohort", "deployment__platform").first()
    if found is None:
        return 0
    items = {item.column: item for item in found.line_items.all()}
    if not items:
        return 0
    known = known_learners(found)
    scores = Score.objects.filter(line_item__linked=found)
    # Who left the class, or disconnected their school, is none of its business anymore.
    scores.exclude(learner__in=known).delete()
    there = {(score.line_item_id, score.learner_id): score for score in scores}
    now = LinkedClass.objects.annotate(now=TransactionNow()).values_list("now", flat=True).get(pk=found.pk)
    changed = [
        score
        for row in gradebook_of(found.cohort).of_members
        if row.person.member and row.person.member.learner_id in known
        for mark in row.marks
        if mark.column.key in items
        if (score := _changed(items[mark.column.key], row.person.member.learner_id, mark, there, now))
    ]
    fields = ["share", "stamp", "tries", "next_at", "failure"]
    Score.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["line_item", "learner"], update_fields=fields
    )
    return len(changed)


def known_learners(linked: LinkedClass) -> set[UUID]:
    members = CohortMembership.objects.filter(cohort=linked.cohort_id, left_at=None)
    issuer = linked.deployment.platform.issuer
    return set(members.filter(learner__identities__issuer=issuer).values_list("learner", flat=True))


def _changed(
    item: LineItem, learner: UUID, mark: Mark, there: Mapping[tuple[int, UUID], Score], now: datetime
) -> Score | None:
    score, share = there.get((item.pk, learner)), share_of(mark)
    if (score is None and share is None) or (score is not None and score.share == share):
        return None
    stamp = now.replace(microsecond=0)
    if score is not None:
        stamp = max(stamp, score.stamp + SECOND)
    return Score(line_item=item, learner_id=learner, share=share, stamp=stamp, next_at=now)


def share_of(mark: Mark) -> Decimal | None:
    """In percent. What is missing, excused or not graded yet is no score."""
    if mark.state != MarkState.GRADED or mark.share is None:
        return None
    exact = Decimal(mark.share.numerator * 100) / mark.share.denominator
    return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)


# ---- Sending it


def send_all(platform: Platform) -> Counter[str]:
    """What the platform doesn't take waits for a later run; if it does not answer, everything does."""
    counts: Counter[str] = Counter()
    classes = LinkedClass.objects.filter(deployment__platform=platform).exclude(line_items=None)
    linked_classes = list(classes.select_related("cohort", "deployment__platform").distinct())
    for linked in linked_classes:
        counts["changed"] += queue_scores(linked)
    scopes = [SCORE_SCOPE, *({LINE_ITEM_SCOPE} if any(each.may_add_line_items for each in linked_classes) else ())]
    access = PlatformAccess(platform, *scopes)
    for linked in linked_classes:
        try:
            find_line_items(linked, access)
        except PlatformFailed as failed:
            log.warning("Line items of linked class %s: %s", linked.pk, failed)
    while batch := claim(platform):
        for number, score in enumerate(batch):
            try:
                send(score, access)
            except PlatformFailed as failed:
                counts["failed"] += 1
                put_off(score, failed)
                if is_down(failed):
                    release(batch[number + 1 :])
                    log.warning("Scores for platform %s: %s", platform.pk, failed)
                    return counts
            else:
                counts["sent"] += 1
    return counts


def is_down(failed: PlatformFailed) -> bool:
    """Whether it says something about the platform and not about one score."""
    return failed.status in (0, 401, 403, 429) or failed.status >= 500


@transaction.atomic
def claim(platform: Platform) -> list[Any]:
    """For this run alone, until they are sent or the time is up, because the run was killed."""
    identity = Identity.objects.filter(issuer=platform.issuer, learner=OuterRef("learner"))
    members = CohortMembership.objects.filter(
        cohort=OuterRef("line_item__linked__cohort"), learner=OuterRef("learner"), left_at=None
    )
    due = Score.objects.waiting().filter(
        Q(claimed_until=None) | Q(claimed_until__lte=Now()),
        Exists(identity),
        Exists(members),
        next_at__lte=Now(),
        line_item__linked__deployment__platform=platform,
        line_item__linked__deployment__platform__is_on=True,
    )
    due = due.exclude(line_item__url="").select_for_update(skip_locked=True, of=["self"]).order_by("next_at", "pk")
    found: list[Any] = list(
        due.select_related("line_item").annotate(subject=Subquery(identity.values("subject")[:1]))[:AT_ONCE]
    )
    Score.objects.filter(pk__in=[score.pk for score in found]).update(claimed_until=Now() + CLAIMED_FOR)
    return found


def send(score: Any, access: PlatformAccess) -> None:
    """Raises PlatformFailed."""
    try:
        access.ask(
            scores_url(score.line_item.url), document=document_of(score), content_type=SCORE, accept="application/json"
        )
    except PlatformFailed as failed:
        if failed.status != OLDER_OR_EQUAL:
            raise
    # If it changed in the meantime, the row waits again: its stamp is newer than what was delivered.
    Score.objects.filter(pk=score.pk).update(
        delivered=score.stamp, delivered_at=Now(), claimed_until=None, tries=0, failure=""
    )


def document_of(score: Any) -> dict[str, Any]:
    document: dict[str, Any] = {
        "userId": score.subject,
        "timestamp": score.stamp.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
    }
    if score.share is None:
        return document | {"activityProgress": "Initialized", "gradingProgress": "NotReady"}
    return document | {
        "scoreGiven": float(score.share),
        "scoreMaximum": OUT_OF,
        "activityProgress": "Completed",
        "gradingProgress": "FullyGraded",
    }


def scores_url(line_item: str) -> str:
    """Moodle's line items have a query, which stays behind the path."""
    parts = urlsplit(line_item)
    return urlunsplit(parts._replace(path=parts.path.rstrip("/") + "/scores"))


def put_off(score: Score, failed: PlatformFailed) -> None:
    wait = min(FIRST_WAIT * 2 ** min(score.tries, 10), LONGEST_WAIT)
    Score.objects.filter(pk=score.pk).update(
        claimed_until=None, tries=F("tries") + 1, next_at=Now() + wait, failure=str(failed)[:300]
    )


def release(scores: list[Score]) -> None:
    Score.objects.filter(pk__in=[score.pk for score in scores]).update(claimed_until=None)


def backlog() -> dict[str, QuerySet]:
    return {"scores for send_scores": Score.objects.waiting().order_by("stamp")}


def platforms() -> Iterator[Platform]:
    yield from Platform.objects.filter(is_on=True)
