"""What `benchmarks/killing.py` does in the database before and after: makes people, and looks up their answers."""

import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any
from uuid import UUID

import django


def people(count: int) -> list[str]:
    """Session keys of as many learners, logged in."""
    from accounts.models import Learner, User

    sessions = []
    for number in range(count):
        user = User.objects.create_user(f"client-{number}@example.com")
        Learner.objects.create(user=user)
        sessions.append(session_of(user))
    return sessions


def session_of(user: Any) -> str:
    """The key of a session in which this person is logged in."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from accounts.login.sessions import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def look_up(acknowledged: list[dict[str, str]]) -> dict[str, Any]:
    """How the ledger differs from what clients were told."""
    from quizzes.models import Response
    from quizzes.rebuild import differences

    found: Counter = Counter()
    examples: list[str] = []
    for told in acknowledged:
        wrong = verdict_on(told)
        if wrong:
            found[wrong] += 1
            examples.append(f"{wrong}: {told['url']}")
    examples += differences()
    return {
        **{name: found[name] for name in ("lost", "doubled", "changed")},
        "unacknowledged": Response.objects.count() - len(acknowledged),
        "differences": len(differences()),
        "examples": examples,
    }


def verdict_on(told: dict[str, str]) -> str:
    """ "lost", "doubled", "changed", or nothing where the ledger holds just what the client was told."""
    from quizzes import answer_events
    from quizzes.models import AttemptItem, Grade

    *_, attempt, position, _ = told["url"].split("/")
    item = AttemptItem.objects.select_related("version", "result__response").get(
        attempt=UUID(attempt), position=position
    )
    responses = list(item.responses.all())
    if not responses or not item.is_answered:
        return "lost"
    if len(responses) > 1 or Grade.objects.filter(response__in=responses).count() > 1:
        return "doubled"
    event = answer_events.read(told["event"], attempt_item=item.pk).id
    [option] = [option for option in item.options if [option.key] == responses[0].chosen]
    verdict = "right" if item.result.marks else "wrong"
    same = (event, told["answer"], told["verdict"]) == (responses[0].event, option.text, verdict)
    return "" if same and item.result.response == responses[0] else "changed"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "srm_site.settings")
    django.setup()
    command, argument = sys.argv[1:]
    if command == "people":
        print(json.dumps(people(int(argument))))
    else:
        print(json.dumps(look_up(json.loads(Path(argument).read_text()))))
