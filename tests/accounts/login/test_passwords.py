"""What a password may be, how it is typed and how it is kept."""

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import User
from tests.conftest import PASSWORD, make_user


@pytest.mark.parametrize("password", ["1234567890", "qwertyuiop", "password123", "iloveyou123"])
def test_common_passwords_are_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize("password", ["whoselayer", "Whose Layer 1", "ada.lovelace@example.com", "ada.lovelace1"])
def test_words_of_this_site_and_of_the_person_are_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password, User(email="ada.lovelace@example.com", name="Ada"))


@pytest.mark.parametrize(
    "password",
    ["kurz aber gut", "ααααα βββββ γγγγγ", "\U0001f40e\U0001f50b📎✂️ horse", "x" * 20 + "y" * 44, "a b c d e f g h"],
)
def test_any_characters_and_any_length_will_do(password):
    validate_password(password)


@pytest.mark.django_db
def test_a_password_is_taken_as_it_was_typed(client):
    user = make_user("spaces@example.com")
    user.set_password("  Two Spaces around  ")
    user.save()

    def log_in(password):
        return Client().post("/account/login/", {"login": user.email, "password": password}).status_code

    assert log_in("  Two Spaces around  ") == 302
    assert log_in("Two Spaces around") == 200
    assert log_in("  two spaces around  ") == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("page", "name", "complete"),
    [
        ("/account/login/", "password", "current-password"),
        ("/account/signup/", "password1", "new-password"),
        ("/account/password/change/", "oldpassword", "current-password"),
        ("/account/password/change/", "password1", "new-password"),
    ],
)
def test_fields_hide_what_is_typed_and_let_managers_fill_them(client, lena, page, name, complete):
    if "change" in page:
        client.force_login(lena)

    widget = client.get(page).context["form"].fields[name].widget

    assert widget.input_type == "password"
    assert widget.attrs.get("autocomplete") == complete
    assert "maxlength" not in widget.attrs


def test_passwords_are_hashed_slowly():
    assert PBKDF2PasswordHasher.iterations >= 600_000
    assert PBKDF2PasswordHasher().encode(PASSWORD, "salt" * 6, iterations=1).startswith("pbkdf2_sha256$")
