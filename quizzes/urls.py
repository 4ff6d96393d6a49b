from django.urls import path

from quizzes import (
    exam_views,
    exchange_views,
    plan_views,
    practice_views,
    progress_views,
    report_views,
    review_views,
    teach_views,
    views,
)

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
    path("review/", review_views.review, name="review"),
    path("plan/", plan_views.plan, name="plan"),
    path("plan/calendar/", plan_views.calendar_address, name="plan-calendar-address"),
    path("plan/<str:token>.ics", plan_views.calendar, name="plan-calendar"),
    path("exam/", exam_views.exam, name="exam"),
    path("exam/<uuid:attempt>/<int:position>/", exam_views.exam_item, name="exam-item"),
    path("exam/<uuid:attempt>/time/", exam_views.exam_time, name="exam-time"),
    path("exam/<uuid:attempt>/finish/", exam_views.exam_finish, name="exam-finish"),
    path("attempts/<uuid:attempt>/", views.attempt, name="attempt"),
    path("attempts/<uuid:attempt>/retry/", views.attempt_retry, name="attempt-retry"),
    path("corrections/<int:correction>/seen/", views.correction_seen, name="correction-seen"),
    path("teach/items/", teach_views.items, name="teach-items"),
    path("teach/items.csv", teach_views.items_csv, name="teach-items-csv"),
    path("teach/items/<int:pk>/", teach_views.item, name="teach-item"),
    path("teach/import/", exchange_views.import_file, name="teach-import"),
    path("teach/import/<uuid:pk>/", exchange_views.import_plan, name="teach-import-plan"),
    path("teach/export/", exchange_views.export, name="teach-export"),
    path("teach/export/file/", exchange_views.export_file, name="teach-export-file"),
    path("teach/generators/", teach_views.generators, name="teach-generators"),
    path("progress/", progress_views.overview, name="progress"),
    path("progress/answers/", progress_views.answers, name="progress-answers"),
    path("progress/confidence/", progress_views.confidence, name="progress-confidence"),
    path("progress/misconceptions/", progress_views.misconceptions, name="progress-misconceptions"),
    path("progress/attempts/", progress_views.attempts, name="attempts"),
    path("progress/answers.csv", progress_views.answers_csv, name="answers-csv"),
    path("progress/answers.json", progress_views.answers_json, name="answers-json"),
    path("readiness/", progress_views.ready, name="readiness"),
    path("progress/scores.csv", views.scores_csv, name="scores-csv"),
]
