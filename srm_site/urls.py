from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("learn/", include("lessons.urls")),
    path("", include("matrix.urls")),
    path("", include("quizzes.urls")),
    path("account/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
]
