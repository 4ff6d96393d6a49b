from django.urls import path

from matrix import views

app_name = "matrix"
urlpatterns = [
    path("matrix.json", views.published, name="published"),
    path("matrix/", views.grid, name="grid"),
    path("matrix/<slug:service>/<slug:layer>/", views.cell, name="cell"),
]
