from django.urls import path

from matrix import views

app_name = "matrix"
urlpatterns = [
    path("matrix.json", views.published, name="published"),
    path("matrix.csv", views.table, name="table"),
    path("matrix/", views.grid, name="grid"),
    path("matrix/<slug:service>/<slug:layer>/", views.cell, name="cell"),
    path("services/", views.services, name="services"),
    path("services/<slug:service>/", views.service, name="service"),
    path("layers/", views.layers, name="layers"),
    path("layers/<slug:layer>/", views.layer, name="layer"),
    path("compare/", views.compare, name="compare"),
    path("controls/", views.controls, name="controls"),
    path("search/", views.search, name="search"),
    path("cheat-sheet/", views.cheat_sheet, name="cheat-sheet"),
]
