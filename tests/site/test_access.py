"""Every address is there for whom docs/pages.md says, and for nobody else."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import Cohort, CohortTeacher, Learner, User
from accounts.roles import INSTRUCTORS
from quizzes.statistics.rollup import roll_all
from tests.accounts.test_roles import LISTED, MAY, MODELS
from tests.conftest import client_of, make_user
from tests.helpers.cohorts import class_of
from tests.helpers.world import Route, World, routes
from tests.lessons.conftest import filmed_in_folder as filmed_in_folder

pytestmark = pytest.mark.django_db

ROUTES = {route.name: route for route in routes()}
OURS = sorted(name for name, route in ROUTES.items() if not route.is_admin)
ADMIN = [route for route in routes() if route.is_admin]

VISITORS = {"visitor", "guest"}
STAFF = {"instructor", "other instructor", "content editor", "superuser"}
ASSISTANTS = {"assistant", "other assistant"}
EVERYBODY = VISITORS | STAFF | ASSISTANTS | {"owner", "learner"}
TEACHERS = {"instructor", "other instructor", "superuser"}
WHO = {
    "anyone": EVERYBODY,
    "account": EVERYBODY - VISITORS,
    "guest or account": EVERYBODY - {"visitor"},
    "visitor": VISITORS,
    "owner": {"owner"},
    "instructor": TEACHERS,
    "own instructor": {"instructor", "superuser"},
    "instructor, assistant": TEACHERS | ASSISTANTS,
    "own instructor, assistant": {"instructor", "superuser", "assistant"},
    "instructor, content editor": TEACHERS | {"content editor"},
    "superuser": {"superuser"},
    "its class": STAFF | {"owner"},
    "own importer": {"instructor"},
    "own proposer": {"instructor"},
    "anyone with the address": EVERYBODY,
    "anyone with the token": set(),  # nobody here has it
}


def declared() -> dict[str, str]:
    """From the tables of docs/pages.md: who may ask for the address of each name."""
    lines = (Path(settings.BASE_DIR) / "docs" / "pages.md").read_text().splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| `")]
    return {row[1].strip("`"): row[-1] for row in rows}


DECLARED = declared()


def said(response) -> str:
    """What became of a request: there, log-in, closed, nowhere."""
    if response.status_code == 302 and response["Location"].startswith(("/account/login/", "/admin/login/")):
        return "log-in"
    return {403: "closed", 404: "nowhere", 405: "not this way"}.get(response.status_code, "there")


class Cast:
    """A browser of each kind of person. Every request is taken back, log-outs included."""

    def __init__(self, **clients: Client) -> None:
        self.clients = {name.replace("_", " "): client for name, client in clients.items()}

    def ask(self, person: str, method: str, address: str, **sent):
        client = self.clients[person]
        kept = client.cookies.copy()
        client.raise_request_exception = True
        with transaction.atomic():
            response = getattr(client, method)(address, **sent)
            transaction.set_rollback(True)
        client.cookies = kept
        return response


@pytest.fixture
def world(learner, instructor, filmed_in_folder) -> World:
    return World(learner, instructor, filmed_in_folder)


@pytest.fixture(autouse=True)
def with_an_address_to_write_to(settings):
    settings.CONTACT_ADDRESS = "security@example.com"


@pytest.fixture
def cast(world, lena, sam, instructor, content_editor, superuser) -> Cast:
    guest = Client()
    guest.post("/learn/shared-responsibility-model/check/")
    assert Learner.objects.guests().exists()
    return Cast(
        visitor=Client(),
        guest=guest,
        owner=client_of(lena),
        learner=client_of(sam),
        instructor=client_of(instructor),
        other_instructor=client_of(make_user("otto@example.com", group=INSTRUCTORS, is_staff=True)),
        content_editor=client_of(content_editor),
        superuser=client_of(superuser),
        assistant=client_of(assistant_of("anna@example.com", Cohort.objects.get())),
        other_assistant=client_of(assistant_of("otis@example.com", class_of(instructor, name="Another class"))),
    )


def assistant_of(email: str, cohort: Cohort) -> User:
    user = make_user(email)
    CohortTeacher.objects.create(cohort=cohort, user=user, assists=True)
    return user


# Where the same is declared for both of a pair, one is asked at one address and the other at the next.
ALIKE = [
    ("visitor", "guest"),
    ("owner", "learner"),
    ("instructor", "other instructor"),
    ("content editor", "superuser"),
]


METHODS = ("get", "post")


def asked(may: set[str], turn: int, *, everybody: bool) -> set[str]:
    """Who is asked for an address: both assistants always. Where nobody is kept out, five tell as much as ten."""
    if may == EVERYBODY:
        return {"visitor", "owner", "superuser"} | ASSISTANTS
    alike = [pair for pair in ALIKE if len(may & {*pair}) != 1 and not everybody]
    return EVERYBODY - {pair[turn % 2] for pair in alike}


def ways_to_ask(persons: set[str], may: set[str], turn: int, *, everybody: bool) -> dict[str, Sequence[str]]:
    """Who may not looks and sends, and so does one of those who may. The others of these look or send, in turn."""
    ways: dict[str, Sequence[str]] = dict.fromkeys(sorted(persons), METHODS)
    allowed = sorted(persons & may)
    for place, person in enumerate(allowed):
        if not everybody and place != turn % len(allowed):
            ways[person] = [METHODS[(turn + place) % 2]]
    return ways


def told_apart(route: Route, cast: Cast, address: str, may: set[str], ways: dict[str, Sequence[str]]) -> list[str]:
    """What is not as declared. Who may not gets a log-in if that could help, else nothing."""
    wrong = []
    for person, methods in ways.items():
        outcomes = {method: said(cast.ask(person, method, address)) for method in methods}
        if person in may:
            # A page for anyone may end at the log-in, as a confirmed address does.
            expected = {"there", "not this way"} | ({"log-in"} if may == EVERYBODY else set())
            if len(methods) > 1 and set(outcomes.values()) == {"not this way"}:
                wrong.append(f"{route.name}: {person} gets {outcomes}")
        else:
            expected = {"log-in", "nowhere", "not this way"} if person in VISITORS else {"nowhere", "not this way"}
        wrong += [
            f"{route.name}: {person} {method}: {outcome}"
            for method, outcome in outcomes.items()
            if outcome not in expected
        ]
    return wrong


def test_every_address_says_who_may_ask_for_it():
    assert {name: DECLARED.get(name, "nobody said") for name in OURS if DECLARED.get(name) not in WHO} == {}


def test_our_addresses_are_there_for_whom_they_are_declared_and_for_nobody_else(world, cast, pytestconfig):
    wrong, everybody = [], pytestconfig.getoption("--long")
    for turn, name in enumerate(OURS):
        may = WHO[DECLARED[name]]
        persons = asked(may, turn, everybody=everybody)
        ways = ways_to_ask(persons, may, turn, everybody=everybody)
        wrong += told_apart(ROUTES[name], cast, world.address(ROUTES[name]), may, ways)

    assert wrong == []


# ---- The admin


VERBS = {"changelist": "view", "history": "view", "change": "view", "add": "add", "delete": "delete"}
LEADS_ON = {"", "admin:"}  # to the form of a thing, or nowhere
ROLE_OF = {"instructor": "instructor", "other instructor": "instructor"}


def model_and_action(route: Route) -> tuple[str, str] | None:
    """For `admin:matrix_service_add`: matrix.service and add; None for pages of another kind."""
    app, _, rest = route.name.removeprefix("admin:").partition("_")
    model, _, action = rest.partition("_")
    where = f"{app}.{model}"
    return (where, action) if where in LISTED and action in VERBS else None


def who_may(route: Route) -> set[str]:
    found = model_and_action(route)
    if found is None:
        return WHO[DECLARED[route.name]]
    where, action = found
    return {person for person in STAFF if VERBS[action] in MAY[MODELS[where][ROLE_OF.get(person, person)]]}


def opens(route: Route) -> bool:
    """Lists, forms and histories do for everybody who may look."""
    found = model_and_action(route)
    return found is not None and VERBS[found[1]] == "view"


def address_in_admin(route: Route, world: World) -> str:
    app, model = route.name.removeprefix("admin:").split("_")[:2] if "_" in route.name else ("", "")
    known = f"{app}.{model}" in LISTED
    some = apps.get_model(app, model)._default_manager.order_by("pk").first() if known else None
    parts = dict.fromkeys(
        ["object_id", "lesson_id", "id", "pk", "content_type_id", "number", "change"], some.pk if some else 1
    )
    parts["app_label"] = "matrix"
    return reverse(route.name, kwargs={name: parts[name] for name in route.parameters})


def asked_in_admin(may: set[str], turn: int, *, everybody: bool) -> list[str]:
    """Short of the long run, of learners, of staff who may and of staff who may not one each, in turn."""
    staff = sorted(STAFF - {"other instructor"})
    groups = (
        ["visitor", "owner", "assistant"],
        [each for each in staff if each in may],
        [each for each in staff if each not in may],
    )
    return [person for group in groups if group for person in (group if everybody else [group[turn % len(group)]])]


def test_every_address_of_the_admin_says_who_may_ask_for_it():
    known = [route for route in ADMIN if route.name not in LEADS_ON and model_and_action(route) is None]

    assert [route.name for route in known if DECLARED.get(route.name) not in WHO] == []


def test_the_admin_is_there_for_whom_it_is_declared_and_for_nobody_else(world, cast, pytestconfig):
    wrong, everybody = [], pytestconfig.getoption("--long")
    for turn, route in enumerate(ADMIN):
        if route.name in LEADS_ON or route.name in ("admin:login", "admin:logout"):
            continue
        address, may = address_in_admin(route, world), who_may(route)
        for person in asked_in_admin(may, turn, everybody=everybody):
            for method in METHODS:
                outcome = said(cast.ask(person, method, address))
                if person in may and method == "get" and opens(route):
                    expected = {"there"}
                elif person in may:  # a row's own rules may be narrower
                    expected = {"there", "closed", "not this way", "nowhere"}
                elif person in STAFF:
                    expected = {"closed", "not this way"}
                else:
                    expected = {"log-in"}  # whose page tells learners that nothing is there
                if outcome not in expected:
                    wrong.append(f"{route.name}: {person} {method}: {outcome}")

    assert wrong == []


def test_to_learners_the_admin_does_not_exist(learner_client):
    assert learner_client.get("/admin/quizzes/attempt/", follow=True).status_code == 404


# ---- Looking changes nothing

# A session is begun or goes on. What was answered since is counted before: who looks first would.
LAZY = {"accounts_session", "cache"}


def checksums() -> dict[str, str]:
    """Of every table, by name."""
    with connection.cursor() as cursor:
        found = {}
        for table in sorted(set(connection.introspection.table_names(cursor)) - LAZY):
            cursor.execute(f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM \"{table}\" t")
            found[table] = cursor.fetchone()[0]
        return found


def test_no_address_changes_anything_when_it_is_only_looked_at(world, cast, pytestconfig):
    """Short of the long run the superuser looks at each, and the others take turns."""
    addresses = [world.address(ROUTES[name]) for name in OURS]
    addresses += [address_in_admin(route, world) for route in ADMIN if route.name not in LEADS_ON]
    roll_all()
    before = checksums()

    others = ("visitor", "guest", "owner")
    for turn, address in enumerate(addresses):
        for person in ("superuser", *(others if pytestconfig.getoption("--long") else [others[turn % 3]])):
            kept = cast.clients[person].cookies.copy()
            cast.clients[person].get(address)
            cast.clients[person].cookies = kept

    after = checksums()
    assert {table for table in before if before[table] != after[table]} == set()


# ---- What is somebody's is kept by no browser


def test_what_is_somebodys_is_stored_by_no_browser(world, cast):
    mine = [name for name in OURS if DECLARED[name] in ("owner", "account", "guest or account", "instructor")]
    kept = {}
    for name in mine:
        person = "instructor" if DECLARED[name] == "instructor" else "owner"
        answer = cast.ask(person, "get", world.address(ROUTES[name]))
        if answer.status_code == 200:
            kept[name] = answer.headers.get("Cache-Control", "")

    assert len(kept) >= 15
    assert {name: said for name, said in kept.items() if "no-store" not in said} == {}
