from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from accounts.joining_views import join
from srm_site import history_views, home, inbox_views, metrics, pages, teaching

handler400 = "srm_site.errors.bad_request"
handler403 = "srm_site.errors.permission_denied"
handler404 = "srm_site.errors.not_found"
handler500 = "srm_site.errors.server_error"

urlpatterns = [
    path("", home.home, name="home"),
    path("", include("lessons.urls")),
    path("", include("matrix.urls")),
    path("", include("quizzes.urls")),
    path("teach/", teaching.start, name="teach"),
    path("teach/inbox/", inbox_views.inbox_list, name="inbox"),
    path("teach/inbox/<slug:kind>/<slug:key>/", inbox_views.inbox_entry, name="inbox-entry"),
    path("teach/history/", history_views.history, name="history"),
    path("teach/history/<uuid:context>/", history_views.history_act, name="history-act"),
    path("account/", include("accounts.urls")),
    # One place to change a password, with its limits and its notice by mail.
    path("admin/password_change/", RedirectView.as_view(pattern_name="account_change_password")),
    path("admin/", admin.site.urls),
    path("shortcuts/", pages.shortcuts, name="shortcuts"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
    path("about/", pages.about, name="about"),
    path("join/<slug:token>/", join, name="join"),
    path("robots.txt", pages.robots, name="robots"),
    path(".well-known/security.txt", pages.security_txt, name="security-txt"),
    path("healthz", pages.healthz, name="healthz"),
    path("readyz", pages.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
]
