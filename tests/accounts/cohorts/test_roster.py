"""Class lists as they come: what is read of them, and what an import makes of it."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db.models.functions import Now
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.cohorts import roster_invitations
from accounts.cohorts.membership import join, revoke
from accounts.cohorts.roster import UnreadableRoster, as_text, decode, read
from accounts.cohorts.roster_invitations import import_rows, send_invitations, sort, to_mail
from accounts.models import CohortMembership, Invitee
from tests.helpers.cohorts import class_of

LIST = "email,name\nada@example.com,Ada\nzoe@example.com,Zoë\n"


def rows(text: str) -> list[tuple[int, str, str]]:
    return [(row.line, row.email, row.name) for row in read(text).rows]


def bad(text: str) -> list[tuple[int, str]]:
    return [(row.line, row.why) for row in read(text).bad]


# Reading


@pytest.mark.parametrize(
    ("data", "noted"),
    [
        (LIST.encode(), False),
        (LIST.encode("utf-8-sig"), False),
        (LIST.encode("utf-16"), False),
        (b"\xfe\xff" + LIST.encode("utf-16-be"), False),
        (LIST.encode("utf-16-le"), False),
        (LIST.encode("utf-16-be"), False),
        (LIST.encode("cp1252"), True),
        (LIST.encode("latin-1"), True),
    ],
)
def test_a_list_is_read_in_whatever_encoding(data, noted):
    text, note = decode(data)

    assert rows(text) == [(2, "ada@example.com", "Ada"), (3, "zoe@example.com", "Zoë")]
    assert bool(note) is noted


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_list_is_read_with_whatever_separator_and_line_end(separator, end):
    text = LIST.replace(",", separator).replace("\n", end)

    assert rows(text) == [(2, "ada@example.com", "Ada"), (3, "zoe@example.com", "Zoë")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("E-Mail Address;Full name\nADA@Example.com;Ada\n", [(2, "ada@example.com", "Ada")]),
        ("Vorname,Nachname,E-Mail\nAda,King,ada@example.com", [(2, "ada@example.com", "Ada King")]),
        ("Student,Group,Mail\n Ada ,7b, ada@example.com ", [(2, "ada@example.com", "Ada")]),
        ("ada@example.com\nzoe@example.com", [(1, "ada@example.com", ""), (2, "zoe@example.com", "")]),
        ("Ada,ada@example.com", [(1, "ada@example.com", "Ada")]),
        ("sep=;\nemail;name\nada@example.com;Ada", [(3, "ada@example.com", "Ada")]),
        ('email,name\nada@example.com,"King, Ada"\n', [(2, "ada@example.com", "King, Ada")]),
        (
            'email,name\n\n"ada@example.com","two\nlines"\nb@example.com,B',
            [(3, "ada@example.com", "two lines"), (5, "b@example.com", "B")],
        ),
        (
            "Ada King <Ada@example.com>\n<b@example.com>",
            [(1, "ada@example.com", "Ada King"), (2, "b@example.com", "")],
        ),
        ("\ufeffemail\nada@example.com", [(2, "ada@example.com", "")]),
    ],
)
def test_heads_are_known_by_many_names_and_may_be_missing(text, found):
    assert rows(text) == found


def test_what_is_wrong_with_a_row_is_told_with_its_line():
    text = (
        "email,name\nada@example.com,Ada\nnobody,N\n,Empty\nADA@example.com,Again\n"
        f"long@example.com,{'x' * 81}\nzero\0@example.com,Z\n{'a' * 250}@example.com,Long\n"
    )

    assert bad(text) == [
        (3, "“nobody” isn’t an email address."),
        (4, "It has no email address."),
        (5, "The same address as in line 2."),
        (6, "The name is longer than 80 characters."),
        (7, "It contains characters that can’t be printed."),
        (8, "The address is too long."),
    ]
    assert rows(text) == [(2, "ada@example.com", "Ada")]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "It’s empty"),
        (" \n\n", "It’s empty"),
        ("name,group\nAda,7b", "No column is headed “email”"),
        ('email,name\n"ada@example.com,Ada\n', "Line 2 cannot be read"),
        ("email\n" + "a@example.com\n" * 2001, "up to 2,000"),
        ("x" * 200_000, "cannot be read"),
    ],
)
def test_what_is_no_list_is_refused_in_words(text, why):
    with pytest.raises(UnreadableRoster, match=why):
        read(text)


def test_a_file_that_is_too_large_or_damaged_is_refused_in_words():
    with pytest.raises(UnreadableRoster, match="larger than 1 MB"):
        decode(b"a" * 1_000_001)
    with pytest.raises(UnreadableRoster, match="damaged"):
        decode(b"\xff\xfea")


@given(st.binary(max_size=400))
def test_no_file_whatsoever_breaks_the_reading(data):
    try:
        text, _ = decode(data)
        found = read(text)
    except UnreadableRoster:
        return
    assert [(row.email, row.name) for row in read(as_text(found.rows)).rows] == [
        (row.email, row.name) for row in found.rows
    ]


# Importing


@pytest.fixture
def cohort(instructor):
    return class_of(instructor)


@pytest.fixture
def address(cohort) -> str:
    return reverse("teach:cohort-roster", args=[cohort.pk])


def test_the_dry_run_does_nothing_and_says_all(address, instructor_client, cohort, instructor, lena):
    join(cohort.invites.first(), learner=lena.learner)
    import_rows(cohort, read("old@example.com,Old").rows, by=instructor)
    text = f"email,name\nnew@example.com,<b>New</b>\n{lena.email},Lena\nold@example.com,Older\nnobody,N\n"

    page = instructor_client.post(address, {"text": text}).text

    assert "Nothing has been imported yet." in page
    for title in ("To be invited", "Name changed", "Already in the class", "Cannot be used"):
        assert f"<dt>{title}</dt><dd>1</dd>" in page
    assert "&lt;b&gt;New&lt;/b&gt;" in page
    assert "“nobody” isn’t an email address." in page
    assert list(cohort.invitees.values_list("name", flat=True)) == ["Old"]
    assert mail.outbox == []


def test_an_import_invites_by_mail_and_puts_nobody_into_the_class(address, instructor_client, lena, learner_client):
    text = f"email,name\n{lena.email},Lena\nnobody.here@example.com,Nora\n"

    instructor_client.post(address, {"text": text, "import": "yes"})

    assert not CohortMembership.objects.exists()
    assert [message.to for message in mail.outbox] == [["lena@example.com"], ["nobody.here@example.com"]]
    link = Invitee.objects.get(email=lena.email).invite.get_absolute_url()
    assert f"http://testserver{link}" in mail.outbox[0].body
    assert 'Lena, you are invited to the class "Class A" of Ines' in mail.outbox[0].body
    assert learner_client.post(link)["Location"] == "/"


def test_whether_an_address_has_an_account_shows_nowhere(address, instructor_client, cohort, lena):
    def told(email: str) -> str:
        cohort.invitees.all().delete()
        dry = instructor_client.post(address, {"text": email}).text
        instructor_client.post(address, {"text": email, "import": "yes"})
        listed = instructor_client.get(reverse("teach:cohort-invites", args=[cohort.pk])).text
        body = mail.outbox[-1].body
        return "".join(part.split("csrfmiddlewaretoken")[0] for part in (dry, listed, body)).replace(email, "X")

    known, unknown = told(lena.email), told("xena@example.com")

    assert known.split("/join/")[0] == unknown.split("/join/")[0]


def test_importing_again_updates_and_doubles_nobody(cohort, instructor):
    first = read("a@example.com,A\nb@example.com,B\nc@example.com,C").rows
    import_rows(cohort, first, by=instructor)
    send_invitations(to_mail(), site="http://x", most=9)
    revoke(cohort.invitees.get(email="c@example.com").invite, by=instructor)

    done = import_rows(cohort, read("a@example.com,Anna\nb@example.com\nc@example.com,C").rows, by=instructor)

    assert [len(part) for part in (done.new, done.renamed, done.kept, done.renewed)] == [0, 1, 1, 1]
    assert list(cohort.invitees.values_list("email", "name")) == [
        ("a@example.com", "Anna"),
        ("b@example.com", "B"),
        ("c@example.com", "C"),
    ]
    assert [each.email for each in to_mail()] == ["c@example.com"]
    assert len(sort(cohort, first).kept) == 2


def test_who_accepted_is_in_the_class_and_is_not_invited_again(cohort, instructor, lena):
    import_rows(cohort, read("other.address@example.com,Lena").rows, by=instructor)
    join(cohort.invitees.get().invite, learner=lena.learner)

    found = sort(cohort, read(f"other.address@example.com,Lena\n{lena.email},Lena").rows)

    assert len(found.members) == 2


def test_an_import_that_cannot_be_read_shows_the_form_again(address, instructor_client):
    for sent in (
        {},
        {"text": "name\nAda", "import": "yes"},
        {"file": SimpleUploadedFile("x.csv", b"\xff\xfea")},
        {"file": SimpleUploadedFile("x.csv", b"")},
        {"file": SimpleUploadedFile("x.csv", b"a" * 1_000_001)},
        {"file": SimpleUploadedFile("x.csv", b"PK\x03\x04\x00\x00\x00")},
    ):
        answer = instructor_client.post(address, sent)
        assert answer.status_code == 422
        assert "There is a problem" in answer.text
    assert not Invitee.objects.exists()


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"PK\x03\x04\x14\0\0\0xl/workbook.xml<workbook/>", "an Excel workbook"),
        (b"PK\x03\x04\x14\0\0\0mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "an OpenDocument spreadsheet"),
        (b"PK\x03\x04\x14\0\0\0other", "a zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file"),
    ],
)
def test_a_file_that_is_no_text_is_told_what_it_is(address, instructor_client, start, kind):
    page = instructor_client.post(address, {"file": SimpleUploadedFile("class.xlsx", start + b'"\n"')}).text

    assert f"This is {kind}, not text. Save the list as CSV and choose that file." in page


def test_a_file_in_windows_1252_is_taken_with_a_note(address, instructor_client):
    file = SimpleUploadedFile("class.csv", LIST.encode("cp1252"))

    page = instructor_client.post(address, {"file": file}).text

    assert "was read as Windows-1252" in page
    assert "Zoë" in page


# Mail


def test_a_long_list_is_mailed_in_parts_and_the_rest_by_the_command(address, instructor_client, capsys, monkeypatch):
    monkeypatch.setattr(roster_invitations, "AT_ONCE", 2)
    instructor_client.post(address, {"text": "\n".join(f"p{n}@example.com" for n in range(5)), "import": "yes"})
    assert len(mail.outbox) == 2

    page = instructor_client.post(address.replace("roster", "invites/mailing"), follow=True).text
    assert "1 invitation waits to be mailed." in page
    call_command("send_invitations", site="https://learn.example.com")
    call_command("send_invitations")

    assert capsys.readouterr().out.splitlines() == ["1 invitations sent, 0 wait.", "0 invitations sent, 0 wait."]
    assert len({message.to[0] for message in mail.outbox}) == len(mail.outbox) == 5
    assert "https://learn.example.com/join/" in mail.outbox[-1].body


def test_an_address_that_the_mail_server_refuses_holds_nobody_up(cohort, instructor, monkeypatch):
    import_rows(cohort, read("bad@example.com\ngood@example.com").rows, by=instructor)
    send = roster_invitations._send

    def refusing(invitee, site):
        if invitee.email.startswith("bad"):
            raise SMTPRecipientsRefused({})
        send(invitee, site)

    monkeypatch.setattr(roster_invitations, "_send", refusing)

    assert send_invitations(to_mail(), site="http://x", most=9) == 1
    assert Invitee.objects.get(refused=True).email == "bad@example.com"


def test_while_no_mail_goes_out_invitations_wait(cohort, instructor, monkeypatch):
    import_rows(cohort, read("a@example.com").rows, by=instructor)

    def away(invitee, site):
        raise SMTPServerDisconnected

    monkeypatch.setattr(roster_invitations, "_send", away)

    assert send_invitations(to_mail(), site="http://x", most=9) == 0
    assert to_mail().count() == 1


def test_an_invitation_that_has_run_out_is_not_mailed(cohort, instructor):
    import_rows(cohort, read("a@example.com").rows, by=instructor)
    cohort.invites.update(made_at=Now() - timedelta(days=40), expires_at=Now() - timedelta(days=10))

    assert not to_mail().exists()
