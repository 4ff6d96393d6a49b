"""Every act of an instructor or admin is found in the history, with before and after."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.db.models.fields.files import FieldFile
from django.urls import reverse

from accounts.models import User
from accounts.roles import INSTRUCTORS
from bank.drafts import content_to_edit
from bank.models import Contradiction, Item
from lessons.models import Course, Lesson, Novelty, Term
from matrix import facts, registry
from matrix.editing.dispute_store import dispute
from matrix.models import Responsibility, Service
from quizzes.models import ItemFigures, Quiz
from quizzes.problem_reports import report
from srm_site.content_folder import content_files, write
from srm_site.management.commands.load_content import load_content
from teach.history.words import ColumnDifference
from tests.conftest import PASSWORD, client_of, make_user
from tests.helpers.loaded_facts import load_facts_alone
from tests.helpers.sittings import begin, item_at

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _no_question_follows(request, monkeypatch):
    if not request.node.get_closest_marker("questions_follow"):
        monkeypatch.setattr(registry, "followers", [])


def history(client, query: str = "") -> list:
    return client.get(f"/teach/history/{query}").context["acts"]


def new_act(client):
    """The one act that this client has not been shown here. A test is one transaction: by time, all would be equal."""
    seen = client.__dict__.setdefault("seen_acts", set())
    [act] = [act for act in history(client) if act.act.source != "files" and act.context not in seen]
    seen.add(act.context)
    return act


def newest(client) -> dict[str, list[tuple[str, str, str]]]:
    """The new act: for each thing that it touched, its fields before and after."""
    return {
        subject.title: [(each.what, each.before, each.after) for each in subject.differences]
        for subject in new_act(client).subjects
    }


def test_files_that_say_what_is_here_already_leave_no_act(superuser_client, tmp_path):
    """As after an export of what was edited here: only which file a row was last like is noted."""
    Service.objects.filter(slug="ec2").update(summary="Virtual machines by the second.")
    Course.objects.update(summary="What AWS secures, and what you do.")
    write(tmp_path, content_files(facts.lock_facts()))
    known = facts.lock_facts().revision
    before = {act.context for act in history(superuser_client)}

    report = load_content(tmp_path)

    assert (report.created, report.updated, report.removed, report.kept) == ([], [], [], [])
    assert {act.context for act in history(superuser_client)} == before
    assert facts.lock_facts().revision == known
    Service.objects.filter(slug="ec2").update(summary="Edited again.")
    assert "services.json, ec2" in load_facts_alone(tmp_path).kept


def form_of(page, **changes) -> dict[str, str]:
    """The form of an admin page as a browser would send it."""
    form = page.context["adminform"].form
    data = {form.add_prefix(name): form[name].value() for name in form.fields}
    for inline in page.context.get("inline_admin_formsets", []):
        formset = inline.formset
        for each in [formset.management_form, *formset.forms]:
            data |= {each.add_prefix(name): each[name].value() for name in each.fields}
    files = {name for name, value in data.items() if isinstance(value, FieldFile)}
    sent = {name: value for name, value in data.items() if name not in files and value not in (None, False)}
    return sent | changes


def change(client, row, **changes):
    address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    answer = client.post(address, form_of(client.get(address), **changes))
    assert answer.status_code == 302, answer.context["adminform"].form.errors


def delete(client, row, **data):
    address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_delete", args=[row.pk])
    assert client.post(address, {"post": "yes", **data}).status_code == 302


@pytest.mark.questions_follow
def test_a_changed_cell(instructor_client, instructor):
    cell = Responsibility.objects.get(service__slug="ec2", layer__slug="guest-os")
    was = cell.rationale

    change(instructor_client, cell, rationale="A better reason.", reason="Plainer words.")

    act = new_act(instructor_client)
    assert (act.who, act.act.reason) == ("Ines", "Plainer words.")
    first, *derived = act.subjects
    assert first.title == "EC2, guest operating system"
    assert first.differences == [ColumnDifference("Rationale", was, "A better reason.")]
    assert "Options" in {each.what for subject in derived for each in subject.differences}


def test_a_changed_lesson_shows_the_lines_that_differ(instructor_client, instructor):
    lesson = Lesson.objects.filter(published=True).first()
    body = f"{lesson.body}\n\nOne more paragraph."
    address = reverse("admin:lessons_lesson_change", args=[lesson.pk])
    form = {name: value for name, value in form_of(instructor_client.get(address)).items() if value}

    answer = instructor_client.post(address, form | {"body": body, "_publish": "1"})
    instructor_client.post(answer["Location"])

    [subject] = new_act(instructor_client).subjects
    [body] = [each for each in subject.differences if each.what == "Body"]
    assert ("in", "One more paragraph.") in body.lines
    assert len(body.lines) < 6


def test_a_changed_glossary_a_new_term_and_one_taken_out(instructor_client):
    term = Term.objects.first()
    was = term.definition

    change(instructor_client, term, definition="It means something else now.")
    changed = newest(instructor_client)
    delete(instructor_client, term)

    assert changed == {term.name: [("Definition", was, "It means something else now.")]}
    [gone] = new_act(instructor_client).subjects
    assert (gone.title, gone.verb) == (term.name, "deleted")
    assert ColumnDifference("Definition", "It means something else now.", "") in gone.differences


def test_a_published_question(instructor_client):
    item = Item.objects.filter(generator="", slots__isnull=False).exclude(published=None).first()
    stem = item.published.stem

    publish_another(item, stem="Which of these would it be then?")(instructor_client)

    differences = newest(instructor_client)["Which of these would it be then?"]
    assert ("Published", f"Version 1: {stem}", "Version 2: Which of these would it be then?") in differences


def publish_another(item: Item, **changes) -> Callable:
    def publish(client) -> None:
        from bank.drafts import edit_of, save_draft

        save_draft(item, {**content_to_edit(item), **changes}, opened_on=edit_of(item))
        item.refresh_from_db()
        address = reverse("admin:bank_item_change", args=[item.pk])
        editor = client.get(address).context["editor"]
        data = sent_by(editor)
        answer = client.post(address, data | {"_publish": "1"})
        assert answer.status_code == 302, answer.context["editor"].question.errors
        client.seen_acts = {act.context for act in history(client)}  # up to the draft
        seen = client.get(answer["Location"]).context["form"]["seen"].value()
        assert client.post(answer["Location"], {"change": "clarify", "seen": seen}).status_code == 302

    return publish


def sent_by(editor) -> dict[str, str]:
    data = {}
    for form in [editor.question, editor.options.management_form, *editor.options.forms]:
        data |= {form.add_prefix(name): form[name].value() for name in form.fields}
    return {name: value for name, value in data.items() if value not in (None, False)}


def test_another_title_of_a_quiz_and_another_question_in_it(instructor_client):
    quiz = Quiz.objects.first()
    title, last = quiz.title, quiz.slots.order_by("position").last()

    change(instructor_client, quiz, title="Another title")
    renamed = newest(instructor_client)
    instructor_client.post(reverse("admin:quizzes_quiz_questions", args=[quiz.pk]), {"do": f"take:{last.item_id}"})

    assert renamed == {"Another title": [("Title", title, "Another title")]}
    assert newest(instructor_client) == {"Another title": [("Question", f"{last.position}, {last.item}", "")]}


def test_a_course(instructor_client):
    course = Course.objects.first()
    was = course.summary

    change(instructor_client, course, summary="In one sentence.")

    assert newest(instructor_client)[course.name] == [("Summary", was, "In one sentence.")]


def test_an_answer_to_a_report_and_not_what_the_learner_wrote(instructor_client, learner):
    problem, _ = report(item_at(begin(learner), 1), text="A secret of the learner.")

    change(instructor_client, problem, answer="The key is right.")

    [differences] = newest(instructor_client).values()
    assert ("Answer", "", "The key is right.") in differences
    assert "A secret of the learner." not in instructor_client.get("/teach/history/").text


def test_an_answer_to_a_dispute(instructor_client, learner):
    cell = Responsibility.objects.first()
    said = dispute(cell, learner=learner, text="This is wrong because of that.")

    change(instructor_client, said, outcome="not-agreed", answer="The source says so.")

    differences = newest(instructor_client)[str(cell)]
    assert ("Answer", "", "The source says so.") in differences
    assert ("Outcome", "", "Not agreed: the fact stays as it is") in differences


def test_a_contradiction_that_was_kept(instructor_client):
    item = Item.objects.exclude(published=None).first()
    open_one = Contradiction.objects.create(item=item, version=item.published, proof="The matrix says otherwise.")

    change(instructor_client, open_one, closing="kept", reason="It asks about the past.")

    assert ("Reason", "", "It asks about the past.") in newest(instructor_client)[str(item)]


def test_a_service_renamed_and_a_novelty_taken_out(instructor_client):
    service, novelty = Service.objects.get(slug="ec2"), Novelty.objects.first()

    change(instructor_client, service, noun="rented servers")
    renamed = newest(instructor_client)
    delete(instructor_client, novelty)

    assert renamed == {"Amazon Elastic Compute Cloud": [("Noun", "virtual servers", "rented servers")]}
    assert ("Now", novelty.now, "") in newest(instructor_client)[novelty.title]


def test_rights_groups_and_a_password_of_a_person(superuser_client, superuser, lena):
    instructors = Group.objects.get(name=INSTRUCTORS)
    address = reverse("admin:accounts_user_change", args=[lena.pk])
    form = form_of(superuser_client.get(address))
    form = {name: value for name, value in form.items() if name not in ("date_joined", "last_login", "password")}

    superuser_client.post(address, form | {"is_staff": "on", "groups": [instructors.pk]})
    rights = newest(superuser_client)["Lena"]
    password = reverse("admin:auth_user_password_change", args=[lena.pk])
    superuser_client.post(password, {"password1": "another-long-one", "password2": "another-long-one"})

    assert ("Can open the admin", "no", "yes") in rights
    assert ("In the group", "", INSTRUCTORS) in rights
    assert ("In the group", "Learners", "") in rights
    [subject] = new_act(superuser_client).subjects
    assert (subject.title, subject.notes) == ("Lena", ["Changed password."])
    assert "another-long-one" not in superuser_client.get("/teach/history/").text


def test_people_added_and_deleted_one_by_one_and_several_at_once(superuser_client):
    form = {"email": "new@example.com", "usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}
    superuser_client.post("/admin/accounts/user/add/", form)
    added = new_act(superuser_client).subjects[0]
    gone = [User.objects.get(email="new@example.com"), make_user("other@example.com")]

    action = {"action": "delete_selected", "_selected_action": [user.pk for user in gone], "post": "yes"}
    superuser_client.post("/admin/accounts/user/", action)

    assert (added.title, added.verb) == ("new@example.com", "added")
    deleted = {subject.title for subject in new_act(superuser_client).subjects if subject.verb == "deleted"}
    assert deleted == {f"User {user.pk}" for user in gone}
    assert "new@example.com" not in superuser_client.get("/teach/history/").text


def test_the_serving_role_may_log_what_becomes_of_people(superuser_client, lena):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE srm_app")
    password = reverse("admin:auth_user_password_change", args=[lena.pk])

    superuser_client.post(password, {"password1": "another-long-one", "password2": "another-long-one"})

    assert new_act(superuser_client).subjects[0].notes == ["Changed password."]


def test_instructors_do_not_see_what_became_of_people(superuser_client, instructor_client, lena):
    password = reverse("admin:auth_user_password_change", args=[lena.pk])
    superuser_client.post(password, {"password1": "another-long-one", "password2": "another-long-one"})
    context = new_act(superuser_client).context

    assert "Changed password" in superuser_client.get("/teach/history/?kind=people").text
    assert "Changed password" not in instructor_client.get("/teach/history/").text
    assert "Changed password" not in instructor_client.get("/teach/history/?kind=people").text
    assert instructor_client.get(f"/teach/history/{context}/").status_code == 404


def test_what_learners_do_is_not_in_it(learner_client, superuser_client, lena):
    learner_client.post("/account/", {"name": "Lena", "theme": "dark", "time_allowance": "more", "time_zone": "UTC"})
    lena.refresh_from_db()

    assert lena.time_allowance == "more"
    assert [act for act in history(superuser_client) if act.who == "Lena"] == []


def test_what_was_looked_at_and_stands(instructor_client):
    item = Item.objects.exclude(published=None).filter(generator="").first()
    figures = {"published": item.published, "answers": 40, "flags": ["check-key"], "versions": [item.published_id]}
    ItemFigures.objects.update_or_create(item=item, defaults=figures)

    instructor_client.post(f"/teach/inbox/key/{item.pk}/", {"note": "The matrix says so."})

    act = new_act(instructor_client)
    assert (act.who, act.subjects[0].title) == ("Ines", "The matrix says so.")


def test_the_load_of_the_content_is_one_act(instructor_client):
    [first] = history(instructor_client)
    assert (first.who, first.act.total > 3000) == ("Content files", True)
    assert f"And {first.more} more" in instructor_client.get("/teach/history/").text
    assert instructor_client.get(f"/teach/history/{first.context}/").status_code == 200


def several_acts(client) -> None:
    cell = Responsibility.objects.get(service__slug="ec2", layer__slug="guest-os")
    for number in range(3):
        change(client, cell, rationale=f"Reason {number}.", reason="Again.")
        change(client, Course.objects.first(), summary=f"Summary {number}.")


def test_filters_by_person_kind_date_and_subject(instructor_client, superuser_client, superuser):
    several_acts(instructor_client)
    change(superuser_client, Course.objects.first(), summary="By Ada.")
    cell = Responsibility.objects.get(service__slug="ec2", layer__slug="guest-os")

    def count(query: str) -> int:
        return len(history(instructor_client, query))

    assert count("") == 8
    assert count(f"?who={superuser.pk}") == 1
    assert count("?kind=lessons") == 5  # the load is one of them
    assert count("?kind=quizzes") == 1
    assert count(f"?about=matrix.responsibility:{cell.pk}") == 4
    assert count("?since=2020-01-01&until=2020-01-02") == 0
    assert count("?since=2020-01-01") == 8
    assert count("?who=x&kind=x&since=x&about=x&before=x") == 8
    assert "History of EC2, guest operating system" in re.sub(
        r"\s+", " ", instructor_client.get(f"/teach/history/?about=matrix.responsibility:{cell.pk}").text
    )


def test_pages_go_on_where_the_last_one_ended(instructor_client, monkeypatch):
    monkeypatch.setattr("teach.history.views.ON_A_PAGE", 3)
    several_acts(instructor_client)
    seen, address = [], "/teach/history/"
    while address:
        page = instructor_client.get(address)
        seen += [each.context for each in page.context["acts"]]
        further = page.context["next"]
        address = f"/teach/history/?{further}" if further else ""

    assert len(seen) == len(set(seen)) == 7


def test_the_fragment_is_the_list_alone(instructor_client):
    part = instructor_client.get("/teach/history/?kind=facts", headers=HTMX).text

    assert part.lstrip().startswith('<section id="acts"')


@pytest.mark.parametrize("address", ["/teach/history/", "/teach/history/00000000-0000-0000-0000-000000000000/"])
def test_nobody_else_finds_it(learner_client, client, address):
    assert learner_client.get(address).status_code == 404
    assert client.get(address)["Location"].startswith("/account/login/")


def test_it_costs_at_most_twelve_queries(instructor_client, django_assert_max_num_queries):
    several_acts(instructor_client)
    publish_another(Item.objects.filter(generator="").exclude(published=None).first(), stem="Which?")(
        instructor_client
    )
    delete(instructor_client, Novelty.objects.first())
    history(instructor_client)

    with django_assert_max_num_queries(12):
        history(instructor_client)


def test_the_list_of_sources_knows_every_event(superuser):
    from django.apps import apps
    from pghistory.models import Event

    from teach.history.kinds import sources

    kept = {model._meta.label for model in apps.get_models() if issubclass(model, Event) and model._meta.managed}
    assert {source.name for source in sources()} >= {name for name in kept if name != "pghistory.Events"}
    assert client_of(superuser).get("/teach/history/").status_code == 200


def test_the_last_day_of_the_calendar_may_be_asked_for(instructor_client):
    assert instructor_client.get("/teach/history/?until=9999-12-31").status_code == 200
