"""The admin under the words that teachers read: models have names of their own, which code and files go by."""

from django.contrib.admin import AdminSite

CALLED = {"Item": "Questions", "ItemVersion": "Versions of questions", "GradingRun": "Regrades"}


class WorkshopSite(AdminSite):
    def get_app_list(self, request, app_label=None):
        apps = super().get_app_list(request, app_label)
        for app in apps:
            for model in app["models"]:
                model["name"] = CALLED.get(model["object_name"], model["name"])
            app["models"].sort(key=lambda model: model["name"])
        return apps
