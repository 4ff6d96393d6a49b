from django.urls import path

from quizzes import lesson_question_views, report_views, views
from quizzes.assigned import views as assigned_views
from quizzes.exam import views as exam_views
from quizzes.notes import views as note_views
from quizzes.practice import course_views
from quizzes.practice import views as practice_views

app_name = "quizzes"
item = "practice/<uuid:attempt>/<int:position>/"

urlpatterns = [
    path("learn/<slug:slug>/check/", views.check, name="check"),
    path("learn/<slug:slug>/questions/<slug:place>/", lesson_question_views.lesson_question, name="lesson-question"),
    path("practice/", practice_views.practice, name="practice"),
    path("practice/courses/<slug:course>/", course_views.course_practice, name="course-practice"),
    path(item, views.attempt_item, name="attempt-item"),
    path(f"{item}flag/", practice_views.flag, name="attempt-item-flag"),
    path(f"{item}slip/", views.attempt_item_slip, name="attempt-item-slip"),
    path(f"{item}report/", report_views.attempt_item_report, name="attempt-item-report"),
    path("reports/<int:report>/seen/", report_views.report_seen, name="report-seen"),
    path("exam/", exam_views.exam, name="exam"),
    path("exam/<uuid:attempt>/<int:position>/", exam_views.exam_item, name="exam-item"),
    path("exam/<uuid:attempt>/time/", exam_views.exam_time, name="exam-time"),
    path("exam/<uuid:attempt>/finish/", exam_views.exam_finish, name="exam-finish"),
    path("exam/<uuid:attempt>/discard/", exam_views.exam_discard, name="exam-discard"),
    path("assignments/<int:assignment>/", assigned_views.assignment, name="assignment"),
    path("attempts/<uuid:attempt>/", views.attempt, name="attempt"),
    path("attempts/<uuid:attempt>/retry/", views.attempt_retry, name="attempt-retry"),
    path("corrections/<int:correction>/seen/", views.correction_seen, name="correction-seen"),
    path("notes/", note_views.notes, name="notes"),
    path("notes/questions/<int:item>/", note_views.question_note, name="question-note"),
    path("notes/facts/<slug:service>/<slug:layer>/", note_views.fact_note, name="fact-note"),
    path("notes/lessons/<slug:slug>/<slug:anchor>/", note_views.section_note, name="section-note"),
]
