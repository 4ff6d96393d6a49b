from django.urls import include, path

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
from quizzes.cohorts import managing_views
from quizzes.cohorts import views as cohort_views

app_name = "quizzes"

attempts_of_learner = "<int:pk>/learners/<int:membership>/attempts/<uuid:attempt>/"
cohort_urls = [
    path("", cohort_views.cohorts, name="cohorts"),
    path("new/", managing_views.new, name="cohort-new"),
    path("<int:pk>/", cohort_views.cohort, name="cohort"),
    path("<int:pk>/edit/", managing_views.edit, name="cohort-edit"),
    path("<int:pk>/archiving/", managing_views.archiving, name="cohort-archiving"),
    path("<int:pk>/teachers/", managing_views.teachers, name="cohort-teachers"),
    path("<int:pk>/map/", cohort_views.cohort_map, name="cohort-map"),
    path("<int:pk>/map/<slug:service>/<slug:layer>/", cohort_views.cohort_cell, name="cohort-cell"),
    path("<int:pk>/invites/", managing_views.invites, name="cohort-invites"),
    path("<int:pk>/invites/<int:invite>/revocation/", managing_views.revocation, name="cohort-invite-revocation"),
    path("<int:pk>/invites/mailing/", managing_views.mailing, name="cohort-invites-mailing"),
    path("<int:pk>/roster/", managing_views.class_list, name="cohort-roster"),
    path("<int:pk>/due/", managing_views.due, name="cohort-due"),
    path("<int:pk>/due/<int:due_date>/removal/", managing_views.due_removal, name="cohort-due-removal"),
    path("<int:pk>/messages/", managing_views.class_messages, name="cohort-messages"),
    path("<int:pk>/messages/<int:message>/withdrawal/", managing_views.withdrawal, name="cohort-message-withdrawal"),
    path("<int:pk>/learners/<int:membership>/", cohort_views.learner, name="cohort-learner"),
    path("<int:pk>/learners/<int:membership>/time/", managing_views.learner_time, name="cohort-learner-time"),
    path("<int:pk>/learners/<int:membership>/removal/", managing_views.learner_removal, name="cohort-learner-removal"),
    path(attempts_of_learner, cohort_views.learner_attempt, name="cohort-learner-attempt"),
    path("<int:pk>/progress.csv", cohort_views.progress_csv, name="cohort-progress-csv"),
    path("<int:pk>/scores.csv", cohort_views.scores_csv, name="cohort-scores-csv"),
    path("<int:pk>/class.xlsx", cohort_views.workbook, name="cohort-workbook"),
]

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
    path("plan/<slug:token>.ics", plan_views.calendar, name="plan-calendar"),
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
    path("teach/students/", include(cohort_urls)),
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
