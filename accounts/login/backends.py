from allauth.account.auth_backends import AuthenticationBackend

from accounts.login.sessions import found_with_session
from accounts.models import User


class LearnerBackend(AuthenticationBackend):
    def get_user(self, user_id):
        """The user with their learner, which almost every page needs: as found with the session, or looked up."""
        user = found_with_session.get()
        found_with_session.set(None)  # what is asked for once more is read once more
        if user is None or user.pk != int(user_id):
            user = User.objects.select_related("learner").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
