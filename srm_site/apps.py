from django.apps import AppConfig, apps
from django.contrib.admin import apps as admin_apps
from django.core.checks import register
from django.db import connections
from django.db.models.signals import post_migrate

# Models that other apps register in the admin and that are removed here. The admin's log would keep an address after
# its person is gone, and a command removes second factors.
TAKEN_OUT = ["account.EmailAddress", "mfa.Authenticator"]


class AdminConfig(admin_apps.AdminConfig):
    default = False  # INSTALLED_APPS names the folder for the site's own config
    default_site = "srm_site.admin_site.WorkshopSite"

    def ready(self) -> None:
        super().ready()
        from django.contrib.admin import site

        for name in TAKEN_OUT:
            site.unregister(apps.get_model(name))


class SiteConfig(AppConfig):
    name = "srm_site"
    default = True
    verbose_name = "Site"

    def ready(self) -> None:
        from accounts.leaving.belongings import belongings
        from accounts.roles import set_up_groups
        from serving.checks import settings_in_doubt
        from serving.connections import POOL, OneProbe, lend_last_first
        from serving.grants import protect
        from srm_site.belongings import DISPUTES

        belongings.append(DISPUTES)
        register(settings_in_doubt)

        for connection in connections.all():
            if pool := getattr(connection, "pool", None):
                lend_last_first(pool)
                # Nothing but pages that can do without the first database waits for the other one.
                OneProbe(pool, patience=0 if connection.alias == "default" else POOL)

        # Django sends this once for each app with models, which this one has not. All tables and permissions exist by
        # then.
        last = apps.get_app_config("teach")
        post_migrate.connect(set_up_groups, sender=last, dispatch_uid="accounts.roles")
        post_migrate.connect(protect, sender=last, dispatch_uid="serving.grants")
