from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User


class LearnerBackend(AuthenticationBackend):
    def get_user(self, user_id):
        """The user with their learner, in one query: almost every page needs both."""
        user = User.objects.select_related("learner").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
