from allauth.account.auth_backends import AuthenticationBackend

from accounts.login.sessions import found_with_session
from accounts.models import User


class LearnerBackend(AuthenticationBackend):
    def get_user(self, user_id):
        """Return the user with their learner, which almost every page needs.

        The session's query may have found them.
        """
        user = found_with_session.get()
        found_with_session.set(None)  # a second call must read the row again
        if user is None or user.pk != int(user_id):
            user = User.objects.select_related("learner").filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
