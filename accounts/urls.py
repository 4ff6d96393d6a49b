from allauth.account.views import password_set
from django.urls import include, path

from accounts import views
from accounts.cohorts import join_views
from accounts.leaving import views as leaving_views
from accounts.login.reauthentication import ask_again
from accounts.mailing import views as mailing_views

urlpatterns = [
    path("", views.account, name="account"),
    path("theme/", views.theme, name="account-theme"),
    path("guest/", leaving_views.guest, name="account-guest"),
    path("state/", leaving_views.state, name="account-state"),
    path("download/", leaving_views.download, name="account-download"),
    path("sessions/", leaving_views.sessions, name="account-sessions"),
    path("classes/<int:membership>/leaving/", join_views.leave, name="class-leaving"),
    path("classes/<int:membership>/mail/", join_views.mails, name="class-mails"),
    path("messages/<int:message>/seen/", join_views.message_seen, name="class-message-seen"),
    path("mail/", mailing_views.resume, name="mail-resuming"),
    path("mail/<str:signed>/stop/", mailing_views.stop, name="mail-stopping"),
    path("delete/", leaving_views.delete, name="account-delete"),
    # Overrides allauth's page, which lets anybody who finds the device open set a first password.
    path("password/set/", ask_again(then="account_set_password")(password_set), name="account_set_password"),
    path("second-factor/webauthn/reauthenticate/", views.PasskeyAgain.as_view(), name="mfa_reauthenticate_webauthn"),
    path("second-factor/", include("allauth.mfa.urls")),
    path("", include("allauth.account.urls")),
]
