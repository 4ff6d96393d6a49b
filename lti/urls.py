"""Addresses that a platform and its people use."""

from django.urls import path

from lti import launch_views, pick_views, registration_views

urlpatterns = [
    path("login/", launch_views.login, name="lti-login"),
    path("launch/", launch_views.launch, name="lti-start"),
    path("keys.json", launch_views.keys, name="lti-keys"),
    path("again/", launch_views.again, name="lti-again"),
    path("launches/<uuid:launch>/", launch_views.launched, name="lti-launch"),
    path("launches/<uuid:launch>/class/", launch_views.link_class, name="lti-class"),
    path("launches/<uuid:launch>/joining/", launch_views.joining, name="lti-joining"),
    path("launches/<uuid:launch>/pick/", pick_views.pick, name="lti-pick"),
    path("identities/<int:identity>/removal/", launch_views.disconnect, name="lti-disconnect"),
    path("registrations/<slug:token>/", registration_views.register, name="lti-registration"),
]
