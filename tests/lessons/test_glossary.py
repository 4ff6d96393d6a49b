import re

import pytest
from django.utils.safestring import SafeString

from lessons.glossary import Linker, forms_twice
from lessons.models import Term
from tests.lessons.conftest import make_lesson

pytestmark = pytest.mark.django_db


def make_term(slug: str, *forms: str) -> Term:
    return Term(slug=slug, name=forms[0], forms=list(forms), definition="A word.")


def linked(html: str, *terms: Term) -> str:
    return Linker(terms).link(SafeString(html))


def test_only_the_first_use_is_linked():
    html = linked("<p>A bucket beside a bucket.</p>", make_term("bucket", "bucket"))

    assert html == '<p>A <a class="term" href="/glossary/#bucket" tabindex="-1">bucket</a> beside a bucket.</p>'


def test_each_form_leads_to_its_term_and_only_one_of_them_is_linked():
    html = linked("<p>Buckets, then a bucket.</p>", make_term("bucket", "bucket", "buckets"))

    assert html.count("<a ") == 1
    assert ">Buckets</a>" in html


def test_the_longest_form_wins():
    access_key, key = make_term("access-key", "access key"), make_term("key", "key")

    assert re.findall(r'#([a-z-]+)"', linked("<p>An access key.</p>", key, access_key)) == ["access-key"]


@pytest.mark.parametrize(
    "html",
    [
        '<p><a href="/matrix/">a bucket</a></p>',
        "<p><code>bucket</code></p>",
        "<h3>A bucket</h3>",
        '<p><a href="/x/" title="bucket">other</a></p>',
        "<p>a bucket-like thing</p>",
        "<p>bucketful</p>",
    ],
)
def test_links_code_headings_attributes_and_parts_of_words_stay_as_they_are(html):
    assert linked(html, make_term("bucket", "bucket")) == html


def test_what_stands_in_a_link_waits_for_its_next_use():
    html = linked('<p><a href="/x/">bucket</a>, bucket</p>', make_term("bucket", "bucket"))

    assert html.endswith(', <a class="term" href="/glossary/#bucket" tabindex="-1">bucket</a></p>')


def test_entities_stay_whole():
    assert linked("<p>R&amp;D and amp</p>", make_term("amp", "amp")).count("<a ") == 1


def test_each_lesson_begins_anew(client):
    for slug in ("one", "two"):
        make_lesson(slug, body="## A {#a}\n\nA hypervisor.\n")

    for slug in ("one", "two"):
        assert (
            '<a class="term" href="/glossary/#hypervisor" tabindex="-1">hypervisor</a>'
            in client.get(f"/learn/{slug}/").text
        )


def test_the_glossary_shows_each_term_under_its_anchor_and_where_it_is_taught(client):
    page = client.get("/glossary/").text

    for term in Term.objects.all():
        assert f'<div id="{term.slug}">' in page
    assert '<a href="/learn/identity-and-access/#root">L4, The root user</a>' in page
    assert "{customer:" not in page


def test_two_terms_may_not_want_the_same_form():
    terms = [make_term("role", "role"), make_term("part", "Role")]

    assert list(forms_twice(terms)) == ["“Role” is a form of “role” and of “Role”."]
