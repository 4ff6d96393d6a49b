from django.urls import path

from quizzes import practice_views, report_views, views

app_name = "quizzes"

urlpatterns = [
    path("learn/<slug:slug>/check/", views.check, name="check"),
    path("practice/<uuid:attempt>/<int:position>/", views.attempt_item, name="attempt-item"),
    path("practice/", practice_views.practice, name="practice"),
    path("practice/<uuid:attempt>/<int:position>/flag/", practice_views.flag, name="attempt-item-flag"),
    path(
        "practice/<uuid:attempt>/<int:position>/report/", report_views.attempt_item_report, name="attempt-item-report"
    ),
    path("reports/<int:report>/seen/", report_views.report_seen, name="report-seen"),
    path("attempts/<uuid:attempt>/", views.attempt, name="attempt"),
    path("attempts/<uuid:attempt>/retry/", views.attempt_retry, name="attempt-retry"),
    path("corrections/<int:correction>/seen/", views.correction_seen, name="correction-seen"),
    path("progress/", views.progress, name="progress"),
    path("progress/scores.csv", views.scores_csv, name="scores-csv"),
]
