import pytest
from django.test import Client

from serving.return_address import page_left

HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/practice/7/3/?from=lesson"}


def posted(rf, data, headers=None):
    request = rf.post("/practice/7/3/", data, headers=headers)
    request.htmx = headers == HTMX
    return request


def test_the_choice_comes_back_in_the_address(rf):
    assert page_left(posted(rf, {"choice": "b2"})) == "/practice/7/3/?choice=b2"


def test_every_choice_of_several_comes_back(rf):
    assert page_left(posted(rf, {"choice": ["b2", "c 3"]})) == "/practice/7/3/?choice=b2&choice=c+3"


def test_the_page_is_the_one_that_the_browser_names(rf):
    assert page_left(posted(rf, {"choice": "b2"}, headers=HTMX)) == "/practice/7/3/?from=lesson&choice=b2"
    assert page_left(posted(rf, {}, headers={"Referer": "http://testserver/learn/l3/"})) == "/learn/l3/"


def test_a_choice_kept_before_is_replaced(rf):
    left = page_left(posted(rf, {"choice": "b2"}, headers={"Referer": "http://testserver/practice/7/3/?choice=a1"}))

    assert left == "/practice/7/3/?choice=b2"


@pytest.mark.parametrize("named", ["https://elsewhere.example/x", "//elsewhere.example/x", "javascript:alert(1)", ""])
def test_another_site_is_never_where_a_person_was(rf, named):
    assert page_left(posted(rf, {}, headers={"Referer": named})) == "/practice/7/3/"


def test_two_slashes_do_not_make_another_host(rf):
    left = page_left(posted(rf, {}, headers={"Referer": "http://testserver//elsewhere.example/"}))

    assert left == "/elsewhere.example/"


def test_a_form_sent_after_the_session_ended_costs_no_choice(client, db):
    answer = client.post(
        "/account/theme/", {"theme": "dark", "choice": "b2"}, headers={"Referer": "http://testserver/q/"}
    )

    assert answer["Location"] == "/account/login/?next=%2Fq%2F%3Fchoice%3Db2"


def test_htmx_leaves_the_page_to_log_in(client, db):
    answer = client.post("/account/theme/", {"theme": "dark", "choice": "b2"}, headers=HTMX)

    assert answer.status_code == 204
    assert answer["HX-Redirect"] == ("/account/login/?next=%2Fpractice%2F7%2F3%2F%3Ffrom%3Dlesson%26choice%3Db2")


def test_a_page_that_has_kept_what_was_typed_is_asked_to_put_it_back(client, db):
    answer = client.post("/admin/bank/item/add/", {"stem": "Who?", "_kept": "1"})

    assert answer["Location"] == "/account/login/?next=%2Fadmin%2Fbank%2Fitem%2Fadd%2F%23typed"


@pytest.mark.parametrize(
    ("named", "page"), [("/notes/", "%2Fnotes%2F"), ("//evil.example/", "%2Fadmin%2Fbank%2Fitem%2Fadd%2F")]
)
def test_such_a_page_may_name_another_one_of_this_site_to_put_it_back(client, db, named, page):
    answer = client.post("/admin/bank/item/add/", {"stem": "Who?", "_kept": named})

    assert answer["Location"] == f"/account/login/?next={page}%23typed"


def test_a_page_on_which_somebody_writes_is_not_left(client, db):
    answer = client.post("/admin/bank/item/add/", {"stem": "Who?"}, headers=HTMX | {"X-Page-Stays": "1"})

    assert answer.status_code == 401
    assert "HX-Redirect" not in answer


def test_nor_for_an_old_token(instructor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(instructor)

    answer = client.post("/admin/bank/item/add/", {"stem": "Who?"}, headers=HTMX | {"X-Page-Stays": "1"})

    assert answer.status_code == 403
    assert "HX-Redirect" not in answer


def test_an_old_token_sends_back_to_the_question_with_its_choice(lena):
    client = Client(enforce_csrf_checks=True)
    client.force_login(lena)

    answer = client.post("/account/theme/", {"choice": "b2"}, headers={"Referer": "http://testserver/practice/7/3/"})

    assert answer["Location"] == "/practice/7/3/?choice=b2"


def test_an_old_token_under_htmx_reloads_the_page(lena):
    client = Client(enforce_csrf_checks=True)
    client.force_login(lena)

    answer = client.post("/account/theme/", {"theme": "dark"}, headers=HTMX)

    assert answer.status_code == 204
    assert answer["HX-Redirect"] == "/practice/7/3/?from=lesson"


def test_another_form_with_an_old_token_says_what_happened(lena):
    client = Client(enforce_csrf_checks=True)
    client.force_login(lena)

    answer = client.post("/account/", {"name": "x"}, headers={"Referer": "http://testserver/account/"})

    assert answer.status_code == 403
    assert b"This page has expired" in answer.content
    assert b'href="/account/"' in answer.content
