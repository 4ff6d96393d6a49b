"""How many verdicts fit a phone: `python -m benchmarks.one_screen [--questions N] [--seed N]`.

Draws published choose-one questions (all with `--questions 0`), answers each with a wrong option drawn by the seed,
and opens it at 390 x 844 in Chromium, named by SRM_CHROMIUM. A verdict fits if the question, the verdict, both options
with their reasons and the line of the stack are above the buttons before anything scrolls. Prints JSON with the share;
exit code 1 below the floor of 95 %.
"""

import json
import random
from typing import Any

from playwright.sync_api import sync_playwright

from benchmarks.harness import command, own_site, session_of
from benchmarks.verdict import cookies_of, launched

FLOOR = 0.95
IN_A_SESSION = 10
TALLEST = 10  # shown

# How many pixels are left between what matters and the buttons.
ROOM = """
() => {
  const last = [...document.querySelectorAll(".brief > .opts, .brief > .near")].at(-1);
  return document.querySelector(".dock").getBoundingClientRect().top - last.getBoundingClientRect().bottom;
}
"""


def wrong_answers(questions: int, seed: int) -> tuple[str, list[tuple[str, str]]]:
    """A session key, and the slug and address of each question that its learner has answered wrong."""
    from accounts.models import Learner, User
    from bank.models import Form, Item
    from quizzes.attempt_start import Sitting, begin, published
    from quizzes.ledger import answer, choosing
    from quizzes.models import Mode, ServedItem
    from serving.uuid7 import uuid7

    chance = random.Random(seed)  # noqa: S311  a reproducible draw
    asked = list(Item.objects.asked().filter(published__form__in=[Form.CHOOSE_ONE, Form.OWNER]).order_by("slug"))
    drawn = chance.sample(asked, questions) if questions else asked
    user = User.objects.create_user("phone@example.com")
    learner = Learner.objects.create(user=user)
    shown = []
    for start in range(0, len(drawn), IN_A_SESSION):
        versions = published(item.pk for item in drawn[start : start + IN_A_SESSION])
        attempt = begin(learner, Sitting(Mode.DRILL, "Practice: everything, mixed", versions))
        for item in ServedItem.objects.filter(attempt=attempt).order_by("position"):
            wrong = chance.choice([option for option in item.options if not option.is_key])
            answer(item, answer=choosing(wrong.key), event=uuid7(), confidence="think-so")
            shown.append((item.version.item.slug, item.get_absolute_url()))
    return session_of(user), shown


def main(questions: int = 300, seed: int = 1) -> int:
    with own_site() as site, sync_playwright() as playwright, launched(playwright) as browser:
        session, shown = site.call(wrong_answers, questions, seed)
        with site.served() as web:
            context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
            context.add_cookies(cookies_of(session, web))
            page = context.new_page()
            room: dict[str, float] = {}
            for slug, address in shown:
                page.goto(web.url + address)
                page.evaluate("document.fonts.ready")
                room[slug] = page.evaluate(ROOM)
    found = report(room)
    print(json.dumps(found, indent=1))
    return int(found["share that fits"] < FLOOR)


def report(room: dict[str, float]) -> dict[str, Any]:
    fits = sum(left >= 0 for left in room.values())
    return {
        "questions": len(room),
        "fit": fits,
        "share that fits": round(fits / len(room), 4),
        "tallest": {slug: round(-room[slug]) for slug in sorted(room, key=room.__getitem__)[:TALLEST]},
    }


if __name__ == "__main__":
    command(main, __doc__)
