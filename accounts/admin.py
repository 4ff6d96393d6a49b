from allauth.account.admin import EmailAddressAdmin
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode

from accounts.admin_log import NumberedLog
from accounts.leaving.deletion import delete_account
from accounts.models import CohortMembership, User


def log_in(request, extra_context=None):
    if request.user.is_authenticated and not admin.site.has_permission(request):
        raise Http404
    if request.user.is_authenticated:
        return redirect("admin:index")
    return redirect_to_login(request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index"))


admin.site.login = log_in  # type: ignore[method-assign]
admin.site.site_header = admin.site.site_title = "Whose Layer, editing"
admin.site.index_title = "What you can edit"


class NewUserForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("email", "name")
        field_classes: dict[str, type] = {}


class UserForm(UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"
        field_classes: dict[str, type] = {}


@admin.register(User)
class UserAdmin(NumberedLog, DjangoUserAdmin):
    """For superusers only: a permission given to a group by mistake gives no access to people."""

    form = UserForm
    add_form = NewUserForm
    list_display = ["email", "name", "is_active", "is_staff", "is_superuser", "date_joined", "last_login"]
    list_filter = ["is_active", "is_staff", "is_superuser", "groups"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    filter_horizontal = []
    readonly_fields = ["date_joined", "last_login", "scores"]
    fieldsets = [
        (None, {"fields": ["email", "password", "name"]}),
        ("How the pages look", {"fields": ["theme", "single_keys"]}),
        ("In exam simulations", {"fields": ["time_allowance"]}),
        ("May", {"fields": ["is_active", "is_staff", "is_superuser", "groups"]}),
        ("When", {"fields": ["date_joined", "last_login"]}),
        ("As a learner", {"fields": ["scores"]}),
    ]
    add_fieldsets = [(None, {"fields": ["email", "name", "usable_password", "password1", "password2"]})]

    def has_module_permission(self, request):
        return request.user.is_superuser

    def has_view_permission(self, request, obj=None):
        return request.user.is_superuser

    has_add_permission = has_module_permission
    has_change_permission = has_delete_permission = has_view_permission

    @admin.display(description="Scores")
    def scores(self, user: User) -> str:
        """Links to the grades in each class, or to all attempts."""
        members = CohortMembership.objects.filter(learner__user=user, left_at=None).select_related("cohort")
        pages = [
            (reverse("teach:cohort-learner-grades", args=[each.cohort_id, each.pk]), each.cohort) for each in members
        ]
        links = format_html_join(", ", '<a href="{}">Grades in {}</a>', pages)
        attempts = f"{reverse('admin:quizzes_attempt_changelist')}?{urlencode({'q': user.email})}"
        return format_html('{}{}<a href="{}">All attempts</a>', links, ", " if pages else "", attempts)

    # Deletes personal rows too, such as readings and sessions. The log's own rows stay.
    def delete_model(self, request, obj):
        delete_account(obj)

    def delete_queryset(self, request, queryset):
        for user in queryset:
            delete_account(user)


admin.site.unregister(EmailAddress)


@admin.register(EmailAddress)
class AddressAdmin(NumberedLog, EmailAddressAdmin):
    pass
