from django.urls import path

app_name = "matrix"
urlpatterns: list = []
