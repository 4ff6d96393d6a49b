from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.models import Group, Permission
from django.db.models import Q

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

    def get_all_permissions(self, user_obj, obj=None):
        """Those of the user and of their groups with one query, where Django sends two."""
        is_plain = user_obj.is_active and not user_obj.is_anonymous and not user_obj.is_superuser and obj is None
        if is_plain and not hasattr(user_obj, "_perm_cache"):
            own = User.user_permissions.through.objects.filter(user=user_obj).values("permission")
            of_groups = Group.permissions.through.objects.filter(group__user=user_obj).values("permission")
            granted = Permission.objects.filter(Q(pk__in=own) | Q(pk__in=of_groups)).order_by()
            rows = granted.values_list("content_type__app_label", "codename")
            user_obj._perm_cache = {f"{app}.{codename}" for app, codename in rows}
        return super().get_all_permissions(user_obj, obj)
