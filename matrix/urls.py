from django.urls import path

from matrix import change_views, feeds, views
from matrix.editing import dispute_views, editor_views, new_service_views

app_name = "matrix"
urlpatterns = [
    path("matrix.json", views.published, name="published"),
    path("matrix.csv", views.table, name="table"),
    path("matrix.apkg", views.deck, name="deck"),
    path("matrix/", views.grid, name="grid"),
    path("matrix/<slug:service>/<slug:layer>/", views.cell, name="cell"),
    path("matrix/<slug:service>/<slug:layer>/disputes/", dispute_views.disputes, name="disputes"),
    path("disputes/<int:pk>/reading/", dispute_views.reading, name="dispute-reading"),
    path("disputes/<int:pk>/withdrawal/", dispute_views.withdrawal, name="dispute-withdrawal"),
    path("changes/", change_views.changes, name="changes"),
    path("changes/feed/", feeds.changes_feed, name="changes-feed"),
    path("changes/<slug:key>/", change_views.change, name="change"),
    path("teach/matrix/", editor_views.editor, name="editor"),
    path("teach/matrix/changes/", editor_views.change_set, name="change-set"),
    path("teach/matrix/proposals/<int:pk>/reading/", editor_views.proposal_reading, name="proposal-reading"),
    path("teach/matrix/proposals/<int:pk>/withdrawal/", editor_views.proposal_withdrawal, name="proposal-withdrawal"),
    path("teach/matrix/changes/<slug:key>/undo/", editor_views.undo, name="undo"),
    path("teach/matrix/services/", new_service_views.services, name="services-added"),
    path("teach/matrix/services/<int:pk>/", new_service_views.draft, name="service-draft"),
    path("teach/matrix/services/<int:pk>/publication/", new_service_views.publication, name="service-publication"),
    path(
        "teach/matrix/services/<int:pk>/layers/<slug:layer>/", new_service_views.draft_cell, name="service-draft-cell"
    ),
    path("services/", views.services, name="services"),
    path("services/<slug:service>/", views.service, name="service"),
    path("layers/", views.layers, name="layers"),
    path("layers/<slug:layer>/", views.layer, name="layer"),
    path("compare/", views.compare, name="compare"),
    path("twins/", views.twins, name="twins"),
    path("twins/<slug:a>/<slug:b>/", views.twins_pair, name="twins-pair"),
    path("controls/", views.controls, name="controls"),
    path("search/", views.search, name="search"),
    path("cheat-sheet/", views.cheat_sheet, name="cheat-sheet"),
]
