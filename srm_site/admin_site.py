"""The admin with the names that teachers read, instead of the models' own.

It is imported before models are loaded.
"""

from django.contrib.admin import AdminSite
from django.http import Http404
from django.urls import path

CALLED = {"Item": "Questions", "ItemVersion": "Versions of questions", "GradingRun": "Regrades"}


class WorkshopSite(AdminSite):
    def get_urls(self):
        where = "r/<path:content_type_id>/<path:object_id>/"
        return [path(where, self.admin_view(on_site), name="view_on_site"), *super().get_urls()]

    def get_app_list(self, request, app_label=None):
        apps = super().get_app_list(request, app_label)
        for app in apps:
            for model in app["models"]:
                model["name"] = CALLED.get(model["object_name"], model["name"])
            app["models"].sort(key=lambda model: model["name"])
        return apps


def on_site(request, content_type_id: str, object_id: str):
    """Django's own view fails for models without a page or a table, which get a 404 here."""
    from django.contrib.contenttypes import views
    from django.contrib.contenttypes.models import ContentType

    try:
        kind = ContentType.objects.filter(pk=content_type_id).first()
    except ValueError:  # not a number
        kind = None
    if kind is None or not hasattr(kind.model_class(), "get_absolute_url"):
        raise Http404
    return views.shortcut(request, content_type_id, object_id)
