"""Questions that lessons ask after their sections.

A page writes nothing. What it shows is signed into its form (version, how often the learner has answered before), and
the first answer begins an attempt of mode *section* and finishes it. Each further try is an attempt of its own.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import router

from accounts.models import Learner
from bank.models import Form, Item, ItemVersion, Option
from lessons.models import Lesson
from lessons.registry import OfferedQuestion
from lessons.section_questions import QuestionPlace
from quizzes.attempt_start import Sitting, begin
from quizzes.ledger import Verdict, verdict_on
from quizzes.models import Attempt, Mode
from quizzes.option_names import name_of
from serving.prepared import planned

NOBODY = UUID(int=0)  # no learner has this id
TITLE = 160  # the longest title of an attempt

# One row for each question that may be asked, with what the learner has of it: the answers given in lessons, oldest
# first, and the open attempt that keeps it, by the same rule as `quizzes.models.keeper`. After a change of kind
# *semantic* it is another question, without answers.
QUESTIONS = """
    WITH wanted AS MATERIALIZED (
        SELECT item.id, item.slug, item.section, item.published_id AS version_id,
            (SELECT max(number) FROM bank_itemversion WHERE item_id = item.id AND change = 'semantic') AS begun,
            (SELECT max(number) FROM bank_itemversion WHERE item_id = item.id AND change = 'key_change') AS corrected
        FROM bank_item AS item
        WHERE item.slug = ANY(%s) AND item.published_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM bank_contradiction WHERE item_id = item.id AND closed_at IS NULL
        )
    ), mine AS MATERIALIZED (
        SELECT version.item_id, version.number, attempt.id, attempt.mode, attempt.assignment_id, attempt.started_at,
            attempt.closed_at IS NULL AS is_open, result.marks, response.event, response.received_at,
            response.answer ? 'unsure' AS unsure
        FROM quizzes_attempt AS attempt
        JOIN quizzes_attemptitem AS served ON served.attempt_id = attempt.id
        JOIN bank_itemversion AS version ON version.id = served.version_id
        LEFT JOIN quizzes_itemresult AS result ON result.attempt_item_id = served.id
        LEFT JOIN quizzes_response AS response ON response.id = result.response_id
        WHERE attempt.learner_id = %s AND (attempt.closed_at IS NULL OR attempt.mode = 'section')
            AND version.item_id IN (SELECT id FROM wanted)
    )
    SELECT wanted.slug, wanted.section, version.id, version.stem, version.form, transaction_timestamp(),
        (SELECT json_agg(option ORDER BY option.position)::text FROM (
            SELECT id, key, token, position, text, is_key, expected FROM bank_option WHERE version_id = version.id
        ) AS option),
        (SELECT json_agg(answer ORDER BY answer.started_at, answer.id)::text FROM (
            SELECT id, started_at, event, marks, unsure, received_at, number < wanted.corrected AS corrected
            FROM mine WHERE item_id = wanted.id AND mode = 'section' AND number >= coalesce(wanted.begun, 0)
        ) AS answer),
        (SELECT json_build_object('id', id, 'mode', mode, 'assignment_id', assignment_id)::text FROM mine
            WHERE item_id = wanted.id AND is_open AND (mode = 'exam' OR marks IS NULL)
            ORDER BY mode = 'exam' DESC, id DESC LIMIT 1)
    FROM wanted JOIN bank_itemversion AS version ON version.id = wanted.version_id
"""


@dataclass(frozen=True)
class GivenAnswer:
    attempt: UUID
    event: UUID
    verdict: Verdict
    at: datetime
    corrected: bool  # the key was, since then


@dataclass(frozen=True)
class LessonQuestion:
    """A question that may be asked, with what a form of it needs in place of a served question."""

    slug: str
    section: str  # that teaches it
    version: ItemVersion
    read_options: Callable[[], Iterable[Option]]
    loaded_at: datetime
    given: Sequence[GivenAnswer] = ()
    kept_by: Attempt | None = None

    @property
    def pk(self) -> str:
        """What the events and option names of its form belong to: there is no row yet. A further try has others."""
        return f"{self.version.pk}.{len(self.given)}"

    @property
    def next_sequence(self) -> int:
        return len(self.given) + 1

    @cached_property
    def options(self) -> list[Option]:
        if not Form(self.version.form).is_shuffled:
            return list(self.read_options())
        return sorted(self.read_options(), key=lambda option: name_of(self, option))

    @property
    def last(self) -> GivenAnswer | None:
        return self.given[-1] if self.given else None


def questions_of(slugs: Collection[str], learner: Learner | None) -> dict[str, LessonQuestion]:
    """By slug; one that may not be asked now is missing. Takes one query."""
    rows = planned(QUESTIONS, [list(slugs), learner.pk if learner else NOBODY], using=router.db_for_read(Item))
    return {row[0]: _question(*row) for row in rows}


def _question(
    slug: str, section: str, pk: int, stem: str, form: str, at: datetime, options: str, given: str | None, kept: str
) -> LessonQuestion:
    return LessonQuestion(
        slug,
        section,
        ItemVersion(pk=pk, stem=stem, form=form),
        lambda: [Option(**told) for told in json.loads(options)],
        at,
        [_given(told) for told in json.loads(given)] if given else [],
        Attempt(**json.loads(kept)) if kept else None,
    )


def _given(told: Mapping[str, Any]) -> GivenAnswer:
    verdict = verdict_on({"unsure": told["unsure"]}, told["marks"])
    at = datetime.fromisoformat(told["received_at"])
    return GivenAnswer(UUID(told["id"]), UUID(told["event"]), verdict, at, bool(told["corrected"]))


def as_shown(question: LessonQuestion, pk: int | str) -> LessonQuestion | None:
    """The question as the form with this `pk` showed it, which may be an earlier version of it.

    None if that form asked another question.
    """
    version_id, _, number = str(pk).partition(".")
    given = question.given[: int(number)]
    if int(version_id) == question.version.pk:
        return replace(question, given=given)
    earlier = ItemVersion.objects.filter(pk=version_id, item__slug=question.slug).prefetch_related("options").first()
    if earlier is None:
        return None
    return replace(question, version=earlier, read_options=earlier.options.all, given=given)


def begin_in_lesson(learner: Learner, lesson: Lesson, place: QuestionPlace, shown: LessonQuestion) -> Attempt:
    """The caller stores an answer in the same transaction, so that this attempt is never seen open."""
    title = f"{lesson.label}: question on “{place.section}”"
    sitting = Sitting(
        Mode.SECTION,
        title[:TITLE],
        [shown.version],
        selection={"lesson": lesson.slug, "place": place.name},
        unscored=frozenset([1]),
        order=[option.token for option in shown.options],
    )
    return begin(learner, sitting)


def offered(slugs: Collection[str] | None) -> Iterator[OfferedQuestion]:
    items = Item.objects.asked().filter(generator="") if slugs is None else Item.objects.asked().filter(slug__in=slugs)
    for slug, stem, section in items.order_by("section", "slug").values_list("slug", "published__stem", "section"):
        yield OfferedQuestion(slug, stem, section)
