"""What the demo shows of a mail: the terminal shows it, and the pages say so."""

import io
import re

import pytest
from django.core import mail

from serving.printed_mail import EmailBackend
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def printed() -> str:
    """The mails of this test, as a terminal shows them."""
    terminal = io.StringIO()
    EmailBackend(stream=terminal).send_messages(mail.outbox)
    return terminal.getvalue()


def test_a_mail_is_printed_with_its_link_in_one_piece(client):
    client.post("/account/signup/", {"email": "stud1@example.com", "password1": PASSWORD})

    text = printed()

    assert text.startswith("\nMail to stud1@example.com: Confirm your address\n\n")
    [link] = re.findall(r"^http://testserver(/account/confirm-email/\S+)$", text, re.MULTILINE)
    assert client.get(link).status_code == 200
    assert "Content-Type" not in text


def test_signs_that_are_no_ascii_are_printed_as_they_are():
    mail.send_mail("Ein Gruß", "Zwölf = 12 → fertig", None, ["a@example.com", "b@example.com"])

    assert "Mail to a@example.com, b@example.com: Ein Gruß\n\nZwölf = 12 → fertig\n" in printed()


WHERE = "This site doesn’t send email. It prints each message in the terminal where it runs."
PAGES = ["/account/confirm-email/", "/account/password/reset/done/"]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("is_printed", [True, False])
def test_a_page_that_sends_somebody_to_their_mail_says_where_a_demo_shows_it(client, settings, address, is_printed):
    settings.MAILS_ARE_PRINTED = is_printed

    assert (WHERE in client.get(address).text) is is_printed


def test_so_does_the_page_of_a_new_address(learner_client):
    answer = learner_client.post("/account/email/", {"email": "new@example.com", "action_add": "1"}, follow=True)

    assert WHERE in answer.text
