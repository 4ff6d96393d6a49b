from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SiteConfig(AppConfig):
    name = "srm_site"
    verbose_name = "Site"

    def ready(self) -> None:
        from srm_site.grants import grant_to_application

        post_migrate.connect(grant_to_application, sender=self, dispatch_uid="srm_site.grants")
