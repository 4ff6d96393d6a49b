from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from accounts.cohorts.join_views import assist, join, join_by_code
from serving.monitoring import metrics
from srm_site import home, pages

handler400 = "serving.refusals.bad_request"
handler403 = "serving.refusals.permission_denied"
handler404 = "serving.refusals.not_found"
handler500 = "serving.refusals.server_error"

urlpatterns = [
    path("", home.home, name="home"),
    path("", include("lessons.urls")),
    path("", include("quizzes.urls")),
    path("", include("matrix.urls")),
    path("", include("planner.urls")),
    path("teach/", include("teach.urls")),
    path("teach/", include("lti.staff_urls")),
    path("lti/", include("lti.urls")),
    path("account/", include("accounts.urls")),
    # Passwords are changed on one page, with its limits and its mail.
    path("admin/password_change/", RedirectView.as_view(pattern_name="account_change_password")),
    path("admin/", admin.site.urls),
    path("shortcuts/", pages.shortcuts, name="shortcuts"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
    path("about/", pages.about, name="about"),
    path("whole-exam/", pages.whole_exam, name="whole-exam"),
    path("join/", join_by_code, name="join-by-code"),
    path("join/<slug:token>/", join, name="join"),
    path("join/assist/<slug:token>/", assist, name="assist"),
    path("robots.txt", pages.robots, name="robots"),
    path(".well-known/security.txt", pages.security_txt, name="security-txt"),
    path("healthz", pages.healthz, name="healthz"),
    path("readyz", pages.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
]
