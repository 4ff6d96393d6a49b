from django.http import HttpResponse
from django.urls import path

app_name = "quizzes"
urlpatterns = [path("progress/", lambda request: HttpResponse(), name="progress")]
