"""Forms of superusers about people."""

from django import forms

from accounts.models import User


class FindForm(forms.Form):
    q = forms.CharField(label="Name or address", required=False, max_length=100, widget=forms.SearchInput)


class InstructorForm(forms.Form):
    name = forms.CharField(
        max_length=User._meta.get_field("name").max_length,
        required=False,
        help_text="What the site calls a new instructor. Learners of their classes see it.",
    )
    email = forms.EmailField(
        label="Email address",
        max_length=254,
        help_text="Someone who has an account already keeps it, with their password.",
    )


class TestMailForm(forms.Form):
    to = forms.EmailField(label="Send it to", max_length=254)
