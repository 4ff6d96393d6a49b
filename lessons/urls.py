from django.http import HttpResponse
from django.urls import path

app_name = "lessons"
urlpatterns = [path("", lambda request: HttpResponse(), name="course")]
