from django.urls import path

from planner import plan_views, review_views
from planner.progress import views
from planner.reminders import views as reminder_views

app_name = "planner"

urlpatterns = [
    path("review/", review_views.review, name="review"),
    path("plan/", plan_views.plan, name="plan"),
    path("plan/calendar/", plan_views.calendar_address, name="plan-calendar-address"),
    path("plan/<slug:token>.ics", plan_views.calendar, name="plan-calendar"),
    path("account/reminders/", reminder_views.reminders, name="reminders"),
    path("progress/", views.overview, name="progress"),
    path("progress/answers/", views.answers, name="progress-answers"),
    path("progress/confidence/", views.confidence, name="progress-confidence"),
    path("progress/misconceptions/", views.misconceptions, name="progress-misconceptions"),
    path("progress/attempts/", views.attempts, name="attempts"),
    path("progress/answers.csv", views.answers_csv, name="answers-csv"),
    path("progress/answers.json", views.answers_json, name="answers-json"),
    path("progress/scores.csv", views.scores_csv, name="scores-csv"),
    path("readiness/", views.ready, name="readiness"),
]
