from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User
from accounts.prepared import Prepared

user_with_learner: Prepared[User] = Prepared(lambda pk: User.objects.select_related("learner").filter(pk=pk), int)


class LearnerBackend(AuthenticationBackend):
    def get_user(self, user_id):
        """The user with their learner, in one query: almost every page needs both."""
        user = user_with_learner.first(int(user_id))
        return user if user and self.user_can_authenticate(user) else None
