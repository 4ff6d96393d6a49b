from django.urls import include, path

from lessons import views

app_name = "lessons"

lesson_urls = [
    path("", views.lesson, name="lesson"),
    path("draft/", views.draft, name="draft"),
    path("reading/", views.reading, name="reading"),
    path("sections/<slug:anchor>/reading/", views.section_reading, name="section-reading"),
    path("traps/<slug:scenario>/", views.trap, name="trap"),
    path("video/", views.video, name="video"),
    path("video/state/", views.video_state, name="video-state"),
    path("video/film/", views.film, name="film"),
    path("video/captions/", views.captions, name="captions"),
]

urlpatterns = [
    path("", views.course, name="course"),
    path("<slug:slug>/", include(lesson_urls)),
]
