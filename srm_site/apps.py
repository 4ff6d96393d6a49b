from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class SiteConfig(AppConfig):
    name = "srm_site"
    verbose_name = "Site"

    def ready(self) -> None:
        from accounts.belongings import belongings
        from srm_site.belongings import DISPUTES
        from srm_site.grants import withhold_from_application

        belongings.append(DISPUTES)

        # Sent once for each app that has models, which this one has not; all tables exist by the first of them.
        ledger = apps.get_app_config("quizzes")
        post_migrate.connect(withhold_from_application, sender=ledger, dispatch_uid="srm_site.grants")
