from django.urls import include, path

from accounts import views

urlpatterns = [
    path("", views.account, name="account"),
    path("theme/", views.theme, name="account-theme"),
    path("", include("allauth.account.urls")),
]
