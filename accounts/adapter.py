from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.models import Group

from accounts.models import Learner
from accounts.roles import LEARNERS


class AccountAdapter(DefaultAccountAdapter):
    def save_user(self, request, user, form, commit=True):
        """A new account is a learner from its first moment."""
        user = super().save_user(request, user, form, commit=False)
        user.name = form.cleaned_data.get("name", "")
        user.email = user.email.lower()
        if commit:
            user.save()
            user.groups.add(Group.objects.get(name=LEARNERS))
            Learner.objects.create(user=user)
        return user
