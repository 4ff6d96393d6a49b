from django.urls import path

from quizzes import views

app_name = "quizzes"

urlpatterns = [
    path("learn/<slug:slug>/check/", views.check, name="check"),
    path("practice/<uuid:attempt>/<int:position>/", views.attempt_item, name="attempt-item"),
    path("attempts/<uuid:attempt>/", views.attempt, name="attempt"),
    path("attempts/<uuid:attempt>/retry/", views.attempt_retry, name="attempt-retry"),
    path("corrections/<int:correction>/seen/", views.correction_seen, name="correction-seen"),
    path("progress/", views.progress, name="progress"),
    path("progress/scores.csv", views.scores_csv, name="scores-csv"),
]
