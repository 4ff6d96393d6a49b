"""Addresses of superusers and of a class's instructors."""

from django.urls import path

from lti import class_views, platform_views

app_name = "lti"

urlpatterns = [
    path("schools/", platform_views.platforms, name="platforms"),
    path("schools/new/", platform_views.new, name="platform-new"),
    path("schools/links/", platform_views.links, name="platform-links"),
    path("schools/links/<int:link>/removal/", platform_views.link_removal, name="platform-link-removal"),
    path("schools/keys/", platform_views.keys, name="keys"),
    path("schools/<int:platform>/", platform_views.platform, name="platform"),
    path("students/<int:pk>/school/", class_views.school, name="class"),
    path("students/<int:pk>/school/roster/", class_views.refresh, name="class-roster"),
    path("students/<int:pk>/school/columns/", class_views.columns, name="class-columns"),
]
