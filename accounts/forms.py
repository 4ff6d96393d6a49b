from django import forms


class SignupForm(forms.Form):
    """What sign-up asks besides address and password."""

    name = forms.CharField(
        label="Name",
        max_length=80,
        required=False,
        help_text="How the pages greet you. You may leave it empty.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["email", "name", "password1"]

    def signup(self, request, user) -> None:
        """allauth calls this after saving; AccountAdapter.save_user has stored the name."""
