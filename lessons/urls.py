from django.urls import URLPattern, URLResolver, include, path, register_converter
from django.urls.converters import StringConverter

from lessons import glossary_views, incident_views, picture_views, views
from lessons.markup import PICTURE_NAME

app_name = "lessons"


class PictureName(StringConverter):
    regex = PICTURE_NAME


lesson_urls = [
    path("", views.lesson, name="lesson"),
    path("draft/", views.draft, name="draft"),
    path("sources/", views.sources, name="sources"),
    path("reading/", views.reading, name="reading"),
    path("sections/<slug:anchor>/reading/", views.section_reading, name="section-reading"),
    path("traps/all/<int:number>/", views.traps, name="traps"),
    path("traps/<slug:scenario>/", views.trap, name="trap"),
    path("video/", views.video, name="video"),
    path("video/hosted/", views.hosted_video, name="hosted-video"),
    path("video/state/", views.video_state, name="video-state"),
    path("video/film/", views.film, name="film"),
    path("video/poster/", views.poster, name="poster"),
    path("video/captions/", views.captions, name="captions"),
]

course_urls: list[URLPattern | URLResolver] = [
    path("", views.course, name="course"),
    path("<slug:slug>/", include(lesson_urls)),
]

incident_urls = [
    path("", incident_views.index, name="incidents"),
    path("<slug:slug>/", incident_views.incident, name="incident"),
]

register_converter(PictureName, "picture")

urlpatterns = [
    path("pictures/<picture:name>", picture_views.picture, name="picture"),
    path("learn/", include(course_urls)),
    path("incidents/", include(incident_urls)),
    path("glossary/", glossary_views.glossary, name="glossary"),
    path("lately/", glossary_views.lately, name="lately"),
]
